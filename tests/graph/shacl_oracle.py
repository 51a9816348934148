"""What pyshacl finds in some quads: the oracle for our own two readings of the shapes."""

from __future__ import annotations

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from pyshacl import validate
from rdflib.namespace import RDF, SH

from kg.resources import resource

SHAPES = rdflib.Graph().parse(resource("ontology", "shapes.ttl"))
ONTOLOGY = rdflib.Graph().parse(resource("ontology", "events.ttl"))


def findings(quads, names) -> set[tuple[str, str, str]]:
    """Focus node, property and severity of every result.

    pyshacl cannot compare a literal that is not of its own type: such a one is a finding of its own.
    """
    data, broken = rdflib.Graph(), set()
    for quad in quads:
        value = term(quad.object)
        if isinstance(value, rdflib.Literal) and value.ill_typed:
            broken.add((names.short(str(term(quad.subject))), names.short(quad.predicate.value), "Violation"))
        else:
            data.add((term(quad.subject), term(quad.predicate), value))
    _, results, message = validate(
        data, shacl_graph=SHAPES, ont_graph=ONTOLOGY, allow_warnings=True, inplace=True
    )
    assert isinstance(results, rdflib.Graph), message
    return broken | {_finding(results, one, names) for one in results.subjects(RDF.type, SH.ValidationResult)}


def _finding(results, result, names):
    severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
    path = results.value(result, SH.resultPath)
    shown = names.short(str(path)) if isinstance(path, rdflib.URIRef) else "(path)"
    return names.short(str(results.value(result, SH.focusNode))), shown, severity


def term(value):
    if isinstance(value, NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, BlankNode):
        return rdflib.BNode(value.value)
    assert isinstance(value, Literal)
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
