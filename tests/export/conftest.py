"""A network of sixty fictional actors and some quads, for the export tests."""

from datetime import date, timedelta
from random import Random

import networkx as nx
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.analysis import ActorRow, EventRow, EventTable, Level, actor_iri, actor_network
from kg.graph.names import LABEL, PLOVER, TYPE, XSD, Names, gev

SYLLABLES = ("syl", "bor", "val", "ru", "zub", "ost", "mar", "kel", "fen", "graust", "ix", "or")
ENDINGS = ("dania", "via", "row", "landia", "mark", " Republic", " Liberation Front", "en Workers' Union")
KINDS = ("State", "State", "State", "Organization", "ArmedGroup", "Person", "Population")
CLASSES = (
    ("CONSULT", 2.5),
    ("AGREE", 2.5),
    ("AID", 7.0),
    ("ASSAULT", -9.0),
    ("ACCUSE", -3.5),
    ("REQUEST", 0.0),
)
NAMES = Names()


def synthetic(actors: int = 60, events: int = 260, seed: int = 7) -> nx.MultiDiGraph:
    """Actors of falling importance who deal mostly with those near them."""
    random = Random(seed)
    iris = [actor_iri(f"x-{n:02}") for n in range(actors)]
    rows = {}
    for n, iri in enumerate(iris):
        name = (random.choice(SYLLABLES) + random.choice(SYLLABLES) + random.choice(ENDINGS)).capitalize()
        rows[iri] = ActorRow(
            iri, name, random.choice(KINDS), f"X{n:02}" if n % 3 else None, "GOV" if n % 4 else None
        )
    weights = [1 / (n + 1) for n in range(actors)]
    found = []
    for n in range(events):
        one = random.choices(range(actors), weights)[0]
        other = (one + random.choice((1, 2, 3, 5, 8, 13))) % actors
        name, intensity = random.choice(CLASSES)
        day = date(2030, 1, 1) + timedelta(random.randrange(700))
        mutual = name in ("CONSULT", "AGREE")
        pair = (iris[one], iris[other])
        found.append(
            EventRow(
                f"https://w3id.org/gev/id/event/{n}",
                name,
                day,
                intensity,
                pair if mutual else pair[:1],
                () if mutual else pair[1:],
            )
        )
    return actor_network(EventTable(tuple(found), rows, Level.ACTOR))


def sample_quads() -> list[Quad]:
    """Quads in three graphs with every kind of term that a graph of ours holds, and two blank nodes."""
    event, actor = NAMES.of("event", "CONSULT-20300510-ab12"), NAMES.of("actor", "XSV")
    events, kb, decimal = NAMES.graph("events"), NAMES.graph("kb"), NamedNode(XSD + "decimal")
    list_node, cell = BlankNode("b7"), BlankNode("b3")
    return [
        Quad(event, gev("source"), NAMES.of("actor", "XFD"), events),
        Quad(event, gev("source"), actor, events),
        Quad(event, TYPE, gev("Event"), events),
        Quad(event, gev("eventType"), NamedNode(PLOVER + "CONSULT"), events),
        Quad(event, gev("date"), Literal("2030-05-10", datatype=NamedNode(XSD + "date")), events),
        Quad(event, gev("intensity"), Literal("2.5", datatype=decimal), events),
        Quad(event, gev("confidence"), Literal("1", datatype=decimal), events),
        Quad(event, gev("killed"), Literal("12", datatype=NamedNode(XSD + "integer")), events),
        Quad(event, gev("place"), NAMES.of("place", "strelsau"), events),
        Quad(actor, LABEL, Literal("Sylvania", language="en"), kb),
        Quad(actor, LABEL, Literal('"The Sylvania"\n\tof \\old\x07', language="en"), kb),
        Quad(actor, TYPE, gev("State"), kb),
        Quad(
            NAMES.article_graph("0123456789abcdef"), gev("article"), NAMES.of("article", "0123456789abcdef")
        ),
        Quad(list_node, gev("members"), cell, NAMES.graph("ontology")),
        Quad(cell, LABEL, Literal("cell"), NAMES.graph("ontology")),
    ]


@pytest.fixture(scope="session")
def network() -> nx.MultiDiGraph:
    return synthetic()


@pytest.fixture
def quads() -> list[Quad]:
    return sample_quads()
