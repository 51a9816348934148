"""The days of events that an article names and dates: what it tells of others is anchored to them.

"Before the 2022 invasion", "since the coup" (which "took place on 3 March"), "two days after Monday's attack", "in the
wake of the vote". Words: data/codebook/time_words.csv, kinds relation, relation_noun, happening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from functools import cached_property

from spacy.tokens import Token

from kg.extraction.times_binding import BoundExpression
from kg.extraction.times_frames import in_list
from kg.extraction.times_intervals import Interval, before, bound, shift, unit_around
from kg.extraction.times_values import CalendarUnit
from kg.extraction.words import word_lists
from kg.language import Document
from kg.model import Precision, Span

SHARPNESS = tuple(Precision)
OPEN = (Precision.BEFORE, Precision.AFTER)
_AT_THE_TIME = frozenset({"in", "during", "at", "amid"})
_NOUNS = frozenset({"NOUN", "PROPN"})

Days = tuple[Interval, Span | None]
"""The days of an event, and the expression that they were read from."""


class DatedEvents:
    """The events of one document that expressions date, by the words that name them."""

    def __init__(
        self,
        document: Document,
        expressions: Sequence[BoundExpression],
        resolve: Callable[[BoundExpression], Interval | None],
    ) -> None:
        self._document = document
        self._syntax = document.syntax
        self._article = document.article.published
        self._expressions = expressions
        self._resolve = resolve

    @cached_property
    def by_head(self) -> Mapping[int, tuple[BoundExpression, ...]]:
        """The expressions that tell the time of a word, by its index.

        "A day after rebels attacked" tells the day of the attack only where nothing else does.
        """
        table: dict[int, list[BoundExpression]] = defaultdict(list)
        for found in self._expressions:
            if found.head is not None:
                table[self._syntax.predicate_head(found.head).i].append(found)
        return {at: tuple(_dating(found)) for at, found in table.items()}

    def sharpest(self, found: Iterable[BoundExpression]) -> Days | None:
        """The sharpest expression; lengths of time ("for three days") only where nothing else is said."""
        dated = [(b, interval) for b in found if (interval := self._resolve(b)) is not None]
        if not dated:
            return None
        chosen, interval = min(
            dated, key=lambda d: (d[0].expression.duration, SHARPNESS.index(d[1].precision))
        )
        return interval, chosen.expression.span

    def own_day(self, noun: Token) -> Days | None:
        """The days of an event noun: its own expression, sharpened by what the article says of the same event elsewhere."""
        own = self.sharpest(_without_offsets(self.by_head.get(noun.i, ()))) if noun.pos_ in _NOUNS else None
        named = self._named.get(noun.lemma_.lower(), ())
        if own is None:
            return named[0] if named and self._syntax.determiner(noun) is not None else None
        for interval, span in named:
            inside = own[0].start <= interval.start and interval.last <= own[0].last
            if inside and SHARPNESS.index(interval.precision) < SHARPNESS.index(own[0].precision):
                return interval, span
        return own

    def anchored(self, token: Token) -> Days | None:
        """The days of what is told with reference to a dated event: 'before the 2022 invasion', 'at Friday's summit'."""
        for relation, noun in self._references(token):
            anchor = self.own_day(noun)
            if anchor is None:
                continue
            interval, span = anchor
            if self._two_sided(noun):
                return (before(self._article), span) if self._article else None
            return self._related(interval, relation), span
        return None

    def _references(self, token: Token) -> Iterator[tuple[str, Token]]:
        """The nouns that a word is told with reference to, each with the relation; "" for "at", "during"."""
        words = word_lists("time_words")
        for preposition, noun in self._syntax.obliques(token):
            relation = words["relation"].get(preposition, "")
            if relation or preposition in _AT_THE_TIME:
                yield relation, noun
        arguments = self._syntax.objects(token) if self._syntax.is_predicate(token) else []
        for _, noun in (o for head in (token, *arguments) for o in self._syntax.obliques(head)):
            stands_for = words["relation_noun"].get(noun.lemma_.lower())
            if stands_for:
                inner = self._syntax.obliques(noun)
                yield from ((stands_for, event) for p, event in inner if p in ("of", "to"))

    def _related(self, interval: Interval, relation: str) -> Interval:
        if relation == "eve":
            day = interval.start - timedelta(days=1)
            return Interval(day) if interval.precision is Precision.DAY else before(interval.last)
        if relation and interval.precision not in OPEN:
            return bound(interval, relation, self._article, within=True)
        return interval

    def counted(self, token: Token) -> Days | None:
        """The days of what lies a stated time from a dated event: 'two days after Monday's attack, police arrested ...'."""
        for found in self._expressions:
            event, value = found.head, found.expression.value
            if found.expression.kind != "offset" or event is None or not isinstance(value, CalendarUnit):
                continue
            if self._anchored_by(event, found) != token.i:
                continue
            days = self._day_of_anchor(event)
            if days is not None and days[0].precision not in OPEN:
                # The value leads from the clause to the event; here the way back is asked for.
                return _moved(days[0], value.unit, -value.steps), found.expression.span
        return None

    def _anchored_by(self, event: Token, found: BoundExpression) -> int | None:
        """The index of the word whose time "two days after" an event tells."""
        above = self._syntax.head_of_oblique(event) or self._syntax.governor(event)
        if above is not None and found.start <= above.i < found.end:  # the event hangs on "days"
            above = self._document.syntax.tree.tokens[self._syntax.tree.heads[above.i]]
        return None if above is None else self._syntax.predicate_head(above).i

    def _day_of_anchor(self, event: Token) -> Days | None:
        if event.pos_ in _NOUNS:
            return self.own_day(event)
        return self.sharpest(_without_offsets(self.by_head.get(self._syntax.predicate_head(event).i, ())))

    @cached_property
    def _named(self) -> dict[str, tuple[Days, ...]]:
        """Events by their nouns' lemmas, with the days that the article gives for them, the sharpest first."""
        table: dict[str, list[Days]] = defaultdict(list)
        for found in self._expressions:
            if found.head is None or found.expression.duration or found.expression.kind == "offset":
                continue
            interval = self._resolve(found)
            if interval is not None and interval.precision not in OPEN:
                for noun in self._nouns_dated(found.head):
                    table[noun.lemma_.lower()].append((interval, found.expression.span))
        return {k: tuple(sorted(v, key=lambda d: SHARPNESS.index(d[0].precision))) for k, v in table.items()}

    def _nouns_dated(self, head: Token) -> list[Token]:
        """The event noun that an expression dates: its own, or what a verb of happening says it of."""
        if head.pos_ == "NOUN":
            return [head]
        if not in_list("happening", head):
            return []
        nouns = self._syntax.objects(head) or self._syntax.subjects(head)
        place = head.lemma_.lower() == "take" and [n for n in nouns if n.lower_ == "place"]
        return [n for n in (self._syntax.subjects(head) if place else nouns) if n.pos_ == "NOUN"]

    def _two_sided(self, noun: Token) -> bool:
        """'before and after the invasion' leaves no side."""
        start, _ = self._syntax.noun_phrase(noun)
        lead = {t.lower_ for t in self._document.syntax.tree.tokens[max(0, start - 4) : noun.i]}
        return {"before", "after"} <= lead


def _without_offsets(found: Iterable[BoundExpression]) -> list[BoundExpression]:
    return [b for b in found if b.expression.kind != "offset"]


def _dating(found: Sequence[BoundExpression]) -> Sequence[BoundExpression]:
    """What dates a word: of "two days after the attack on 5 February" the day, not the two days."""
    return _without_offsets(found) or [b for b in found if not _is_nought(b)]


def _is_nought(found: BoundExpression) -> bool:
    """'hours after the attack' says nothing of the attack's day."""
    value = found.expression.value
    return isinstance(value, CalendarUnit) and value.steps == 0 and found.expression.kind == "offset"


def _moved(interval: Interval, unit: str, steps: int) -> Interval:
    if steps == 0:
        return interval
    day: Date = shift(interval.start, unit, steps)
    if unit in ("day", "week") and interval.precision is not Precision.DAY:
        return unit_around(day, "year" if interval.precision is Precision.YEAR else "month")
    return unit_around(day, "day" if unit == "week" else unit)
