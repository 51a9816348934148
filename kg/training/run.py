"""One run of spaCy's trainer, from a config in data/training/."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from kg.resources import resource

LAST = "model-last"
"""The folder of a run's last weights; they count, so that nothing is chosen on a set."""


class Folder:
    """What a run writes in its folder `out`."""

    __slots__ = ()
    out: Path

    @property
    def lessons(self) -> Path:
        """The file of training data."""
        return self.out / "train.spacy"

    @property
    def held_out(self) -> Path:
        """The file of the data on which a run is watched."""
        return self.out / "dev.spacy"


def train_component(config: str, settings: Mapping[str, str | int], out: Path) -> None:
    """Train what a config describes, into `out`: the best weights and the last. Progress goes to standard error.

    Args:
        config: name of a file in data/training/.
        settings: what the run fills in: values by dotted name.
        out: the folder to write in; it is made.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config
    from thinc.api import get_current_ops, set_current_ops

    from kg.language.products import NumpyProducts

    filled = load_config(resource("data", "training", config), dict(settings), interpolate=False)
    out.mkdir(parents=True, exist_ok=True)
    before = get_current_ops()
    set_current_ops(NumpyProducts())
    try:
        train(init_nlp(filled), out, stdout=sys.stderr, stderr=sys.stderr)
    finally:
        set_current_ops(before)
