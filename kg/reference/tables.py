"""Reads the CSV tables of data/reference/ and a user's own of the same form, naming file and line of what is wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path

from kg.errors import DataError
from kg.reference.types import Period
from kg.resources import resource

LIST_SEPARATOR = ";"
COMMENT = "#"
"""A line that starts so is no row: the header of a table that is another's work names its source and licence."""


class Row:
    """One line of a table, with readers for its cells. Empty cells are None, or the empty tuple."""

    __slots__ = ("_cells", "_columns", "_file", "_line")

    def __init__(self, cells: Sequence[str], columns: Mapping[str, int], file: str, line: int) -> None:
        self._cells = cells
        self._columns = columns  # one mapping for all rows of a table
        self._file = file
        self._line = line

    @property
    def where(self) -> str:
        """File and line, for messages.

        >>> Row(["UKR"], {"key": 0}, "states.csv", 2).where
        'states.csv line 2'
        """
        return f"{self._file} line {self._line}"

    def text(self, column: str) -> str:
        """A cell that must be filled.

        Raises:
            DataError: the cell is empty or the column missing.

        >>> Row(["UKR"], {"key": 0}, "states.csv", 2).text("key")
        'UKR'
        """
        value = self.get(column)
        if value is None:
            raise DataError(f"{self.where}: column {column!r} is empty; fill it or delete the row")
        return value

    def get(self, column: str) -> str | None:
        """A cell, or None where it is empty or the table has no such column.

        >>> Row(["UKR", ""], {"key": 0, "iso2": 1}, "states.csv", 2).get("iso2") is None
        True
        """
        at = self._columns.get(column)
        return None if at is None else self._cells[at] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list.

        >>> Row(["Kyiv;Kiev"], {"aliases": 0}, "places.csv", 2).many("aliases")
        ('Kyiv', 'Kiev')
        """
        value = self.get(column)
        return tuple(part for part in value.split(LIST_SEPARATOR) if part) if value else ()

    def day(self, column: str) -> Date | None:
        """A date cell.

        Raises:
            DataError: the cell is filled and is not YYYY-MM-DD.

        >>> Row(["2026-02-18"], {"valid_from": 0}, "states.csv", 2).day("valid_from")
        datetime.date(2026, 2, 18)
        """
        value = self.get(column)
        if not value:
            return None
        try:
            return Date.fromisoformat(value)
        except ValueError:
            raise DataError(f"{self.where}: {column} {value!r} is not a date; write YYYY-MM-DD") from None

    def period(self, start: str = "valid_from", end: str = "valid_to") -> Period:
        """Two date cells.

        Raises:
            DataError: the end lies before the start, or a date is malformed.

        >>> Row(["1990-03-21", ""], {"valid_from": 0, "valid_to": 1}, "states.csv", 2).period().end is None
        True
        """
        period = Period(self.day(start), self.day(end))
        if period.start and period.end and period.end < period.start:
            raise DataError(f"{self.where}: {end} lies before {start}; exchange or correct them")
        return period


def rows(table: str, extra: Sequence[Path] = ()) -> Iterator[Row]:
    """The rows of a shipped table, then those of the tables of the same name in the `extra` folders.

    Raises:
        DataError: a table cannot be read or has rows of the wrong length.

    >>> next(rows("states")).where
    'states.csv line 2'
    """
    name = f"{table}.csv"
    paths = [resource("data", "reference", name)]
    paths += [folder / name for folder in extra if (folder / name).is_file()]
    for path in paths:
        yield from _read(path)


def _read(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(line for line in file if not line.startswith(COMMENT))
            columns = {column: at for at, column in enumerate(next(reader, []))}
            for cells in reader:
                row = Row(cells, columns, path.name, reader.line_num)
                if len(cells) != len(columns):
                    raise DataError(
                        f"{row.where}: {len(cells)} cells under {len(columns)} columns; quote the commas"
                    )
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read as a CSV table in UTF-8: {error}") from error
