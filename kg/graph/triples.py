"""The border between the model's types and RDF: a reading to quads, quads back to event mentions.

No other module knows both worlds. What an article says goes into its own graph; what its actors and places are goes
into `graph/actors`, as descriptions that the store keeps once per actor, however many articles name it.

A few fields have no triple, on purpose: `reasons` and `when.span` (explanations, which `kg extract --explain` gives
again), `listed` (follows from polarity, modality and content) and `Actor.known`. No clock is read: a run of the
extraction is named by article and software, and bears no time, so that the same reading gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.graph import literals
from kg.graph.names import CAMEO, DCTERMS, LABEL, PLOVER, PROV, SCHEMA, TYPE, VOCAB, Names, gev, slug
from kg.model import (
    UNIDENTIFIED,
    Actor,
    ActorKind,
    Article,
    EventMention,
    Place,
    Polarity,
    Reading,
    Span,
    When,
)

Term = NamedNode | BlankNode | Literal | Triple
Pairs = Iterator[tuple[NamedNode, Term]]

QUOTE_LENGTH = 300
"""The longest quote that is stored, in characters: short enough to be a citation, and the bound of the shapes."""

_COUNTS = {"killed": "killed", "injured": "injured", "detained": "detained"}
_COUNTS |= {"displaced": "displaced", "crowd_size": "crowdSize"}
COUNTS = _COUNTS | {
    f"{field}_{bound}": name + bound.capitalize()
    for field, name in _COUNTS.items()
    for bound in ("lower", "upper")
}
"""Fields of the quantities, bounds included, and the ontology's property for each."""

NEEDS_TARGET = frozenset({"COOPERATE", "AID", "SANCTION"})
"""Classes for which PLOVER asks for a recipient; one that the text does not name is `actor:x-unidentified`."""

POLARITY = {"affirmed": "affirmed", "negated": "negatedPolarity"}
NOBODY = Actor(UNIDENTIFIED, "unidentified actor", ActorKind.POPULATION, None, "UNK")


@dataclass(frozen=True, slots=True)
class Storable:
    """What of a reading can stand in the graph: its mentions, and those left out, with the reason.

    The ontology files every event under a day. A mention that has none (an article without a publication date says
    "on Tuesday") is left out and counted rather than dated by a guess.
    """

    mentions: tuple[EventMention, ...]
    undated: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def storable(reading: Reading) -> Storable:
    """Sort a reading's mentions into those that can be stored and those that cannot."""
    kept: dict[str, EventMention] = {}
    undated, repeated = [], []
    for mention in reading.mentions:
        if mention.when is None:
            undated.append(mention.id)
        elif mention.id in kept:
            repeated.append(mention.id)
        else:
            kept[mention.id] = mention
    return Storable(tuple(kept.values()), tuple(undated), tuple(repeated))


def to_quads(reading: Reading, names: Names) -> list[Quad]:
    """Everything that a reading puts into the graph, sorted, each quad once.

    Quads in `graph/actors` are descriptions of actors, places and software that other articles may share; all other
    quads are this article's alone.
    """
    kept = storable(reading).mentions
    people = [
        actor for actor in (*reading.actors, *_actors_of(kept), *_outlets(reading.article)) if actor.key
    ]
    places = [place for mention in kept for place in mention.places]
    own = names.article_graph(reading.article.key)
    shared = names.graph("actors")
    ids = frozenset(mention.id for mention in kept)
    quads = {Quad(*triple, own) for triple in _article(reading.article, people, places, names)}
    for mention in kept:
        quads |= {Quad(*triple, own) for triple in _mention(mention, reading.article, ids, names)}
    quads |= {Quad(*triple) for triple in _provenance(reading, names)}
    descriptions = [
        *(describe_actor(actor, names) for actor in people),
        *(describe_place(p, names) for p in places),
    ]
    for description in (*descriptions, _describe_software(reading, names)):
        quads |= {Quad(*triple, shared) for triple in description}
    return sorted(quads, key=str)


def _actors_of(mentions: Iterable[EventMention]) -> Iterator[Actor]:
    for mention in mentions:
        yield from (
            *_sources(mention),
            *_targets(mention),
            *mention.mediators,
            *mention.hosts,
            *mention.attributed_to,
        )


def _sources(mention: EventMention) -> tuple[Actor, ...]:
    return mention.sources or (NOBODY,)


def _targets(mention: EventMention) -> tuple[Actor, ...]:
    lacks = not mention.targets and len(mention.sources) < 2 and mention.event_type in NEEDS_TARGET
    return (NOBODY,) if lacks else mention.targets


# ---------------------------------------------------------------- the article


def outlet(name: str) -> Actor:
    """A publisher or news agency as an actor, named by the slug of its name.

    >>> outlet("Example Wire").key
    'x-example-wire'
    """
    return Actor(f"x-{slug(name)}", name, ActorKind.ORGANIZATION, None, "JRN", known=False)


def _outlets(article: Article) -> Iterator[Actor]:
    yield from (outlet(name) for name in (article.publisher, article.agency) if name)


def _article(
    article: Article, people: Iterable[Actor], places: Iterable[Place], names: Names
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    subject = names.of("article", article.key)
    outlets = {actor.key for actor in _outlets(article)}
    for predicate, value in _article_fields(article, names):
        yield subject, predicate, value
    for key in sorted({actor.key for actor in people} - outlets - {UNIDENTIFIED}):
        yield subject, NamedNode(SCHEMA + "mentions"), names.of("actor", key)
    for key in sorted({place.key for place in places}):
        yield subject, NamedNode(SCHEMA + "mentions"), names.of("place", key)


def _article_fields(article: Article, names: Names) -> Pairs:
    yield TYPE, gev("Article")
    yield NamedNode(DCTERMS + "identifier"), literals.text(article.id)
    yield NamedNode(SCHEMA + "headline"), literals.text(article.title or article.id, article.language)
    yield NamedNode(SCHEMA + "inLanguage"), literals.text(article.language.lower())
    if article.published:
        yield NamedNode(SCHEMA + "datePublished"), literals.day(article.published)
    if article.publisher:
        yield NamedNode(SCHEMA + "publisher"), names.of("actor", outlet(article.publisher).key)
    if article.agency:
        yield NamedNode(SCHEMA + "sourceOrganization"), names.of("actor", outlet(article.agency).key)
    if article.url:
        yield NamedNode(SCHEMA + "url"), literals.address(article.url)


def _provenance(reading: Reading, names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term, DefaultGraph]]:
    article, graph = names.of("article", reading.article.key), names.article_graph(reading.article.key)
    run = names.of("run", f"{reading.article.key}-{slug(_software(reading))}")
    by = names.of("software", slug(_software(reading)))
    for triple in (
        (graph, NamedNode(PROV + "wasGeneratedBy"), run),
        (graph, NamedNode(DCTERMS + "source"), article),
        (run, TYPE, gev("Extraction")),
        (run, NamedNode(PROV + "used"), article),
        (run, NamedNode(PROV + "wasAssociatedWith"), by),
    ):
        yield (*triple, DefaultGraph())


def _software(reading: Reading) -> str:
    return reading.software or "unstated software"


# ---------------------------------------------------------------- mentions


def _mention(
    mention: EventMention, article: Article, ids: frozenset[str], names: Names
) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    subject = names.of("mention", mention.id)
    parts = (
        _what(mention),
        _who(mention, names),
        when_pairs(mention.when),
        _numbers(mention),
        _says(mention, ids, names),
    )
    for part in (*parts, _evidence(mention, article, names)):
        for predicate, value in part:
            yield subject, predicate, value


def _what(mention: EventMention) -> Pairs:
    yield TYPE, gev("EventMention")
    yield from code_pairs(mention.event_type, mention.modes, mention.cameo, mention.contexts)


def code_pairs(event_type: str, modes: Iterable[str], cameo: str | None, contexts: Iterable[str]) -> Pairs:
    """How a mention or an event is coded: class, modes of PLOVER and CAMEO, contexts.

    >>> [value.value for _, value in code_pairs("CONSULT", ["visit"], "042", [])][1:]
    ['https://w3id.org/gev/plover/CONSULT-visit', 'https://w3id.org/gev/cameo/042']
    """
    yield gev("eventType"), NamedNode(PLOVER + event_type)
    for mode in modes:
        yield gev("mode"), NamedNode(f"{PLOVER}{event_type}-{mode}")
    if cameo:
        yield gev("mode"), NamedNode(CAMEO + cameo)
    for context in contexts:
        yield gev("context"), NamedNode(f"{PLOVER}context-{context}")


def _who(mention: EventMention, names: Names) -> Pairs:
    parties = {"source": _sources(mention), "target": _targets(mention)}
    parties |= {"mediator": mention.mediators, "host": mention.hosts}
    for role, actors in parties.items():
        for actor in actors:
            yield gev(role), names.of("actor", actor.key)
    for place in mention.places:
        yield gev("place"), names.of("place", place.key)


def when_pairs(when: When | None) -> Pairs:
    """The date of a record, as its properties and values; nothing where there is none."""
    if when is None:
        return
    yield gev("date"), literals.day(when.date)
    if when.end and when.end != when.date:
        yield gev("endDate"), literals.day(when.end)
    yield gev("datePrecision"), NamedNode(VOCAB + when.precision)
    yield gev("dateBasis"), NamedNode(f"{VOCAB}{when.basis}Basis")
    if when.edtf:
        yield gev("edtf"), literals.text(when.edtf)


def _numbers(mention: EventMention) -> Pairs:
    for field, name in COUNTS.items():
        count = getattr(mention.quantities, field)
        if count is not None:
            yield gev(name), literals.integer(count)
    yield gev("intensity"), literals.decimal(mention.intensity)
    yield gev("confidence"), literals.decimal(mention.confidence)


def _says(mention: EventMention, ids: frozenset[str], names: Names) -> Pairs:
    yield gev("modality"), NamedNode(VOCAB + mention.modality)
    yield gev("polarity"), NamedNode(VOCAB + POLARITY[mention.polarity])
    for speaker in mention.attributed_to:
        yield gev("attributedTo"), names.of("actor", speaker.key)
    for other in mention.content:
        if other in ids and other != mention.id:
            yield gev("content"), names.of("mention", other)


def _evidence(mention: EventMention, article: Article, names: Names) -> Pairs:
    span = citation(mention.span, mention.trigger, article.text)
    yield gev("article"), names.of("article", article.key)
    yield gev("quote"), literals.text(span.of(article.text))
    yield gev("charStart"), literals.integer(span.start)
    yield gev("charEnd"), literals.integer(span.end)
    yield gev("triggerStart"), literals.integer(mention.trigger.start)
    yield gev("triggerEnd"), literals.integer(mention.trigger.end)


def citation(span: Span, trigger: Span, text: str) -> Span:
    """The part of a passage that is quoted: all of it, or up to 300 characters around its trigger, cut between words.

    >>> citation(Span(0, 9), Span(0, 5), "They met.")
    Span(start=0, end=9)
    """
    if span.end - span.start <= QUOTE_LENGTH:
        return span
    start = span.start
    if trigger.end > span.start + QUOTE_LENGTH:
        start = max(span.start, min(trigger.start - QUOTE_LENGTH // 2, span.end - QUOTE_LENGTH))
        start = _after_space(text, start, min(trigger.start, start + 40))
    end = start + QUOTE_LENGTH
    if end >= span.end:
        return Span(start, span.end)
    cut = text.rfind(" ", max(start + 1, trigger.end), end)
    return Span(start, cut if cut > start else end)


def _after_space(text: str, start: int, limit: int) -> int:
    found = text.find(" ", start, limit)
    return found + 1 if found >= 0 else start


# ---------------------------------------------------------------- descriptions


def describe_actor(actor: Actor, names: Names) -> list[tuple[NamedNode, NamedNode, Term]]:
    """What an actor is: class, label, state or body, and sector; of a state also its code.

    >>> state = Actor("XFD", "Freedonia", ActorKind.STATE, "XFD")
    >>> [names.short(p.value) for names in [Names()] for _, p, _ in describe_actor(state, names)]
    ['rdf:type', 'rdfs:label', 'gev:ofState', 'gev:sector', 'dcterms:identifier']
    """
    subject = names.of("actor", actor.key)
    found: list[tuple[NamedNode, NamedNode, Term]] = [
        (subject, TYPE, gev(actor.kind)),
        (subject, LABEL, literals.text(actor.name, "en")),
    ]
    country = actor.key if actor.kind is ActorKind.STATE else actor.country
    if country:
        found.append((subject, gev("ofState"), names.of("actor", country)))
    if actor.body:
        found.append((subject, gev("ofBody"), names.of("actor", actor.body)))
    if actor.sector or actor.kind is ActorKind.STATE:
        found.append((subject, gev("sector"), NamedNode(f"{PLOVER}sector-{actor.sector or 'GOV'}")))
    if actor.kind is ActorKind.STATE and not actor.key.startswith("x-"):
        found.append((subject, NamedNode(DCTERMS + "identifier"), literals.text(actor.key)))
    return found


def describe_place(place: Place, names: Names) -> list[tuple[NamedNode, NamedNode, Term]]:
    """What a place is: label, state, coordinates in degrees, and its GeoNames entry.

    >>> [str(o) for _, _, o in describe_place(Place("strelsau", "Strelsau"), Names())]
    ['<https://w3id.org/gev/ont#Place>', '"Strelsau"@en']
    """
    subject = names.of("place", place.key)
    found: list[tuple[NamedNode, NamedNode, Term]] = [
        (subject, TYPE, gev("Place")),
        (subject, LABEL, literals.text(place.name, "en")),
    ]
    if place.country:
        found.append((subject, gev("ofState"), names.of("actor", place.country)))
    if place.latitude is not None and place.longitude is not None:
        found.append((subject, NamedNode(SCHEMA + "latitude"), literals.decimal(place.latitude)))
        found.append((subject, NamedNode(SCHEMA + "longitude"), literals.decimal(place.longitude)))
    if place.geonames:
        found.append(
            (subject, NamedNode(SCHEMA + "sameAs"), NamedNode(f"https://sws.geonames.org/{place.geonames}/"))
        )
    return found


def _describe_software(reading: Reading, names: Names) -> list[tuple[NamedNode, NamedNode, Term]]:
    subject = names.of("software", slug(_software(reading)))
    return [
        (subject, TYPE, NamedNode(PROV + "SoftwareAgent")),
        (subject, LABEL, literals.text(_software(reading))),
    ]


def is_listed(mention: EventMention, contents: frozenset[str]) -> bool:
    """Whether an event-data table would list the mention, as far as the stored fields tell.

    `contents` holds the ids of all mentions of the article that are the content of another.
    """
    told = mention.polarity is Polarity.AFFIRMED and mention.modality != "hypothetical"
    return told and mention.id not in contents
