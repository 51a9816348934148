"""When: the day or days of each event of an article, how sharp they are, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Token

from kg.extraction.times_binding import BoundExpression, bind
from kg.extraction.times_events import OPEN, DatedEvents, Days
from kg.extraction.times_frames import Frame, Frames, in_list
from kg.extraction.times_intervals import Interval, after, before
from kg.extraction.times_values import (
    Anchors,
    Bounded,
    CalendarUnit,
    Direction,
    TimeValue,
)
from kg.language import Document, ParagraphKind
from kg.model import DateBasis, Precision, Span, When

_CARRIED_SENTENCES = 2  # how far back a day told of holds in a paragraph, where nothing else is said
_SHARP_ENOUGH = {"month": (Precision.MONTH,), "year": (Precision.MONTH, Precision.YEAR)}
Dated = tuple[Interval, DateBasis, Span | None]


class Calendar:
    """Dates the events of one article.

    `when` asks, in this order: the expressions of the trigger itself and of its clause (STATED); those of the event
    that is its subject and of the clauses that govern it (SENTENCE); the day that the sentences before told of (CONTEXT); the article's own date (ARTICLE).

    What has only the article's date never pretends to a day: it is BEFORE (on or before) that day, with the EDTF
    string "2026-02-18~" for the news of the day and "../2026-02-18" for background ("had seized", "earlier rounds"),
    AFTER for what is to come, and DAY only for what goes on as the article is written ("forces stand guard").
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.article_date = document.article.published
        self._syntax = document.syntax
        self._frames = Frames(document)
        self._known: dict[int, When | None] = {}
        self._resolved: dict[int, Interval | None] = {}

    @cached_property
    def expressions(self) -> tuple[BoundExpression, ...]:
        """The time expressions of the article, in text order."""
        return bind(self.document)

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """Expressions that no day could be found for, as written: no publication date, or no such day."""
        text = self.document.article.text
        return tuple(b.expression.span.of(text) for b in self.expressions if self._resolve(b) is None)

    def when(self, trigger: Token) -> When | None:
        """When the event that the verb or noun names took or takes place.

        Returns:
            The days, or None where neither the text nor the article's date says anything.
        """
        token = self._syntax.predicate_head(trigger)
        if token.i not in self._known:
            dated = (
                self._stated(token)
                or self._of_subject(token)
                or self._governed(token)
                or self._of_gerund(token)
                or self._carried(token)
                or self._undated(token)
            )
            self._known[token.i] = _when(*dated) if dated else None
        return self._known[token.i]

    # -- expressions of the trigger and its clause

    @cached_property
    def _events(self) -> DatedEvents:
        return DatedEvents(self.document, self.expressions, self._resolve)

    @property
    def _by_head(self) -> Mapping[int, tuple[BoundExpression, ...]]:
        return self._events.by_head

    def _stated(self, token: Token, depth: int = 0) -> Dated | None:
        """What the trigger's own expressions say, or those of the clause it stands in."""
        return (
            _on_stated_ground(self._events.counted(token))
            or self._own(token)
            or self._of_container(token)
            or self._of_caption(token)
            or _on_stated_ground(self._events.anchored(token))
            or self._of_arguments(token)
            or (self._of_clause(token, depth) if depth < 4 else None)
        )

    def _best(self, found: Iterable[BoundExpression]) -> Dated | None:
        return _on_stated_ground(self._events.sharpest(found))

    def _own(self, token: Token) -> Dated | None:
        """The token's own expressions; those of a noun sharpened by what the article says of it elsewhere."""
        own = self._best(self._by_head.get(token.i, ()))
        if own is None or token.pos_ != "NOUN":
            return own
        interval, span = self._events.own_day(token) or (own[0], own[2])
        return interval, own[1], span

    def _of_container(self, token: Token) -> Dated | None:
        """'on the second day of talks', 'two rounds of talks in March'."""
        heads = self._frames.with_containers(token)[1:]
        return next((d for head in heads if (d := self._best(self._by_head.get(head.i, ())))), None)

    def _of_caption(self, token: Token) -> Dated | None:
        """A picture shows what its caption tells on the day that the caption names."""
        paragraph = self.document.paragraph_of(token)
        if paragraph.kind is not ParagraphKind.CAPTION:
            return None
        inside = [
            b for b in self.expressions if paragraph.start <= b.start < paragraph.end and b.free_standing
        ]
        return _weaker(self._best(inside))

    def _of_arguments(self, token: Token) -> Dated | None:
        """A free-standing expression that the parse hung on an argument of the verb: 'met officials on Tuesday'."""
        if not self._syntax.is_predicate(token):
            return None
        nouns = [*self._syntax.objects(token), *(noun for _, noun in self._syntax.obliques(token))]
        loose = [
            b
            for noun in nouns
            for b in self._by_head.get(noun.i, ())
            if b.free_standing and b.start > token.i
        ]
        return self._best(loose)

    def _of_gerund(self, token: Token) -> Dated | None:
        """Of 'accused Chad of meddling on Tuesday': the deed's day or the word's, the sentence does not tell which."""
        deeds = [c for c in self._syntax.complements(token) if c.tag_ == "VBG"]
        found = (self._own(deed) or self._of_arguments(deed) for deed in deeds)
        return _weaker(next(filter(None, found), None))

    def _of_clause(self, token: Token, depth: int) -> Dated | None:
        """The expressions of the clause that a noun stands in, or of the verb that a verb is coordinated with."""
        first = self._syntax.first_conjunct(token)
        if self._syntax.is_predicate(token):
            if first.i == token.i:
                return None
            leading = [b for b in self._by_head.get(first.i, ()) if b.start < first.i]
            shared = self._best(leading)
            return shared or _weaker(self._best(self._by_head.get(first.i, ())))
        above = self._syntax.clause_of(token)
        if above.i == token.i or not self._syntax.is_predicate(above) or self._below_dated_noun(token, above):
            return None
        dated = self._stated(above, depth + 1)
        if dated is None or not in_list("comment_cue", above) or self._is_subject(token, above):
            return dated
        return before(dated[0].last), DateBasis.SENTENCE, dated[2]

    def _is_subject(self, noun: Token, verb: Token) -> bool:
        return any(subject.i == noun.i for subject in self._syntax.subjects(verb))

    def _below_dated_noun(self, token: Token, above: Token) -> bool:
        """Whether a noun with a date of its own, or an anniversary, stands between the token and its predicate."""
        heads = takewhile(lambda at: at != above.i, self._syntax.tree.ancestors(token.i))
        nouns = [self.document.syntax.tree.tokens[at] for at in heads]
        return any(self._by_head.get(n.i) or in_list("anniversary", n) for n in nouns)

    # -- the clauses above

    def _of_subject(self, token: Token) -> Dated | None:
        """'Friday's bombing killed two': what an event does, it does on its day, as far as the text says."""
        if not self._syntax.is_predicate(token) or self._frames.of(token) is not Frame.PAST:
            return None
        nouns = [noun for noun in self._syntax.subjects(token) if noun.pos_ == "NOUN"]
        dated = [d for noun in nouns if (d := self._own(noun)) and d[0].precision not in OPEN]
        return _weaker(dated[0]) if dated else None

    def _governed(self, token: Token, depth: int = 0) -> Dated | None:
        """The date of the governing clause, as far as it says something of this one."""
        clause = token if self._syntax.is_predicate(token) else self._syntax.clause_of(token)
        governor = self._syntax.governor(clause)
        if governor is not None and self._in_expression(
            governor
        ):  # "on Tuesday that ...": no relative clause
            governor = self._syntax.clause_of(governor)
        if governor is None or depth > 4 or governor.i == clause.i:
            return None
        if not self._syntax.is_predicate(governor):
            return _weaker(self._best(self._by_head.get(governor.i, ())))
        dated = self._stated(governor) or self._governed(governor, depth + 1)
        if dated is None:
            return None
        return (
            self._seen_from(self._syntax.first_conjunct(clause), token, dated[0]),
            DateBasis.SENTENCE,
            dated[2],
        )

    def _in_expression(self, token: Token) -> bool:
        return any(b.start <= token.i < b.end for b in self.expressions)

    def _seen_from(self, clause: Token, token: Token, interval: Interval) -> Interval:
        """The date of a clause seen from that of its governor."""
        frame, marker = self._frames.of(token), self._syntax.complementizer(clause)
        if interval.precision in OPEN:
            return interval
        if frame is Frame.FUTURE or marker == "before":
            return after(interval.start)
        if (
            self._frames.is_past_perfect(clause) and frame is Frame.PAST
        ):  # reported: no later than the report, and near it
            return Interval(interval.last, None, Precision.BEFORE, f"{interval.last}~")
        if frame is Frame.BACKGROUND or marker == "after":
            return before(interval.last)
        return interval

    # -- context, article

    def _carried(self, token: Token) -> Dated | None:
        """The day that the sentences before, in the same paragraph, told of; only where the story goes on in the past."""
        sentence = self.document.sentence_of(token)
        paragraph = self.document.paragraph_of(token)
        has_own = any(sentence.start <= b.start < sentence.end for b in self.expressions)
        if has_own or self._frames.of(token) is not Frame.PAST or not _simple_past(sentence.root):
            return None
        if self.document.quotation_of(token) is not None or self._syntax.governor(token) is not None:
            return None
        for _ in range(_CARRIED_SENTENCES):
            if sentence.start <= paragraph.start:
                return None
            sentence = self.document.sentence_of(self.document.syntax.tree.tokens[sentence.start - 1])
            dated = self._stated(sentence.root)
            if dated and dated[0].precision not in OPEN and self._frames.of(sentence.root) is Frame.PAST:
                return dated[0], DateBasis.CONTEXT, dated[2]
        return None

    def _undated(self, token: Token) -> Dated | None:
        """The article's date, with a precision that says that it is no more than that."""
        day = self.article_date
        if day is None:
            return None
        news = Interval(day, None, Precision.BEFORE, f"{day}~")
        found = {
            Frame.FUTURE: after(day),
            Frame.BACKGROUND: before(day),
            Frame.PRESENT: Interval(day),
        }.get(self._frames.of(token), news)
        return found, DateBasis.ARTICLE, None

    # -- from expressions to days

    def _resolve(self, found: BoundExpression) -> Interval | None:
        if found.start not in self._resolved:
            value = self._value(found)
            unit = _unit_leaning_on_story(value)
            told = self._told_before(found, unit) if unit else None
            anchors = Anchors(self.article_date, told)
            self._resolved[found.start] = value.resolve(anchors, self._direction(found)) if value else None
        return self._resolved[found.start]

    def _value(self, found: BoundExpression) -> TimeValue | None:
        expression = found.expression
        if expression.value is None or not found.premodifier:
            return expression.bounded
        return expression.value

    def _direction(self, found: BoundExpression) -> Direction:
        """Back or ahead, by the tense of the governing verb and by words such as 'scheduled for', 'ahead of'."""
        relation, head = found.expression.relation, found.head
        if relation == "ahead":
            return Direction.FUTURE
        if head is None:
            return Direction.PAST
        if in_list("scheduled_cue", head) and self._syntax.tense(head) != "base" and not found.premodifier:
            return Direction.FUTURE
        if in_list("future_cue", head) and self._lead_word(found) == "for":
            return Direction.FUTURE
        frame = self._frames.of(head)
        scheduled = frame is Frame.PRESENT and not found.premodifier and self._syntax.is_predicate(head)
        return Direction.FUTURE if frame is Frame.FUTURE or scheduled else Direction.PAST

    def _lead_word(self, found: BoundExpression) -> str:
        return self.document.syntax.tree.tokens[found.start - 1].lower_ if found.start else ""

    def _told_before(self, found: BoundExpression, unit: str) -> Date | None:
        """The last day that the paragraph told of before the expression; None where it told of none.

        For a unit of months or years, a day told of as no more than a month or year will do.
        """
        sharp_enough = (Precision.DAY, Precision.WEEK, *_SHARP_ENOUGH.get(unit, ()))
        paragraph = self.document.paragraph_of(self.document.syntax.tree.tokens[found.start])
        earlier = [
            b
            for b in self.expressions
            if paragraph.start <= b.start < found.start and not b.expression.duration
        ]
        for candidate in reversed(earlier):
            value = self._value(candidate)
            if isinstance(value, Bounded) or value is None:
                continue
            interval = self._resolve(candidate)
            if interval is not None and interval.precision in sharp_enough:
                return interval.last
        return None


def _unit_leaning_on_story(value: TimeValue | None) -> str:
    """The unit of what is counted from the day that the story told of last; "" of any other value."""
    inner = value.value if isinstance(value, Bounded) else value
    return inner.unit if isinstance(inner, CalendarUnit) and inner.told else ""


def _simple_past(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBN")


def _on_stated_ground(days: Days | None) -> Dated | None:
    return (days[0], DateBasis.STATED, days[1]) if days else None


def _weaker(dated: Dated | None) -> Dated | None:
    return (dated[0], DateBasis.SENTENCE, dated[2]) if dated else None


def _when(interval: Interval, basis: DateBasis, span: Span | None) -> When:
    return When(interval.start, interval.end, interval.precision, basis, interval.edtf, span)
