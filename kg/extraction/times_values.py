"""What time expressions mean: small values that turn into days once it is known on which day they were written.

An expression such as "on Tuesday" has a meaning of its own (the name of a weekday); only the article's date, the day
the story has last told of, and the direction of the telling (back or ahead) make it a day on the calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from kg.extraction.times_intervals import (
    BELOW_A_DAY,
    Interval,
    after,
    before,
    bound,
    day_of,
    day_range,
    month_of,
    season_of,
    shift,
    unit_around,
    week_of,
)
from kg.model import Precision

_UNIT_PRECISION = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.MONTH,
}


class Direction(StrEnum):
    """Which way an expression looks from the day it was written."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days that expressions lean on: the article's, and the one that the story told of last."""

    article: Date | None
    told: Date | None = None


class TimeValue(Protocol):
    """The meaning of a time expression."""

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The days meant, or None where the anchor that it leans on is not known."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days that the expression names in full: "24 February 2022", "in 2019"."""

    interval: Interval

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:  # noqa: ARG002
        """The days named, whatever the anchors.

        >>> Fixed(month_of(2019, 5)).resolve(Anchors(None), Direction.PAST).edtf
        '2019-05'
        """
        return self.interval


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of a year that is not named: "on Feb. 18", "from 17 to 18 February". Pairs of month and day."""

    first: tuple[int, int]
    last: tuple[int, int]

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The latest such days that had begun, or the earliest that had not ended.

        >>> christmas = MonthDays((12, 25), (12, 25))
        >>> christmas.resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).start
        datetime.date(2025, 12, 25)
        >>> christmas.resolve(Anchors(Date(2026, 2, 18)), Direction.FUTURE).start
        datetime.date(2026, 12, 25)
        """
        if anchors.article is None:
            return None
        year = anchors.article.year
        found = [self._in_year(y) for y in (year - 1, year, year + 1)]
        ranges = [r for r in found if r is not None]
        if direction is Direction.FUTURE:
            return next((r for r in ranges if r.last >= anchors.article), None)
        return next((r for r in reversed(ranges) if r.start <= anchors.article), None)

    def _in_year(self, year: int) -> Interval | None:
        start = day_of(year, *self.first)
        end = day_of(year + (self.last < self.first), *self.last)
        return day_range(start, end) if start and end else None


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month, or a season by its EDTF code, without its year; `steps` is -1 for last, 1 for next, 0 for neither."""

    month: int
    steps: int = 0

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The latest that had begun, or the earliest that had not ended.

        >>> MonthName(3).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '2025-03'
        """
        day = anchors.article
        if day is None:
            return None
        make = season_of if self.month > 12 else month_of
        ahead = self.steps > 0 or (self.steps == 0 and direction is Direction.FUTURE)
        candidates = [make(y, self.month) for y in range(day.year - 2, day.year + 3)]
        if ahead:
            return next(c for c in candidates if (c.start if self.steps else c.last) >= day)
        return next(c for c in reversed(candidates) if (c.last if self.steps else c.start) <= day)


@dataclass(frozen=True, slots=True)
class Weekdays:
    """A weekday by name (Monday is 0), or the stretch to a second one. `steps` is -1 for last, 1 for next."""

    weekday: int
    to: int | None = None
    steps: int = 0

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """Back: the latest on or before the article's date. Ahead: the earliest on or after it.

        >>> wednesday = Anchors(Date(2026, 2, 18))
        >>> Weekdays(1).resolve(wednesday, Direction.PAST).start
        datetime.date(2026, 2, 17)
        >>> Weekdays(1).resolve(wednesday, Direction.FUTURE).start
        datetime.date(2026, 2, 24)
        """
        today = anchors.article
        if today is None:
            return None
        if self.steps > 0:
            # "Next Tuesday" is that of next week, even where this week's is still to come.
            start = week_of(today + timedelta(days=7)).start + timedelta(days=self.weekday)
            return self._until(start)
        if direction is Direction.FUTURE and not self.steps:
            return self._until(today + timedelta(days=(self.weekday - today.weekday()) % 7))
        final = self.weekday if self.to is None else self.to
        back = (today.weekday() - final) % 7
        end = today - timedelta(days=back or (7 if self.steps else 0))
        return day_range(end - timedelta(days=(final - self.weekday) % 7), end)

    def _until(self, start: Date) -> Interval:
        final = self.weekday if self.to is None else self.to
        return day_range(start, start + timedelta(days=(final - self.weekday) % 7))


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday; `steps` is -1 for last, 1 for next."""

    steps: int = 0

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The weekend on or before the article's date, or on or after it.

        >>> Weekend().resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '2026-02-14/2026-02-15'
        """
        today = anchors.article
        if today is None:
            return None
        saturday = week_of(today).start + timedelta(days=5)
        ahead = self.steps > 0 or (not self.steps and direction is Direction.FUTURE)
        if not ahead and (saturday > today or self.steps):
            saturday -= timedelta(days=7)
        if self.steps > 0 and saturday <= today:
            saturday += timedelta(days=7)
        return day_range(saturday, saturday + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A calendar unit some steps away: "last week", "two days ago", "a day earlier", "earlier this month".

    `told` leans on the day the story told of last, else on the article's; `part` is "", "earlier" or "later".
    """

    unit: str
    steps: int
    told: bool = False
    part: str = ""

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The unit that lies the given steps from the anchor.

        >>> CalendarUnit("day", -2).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).start
        datetime.date(2026, 2, 16)
        >>> CalendarUnit("day", 1, told=True).resolve(Anchors(Date(2026, 2, 18), Date(2026, 2, 10)), Direction.PAST).start
        datetime.date(2026, 2, 11)
        """
        anchor = anchors.told or anchors.article if self.told else anchors.article
        onward = self.told and self.steps > 0 and self.unit not in BELOW_A_DAY
        if anchor is None or (onward and anchors.told is None and direction is Direction.PAST):
            return None  # "two days later", told of the past: later than what, nobody knows
        whole = unit_around(shift(anchor, self.unit, self.steps), self.unit)
        if whole.start == whole.last or not whole.start <= anchor <= whole.last:
            return whole
        if self.part == "earlier":
            return replace(whole, end=anchor)
        return replace(whole, start=anchor) if self.part == "later" else whole


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some units up to the anchor or on from it: "in recent months", "for three days", "in the coming weeks".

    `ahead` is None where the tense decides ("in two weeks"). `inclusive` counts the anchor as one of the days ("two days of talks"); `vague` numbers are not exact.
    """

    unit: str
    amount: int
    ahead: bool | None = False
    inclusive: bool = False
    vague: bool = False

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The days from the far end of the stretch to the anchor, or from the anchor on.

        >>> Stretch("month", 3).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '2025-11-18~/2026-02-18'
        >>> Stretch("day", 2, inclusive=True).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '2026-02-17/2026-02-18'
        """
        day = anchors.article
        if day is None:
            return None
        if self.unit in BELOW_A_DAY:
            return Interval(day)
        ahead = direction is Direction.FUTURE if self.ahead is None else self.ahead
        # Two days of talks that end today began yesterday: the anchor is one of them.
        amount = self.amount - (self.inclusive and self.unit == "day")
        far = shift(day, self.unit, amount if ahead else -amount)
        start, end = (day, far) if ahead else (far, day)
        precision = _UNIT_PRECISION.get(self.unit, Precision.YEAR)
        if self.vague and precision is Precision.DAY:
            precision = Precision.WEEK
        if precision is Precision.DAY:
            return day_range(start, end)
        marks = ("", "~") if ahead else ("~", "")
        return Interval(start, end, precision, f"{start}{marks[0]}/{end}{marks[1]}")


@dataclass(frozen=True, slots=True)
class Loose:
    """No more than a direction: "soon", "recently"."""

    direction: Direction

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """On or after, or on or before, the article's date; "soon" in a tale of the past is before it.

        >>> Loose(Direction.PAST).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '../2026-02-18'
        """
        if anchors.article is None:
            return None
        # Both must look ahead: "soon" told of the past has come about by the article's date.
        ahead = self.direction is direction is Direction.FUTURE
        return after(anchors.article) if ahead else before(anchors.article)


@dataclass(frozen=True, slots=True)
class Bounded:
    """One side of another value: "since Monday", "before 2014". `relation` is since, until, by, before, ahead or after.

    `within` says that the bound may fall inside the value ("before the 2022 invasion": some day of 2022).
    """

    relation: str
    value: TimeValue
    within: bool = False

    def resolve(self, anchors: Anchors, direction: Direction) -> Interval | None:
        """The side of the inner value that the relation names.

        >>> Bounded("since", Weekdays(0)).resolve(Anchors(Date(2026, 2, 18)), Direction.PAST).edtf
        '2026-02-16/..'
        """
        fixed = {"since": Direction.PAST, "ahead": Direction.FUTURE}.get(self.relation)
        inner = self.value.resolve(anchors, fixed or direction)
        if inner is None or inner.precision in (Precision.BEFORE, Precision.AFTER):
            return inner
        return bound(inner, self.relation, anchors.article, within=self.within)
