"""Sentences with their names marked: what the name recogniser learns from, whatever corpus they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import DataError

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT")

Mark = tuple[int, int, str]

_MARKED = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its names: (first character, end exclusive, label), in order, none overlapping another."""

    text: str
    names: tuple[Mark, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """The names as they are written.

        >>> Labelled("Kyiv fell silent.", ((0, 4, "GPE"),)).pieces
        ('Kyiv',)
        """
        return tuple(self.text[start:end] for start, end, _ in self.names)


def from_markup(line: str) -> Labelled:
    """A sentence written with its names in brackets.

    Raises:
        DataError: a label is none of `LABELS`.

    >>> from_markup("[Freedonia|GPE] fell.")
    Labelled(text='Freedonia fell.', names=((0, 9, 'GPE'),))
    """
    parts: list[str] = []
    names: list[Mark] = []
    at = end = 0
    for found in _MARKED.finditer(line):
        before, (name, label) = line[end : found.start()], found.groups()
        if label not in LABELS:
            raise DataError(f"{label!r} in {line!r} is no label of names: write one of {', '.join(LABELS)}")
        at += len(before)
        names.append((at, at + len(name), label))
        parts += [before, name]
        at, end = at + len(name), found.end()
    return Labelled("".join([*parts, line[end:]]), tuple(names))


def to_markup(sentence: Labelled) -> str:
    """The reverse of `from_markup`.

    >>> to_markup(Labelled("Freedonia fell.", ((0, 9, "GPE"),)))
    '[Freedonia|GPE] fell.'
    """
    parts, end = [], 0
    for start, stop, label in sentence.names:
        parts += [sentence.text[end:start], f"[{sentence.text[start:stop]}|{label}]"]
        end = stop
    return "".join([*parts, sentence.text[end:]])


def joined(sentences: Iterable[Labelled], between: str = " ") -> Labelled:
    """Several sentences as one text, a space or another mark between each two.

    >>> joined([from_markup("[Freedonia|GPE] fell."), from_markup("[Sylvania|GPE] won.")]).names
    ((0, 9, 'GPE'), (16, 24, 'GPE'))
    """
    text, names = "", []
    for sentence in sentences:
        text += between if text else ""
        names += [(start + len(text), end + len(text), label) for start, end, label in sentence.names]
        text += sentence.text
    return Labelled(text, tuple(names))


def replaced(sentence: Labelled, names: Iterable[str]) -> Labelled:
    """The sentence with each of its names written anew; labels stay.

    >>> replaced(from_markup("[Freedonia|GPE] fell."), ["Fiji"]).text
    'Fiji fell.'
    """
    return _built(sentence, zip(names, sentence.names, strict=True))


def _built(sentence: Labelled, new: Iterable[tuple[str, Mark]]) -> Labelled:
    parts: list[str] = []
    marks: list[Mark] = []
    at = end = 0
    for name, (start, stop, label) in new:
        between = sentence.text[end:start]
        at += len(between)
        marks.append((at, at + len(name), label))
        parts += [between, name]
        at, end = at + len(name), stop
    return Labelled("".join([*parts, sentence.text[end:]]), tuple(marks))


def read_markup(lines: Iterable[str]) -> Iterator[Labelled]:
    """The sentences of a file in brackets notation; lines that start with # and empty lines are none.

    >>> [sentence.pieces for sentence in read_markup(["# ours", "[Fiji|GPE] won.", ""])]
    [('Fiji',)]
    """
    for line in lines:
        if line.strip() and not line.startswith("#"):
            yield from_markup(line.rstrip("\n"))
