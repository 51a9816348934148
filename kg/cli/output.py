"""Printing: tables for people on a terminal, plain formats for programs, messages and progress on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from kg.cli.widths import frame, least, natural, shares

if TYPE_CHECKING:
    from rich.console import Console

    from kg.model import Skipped

LEAST_WIDTH = 100
"""Columns that a table may fill where standard output is no terminal."""

PARTIAL = 3
"""Exit status where the work was done but some input was skipped."""


def console(*, stderr: bool = False) -> Console:
    """A console that honours NO_COLOR and never wraps what a program reads."""
    from rich.console import Console

    terminal = (sys.stderr if stderr else sys.stdout).isatty()
    return Console(
        stderr=stderr, width=None if terminal else LEAST_WIDTH, highlight=False, soft_wrap=not terminal
    )


def say(message: str) -> None:
    """One line to the person at the terminal, on standard error."""
    click.echo(message, err=True)


def print_json(value: Any) -> None:
    """A value as JSON, indented, on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    """A table for people: numbers to the right, codes unbroken, text wrapped at words.

    Where standard output is no terminal the table is as wide as its codes need; on a narrow terminal they fold.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    listed = [tuple(row) for row in rows]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown, wide = console(), _widths(columns, listed)
    if not shown.is_terminal:
        shown.width = max(shown.width, frame(len(columns)) + sum(wide[1]))
    widths = shares(*wide, shown.width - frame(len(columns)))
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        numbers = all(isinstance(row[place], int | float) for row in listed if row[place] is not None)
        justify: Literal["right", "left"] = "right" if listed and numbers else "left"
        table.add_column(column, justify=justify, overflow="fold", width=width)
    for row in listed:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    if title:
        shown.print(Text(title, "bold"), soft_wrap=False)
    shown.print(table)


def _widths(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[list[int], list[int]]:
    """What each column wants, and what it needs for its longest word."""
    cells = [[_shown(cell) for cell in column] for column in zip(columns, *rows, strict=True)]
    return natural(cells), least(cells)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.3f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def print_skipped(skipped: Iterable[Skipped]) -> None:
    """What was not read, one line each."""
    for item in skipped:
        say(f"{'skipped' if item.bad else 'passed over'}: {item.reason}")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int], None] | None]:
    """A counter with rate on a terminal's standard error; nothing where there is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as shown:
        task = shown.add_task(label, total=None)
        yield lambda count: shown.advance(task, count)
