"""Places by name: states, regions, waters and sites in the news, and the cities of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import DataError
from kg.model import Place
from kg.reference.matcher import EXACT
from kg.reference.names import fold
from kg.reference.tables import Row, rows
from kg.reference.types import State

_JOINTS = str.maketrans({"-": " ", "–": " ", "'": None, "’": None, ".": None, "ʼ": None, "‘": None})


class Gazetteer:
    """Places by name, in the order in which one name's places are preferred; the rows wait until they are asked for.

    >>> [place.country for place in Gazetteer({}).lookup("Aleppo")]
    ['SYR']
    """

    def __init__(self, states: Mapping[str, State], extra: Sequence[Path] = ()) -> None:
        self._found: dict[str, list[Row | Place]] = {}
        for state in states.values():
            self._add(state.names, Place(state.key, state.name, state.iso3))
        for row in _rows(extra):
            self._add((row.text("name"), *row.many("aliases")), row)

    def _add(self, names: Sequence[str], entry: Row | Place) -> None:
        for spelling in dict.fromkeys(map(_spelling, names)):
            self._found.setdefault(spelling, []).append(entry)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Places of a name: states, then disputed places, regions, waters and sites, then cities by size.

        Raises:
            DataError: a row of the name has no number where its coordinates stand.
        """
        spelling = _spelling(name)
        entries = self._found.get(spelling)
        if not entries:
            return ()
        if any(isinstance(entry, Row) for entry in entries):  # read once, on the first question
            places = (_place(entry) if isinstance(entry, Row) else entry for entry in entries)
            entries = self._found[spelling] = list({place.key: place for place in places}.values())
        return tuple(entry for entry in entries if not isinstance(entry, Row))


def _rows(extra: Sequence[Path]) -> Iterator[Row]:
    for table in ("disputed", "places", "cities"):
        yield from rows(table, extra)


def _spelling(name: str) -> str:
    return fold(name.removeprefix(EXACT)).translate(_JOINTS).casefold()


def _place(row: Row) -> Place:
    number = row.get("geonames")
    return Place(
        key=f"geonames-{number}" if number else row.text("key"),
        name=row.text("name"),
        country=row.get("country"),
        latitude=_degrees(row, "lat"),
        longitude=_degrees(row, "lon"),
        geonames=number,
    )


def _degrees(row: Row, column: str) -> float | None:
    value = row.get(column)
    try:
        return float(value) if value else None
    except ValueError:
        raise DataError(f"{row.where}: {column} {value!r} is not a number of degrees") from None
