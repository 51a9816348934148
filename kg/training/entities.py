"""How well the names of a text are found: the whole step, the recogniser and what kg.language does to its names.

A name counts where first character, last character and label agree; an article at its start is no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language import Pipeline
from kg.model import Article
from kg.training.sentences import Labelled, Mark

if TYPE_CHECKING:
    from spacy.tokens import Doc

PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""States, lands and sites in one, for sets that do not tell them apart."""


@dataclass(frozen=True, slots=True)
class NameScores:
    """Percentages over all names of a set, and F1 by label."""

    names: int
    precision: float
    recall: float
    f1: float
    by_label: Mapping[str, float]


def name_scores(
    pipeline: Pipeline,
    documents: Sequence[Labelled],
    labels: Iterable[str] = ("PERSON", "ORG", "PLACE"),
    merged: Mapping[str, str] = PLACES,
) -> NameScores:
    """Read the documents' texts and compare the names found with theirs; `labels` counts those after merging."""
    articles = (Article(str(at), str(at), each.text, "") for at, each in enumerate(documents))
    found = (marks_found(read.doc) for read in pipeline.pipe(articles))
    return scores_of(documents, found, labels, merged)


def marks_found(doc: Doc) -> list[Mark]:
    """The entities of a spaCy document."""
    return [(name.start_char, name.end_char, name.label_) for name in doc.ents]


def scores_of(
    documents: Iterable[Labelled],
    found: Iterable[Iterable[Mark]],
    labels: Iterable[str] = ("PERSON", "ORG", "PLACE"),
    merged: Mapping[str, str] = PLACES,
) -> NameScores:
    """Compare names with those of the documents, document by document.

    >>> scores_of([Labelled("Ana of Fiji", ((0, 3, "PERSON"), (7, 11, "GPE")))], [[(7, 11, "LOC")]]).recall
    50.0
    """
    counted = frozenset(labels)
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for document, marks in zip(documents, found, strict=True):
        mine = set(_compared(document.text, marks, counted, merged))
        theirs = set(_compared(document.text, document.names, counted, merged))
        right.update(label for *_, label in mine & theirs)
        read.update(label for *_, label in mine)
        given.update(label for *_, label in theirs)
    return _scores(right, read, given)


def _compared(
    text: str, names: Iterable[Mark], counted: frozenset[str], merged: Mapping[str, str]
) -> Iterator[Mark]:
    for start, end, label in names:
        kind = merged.get(label, label)
        if kind in counted:
            yield start + 4 * text[start:end].lower().startswith("the "), end, kind


def _scores(right: Counter[str], found: Counter[str], given: Counter[str]) -> NameScores:
    return NameScores(
        names=given.total(),
        precision=_percent(right.total(), found.total()),
        recall=_percent(right.total(), given.total()),
        f1=_percent(2 * right.total(), found.total() + given.total()),
        by_label={label: _percent(2 * right[label], found[label] + given[label]) for label in sorted(given)},
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
