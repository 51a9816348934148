"""Reads TABARI and PETRARCH dictionaries of actors and agents into records of names with dated codes.

HAMID_KARZAI_  [AFGELI]          an actor's name and its code
+PRESIDENT_KARZAI_               another name of it
    [AFGGOV 011222-140929]       its code between two days (YYMMDD or YYYYMMDD; <DAY up to, >DAY from)
!PERSON! = MAN, WOMAN            a set of words (agents)
CONGRESS!PERSON! {} [~LEG]       an agent: what a noun says of whoever bears it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from itertools import product
from pathlib import Path

from kg.dictionaries import Line, Unmapped, read_dictionary, words_of
from kg.reference.types import Period

_CODE = re.compile(r"\[([^\]\[]*)\]")
_DATED = re.compile(r"^([A-Z~]*)\s*([<>]?)\s*(\d{6,8})?\s*(?:-\s*(\d{6,8}))?$")
_PLURAL = re.compile(r"\{[^}]*\}")
_SET = re.compile(r"!([A-Z_]+)!")
CENTURY = 30
"""Years of two digits from this one on are of the 1900s."""


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the days on which it holds; a period without days is the default."""

    code: str
    period: Period
    line: int


@dataclass(slots=True)
class Record:
    """The names of one actor or agent, the primary first, and its codes."""

    names: list[str]
    line: int
    codes: list[DatedCode] = field(default_factory=list)


@dataclass(slots=True)
class ActorDictionary:
    """A dictionary of actors or agents as written."""

    name: str
    licence: str
    records: list[Record]
    unmapped: list[Unmapped]

    @property
    def of_agents(self) -> bool:
        """Whether its codes carry the tilde of agents."""
        return any("~" in code.code for record in self.records for code in record.codes)


def read_actor_dictionary(path: str | Path) -> ActorDictionary:
    """Reads the dictionary; what is malformed is listed in `unmapped`.

    Raises:
        DataError: the file cannot be read.
    """
    source = read_dictionary(path)
    reader = _Reader()
    for line in source.lines:
        if line.text.strip():
            reader.take(line)
    return ActorDictionary(source.name, source.licence, reader.records, reader.unmapped)


class _Reader:
    def __init__(self) -> None:
        self.records: list[Record] = []
        self.unmapped: list[Unmapped] = []
        self._sets: dict[str, list[str]] = {}

    def take(self, line: Line) -> None:
        text = line.text.strip()
        name = _PLURAL.sub("", text.partition("[")[0]).strip()
        if text.startswith("!") and "=" in text:
            self._define(text)
        elif text.startswith("+") and self.records:
            self.records[-1].names += self._spelled(name[1:])
            self._codes(line)
        elif text.startswith("["):
            self._codes(line)
        elif names := list(self._spelled(name.lstrip("+"))):
            self.records.append(Record(names, line.number))
            self._codes(line)
        else:
            self._leave(line, "no name")

    def _define(self, text: str) -> None:
        name, _, members = text.partition("=")
        self._sets[name.strip().strip("!")] = [member.strip() for member in members.split(",")]

    def _spelled(self, name: str) -> Iterator[str]:
        """A name with every member in the place of a set of words."""
        parts = _SET.split(name)
        choices = [self._sets.get(part, []) if at % 2 else [part] for at, part in enumerate(parts)]
        for chosen in product(*choices):
            if plain := words_of("".join(chosen)):
                yield plain

    def _codes(self, line: Line) -> None:
        for text in _CODE.findall(line.text):
            code = _dated(text.strip(), line.number)
            if code is None:
                self._leave(line, "malformed code or date")
            elif self.records and code.code:
                self.records[-1].codes.append(code)

    def _leave(self, line: Line, reason: str) -> None:
        self.unmapped.append(Unmapped(line.number, line.text.strip(), reason))


def _dated(text: str, line: int) -> DatedCode | None:
    match = _DATED.match(text)
    if match is None:
        return None
    code, sign, first, second = match.groups()
    try:
        start, end = (day(part) if part else None for part in (first, second))
    except ValueError:
        return None
    if sign == "<":
        start, end = None, start
    if start and end and end < start:
        return None
    return DatedCode(code, Period(start, end), line)


def day(digits: str) -> Date:
    """A day of six or eight digits.

    Raises:
        ValueError: there is no such day.

    >>> day("791227"), day("20010907")
    (datetime.date(1979, 12, 27), datetime.date(2001, 9, 7))
    """
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= CENTURY else "20") + digits
    if len(digits) != 8:
        raise ValueError(digits)
    return Date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
