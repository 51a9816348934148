"""What the reference data knows, as quads of `graph/kb`: known actors, their offices, and the bodies they hold them in.

Only what the graph needs is written: actors that some article names, their states, their offices and the bodies of
those. The whole of the reference data would be most of a small graph's quads and would say nothing about its articles.
`graph/kb` is derived: it follows from the articles' actors and the reference data, and is made again with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from pyoxigraph import NamedNode, Quad

from kg.graph import literals
from kg.graph.names import LABEL, ORG, PLOVER, SCHEMA, TYPE, WIKIDATA, Names, gev, slug
from kg.graph.triples import Term, describe_actor
from kg.model import Actor
from kg.reference import Office, Reference
from kg.resources import resource

Triples = Iterator[tuple[NamedNode, NamedNode, Term]]


class Background:
    """The reference data, asked by key; without reference data nothing is known.

    >>> Background(None, Names()).knows("UKR"), Background(Reference.load(), Names()).knows("UKR")
    (False, True)
    """

    def __init__(self, reference: Reference | None, names: Names) -> None:
        self._reference = reference
        self._names = names

    def knows(self, key: str) -> bool:
        """Whether the reference data describes the actor."""
        found = self._reference
        return found is not None and (key in found.states or key in found.bodies or key in found.persons)

    @cached_property
    def digest(self) -> str:
        """Changes with the reference data; empty without any."""
        if self._reference is None:
            return ""
        folders = (resource("data", "reference"), *self._reference.extra)
        paths = [path for folder in folders for path in sorted(folder.rglob("*.csv"))]
        found = hashlib.sha256()
        for path in paths:
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()

    def quads(self, keys: Iterable[str]) -> set[Quad]:
        """Descriptions of the known among the actors, and of every known actor that they lead to."""
        graph = self._names.graph("kb")
        open_keys = sorted({key for key in keys if self.knows(key)})
        seen: set[str] = set(open_keys)
        found: set[Quad] = set()
        while open_keys:
            key = open_keys.pop()
            found |= {Quad(*triple, graph) for triple in self._describe(key)}
            for other in self._leads_to(key):
                if other not in seen and self.knows(other):
                    seen.add(other)
                    open_keys.append(other)
        return found

    def _describe(self, key: str) -> Triples:
        actor = self._actor(key)
        if actor is None:
            return
        yield from describe_actor(actor, self._names)
        wikidata = self._wikidata(key)
        if wikidata:
            yield self._names.of("actor", key), NamedNode(SCHEMA + "sameAs"), NamedNode(WIKIDATA + wikidata)
        for office in self._offices(key):
            yield from self._affiliation(office)

    def _actor(self, key: str) -> Actor | None:
        """The actor outside any office: what it is on a day is the roll-up's to say."""
        reference = self._reference
        if reference is None:
            return None
        if key in reference.persons:
            person = reference.persons[key]
            found = reference.actor(key)
            return Actor(key, person.name, found.kind, person.country, person.sector) if found else None
        return reference.actor(key)

    def _wikidata(self, key: str) -> str | None:
        reference = self._reference
        if reference is None:
            return None
        tables = (reference.states, reference.bodies, reference.persons)
        return next((table[key].wikidata for table in tables if key in table), None)

    def _offices(self, key: str) -> tuple[Office, ...]:
        return self._reference.offices_of(key) if self._reference else ()

    def _leads_to(self, key: str) -> Iterator[str]:
        actor = self._actor(key)
        if actor and actor.country:
            yield actor.country
        for office in self._offices(key):
            held_in = self._held_in(office)
            if held_in:
                yield held_in

    def _held_in(self, office: Office) -> str | None:
        """The body an office belongs to; the state itself where the body is not one of that state's."""
        body = self._reference.bodies.get(office.organization or "") if self._reference else None
        return office.organization if body and body.country == office.country else office.country

    def _affiliation(self, office: Office) -> Triples:
        held_in = self._held_in(office)
        if held_in is None:
            return
        start, end = office.period.start, office.period.end
        key = "-".join((office.person, slug(office.role), held_in, start.isoformat() if start else "open"))
        subject = self._names.of("affiliation", key)
        yield subject, TYPE, gev("Affiliation")
        yield subject, LABEL, literals.text(office.role, "en")
        yield subject, NamedNode(ORG + "member"), self._names.of("actor", office.person)
        yield subject, NamedNode(ORG + "organization"), self._names.of("actor", held_in)
        yield subject, gev("sector"), NamedNode(f"{PLOVER}sector-{office.sector}")
        if start:
            yield subject, NamedNode(SCHEMA + "validFrom"), literals.day(start)
        if end:
            yield subject, NamedNode(SCHEMA + "validThrough"), literals.day(end)
