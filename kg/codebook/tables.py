"""Reads the codebook's CSV tables row by row, and names file, line and column where one is malformed."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import DataError


class Row(dict[str, str]):
    """One row of a table by column, knowing where it stands: `path` and `line`."""

    __slots__ = ("line", "path")

    def __init__(self, path: Path, line: int, fields: Iterable[tuple[str, str]]) -> None:
        super().__init__(fields)
        self.path = path
        self.line = line

    def error(self, column: str, problem: str) -> DataError:
        """An error that names this row's file and line, and the column; `problem` ends with the next step.

        >>> str(Row(Path("own.csv"), 3, [("event", "")]).error("event", "is empty; write a class"))
        "own.csv, line 3, column 'event': is empty; write a class"
        """
        return DataError(f"{self.path}, line {self.line}, column {column!r}: {problem}")

    def number(self, column: str) -> float | None:
        """The column as a number, None where it is empty.

        Raises:
            DataError: the column holds something else.

        >>> Row(Path("own.csv"), 3, [("intensity", "-2.5")]).number("intensity")
        -2.5
        """
        try:
            return float(self[column]) if self[column] else None
        except ValueError:
            raise self.error(column, f"{self[column]!r} is no number; write one such as -2.5") from None

    def one_of(self, column: str, known: Collection[str]) -> str:
        """The column's text, which must be among `known`.

        Raises:
            DataError: it is not; the message lists what is allowed.

        >>> Row(Path("own.csv"), 3, [("pos", "verb")]).one_of("pos", ("verb", "noun"))
        'verb'
        """
        value = self[column]
        if value not in known:
            raise self.error(column, f"{value!r} is not known; write one of {', '.join(sorted(known))}")
        return value


def header(path: Path) -> tuple[str, ...]:
    """The column names of a CSV table, comment lines (`#`) skipped.

    Raises:
        DataError: the file cannot be read, or is empty.

    >>> from kg.resources import resource
    >>> header(resource("data", "codebook", "lists.csv"))
    ('list', 'lemma', 'origin', 'licence')
    """
    for _, cells in _lines(path):
        return tuple(cells)
    raise DataError(f"{path}: the table is empty; its first line must name the columns")


def read(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a table that has exactly `columns`, in that order. Lines that start with `#` are comments.

    Raises:
        DataError: the file cannot be read, its columns differ, or a row has too few or too many cells.

    >>> from kg.resources import resource
    >>> next(read(resource("data", "codebook", "lists.csv"), ("list", "lemma", "origin", "licence")))["list"][0]
    '@'
    """
    expected = list(columns)
    lines = _lines(path)
    found = next(lines, (1, []))[1]
    if found != expected:
        raise DataError(f"{path}, line 1: columns are {','.join(found)}; they must be {','.join(expected)}")
    for line, cells in lines:
        if len(cells) != len(expected):
            raise DataError(
                f"{path}, line {line}: {len(cells)} cells where {len(expected)} belong; "
                "put quotes round a cell that holds a comma"
            )
        yield Row(path, line, zip(expected, map(str.strip, cells), strict=True))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The table's lines with their numbers in the file, without blank lines and comments."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for cells in reader:
                if cells and not cells[0].startswith("#"):
                    yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: {error}; check the quotes") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read ({error}); give the path of a UTF-8 CSV table") from error
