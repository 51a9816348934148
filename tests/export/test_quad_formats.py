import io
import json
import random
import shutil
import string
import subprocess

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kg.errors import FormatError
from kg.export import write_quads
from kg.export.jsonld import context
from kg.graph.names import GEV, LABEL, TYPE, XSD, Names, gev

SYNTAX = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
RDFLIB = {"trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


def written(quads, name, **options) -> bytes:
    out = io.BytesIO()
    write_quads(quads, out, format=name, **options)
    return out.getvalue()


def canonical(quads) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


SPACES = [*Names().prefixes.values(), "urn:", "actor:", "place:", "http://example.com/ä/", "mailto:"]
iris = st.builds(
    lambda space, local: NamedNode(space + local),
    st.sampled_from(SPACES),
    st.text(string.ascii_letters + string.digits + "._-~/%,;()é", min_size=1, max_size=8).map(
        lambda s: s.replace("%", "%41")
    ),
)
datatypes = st.sampled_from(
    [XSD + name for name in ("integer", "decimal", "boolean", "date", "double", "anyURI", "string")]
)
lexical = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["12", "-3", "+4", "007", "1.5", "-9", ".5", "1.", "true", "1", "99999999999999999999"]),
)
literals = st.one_of(
    st.text(max_size=12).map(Literal),
    st.builds(
        lambda value, tag: Literal(value, language=tag),
        st.text(max_size=6),
        st.sampled_from(["en", "en-gb", "uk"]),
    ),
    st.builds(lambda value, kind: Literal(value, datatype=NamedNode(kind)), lexical, datatypes),
)
blanks = st.sampled_from([BlankNode("a"), BlankNode("b")])
predicates = st.one_of(
    iris, st.sampled_from([TYPE, LABEL, *map(gev, ("date", "source", "intensity", "killed", "quote"))])
)
quad_sets = st.sets(
    st.builds(
        Quad,
        st.one_of(iris, blanks),
        predicates,
        st.one_of(iris, blanks, literals),
        st.one_of(st.none(), iris),
    ),
    max_size=12,
)


@pytest.mark.parametrize("name", SYNTAX)
@given(quad_sets)
def test_what_is_written_is_what_is_read_back(name, quads):
    assert canonical(parse(written(quads, name), format=SYNTAX[name])) == canonical(quads)


@given(quad_sets)
def test_turtle_holds_the_triples_of_all_graphs(quads):
    triples = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert canonical(parse(written(quads, "turtle"), format=RdfFormat.TURTLE)) == canonical(triples)


@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_the_same_quads(name, quads):
    named = [quad for quad in quads if not any(isinstance(t, BlankNode) for t in (quad.subject, quad.object))]
    plain = "".join(f"{quad} .\n" for quad in named)
    expected = set(rdflib.Dataset().parse(data=plain, format="nquads").quads())
    found = rdflib.Dataset().parse(data=written(named, name).decode(), format=RDFLIB[name])
    assert set(found.quads()) == expected


@pytest.mark.integration
@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed (Debian: raptor2-utils)")
@pytest.mark.parametrize("name", ["turtle", "trig", "nquads"])
def test_raptor_reads_the_same_quads(name, quads, tmp_path):
    path = tmp_path / "graph"
    path.write_bytes(written(quads, name))
    command = ["rapper", "--quiet", "--input", name, "--output", "nquads", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    if name == "turtle":
        quads = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert canonical(parse(done.stdout, format=RdfFormat.N_QUADS)) == canonical(quads)


@pytest.mark.parametrize("name", [*SYNTAX, "turtle"])
def test_neither_order_nor_repetition_changes_a_byte(name, quads):
    shuffled = random.Random(1).sample(quads, len(quads)) + quads[:4]
    assert written(shuffled, name) == written(quads, name)


@pytest.mark.parametrize("name", SYNTAX)
def test_nothing_is_a_valid_file(name):
    assert list(parse(written([], name), format=SYNTAX[name])) == []


def test_trig_is_for_people(quads):
    assert written(quads, "trig").decode() == TRIG


TRIG = r"""@prefix actor: <https://w3id.org/gev/id/actor/> .
@prefix art: <https://w3id.org/gev/id/article/> .
@prefix ev: <https://w3id.org/gev/id/event/> .
@prefix gart: <https://w3id.org/gev/id/graph/article/> .
@prefix gev: <https://w3id.org/gev/ont#> .
@prefix graph: <https://w3id.org/gev/id/graph/> .
@prefix place: <https://w3id.org/gev/id/place/> .
@prefix plover: <https://w3id.org/gev/plover/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

gart:0123456789abcdef
    gev:article art:0123456789abcdef .

graph:events {
    ev:CONSULT-20300510-ab12
        a gev:Event ;
        gev:confidence "1"^^xsd:decimal ;
        gev:date "2030-05-10"^^xsd:date ;
        gev:eventType plover:CONSULT ;
        gev:intensity 2.5 ;
        gev:killed 12 ;
        gev:place place:strelsau ;
        gev:source
            actor:XFD ,
            actor:XSV .
}

graph:kb {
    actor:XSV
        a gev:State ;
        rdfs:label
            "\"The Sylvania\"\n\tof \\old\u0007"@en ,
            "Sylvania"@en .
}

graph:ontology {
    _:c14n0
        rdfs:label "cell" .

    _:c14n1
        gev:members _:c14n0 .
}
"""


def test_jsonld_has_short_keys_and_native_numbers(quads):
    document = json.loads(written(quads, "jsonld"))
    events = next(node for node in document["@graph"] if node["@id"] == "graph:events")
    (event,) = events["@graph"]
    assert event == {
        "@id": "ev:CONSULT-20300510-ab12",
        "@type": "gev:Event",
        "confidence": "1",
        "date": "2030-05-10",
        "eventType": "plover:CONSULT",
        "intensity": "2.5",
        "killed": 12,
        "place": "https://w3id.org/gev/id/place/strelsau",
        "source": ["actor:XFD", "actor:XSV"],
    }
    assert document["@context"]["date"] == {"@id": GEV + "date", "@type": XSD + "date"}


def test_the_context_covers_the_properties_of_the_ontology():
    from kg.resources import resource

    properties = {
        quad.subject.value
        for quad in parse(resource("ontology", "events.ttl").read_bytes(), format=RdfFormat.TURTLE)
        if quad.predicate == TYPE
        and "Property" in str(quad.object)
        and str(quad.subject).startswith(f"<{GEV}")
    }
    assert properties
    assert properties - set(context()) == set()


@pytest.mark.parametrize(
    "value",
    [Triple(gev("a"), gev("b"), gev("c")), Literal("x", language="ar", direction=BaseDirection.RTL)],
)
def test_what_jsonld_cannot_hold_is_refused_and_the_others_hold_it(value):
    quads = [Quad(gev("s"), gev("p"), value)]
    with pytest.raises(FormatError, match="TriG"):
        written(quads, "jsonld")
    for name in ("trig", "nquads"):
        assert set(parse(written(quads, name), format=SYNTAX[name])) == set(quads)


def test_prefixes_follow_the_base_of_the_graph():
    names = Names("https://example.org/team/")
    text = written(
        [Quad(names.of("actor", "XSV"), TYPE, gev("State"))], "turtle", prefixes=names.prefixes
    ).decode()
    assert "@prefix actor: <https://example.org/team/actor/> ." in text
    assert "actor:XSV" in text


def test_an_unknown_format_is_named_with_the_known_ones():
    with pytest.raises(FormatError, match=r"'rdfxml'.*turtle, trig"):
        write_quads([], io.BytesIO(), format="rdfxml")
