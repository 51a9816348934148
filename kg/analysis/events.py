"""Events as rows: what networks, measures and series are computed from.

One query reads them from a graph; a user may as well make them from a table of their own. Who acts is given as IRIs,
at one of two levels: the actors as they are named, or the states that they act for on the day of the event
(`gev:sourceState`, `gev:targetState`; see docs on the roll-up). Mediators are never rolled up: that a state's citizen
mediates does not make the state a mediator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from kg.graph import Graph
from kg.graph.names import BASE, GEV, PLOVER, RDFS, VOCAB, XSD
from kg.graph.remote import Remote, RemoteStore
from kg.model import ActorKind

Source = Graph | Remote | RemoteStore | Store
"""A graph in a folder or behind an endpoint, or a store."""


class Level(StrEnum):
    """Whose relations: those of the actors as named, or of the states that they act for."""

    STATE = "state"
    ACTOR = "actor"


ATTESTED = ("attested",)
"""The statuses that count unless the caller says otherwise: what an article affirms in its own voice."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One fused event: class, first and last day, intensity (-10 conflict to +10 cooperation), and who took part.

    An event without targets and with several sources is reciprocal: they met, they signed.
    """

    iri: str
    event_type: str
    date: Date
    intensity: float
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    end: Date | None = None
    status: str = "attested"

    @property
    def reciprocal(self) -> bool:
        """Whether all parties stand on both sides.

        The roll-up copies a reciprocal event's states to the side of the targets, so equal sides count as well.

        >>> EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR")).reciprocal
        True
        """
        return len(self.sources) > 1 and (not self.targets or set(self.targets) == set(self.sources))

    @property
    def last(self) -> Date:
        """The last day.

        >>> EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS",), end=Date(2026, 2, 18)).last
        datetime.date(2026, 2, 18)
        """
        return self.end or self.date

    def dyads(self) -> Iterator[tuple[str, str]]:
        """Who stands to whom: each source to each target; of a reciprocal event each pair once, in sorted order.

        >>> list(EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR")).dyads())
        [('RUS', 'UKR')]
        >>> list(EventRow("e2", "AID", Date(2026, 2, 17), 7.0, ("POL", "DEU"), ("UKR",)).dyads())
        [('DEU', 'UKR'), ('POL', 'UKR')]
        """
        sources = sorted(set(self.sources))
        if self.reciprocal:
            yield from combinations(sources, 2)
        else:
            yield from ((a, b) for a, b in product(sources, sorted(set(self.targets))) if a != b)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Who an actor is: name, class of the ontology, key of its state ("UKR"), PLOVER sector ("GOV")."""

    iri: str
    label: str
    kind: str | None = None
    country: str | None = None
    sector: str | None = None

    @classmethod
    def unknown(cls, iri: str) -> ActorRow:
        """An actor that nothing describes: labelled by the last part of its IRI.

        >>> ActorRow.unknown("https://w3id.org/gev/id/actor/x-envoy").label
        'x-envoy'
        """
        return cls(iri, key_of(iri))


@dataclass(frozen=True, slots=True)
class EventTable:
    """Events, sorted by date and IRI, with the actors named in them."""

    events: tuple[EventRow, ...]
    actors: Mapping[str, ActorRow] = field(default_factory=dict)
    level: Level = Level.STATE


@dataclass(frozen=True, slots=True)
class Selection:
    """Which events count. Dates include both ends, and an event of several days counts if one of them does.

    `types` are PLOVER classes ("ASSAULT"); empty means all. `statuses` as in the ontology's vocabulary.
    """

    since: Date | None = None
    until: Date | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ATTESTED

    def admits(self, event: EventRow) -> bool:
        """Whether the event counts.

        >>> event = EventRow("e1", "CONSULT", Date(2026, 2, 27), 1.0, ("RUS", "UKR"), end=Date(2026, 3, 2))
        >>> Selection(since=Date(2026, 3, 1)).admits(event), Selection(types=("AID",)).admits(event)
        (True, False)
        """
        return (
            (self.since is None or event.last >= self.since)
            and (self.until is None or event.date <= self.until)
            and (not self.types or event.event_type in self.types)
            and event.status in self.statuses
        )


def key_of(iri: str) -> str:
    """The last part of an IRI.

    >>> key_of("https://w3id.org/gev/id/actor/UKR")
    'UKR'
    """
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]


def actor_iri(name: str, base: str = BASE) -> str:
    """The IRI of an actor, given that or its key.

    >>> actor_iri("UKR")
    'https://w3id.org/gev/id/actor/UKR'
    """
    return name if "://" in name else f"{base}actor/{name}"


def read_events(
    source: Source, *, level: Level | str = Level.STATE, selection: Selection | None = None
) -> EventTable:
    """The events of a graph that the selection admits, at one level, with the actors named in them.

    A graph that is open for writing is brought up to date first.

    >>> read_events(Store()).events
    ()
    """
    level = Level(level)
    store = _store(source)
    chosen = selection or Selection()
    events = _rows_from_columns(source, level, chosen)
    if events is None:
        events = _read_rows(store, level, chosen)
    named = {a for event in events for side in (event.sources, event.targets, event.mediators) for a in side}
    return EventTable(tuple(events), read_actors(store, named), level)


def read_actors(source: Source, wanted: Iterable[str]) -> dict[str, ActorRow]:
    """Who the wanted actors (IRIs) are, by IRI, sorted; one that nothing describes is labelled by its key.

    >>> read_actors(Store(), ["actor/UKR"])["actor/UKR"].label
    'UKR'
    """
    described = _described_actors(_store(source))
    return {iri: described.get(iri) or ActorRow.unknown(iri) for iri in sorted(set(wanted))}


# ---------------------------------------------------------------- columns

SIDES = {Level.STATE: ("source_state", "target_state"), Level.ACTOR: ("source", "target")}
"""The columns of who acts and on whom."""

ADMITTED = """list_contains($statuses, status) AND (len($types) = 0 OR list_contains($types, type))
  AND ($since::DATE IS NULL OR coalesce("end", date) >= $since::DATE) AND ($until::DATE IS NULL OR date <= $until::DATE)"""
"""What a selection admits, in SQL over a graph's columns."""

_ROWS = """SELECT event, type, date, intensity::DOUBLE, {source}, {target}, mediator, "end", status
FROM events WHERE {admitted} ORDER BY date, event"""


def asked(selection: Selection) -> dict[str, Any]:
    """A selection as the parameters of `ADMITTED`.

    >>> asked(Selection(types=("AID",)))["types"]
    ['plover:AID']
    """
    return {
        "since": selection.since,
        "until": selection.until,
        "types": [f"plover:{name}" for name in selection.types],
        "statuses": [f"v:{name}" for name in selection.statuses],
    }


def _rows_from_columns(source: Source, level: Level, selection: Selection) -> list[EventRow] | None:
    """The events by way of the graph's columns; None where it has none."""
    columns = source.columns() if isinstance(source, Graph) else None
    if columns is None or not isinstance(source, Graph):
        return None
    one, other = SIDES[level]
    found = columns.ask(_ROWS.format(source=one, target=other, admitted=ADMITTED), asked(selection))
    if found is None:
        return None
    long = lru_cache(maxsize=100_000)(source.names.whole)

    def actors(short: list[str]) -> tuple[str, ...]:
        return tuple(sorted(map(long, short)))

    return [
        EventRow(
            long(event),
            kind.removeprefix("plover:"),
            date,
            intensity,
            actors(sources),
            actors(targets),
            actors(brokers),
            end,
            status.removeprefix("v:"),
        )
        for event, kind, date, intensity, sources, targets, brokers, end, status in found[1]
    ]


# ---------------------------------------------------------------- queries

_ROLES = {
    Level.STATE: {"source": "sourceState", "target": "targetState", "mediator": "mediator"},
    Level.ACTOR: {"source": "source", "target": "target", "mediator": "mediator"},
}

_EVENTS = """
SELECT ?event ?type ?status ?date ?end ?intensity ?role ?actor WHERE {{
  VALUES ?status {{ {statuses} }}
  ?event <{gev}status> ?status ; <{gev}eventType> ?type ; <{gev}date> ?date ; <{gev}intensity> ?intensity .
  {types}
  OPTIONAL {{ ?event <{gev}endDate> ?end }}
  {period}
  OPTIONAL {{ {{ {roles} }} }}
}}"""

_ACTORS = """
SELECT ?actor ?label ?kind ?state ?sector WHERE {{
  VALUES ?kind {{ {kinds} }}
  ?actor a ?kind ; <{rdfs}label> ?label .
  OPTIONAL {{ ?actor <{gev}ofState> ?state }}
  OPTIONAL {{ ?actor <{gev}sector> ?sector }}
}}"""


def _store(source: Source) -> Store | RemoteStore:
    if isinstance(source, Store | RemoteStore):
        return source
    source.commit()
    return source.store


def _terms(space: str, names: Iterable[str]) -> str:
    return " ".join(str(NamedNode(space + name)) for name in names)


def _period(selection: Selection) -> str:
    day = NamedNode(XSD + "date")
    bounds = []
    if selection.until:
        bounds.append(f"?date <= {Literal(selection.until.isoformat(), datatype=day)}")
    if selection.since:
        bounds.append(f"COALESCE(?end, ?date) >= {Literal(selection.since.isoformat(), datatype=day)}")
    return f"FILTER({' && '.join(bounds)})" if bounds else ""


def _events_query(level: Level, selection: Selection) -> str:
    roles = " UNION ".join(
        f'{{ ?event <{GEV}{local}> ?actor BIND("{role}" AS ?role) }}' for role, local in _ROLES[level].items()
    )
    types = f"VALUES ?type {{ {_terms(PLOVER, selection.types)} }}" if selection.types else ""
    return _EVENTS.format(
        gev=GEV,
        statuses=_terms(VOCAB, selection.statuses),
        types=types,
        period=_period(selection),
        roles=roles,
    )


def _solutions(store: Store | RemoteStore, text: str) -> QuerySolutions:
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)  # noqa: S101  # a SELECT gives solutions
    return found


def _text(row: QuerySolution, name: str) -> str | None:
    value = row[name]
    return None if value is None else str(getattr(value, "value", value))


class _Parts:
    """The rows of one event, gathered."""

    __slots__ = ("fixed", "roles")

    def __init__(self, row: QuerySolution) -> None:
        self.fixed = row
        self.roles: dict[str, set[str]] = {"source": set(), "target": set(), "mediator": set()}

    def event(self, iri: str) -> EventRow:
        row, end = self.fixed, _text(self.fixed, "end")
        return EventRow(
            iri,
            (_text(row, "type") or "").removeprefix(PLOVER),
            Date.fromisoformat(_text(row, "date") or ""),
            float(_text(row, "intensity") or 0),
            tuple(sorted(self.roles["source"])),
            tuple(sorted(self.roles["target"])),
            tuple(sorted(self.roles["mediator"])),
            Date.fromisoformat(end) if end else None,
            (_text(row, "status") or "").removeprefix(VOCAB),
        )


def _read_rows(store: Store | RemoteStore, level: Level, selection: Selection) -> list[EventRow]:
    gathered: dict[str, _Parts] = {}
    for row in _solutions(store, _events_query(level, selection)):
        iri = _text(row, "event") or ""
        parts = gathered.get(iri)
        if parts is None:
            parts = gathered[iri] = _Parts(row)
        role, actor = _text(row, "role"), _text(row, "actor")
        if role and actor:
            parts.roles[role].add(actor)
    events = (parts.event(iri) for iri, parts in gathered.items())
    return sorted(events, key=lambda event: (event.date, event.iri))


def _described_actors(store: Store | RemoteStore) -> dict[str, ActorRow]:
    rows = sorted(
        tuple(_text(row, name) or "" for name in ("actor", "kind", "label", "state", "sector"))
        for row in _solutions(store, _ACTORS.format(kinds=_terms(GEV, ActorKind), rdfs=RDFS, gev=GEV))
    )
    found: dict[str, ActorRow] = {}
    for iri, kind, label, state, sector in rows:
        row = ActorRow(
            iri,
            label,
            kind.removeprefix(GEV),
            key_of(state) if state else None,
            sector.removeprefix(f"{PLOVER}sector-") or None,
        )
        found.setdefault(iri, row)
    return found
