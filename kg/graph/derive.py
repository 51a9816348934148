"""The derived layers, made from what the articles say and what the reference data knows.

    articles' graphs + descriptions -> graph/kb, graph/actors -> graph/events -> graph/rollup, graph/edges

Each layer is a function of the layers before it, and is computed whole; the store writes only the difference to what
stands there. Fusion never looks beyond a class, so a later incremental version can redo the touched blocks alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date

from pyoxigraph import NamedNode, Quad

from kg.graph.accounts import Account, Facts, Library, accounts
from kg.graph.descriptions import bare_state
from kg.graph.fusion import Event, event_quads, fuse
from kg.graph.clusters import clusters
from kg.graph.identity import Sketch, sketch
from kg.graph.kb import Background
from kg.graph.names import Names, gev
from kg.graph.rollup import Parties, Standings, edge_quads, rollup_quads
from kg.model import Actor

Layers = Mapping[str, set[Quad]]
"""Quads of each derived graph, by the graph's name."""


def describe(
    needed: Iterable[NamedNode],
    descriptions: Mapping[NamedNode, Iterable[Quad]],
    background: Background,
    names: Names,
) -> Layers:
    """What every named actor, place and program is: from the reference data, else from the articles.

    `descriptions` holds the articles' own, by subject. A state that is only known by its code is described by it.
    """
    keys = {iri: names.key(iri.value, "actor") for iri in needed}
    unknown = [iri for iri, key in keys.items() if not background.knows(key)]
    told = {quad for iri in unknown for quad in descriptions.get(iri, ())}
    states = {
        quad.object
        for quad in told
        if quad.predicate == gev("ofState") and isinstance(quad.object, NamedNode)
    }
    kb = background.quads([*keys.values(), *(names.key(state.value, "actor") for state in states)])
    states |= {
        quad.object for quad in kb if quad.predicate == gev("ofState") and isinstance(quad.object, NamedNode)
    }
    described = {quad.subject for quad in told | kb}
    for state in states - described:
        kb |= set(bare_state(state, names))
    return {"kb": kb, "actors": told}


def interpret(statements: Iterable[Quad], names: Names) -> Layers:
    """Events, their roll-up and the plain edges, from mentions and descriptions."""
    facts = Facts(statements)
    standings = Standings(facts)
    events = fused(accounts(facts, Library(facts, names), names), standings, names)
    layers: dict[str, set[Quad]] = {"events": set(), "rollup": set(), "edges": set()}
    for event in events:
        parties = _parties(event, names)
        layers["events"].update(event_quads(event, names))
        layers["rollup"].update(rollup_quads(parties, standings, names))
        layers["edges"].update(edge_quads(parties, standings, names))
    return layers


def fused(said: Iterable[Account], standings: Standings, names: Names) -> list[Event]:
    """The events that some mentions are about."""

    def states_on(actor: Actor, day: Date) -> frozenset[str]:
        states = standings.states([names.of("actor", actor.key).value], day)
        return frozenset(names.key(state, "actor") for state in states)

    def states_of(item: Sketch) -> Mapping[str, frozenset[str]]:
        mention = item.mention
        actors = (*mention.sources, *mention.targets, *mention.mediators, *mention.hosts)
        return {actor.key: states_on(actor, item.when.date) for actor in actors}

    return fuse(clusters([sketch(account, states_on) for account in said]), states_of)


def _parties(event: Event, names: Names) -> Parties:
    def iris(actors: Iterable[Actor]) -> tuple[str, ...]:
        return tuple(names.of("actor", actor.key).value for actor in actors)

    return Parties(
        names.of("event", event.key),
        event.event_type,
        event.when.date,
        iris(event.sources),
        iris(event.targets),
        iris((*event.mediators, *event.hosts)),
        event.status == "attested",
    )


def named_in(triples: Iterable[Quad], names: Names) -> set[NamedNode]:
    """The actors, places and programs that articles' quads lead to."""
    spaces = tuple(names.of(kind, "").value for kind in ("actor", "place", "software"))
    found = {quad.object for quad in triples if isinstance(quad.object, NamedNode)}
    return {iri for iri in found if iri.value.startswith(spaces)}


DERIVED = ("kb", "actors", "events", "rollup", "edges")
