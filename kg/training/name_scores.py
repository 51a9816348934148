"""The table of names: how well a pipeline names on each test set, the network alone and the whole step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.language import Pipeline
from kg.language.normalise import same_length
from kg.training.corpora import with_part
from kg.training.entities import PLACES, NameScores, marks_found, name_scores, scores_of
from kg.training.name_corpora import TESTED, read_names
from kg.training.sentences import LABELS, Labelled, Mark

if TYPE_CHECKING:
    from spacy.language import Language

_NEEDED = ("ner", "tok2vec", "transformer", "curated_transformer")
_PLAIN = ("PERSON", "ORG", "PLACE")
_COUNTED: Mapping[str, tuple[Sequence[str], Mapping[str, str]]] = {
    "names: CrossNER politics": ((*_PLAIN, "NORP", "EVENT"), PLACES),
    "names: GMB": (LABELS, {}),
}
"""The labels that count, and which of them are one, where these are not persons, bodies and places."""


@dataclass(frozen=True, slots=True)
class NameLine:
    """One test set: the network's own names, and those of the whole step."""

    network: NameScores
    step: NameScores


@dataclass(frozen=True, slots=True)
class NameTable:
    """Lines by test set, and the test sets of which the folder holds no name."""

    lines: dict[str, NameLine]
    missing: tuple[str, ...]


def name_table(pipeline: Pipeline, folder: Path) -> NameTable:
    """Score a pipeline on every test set of names that a folder of corpora holds.

    Raises:
        DataError: a file of the folder is malformed.
    """
    lines, missing = {}, []
    for corpus in with_part(TESTED):
        held = any(next(folder.rglob(pattern), None) for pattern in corpus.file.split(";"))
        documents = read_names(corpus, folder) if held else []
        if not any(document.names for document in documents):
            missing.append(corpus.key)
            continue
        labels, merged = counted_labels(corpus.key)
        network = scores_of(documents, network_names(pipeline.nlp, documents), labels, merged)
        lines[corpus.key] = NameLine(network, name_scores(pipeline, documents, labels, merged))
    return NameTable(lines, tuple(missing))


def counted_labels(key: str) -> tuple[Sequence[str], Mapping[str, str]]:
    """The labels that count on a test set, and which of them are one.

    >>> counted_labels("names: wikigold")[0]
    ('PERSON', 'ORG', 'PLACE')
    """
    return _COUNTED.get(key, (_PLAIN, PLACES))


def network_names(nlp: Language, documents: Iterable[Labelled]) -> Iterator[list[Mark]]:
    """What the recogniser alone finds in each document, paragraph by paragraph."""
    for document in documents:
        found: list[Mark] = []
        start = 0
        paragraphs = same_length(document.text).split("\n\n")
        with nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in _NEEDED]):
            for paragraph, read in zip(paragraphs, nlp.pipe(paragraphs), strict=True):
                found += [(first + start, end + start, label) for first, end, label in marks_found(read)]
                start += len(paragraph) + 2
        yield found
