"""Events read from a store with SPARQL, and from a graph on disk."""

import os
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.analysis import (
    EventRow,
    Level,
    Selection,
    actor_iri,
    actor_network,
    mediators,
    read_actors,
    read_events,
)
from kg.articles import make_article
from kg.graph import Graph
from kg.graph.names import GEV, LABEL, PLOVER, TYPE, VOCAB, XSD, Names, gev
from kg.model import Actor, ActorKind, EventMention, Reading, Span, When

SHARED = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2].parent / "shared") / "ontology"
NAMES = Names()


def put(store, key, event_type, day, intensity, *, end=None, status="attested", **roles):
    event = NAMES.of("event", key)
    day_type, decimal = NamedNode(XSD + "date"), NamedNode(XSD + "decimal")
    facts = [
        (TYPE, gev("Event")),
        (gev("eventType"), NamedNode(PLOVER + event_type)),
        (gev("status"), NamedNode(VOCAB + status)),
        (gev("date"), Literal(day, datatype=day_type)),
        (gev("intensity"), Literal(str(intensity), datatype=decimal)),
        *([(gev("endDate"), Literal(end, datatype=day_type))] if end else []),
        *((gev(role), NAMES.of("actor", actor)) for role, actors in roles.items() for actor in actors),
    ]
    store.extend(Quad(event, *fact, NAMES.graph("events")) for fact in facts)


@pytest.fixture
def store():
    found = Store()
    put(found, "e1", "CONSULT", "2030-05-10", 1, end="2030-05-12", source=["A", "B"], mediator=["x-envoy"],
        sourceState=["A", "B"], targetState=["A", "B"])  # fmt: skip
    put(found, "e2", "ASSAULT", "2030-05-11", -9.5, source=["x-army"], target=["B"], sourceState=["A"],
        targetState=["B"])  # fmt: skip
    put(found, "e3", "ASSAULT", "2030-06-11", -9, status="claimed", source=["B"], target=["A"], sourceState=["B"],
        targetState=["A"])  # fmt: skip
    put(found, "e4", "SUPPORT", "2030-06-12", 5, source=["x-league"], target=["x-envoy"])
    for key, name, kind in (
        ("A", "Sylvania", "State"),
        ("B", "Freedonia", "State"),
        ("x-army", "Army", "Organization"),
    ):
        iri = NAMES.of("actor", key)
        described = [
            (TYPE, NamedNode(GEV + kind)),
            (LABEL, Literal(name, language="en")),
            (gev("ofState"), NAMES.of("actor", key[:1])),
        ]
        described.append((gev("sector"), NamedNode(PLOVER + "sector-GOV")))
        found.extend(Quad(iri, *fact, NAMES.graph("kb")) for fact in described)
    return found


def test_events_are_rows_at_the_level_of_states(store):
    table = read_events(store)
    assert table.events[0] == EventRow(
        NAMES.of("event", "e1").value,
        "CONSULT",
        date(2030, 5, 10),
        1.0,
        (actor_iri("A"), actor_iri("B")),
        (actor_iri("A"), actor_iri("B")),
        (actor_iri("x-envoy"),),
        date(2030, 5, 12),
    )
    assert [event.event_type for event in table.events] == ["CONSULT", "ASSAULT", "SUPPORT"]


def test_events_whose_parties_stand_for_no_state_are_counted_not_lost(store):
    graph = actor_network(store).graph
    assert (graph["events"], graph["edges_from"], graph["without_partner"]) == (3, 2, 1)


def test_at_the_level_of_actors_they_are_as_named(store):
    network = actor_network(store, level="actor")
    assert (actor_iri("x-army"), actor_iri("B"), "ASSAULT") in network.edges(keys=True)
    assert network.graph["level"] == "actor"


def test_actors_have_name_kind_country_and_sector(store):
    found = read_actors(store, [actor_iri("x-army"), actor_iri("x-envoy"), actor_iri("A")])
    army = found[actor_iri("x-army")]
    assert (army.label, army.kind, army.country, army.sector) == ("Army", "Organization", "x", "GOV")
    assert found[actor_iri("x-envoy")].label == "x-envoy"


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(since=date(2030, 5, 12)),
        Selection(until=date(2030, 5, 10)),
        Selection(since=date(2030, 5, 12), until=date(2030, 6, 11), statuses=("attested", "claimed")),
        Selection(types=("ASSAULT", "AID"), statuses=("claimed",)),
    ],
)
def test_the_query_selects_what_the_selection_admits(store, selection):
    everything = read_events(store, selection=Selection(statuses=("attested", "claimed")))
    chosen = read_events(store, selection=selection)
    assert list(chosen.events) == [event for event in everything.events if selection.admits(event)]


def test_an_unknown_level_is_refused(store):
    with pytest.raises(ValueError, match="planet"):
        read_events(store, level="planet")


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the example of the ontology is not at {SHARED}")
def test_the_example_of_the_ontology():
    store = Store()
    store.bulk_load(path=SHARED / "example.trig", format=RdfFormat.TRIG)
    derived = store.query((SHARED / "queries/views/rollup.rq").read_text(), use_default_graph_as_union=True)
    store.extend([Quad(t.subject, t.predicate, t.object, NAMES.graph("rollup")) for t in derived])
    table = read_events(store, level=Level.STATE)
    network = actor_network(table)
    assert network[actor_iri("RUS")][actor_iri("UKR")]["CONSULT reciprocal"]["count"] == 2
    assert network[actor_iri("UKR")][actor_iri("RUS")]["ACCUSE"]["sum"] == -3.5
    assert [(m.mediator_label, m.count) for m in mediators(table)] == [
        ("United States", 2),
        ("Ruritania (fictional)", 1),
    ]


def test_a_graph_on_disk_gives_its_network(tmp_path):
    article = make_article(
        "Freedonia and Sylvania met. Sylvania shelled Freedonia.", id="a", published=date(2030, 5, 14)
    )
    one, other = (Actor(key, key, ActorKind.STATE, key, "GOV") for key in ("XFD", "XSV"))
    met = mention(article, "CONSULT", "Freedonia and Sylvania met.", sources=(one, other), intensity=2.5)
    hit = mention(
        article, "ASSAULT", "Sylvania shelled Freedonia.", sources=(other,), targets=(one,), intensity=-9.0
    )
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(Reading(article, (met, hit), (one, other), software="test 1"))
        keys = [key for _, _, key in actor_network(graph).edges(keys=True)]
    assert keys == ["CONSULT reciprocal", "ASSAULT"]
    assert actor_network(Graph.open(tmp_path / "g")).number_of_edges() == 2


def mention(article, event_type, quote, *, sources, targets=(), intensity=0.0):
    start = article.text.index(quote)
    span = Span(start, start + len(quote))
    return EventMention(
        f"{article.key}-{span.start}-{span.end}-{event_type}",
        event_type,
        sources,
        targets,
        When(date(2030, 5, 13)),
        span,
        quote,
        span,
        intensity=intensity,
        confidence=0.9,
    )
