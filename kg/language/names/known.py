"""Names that are known beforehand, found in a text by their letters."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.resources import resource

_FIRST = re.compile(r"^[^\s\-–'’]+")
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Known:
    """What a known name is: its label, and whether it is hardly ever another's name."""

    label: str
    sure: bool


class KnownNames:
    """The names of a list, and the search for the longest of them.

    >>> KnownNames([("Freedonia", Known("GPE", sure=True))]).get("Freedonia").label
    'GPE'
    """

    def __init__(self, names: Iterable[tuple[str, Known]]) -> None:
        self._names: dict[str, Known] = {}
        self._longest: dict[str, int] = {}
        for name, known in names:
            for written in {name, fold(name)}:
                self._names.setdefault(written, known)
                first = _first(written)
                self._longest[first] = max(self._longest.get(first, 0), len(written))

    def get(self, name: str) -> Known | None:
        """What a whole name is, None if it is unknown."""
        return self._names.get(name) or self._names.get(fold(name))

    def find(self, words: Sequence[str], offsets: Sequence[int]) -> Iterator[tuple[int, int, Known]]:
        """First word, end (exclusive) and meaning of each known name, the longest first at each place, none overlapping.

        `offsets` are the first characters of the words, and last the end of the text.

        >>> known = KnownNames([("New Freedonia", Known("GPE", sure=True))])
        >>> [found[:2] for found in known.find(["In", "New", "Freedonia"], [0, 3, 7, 16])]
        [(1, 3)]
        """
        at = 0
        while at < len(words):
            longest = self._longest.get(words[at]) or self._longest.get(_first(words[at]))
            found = self._at(words, offsets, at, longest) if longest else None
            if found:
                yield at, *found
            at = found[0] if found else at + 1

    def _at(
        self, words: Sequence[str], offsets: Sequence[int], start: int, longest: int
    ) -> tuple[int, Known] | None:
        best, written = None, ""
        for end in range(start, len(words)):
            written += " " * (offsets[end] - offsets[start] - len(written)) + words[end]
            if len(written) > longest:
                break
            known = self.get(written)
            best = (end + 1, known) if known else best
        return best


def fold(text: str) -> str:
    """A name without diacritics.

    >>> fold("Erdoğan")
    'Erdogan'
    """
    if text.isascii():
        return text
    return "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))


def _first(name: str) -> str:
    if name.isalpha():
        return name
    found = _FIRST.match(name)
    return found.group() if found else name


@cache
def known_names() -> KnownNames:
    """The shipped list, data/language/known_names.csv.

    >>> known_names().get("Kenya")
    Known(label='GPE', sure=True)
    """
    path = resource("data", "language", "known_names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(line for line in file if not line.startswith(_COMMENT))
        return KnownNames((row["name"], Known(row["label"], row["sure"] == "yes")) for row in table)


@cache
def name_words(use: str) -> frozenset[str]:
    """Words of data/language/name_words.csv that decide what a name is a name of.

    >>> "Ministry" in name_words("body")
    True
    """
    path = resource("data", "language", "name_words.csv")
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(line for line in file if not line.startswith(_COMMENT))
        return frozenset(row["word"] for row in table if row["use"] == use)


def is_role(word: str) -> bool:
    """Whether a word stands before persons' names: "Mr", "President".

    >>> is_role("President")
    True
    """
    return word in name_words("courtesy") or word in name_words("title")
