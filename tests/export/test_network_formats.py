import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as ET

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import ActorRow, EventRow, EventTable, actor_network
from kg.errors import FormatError
from kg.export import format_of, write_network
from kg.export.flat import flat

GEXF = "{http://www.gexf.net/1.2draft}"


def written(network, name) -> bytes:
    out = io.BytesIO()
    write_network(network, out, format=name)
    return out.getvalue()


@st.composite
def networks(draw):
    """Networks whose labels may hold any character, and whose actors may lack everything else."""
    keys = [f"https://w3id.org/gev/id/actor/{key}" for key in "ABCD"]
    maybe = st.one_of(st.none(), st.text(max_size=5))
    actors = {
        key: ActorRow(key, draw(st.text(min_size=1, max_size=12)), draw(maybe), draw(maybe), draw(maybe))
        for key in keys
    }
    rows = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys), st.booleans()), max_size=10))
    events = [
        EventRow(
            f"http://example.com/{n:02}",
            ("AID", "ASSAULT")[n % 2],
            date(2030, 1, 1 + n),
            1.5 * n - 4,
            (a, b) if mutual else (a,),
            () if mutual else (b,),
        )
        for n, (a, b, mutual) in enumerate(rows)
    ]
    return actor_network(EventTable(tuple(events), actors))


def edge_list(network, *, without=()):
    rows = [
        (tail, head, tuple(sorted((k, v) for k, v in data.items() if k not in without)))
        for tail, head, data in network.edges(data=True)
    ]
    return sorted(rows)


def xml_text(value):
    """XML readers give line ends and, in attributes, white space back in one form."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


@given(networks())
def test_graphml_comes_back(network):
    expected = flat(network)
    found = nx.read_graphml(io.BytesIO(written(network, "graphml")), force_multigraph=True)
    assert set(found.nodes) == set(expected.nodes)
    for node, data in expected.nodes(data=True):
        kept = {name: xml_text(value) for name, value in data.items() if value != ""}
        assert {name: value for name, value in found.nodes[node].items() if value not in (None, "")} == kept
    assert edge_list(found) == edge_list(expected)


@given(networks())
def test_gexf_comes_back(network):
    expected = flat(network)
    found = nx.read_gexf(io.BytesIO(written(network, "gexf")))
    added = ("start", "end", "weight", "label")
    assert set(found.nodes) == set(expected.nodes)
    assert edge_list(found, without=added) == edge_list(expected)
    assert all(found.nodes[node]["label"] for node in found)


@given(networks())
def test_node_link_json_comes_back_with_everything(network):
    found = nx.node_link_graph(json.loads(written(network, "json")), edges="edges")
    assert type(found) is nx.MultiDiGraph
    assert dict(found.nodes(data=True)) == dict(network.nodes(data=True))
    for tail, head, key, data in network.edges(keys=True, data=True):
        dated = {**data, "first": data["first"].isoformat(), "last": data["last"].isoformat()}
        assert found[tail][head][key] == dated


@given(networks())
def test_csv_comes_back(network):
    edges = list(csv.DictReader(io.StringIO(written(network, "csv").decode(), newline="")))
    assert [(e["source"], e["target"], int(e["count"]), e["events"].split()) for e in edges] == [
        (tail, head, data["count"], data["events"]) for tail, head, data in network.edges(data=True)
    ]
    nodes = list(csv.DictReader(io.StringIO(written(network, "nodes-csv").decode(), newline="")))
    assert [node["id"] for node in nodes] == sorted(network)


def test_a_line_break_in_a_name_does_not_break_the_table():
    event = EventRow("http://e", "AID", date(2030, 1, 1), 1.0, ("http://a",), ("http://b",))
    table = EventTable((event,), {"http://a": ActorRow("http://a", "Syl\rvania\r\nland")})
    assert b"\nhttp://a,Syl vania land,,,\n" in written(actor_network(table), "nodes-csv")


def test_pandas_reads_the_tables(network):
    edges = pd.read_csv(io.BytesIO(written(network, "csv")), parse_dates=["first", "last"])
    assert edges["count"].sum() == sum(data["count"] for *_, data in network.edges(data=True))
    assert (edges["first"] <= edges["last"]).all()


def test_gephi_finds_dates_sizes_and_colours(network):
    root = ET.fromstring(written(network, "gexf"))
    graph = root.find(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == (
        "dynamic",
        "date",
        "directed",
    )
    edges = graph.findall(f"{GEXF}edges/{GEXF}edge")
    assert len({edge.get("id") for edge in edges}) == network.number_of_edges()
    for element in [*edges, *graph.findall(f"{GEXF}nodes/{GEXF}node")]:
        assert date.fromisoformat(element.get("start")) <= date.fromisoformat(element.get("end"))
        assert element.find("{http://www.gexf.net/1.2draft/viz}color") is not None
    assert root.find(f"{GEXF}meta").get("lastmodifieddate") is None


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_control_characters_do_not_break_xml(name):
    bad = "Syl\x00va\x08nia \ufffe\x1b[1m & <b>"
    event = EventRow("http://e", "AID", date(2030, 1, 1), 1.0, ("http://a",), ("http://b",))
    text = written(actor_network(EventTable((event,), {"http://a": ActorRow("http://a", bad)})), name)
    ET.fromstring(text)
    assert "Syl\ufffdva\ufffdnia \ufffd\ufffd[1m &amp; &lt;b&gt;" in text.decode()


def test_an_empty_network_is_a_valid_file_in_every_format():
    empty = actor_network([])
    assert len(nx.read_graphml(io.BytesIO(written(empty, "graphml")))) == 0
    assert len(nx.read_gexf(io.BytesIO(written(empty, "gexf")))) == 0
    assert json.loads(written(empty, "json"))["nodes"] == []
    assert written(empty, "csv").decode().count("\n") == 1


def test_formats_by_ending_and_by_name():
    assert [format_of(f"a.{end}") for end in ("ttl", "TRIG", "nq", "jsonld", "gexf")] == [
        "turtle",
        "trig",
        "nquads",
        "jsonld",
        "gexf",
    ]
    with pytest.raises(FormatError, match=r"no format has the ending '\.docx'"):
        format_of("a.docx")
    with pytest.raises(FormatError, match="no network format 'pajek'"):
        write_network(actor_network([]), io.BytesIO(), format="pajek")
