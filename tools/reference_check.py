"""Compares our offices with the dated offices of PETRARCH2's country dictionary (2014) and prints where they differ.

    python tools/reference_check.py Phoenix.Countries.actors.txt [--confirmed FILE.csv]

The dictionary is the Open Event Data Alliance's (MIT licence), from the eventdata/petrarch2 repository; it is not
shipped. An office is confirmed where the dictionary gives the same person a government code of the same country
whose two days both lie within 31 days of ours (an end after January 2014 need only be open there).
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kg.reference import Office, Period, Person, Reference
from kg.reference.names import fold

CLOSED = date(2014, 1, 30)  # the day of the dictionary
NEAR = timedelta(days=31)
CODE = re.compile(r"\[([A-Z]{3})([A-Z]*)\s*([<>]?\d+)?(?:-(\d+))?\]")


def day(digits: str) -> date | None:
    """A day written YYMMDD or YYYYMMDD."""
    full = digits if len(digits) == 8 else ("19" if int(digits[:2]) > 29 else "20") + digits
    try:
        return date(int(full[:4]), int(full[4:6]), int(full[6:]))
    except ValueError:
        return None


def tenures(path: Path) -> Iterator[tuple[tuple[str, ...], str, Period]]:
    """(names, country, period) of each dated government code in the dictionary."""
    names: list[str] = []
    coded = True
    for raw in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = raw.split("#")[0].rstrip()
        if match := CODE.search(line):
            coded = True
            country, sectors, first, second = match.groups()
            if "GOV" in sectors and first:
                start = day(first.lstrip("<>"))
                end = day(second) if second else None
                yield tuple(names), country, Period(start, end)
        elif line.strip():
            if coded:
                names, coded = [], False
            names.append(line.strip().lstrip("+").strip("_ ").replace("_", " "))


def letters(name: str) -> str:
    """A name without case, diacritics and punctuation."""
    return re.sub(r"[^a-z ]", "", fold(name).lower().replace("-", " "))


def near(ours: date | None, theirs: date | None) -> bool:
    """Whether two days agree, both being known to the dictionary."""
    if ours is None or ours > CLOSED:
        return theirs is None or theirs >= CLOSED - NEAR
    return theirs is not None and abs(ours - theirs) <= NEAR


def agrees(office: Office, period: Period) -> bool:
    """Whether both days of an office agree with a tenure."""
    return near(office.period.start, period.start) and near(office.period.end, period.end)


def main() -> None:
    """Prints the disagreements, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dictionary", type=Path)
    parser.add_argument(
        "--confirmed", type=Path, help="write person, role and start of the confirmed offices here"
    )
    arguments = parser.parse_args()
    known: dict[tuple[str, str], list[Period]] = {}
    for names, country, period in tenures(arguments.dictionary):
        for name in names:
            known.setdefault((letters(name), country), []).append(period)
    reference = Reference.load()
    confirmed: list[Office] = []
    absent = differing = 0
    for person in reference.persons.values():
        for office in reference.offices_of(person.key):
            found = theirs(known, person, office)
            if not found:
                absent += 1
            elif any(agrees(office, period) for period in found):
                confirmed.append(office)
            else:
                differing += 1
                spans = ", ".join(f"{period.start} to {period.end}" for period in found)
                print(
                    f"{person.name}, {office.role} ({office.country}): ours {office.period.start} to"
                    f" {office.period.end}; theirs {spans}"
                )
    print(f"{len(confirmed)} confirmed, {differing} differ, {absent} not in the dictionary")
    if arguments.confirmed:
        with arguments.confirmed.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([o.person, o.role, o.period.start] for o in confirmed)


def theirs(known: dict[tuple[str, str], list[Period]], person: Person, office: Office) -> list[Period]:
    """The tenures that the dictionary gives the person in the office's country."""
    if office.country is None or (office.period.start and office.period.start > CLOSED):
        return []
    return [period for name in person.names for period in known.get((letters(name), office.country), [])]


if __name__ == "__main__":
    main()
