"""How good a pipeline is, on raw text: trees, lemmas, sentences, speed and size.

A tree is scored as spaCy scores it: a word counts where the pipeline's tokenizer found the treebank's word, punctuation
does not count, and an arc is right with its head and its whole label (labelled attachment, LAS).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RELATIONS = ("appos", "conj", "ccomp", "acl:relcl", "obl")
"""The relations whose recall is told apart: event coding leans on them, and small parsers are weak in them."""

BATCH = 64
"""Texts that are read at once when speed is measured, as `kg.language.Pipeline` reads paragraphs."""


@dataclass(frozen=True, slots=True)
class TreeScores:
    """Percentages on one set; `recall` by relation, only of relations that the set has.

    `words` is the number of the treebank's words, punctuation included.
    """

    words: int
    upos: float
    lemma: float
    uas: float
    las: float
    sentences: float
    recall: dict[str, float]


def tree_scores(nlp: Language, gold: Iterable[Doc]) -> TreeScores:
    """Read the raw text of each document and compare with its trees."""
    from spacy.training import Example

    documents = list(gold)
    read = nlp.pipe([document.text for document in documents], batch_size=32)
    examples = [Example(guess, document) for guess, document in zip(read, documents, strict=True)]
    scores: dict[str, float] = {}
    for name, component in nlp.pipeline:
        if name != "ner" and hasattr(component, "score"):
            scores |= component.score(examples)
    by_relation: dict[str, dict[str, float]] = scores.get("dep_las_per_type") or {}  # type: ignore[assignment]
    return TreeScores(
        words=sum(len(document) for document in documents),
        upos=_percent(scores, "pos_acc"),
        lemma=_percent(scores, "lemma_acc"),
        uas=_percent(scores, "dep_uas"),
        las=_percent(scores, "dep_las"),
        sentences=_percent(scores, "sents_f"),
        recall={
            relation: 100 * by_relation[relation]["r"] for relation in RELATIONS if relation in by_relation
        },
    )


def _percent(scores: dict[str, float], name: str) -> float:
    return 100 * (scores.get(name) or 0.0)


def words_per_second(nlp: Language, texts: Sequence[str], rounds: int = 3) -> float:
    """Tokens per second of processor time, the best of some rounds: other work on the machine only slows."""
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        words = sum(len(document) for document in nlp.pipe(texts, batch_size=BATCH))
        best = max(best, words / (time.process_time() - start))
    return best


def megabytes(folder: Path) -> float:
    """Size of all files of a folder, in units of a million bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
