"""Descriptions of actors, places and software: what each article brings, and the one that the graph keeps.

Articles may differ in how they name an unknown actor ("the Northern Front", "Northern Front"). The graph keeps one
description per actor, so that a query never sees an actor twice: the first in order of all that its articles bring,
which is the same whatever article came first, and follows exactly when one of them goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad

from kg.graph.names import Names
from kg.graph.triples import describe_actor
from kg.model import Actor, ActorKind

Description = frozenset[Quad]
"""All quads that say what one actor, place or program is."""


def split(quads: Iterable[Quad], names: Names) -> tuple[list[Quad], dict[NamedNode, Description]]:
    """An article's own quads, and the descriptions it brings, by subject.

    >>> names = Names()
    >>> quads = bare_state(names.of("actor", "UKR"), names)
    >>> own, brought = split(quads, names)
    >>> len(own) == len(quads), brought
    (True, {})
    """
    shared = names.graph("actors")
    own, brought = [], defaultdict(list)
    for quad in quads:
        if quad.graph_name == shared and isinstance(quad.subject, NamedNode):
            brought[quad.subject].append(quad)
        else:
            own.append(quad)
    return own, {subject: choose(group) for subject, group in brought.items()}


def choose(quads: Iterable[Quad]) -> Description:
    """One description out of several of the same subject: of each property that can have one value, the first.

    An article that describes somebody twice (as minister, then as president) still brings one description.

    >>> from pyoxigraph import Literal
    >>> ruritania, label = NamedNode("urn:a"), NamedNode("urn:label")
    >>> kept = choose([Quad(ruritania, label, Literal("Ruritania")), Quad(ruritania, label, Literal("Old Ruritania"))])
    >>> [quad.object.value for quad in kept]
    ['Old Ruritania']
    """
    first: dict[NamedNode, Quad] = {}
    for quad in sorted(quads, key=str):
        first.setdefault(quad.predicate, quad)
    return frozenset(first.values())


def order(description: Description) -> tuple[str, ...]:
    """What descriptions are ordered by: their N-Quads.

    >>> ukraine = Names().of("actor", "UKR")
    >>> order(choose(bare_state(ukraine, Names()))) == tuple(sorted(map(str, bare_state(ukraine, Names()))))
    True
    """
    return tuple(sorted(str(quad) for quad in description))


def merge(candidates: Iterable[Mapping[NamedNode, Description]]) -> dict[NamedNode, Description]:
    """The description that the graph keeps of each subject, whatever the order of the articles.

    >>> from pyoxigraph import Literal
    >>> it, label = NamedNode("urn:a"), NamedNode("urn:label")
    >>> one, two = (frozenset([Quad(it, label, Literal(name))]) for name in ("Front", "The Front"))
    >>> merge([{it: two}, {it: one}]) == {it: one}
    True
    """
    best: dict[NamedNode, Description] = {}
    for brought in candidates:
        for subject, description in brought.items():
            if subject not in best or order(description) < order(best[subject]):
                best[subject] = description
    return best


def bare_state(iri: NamedNode, names: Names) -> list[Quad]:
    """The description of a state of which only the code is known.

    It stands in `graph/kb`: `graph/actors` holds nothing but what articles bring, or an article that later gives the
    state's name would be measured against it.

    >>> {quad.graph_name.value for quad in bare_state(Names().of("actor", "UKR"), Names())}
    {'https://w3id.org/gev/id/graph/kb'}
    """
    key = names.key(iri.value, "actor")
    triples = describe_actor(Actor(key, key, ActorKind.STATE, key, "GOV"), names)
    return [Quad(*triple, names.graph("kb")) for triple in triples]
