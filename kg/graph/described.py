"""`graph/actors` and `graph/kb`, kept in step: what every named actor, place and program is.

A known actor is described from the reference data alone, an unknown one by the articles that name it. What the
reference data is asked for are roots: the known actors that are named, and the states and bodies of unknown ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.graph.descriptions import Description, bare_state, order
from kg.graph.index import Index
from kg.graph.kb import Background
from kg.graph.names import Names, gev
from kg.graph.neighbours import Neighbours
from kg.graph.triples import NOBODY, describe_actor

_KB = "kb"
"""The subject under which the states are noted that the reference data leads to but does not describe."""


def named_in(quads: Iterable[Quad], names: Names) -> set[NamedNode]:
    """The actors, places and programs that articles' quads lead to."""
    spaces = tuple(names.of(kind, "").value for kind in ("actor", "place", "software"))
    found = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    return {iri for iri in found if iri.value.startswith(spaces)}


class Described:
    """Writes the descriptions that articles' coming and going asks for.

    Attributes:
        wrote: whether any description was written so far.
    """

    def __init__(self, index: Index, background: Background, neighbours: Neighbours) -> None:
        self._index = index
        self._names = index.names
        self._background = background
        self._neighbours = neighbours
        self.wrote = False

    def update(self, touched: Iterable[str], *, everything: bool) -> set[str]:
        """Bring both graphs in step with articles that came, went or changed.

        Returns:
            The subjects (IRIs) whose description changed.
        """
        subjects = self._subjects(touched) | self._index.lost
        if everything:
            stale = {quad.subject for quad in self._index.graph("actors")}
            subjects |= {subject for subject in stale if isinstance(subject, NamedNode)}
        before, after, changed = set[Quad](), set[Quad](), set[str]()
        roots_before, roots_after = set[str](), set[str]()
        for subject in sorted(subjects, key=str):
            held, wanted = self._index.description(subject), self._wanted(subject)
            if held != wanted:
                before |= held
                after |= wanted
            if self._is_news(subject.value, wanted):
                changed.add(subject.value)
            roots_before |= self._neighbours.roots_of(subject.value)
            roots = self._roots(subject, wanted)
            roots_after |= roots
            self._neighbours.set_roots(subject.value, roots)
        self._write(before, after)
        gone = {root for root in roots_before if not self._neighbours.is_root(root)}
        self._write_kb(roots_after - roots_before, gone, everything=everything)
        self._write_bare(roots_before | roots_after | changed)
        return changed

    def _subjects(self, touched: Iterable[str]) -> set[NamedNode]:
        found: set[NamedNode] = set()
        for key in touched:
            now = named_in(self._index.own(key), self._names)
            brought = self._index.parse(key)[1] if now else {}
            found |= now | {NamedNode(iri) for iri in self._neighbours.named(key)}
            told = {iri.value: "\n".join(order(brought[iri])) if iri in brought else "" for iri in now}
            self._neighbours.set_named(key, told)
        return found

    def _wanted(self, subject: NamedNode) -> Description:
        known = self._background.knows(self._key(subject.value))
        if known or not self._neighbours.is_named(subject.value):
            return frozenset()
        if subject == self._names.of("actor", NOBODY.key):
            graph = self._names.graph("actors")
            return frozenset(Quad(*triple, graph) for triple in describe_actor(NOBODY, self._names))
        lines = self._neighbours.first_description(subject.value).splitlines()
        return frozenset(parse("".join(f"{line} .\n" for line in lines), format=RdfFormat.N_QUADS))

    def _is_news(self, subject: str, wanted: frozenset[Quad]) -> bool:
        """Whether a description is another than the layers rest on; the index may hold the new one already."""
        digest = hashlib.sha256("\n".join(order(wanted)).encode()).hexdigest() if wanted else ""
        if self._neighbours.description(subject) == digest:
            return False
        self._neighbours.set_description(subject, digest)
        return True

    def _roots(self, subject: NamedNode, told: frozenset[Quad]) -> set[str]:
        roots = _states(told) | {
            body for body in _objects(told, "ofBody") if self._background.knows(self._key(body))
        }
        if self._neighbours.is_named(subject.value) and self._background.knows(self._key(subject.value)):
            roots.add(subject.value)
        return roots

    def _write_kb(self, fresh: set[str], gone: set[str], *, everything: bool) -> None:
        """New roots bring their descriptions; where some went, all that is asked for is asked for again."""
        if everything or gone:
            self._neighbours.set_roots(_KB, ())
            wanted = self._background.quads(map(self._key, self._neighbours.roots()))
            self._write(self._index.graph("kb"), wanted)
            self._neighbours.set_roots(_KB, self._unknown(wanted))
            self._write_bare(self._neighbours.roots())
        elif fresh:
            wanted = self._background.quads(self._key(root) for root in sorted(fresh))
            self._write(set(), wanted)
            unknown = self._unknown(wanted)
            self._neighbours.set_roots(_KB, self._neighbours.roots_of(_KB) | unknown)
            self._write_bare(unknown)

    def _unknown(self, quads: Iterable[Quad]) -> set[str]:
        """The states that some quads lead to and the reference data does not describe."""
        return {state for state in _states(quads) if not self._background.knows(self._key(state))}

    def _write_bare(self, states: Iterable[str]) -> None:
        """A state of which only the code is known is described by it, in `graph/kb`."""
        graph = self._names.graph("kb")
        for state in sorted(states):
            if self._background.knows(self._key(state)):
                continue
            iri = NamedNode(state)
            held = set(self._index.store.quads_for_pattern(iri, None, None, graph))
            bare = self._neighbours.is_root(state) and not self._index.description(iri)
            wanted = set(bare_state(iri, self._names)) if bare else set()
            if held != wanted:
                self._write(held, wanted)

    def _write(self, before: set[Quad], after: set[Quad]) -> None:
        self.wrote |= before != after
        self._index.write(before, after)

    def _key(self, iri: str) -> str:
        return self._names.key(iri, "actor")


def _states(quads: Iterable[Quad]) -> set[str]:
    return _objects(quads, "ofState")


def _objects(quads: Iterable[Quad], name: str) -> set[str]:
    predicate = gev(name)
    return {q.object.value for q in quads if q.predicate == predicate and isinstance(q.object, NamedNode)}
