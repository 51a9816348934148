"""Corpora in columns: a word and its label (B-ORG, I-ORG, O) a line, an empty line behind each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import DataError
from kg.training.sentences import Labelled, Mark, joined

Row = tuple[Sequence[str], Sequence[str]]
"""The words of a sentence and the label of each."""

_APART = "\n\n"
_DOCUMENT = "-DOCSTART-"
_NO_SPACE_BEFORE = frozenset(",.!?;:)]%…") | {"'s", "n't", "'ll", "'re", "'ve", "'m", "'d", "...", "''"}
_NO_SPACE_BEHIND = frozenset("([$#")


def rows_of(paths: Sequence[Path], word: int = 0) -> Iterator[Row]:
    """Words and labels of each sentence of files in columns; the label stands last, or behind the word if `word` is not the first.

    Raises:
        DataError: a file cannot be read, or a line has too few columns.
    """
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{path} cannot be read as words and labels in UTF-8: {error}") from error
        words: list[str] = []
        labels: list[str] = []
        for number, line in enumerate([*lines, ""], start=1):
            columns = line.split("\t") if "\t" in line else line.split()
            if columns and not line.startswith("# "):
                if len(columns) < word + 2:
                    raise DataError(f"{path} line {number}: {line!r} has no label behind the word")
                words.append(columns[word])
                labels.append(columns[word + 1] if word else columns[-1])
            elif words and not columns:
                yield words, labels
                words, labels = [], []


def documents_of(sentences: Iterable[Labelled]) -> Iterator[Labelled]:
    r"""The sentences as paragraphs of documents: one that starts with -DOCSTART- begins a document.

    Without any of these, each sentence is a document.

    >>> marked = [Labelled(text, ()) for text in ("-DOCSTART-", "Kenya won.", "It rained.", "-DOCSTART-", "Fiji lost.")]
    >>> [document.text for document in documents_of(marked)]
    ['Kenya won.\n\nIt rained.', 'Fiji lost.']
    """
    listed = list(sentences)
    if not any(_begins(sentence) for sentence in listed):
        yield from listed
        return
    paragraphs: list[Labelled] = []
    for sentence in [*listed, Labelled(_DOCUMENT, ())]:
        if not _begins(sentence):
            paragraphs.append(sentence)
        elif paragraphs:
            yield joined(paragraphs, _APART)
            paragraphs = []


def _begins(sentence: Labelled) -> bool:
    return sentence.text.startswith(_DOCUMENT)


def sentence_of(row: Row) -> Labelled:
    """Words and their labels as a sentence.

    >>> sentence_of((["Mr", "Key", "'s", "tie", "."], ["O", "B-PERSON", "O", "O", "O"]))
    Labelled(text="Mr Key's tie.", names=((3, 6, 'PERSON'),))
    """
    names: list[Mark] = []
    text, quoted, glued = "", False, True
    for word, label in zip(*row, strict=True):
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
