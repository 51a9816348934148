"""Where actors stand: a layout in which distance on paper follows distance in the network.

Stress majorization: the sum over pairs of w_ij (|x_i - x_j| - d_ij)^2 with w_ij = d_ij^-2 is lowered step by step from
classical scaling. Everything is a function of the network. Source: Gansner, Koren and North, Graph Drawing (2004) 239.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_STEPS = 300
_APART_STEPS = 200
_BETWEEN_PARTS = 1.1  # lengths of an edge


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in points, from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share some area.

        >>> Box(0, 0, 2, 2).overlaps(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).overlaps(Box(2, 0, 3, 1))
        (True, False)
        """
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside.

        >>> Box(0, 0, 3, 3).holds(Box(1, 1, 3, 2))
        True
        """
        return (
            self.left <= other.left
            and self.bottom <= other.bottom
            and self.right >= other.right
            and self.top >= other.top
        )

    def touches_disc(self, x: float, y: float, radius: float) -> bool:
        """Whether some point of the rectangle is nearer to (x, y) than the radius.

        >>> Box(0, 0, 2, 2).touches_disc(3, 1, 1.5), Box(0, 0, 2, 2).touches_disc(3, 1, 0.5)
        (True, False)
        """
        dx = max(self.left - x, 0.0, x - self.right)
        dy = max(self.bottom - y, 0.0, y - self.top)
        return dx * dx + dy * dy < radius * radius


def arrange(simple: nx.Graph[str], radii: Sequence[float], area: Box) -> Points:
    """Points for the nodes of a simple graph, in its order, inside the area, with room between discs of these radii.

    >>> arrange(nx.Graph([("a", "b")]), [5, 5], Box(0, 0, 400, 300)).shape
    (2, 2)
    """
    if len(simple) == 0:
        return np.zeros((0, 2))
    if len(simple) == 1:
        return np.array([[(area.left + area.right) / 2, (area.bottom + area.top) / 2]])
    points = _fit(_packed(simple, (area.right - area.left) / (area.top - area.bottom)), area, len(simple))
    return _apart(points, np.asarray(radii), area)


def _packed(simple: nx.Graph[str], shape: float) -> Points:
    """Each connected part laid out by itself; the largest on the left, the others in columns to its right."""
    place = {node: i for i, node in enumerate(simple)}
    parts = sorted(
        nx.connected_components(simple), key=lambda part: (-len(part), min(place[node] for node in part))
    )
    points = np.zeros((len(place), 2))
    column, floor, edge, height = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        rows = sorted(place[node] for node in part)
        inside = nx.subgraph_view(simple, filter_node=part.__contains__)
        spots = _part([node for node in simple if node in part], inside)
        size = spots.max(axis=0) - spots.min(axis=0) + _BETWEEN_PARTS
        height = height or max(size[1], size[0] / shape / 1.4)
        if floor and floor + size[1] > height:
            column, floor = edge, 0.0
        points[rows] = spots - spots.min(axis=0) + (column, floor)
        floor, edge = (floor + size[1], max(edge, column + size[0])) if column else (0.0, size[0])
        column = column or edge
    return points


def _part(nodes: Sequence[str], inside: nx.Graph[str]) -> Points:
    if len(nodes) == 1:
        return np.zeros((1, 2))
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(inside.edges())
    return _turned(_stress(_distances(ordered)))


def _distances(simple: nx.Graph[str]) -> Points:
    """Lengths of shortest paths. An edge is the longer, the fewer neighbours its ends share: hubs get room.

    Lengths are compressed a little, so that what hangs by a thread does not take half of the page.
    """
    lengths: nx.Graph[Any] = nx.Graph()
    lengths.add_nodes_from(simple)
    for a, b in simple.edges():
        near, far = set(simple[a]), set(simple[b])
        lengths.add_edge(a, b, length=math.sqrt(1 + len((near | far) - {a, b}) - 0.6 * len(near & far)))
    place = {node: i for i, node in enumerate(simple)}
    found = np.zeros((len(place), len(place)))
    for node, paths in nx.all_pairs_dijkstra_path_length(lengths, weight="length"):
        for other, length in paths.items():
            found[place[node], place[other]] = length
    return np.asarray(found**0.85)


def _stress(distances: Points) -> Points:
    count = len(distances)
    points = _scaling(distances)
    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, distances**-2.0, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_STEPS):
        gaps = np.linalg.norm(points[:, None] - points[None, :], axis=2)
        gaps[gaps < 1e-9] = 1e-9
        ratios = np.where(np.eye(count, dtype=bool), 0.0, -weights * distances / gaps)
        np.fill_diagonal(ratios, -ratios.sum(axis=1))
        points = inverse @ ratios @ points
    return points


def _scaling(distances: Points) -> Points:
    """Classical scaling to two dimensions, with a little of a fixed spiral so that no two points coincide."""
    count = len(distances)
    centring = np.eye(count) - 1 / count
    _, vectors = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    plane = vectors[:, -2:] * np.where(vectors[np.abs(vectors[:, -2:]).argmax(axis=0), [-2, -1]] < 0, -1, 1)
    turn = np.arange(count) * 2.399963
    spiral = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(np.arange(1, count + 1) / count)[:, None]
    scale: float = distances.max()
    return np.asarray((plane + 0.05 * spiral) * scale)


def _turned(points: Points) -> Points:
    """The longest extent lies across the page."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.where(axes[np.arange(2), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    return np.asarray(centred @ axes.T)


def _fit(points: Points, area: Box, count: int) -> Points:
    """Scaled to the area, in one direction at most 1.9 times the other; a few nodes do not fill it."""
    size = np.array([area.right - area.left, area.top - area.bottom])
    size = size * min(1.0, 0.35 + 0.05 * count)
    low, high = points.min(axis=0), points.max(axis=0)
    scales = size / np.maximum(high - low, 1e-6)
    scales = np.minimum(scales, scales.min() * 1.9)
    middle = np.array([(area.left + area.right) / 2, (area.bottom + area.top) / 2])
    return np.asarray((points - (low + high) / 2) * scales + middle)


def _apart(points: Points, radii: NDArray[np.float64], area: Box) -> Points:
    """Push discs that are too close away from each other, and back into the area."""
    low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
    share = math.sqrt(float(np.prod(high - low)) / len(points))
    wanted = radii[:, None] + radii[None, :] + min(max(26.0, 0.62 * share), 56.0)
    np.fill_diagonal(wanted, 0.0)
    for _ in range(_APART_STEPS):
        steps = points[:, None] - points[None, :]
        gaps = np.maximum(np.linalg.norm(steps, axis=2), 1e-6)
        lacking = np.maximum(wanted - gaps, 0.0)
        if lacking.max() < 0.5:
            break
        points = points + (steps / gaps[:, :, None] * (lacking * 0.3)[:, :, None]).sum(axis=1)
        points = np.clip(points, low, high)
    return np.round(points, 2)
