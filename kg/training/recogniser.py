"""The recogniser of names trained from its corpora: one function, called by `kg.training.rebuild`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from kg.training.name_silver import name_silver
from kg.training.names import training_sentences, write
from kg.training.run import LAST, NameRun, Say, train_component
from kg.training.sentences import Labelled

_WATCHED = 500
"""Sentences on which a run is watched; nothing is chosen on them, the last weights count."""


def train_names(run: NameRun, say: Say, *, resume: bool = False) -> Path:
    """Train a recogniser of names; the folder of the pipeline that holds it, with a network of its own for the words.

    Args:
        run: what to train.
        say: is told what is learned from.
        resume: whether the training data that an earlier run left are learned from, if they are there.

    Raises:
        DataError: a corpus is missing or malformed.
        ParameterError: a teacher is wanted and the extra `kg-events[train]` is not installed.
    """
    if not (resume and run.lessons.is_file() and run.held_out.is_file()):
        _write_lessons(run, say)
    train_component("names.cfg", _settings(run), run.out)
    return run.out / LAST


def _write_lessons(run: NameRun, say: Say) -> None:
    import spacy

    nlp = spacy.load(run.base, exclude=["ner"])
    sentences = training_sentences(run.corpora, run.seed, run.newswire)
    if run.encoder:
        sentences += name_silver(nlp, run, run.encoder, say)
        random.Random(run.seed + 1).shuffle(sentences)  # noqa: S311  (training data, no secret)
    say(f"names: {len(sentences)} sentences, {sum(len(each.names) for each in sentences)} names")
    run.out.mkdir(parents=True, exist_ok=True)
    write(nlp, sentences, run.lessons)
    write(nlp, _watched(sentences, run.seed), run.held_out)


def _watched(sentences: Sequence[Labelled], seed: int) -> list[Labelled]:
    chance = random.Random(seed)  # noqa: S311  (training data, no secret)
    return chance.sample(list(sentences), min(_WATCHED, len(sentences)))


def _settings(run: NameRun) -> dict[str, str | int]:
    return {
        "paths.train": str(run.lessons),
        "paths.dev": str(run.held_out),
        "paths.vectors": str(run.base),
        "system.seed": run.seed,
        "training.seed": run.seed,
        "training.max_steps": run.steps,
    }
