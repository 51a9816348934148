"""Events as tables, framed JSON-LD and reifiers, each read back by a tool that is not ours."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
from made_readings import all_readings
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, RdfFormat, Store, Triple, parse

from kg.errors import FormatError
from kg.export import format_of, with_reifiers, write_events, write_quads
from kg.export.event_rows import event_rows
from kg.export.event_tables import GDELT, POLECAT, gdelt, polecat
from kg.graph import Graph
from kg.graph.names import TYPE, Names, gev

NAMES = Names()


@pytest.fixture(scope="module")
def quads(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("export") / "g", reference=None) as graph:
        list(graph.add_all(all_readings()))
        return graph.quads()


def written(quads, form):
    out = io.BytesIO()
    write_events(quads, out, format=form)
    return out.getvalue()


def rows(quads, form):
    text = written(quads, form).decode()
    frame = pd.read_csv(io.StringIO(text), sep="\t", dtype=str, keep_default_na=False)
    assert list(csv.DictReader(io.StringIO(text), delimiter="\t")) == frame.to_dict("records")
    return frame


def test_events_are_read_whole(quads):
    events = {event.key: event for event in event_rows(quads, NAMES)}
    assert len(events) == sum(q.predicate == TYPE and q.object == gev("Event") for q in quads)
    talks = next(event for event in events.values() if event.cameo)
    assert (talks.event_type, talks.cameo, talks.quad_class, talks.status) == (
        "CONSULT",
        "044",
        1,
        "attested",
    )
    assert [actor.key for actor in talks.mediators] == ["XRU"]
    assert talks.source_states == talks.target_states == ("XFD", "XSV")
    assert len(talks.articles) == talks.mentions == 3
    assert [(one.key, other.key) for one, other in talks.dyads()] == [("XFD", "XSV")]


def test_polecat(quads):
    frame = rows(quads, "polecat")
    assert tuple(frame.columns) == POLECAT
    assert len(POLECAT) == 40
    talks = frame[frame["Event Type"] == "CONSULT"].iloc[0]
    assert (talks["Actor Name"], talks["Recipient Name"], talks["Actor Country"]) == (
        "Freedonia",
        "Sylvania",
        "XFD",
    )
    assert (talks["Event Mode"], talks["Contexts"], talks["Quad Code"]) == (
        "third-party",
        "diplomatic",
        "VERBAL COOPERATION",
    )
    assert (talks["Placename"], talks["Country"], talks["Latitude"]) == ("Strelsau", "XRU", "48.0")
    assert set(frame["Event Type"]) <= {"CONSULT", "ASSAULT", "SANCTION", "REQUEST", "RETREAT"}
    assert frame["Event ID"].is_unique


def test_gdelt(quads):
    frame = rows(quads, "gdelt")
    assert tuple(frame.columns) == GDELT
    assert len(GDELT) == 61
    talks = frame[frame["EventCode"] == "044"].iloc[0]
    assert (talks["SQLDATE"], talks["EventRootCode"], talks["QuadClass"]) == ("20300510", "04", "1")
    assert (talks["Actor1Code"], talks["Actor2CountryCode"], talks["NumArticles"]) == ("XFD", "XSV", "3")
    assert talks["ActionGeo_FullName"] == "Strelsau"
    strike = frame[frame["Actor1Type1Code"] == "MIL"].iloc[0]
    assert strike["Actor1Code"] == "XSVMIL"


@pytest.mark.parametrize("table", [polecat, gdelt])
def test_only_what_somebody_says_took_place_is_a_row_of_event_data(quads, table):
    event = event_rows(quads, NAMES)[0]
    for status in ("attested", "claimed", "contested", "negated", "planned", "demanded", "hypothetical"):
        lines = table([replace(event, status=status)]).decode().splitlines()
        assert (len(lines) > 1) is (status in ("attested", "claimed", "contested"))


def test_parquet(quads):
    table = pq.read_table(io.BytesIO(written(quads, "parquet")))
    events = event_rows(quads, NAMES)
    assert table.num_rows == len(events)
    frame = table.to_pandas()
    assert list(frame["event"]) == [event.key for event in events]
    assert list(frame["date"]) == [event.date for event in events]
    assert [list(targets) for targets in frame["targets"]] == [
        [a.key for a in event.targets] for event in events
    ]
    killed = dict(zip(frame["event"], frame["killed"], strict=True))
    assert {killed[e.key] for e in events if e.quantities.killed is not None} == {
        e.quantities.killed for e in events if e.quantities.killed is not None
    }
    assert written(quads, "parquet") == written(list(reversed(quads)), "parquet")


def framed(quads):
    out = io.BytesIO()
    write_quads(quads, out, format="framed")
    return out.getvalue().decode()


def test_framed_json_ld_has_one_tree_an_event_and_says_nothing_else(quads):
    text = framed(quads)
    document = json.loads(text)
    assert len(document["@graph"]) == len(event_rows(quads, NAMES))
    talks = next(event for event in document["@graph"] if event.get("mediator"))
    assert {mention["@type"] for mention in talks["@reverse"]["denotes"]} == {"gev:EventMention"}
    assert any(isinstance(mention["article"], dict) for mention in talks["@reverse"]["denotes"])
    read = rdflib.Graph().parse(data=text, format="json-ld")
    said = rdflib.Graph()
    for quad in quads:
        if "_:" not in f"{quad.subject}{quad.object}":
            said.parse(data=f"{quad.subject} {quad.predicate} {quad.object} .", format="nt")
    assert set(read) <= set(said)
    events = {triple for triple in said if "/event/" in str(triple[0]) or "/mention/" in str(triple[0])}
    assert events <= set(read)


@pytest.mark.parametrize("form", ["trig", "nquads"])
def test_reifiers_join_plain_edges_with_events(quads, form):
    out = io.BytesIO()
    reified = with_reifiers(quads, NAMES)
    write_quads(reified, out, format=form)
    kind = RdfFormat.TRIG if form == "trig" else RdfFormat.N_QUADS
    store = Store()
    store.extend(parse(out.getvalue(), format=kind))
    assert set(store) == set(reified)
    edges = {(q.subject, q.predicate, q.object) for q in quads if q.graph_name == NAMES.graph("edges")}
    found = {(t.subject, t.predicate, t.object) for q in reified if isinstance(t := q.object, Triple)}
    assert found == edges
    asked = store.query(
        "PREFIX act: <https://w3id.org/gev/act#> PREFIX actor: <https://w3id.org/gev/id/actor/> "
        "PREFIX gev: <https://w3id.org/gev/ont#> ASK { ?e gev:eventType ?t . "
        "?e <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( actor:XFD act:consult actor:XSV )>> }",
        use_default_graph_as_union=True,
    )
    assert isinstance(asked, QueryBoolean)
    assert asked


def test_formats_that_are_none(quads):
    assert format_of("events.parquet") == "parquet"
    with pytest.raises(FormatError, match="polecat, gdelt, parquet"):
        write_events(quads, io.BytesIO(), format="xlsx")
    with pytest.raises(FormatError, match="no form"):
        framed(
            [
                Quad(
                    NamedNode("x:a"),
                    NamedNode("x:b"),
                    Triple(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c")),
                    DefaultGraph(),
                )
            ]
        )
