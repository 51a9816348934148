"""The public corpora: which files of a folder they are, what of them is used, under which licence (data/training/corpora.csv)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import DataError
from kg.resources import resource
from kg.training.treebanks import Sentence, by_paragraph, read_treebank
from kg.training.treebanks import documents as grouped

BY_PARAGRAPH = ", paragraphs"
"""End of the key of a test set that is read paragraph by paragraph."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One line of the table.

    `file` is a pattern of file names; `documents` a regular expression: only sentences of documents whose name it begins
    are used; `part` is train, dev, test, raw, names (of the name recogniser), names-test, vectors or own; `unit` is what is read at once when scored: document or sentence.
    """

    key: str
    file: str
    documents: str
    part: str
    unit: str
    name: str
    licence: str
    address: str


@cache
def corpora() -> tuple[Corpus, ...]:
    """The table, in its order.

    >>> sorted({corpus.part for corpus in corpora()})
    ['dev', 'names', 'names-test', 'own', 'raw', 'raw-names', 'test', 'train', 'vectors']
    """
    with resource("data", "training", "corpora.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Corpus(**row) for row in csv.DictReader(lines))


def with_part(part: str) -> tuple[Corpus, ...]:
    """The corpora of a part.

    >>> [corpus.key for corpus in with_part("test")]
    ['PUD news', 'GUM news', 'EWT']
    """
    return tuple(corpus for corpus in corpora() if corpus.part == part)


def find(corpus: Corpus, folder: Path) -> Path:
    """The file of a corpus, in the folder or below it.

    Raises:
        DataError: there is no such file; the message names the corpus and where it is to be had.
    """
    found = sorted(folder.rglob(corpus.file))
    if not found:
        raise DataError(
            f"{folder} holds no {corpus.file} ({corpus.name}): fetch it from {corpus.address} and put it there"
        )
    return found[0]


def sentences(part: str, folder: Path) -> dict[str, list[Sentence]]:
    """The sentences of all treebanks of a part, by the key of the corpus.

    Raises:
        DataError: a file is missing or is no CoNLL-U.
    """
    return {
        corpus.key: [each for each in read_treebank(find(corpus, folder)) if _used(each, corpus)]
        for corpus in with_part(part)
    }


def test_sets(folder: Path) -> dict[str, list[list[Sentence]]]:
    """The test sets as runs of sentences that are read at once, by the key of the corpus.

    A document is read as one text without any line end; under the key that ends in `BY_PARAGRAPH` it is read paragraph by
    paragraph, as articles are.

    Raises:
        DataError: a file is missing or is no CoNLL-U.
    """
    units = {corpus.key: corpus.unit for corpus in corpora()}
    sets = {}
    for key, found in sentences("test", folder).items():
        if units[key] == "sentence":
            sets[key] = [[each] for each in found]
        else:
            sets[key] = grouped(found)
            sets[key + BY_PARAGRAPH] = [run for document in sets[key] for run in by_paragraph(document)]
    return sets


def own_sentences() -> list[Sentence]:
    """The treebank that ships with kg, file by file."""
    folder = resource("data", "language", "ud")
    return [sentence for path in sorted(folder.glob("*.conllu")) for sentence in read_treebank(path)]


def _used(sentence: Sentence, corpus: Corpus) -> bool:
    return re.match(corpus.documents, sentence.document or sentence.key) is not None
