"""Whom a part of a name means: "Yazov" the Dmitry Yazov, "Moon" the Moon Jae-in whom the article names in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from kg.extraction.actor_names import Name
from kg.extraction.actor_phrases import Phrase
from kg.extraction.actor_readings import ActorReading
from kg.extraction.words import word_at
from kg.language import Document

Read = Callable[[Phrase], tuple[ActorReading, ...]]

_KEPT = 0.95
"""What a part of a name keeps of the confidence of the whole name's reading."""


class ShortNames:
    """The full names of one document, by the words that stand for them elsewhere.

    `own` gives what a phrase says by itself, `read` whatever it means.
    """

    def __init__(self, document: Document, phrases: Sequence[Phrase], own: Read, read: Read) -> None:
        self._document = document
        self._doc = document.syntax.tree.tokens
        self._phrases = phrases
        self._own = own
        self._read = read

    def of(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """Whom a surname or acronym alone means: the one that the article names in full; nobody for names that are known."""
        name = phrase.last_name
        if name is None or name.known:
            return ()
        span = self._document.span_of(phrase.start, phrase.end)
        return tuple(
            replace(each, span=span, rule="short-name", confidence=round(each.confidence * _KEPT, 3))
            for each in self._placed(name) or self._unplaced(name)
        )

    def _placed(self, name: Name) -> tuple[ActorReading, ...]:
        """Whom a name means whose country the text tells; "Ana Key" is not the "Ivo Key" whom it places."""
        full = self._full.get(self._last_word(name))
        if full is None:
            return ()
        several = name.is_person and name.end - name.start > 1
        same = not several or full.actor.name.casefold().startswith(self._word(name.start))
        return (full,) if same else ()

    def _unplaced(self, name: Name) -> tuple[ActorReading, ...]:
        """Whom a person's longer name means, where only the sentence that it stands in tells whose the person is."""
        phrase = self._longest.get(self._last_word(name)) if name.is_person else None
        longer = phrase is not None and _length(phrase) > name.end - name.start
        return self._read(phrase) if phrase is not None and longer else ()

    @cached_property
    def _full(self) -> dict[str, ActorReading]:
        """By last word, by acronym, else by first word, the surest reading of each name that the text places.

        The first word is the family's in "Moon Jae-in"; it stands for nobody where two persons begin alike.
        """
        return _surest(self._named(self._first), alone=True) | _surest(self._named(self._short))

    @cached_property
    def _longest(self) -> dict[str, Phrase]:
        """By last word, the phrase of the longest name of a person whom no table knows, of two as long the first."""
        found: dict[str, Phrase] = {}
        for phrase in sorted(self._phrases, key=_length, reverse=True):
            name = phrase.last_name
            if name is not None and name.is_person and not name.known:
                found.setdefault(self._last_word(name), phrase)
        return found

    def _named(self, forms: Callable[[Phrase], Iterable[str]]) -> Iterator[tuple[str, ActorReading]]:
        for phrase in self._phrases:
            name = phrase.last_name
            if name is not None and (name.is_person or name.is_body):
                yield from ((word, reading) for word in forms(phrase) for reading in self._own(phrase))

    def _short(self, phrase: Phrase) -> Iterator[str]:
        yield self._word(phrase.end - 1)
        if self._word(phrase.end) == "(" and self._word(phrase.end + 2) == ")":
            yield self._word(phrase.end + 1)

    def _first(self, phrase: Phrase) -> Iterator[str]:
        name = phrase.last_name
        if name is not None and name.is_person and _length(phrase) > 1:
            yield self._word(name.start)

    def _last_word(self, name: Name) -> str:
        return self._word(name.end - 1)

    def _word(self, index: int) -> str:
        return word_at(self._doc, index)


def _surest(named: Iterable[tuple[str, ActorReading]], *, alone: bool = False) -> dict[str, ActorReading]:
    """By word the surest of its readings; with `alone` only where all of them are one actor's."""
    found: dict[str, list[ActorReading]] = {}
    for word, reading in named:
        found.setdefault(word, []).append(reading)
    return {
        word: max(readings, key=lambda reading: reading.confidence)
        for word, readings in found.items()
        if not alone or len({reading.actor.key for reading in readings}) == 1
    }


def _length(phrase: Phrase) -> int:
    name = phrase.last_name
    return name.end - name.start if name is not None else 0
