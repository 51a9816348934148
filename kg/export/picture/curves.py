"""Curved arrows between discs: quadratic Bezier curves, cut where the discs begin."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]

GAP = 2.5
"""Points between a disc and the arrow that leaves or reaches it."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bezier curve: start, control point, end."""

    start: Point
    control: Point
    end: Point

    def points(self, count: int = 24) -> NDArray[np.float64]:
        """Points along the curve, ends included.

        >>> Curve((0, 0), (1, 2), (2, 0)).points(3).tolist()
        [[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]
        """
        t = np.linspace(0.0, 1.0, count)[:, None]
        a, b, c = (np.array(p) for p in (self.start, self.control, self.end))
        return np.asarray((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c)

    def part(self, t0: float, t1: float) -> Curve:
        """The stretch between two parameters (de Casteljau).

        >>> Curve((0, 0), (1, 0), (2, 0)).part(0.5, 1.0).start
        (1.0, 0.0)
        """
        a, b, c = (np.array(p) for p in (self.start, self.control, self.end))

        def at(t: float, u: float) -> Point:
            x, y = (1 - t) * (1 - u) * a + (t * (1 - u) + u * (1 - t)) * b + t * u * c
            return float(x), float(y)

        return Curve(at(t0, t0), at(t0, t1), at(t1, t1))


def bow(start: Point, end: Point, bend: float) -> Curve:
    """The curve between two points that bulges to the right of its way by half of `bend` times their distance.

    >>> bow((0, 0), (10, 0), 0.2).control
    (5.0, -2.0)
    """
    (x0, y0), (x1, y1) = start, end
    middle = ((x0 + x1) / 2 + bend * (y1 - y0), (y0 + y1) / 2 - bend * (x1 - x0))
    return Curve(start, middle, end)


def trim(curve: Curve, start_radius: float, end_radius: float) -> Curve:
    """The part of a curve outside the discs around its ends (and a gap); the middle tenth where nothing is left.

    >>> trim(bow((0, 0), (100, 0), 0.0), 10, 20).start
    (12.5, 0.0)
    """
    way = curve.points(201)
    from_start = np.hypot(*(way - np.array(curve.start)).T)
    from_end = np.hypot(*(way - np.array(curve.end)).T)
    outside = np.flatnonzero((from_start >= start_radius + GAP) & (from_end >= end_radius + GAP))
    if len(outside) < 2:
        return curve.part(0.45, 0.55)
    return curve.part(float(outside[0]) / 200, float(outside[-1]) / 200)


def arrowhead(curve: Curve, length: float, width: float) -> tuple[Point, Point, Point]:
    """The triangle at the end of a curve: tip and the two corners of its base.

    >>> arrowhead(bow((0, 0), (100, 0), 0.0), 5, 4)[0]
    (100.0, 0.0)
    """
    way = curve.points(60)
    tip = way[-1]
    behind = way[np.argmin(np.abs(np.hypot(*(way - tip).T) - length))]
    dx, dy = tip - behind
    norm = math.hypot(dx, dy) or 1.0
    dx, dy = dx / norm, dy / norm
    base = (float(tip[0] - dx * length), float(tip[1] - dy * length))
    side = (-dy * width / 2, dx * width / 2)
    return (
        (float(tip[0]), float(tip[1])),
        (base[0] + float(side[0]), base[1] + float(side[1])),
        (base[0] - float(side[0]), base[1] - float(side[1])),
    )


def shorten(curve: Curve, length: float) -> Curve:
    """The curve without its last stretch of a length, for the arrowhead to stand in.

    >>> shorten(bow((0, 0), (100, 0), 0.0), 10).end
    (90.0, 0.0)
    """
    way = curve.points(101)
    left = np.hypot(*(way - way[-1]).T)
    inside = np.flatnonzero(left >= length)
    return curve.part(0.0, float(inside[-1]) / 100) if len(inside) else curve
