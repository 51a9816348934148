"""One run of spaCy's trainer, from a config in data/training/: what it is told, where it writes, what it needs installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ParameterError
from kg.resources import resource

NAME_STEPS = 7000
"""Batches that the shipped recogniser of names learned."""

Say = Callable[[str], None]

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


@dataclass(frozen=True, slots=True)
class NameRun(Folder):
    """What a recogniser is trained from: the folder of the corpora, the folder to write in, and how.

    `base` is the pipeline whose tokenizer and word vectors are taken over; `encoder` the folder of the teacher's encoder
    (none: no teacher); `steps` the batches to learn. The same `seed` gives the same recogniser. `newswire`: whether the
    Groningen Meaning Bank is learned from, whose annotation has no licence of its own.
    """

    corpora: Path
    out: Path
    base: Path
    encoder: Path | None = None
    seed: int = 0
    steps: int = NAME_STEPS
    newswire: bool = True


@contextmanager
def extra(what: str) -> Iterator[None]:
    """Imports within that need the extra `kg-events[train]`; `what` is what needs it.

    Raises:
        ParameterError: a library of the extra is not installed; the message says which.
    """
    try:
        yield
    except ImportError as error:
        raise ParameterError(
            f"{what} needs {error.name}: pip install 'kg-events[train]', or leave out --teacher"
        ) from error


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
