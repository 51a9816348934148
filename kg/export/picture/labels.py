"""Labels that do not collide: each takes the best free place around its disc, the most important first.

A place is free if its box overlaps no other label, covers no disc and stays on the page. Among free places the nearest
wins that hides least of the arrows; then every label is moved once more, knowing where the others went. What finds no
place is left unlabelled, and counted. Method: greedy candidate placement after Imhof, Am. Cartographer 2 (1975) 128.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.export.picture.layout import Box

Points = NDArray[np.float64]

_ANGLES = (0, 180, 270, 90, 335, 205, 25, 155, 300, 240, 60, 120)  # right, left, below, above, then between
_GAPS = (3.0, 9.0, 18.0, 30.0, 44.0, 62.0, 84.0)
_LEADER_FROM = 15.0
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: its size in points, the disc it belongs to; wanted in order of importance."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, and the line that leads to it if it is not at its disc."""

    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def place(wanted: Sequence[Wanted], way: Points, page: Box) -> list[Placed | None]:
    """Places in the order of `wanted`, None where there is none; `way` are points along the arrows.

    >>> page = Box(0, 0, 200, 100)
    >>> place([Wanted(100, 50, 10, 40, 12)], np.zeros((0, 2)), page)[0].box.left
    113.0
    """
    found: list[Placed | None] = [None] * len(wanted)
    # Later rounds let a label that came early move out of the way of those placed after it.
    for _ in range(_ROUNDS):
        for i, label in enumerate(wanted):
            others = [other.box for j, other in enumerate(found) if other and j != i]
            found[i] = _best(label, wanted, others, way, page)
    return found


def _best(
    label: Wanted, discs: Sequence[Wanted], others: Sequence[Box], way: Points, page: Box
) -> Placed | None:
    best: tuple[float, Placed] | None = None
    for cost, placed in _candidates(label):
        if best and cost >= best[0]:
            continue
        if not _is_free(placed.box, discs, others, page):
            continue
        total = cost + 1.3 * _hidden(placed.box, way) + 6.0 * _misleads(placed.box, label, discs)
        if best is None or total < best[0]:
            best = (total, placed)
    return best[1] if best else None


def _candidates(label: Wanted) -> Iterator[tuple[float, Placed]]:
    for gap in _GAPS:
        for rank, angle in enumerate(_ANGLES):
            yield 0.5 * rank + 1.1 * (gap - _GAPS[0]), _at(label, math.radians(angle), gap)


def _at(label: Wanted, angle: float, gap: float) -> Placed:
    """The box whose nearest side stands `gap` from the disc in a direction."""
    dx, dy = math.cos(angle), math.sin(angle)
    edge = (label.x + dx * (label.radius + gap), label.y + dy * (label.radius + gap))
    x = edge[0] + label.width / 2 * _share(dx)
    y = edge[1] + label.height / 2 * _share(dy)
    box = Box(x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)
    if gap < _LEADER_FROM:
        return Placed(box)
    start = (label.x + dx * (label.radius + 1.5), label.y + dy * (label.radius + 1.5))
    end = (label.x + dx * (label.radius + gap - 1.5), label.y + dy * (label.radius + gap - 1.5))
    return Placed(box, (start, end))


def _share(component: float) -> float:
    return 0.0 if abs(component) < 1e-9 else math.copysign(min(1.0, abs(component) * 1.25), component)


def _is_free(box: Box, discs: Sequence[Wanted], others: Sequence[Box], page: Box) -> bool:
    return (
        page.holds(box)
        and not any(box.overlaps(other) for other in others)
        and not any(box.touches_disc(disc.x, disc.y, disc.radius + 1.0) for disc in discs)
    )


def _misleads(box: Box, label: Wanted, discs: Sequence[Wanted]) -> int:
    """How many other discs a label stands as near to as to its own."""
    own = _distance(box, label) + 2.0
    return sum(1 for disc in discs if disc is not label and _distance(box, disc) <= own)


def _distance(box: Box, disc: Wanted) -> float:
    dx = max(box.left - disc.x, 0.0, disc.x - box.right)
    dy = max(box.bottom - disc.y, 0.0, disc.y - box.top)
    return math.hypot(dx, dy) - disc.radius


def _hidden(box: Box, way: Points) -> int:
    inside = (
        (way[:, 0] > box.left) & (way[:, 0] < box.right) & (way[:, 1] > box.bottom) & (way[:, 1] < box.top)
    )
    return int(inside.sum())
