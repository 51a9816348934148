"""An index of phrases by the lemma and part of speech of their head, the most specific first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import Generic, Protocol, TypeVar

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
    def needs(self) -> Sized:
        """The conditions."""


T = TypeVar("T", bound=HasPhrase)


def head(words: tuple[str, ...], pos: str) -> str:
    """The word that a phrase is found by: the first of a verb phrase, else the last.

    >>> head(("walk", "out"), "verb"), head(("peace", "talk"), "noun")
    ('walk', 'talk')
    """
    return words[0] if pos == "verb" else words[-1]


class PhraseIndex(Generic[T]):
    """Entries by (head lemma, part of speech), the most specific first."""

    def __init__(self, entries: Iterable[T]) -> None:
        self._entries = tuple(entries)
        by_head: dict[tuple[str, str], list[T]] = {}
        for entry in self._entries:
            by_head.setdefault((head(entry.words, entry.pos), entry.pos), []).append(entry)
        self._by_head = {
            key: tuple(sorted(found, key=lambda entry: (-len(entry.words), -len(entry.needs))))
            for key, found in by_head.items()
        }

    def candidates(self, lemma: str, pos: str) -> tuple[T, ...]:
        """The entries with that head: more words first, then more needs, then the order of the tables."""
        return self._by_head.get((lemma, pos), ())

    def heads(self, pos: str) -> tuple[str, ...]:
        """The head lemmas of a part of speech, sorted."""
        return tuple(sorted(lemma for lemma, tag in self._by_head if tag == pos))

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
