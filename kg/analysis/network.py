"""The actor-relationship network: who acts toward whom, how often, how well or badly, from when to when.

A `networkx.MultiDiGraph`. Nodes are actors, by IRI, with `label`, `kind`, `country` and `sector`. Edges join a source
to a target, one for each class of event between them, keyed by the class:

    event_type   PLOVER class                     reciprocal   True where all parties stand on both sides
    count        how many events                  events       their IRIs, by date
    mean, sum    of intensity (-10 to +10)        first, last  the first and the last day (datetime.date)
    cooperative, conflictual                      how many of the events have intensity above, and below, zero

A reciprocal event (a meeting, a treaty) has no direction. It makes one edge per pair of parties, from the first to the
second in the order of their IRIs, with `reciprocal=True` and the key `"CONSULT reciprocal"`; two edges, one each way,
would count the event twice. Measures take such an edge as going both ways. An event with three parties stands on three
edges, so counts of edges are counts of event-dyads; the number of events is in the graph's attributes:

    level, since, until, types     what was asked for
    events, edges_from             events selected, and those among them that stand on an edge
    without_partner                events with one party, or all of whose parties are one state or actor
    unidentified                   events left out because only an unidentified actor stands on the other side
                                   (as a node it would tie together what has nothing to do with each other)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date as Date

import networkx as nx

from kg.analysis.events import (
    ATTESTED,
    ActorRow,
    EventRow,
    EventTable,
    Level,
    Selection,
    Source,
    actor_iri,
    read_actors,
    read_events,
)
from kg.analysis.ties import Ties, gather, gather_from_columns
from kg.graph import Graph


def actor_network(  # noqa: PLR0913  # options by keyword, as the command has them
    source: Source | EventTable | Iterable[EventRow],
    *,
    since: Date | None = None,
    until: Date | None = None,
    types: Iterable[str] = (),
    actors: Iterable[str] = (),
    level: Level | str = Level.STATE,
    statuses: Iterable[str] = ATTESTED,
) -> nx.MultiDiGraph[str]:
    """The network of some events; the module says what nodes and edges carry.

    Args:
        source: a graph, its store, or events already read (then `level` is theirs).
        since: the first day that counts; an event of several days counts if one of them does.
        until: the last day that counts.
        types: PLOVER classes; none means all.
        actors: keys or IRIs; only edges that touch one of them are kept. None means all.
        level: "state" or "actor".
        statuses: which events count, by how far they are attested; "claimed" and "contested" may be added.

    Returns:
        The network, nodes and edges in sorted order; an actor without an edge is not in it.

    >>> met = EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR"))
    >>> hit = EventRow("e2", "ASSAULT", Date(2022, 2, 24), -9.0, ("RUS",), ("UKR",))
    >>> for edge in actor_network([met, hit]).edges(data="count", keys=True):
    ...     print(edge)
    ('RUS', 'UKR', 'ASSAULT', 1)
    ('RUS', 'UKR', 'CONSULT reciprocal', 1)
    """
    selection = Selection(since, until, tuple(types), tuple(statuses))
    level = source.level if isinstance(source, EventTable) else Level(level)
    ties, counts, described = _gathered(source, level, selection, tuple(actors))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        level=str(level),
        since=since,
        until=until,
        types=selection.types,
        events=counts["events"],
        edges_from=counts["joined"],
        without_partner=counts["alone"],
        unidentified=counts["unidentified"],
    )
    _add_nodes(network, ties, described)
    for (tail, head, key), tie in sorted(ties.items()):
        network.add_edge(tail, head, key=key, **tie.attributes())
    return network


def _gathered(
    source: Source | EventTable | Iterable[EventRow],
    level: Level,
    selection: Selection,
    actors: tuple[str, ...],
) -> tuple[Ties, Counter[str], Mapping[str, ActorRow]]:
    if isinstance(source, Graph):
        wanted = frozenset(actor_iri(name, source.names.base) for name in actors)
        found = gather_from_columns(source, level, selection, wanted)
        if found:
            ends = {end for tail, head, _ in found[0] for end in (tail, head)}
            return (*found, read_actors(source, ends))
    table = _table(source, level, selection)
    chosen = [event for event in table.events if selection.admits(event)]
    return (*gather(chosen, _wanted(actors, table)), table.actors)


def _table(
    source: Source | EventTable | Iterable[EventRow], level: Level | str, selection: Selection
) -> EventTable:
    if isinstance(source, EventTable):
        return source
    if isinstance(source, Source):
        return read_events(source, level=level, selection=selection)
    return EventTable(tuple(sorted(source, key=lambda e: (e.date, e.iri))), {}, Level(level))


def _wanted(actors: Iterable[str], table: EventTable) -> frozenset[str]:
    known = {iri for event in table.events for side in (event.sources, event.targets) for iri in side}
    return frozenset(name if name in known else actor_iri(name) for name in actors)


def _add_nodes(network: nx.MultiDiGraph[str], ties: Ties, actors: Mapping[str, ActorRow]) -> None:
    for iri in sorted({end for tail, head, _ in ties for end in (tail, head)}):
        actor = actors.get(iri) or ActorRow.unknown(iri)
        network.add_node(iri, label=actor.label, kind=actor.kind, country=actor.country, sector=actor.sector)
