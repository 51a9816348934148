"""Quads back to the model: the event mentions that a graph holds, each with the article that says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph.names import CAMEO, GEV, LABEL, PLOVER, SCHEMA, TYPE, VOCAB, Names, gev
from kg.graph.triples import COUNTS, is_listed
from kg.model import (
    Actor,
    ActorKind,
    DateBasis,
    EventMention,
    Modality,
    Place,
    Polarity,
    Precision,
    Quantities,
    Span,
    When,
)


@dataclass(frozen=True, slots=True)
class Account:
    """One mention, its date (what is stored has one), and the key of the article that it stands in."""

    article: str
    mention: EventMention
    when: When


class Facts:
    """Triples looked up by subject and predicate; values come sorted, as strings (an IRI, or a literal's text).

    >>> Facts([Triple(NamedNode("http://example.org/a"), LABEL, Literal("Strelsau"))]).one("http://example.org/a", LABEL.value)
    'Strelsau'
    """

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self._values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                self._values[triple.subject.value][triple.predicate.value].append(triple.object.value)

    def all(self, subject: str, predicate: str) -> list[str]:
        """Every value, sorted, each once."""
        return sorted(set(self._values.get(subject, {}).get(predicate, ())))

    def one(self, subject: str, predicate: str) -> str | None:
        """The value; of several, the first in order."""
        values = self.all(subject, predicate)
        return values[0] if values else None

    def need(self, subject: str, predicate: str) -> str:
        """The value that the ontology asks for; empty where it is missing."""
        return self.one(subject, predicate) or ""

    def of_type(self, kind: str) -> list[str]:
        """The subjects of one of the ontology's classes, sorted."""
        wanted = GEV + kind
        return sorted(s for s, found in self._values.items() if wanted in found.get(TYPE.value, ()))

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The subjects that have a value, sorted."""
        return sorted(s for s, found in self._values.items() if value in found.get(predicate, ()))

    def knows(self, subject: str) -> bool:
        """Whether anything is said of the subject."""
        return subject in self._values


class Library:
    """Actors and places by key, as the graph describes them."""

    def __init__(self, facts: Facts, names: Names) -> None:
        self._facts = facts
        self._names = names
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}

    def actor(self, iri: str) -> Actor:
        """The actor of an IRI; one that nothing describes is an organization named by its key."""
        found = self._actors.get(iri)
        if found is None:
            found = self._actors[iri] = self._read_actor(iri)
        return found

    def place(self, iri: str) -> Place:
        """The place of an IRI."""
        found = self._places.get(iri)
        if found is None:
            found = self._places[iri] = self._read_place(iri)
        return found

    def _read_actor(self, iri: str) -> Actor:
        key, facts = self._names.key(iri, "actor"), self._facts
        kinds = [kind for kind in ActorKind if GEV + kind in facts.all(iri, TYPE.value)]
        kind = kinds[0] if kinds else ActorKind.ORGANIZATION
        state = facts.one(iri, gev("ofState").value)
        country = self._names.key(state, "actor") if state else None
        body = facts.one(iri, gev("ofBody").value)
        sector = (facts.one(iri, gev("sector").value) or "").removeprefix(PLOVER + "sector-") or None
        name = facts.one(iri, LABEL.value) or key
        acts_for = self._names.key(body, "actor") if body else None
        return Actor(key, name, kind, country, sector, known=not key.startswith("x-"), body=acts_for)

    def _read_place(self, iri: str) -> Place:
        facts, state = self._facts, self._facts.one(iri, gev("ofState").value)
        latitude, longitude = (facts.one(iri, SCHEMA + name) for name in ("latitude", "longitude"))
        geonames = facts.one(iri, SCHEMA + "sameAs")
        return Place(
            self._names.key(iri, "place"),
            facts.one(iri, LABEL.value) or self._names.key(iri, "place"),
            self._names.key(state, "actor") if state else None,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            geonames.rstrip("/").rpartition("/")[2] if geonames else None,
        )


def from_quads(quads: Iterable[Quad], names: Names) -> list[Account]:
    """The mentions in some quads, sorted by id: the way back from `triples.to_quads`."""
    facts = Facts(quads)
    return accounts(facts, Library(facts, names), names)


def accounts(facts: Facts, library: Library, names: Names) -> list[Account]:
    """The mentions among the facts, sorted by id, with actors and places from the library."""
    iris = facts.of_type("EventMention")
    contents: dict[str, set[str]] = defaultdict(set)
    read: list[Account] = []
    for iri in iris:
        account = account_of(iri, facts, library, names)
        contents[account.article].update(account.mention.content)
        read.append(account)
    return [_with_listing(account, contents) for account in read]


def _with_listing(account: Account, contents: Mapping[str, set[str]]) -> Account:
    listed = is_listed(account.mention, frozenset(contents[account.article]))
    return account if listed else replace(account, mention=replace(account.mention, listed=False))


def account_of(iri: str, facts: Facts, library: Library, names: Names) -> Account:
    """What one mention says, by its IRI; `listed` as if nothing were content of another."""

    def get(name: str) -> str:
        return facts.need(iri, GEV + name)

    def every(name: str) -> list[str]:
        return facts.all(iri, GEV + name)

    def actors(role: str) -> tuple[Actor, ...]:
        return tuple(library.actor(actor) for actor in every(role))

    event_type = get("eventType").removeprefix(PLOVER)
    modes = every("mode")
    cameo = [mode.removeprefix(CAMEO) for mode in modes if mode.startswith(CAMEO)]
    when = _when(iri, facts)
    mention = EventMention(
        id=names.key(iri, "mention"),
        event_type=event_type,
        when=when,
        span=Span(int(get("charStart") or 0), int(get("charEnd") or 0)),
        quote=get("quote"),
        trigger=Span(int(get("triggerStart") or 0), int(get("triggerEnd") or 0)),
        sources=actors("source"),
        targets=actors("target"),
        mediators=actors("mediator"),
        hosts=actors("host"),
        attributed_to=actors("attributedTo"),
        modes=tuple(m.removeprefix(f"{PLOVER}{event_type}-") for m in modes if m.startswith(PLOVER)),
        contexts=tuple(c.removeprefix(PLOVER + "context-") for c in every("context")),
        cameo=cameo[0] if cameo else None,
        places=tuple(library.place(p) for p in every("place")),
        modality=Modality(get("modality").removeprefix(VOCAB) or "asserted"),
        polarity=Polarity.NEGATED if get("polarity").endswith("negatedPolarity") else Polarity.AFFIRMED,
        content=tuple(names.key(c, "mention") for c in every("content")),
        quantities=Quantities(
            **{field: _number(facts.one(iri, GEV + name)) for field, name in COUNTS.items()}
        ),
        intensity=float(get("intensity") or 0),
        confidence=float(get("confidence") or 0),
    )
    return Account(names.key(get("article"), "article"), mention, when)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None else None


def _when(iri: str, facts: Facts) -> When:
    end = facts.one(iri, GEV + "endDate")
    basis = facts.need(iri, GEV + "dateBasis").removeprefix(VOCAB).removesuffix("Basis")
    return When(
        Date.fromisoformat(facts.need(iri, GEV + "date")),
        Date.fromisoformat(end) if end else None,
        Precision(facts.need(iri, GEV + "datePrecision").removeprefix(VOCAB) or "day"),
        DateBasis(basis or "stated"),
        facts.one(iri, GEV + "edtf"),
    )
