"""Graphs behind endpoints: the same answers as in a folder, there and back again; on Oxigraph, and on a real Virtuoso."""

import pytest
import virtuoso
from made_readings import all_readings, article, denial_reading, talks_reading
from oxigraph_server import OxigraphServer
from pyoxigraph import Quad

from kg.analysis import actor_network
from kg.errors import GraphError, LimitError, SparqlSyntaxError, UsageError
from kg.graph import Graph, Limits
from kg.graph.check import check, check_by
from kg.graph.graph_store import GraphStore
from kg.graph.index import serialize_sorted
from kg.graph.remote import Remote, declared, pageable
from kg.graph.transfer import ARTICLE, pull, push
from kg.model import Reading
from kg.query import ask, named_queries
from kg.sparql import Endpoint


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("remote") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        made.commit()
        yield made


class Server:
    """A server to read from and to write to."""

    def __init__(self, served, credentials=None):
        self.served = served
        self.remote = Remote(Endpoint(served.query, pause=0.01))
        self.target = GraphStore(served.write, credentials, pause=0.01)


@pytest.fixture(scope="module")
def real_virtuoso(tmp_path_factory):
    if not virtuoso.installed():
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource-7)")
    served = virtuoso.Virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=100)
    try:
        served.wait()
        yield Server(served, served.credentials)
    finally:
        served.stop()


@pytest.fixture(scope="module")
def oxigraph():
    served = OxigraphServer()
    served.most = 100
    yield Server(served)
    served.stop()


@pytest.fixture
def own_server():
    """A server that a test may disturb."""
    served = OxigraphServer()
    yield Server(served)
    served.stop()


@pytest.fixture(
    scope="module", params=["oxigraph", pytest.param("real_virtuoso", marks=pytest.mark.integration)]
)
def server(request, graph):
    found = request.getfixturevalue(request.param)
    push(graph, found.remote, found.target)
    return found


def ordered(table):
    return table.columns, sorted(map(str, table.rows))


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_named_queries_give_the_same_rows(server, graph, name):
    assert ordered(ask(server.remote, name)) == ordered(ask(graph, name))


PARAMETERS = [
    ("mediators", {"a": "Freedonia", "b": "XSV"}),
    ("dyad-timeline", {"a": "Freedonia", "b": "Sylvania", "since": "2030-06"}),
    ("monthly-balance", {"a": "XFD", "b": "XSV"}),
    ("claims-denied", {"speaker": "Vera Trentino"}),
    ("independent-publishers", {"minimum": 2, "type": "ASSAULT"}),
]


@pytest.mark.parametrize(("name", "parameters"), PARAMETERS)
def test_parameters_are_bound_alike(server, graph, name, parameters):
    found = ask(server.remote, name, parameters)
    assert len(found)
    assert ordered(found) == ordered(ask(graph, name, parameters))


def test_quads_counts_networks_and_checks_are_the_same(server, graph):
    assert serialize_sorted(server.remote.quads()) == serialize_sorted(graph.quads())
    assert server.remote.keys() == graph.keys()
    assert server.remote.info()["events by type"] == graph.info()["events by type"]
    here, there = actor_network(graph), actor_network(server.remote)
    assert sorted(here.edges(data=True), key=str) == sorted(there.edges(data=True), key=str)
    found = check_by(server.remote.query, server.remote.names)
    assert found.findings == check(graph.store, graph.names).findings


def test_a_query_longer_than_the_server_answers_is_paged(server, graph):
    everything = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } ?s a gev:EventMention }"
    assert len(server.remote.query(everything)) == len(graph.query(everything)) > 150
    with pytest.raises(LimitError, match="more than 5 rows"):
        server.remote.query(everything, Limits(rows=5))


def test_a_pull_gives_the_same_graph(server, graph, tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as pulled:
        first = pull(server.remote, pulled)
        assert first.written == tuple(graph.keys())
        assert pulled.quads() == graph.quads()
        again = pull(server.remote, pulled)
        assert (again.written, again.unchanged) == ((), tuple(graph.keys()))
        assert pulled.verify().untexted == tuple(graph.keys())
    for key in graph.keys():  # noqa: SIM118
        assert pulled.folder.read_shard(key) == graph.folder.read_shard(key)


def test_a_push_sends_only_what_changed(own_server, tmp_path):
    remote, target = own_server.remote, own_server.target
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(talks_reading())
        push(graph, remote, target)
        graph.add(denial_reading())
        second = push(graph, remote, target)
        assert second.written == (denial_reading().article.key,)
        assert second.unchanged == (talks_reading().article.key,)
        assert "ontology" not in second.layers
        assert "events" in second.layers
        graph.remove(talks_reading().article.key)
        assert push(graph, remote, target).removed == ()
        assert push(graph, remote, target, prune=True).removed == (talks_reading().article.key,)
        assert remote.quads() == graph.quads()
        own_server.served.seen.clear()
        assert push(graph, remote, target).layers == ()
        assert "PUT" not in own_server.served.seen
        assert len(push(graph, remote, target, whole=True).written) == 1


def test_a_push_that_was_cut_off_goes_on(own_server, graph):
    own_server.served.breaks_at = 4
    with pytest.raises(GraphError, match="500"):
        push(graph, own_server.remote, own_server.target)
    own_server.served.breaks_at = None
    rest = push(graph, own_server.remote, own_server.target)
    assert rest.unchanged
    assert len(rest.written) + len(rest.unchanged) == len(graph.keys())
    assert own_server.remote.quads() == graph.quads()


def test_busy_servers_are_asked_again(own_server, graph):
    own_server.served.busy = 2
    push(graph, own_server.remote, own_server.target)
    own_server.served.busy = 2
    assert own_server.remote.keys() == graph.keys()
    own_server.served.busy = 99
    with pytest.raises(GraphError, match="503"):
        own_server.target.put("http://example.org/g", [])


def test_texts_go_along_where_that_is_asked_for(server, tmp_path):
    first, *rest = all_readings()
    with (
        Graph.create(tmp_path / "g", reference=None) as graph,
        Graph.create(tmp_path / "p", reference=None) as pulled,
    ):
        list(graph.add_all([first, *rest]))
        push(graph, server.remote, server.target, whole=True)
        assert pull(server.remote, pulled, prune=True).written == tuple(graph.keys())
        assert pulled.verify().untexted == tuple(graph.keys())
        assert push(graph, server.remote, server.target, texts=True).written == tuple(graph.keys())
        assert push(graph, server.remote, server.target, texts=True).unchanged == tuple(graph.keys())
        assert pull(server.remote, pulled).written == tuple(graph.keys())
        assert pull(server.remote, pulled).unchanged == tuple(graph.keys())
        assert (pulled.verify().untexted, pulled.verify().broken) == ((), ())
        assert pulled.article(first.article.key) == first.article
        assert pulled.quads() == graph.quads() == server.remote.quads()


def test_a_copy_is_a_copy_where_it_was_pulled_to(own_server, tmp_path):
    text = " ".join(f"word{number}" for number in range(60))
    copies = [Reading(article(f"{title}\n\n{text}", publisher=title), ()) for title in ("Gazette", "Herald")]
    with (
        Graph.create(tmp_path / "g", reference=None) as graph,
        Graph.create(tmp_path / "p", reference=None) as pulled,
    ):
        list(graph.add_all(copies))
        push(graph, own_server.remote, own_server.target)
        pull(own_server.remote, pulled)
        assert pulled.quads() != graph.quads()
        push(graph, own_server.remote, own_server.target, texts=True)
        pull(own_server.remote, pulled)
        assert pulled.quads() == graph.quads()


def test_a_text_of_another_article_is_not_pulled(own_server, graph, tmp_path):
    push(graph, own_server.remote, own_server.target, texts=True)
    store = own_server.served.store
    (quad, other, *_) = store.quads_for_pattern(None, ARTICLE, None, None)
    store.remove(quad)
    store.add(Quad(quad.subject, ARTICLE, other.object, quad.graph_name))
    with (
        Graph.create(tmp_path / "g", reference=None) as pulled,
        pytest.raises(GraphError, match="other than it was written"),
    ):
        pull(own_server.remote, pulled)


def test_a_pull_that_was_cut_off_goes_on(own_server, graph, tmp_path):
    push(graph, own_server.remote, own_server.target)
    own_server.served.seen.clear()
    own_server.served.breaks_at = 5
    with Graph.create(tmp_path / "g", reference=None) as pulled:
        with pytest.raises(GraphError, match="500"):
            pull(own_server.remote, pulled)
        own_server.served.breaks_at = None
        rest = pull(own_server.remote, pulled)
        assert rest.unchanged
        assert sorted([*rest.written, *rest.unchanged]) == graph.keys()
        assert pulled.quads() == graph.quads()


def test_damaged_articles_are_not_pulled(own_server, graph, tmp_path):
    push(graph, own_server.remote, own_server.target)
    node = graph.names.article_graph(graph.keys()[0])
    own_server.served.store.remove(next(own_server.served.store.quads_for_pattern(None, None, None, node)))
    with (
        Graph.create(tmp_path / "g", reference=None) as pulled,
        pytest.raises(GraphError, match="other than it was written"),
    ):
        pull(own_server.remote, pulled)


@pytest.mark.integration
def test_writing_to_virtuoso_needs_a_password(real_virtuoso):
    with pytest.raises(GraphError, match="user name and a password"):
        GraphStore(real_virtuoso.target.url).put("http://example.org/g", [])


STATEMENTS = [
    "CONSTRUCT { ?e gev:date ?d } WHERE { ?e a gev:Event ; gev:date ?d . ?m gev:denotes ?e }",
    "CONSTRUCT WHERE { ?m gev:quote ?q ; gev:confidence ?c }  # the short form",
    "PREFIX x: <urn:x:> CONSTRUCT { ?e x:toll ?k ; x:is 'told' } WHERE { ?e a gev:Event OPTIONAL { ?e gev:killed ?k } }",
    "CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE { ?e a gev:Event }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s a gev:State ; ?p ?o } ORDER BY ?s ?p ?o LIMIT 7",
    "DESCRIBE actor:XFD",
    "DESCRIBE ?e actor:XSV <https://w3id.org/gev/id/actor/nobody> WHERE { ?e a gev:Event ; gev:killed ?k } # these",
    "DESCRIBE * { ?e gev:killed ?k }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s a gev:Nothing ; ?p ?o }",
]


@pytest.mark.parametrize("query", STATEMENTS)
def test_statements_are_the_same_and_whole(server, graph, query):
    assert server.remote.query(query).to_ntriples() == graph.query(query).to_ntriples()


@pytest.mark.parametrize("query", ["ASK { ?e a gev:Event }", "ASK { ?e a gev:Nothing }"])
def test_an_ask_is_as_true_there_as_here(server, graph, query):
    assert server.remote.query(query) == graph.query(query)


def test_statements_past_what_a_server_gives(server, graph):
    everything = "CONSTRUCT { ?m ?p ?o } WHERE { ?m a gev:EventMention ; ?p ?o }"
    found = server.remote.query(everything)
    assert len(found) == len(graph.query(everything)) > 150
    assert found == graph.query(everything)
    with pytest.raises(LimitError, match="more than 5 rows"):
        server.remote.query(everything, Limits(rows=5))


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s ?p", "CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", "DESCRIBE no:where"]
)
def test_malformed_statements_are_refused_before_the_server_is_asked(own_server, query):
    with pytest.raises(SparqlSyntaxError):
        own_server.remote.query(query)
    assert own_server.served.seen == []


@pytest.mark.integration
def test_virtuoso_asks_for_a_digest_and_gets_it(real_virtuoso):
    address = real_virtuoso.served.query + "-auth"
    known = Remote(Endpoint(address, credentials=real_virtuoso.served.credentials))
    assert known.query("ASK { ?s ?p ?o }").rows == ((True,),)
    for credentials in (None, ("dba", "wrong")):
        with pytest.raises(GraphError, match="user name and a password"):
            Remote(Endpoint(address, credentials=credentials)).query("ASK { ?s ?p ?o }")


def test_what_an_endpoint_cannot_answer_is_said(own_server):
    with pytest.raises(UsageError, match="refused"):
        own_server.remote.query("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    with pytest.raises(SparqlSyntaxError):
        own_server.remote.query("SELECT WHERE")
    gone = Remote(Endpoint("http://127.0.0.1:9/sparql", tries=1))
    with pytest.raises(GraphError, match="cannot be reached"):
        gone.query("ASK {}")


def test_queries_are_made_ready(graph):
    assert declared("SELECT * { ?s a ev:x }", graph.names).startswith("PREFIX ev:")
    assert declared("PREFIX ev: <x:> SELECT * { ?s a ev:x }", graph.names).count("PREFIX") == 1
    assert pageable("SELECT ?x { ?x ?y ?z } ORDER BY ?y", ("x",)).endswith("ORDER BY ?y } }")
