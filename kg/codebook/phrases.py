"""An index of phrases by the lemma and part of speech of their head, the most specific first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from kg.codebook.slots import Condition

OPEN = 1000  # stands for the size of a condition that any lemma may meet
POS = ("verb", "noun", "adj")


class HasPhrase(Protocol):
    """What the index needs to know of an entry."""

    @property
    def words(self) -> tuple[str, ...]:
        """The lemmas of the phrase."""

    @property
    def pos(self) -> str:
        """Part of speech of the head."""

    @property
    def needs(self) -> tuple[Condition, ...]:
        """The conditions."""


Key = tuple[str, str, str]
"""Phrase, part of speech and sorted needs."""


class Phrased:
    """What an entry of the lexicon and an operator share: the phrase as written, and the key that tells rows apart."""

    __slots__ = ()
    words: tuple[str, ...]
    pos: str
    needs: tuple[Condition, ...]

    @property
    def phrase(self) -> str:
        """The words as written in the table."""
        return " ".join(self.words)

    @property
    def key(self) -> Key:
        """What a later row must share to override this one: phrase, part of speech and needs (in any order)."""
        return self.phrase, self.pos, ";".join(sorted(map(str, self.needs)))


T = TypeVar("T", bound=HasPhrase)


def head(words: tuple[str, ...], pos: str) -> str:
    """The word that a phrase is found by: the first of a verb phrase, else the last.

    >>> head(("walk", "out"), "verb"), head(("peace", "talk"), "noun")
    ('walk', 'talk')
    """
    return words[0] if pos == "verb" else words[-1]


def specificity(entry: HasPhrase) -> tuple[int, int, int]:
    """A sort key, the most specific first: more words, then more needs, then fewer lemmas that meet them."""
    sizes = (OPEN if c.negated or not c.words else len(c.words) for c in entry.needs)
    return -len(entry.words), -len(entry.needs), sum(sizes)


class PhraseIndex(Generic[T]):
    """Entries by (head lemma, part of speech), the most specific first."""

    def __init__(self, entries: Iterable[T]) -> None:
        self._entries = tuple(entries)
        by_head: dict[tuple[str, str], list[T]] = {}
        for entry in self._entries:
            by_head.setdefault((head(entry.words, entry.pos), entry.pos), []).append(entry)
        self._by_head = {key: tuple(sorted(found, key=specificity)) for key, found in by_head.items()}

    def candidates(self, lemma: str, pos: str) -> tuple[T, ...]:
        """The entries with that head: more words first, then more needs, then narrower ones.

        >>> from collections import namedtuple
        >>> Entry = namedtuple("Entry", "words pos needs")
        >>> index = PhraseIndex([Entry(("walk",), "verb", ()), Entry(("walk", "out"), "verb", ())])
        >>> [entry.words for entry in index.candidates("walk", "verb")]
        [('walk', 'out'), ('walk',)]
        """
        return self._by_head.get((lemma, pos), ())

    def heads(self, pos: str) -> tuple[str, ...]:
        """The head lemmas of a part of speech, sorted."""
        return tuple(sorted(lemma for lemma, tag in self._by_head if tag == pos))

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
