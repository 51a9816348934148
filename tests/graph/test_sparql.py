"""SPARQL on a store: what is refused, what is limited, and how a mistake is shown."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import all_readings
from oxigraph_server import OxigraphServer
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import GraphError, LimitError, ParameterError, SparqlSyntaxError, UsageError
from kg.graph import Graph, Limits, Names
from kg.graph.resolver import resolve_actor
from kg.graph.sparql import ask, guard


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("sparql") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        made.commit()
        yield made


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent ?x { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/data> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "PREFIX ex: <http://example.org/> LOAD <http://example.org/data>",
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "# harmless\nDELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * { ?s ?p 'a' } # '\nSERVICE <http://x> { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(1<2) SERVICE<http://x>{?a ?b ?c} }",
    ],
)
def test_what_leaves_or_changes_the_graph_is_refused(graph, query):
    with pytest.raises(UsageError, match="refused"):
        graph.query(query)


def test_a_query_may_leave_the_graph_where_that_is_asked_for(graph):
    outside = Limits(outside=True)
    served = OxigraphServer()
    served.store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("elsewhere")))
    elsewhere = f"SELECT ?o {{ SERVICE <{served.query}> {{ <urn:a> <urn:b> ?o }} }}"
    assert graph.query(elsewhere, outside).rows == (("elsewhere",),)
    assert graph.query(elsewhere, Limits(seconds=60, outside=True)).rows == (("elsewhere",),)
    served.stop()
    with pytest.raises(GraphError, match="the query fails"):
        graph.query(elsewhere, outside)
    events = graph.names.graph("events")
    inside = "SELECT ?s ?p ?o {} {{ ?s ?p ?o }}"
    some = graph.query(inside.format(f"FROM {events}"), outside)
    assert len(some) == len(set(graph.store.quads_for_pattern(None, None, None, events)))
    assert len(graph.query(inside.format(f"FROM {events}"), Limits(seconds=60, outside=True))) == len(some)
    assert len(graph.query(inside.format(""), outside)) > len(some)
    for change in ("LOAD <http://example.org/data>", "DROP ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }"):
        with pytest.raises(UsageError, match="refused"):
            graph.query(change, outside)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from WHERE { ?from <http://example.org/SERVICE> 'LOAD' } # FROM",
        'SELECT * { ?s ?p """DROP "quoted" FROM""" }',
        "PREFIX load: <http://example.org/> SELECT * { ?s load:from ?o ; load:service ?x }",
        "SELECT ?insert { ?insert ?delete ?with }",
        "SELECT * { ?s ?p 'it\\'s FROM here' }",
    ],
)
def test_words_in_names_strings_and_comments_are_no_keywords(graph, query):
    graph.query(query)


@given(st.text(max_size=200))
def test_the_guard_reads_anything(text):
    with suppress(UsageError):
        guard(text)


def test_a_mistake_is_shown_where_it_is(graph):
    with pytest.raises(SparqlSyntaxError, match=r"(?s)line 2, column \d+: .*\n  WHERE .*\^"):
        graph.query("SELECT *\nWHERE { ?s ?p }")
    with pytest.raises(SparqlSyntaxError, match="a prefix is not declared"):
        graph.query("SELECT * { ?s nowhere:p ?o }")
    with pytest.raises(SparqlSyntaxError, match="line 1"):
        graph.query("SELECT * { ?s ?p }", Limits(seconds=20))


def test_every_form_of_answer(graph):
    assert graph.query("ASK { ?e a gev:Event }").rows == ((True,),)
    assert graph.query("ASK { ?e a gev:Nothing }").rows == ((False,),)
    table = graph.query(
        "SELECT ?e ?d ?i { ?e a gev:Event ; gev:date ?d ; gev:intensity ?i } ORDER BY ?d LIMIT 1"
    )
    assert table.columns == ("e", "d", "i")
    assert str(table.column("d")[0]) == "2030-05-10"
    assert isinstance(table.column("i")[0], float)
    assert str(table.column("e")[0]).startswith("ev:CONSULT-20300510-")
    made = graph.query(
        "CONSTRUCT { ?e gev:date ?d } WHERE { ?e a gev:Event ; gev:date ?d . ?m gev:denotes ?e }"
    )
    assert len(made) == graph.info()["things"]["Event"]
    assert len(graph.query("DESCRIBE actor:XFD")) > 3
    assert "@prefix gev:" in made.to_turtle()
    assert made.to_ntriples().count("\n") == len(made)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?label ?none { ?s rdfs:label ?label OPTIONAL { ?s gev:nothing ?none } } ORDER BY ?s ?label",
        "SELECT ?e ?i { ?e a gev:Event ; gev:intensity ?i } ORDER BY ?e",
        "CONSTRUCT { ?s gev:quote ?q } WHERE { ?s gev:quote ?q }",
        "ASK { ?e a gev:Event }",
    ],
)
def test_a_process_of_its_own_answers_the_same(graph, query):
    assert graph.query(query, Limits(seconds=60)) == graph.query(query)


def test_time_rows_and_memory_have_limits(graph):
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(LimitError, match="longer than 1 seconds"):
        graph.query(slow, Limits(seconds=1))
    everything = "SELECT * { ?s ?p ?o }"
    for limits in (Limits(rows=10), Limits(rows=10, seconds=60)):
        with pytest.raises(LimitError, match="more than 10 rows"):
            graph.query(everything, limits)
    assert len(graph.query(everything + " LIMIT 10", Limits(rows=10))) == 10
    with pytest.raises(LimitError, match="MB"):
        graph.query(everything, Limits(megabytes=32, seconds=60))


def test_actors_by_name_code_curie_and_iri(graph):
    iri = "https://w3id.org/gev/id/actor/XFD"
    for text in ("Freedonia", "freedonia", "XFD", "xfd", "actor:XFD", iri, f"<{iri}>"):
        assert resolve_actor(graph.store, text, graph.names).value == iri
    assert resolve_actor(graph.store, "Kremlin", graph.names).value.endswith("/RUS")


def test_an_unknown_actor_gets_the_nearest_names(graph):
    with pytest.raises(ParameterError, match=r"Nearest: actor:XFD \(freedonia\)"):
        resolve_actor(graph.store, "Fredonia", graph.names)
    with pytest.raises(ParameterError, match="no actor is called"):
        resolve_actor(graph.store, "Northern Front", graph.names, kinds=["State"])
    with pytest.raises(
        ParameterError, match="'Hamas' is an armed group; this parameter asks for one of State"
    ):
        resolve_actor(graph.store, "Hamas", graph.names, kinds=["State"])
    with pytest.raises(ParameterError, match="is no IRI"):
        resolve_actor(graph.store, "http://example.org/a b", graph.names)


def test_an_empty_store_answers():
    assert ask(Store(), "SELECT * { ?s ?p ?o }", Names()).rows == ()
