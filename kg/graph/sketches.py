"""What the comparison of mentions sees of each: actors, states, days, places, topic words.

A sketch follows from one mention alone and from where its actors stand on its day.
"""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from functools import cache

from kg.graph.accounts import Account
from kg.model import UNIDENTIFIED, Actor, ActorKind, DateBasis, EventMention, Modality, Precision, When
from kg.resources import resource

HORIZON = 45
"""How many days "before" and "after" reach, when an open date is compared with a day."""

STEM = 5
"""Letters of a word that count as its topic: "shelled" and "shelling", "Sylvania" and "Sylvanian" are one."""

SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Classes of speech acts: who says it and what is said make the event."""

StatesOn = Callable[[Actor, Date], frozenset[str]]
OPEN = {Precision.BEFORE, Precision.AFTER}
COMING = {Modality.PLANNED, Modality.DEMANDED}

_WORD = re.compile(r"[^\W\d_]{4,}")
_CALENDAR = frozenset(name.lower() for name in (*calendar.day_name, *calendar.month_name) if name)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the comparison sees of a mention; days as proleptic ordinals.

    Attributes:
        words: stems of the passage's topic words: no names of actors and places, no days, no grammar.
        open: `first` or `last` is a guess at how far "before" or "after" reaches.
        news: only the article's date speaks for the day: it happened then or shortly before.
        coming: planned or demanded, with no day of its own.
    """

    id: str
    article: str
    mention: EventMention
    when: When
    sources: frozenset[str]
    targets: frozenset[str]
    source_states: frozenset[str]
    target_states: frozenset[str]
    people: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    first: int
    last: int
    open: bool
    news: bool
    coming: bool

    @property
    def reciprocal(self) -> bool:
        """All parties are sources."""
        return not self.targets

    @property
    def parties(self) -> frozenset[str]:
        """Sources and targets."""
        return self.sources | self.targets

    @property
    def states(self) -> frozenset[str]:
        """The states of all parties."""
        return self.source_states | self.target_states


Sides = tuple[frozenset[str], frozenset[str]]
"""Actors and states of the sources, and of the targets."""


def sides(item: Sketch) -> Sides:
    """The actors and states on both sides of a mention: all that is needed to tell that parties differ."""
    return item.sources | item.source_states, item.targets | item.target_states


def may_agree(a: Sides, b: Sides) -> bool:
    """Whether the parties may agree: no side on which both name somebody and have nobody in common.

    >>> rus, ukr = frozenset({"RUS"}), frozenset({"UKR"})
    >>> may_agree((rus, ukr), (ukr, rus)), may_agree((rus, ukr), (rus, frozenset()))
    (False, True)
    """
    pairs = [(a[0] | a[1], b[0] | b[1])] if not a[1] or not b[1] else [(a[0], b[0]), (a[1], b[1])]
    return all(not one or not other or one & other for one, other in pairs)


def sketch(account: Account, states_on: StatesOn) -> Sketch:
    """Prepare a mention for comparison."""
    mention, when = account.mention, account.when
    day, news = when.date, is_news(when)
    first, last = (day.toordinal(), day.toordinal()) if news else interval(when)
    stated = when.basis in {DateBasis.STATED, DateBasis.SENTENCE}
    parties = (*mention.sources, *mention.targets)
    return Sketch(
        id=mention.id,
        article=account.article,
        mention=mention,
        when=when,
        sources=_keys(mention.sources),
        targets=_keys(mention.targets),
        source_states=frozenset(state for actor in mention.sources for state in states_on(actor, day)),
        target_states=frozenset(state for actor in mention.targets for state in states_on(actor, day)),
        people=frozenset(actor.key for actor in parties if actor.kind is ActorKind.PERSON),
        places=frozenset(place.key for place in mention.places),
        words=topic_words(_said(mention), _names(mention)),
        first=first,
        last=last,
        open=when.precision in OPEN and not news,
        news=news,
        coming=mention.modality in COMING and not (stated and when.precision is Precision.DAY),
    )


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.key for actor in actors if actor.key != UNIDENTIFIED)


def _said(mention: EventMention) -> str:
    """The passage; of an act of speech without the word for the act, which says nothing of what it is about."""
    if mention.event_type not in SPEECH or mention.trigger == mention.span:
        return mention.quote
    start, end = (
        max(0, place - mention.span.start) for place in (mention.trigger.start, mention.trigger.end)
    )
    return f"{mention.quote[:start]} {mention.quote[end:]}"


def _names(mention: EventMention) -> str:
    people = (*mention.sources, *mention.targets, *mention.mediators, *mention.hosts, *mention.attributed_to)
    return " ".join([*(actor.name for actor in people), *(place.name for place in mention.places)])


def topic_words(text: str, names: str = "") -> frozenset[str]:
    """The stems of what a passage is about, beside who and where.

    >>> sorted(topic_words("On Tuesday Sylvanian shells hit a school bus", "Sylvania"))
    ['schoo', 'shell']
    """
    named = _stems(names)
    return frozenset(stem for stem in _stems(text) if stem not in named)


def _stems(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {word[:STEM] for word in words if word not in _common_words() and word not in _CALENDAR}


@cache
def _common_words() -> frozenset[str]:
    """Words of four letters and more that say nothing of a topic: data/graph/common_words.csv."""
    with resource("data", "graph", "common_words.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


def is_news(when: When) -> bool:
    """Whether the day is the article's, as of news of the day: a day, or on or shortly before it (EDTF "~")."""
    about = when.precision is Precision.BEFORE and (when.edtf or "").endswith("~")
    return about or (when.precision is Precision.DAY and when.basis is DateBasis.ARTICLE)


def interval(when: When) -> tuple[int, int]:
    """The first and last day that a date can mean, as ordinals.

    >>> interval(When(Date(2030, 5, 1), precision=Precision.MONTH)) == (Date(2030, 5, 1).toordinal(), Date(2030, 5, 31).toordinal())
    True
    """
    day = when.date.toordinal()
    end = (when.end or when.date).toordinal()
    match when.precision:
        case Precision.BEFORE:
            return day - HORIZON, day
        case Precision.AFTER:
            return day, day + HORIZON
        case Precision.WEEK:
            return day - when.date.weekday(), max(end, day - when.date.weekday() + 6)
        case Precision.MONTH:
            days = calendar.monthrange(when.date.year, when.date.month)[1]
            return day - when.date.day + 1, max(end, day - when.date.day + days)
        case Precision.YEAR:
            return Date(when.date.year, 1, 1).toordinal(), max(end, Date(when.date.year, 12, 31).toordinal())
        case _:
            return day, end
