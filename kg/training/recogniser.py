"""The recogniser of names trained from its corpora: one function, called by `kg.training.rebuild`."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.training.names import training_sentences, write
from kg.training.run import LAST, train_component
from kg.training.sentences import Labelled

STEPS = 4500
"""Batches that the shipped recogniser learned."""

_WATCHED = 500
"""Sentences on which a run is watched; nothing is chosen on them, the last weights count."""


def train_names(  # noqa: PLR0913  (what a run of `kg train` is told)
    corpora: Path,
    out: Path,
    base: Path,
    seed: int,
    steps: int,
    *,
    newswire: bool,
    say: Callable[[str], None],
) -> Path:
    """Train a recogniser of names; the folder of the pipeline that holds it, with a network of its own for the words.

    Args:
        corpora: folder of the corpora, as fetched or in columns.
        out: folder to write in.
        base: the pipeline whose tokenizer and word vectors are taken over.
        seed: where chance begins; the same seed gives the same recogniser.
        steps: batches to learn.
        newswire: whether the Groningen Meaning Bank is learned from, whose annotation has no licence of its own.
        say: is told what is learned from.

    Raises:
        DataError: a corpus is missing or malformed.
    """
    import spacy

    nlp = spacy.load(base, exclude=["ner"])
    sentences = training_sentences(corpora, seed, newswire)
    say(f"names: {len(sentences)} sentences, {sum(len(each.names) for each in sentences)} names")
    out.mkdir(parents=True, exist_ok=True)
    write(nlp, sentences, out / "train.spacy")
    write(nlp, _watched(sentences, seed), out / "dev.spacy")
    train_component("names.cfg", _settings(out, base, seed, steps), out)
    return out / LAST


def _watched(sentences: Sequence[Labelled], seed: int) -> list[Labelled]:
    chance = random.Random(seed)  # noqa: S311  (training data, no secret)
    return chance.sample(list(sentences), min(_WATCHED, len(sentences)))


def _settings(out: Path, base: Path, seed: int, steps: int) -> dict[str, str | int]:
    return {
        "paths.train": str(out / "train.spacy"),
        "paths.dev": str(out / "dev.spacy"),
        "paths.vectors": str(base),
        "system.seed": seed,
        "training.seed": seed,
        "training.max_steps": steps,
    }
