"""The SPARQL client and the comparison with Wikidata, against an endpoint that runs on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from kg.errors import GraphError, LimitError, ParameterError, SparqlSyntaxError
from kg.reference import Reference
from kg.reference.update import read_findings, update
from kg.resources import resource
from kg.sparql import Endpoint, Term

REFERENCE = Reference.load()
DATA = """
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
wd:Q142 wdt:P298 "FRA" ; wdt:P1549 "Frankonian"@en , "French"@en ; p:P35 _:t1 , _:t2 , _:t3 ; wdt:P1906 wd:Q99000009 .
_:t1 ps:P35 wd:Q99000001 ; wikibase:rank wikibase:NormalRank ; pq:P580 "2031-05-14T00:00:00Z"^^xsd:dateTime .
_:t2 ps:P35 wd:Q3052772 ; wikibase:rank wikibase:NormalRank ; pq:P580 "2017-05-14T00:00:00Z"^^xsd:dateTime ;
    pq:P582 "2031-05-14T00:00:00Z"^^xsd:dateTime .
_:t3 ps:P35 wd:Q99000002 ; wikibase:rank wikibase:DeprecatedRank .
wd:Q99000001 rdfs:label "Tildo Varenne"@en .
wd:Q99000002 rdfs:label "Never Was"@en .
wd:Q3052772 rdfs:label "Emmanuel Macron"@en .
wd:Q99000009 wdt:P263 wd:Q99000010 ; wdt:P279 wd:Q83307 ; wdt:P1001 wd:Q142 ; rdfs:label "minister of lanterns"@en .
wd:Q99000010 rdfs:label "Lantern House"@en .
wd:Q99000003 rdfs:label "Olga Lampe"@en ; p:P39 _:t4 .
_:t4 ps:P39 wd:Q99000009 ; pq:P580 "2020-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q99000004 wdt:P31 wd:Q245065 ; rdfs:label "Lantern League"@en ; skos:altLabel "LL"@en , "League; of Lanterns"@en ;
    wdt:P571 "1999-01-01T00:00:00Z"^^xsd:dateTime .
wd:Q1065 wdt:P31 wd:Q245065 ; rdfs:label "United Nations"@en ; wdt:P571 "1946-10-24T00:00:00Z"^^xsd:dateTime .
wd:Q99000005 wdt:P31 wd:Q17149090 ; rdfs:label "Front of the Nine Hills"@en ; wdt:P17 wd:Q142 .
"""


class Server(ThreadingHTTPServer):
    """`script` holds answers to give before the store answers: (status, headers, body)."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.store = pyoxigraph.Store()
        self.store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        self.script = []
        self.seen = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.seen.append((dict(self.headers), body))
        status, headers, answer = (
            self.server.script.pop(0) if self.server.script else self.answer(body["query"][0])
        )
        if headers is DROPPED:
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, query):
        try:
            found = self.server.store.query(query)
        except SyntaxError as error:
            return 400, {"Content-Type": "text/plain"}, str(error).encode()
        return 200, {"Content-Type": JSON}, found.serialize(format=pyoxigraph.QueryResultsFormat.JSON)

    def log_message(self, *args):
        pass


JSON = "application/sparql-results+json"
DROPPED = {"the connection is": "dropped without an answer"}
SELECT = "SELECT ?s ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?s"
ROW = {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "1"}}]}}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def endpoint(server):
    return Endpoint(server.url, pause=0.5, timeout=5, sleep=PAUSES.append)


PAUSES: list[float] = []


@pytest.fixture(autouse=True)
def _fresh_pauses():
    PAUSES.clear()


def test_a_select_comes_back_in_terms(server, endpoint):
    answer = endpoint.ask(SELECT)
    assert answer.variables == ("s", "l")
    assert answer.rows[0]["l"] == Term("literal", "United Nations", None, "en")
    headers, body = server.seen[0]
    assert "kg-events" in headers["User-Agent"]
    assert JSON in headers["Accept"]
    assert set(body) == {"query"}


def test_an_ask_is_true_or_false(endpoint):
    assert endpoint.ask("ASK { ?s ?p ?o }").boolean is True
    assert endpoint.ask("ASK { <urn:a> ?p ?o }").boolean is False


@pytest.mark.parametrize(("value", "truth"), [("1", True), ("0", False)])
def test_an_ask_as_virtuoso_answers_it(server, endpoint, value, truth):
    number = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": value}
    told = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": number}]}}
    server.script = [(200, {"Content-Type": JSON}, json.dumps(told).encode())]
    assert endpoint.ask("ASK { ?s ?p ?o }").boolean is truth


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_bring_every_row_once(endpoint, size):
    assert list(endpoint.pages(SELECT, size)) == list(endpoint.ask(SELECT).rows)


def test_a_busy_server_is_asked_again_after_growing_pauses(server, endpoint):
    server.script = [(503, {}, b""), (429, {"Retry-After": "7"}, b""), (502, {}, b"")]
    assert endpoint.ask("ASK { ?s ?p ?o }").boolean is True
    assert PAUSES == [0.5, 7.0, 2.0]


def test_a_server_that_stays_busy_is_given_up(server, endpoint):
    server.script = [(503, {}, b"later")] * 9
    with pytest.raises(GraphError, match="503"):
        endpoint.ask(SELECT)
    assert len(server.seen) == endpoint.tries


def test_a_dropped_connection_is_tried_again(server, endpoint):
    server.script = [(200, DROPPED, b"")]
    assert endpoint.ask("ASK { ?s ?p ?o }").boolean is True
    assert PAUSES == [0.5]
    server.script = [(200, DROPPED, b"")] * 9
    with pytest.raises(GraphError, match="cannot be reached"):
        endpoint.ask(SELECT)
    assert len(server.seen) == 2 + endpoint.tries


def test_a_server_that_asks_for_a_digest_gets_one(server):
    challenge = {"WWW-Authenticate": 'Digest realm="kg", nonce="abc", qop="auth", algorithm=MD5'}
    asked = Endpoint(server.url, credentials=("user", "word"))
    for script in ([(401, challenge, b"")], [(401, {}, b""), (401, challenge, b"")]):
        server.script, server.seen = list(script), []
        assert asked.ask("ASK { ?s ?p ?o }").boolean is True
        headers, body = server.seen[-1]
        assert headers["Authorization"].startswith('Digest username="user", realm="kg"')
        assert "query" in body
    server.script = [(401, challenge, b"")]
    with pytest.raises(GraphError, match="user name and a password"):
        Endpoint(server.url).ask("ASK { ?s ?p ?o }")


def test_nobody_waits_longer_than_a_minute(server, endpoint):
    server.script = [(429, {"Retry-After": "86400"}, b"")]
    endpoint.ask("ASK { ?s ?p ?o }")
    assert PAUSES == [60.0]


@pytest.mark.parametrize(
    ("script", "error", "message"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>"), GraphError, "text/html"),
        ((200, {"Content-Type": JSON}, b'{"head": {"vars": []}, "res'), LimitError, "breaks off"),
        ((200, {"Content-Type": JSON}, b'{"hello": 1}'), GraphError, "no SPARQL results"),
        ((200, {"Content-Type": JSON}, b"[]"), GraphError, "no SPARQL results"),
        ((500, {}, b"java.util.concurrent.TimeoutException"), LimitError, "out of time"),
        ((500, {}, b"broken"), GraphError, "500"),
        ((401, {}, b""), GraphError, "401"),
        ((404, {}, b""), GraphError, "404"),
        ((302, {"Location": "http://elsewhere.invalid/"}, b""), GraphError, "elsewhere"),
        ((307, {"Location": "file:///etc/hosts"}, b""), GraphError, "points to"),
    ],
)
def test_other_answers_are_named(server, endpoint, script, error, message):
    server.script = [script]
    with pytest.raises(error, match=message):
        endpoint.ask(SELECT)
    assert len(server.seen) == 1


def test_a_malformed_query_is_told_apart(endpoint):
    with pytest.raises(SparqlSyntaxError):
        endpoint.ask("SELECT WHERE")


@pytest.mark.parametrize("header", ["X-SPARQL-MaxRows", "X-SQL-State"])
def test_rows_left_out_are_noticed(server, endpoint, header):
    cut = (200, {"Content-Type": JSON, header: "10000"}, json.dumps(ROW).encode())
    server.script = [cut, cut]
    assert "10000" in endpoint.ask(SELECT).cut
    with pytest.raises(LimitError, match="left rows out"):
        list(endpoint.pages(SELECT, 5))


def test_a_server_that_knows_no_limit_is_not_paged(server, endpoint):
    two = ROW | {"results": {"bindings": ROW["results"]["bindings"] * 2}}
    server.script = [(200, {"Content-Type": JSON}, json.dumps(two).encode())]
    with pytest.raises(LimitError, match="LIMIT"):
        list(endpoint.pages(SELECT, 1))


def test_credentials_go_to_the_endpoint(server):
    Endpoint(server.url, credentials=("user", "word")).ask("ASK { ?s ?p ?o }")
    assert server.seen[0][0]["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://a/b", "nowhere", "http://user:word@host/"])
def test_what_is_no_endpoint_is_refused(url):
    with pytest.raises(ParameterError):
        Endpoint(url)


def test_nobody_there(server):
    url = server.url
    server.server_close()
    with pytest.raises((GraphError, LimitError)):
        Endpoint(url, timeout=1).ask(SELECT)


@pytest.fixture
def report(endpoint):
    return update(REFERENCE, endpoint, countries=["FRA"], page=2)


def found(report, status):
    return {(f.table, f.name, f.column) for f in report.findings if f.status == status}


def test_what_is_new_is_reported(report):
    assert found(report, "new") >= {
        ("people", "Tildo Varenne", ""),
        ("people", "Olga Lampe", ""),
        ("organisations", "Lantern League", ""),
        ("armed_groups", "Front of the Nine Hills", ""),
        ("states", "Frankonian", "demonym"),
        ("states", "Lantern House", "seat"),
    }
    names = {finding.name for finding in report.findings}
    assert not names & {"Never Was", "French"}


def test_what_differs_is_reported_and_what_only_we_have(report):
    changed = {(f.name, f.column, f.theirs) for f in report.findings if f.status == "changed"}
    assert changed == {
        ("Emmanuel Macron", "end", "2031-05-14"),
        ("United Nations", "valid_from", "1946-10-24"),
    }
    assert ("offices", "Jacques Chirac", "role") in found(report, "missing")
    assert not [f for f in report.findings if f.status == "missing" and f.name == "Emmanuel Macron"]


def test_the_report_comes_back_from_its_file(report, tmp_path):
    assert tuple(read_findings(report.write(tmp_path / "report.csv"))) == report.findings


def test_applied_rows_load_and_change_nothing_of_ours(report, tmp_path):
    report.apply(tmp_path / "mine")
    loaded = Reference.load([tmp_path / "mine"])
    assert loaded.lookup("Tildo Varenne")[0].country == "FRA"
    assert loaded.lookup("Lantern League")[0].org_type == "IGO"
    ours = {key: person for key, person in loaded.persons.items() if key in REFERENCE.persons}
    assert ours == dict(REFERENCE.persons)
    assert {key: loaded.bodies[key] for key in REFERENCE.bodies} == dict(REFERENCE.bodies)
    with pytest.raises(ParameterError, match="already"):
        report.apply(tmp_path / "mine")


def test_shipped_tables_are_never_written_to(report):
    with pytest.raises(ParameterError, match="folder of your own"):
        report.apply(resource("data", "reference"))


def test_unknown_queries_and_countries_are_refused(endpoint, server):
    with pytest.raises(ParameterError, match="teapots"):
        update(REFERENCE, endpoint, queries=["teapots"])
    with pytest.raises(ParameterError, match="XQQ"):
        update(REFERENCE, endpoint, countries=["XQQ"])
    assert server.seen == []
