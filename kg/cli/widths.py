"""How wide the columns of a printed table are: codes stay whole, text takes what is left and wraps at words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

GAP, EDGES = 3, 2
"""What a table of `rich.box.SIMPLE_HEAD` puts between two columns, and around all of them, in characters."""


def natural(columns: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column's longest cell."""
    return [max(map(cell_len, cells), default=0) for cells in columns]


def least(columns: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column's longest word, which a CURIE, a date or a number is as a whole."""
    return [max((cell_len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]


def frame(count: int) -> int:
    """What surrounds so many columns.

    >>> frame(2)
    5
    """
    return GAP * (count - 1) + EDGES


def shares(wanted: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """Widths within `room` characters: all that is needed first, the rest in fair shares to those that want more.

    Where even what is needed does not fit, the widest columns give way, and their words will fold.

    >>> shares([10, 60, 80], [10, 8, 9], 80)
    [10, 34, 36]
    >>> shares([30, 4], [30, 4], 20)
    [16, 4]
    """
    widths = _lowered(needed, room)
    left = room - sum(widths)
    modest_first = sorted(range(len(widths)), key=lambda place: wanted[place] - widths[place])
    for taken, place in enumerate(modest_first):
        more = max(0, min(wanted[place] - widths[place], left // (len(widths) - taken)))
        widths[place] += more
        left -= more
    return widths


def _lowered(widths: Iterable[int], room: int) -> list[int]:
    """The widths, the widest cut to one height until all fit."""
    found = list(widths)
    while sum(found) > room and max(found) > 1:
        found[found.index(max(found))] -= 1
    return found
