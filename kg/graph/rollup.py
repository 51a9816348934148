"""Actors rolled up to states and sectors as of a day, and the plain edges: the rules of queries/views in Python.

An office held on the day decides; else the actor's own state and sector. A state is always of itself. A person whose
offices on the day are all in bodies of no state (the Secretary-General) acts for no state, whatever the passport says.
`queries/views/rollup.rq` says the same in SPARQL, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date

from pyoxigraph import NamedNode, Quad

from kg.graph.accounts import Facts
from kg.graph.names import ACT, GEV, ORG, SCHEMA, TYPE, Names, gev

_OPEN_START, _OPEN_END = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Tie:
    """An affiliation: the state of the body (if it has one), the sector, and the first and last day (ISO)."""

    state: str | None
    sector: str | None
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The states that an actor acts for on a day, and the sectors it acts in (IRIs, sorted)."""

    states: tuple[str, ...]
    sectors: tuple[str, ...]


class Standings:
    """Where every actor stands on a day, by the descriptions and affiliations in the graph."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._ties: dict[str, list[Tie]] = {}
        self._known: dict[tuple[str, str], Standing] = {}

    def _ties_of(self, actor: str) -> list[Tie]:
        found = self._ties.get(actor)
        if found is None:
            held = self._facts.subjects(ORG + "member", actor)
            found = self._ties[actor] = [self._tie(affiliation) for affiliation in held]
        return found

    def _tie(self, affiliation: str) -> Tie:
        facts = self._facts
        body = facts.need(affiliation, ORG + "organization")
        return Tie(
            facts.one(body, GEV + "ofState"),
            facts.one(affiliation, GEV + "sector"),
            facts.one(affiliation, SCHEMA + "validFrom") or _OPEN_START,
            facts.one(affiliation, SCHEMA + "validThrough") or _OPEN_END,
        )

    def on(self, actor: str, day: Date) -> Standing:
        """Where the actor (an IRI) stands on the day."""
        key = (actor, day.isoformat())
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(*key)
        return found

    def _read(self, actor: str, day: str) -> Standing:
        facts = self._facts
        own = Standing(tuple(facts.all(actor, GEV + "ofState")), tuple(facts.all(actor, GEV + "sector")))
        kinds = facts.all(actor, TYPE.value)
        ties = [tie for tie in self._ties_of(actor) if tie.start <= day <= tie.end]
        if not ties or GEV + "State" in kinds:
            return own
        person = GEV + "Person" in kinds
        states = {state for tie in ties for state in ((tie.state,) if tie.state or person else own.states)}
        sectors = {sector for tie in ties for sector in ((tie.sector,) if tie.sector else own.sectors)}
        return Standing(tuple(sorted(filter(None, states))), tuple(sorted(filter(None, sectors))))

    def states(self, actors: Iterable[str], day: Date) -> frozenset[str]:
        """The states that some actors act for on the day."""
        return frozenset(state for actor in actors for state in self.on(actor, day).states)

    def sectors(self, actors: Iterable[str], day: Date) -> frozenset[str]:
        """The sectors that some actors act in on the day."""
        return frozenset(sector for actor in actors for sector in self.on(actor, day).sectors)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part in an event, as IRIs, and on which day."""

    event: NamedNode
    event_type: str
    day: Date
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    others: tuple[str, ...]
    attested: bool


def rollup_quads(parties: Parties, standings: Standings, names: Names) -> Iterator[Quad]:
    """Participants, states and sectors of one event; a reciprocal event's sources count as targets too."""
    graph, event = names.graph("rollup"), parties.event
    received_by = parties.targets or parties.sources
    for actor in sorted({*parties.sources, *parties.targets, *parties.others}):
        yield Quad(event, gev("participant"), NamedNode(actor), graph)
    for side, actors in (("source", parties.sources), ("target", received_by)):
        for state in sorted(standings.states(actors, parties.day)):
            yield Quad(event, gev(f"{side}State"), NamedNode(state), graph)
        for sector in sorted(standings.sectors(actors, parties.day)):
            yield Quad(event, gev(f"{side}Sector"), NamedNode(sector), graph)


def edge_quads(parties: Parties, standings: Standings, names: Names) -> Iterator[Quad]:
    """One plain edge per dyad of an attested event, between the actors and between their states."""
    if not parties.attested:
        return
    graph, act = names.graph("edges"), NamedNode(ACT + parties.event_type.lower())
    received_by = parties.targets or parties.sources
    ends = {(a, b) for a in parties.sources for b in parties.targets}
    states = [sorted(standings.states(side, parties.day)) for side in (parties.sources, received_by)]
    ends |= {(a, b) for a in states[0] for b in states[1]}
    for a, b in sorted(ends):
        if a != b:
            yield Quad(NamedNode(a), act, NamedNode(b), graph)
