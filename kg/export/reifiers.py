"""Plain edges that say which event they stand for, by RDF 1.2: `ev:1 rdf:reifies <<( actor:RUS act:consult actor:UKR )>>`.

So a reader of the plain edges (which say that something happened) finds the events behind each (when, where, who says
so). Written by TriG and N-Quads; tools of RDF 1.1 cannot read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, Triple

from kg.graph.names import ACT, PLOVER, RDF, Names, gev

REIFIES = NamedNode(RDF + "reifies")
_SIDES = {gev("source"): 0, gev("sourceState"): 0, gev("target"): 1, gev("targetState"): 1}


def with_reifiers(quads: Iterable[Quad], names: Names) -> list[Quad]:
    """The quads, and for every plain edge the events that it stands for.

    >>> with_reifiers([], Names())
    []
    """
    listed = list(quads)
    graph = names.graph("edges")
    edges = {(q.subject, q.predicate, q.object) for q in listed if q.graph_name == graph}
    sides: dict[NamedNode, tuple[set[NamedNode], set[NamedNode]]] = defaultdict(lambda: (set(), set()))
    acts: dict[NamedNode, NamedNode] = {}
    events = names.of("event", "").value
    for quad in listed:
        subject, value = quad.subject, quad.object
        if not (
            isinstance(subject, NamedNode)
            and isinstance(value, NamedNode)
            and subject.value.startswith(events)
        ):
            continue
        if quad.predicate == gev("eventType"):
            acts[subject] = NamedNode(ACT + value.value.removeprefix(PLOVER).lower())
        elif quad.predicate in _SIDES:
            sides[subject][_SIDES[quad.predicate]].add(value)
    found = {
        Quad(event, REIFIES, Triple(one, act, other), graph)
        for event, act in acts.items()
        for one in sides[event][0]
        for other in sides[event][1]
        if (one, act, other) in edges
    }
    return [*listed, *sorted(found, key=str)]
