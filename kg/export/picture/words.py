"""The words on a picture: names broken into lines and measured, title, period and numbers, what is left out."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from functools import cache

import networkx as nx
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextToPath

FONT = "DejaVu Sans"
LINE = 1.16
"""Distance of lines, in sizes of the type."""

MISSING = "Glyph .* missing from"
"""What matplotlib warns of where the font lacks a letter; names are looked at before, titles are the caller's own."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_LINE_LENGTH = 20
_LINES = 3


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of type with their measures in points."""

    lines: tuple[str, ...]
    size: float
    bold: bool
    width: float
    height: float


def wrapped(name: str) -> tuple[str, ...]:
    """A name in lines of about 20 characters, three at most; what is longer ends in an ellipsis.

    >>> wrapped("Organization of the Petroleum Exporting Countries")
    ('Organization of the', 'Petroleum Exporting', 'Countries')
    """
    plain = " ".join(name.split())
    lines = textwrap.wrap(plain, _LINE_LENGTH, max_lines=_LINES, placeholder=" …")
    return tuple(lines) or ("?",)


def measured(lines: Iterable[str], size: float, *, bold: bool = False) -> Text:
    """Lines with the width and height that they take on the page, halo included."""
    kept = tuple(lines)
    width = max(_width(line, size, bold) for line in kept)
    return Text(kept, size, bold, round(width + 4, 2), round(size * LINE * len(kept) + 2, 2))


@cache
def _width(line: str, size: float, bold: bool) -> float:
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", MISSING, UserWarning)
        width, _, _ = TextToPath().get_text_width_height_descent(line, font, ismath=False)
    return float(width)


def legible(name: str) -> bool:
    """Whether the font has every letter of a name.

    >>> legible("Україна"), legible("\N{CJK UNIFIED IDEOGRAPH-5317}")
    (True, False)
    """
    font = get_font(findfont(FontProperties(family=FONT)))
    return all(font.get_char_index(ord(letter)) for letter in name if not letter.isspace())


def day(date: Date) -> str:
    """A date for people, in English whatever the locale.

    >>> day(Date(2026, 2, 18))
    '18 February 2026'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def title(network: nx.MultiDiGraph[str]) -> str:
    """What is drawn.

    >>> title(nx.MultiDiGraph(level="state"))
    'Who deals with whom: states'
    """
    return "Who deals with whom: states" if network.graph.get("level") == "state" else "Who deals with whom"


def subtitle(network: nx.MultiDiGraph[str], drawn: nx.MultiDiGraph[str]) -> str:
    """Period and numbers of what is drawn.

    >>> from datetime import date as Date
    >>> network = nx.MultiDiGraph([("a", "b", {"events": ["e1"], "first": Date(2026, 2, 17), "last": Date(2026, 2, 18)})])
    >>> subtitle(network, network)
    '17 February 2026 – 18 February 2026  ·  1 event  ·  2 actors'
    """
    dates = [date for _, _, data in drawn.edges(data=True) for date in (data["first"], data["last"])]
    period = [f"{day(min(dates))} – {day(max(dates))}"] if dates else []
    if dates and min(dates) == max(dates):
        period = [day(min(dates))]
    types = network.graph.get("types") or ()
    return "  ·  ".join(
        [
            *period,
            number(len(events(drawn)), "event"),
            number(len(drawn), "actor"),
            *([", ".join(types)] if types else []),
        ]
    )


def caption(
    network: nx.MultiDiGraph[str], drawn: nx.MultiDiGraph[str], *, unlabelled: int = 0, keyed: int = 0
) -> str:
    """How arrows run, and what is left out.

    >>> network = nx.MultiDiGraph([("a", "b", {"events": ["e1"]})])
    >>> caption(network, network, unlabelled=1)
    'Arrows lead from who acts to whom it is done. 1 actor without room for a name.'
    """
    parts = ["Arrows lead from who acts to whom it is done."]
    others = len(network) - len(drawn)
    if others:
        lost = len(events(network)) - len(events(drawn))
        parts.append(
            f"Drawn: the {len(drawn)} actors with the most events; {number(others, 'other')} and "
            f"{number(lost, 'event')} with them are left out."
        )
    alone = network.graph.get("without_partner", 0) + network.graph.get("unidentified", 0)
    if alone:
        within = "within one state or " if network.graph.get("level") == "state" else ""
        parts.append(f"Not shown: {number(alone, 'event')} {within}with no named other side.")
    if unlabelled:
        parts.append(f"{number(unlabelled, 'actor')} without room for a name.")
    if keyed:
        parts.append(f"{number(keyed, 'name')} in letters that the font lacks: given by key.")
    return " ".join(parts)


def number(count: int, noun: str) -> str:
    """A count with its noun.

    >>> number(1, "event"), number(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def events(network: nx.MultiDiGraph[str]) -> set[str]:
    """The IRIs of the events behind a network's edges.

    >>> sorted(events(nx.MultiDiGraph([("a", "b", {"events": ["e1", "e2"]})])))
    ['e1', 'e2']
    """
    return {event for _, _, data in network.edges(data=True) for event in data["events"]}
