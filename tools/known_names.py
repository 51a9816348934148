"""Writes data/language/known_names.csv: the names of the reference tables by which the recogniser's names are checked.

The language room knows no reference data, only this list of names with their labels. Run it after a change of
data/reference: python tools/known_names.py
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.reference.tables import Row, rows

OUT = Path(__file__).parents[1] / "data" / "language" / "known_names.csv"
HEADER = (
    "# Names of data/reference with the label that a name recogniser gives them; written by tools/known_names.py, not by hand.\n"
    "# sure = yes: the name is hardly ever another's. Cities are those of more than 50,000 people, from GeoNames (https://www.geonames.org), CC BY 4.0.\n"
)
SMALLEST = 50
"""Thousands of people from which on a city is listed."""

_PARTICLES = frozenset(
    (
        "al",
        "el",
        "ad",
        "as",
        "ul",
        "of",
        "the",
        "and",
        "for",
        "de",
        "del",
        "da",
        "la",
        "van",
        "von",
        "bin",
        "e",
        "y",
        "in",
    )
)
_TITLES = frozenset(
    (
        "Pope",
        "President",
        "King",
        "Queen",
        "Crown",
        "Prince",
        "Sheikh",
        "Ayatollah",
        "General",
        "Mullah",
        "Emir",
        "Grand",
    )
)

Named = tuple[str, str, str]


def names() -> Iterator[Named]:
    """Name, label, whether it is sure; the likelier label of a name comes first."""
    for state in rows("states"):
        yield from _all((state.text("name"), *state.many("aliases")), "GPE")
        yield from _peoples(state)
    for people in rows("peoples"):
        yield from _peoples(people)
    for table in ("organisations", "armed_groups"):
        for body in rows(table):
            yield from _all((body.text("name"), *body.many("aliases")), "ORG")
    yield from _seats()
    for person in rows("people"):
        yield from _all((person.text("name"), *person.many("aliases")), "PERSON")
    yield from _places()


def _peoples(row: Row) -> Iterator[Named]:
    return _all((*row.many("adjectives"), *row.many("persons"), *row.many("peoples")), "NORP")


def _seats() -> Iterator[Named]:
    for seat in rows("seats"):
        if seat.text("name") != seat.get("city"):
            yield from _all((seat.text("name"),), "ORG", sure=False)
    for state in rows("states"):
        capital = state.text("capital")
        yield from _all((capital,), "GPE", sure=" " in capital)


def _places() -> Iterator[Named]:
    for place in rows("places"):
        label = {"region": "LOC", "water": "LOC", "site": "FAC"}.get(place.text("kind"), "GPE")
        yield from _all((place.text("name"), *place.many("aliases")), label, sure=False)
    for city in rows("cities"):
        if int(city.text("population")) >= SMALLEST:
            yield from _all((city.text("name"),), "GPE", sure=False)


def _all(written: tuple[str, ...], label: str, *, sure: bool = True) -> Iterator[Named]:
    for name in written:
        plain = name.removeprefix("=")
        if _is_name(plain, label):
            yield plain, label, "yes" if sure and _unmistakable(plain, label) else ""


def _is_name(name: str, label: str) -> bool:
    """Whether it is a proper name throughout: neither "Israeli army" nor "Pope Francis"."""
    words = name.replace("-", " ").split()
    titled = label == "PERSON" and words[0] in _TITLES
    return not titled and all(word in _PARTICLES or not word[0].islower() for word in words)


def _unmistakable(name: str, label: str) -> bool:
    """A name of several words, or one that is no word or surname of its own: states and peoples, acronyms of three letters."""
    if label == "PERSON":
        return " " in name
    return " " in name or label in ("GPE", "NORP") or (len(name) > 2 and name.isupper()) or "-" in name


def table() -> str:
    """The whole file."""
    chosen: dict[str, Named] = {}
    for name, label, sure in names():
        if name in chosen and chosen[name][1] != label:
            chosen[name] = (name, chosen[name][1], "")  # two readings: neither is sure
        chosen.setdefault(name, (name, label, sure))
    out = io.StringIO()
    out.write(HEADER)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "label", "sure", "source", "licence"])
    writer.writerows((*named, "data/reference", "CC-BY-4.0") for named in sorted(chosen.values()))
    return out.getvalue()


if __name__ == "__main__":
    OUT.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{OUT.name}: {OUT.read_text(encoding='utf-8').count(chr(10)) - 3} names\n")
