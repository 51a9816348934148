"""What a picture shows, and where: discs, arrows, labels and words, in points. Nothing here draws."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from kg.analysis import Strength, acquaintance, key_of, strength
from kg.export.flat import scalar
from kg.export.picture import words
from kg.export.picture.curves import Curve, bow, trim
from kg.export.picture.labels import Placed, Points, Wanted, place
from kg.export.picture.layout import Box, arrange
from kg.export.picture.words import Text

WIDTH, HEIGHT = 1152.0, 828.0
PAGE = Box(30.0, 118.0, WIDTH - 30.0, HEIGHT - 96.0)
_FIELD = Box(PAGE.left + 76, PAGE.bottom + 30, PAGE.right - 76, PAGE.top - 26)
_BENDS = (0.0, 0.11, 0.2, 0.3)
_LANE = 6.5


@dataclass(frozen=True, slots=True)
class Disc:
    """An actor: place and radius in points, its kind, how many event-dyads it has and how many of each sign."""

    actor: str
    kind: str
    x: float
    y: float
    radius: float
    count: int
    cooperative: int
    conflictual: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """Events of one sign (+1, -1, 0) between two actors: the curve, its width in points; reciprocal ones have no head."""

    source: str
    target: str
    sign: int
    reciprocal: bool
    count: int
    width: float
    curve: Curve


@dataclass(frozen=True, slots=True)
class Label:
    """An actor's name on the page."""

    text: Text
    placed: Placed


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything on the page."""

    title: str
    subtitle: str
    caption: str
    discs: tuple[Disc, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...]
    widths: tuple[tuple[int, float], ...]


def compose(network: nx.MultiDiGraph[str], *, title: str | None = None, top: int = 40) -> Scene:
    """The picture of a network: its `top` actors by events, all ties between them, and words about the rest."""
    rows = [row for row in strength(network) if row.count][:top]
    drawn = network.subgraph([row.actor for row in rows])
    discs = _discs(rows, drawn)
    arrows = _arrows(drawn, discs)
    names = [str(scalar(row.label)) for row in rows]
    keyed = [not words.legible(name) for name in names]
    texts = [
        _text(key_of(row.actor) if unreadable else name, row.count, rows[0].count)
        for row, name, unreadable in zip(rows, names, keyed, strict=True)
    ]
    placed = _place(discs, texts, arrows)
    labels = [Label(text, spot) for text, spot in zip(texts, placed, strict=True) if spot]
    return Scene(
        title or words.title(network),
        words.subtitle(network, drawn),
        words.caption(network, drawn, unlabelled=len(discs) - len(labels), keyed=sum(keyed)),
        tuple(discs),
        tuple(arrows),
        tuple(labels),
        _scale(arrow.count for arrow in arrows),
    )


def _discs(rows: Sequence[Strength], drawn: nx.MultiDiGraph[str]) -> list[Disc]:
    """The actors' discs, in the order of the rows, laid out."""
    radii = [_radius(row.count, rows[0].count) for row in rows]
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(row.actor for row in rows)
    simple.add_edges_from(acquaintance(drawn).edges())
    points = arrange(simple, radii, _FIELD).tolist()
    return [
        Disc(
            row.actor,
            str(drawn.nodes[row.actor].get("kind") or ""),
            x,
            y,
            radius,
            row.count,
            row.cooperative,
            row.conflictual,
        )
        for row, (x, y), radius in zip(rows, points, radii, strict=True)
    ]


def _radius(count: int, most: int) -> float:
    return round(5.5 + 15.0 * math.sqrt(count / most), 2)


def _text(label: str, count: int, most: int) -> Text:
    size = round(9.6 + 4.6 * math.sqrt(count / most), 1)
    return words.measured(words.wrapped(label), size, bold=count > 0.45 * most)


def _width(count: int, most: int) -> float:
    """From 1.1 points for one event, by the square root, to at most 6; a few events do not make a broad line."""
    broadest = 4.9 * min(1.0, math.sqrt((most - 1) / 14))
    return round(1.1 + (broadest * math.sqrt((count - 1) / (most - 1)) if most > 1 else 0.3), 2)


def _scale(counts: Iterable[int]) -> tuple[tuple[int, float], ...]:
    """Sample widths for the legend: one event, the most, and something between."""
    most = max(counts, default=1)
    samples = sorted({1, max(1, round(most / 3)), most})
    return tuple((count, _width(count, most)) for count in samples)


def _arrows(drawn: nx.MultiDiGraph[str], discs: Sequence[Disc]) -> list[Arrow]:
    """Arrows, the widest first: so thin ones stay visible on top."""
    counts: Counter[tuple[str, str, int, bool]] = Counter()
    for tail, head, data in drawn.edges(data=True):
        coop, conflict, mutual = data["cooperative"], data["conflictual"], bool(data.get("reciprocal"))
        for sign, count in ((1, coop), (-1, conflict), (0, data["count"] - coop - conflict)):
            if count:
                counts[tail, head, sign, mutual] += count
    by_actor = {disc.actor: disc for disc in discs}
    most = max(counts.values(), default=1)
    arrows = []
    for (tail, head, sign, mutual), count in sorted(counts.items()):
        one, other = by_actor[tail], by_actor[head]
        ends = ((one.x, one.y), (other.x, other.y))
        curve = bow(*ends, _bend(sign, math.dist(*ends), mutual=mutual))
        cut = trim(curve, one.radius, other.radius)
        arrows.append(Arrow(tail, head, sign, mutual, count, _width(count, most), cut))
    return sorted(arrows, key=lambda a: (-a.width, a.source, a.target, a.sign, a.reciprocal))


def _bend(sign: int, distance: float, *, mutual: bool) -> float:
    """Reciprocal cooperation runs straight; the others bulge, each by its own measure, so that none hides another.

    A lane is some share of the distance wide, and at least a few points between neighbours.
    """
    lane = {1: 1, -1: 2, 0: 3}[sign]
    side = -1 if mutual and lane == 3 else 1
    lane -= mutual
    return side * max(_BENDS[lane], 2 * _LANE * lane / max(distance, 1.0))


def _place(discs: Sequence[Disc], texts: Sequence[Text], arrows: Sequence[Arrow]) -> list[Placed | None]:
    wanted = [
        Wanted(disc.x, disc.y, disc.radius, text.width, text.height)
        for disc, text in zip(discs, texts, strict=True)
    ]
    ways: list[Points] = [arrow.curve.points() for arrow in arrows]
    return place(wanted, np.concatenate(ways) if ways else np.zeros((0, 2)), PAGE)
