"""Days on the calendar: intervals, the units that a day lies in, and what lies before, after or since an interval.

EDTF strings follow ISO 8601-2:2019, levels 0 and 1.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from kg.model import Precision

_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # EDTF's codes, northern hemisphere
BELOW_A_DAY = frozenset({"second", "minute", "moment", "hour"})
"""Units that are shorter than what a date can say."""
YEARS_IN = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days on the calendar: first, last (None for a single day), how sharp, and the EDTF string where a day is not enough."""

    start: Date
    end: Date | None = None
    precision: Precision = Precision.DAY
    edtf: str | None = None

    @property
    def last(self) -> Date:
        """The last day, which is the first where there is only one.

        >>> Interval(Date(2026, 2, 17)).last
        datetime.date(2026, 2, 17)
        """
        return self.end or self.start


def day_of(year: int, month: int, day: int) -> Date | None:
    """The day, or None where the calendar has none of that name ("31 February").

    >>> day_of(2026, 2, 31) is None
    True
    """
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return Date(year, month, day)


def day_range(start: Date, end: Date) -> Interval:
    """The days from `start` to `end`; one day where they are the same.

    >>> day_range(Date(2026, 2, 17), Date(2026, 2, 18)).edtf
    '2026-02-17/2026-02-18'
    """
    if start == end:
        return Interval(start)
    return Interval(start, end, Precision.DAY, f"{start}/{end}")


def month_of(year: int, month: int) -> Interval:
    """All days of a month.

    >>> month_of(2024, 2).last
    datetime.date(2024, 2, 29)
    """
    last = Date(year, month, monthrange(year, month)[1])
    return Interval(Date(year, month, 1), last, Precision.MONTH, f"{year:04}-{month:02}")


def years(first: int, last: int) -> Interval:
    """All days from the first year to the last.

    >>> years(1990, 1999).edtf
    '1990/1999'
    """
    edtf = f"{first:04}" if first == last else f"{first:04}/{last:04}"
    return Interval(Date(first, 1, 1), Date(last, 12, 31), Precision.YEAR, edtf)


def season_of(year: int, season: int) -> Interval:
    """The months of a season (EDTF code 21 to 24); a winter ends in February of the next year.

    >>> season_of(2025, 24).last
    datetime.date(2026, 2, 28)
    """
    first, last = _SEASON_MONTHS[season]
    end = month_of(year + (last < first), last).last
    return Interval(Date(year, first, 1), end, Precision.MONTH, f"{year:04}-{season}")


def week_of(day: Date) -> Interval:
    """The week, Monday to Sunday, that `day` lies in.

    >>> week_of(Date(2026, 2, 18)).edtf
    '2026-02-16/2026-02-22'
    """
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    return Interval(monday, sunday, Precision.WEEK, f"{monday}/{sunday}")


def add_months(day: Date, months: int) -> Date:
    """The same day `months` later, or the last day of that month where it is shorter.

    >>> add_months(Date(2026, 3, 31), -1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: Date, unit: str, amount: int) -> Date:
    """`day` moved by a number of calendar units; units below a day leave it where it is.

    >>> shift(Date(2024, 2, 29), "year", -1), shift(Date(2026, 2, 18), "hour", 5)
    (datetime.date(2023, 2, 28), datetime.date(2026, 2, 18))
    """
    if unit in BELOW_A_DAY:
        return day
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(days=amount * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = {"month": 1, "quarter": 3}.get(unit) or 12 * YEARS_IN[unit]
    return add_months(day, amount * months)


def before(day: Date) -> Interval:
    """On or before `day`, no more being known.

    >>> before(Date(2026, 2, 18)).edtf
    '../2026-02-18'
    """
    return Interval(day, None, Precision.BEFORE, f"../{day}")


def after(day: Date) -> Interval:
    """On or after `day`, no more being known.

    >>> after(Date(2026, 2, 18)).edtf
    '2026-02-18/..'
    """
    return Interval(day, None, Precision.AFTER, f"{day}/..")


def unit_around(day: Date, unit: str) -> Interval:
    """The calendar unit that `day` lies in.

    >>> unit_around(Date(2026, 2, 18), "quarter").edtf
    '2026-01/2026-03'
    """
    if unit in BELOW_A_DAY or unit == "day":
        return Interval(day)
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        first = month_of(day.year, day.month - (day.month - 1) % 3).start
        end = month_of(first.year, first.month + 2).last
        return Interval(first, end, Precision.MONTH, f"{first:%Y-%m}/{end:%Y-%m}")
    length = YEARS_IN[unit]
    first_year = day.year - day.year % length
    return years(first_year, first_year + length - 1)


def bound(inner: Interval, relation: str, article: Date | None, *, within: bool = False) -> Interval:
    """The days on one side of `inner`: since, until, by, before or after it.

    >>> bound(years(2014, 2014), "before", None).start
    datetime.date(2013, 12, 31)
    """
    one = timedelta(days=0 if within else 1)
    if relation in ("before", "ahead"):
        return before(inner.last if within else inner.start - one)
    if relation == "after":
        return after(inner.start if within else inner.last + one)
    if relation == "since":
        end = article if article and article >= inner.start else None
        return Interval(
            inner.start, end if end != inner.start else None, inner.precision, f"{inner.start}/.."
        )
    if article and article <= inner.last:
        return day_range(article, inner.last)
    return before(inner.last)
