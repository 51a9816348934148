"""A scene as SVG or PNG, by matplotlib: the same scene gives the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Polygon, Wedge
from matplotlib.path import Path
from matplotlib.patheffects import Stroke

from kg.export.palette import CONFLICT, COOPERATION, NEITHER
from kg.export.picture.curves import Curve, arrowhead, bow, shorten
from kg.export.picture.scene import HEIGHT, WIDTH, Disc, Label, Scene
from kg.export.picture.words import FONT, LINE, MISSING, Text, measured

PAPER, INK, SOFT, FAINT = "#FCFCFA", "#25313D", "#5B6672", "#D5D9DD"
DOTS_PER_INCH = 160

_COLOURS = {1: COOPERATION, -1: CONFLICT, 0: NEITHER}
_SIDES = {"State": 0, "Organization": 4, "ArmedGroup": 3, "Person": -4, "Population": 6}
_KIND_NAMES = {
    "State": "state",
    "Organization": "organization",
    "ArmedGroup": "armed group",
    "Person": "person",
    "Population": "population",
}
_EIGHTH_TURN = np.array([[1.0, 1.0], [-1.0, 1.0]]) * 0.7425  # and a twentieth larger: squares look small
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "kg",
    "svg.fonttype": "path",
    "font.family": FONT,
    "path.simplify": False,
}


def draw(scene: Scene, form: str) -> bytes:
    """The scene as "svg" or "png"."""
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", MISSING, UserWarning)
        figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72), facecolor=PAPER)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
        axes.axis("off")
        _draw_all(axes, scene)
        out = io.BytesIO()
        metadata = {"Date": None, "Creator": "kg"} if form == "svg" else {"Software": "kg"}
        figure.savefig(out, format=form, dpi=DOTS_PER_INCH, facecolor=PAPER, metadata=metadata)
    return out.getvalue()


def _draw_all(axes: Axes, scene: Scene) -> None:
    for arrow in scene.arrows:
        _draw_arrow(axes, arrow.curve, arrow.sign, arrow.width, headed=not arrow.reciprocal)
    for label in scene.labels:
        if label.placed.leader:
            (x0, y0), (x1, y1) = label.placed.leader
            axes.plot([x0, x1], [y0, y1], color=SOFT, linewidth=0.7, zorder=4)
    for disc in scene.discs:
        _draw_disc(axes, disc)
    for label in scene.labels:
        _draw_label(axes, label)
    _draw_words(axes, scene)
    _draw_legend(axes, scene)


def _draw_arrow(axes: Axes, curve: Curve, sign: int, width: float, *, headed: bool) -> None:
    colour, length = _COLOURS[sign], 5.5 + 1.7 * width
    line = shorten(curve, length * 0.8) if headed else curve
    path = Path([line.start, line.control, line.end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    dashes = {1: "solid", -1: (0, (3.2, 1.3)), 0: (0, (0.9, 1.3))}[sign]
    axes.add_patch(
        PathPatch(
            path,
            fill=False,
            edgecolor=colour,
            linewidth=width,
            linestyle=dashes,
            alpha=0.66 if width < 1.5 else 0.8,
            capstyle="butt",
            zorder=2,
        )
    )
    if headed:
        corners = arrowhead(curve, length, 4.4 + 1.5 * width)
        axes.add_patch(Polygon(corners, closed=True, facecolor=colour, edgecolor="none", zorder=3))


def _draw_disc(axes: Axes, disc: Disc) -> None:
    """A ring divided by the signs of the actor's events, and inside it the shape of its kind."""
    at, ring = (disc.x, disc.y), max(2.6, disc.radius * 0.24)
    axes.add_patch(Circle(at, disc.radius + 1.6, facecolor=PAPER, edgecolor="none", zorder=5))
    shares = [disc.cooperative, disc.count - disc.cooperative - disc.conflictual, disc.conflictual]
    start = 90.0
    for sign, share in zip((1, 0, -1), shares, strict=True):
        turn = 360.0 * share / max(1, disc.count)
        if share:
            axes.add_patch(
                Wedge(
                    at,
                    disc.radius,
                    start,
                    start + turn,
                    width=ring,
                    facecolor=_COLOURS[sign],
                    linewidth=0,
                    zorder=6,
                )
            )
        start += turn
    _draw_kind(axes, at, disc.radius - ring - 1.2, disc.kind)


def _draw_kind(axes: Axes, at: tuple[float, float], radius: float, kind: str) -> None:
    sides = _SIDES.get(kind, 4)
    if sides == 0:
        axes.add_patch(Circle(at, radius, facecolor=INK, edgecolor="none", zorder=7))
        return
    corners = np.asarray(Path.unit_regular_polygon(abs(sides)).vertices, dtype=float) * radius
    if sides == 4:
        corners = corners @ _EIGHTH_TURN
    axes.add_patch(Polygon(corners + at, closed=True, facecolor=INK, edgecolor="none", zorder=7))


def _draw_label(axes: Axes, label: Label) -> None:
    box = label.placed.box
    _write(axes, ((box.left + box.right) / 2, box.top - 1), label.text, "center")


def _write(axes: Axes, at: tuple[float, float], text: Text, align: str, *, colour: str = INK) -> None:
    """Lines of type under a point: to its right ("left"-aligned) or about it ("center"), each over its halo."""
    halo = {"color": PAPER, "path_effects": [Stroke(linewidth=2.6, foreground=PAPER, alpha=0.92)]}
    for number, line in enumerate(text.lines):
        for look in (halo, {"color": colour}):
            axes.text(
                at[0],
                at[1] - text.size * (LINE * number + 0.88),
                line,
                size=text.size,
                weight="bold" if text.bold else "normal",
                ha=align,
                va="baseline",
                parse_math=False,
                zorder=9,
                **look,
            )


def _draw_words(axes: Axes, scene: Scene) -> None:
    _write(axes, (40, HEIGHT - 30), measured([scene.title], 23, bold=True), "left")
    _write(axes, (40, HEIGHT - 63), measured([scene.subtitle], 12.5), "left", colour=SOFT)
    if scene.caption:
        _write(axes, (40, 34), measured([scene.caption], 9.5), "left", colour=SOFT)


# ---------------------------------------------------------------- legend


def _draw_legend(axes: Axes, scene: Scene) -> None:
    """One row under the picture: signs and lines, widths, rings, shapes of the kinds that occur."""
    axes.plot([40, WIDTH - 40], [104, 104], color=FAINT, linewidth=0.8)
    x = _legend_signs(axes, 40.0, scene)
    x = _legend_widths(axes, x, scene.widths)
    x = _legend_ring(axes, x)
    _legend_kinds(axes, x, scene)


_ROWS = (84.0, 62.0)


def _entry(axes: Axes, x: float, y: float, words: str) -> float:
    text = measured([words], 10)
    _write(axes, (x, y + 5.4), text, "left")
    return x + text.width


def _legend_signs(axes: Axes, x: float, scene: Scene) -> float:
    """Cooperation over conflict, then what is neither (if it occurs) over what is mutual."""
    neither = any(arrow.sign == 0 for arrow in scene.arrows)
    entries = [(1, True, "cooperation"), (-1, True, "conflict")]
    entries += [(0, True, "neither"), (1, False, "no head: mutual")][0 if neither else 1 :]
    ends = [x]
    for number, (sign, headed, words) in enumerate(entries):
        if number == 2:
            x = max(ends) + 18
        y = _ROWS[number % 2]
        _draw_arrow(axes, bow((x, y - 1), (x + 40, y - 1), 0.0), sign, 2.2, headed=headed)
        ends.append(_entry(axes, x + 47, y, words))
    return max(ends) + 26


def _legend_widths(axes: Axes, x: float, widths: Sequence[tuple[int, float]]) -> float:
    start = x
    for _, width in widths:
        axes.plot([x, x + 30], [_ROWS[0] - 1] * 2, color=SOFT, linewidth=width, solid_capstyle="butt")
        x += 40
    x = start
    for count, _ in widths:
        text = measured([f"{count:,}"], 10)
        _write(axes, (x + 15, _ROWS[1] + 5.4), text, "center")
        x += 40
    return _entry(axes, x + 2, _ROWS[1], "events") + 24


def _legend_ring(axes: Axes, x: float) -> float:
    _draw_disc(axes, Disc("", "State", x + 13, (_ROWS[0] + _ROWS[1]) / 2, 13, 10, 6, 4))
    first = _entry(axes, x + 33, _ROWS[0], "ring: share of cooperation and conflict")
    return max(first, _entry(axes, x + 33, _ROWS[1], "size: number of events")) + 24


def _legend_kinds(axes: Axes, x: float, scene: Scene) -> None:
    kinds = [kind for kind in _SIDES if any(disc.kind == kind for disc in scene.discs)]
    if len(kinds) < 2:
        return
    for number, kind in enumerate(kinds):
        column, row = divmod(number, 2)
        at = (x + 6 + column * 100, _ROWS[row] - 1)
        _draw_kind(axes, at, 5.5, kind)
        _entry(axes, at[0] + 12, _ROWS[row], _KIND_NAMES[kind])
