"""The forms of time expressions: for each a pattern over lower-case text, and what a match of it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from kg.extraction.numbers import read_number
from kg.extraction.times_intervals import (
    Interval,
    day_of,
    day_range,
    month_of,
    season_of,
    years,
)
from kg.extraction.times_values import (
    CalendarUnit,
    Direction,
    Fixed,
    Loose,
    MonthDays,
    MonthName,
    Stretch,
    TimeValue,
    Weekdays,
    Weekend,
)
from kg.extraction.words import alternatives, word_lists

VAGUE_AMOUNT = 3
"""What "several", "a few" and a bare plural ("recent months") are taken for."""

Match = re.Match[str]
Build = Callable[[Match], TimeValue | None]
Form = tuple[str, str, Build]
"""Name, pattern before it is compiled, what a match means."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_SUFFIX = r"(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_PART = r"(?:(?P<part>early|earlier|mid|late|later)[\s-]+)?"
_DAYS_TO_YEARS = r"(?:days?|weeks?|months?|years?)"
_LAST = r"(?:last|past|previous|preceding|recent)"
_NEXT = r"(?:next|coming|following)"
_TO = r"\s*(?:\bto\b|\band\b|\buntil\b|\bthrough\b|-|–|—)\s*"


def amount_of(text: str | None) -> int | None:
    """The number that counts units of time; None where the words spell none.

    >>> amount_of("a couple of"), amount_of("several")
    (2, 3)
    """
    if text is None:
        return None
    words = text.split()
    if any(word in word_lists("number_words")["vague"] for word in words):
        return VAGUE_AMOUNT
    return read_number(words)


def _month(text: str) -> int:
    return int(word_lists("time_words")["month"][text.rstrip(".")])


def _weekday(text: str) -> int:
    return int(word_lists("time_words")["weekday"][text])


def _unit(text: str) -> str:
    return word_lists("time_words")["unit"][text]


def _which(text: str | None) -> int:
    return int(word_lists("time_words")["which"].get(" ".join(text.split()), "0")) if text else 0


def _fixed(interval: Interval | None) -> TimeValue | None:
    return Fixed(interval) if interval else None


def _single(year: int, month: int, day: int) -> TimeValue | None:
    found = day_of(year, month, day)
    return Fixed(Interval(found)) if found else None


def _full_date(m: Match) -> TimeValue | None:
    return _single(int(m["y"]), _month(m["m"]), int(m["d"]))


def _numeric_date(m: Match) -> TimeValue | None:
    return _single(int(m["y"]), int(m["m"]), int(m["d"]))


def _slashed_date(m: Match) -> TimeValue | None:
    """Day and month in either order; None where the figures leave the order open."""
    one, two, year = int(m["a"]), int(m["b"]), int(m["y"])
    if one == two or two > 12:
        return _single(year, one, two)
    return _single(year, two, one) if one > 12 else None


def _days_of_month(m: Match) -> TimeValue | None:
    """'17 to 18 February (2026)', 'March 3-6', '28 February to 3 March 2022'."""
    groups = m.groupdict()
    last_month = _month(groups.get("m2") or groups["m"])
    first, last = (_month(groups["m"]), int(groups["d"])), (last_month, int(groups["d2"]))
    year = groups.get("y") or groups.get("y2")
    if not year:
        valid = day_of(2024, *first) and day_of(2024, *last)  # a leap year: the year is open
        return MonthDays(first, last) if valid else None
    # "28 December to 3 January 2026" begins in the year before.
    start_year = int(groups.get("y1") or year) - (not groups.get("y1") and last < first)
    start, end = day_of(start_year, *first), day_of(int(year), *last)
    return Fixed(day_range(start, end)) if start and end and start <= end else None


def _month_day(m: Match) -> TimeValue | None:
    day = (_month(m["m"]), int(m["d"]))
    return MonthDays(day, day) if day_of(2024, *day) else None


def _month_year(m: Match) -> TimeValue | None:
    return Fixed(month_of(int(m["y"]), _month(m["m"])))


def _season(m: Match) -> TimeValue | None:
    code = int(word_lists("time_words")["season"][m["s"]])
    if m["y"]:
        return Fixed(season_of(int(m["y"]), code))
    return MonthName(code, _which(m["w"]))


def _year_range(m: Match) -> TimeValue | None:
    first = int(m["y"])
    last = int(m["y2"]) if len(m["y2"]) == 4 else first - first % 100 + int(m["y2"])
    return Fixed(years(first, last)) if first <= last else None


def _decade(m: Match) -> TimeValue | None:
    first = int(m["y"]) if len(m["y"]) == 4 else 1900 + int(m["y"])
    # "the 1900s" are a century, "the 2000s" in the news of today a decade.
    length = 100 if first % 100 == 0 and len(m["y"]) == 4 and first < 2000 else 10
    return Fixed(years(first, first + length - 1))


def _named_day(m: Match) -> TimeValue | None:
    return CalendarUnit("day", int(word_lists("time_words")["deictic"][" ".join(m[0].split())]))


def _weekday_of(m: Match) -> TimeValue | None:
    return Weekdays(_weekday(m["wd"]), None, _which(m["w"]) or _which(m["w2"]))


def _this_unit(m: Match) -> TimeValue | None:
    steps, part = _which(m["w"]), m["part"] or ""
    if m["u"] == "weekend":
        return Weekend(steps)
    return CalendarUnit(_unit(m["u"]), steps, part="" if steps else part)


def _told_unit(m: Match) -> TimeValue | None:
    steps = int(word_lists("time_words")["told"][m["w"]])
    return CalendarUnit(_unit(m["u"]), steps, told=True)


def _ago(m: Match) -> TimeValue | None:
    amount = amount_of(m["n"])
    if amount is None:
        return None
    back = m["rel"] in ("ago", "earlier", "before", "previously")
    told = m["rel"] not in ("ago", "from now")
    return CalendarUnit(_unit(m["u"]), -amount if back else amount, told=told)


def _offset(m: Match) -> TimeValue | None:
    """'a day after rebels attacked': the day of the attack, seen from the day told of."""
    amount = amount_of(m["n"])
    if amount is None:
        return None
    return CalendarUnit(_unit(m["u"]), amount if m["rel"] == "before" else -amount, told=True)


def _same_day(m: Match) -> TimeValue | None:
    """'hours after the attack': on its day."""
    return CalendarUnit(_unit(m["u"]), 0, told=True)


def _some_ago(m: Match) -> TimeValue | None:
    """'minutes later', 'hours earlier'; larger units without a number only give a direction."""
    unit = _unit(m["u"])
    if unit in ("second", "minute", "moment", "hour"):
        return CalendarUnit(unit, 0, told=True)
    return Loose(Direction.PAST) if m["rel"] in ("ago", "earlier") else None


def _stretch(m: Match) -> TimeValue | None:
    amount = amount_of(m["n"])
    vague = amount is None or m["n"].split()[-1] in word_lists("number_words")["vague"]
    ahead = m["w"] in ("next", "coming", "following")
    return Stretch(_unit(m["u"]), amount or VAGUE_AMOUNT, ahead=ahead, vague=vague)


def _duration(m: Match) -> TimeValue | None:
    amount = amount_of(m["n"])
    unit = _unit(m["u"])
    if amount is None or unit in ("second", "minute", "moment", "hour") or amount < 1:
        return None
    vague = m["n"].split()[-1] in word_lists("number_words")["vague"]
    return Stretch(unit, amount, inclusive=True, vague=vague)


def _within(m: Match) -> TimeValue | None:
    amount = amount_of(m["n"])
    return Stretch(_unit(m["u"]), amount, ahead=None) if amount else None


def _loose(m: Match) -> TimeValue | None:
    way = word_lists("time_words")["loose"][" ".join(m[0].split())]
    return Loose(Direction.FUTURE if way == "after" else Direction.PAST)


def _month_words() -> str:
    return rf"(?:{alternatives('month')})\b\.?"


def _weekday_words() -> str:
    return rf"(?:{alternatives('weekday')})(?!\w)"


def _number_words() -> str:
    exact = alternatives("exact", table="number_words")
    return rf"(?:\d{{1,3}}|(?:a\s+)?(?:few|couple\s+of|several|dozen)|an?|(?:{exact})(?:-(?:{exact}))?)"


def _dates() -> list[Form]:
    """Whole dates in figures and words, and ranges of days."""
    mon = _month_words()
    lead = rf"(?:{_weekday_words()},?\s+)?"
    return [
        ("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", _numeric_date),
        ("slashed", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})", _slashed_date),
        ("date", rf"{lead}(?P<d>{_DAY}){_SUFFIX}(?:\s+of)?\s+(?P<m>{mon}),?\s+(?P<y>{YEAR})", _full_date),
        ("date", rf"{lead}(?P<m>{mon})\s+(?P<d>{_DAY}){_SUFFIX}(?:,\s*|\s+)(?P<y>{YEAR})", _full_date),
        (
            "days",
            rf"(?P<d>{_DAY}){_SUFFIX}\s+(?P<m>{mon})(?:,?\s+(?P<y1>{YEAR}))?{_TO}(?P<d2>{_DAY}){_SUFFIX}\s+(?P<m2>{mon})(?:,?\s+(?P<y>{YEAR}))?",
            _days_of_month,
        ),
        (
            "days",
            rf"(?P<m>{mon})\s+(?P<d>{_DAY}){_SUFFIX}(?:,?\s+(?P<y1>{YEAR}))?{_TO}(?P<m2>{mon})\s+(?P<d2>{_DAY}){_SUFFIX}(?:,?\s+(?P<y>{YEAR}))?",
            _days_of_month,
        ),
        (
            "days",
            rf"(?P<d>{_DAY}){_SUFFIX}{_TO}(?P<d2>{_DAY}){_SUFFIX}\s+(?P<m>{mon})(?:,?\s+(?P<y>{YEAR}))?",
            _days_of_month,
        ),
        (
            "days",
            rf"(?P<m>{mon})\s+(?P<d>{_DAY}){_SUFFIX}{_TO}(?P<d2>{_DAY}){_SUFFIX}(?:,?\s+(?P<y>{YEAR}))?",
            _days_of_month,
        ),
    ]


def _months_and_years() -> list[Form]:
    """Days of a month without a year, months, seasons, years and decades."""
    mon = _month_words()
    lead = rf"(?:{_weekday_words()},?\s+)?"
    return [
        ("month-day", rf"{lead}(?P<d>{_DAY}){_SUFFIX}(?:\s+of)?\s+(?P<m>{mon})", _month_day),
        ("month-day", rf"{lead}(?P<m>{mon})\s+(?P<d>{_DAY}){_SUFFIX}(?![\d,]*\d)", _month_day),
        ("month-year", rf"{_PART}(?P<m>{mon})(?:\s+of|,)?\s+(?P<y>{YEAR})", _month_year),
        (
            "month",
            rf"{_PART}(?:(?P<w>last|past|this|next)\s+)?(?P<m>{mon})",
            lambda m: MonthName(_month(m["m"]), _which(m["w"])),
        ),
        (
            "season",
            rf"{_PART}(?:(?P<w>last|this|next)\s+)?(?P<s>{alternatives('season')})(?:\s+of)?(?:\s+(?P<y>{YEAR}))?",
            _season,
        ),
        ("years", rf"(?P<y>{YEAR}){_TO}(?P<y2>{YEAR}|\d\d)(?![\d-])", _year_range),
        ("decade", rf"(?:the\s+)?{_PART}(?P<y>(?:1[5-9]|20)\d0)s", _decade),
        ("decade", rf"(?:the\s+)?{_PART}['’](?P<y>\d0)s", _decade),
        ("year", rf"{_PART}(?P<y>{YEAR})", lambda m: Fixed(years(int(m["y"]), int(m["y"])))),
    ]


def _names() -> list[Form]:
    """Days and units named from another day: 'last Tuesday', 'yesterday', 'this week', 'the next day'."""
    wd = _weekday_words()
    return [
        (
            "weekdays",
            rf"(?P<wd>{wd}){_TO}(?P<wd2>{wd})",
            lambda m: Weekdays(_weekday(m["wd"]), _weekday(m["wd2"])),
        ),
        (
            "weekday",
            rf"{_PART}(?:(?P<w>last|past|this|next|coming)\s+)?(?P<wd>{wd})(?:\s+(?:{alternatives('part_of_day')}))?(?:\s+(?P<w2>last|next)\s+week)?",
            _weekday_of,
        ),
        ("named-day", rf"(?:{alternatives('deictic')})", _named_day),
        (
            "unit",
            rf"{_PART}(?P<w>{alternatives('which')})\s+(?P<u>week|month|quarter|year|decade|century|weekend)",
            _this_unit,
        ),
        ("weekend", r"(?:over|at|during)\s+the\s+(?P<u>weekend)", lambda _: Weekend()),
        ("told", rf"the\s+(?P<w>{alternatives('told')})\s+(?P<u>day|week|month|year)", _told_unit),
    ]


def _spans() -> list[Form]:
    """Amounts of time: 'three days ago', 'over the past year', 'for two weeks'."""
    num = _number_words()
    unit = rf"(?:{alternatives('unit')})"
    return [
        (
            "ago",
            rf"(?P<n>{num})\s+(?P<u>{unit})\s+(?P<rel>ago|earlier|later|from\s+now|afterwards?|previously)",
            _ago,
        ),
        ("ago", r"(?:(?P<n>a|one)\s+)?(?P<u>day)\s+(?P<rel>before|after)(?=\s*[.,;])", _ago),
        ("offset", rf"(?P<n>{num})\s+(?P<u>{unit})\s+(?P<rel>before|after)(?=\s+\w)", _offset),
        ("offset", r"(?:just\s+)?(?P<u>minutes|hours|moments)\s+(?P<rel>before|after)(?=\s+\w)", _same_day),
        ("some-ago", rf"(?P<u>{unit})\s+(?P<rel>ago|earlier|later|afterwards?)", _some_ago),
        (
            "stretch",
            rf"(?:in|over|during|within|for|throughout)\s+(?:the\s+)?(?P<w>{_LAST}|{_NEXT})\s+(?:(?P<n>{num})\s+)?(?P<u>days|weeks|months|years|decades)",
            _stretch,
        ),
        (
            "for",
            rf"for\s+(?:(?:nearly|almost|about|around|over|at\s+least|more\s+than)\s+)?(?P<n>{num})\s+(?P<u>{_DAYS_TO_YEARS})",
            _duration,
        ),
        ("length", rf"(?P<n>{num})\s+(?P<u>days|weeks|months)\s+of", _duration),
        ("length", rf"(?P<n>{num})-(?P<u>day|week|month|year)(?:-long)?(?![\s-]old)", _duration),
        ("within", rf"(?:in|within)\s+(?P<n>{num})\s+(?P<u>{_DAYS_TO_YEARS})", _within),
        ("nth-day", rf"(?:{alternatives('ordinal')})\s+day(?=\s+of)", lambda _: CalendarUnit("day", 0)),
        ("loose", rf"(?:{alternatives('loose')})(?!\s+(?:after|before|later))", _loose),
    ]


@cache
def rules() -> tuple[tuple[str, re.Pattern[str], Build], ...]:
    """The rules in order of preference: name, pattern, what the match means.

    >>> [name for name, pattern, _ in rules() if pattern.match("3 march 2026")][0]
    'date'
    """
    # Order decides between readings of equal length: a date before its month, a range before its first day.
    forms = [*_dates(), *_months_and_years(), *_names(), *_spans()]
    # Not inside a word, a decimal or a sum of money: "3.2026", "$2026".
    return tuple(
        (name, re.compile(rf"(?<![\w.,$€£])(?:{pattern})(?!\w)"), build) for name, pattern, build in forms
    )
