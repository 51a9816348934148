"""The ontology and the schemes: every term explains itself, and what the code writes is declared."""

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.graph import Names
from kg.graph.names import ACT, GEV, VOCAB
from kg.graph.schema import schema_quads
from kg.resources import resource


def parsed(*names):
    graph = rdflib.Graph()
    for name in names:
        graph.parse(resource("ontology", name))
    return graph


ONTOLOGY = parsed("events.ttl", "act.ttl", "plover.ttl", "vocab.ttl")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
TERMS = sorted(
    {t for kind in KINDS for t in ONTOLOGY.subjects(RDF.type, kind) if str(t).startswith((GEV, ACT))}
)
CONCEPTS = sorted(c for c in ONTOLOGY.subjects(RDF.type, SKOS.Concept) if str(c).startswith(VOCAB))
CLASSES = sorted(
    c for c in ONTOLOGY.subjects(SKOS.broader) if "plover" in str(c) and "-" not in str(c).rpartition("/")[2]
)


def test_counts_are_those_the_abstract_tells():
    classes = [t for t in TERMS if str(t).startswith(GEV) and (t, RDF.type, OWL.Class) in ONTOLOGY]
    properties = [t for t in TERMS if str(t).startswith(GEV) and t not in classes]
    assert (len(classes), len(properties)) == (12, 51)
    assert len(CLASSES) == 16


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_term_has_label_comment_example_and_home(term):
    for predicate in (RDFS.label, RDFS.comment, SKOS.example):
        assert ONTOLOGY.value(term, predicate), predicate
    if str(term) != ACT + "interactsWith":
        assert ONTOLOGY.value(term, RDFS.isDefinedBy)


@pytest.mark.parametrize("concept", [*CONCEPTS, *CLASSES], ids=str)
def test_a_concept_has_label_definition_example_and_notation(concept):
    for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.example, SKOS.notation, SKOS.inScheme):
        assert ONTOLOGY.value(concept, predicate), predicate


def test_the_schemes_keep_their_own_shapes():
    conforms, _, message = validate(ONTOLOGY, shacl_graph=parsed("shapes.ttl"), allow_warnings=True)
    assert conforms, message


def test_every_class_has_its_plain_edge():
    for concept in CLASSES:
        assert (
            rdflib.URIRef(ACT + str(ONTOLOGY.value(concept, SKOS.notation)).lower()),
            RDF.type,
            OWL.ObjectProperty,
        ) in ONTOLOGY


def test_shapes_name_only_terms_that_exist():
    used = {term for triple in parsed("shapes.ttl") for term in triple if str(term).startswith((GEV, VOCAB))}
    declared = set(ONTOLOGY.subjects())
    assert used <= declared, used - declared


def test_the_schema_graphs_are_the_same_every_time():
    schema_quads.cache_clear()
    first = sorted(str(quad) for quad in schema_quads(Names()))
    schema_quads.cache_clear()
    assert first == sorted(str(quad) for quad in schema_quads(Names()))
