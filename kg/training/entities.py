"""How well the names of a text are found: the whole step, the recogniser and what kg.language does to its names.

A name counts where first character, last character and label agree; an article at its start is no part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.language import Pipeline
from kg.model import Article
from kg.training.sentences import Labelled, Mark, joined

if TYPE_CHECKING:
    from spacy.tokens import Doc

PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""States, lands and sites in one, for sets that do not tell them apart."""

_APART = "\n\n"
_DOCUMENT = "-DOCSTART-"
_NO_SPACE_BEFORE = frozenset(",.!?;:)]%…") | {"'s", "n't", "'ll", "'re", "'ve", "'m", "'d", "...", "''"}
_NO_SPACE_BEHIND = frozenset("([$#")


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


def read_columns(path: Path) -> Iterator[Labelled]:
    """The documents of a file in columns: a word and its label (B-ORG, I-ORG, O) a line, an empty line behind each sentence.

    Every sentence is a paragraph. A sentence that starts with -DOCSTART- begins a document; without any, each sentence
    is one.

    Raises:
        DataError: the file cannot be read, or a line has no label.
    """
    sentences = list(sentences_of(path))
    if not any(sentence.text.startswith(_DOCUMENT) for sentence in sentences):
        yield from sentences
        return
    paragraphs: list[Labelled] = []
    for sentence in [*sentences, Labelled(_DOCUMENT, ())]:
        if not sentence.text.startswith(_DOCUMENT):
            paragraphs.append(sentence)
        elif paragraphs:
            yield joined(paragraphs, _APART)
            paragraphs = []


def sentences_of(path: Path) -> Iterator[Labelled]:
    """The sentences of a file in columns, words joined as news are written.

    Raises:
        DataError: the file cannot be read, or a line has no label.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read as words and labels in UTF-8: {error}") from error
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            word, tab, label = line.rpartition("\t" if "\t" in line else " ")
            if not tab:
                raise DataError(f"{path} line {number}: {line!r} has no label behind the word")
            rows.append((word, label))
        elif rows:
            yield sentence_of(rows)
            rows = []


def sentence_of(rows: Sequence[tuple[str, str]]) -> Labelled:
    """Words and their labels as a sentence.

    >>> sentence_of([("Mr", "O"), ("Key", "B-PERSON"), ("'s", "O"), ("tie", "O"), (".", "O")])
    Labelled(text="Mr Key's tie.", names=((3, 6, 'PERSON'),))
    """
    names: list[Mark] = []
    text, quoted, glued = "", False, True
    for word, label in rows:
        mark = word in ('"', "``", "''", "“", "”")
        text += "" if glued or word in _NO_SPACE_BEFORE or (mark and quoted) else " "
        start, end = len(text), len(text) + len(word)
        if label.startswith("I-") and names and names[-1][2] == label[2:]:
            names[-1] = (names[-1][0], end, label[2:])
        elif label not in ("O", "", "_"):
            names.append((start, end, label[2:]))
        text += word
        quoted = quoted != mark
        glued = word in _NO_SPACE_BEHIND or (mark and quoted)
    return Labelled(text, tuple(names))
