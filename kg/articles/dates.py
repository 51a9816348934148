"""The day of publication: from a stated value, or from the signs that news text itself carries.

A day is the publisher's local day: of "2026-02-18T23:30:00-05:00" it is 18 February, whatever the day in Greenwich.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date

from kg.errors import DateError

EARLIEST_YEAR = 1605
"""The year of the first printed newspaper; a date before it is a placeholder or a slip."""

OPENING_LINES = 12
"""How many lines with text in them are searched for a dateline or a caption, from the top."""

_CLOSING_LINES = 3

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){pattern}(?![\d/-])", re.IGNORECASE)


_SHAPES = (
    _shape(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    _shape(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
    _shape(r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})"),
    _shape(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    _shape(rf"{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}"),
    _shape(rf"{_MONTH} {_DAY},? {_YEAR}"),
)
_SLASHED = _shape(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})")
_YEARLESS = (_shape(rf"{_MONTH} {_DAY}"), _shape(rf"{_DAY} {_MONTH}"))

_CAPITALS = r"[A-Z][A-Z'’./-]+(?: [A-Z][A-Z'’./-]+)*(?:, (?!\w+\.? \d)[A-Z][\w'’.]*(?: [A-Z][\w'’.]*)*)?"  # TEL AVIV, Israel
_CITY = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,2}"
_DATED = r"[.,]? (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
_DASH = r"\s*(?:--|[-–—_])"
_DATELINES = (
    re.compile(rf"{_CAPITALS}{_DATED}\s*(?:\([^)]{{1,40}}\))?{_DASH}"),
    re.compile(rf"{_CAPITALS}{_DATED}\.? /[\w -]{{1,40}}/"),  # MOSCOW, February 18. /TASS/.
    re.compile(rf"{_CITY}{_DATED}\s*\([^)]{{1,40}}\){_DASH}"),
)
_PUBLISHED = re.compile(
    r"(?:(?:first )?published|posted|publication date|date)(?: on\b|\s*:)(?P<date>.*)", re.IGNORECASE
)
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: (?:[A-Z]{2,4}|[+-]\d{4}))?"
_BESIDE_A_DATE = re.compile(
    rf"(?:updated?:? |on )?(?:{_CLOCK},? )?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
    rf"(?:,? (?:at |- )?{_CLOCK})?\.?",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(r"(?:\.?\s*\([^)]*\)\.?)?$")
_CAPTION_START = re.compile(r"\b(?:in|at|near|outside|on) .*, (?:on )?(?:\w+day,? )?$")
_ARCHIVE = re.compile(r"(?:file|archive)\b", re.IGNORECASE)


def find_day(text: str) -> Date | None:
    """The first day that `text` names in full, in ISO form or written out, or None where it names none.

    02/03/2026 is the 2nd of March to some and the 3rd of February to others: such a value counts as no day, while
    18/02/2026 and 02/18/2026 can only be read in one way.

    Raises:
        DateError: it has the form of a day but there is no such day.

    >>> find_day("2026-02-18T23:30:00-05:00"), find_day("Wednesday, Feb. 18th, 2026")
    (datetime.date(2026, 2, 18), datetime.date(2026, 2, 18))
    >>> find_day("02/03/2026") is None
    True
    >>> find_day("2026-02-30")
    Traceback (most recent call last):
    kg.errors.DateError: '2026-02-30' is not a day of the calendar
    """
    plain = _plain(text)
    for shape in _SHAPES:
        if found := shape.search(plain):
            return _day(found, int(found["year"]))
    found = _SLASHED.search(plain)
    return _slashed_day(found) if found else None


def states_a_day(text: str) -> bool:
    """Whether something in `text` names a day, one that can be or not.

    >>> states_a_day("2026-02-30"), states_a_day("18h30")
    (True, False)
    """
    try:
        return find_day(text) is not None
    except DateError:
        return True


def parse_day(text: str) -> Date:
    """The day that `text` names.

    Raises:
        DateError: it names none, or an impossible one.

    >>> parse_day("soon")
    Traceback (most recent call last):
    kg.errors.DateError: 'soon' is not a date that kg reads; write it as YYYY-MM-DD
    """
    day = find_day(text)
    if day is None:
        raise DateError(f"{text[:60]!r} is not a date that kg reads; write it as YYYY-MM-DD")
    return day


def _day(found: re.Match[str], year: int) -> Date:
    parts = found.groupdict()
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    return _calendar_day(found[0], year, month, int(parts["day"]))


def _slashed_day(found: re.Match[str]) -> Date | None:
    first, second = int(found["first"]), int(found["second"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _calendar_day(found[0], int(found["year"]), month, day)


def _calendar_day(written: str, year: int, month: int, day: int) -> Date:
    if year < EARLIEST_YEAR:
        raise DateError(f"{written!r} is before {EARLIEST_YEAR}, when the first newspaper was printed")
    try:
        return Date(year, month, day)
    except ValueError:
        raise DateError(f"{written!r} is not a day of the calendar") from None


def stated_in(text: str) -> tuple[str, int] | None:
    r"""The words of a news text that date it, and their line (from 0).

    "Published: ..." goes before a dateline, a dateline before a line that is only a date, and that before a caption.

    >>> stated_in("Talks end\n\nGENEVA, Feb 18 2026 (Reuters) - The talks ended.")
    ('Feb 18 2026', 2)
    >>> stated_in("Talks end\nGuards outside the hotel, in Geneva, Switzerland, 18 February, 2026\nThe talks ended.")
    ('18 February, 2026', 1)
    """
    lines = [(number, _plain(line)) for number, line in enumerate(text.split("\n")) if line.strip()]
    opening = lines[:OPENING_LINES]
    return (
        _first(_published_line, opening + lines[OPENING_LINES:][-_CLOSING_LINES:])
        or _first(_dateline, opening)
        or _first(_date_alone, opening)
        or _first(_caption, opening[1:])
    )


def _first(sign: Callable[[str], str | None], lines: list[tuple[int, str]]) -> tuple[str, int] | None:
    return next(((words, number) for number, line in lines if (words := sign(line))), None)


def _plain(text: str) -> str:
    return " ".join(text.split())  # newsrooms put no-break spaces into dates


def _published_line(line: str) -> str | None:
    found = _PUBLISHED.match(line)
    words = found["date"].strip() if found else ""
    return words if len(words) <= 60 and states_a_day(words) else None


def _dateline(line: str) -> str | None:
    return next((found["date"] for dateline in _DATELINES if (found := dateline.match(line))), None)


def _date_alone(line: str) -> str | None:
    """The date of a line that holds nothing else but a weekday and a time of day: "Wednesday, 6 March 2024, 10:15 GMT"."""
    dates = (found for shape in _SHAPES for found in shape.finditer(line))
    return next(
        (day[0] for day in dates if _BESIDE_A_DATE.fullmatch(line[: day.start()] + line[day.end() :])), None
    )


def _caption(line: str) -> str | None:
    """The date that ends a picture's caption after a place: a caption is no sentence, or a credit follows it."""
    body = line[: _CAPTION_END.search(line).start()]  # type: ignore[union-attr]
    if _ARCHIVE.match(line):
        return None
    for shape in _SHAPES:
        for found in shape.finditer(body):
            if found.end() == len(body) and _CAPTION_START.search(body[: found.start()]):
                return found[0]
    return None


def day_of(words: str, near: Date | None) -> Date | None:
    """The day that a dateline's words name; where they leave out the year, the one nearest to `near`, if given.

    >>> day_of("Dec 30", Date(2026, 1, 2))
    datetime.date(2025, 12, 30)
    >>> day_of("Dec 30", None) is None
    True
    """
    day = find_day(words)
    if day or near is None:
        return day
    found = next((hit for shape in _YEARLESS if (hit := shape.search(words))), None)
    return _nearest(found, near) if found else None


def _nearest(found: re.Match[str], near: Date) -> Date:
    days = []
    for year in (near.year, near.year - 1, near.year + 1):
        try:
            days.append(_day(found, year))
        except DateError:
            continue  # 29 February is in one year and not in the next
    if not days:
        raise DateError(f"{found[0]!r} is not a day of the calendar")
    return min(days, key=lambda day: abs(day - near))
