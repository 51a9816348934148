"""What stands on the edges of a network: events added up by who acts toward whom, and in which class.

Two ways to the same figures: event by event, for events given as rows; and in one question to a graph's columns, for
graphs whose events are too many to be read one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date

from kg.analysis.events import ADMITTED, SIDES, EventRow, Level, Selection, asked
from kg.graph import Graph
from kg.model import UNIDENTIFIED


@dataclass(slots=True)
class Tie:
    """One edge: how many events, their IRIs by date, intensity in sum, and from when to when."""

    event_type: str
    reciprocal: bool
    first: Date
    last: Date
    total: float = 0.0
    cooperative: int = 0
    conflictual: int = 0
    events: list[str] = field(default_factory=list)

    def add(self, event: EventRow) -> None:
        """Count one more event."""
        self.events.append(event.iri)
        self.total += event.intensity
        self.cooperative += event.intensity > 0
        self.conflictual += event.intensity < 0
        self.first = min(self.first, event.date)
        self.last = max(self.last, event.last)

    def attributes(self) -> dict[str, object]:
        """What the edge carries; `kg.analysis.network` says what it means."""
        count, total = len(self.events), round(self.total, 6)
        return {
            "event_type": self.event_type,
            "reciprocal": self.reciprocal,
            "count": count,
            "mean": round(self.total / count, 6),
            "sum": total,
            "cooperative": self.cooperative,
            "conflictual": self.conflictual,
            "first": self.first,
            "last": self.last,
            "events": self.events,
        }


Ties = dict[tuple[str, str, str], Tie]
"""Ties by tail, head and key of the edge."""

_NOBODY = f"/{UNIDENTIFIED}"


def edge_key(event_type: str, *, reciprocal: bool) -> str:
    """What tells the edges between two actors apart.

    >>> edge_key("CONSULT", reciprocal=True)
    'CONSULT reciprocal'
    """
    return f"{event_type} reciprocal" if reciprocal else event_type


def gather(events: Iterable[EventRow], wanted: frozenset[str]) -> tuple[Ties, Counter[str]]:
    """The ties of some events, and how many events there were, joined some actors, had no partner, or only nobody.

    `wanted` are IRIs of which a tie must touch one; none means all.
    """
    ties: Ties = {}
    counts: Counter[str] = Counter()
    for event in events:
        pairs = list(event.dyads())
        named = [pair for pair in pairs if not any(end.endswith(_NOBODY) for end in pair)]
        kept = [pair for pair in named if not wanted or pair[0] in wanted or pair[1] in wanted]
        counts["events"] += 1
        counts["alone"] += not pairs
        counts["unidentified"] += bool(pairs) and not named
        counts["joined"] += bool(kept)
        for pair in kept:
            _tie(ties, pair, event).add(event)
    return ties, counts


def _tie(ties: Ties, pair: tuple[str, str], event: EventRow) -> Tie:
    reciprocal = event.reciprocal
    key = (*pair, edge_key(event.event_type, reciprocal=reciprocal))
    tie = ties.get(key)
    if tie is None:
        tie = ties[key] = Tie(event.event_type, reciprocal, event.date, event.last)
    return tie


# ---------------------------------------------------------------- from columns

_PAIRS = """
WITH chosen AS (
  SELECT event, type, date, coalesce("end", date) AS last, intensity, {source} AS sources, {target} AS targets,
         len({source}) > 1 AND (len({target}) = 0 OR {target} = {source}) AS reciprocal
  FROM events WHERE {admitted}),
sides AS (SELECT *, unnest(sources) AS a, CASE WHEN reciprocal THEN sources ELSE targets END AS others FROM chosen),
pairs AS (SELECT * FROM (SELECT *, unnest(others) AS b FROM sides) WHERE CASE WHEN reciprocal THEN a < b ELSE a <> b END),
named AS (SELECT * FROM pairs WHERE a <> $nobody AND b <> $nobody),
kept AS (SELECT * FROM named WHERE len($wanted) = 0 OR list_contains($wanted, a) OR list_contains($wanted, b))
"""

_TIES = """
SELECT a, b, type, reciprocal, min(date), max(last), sum(intensity)::DOUBLE, count_if(intensity > 0), count_if(intensity < 0),
       list(event ORDER BY date, event)
FROM kept GROUP BY a, b, type, reciprocal"""

_COUNTS = """
SELECT (SELECT count(*) FROM chosen), (SELECT count(DISTINCT event) FROM pairs), (SELECT count(DISTINCT event) FROM named),
       (SELECT count(DISTINCT event) FROM kept)"""


def gather_from_columns(
    graph: Graph, level: Level, selection: Selection, wanted: frozenset[str]
) -> tuple[Ties, Counter[str]] | None:
    """As `gather`, of a graph's events that a selection admits; None where the graph has no columns."""
    columns, names = graph.columns(), graph.names
    if columns is None:
        return None
    source, target = SIDES[level]
    pairs = _PAIRS.format(source=source, target=target, admitted=ADMITTED)
    given = asked(selection)
    given |= {"nobody": f"actor:{UNIDENTIFIED}", "wanted": sorted(map(names.short, wanted))}
    found, counted = columns.ask(pairs + _TIES, given), columns.ask(pairs + _COUNTS, given)
    if found is None or counted is None:
        return None
    start = names.of("event", "").value
    ties: Ties = {}
    for a, b, kind, reciprocal, first, last, total, good, bad, events in found[1]:
        event_type = kind.removeprefix("plover:")
        iris = [start + event[3:] for event in events]  # without its "ev:"
        key = (names.whole(a), names.whole(b), edge_key(event_type, reciprocal=reciprocal))
        ties[key] = Tie(event_type, reciprocal, first, last, total, good, bad, iris)
    events, paired, named, joined = counted[1][0]
    counts = Counter(events=events, alone=events - paired, unidentified=paired - named, joined=joined)
    return ties, counts


__all__ = ["Tie", "Ties", "edge_key", "gather", "gather_from_columns"]
