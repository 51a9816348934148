"""Events with all that a table tells of them, read from a graph's quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from itertools import combinations, product

from pyoxigraph import Quad

from kg.graph.accounts import Facts, Library
from kg.graph.names import CAMEO, GEV, PLOVER, SCHEMA, SKOS, VOCAB, Names
from kg.graph.triples import COUNTS
from kg.model import Actor, Place, Quantities

QUADRANTS = {
    "VerbalCooperation": 1,
    "MaterialCooperation": 2,
    "VerbalConflict": 3,
    "MaterialConflict": 4,
}
"""The quad classes of CAMEO and PLOVER by the name of the scheme's broader concept."""

HAPPENED = ("attested", "claimed", "contested")
"""Statuses of events that an event-data table lists: somebody says that they took place."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article that tells of an event."""

    publisher: str
    published: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One fused event: codes as in the codebook, numbers as reported, and the articles that tell of it."""

    key: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str
    quad_class: int | None
    status: str
    date: Date
    end: Date | None
    precision: str
    intensity: float
    confidence: float
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    mediators: tuple[Actor, ...]
    hosts: tuple[Actor, ...]
    source_states: tuple[str, ...]
    target_states: tuple[str, ...]
    places: tuple[Place, ...]
    quantities: Quantities
    mentions: int
    articles: tuple[Telling, ...]

    def dyads(self) -> Iterator[tuple[Actor, Actor | None]]:
        """Who toward whom, one row each; of a reciprocal event each pair once, and None where nobody is addressed."""
        if self.targets:
            yield from product(self.sources, self.targets)
        elif len(self.sources) > 1:
            yield from combinations(self.sources, 2)
        else:
            yield from ((source, None) for source in self.sources)


def event_rows(quads: Iterable[Quad], names: Names) -> list[EventRecord]:
    """Every event in some quads, sorted by day and key.

    >>> event_rows([], Names())
    []
    """
    reader = _Reader(Facts(quads), names)
    found = [reader.event(iri) for iri in reader.facts.of_type("Event")]
    return sorted(found, key=lambda event: (event.date, event.key))


class _Reader:
    def __init__(self, facts: Facts, names: Names) -> None:
        self.facts = facts
        self.names = names
        self.library = Library(facts, names)
        self.mentions: dict[str, list[str]] = {}
        for mention in facts.of_type("EventMention"):
            for event in facts.all(mention, GEV + "denotes"):
                self.mentions.setdefault(event, []).append(mention)

    def event(self, iri: str) -> EventRecord:
        def every(name: str) -> list[str]:
            return self.facts.all(iri, GEV + name)

        def one(name: str) -> str:
            return self.facts.need(iri, GEV + name)

        def actors(role: str) -> tuple[Actor, ...]:
            return tuple(self.library.actor(actor) for actor in every(role))

        def states(side: str) -> tuple[str, ...]:
            return tuple(self.names.key(state, "actor") for state in every(f"{side}State"))

        kind, modes, end = one("eventType"), every("mode"), one("endDate")
        told = self.mentions.get(iri, [])
        return EventRecord(
            self.names.key(iri, "event"),
            kind.removeprefix(PLOVER),
            tuple(mode.removeprefix(f"{kind}-") for mode in modes if mode.startswith(kind)),
            tuple(context.removeprefix(f"{PLOVER}context-") for context in every("context")),
            next((mode.removeprefix(CAMEO) for mode in modes if mode.startswith(CAMEO)), ""),
            self._quadrant(kind),
            one("status").removeprefix(VOCAB),
            Date.fromisoformat(one("date")),
            Date.fromisoformat(end) if end else None,
            one("datePrecision").removeprefix(VOCAB),
            float(one("intensity") or 0),
            float(one("confidence") or 0),
            actors("source"),
            actors("target"),
            actors("mediator"),
            actors("host"),
            states("source"),
            states("target"),
            tuple(self.library.place(place) for place in every("place")),
            Quantities(**{field: _number(one(name)) for field, name in COUNTS.items()}),
            len(told),
            self._articles(told),
        )

    def _quadrant(self, kind: str) -> int | None:
        broader = self.facts.one(kind, SKOS + "broader") or ""
        return QUADRANTS.get(broader.removeprefix(PLOVER))

    def _articles(self, mentions: Iterable[str]) -> tuple[Telling, ...]:
        facts = self.facts
        articles = sorted({facts.need(mention, GEV + "article") for mention in mentions})
        found = []
        for article in articles:
            publisher = facts.one(article, SCHEMA + "publisher")
            found.append(
                Telling(
                    self.library.actor(publisher).name if publisher else "",
                    facts.need(article, SCHEMA + "datePublished"),
                    facts.need(article, SCHEMA + "url"),
                    facts.need(article, SCHEMA + "inLanguage"),
                )
            )
        return tuple(sorted(found, key=lambda told: (told.published, told.publisher, told.url)))


def _number(text: str) -> int | None:
    return int(text) if text else None
