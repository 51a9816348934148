"""ontology/shapes.ttl as data: which things must have which properties. It is read here and nowhere else.

What the shapes use of SHACL is read; anything else in them is an error, so that no rule is passed over in silence.
`gate` applies the rules to one article's quads in Python, `check` to a whole graph in SPARQL; a test holds both
against pyshacl.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from kg.errors import GraphError
from kg.resources import resource

FILE = "shapes.ttl"


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint on the values of a property.

    Attributes:
        paths: IRIs of the property; of several, any.
        inverse: the values are the things that point here.
        kind: the constraint's local name in SHACL ("minCount", "class", ...).
        value: what it is compared with: a number, a text, an IRI, or of "in" a set of IRIs.
        severity: "Violation" or "Warning".
        message: what is wrong, for people.
    """

    paths: tuple[str, ...]
    inverse: bool
    kind: str
    value: int | float | str | frozenset[str]
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules for the things of some classes, given with all their subclasses."""

    classes: tuple[str, ...]
    iri_only: bool
    rules: tuple[Rule, ...]


NUMBERS = frozenset({"minCount", "maxCount", "minInclusive", "maxInclusive", "minLength", "maxLength"})
IRIS = frozenset({"datatype", "class", "lessThan", "lessThanOrEquals", "disjoint"})
KINDS = NUMBERS | IRIS | {"in", "pattern", "uniqueLang"}
_DESCRIBING = frozenset({"path", "message", "severity"})

_SAID = MappingProxyType(
    {
        "minCount": "fewer than {} of it",
        "maxCount": "more than {} of it",
        "minInclusive": "less than {}",
        "maxInclusive": "more than {}",
        "minLength": "shorter than {} characters",
        "maxLength": "longer than {} characters",
        "datatype": "is no {}",
        "class": "is no {}",
        "lessThan": "not less than {}",
        "lessThanOrEquals": "more than {}",
        "disjoint": "also given as {}",
        "in": "is none of the values there are",
        "pattern": "does not match {}",
        "uniqueLang": "two in one language",
    }
)


@cache
def shapes() -> tuple[Shape, ...]:
    """The ontology's shapes, in the order of their IRIs.

    Raises:
        GraphError: they use something of SHACL that is not read here.

    >>> max(len(shape.rules) for shape in shapes()) > 20
    True
    """
    graph = rdflib.Graph().parse(resource("ontology", FILE))
    below = subclasses()
    found = []
    for node in sorted(graph.subjects(RDF.type, SH.NodeShape), key=str):
        targets = sorted(str(target) for target in graph.objects(node, SH.targetClass))
        classes = sorted({sub for target in targets for sub in below.get(target, {target})})
        rules = sorted(
            (rule for part in graph.objects(node, SH.property) for rule in _rules(graph, part)),
            key=lambda rule: (rule.paths, rule.kind, str(rule.value), rule.message),
        )
        iri_only = graph.value(node, SH.nodeKind) == SH.IRI
        _refuse(graph, node, {"targetClass", "property", "nodeKind"})
        found.append(Shape(tuple(classes), iri_only, tuple(rules)))
    return tuple(found)


def _rules(graph: rdflib.Graph, part: rdflib.term.Node) -> Iterable[Rule]:
    _refuse(graph, part, KINDS | _DESCRIBING)
    paths, inverse = _path(graph, part)
    severity = str(graph.value(part, SH.severity) or SH.Violation).rpartition("#")[2]
    said = graph.value(part, SH.message)
    for predicate, value in graph.predicate_objects(part):
        kind = str(predicate).removeprefix(str(SH))
        if kind in KINDS:
            read = _value(graph, kind, value)
            message = str(said or _SAID[kind].format(str(read).rpartition("#")[2]))
            yield Rule(paths, inverse, kind, read, severity, message)


def _refuse(graph: rdflib.Graph, node: rdflib.term.Node, known: Iterable[str]) -> None:
    used = {str(p).removeprefix(str(SH)) for p in graph.predicates(node) if str(p).startswith(str(SH))}
    if unknown := sorted(used - set(known)):
        raise GraphError(f"ontology/{FILE} uses sh:{unknown[0]}, which kg.graph.shapes does not read")


def _path(graph: rdflib.Graph, part: rdflib.term.Node) -> tuple[tuple[str, ...], bool]:
    path = graph.value(part, SH.path)
    if isinstance(path, rdflib.URIRef):
        return (str(path),), False
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return (str(inverse),), True
    choice = graph.value(path, SH.alternativePath)
    if choice is None:
        raise GraphError(f"ontology/{FILE} has a path that kg.graph.shapes does not read")
    return tuple(str(one) for one in Collection(graph, choice)), False


def _value(graph: rdflib.Graph, kind: str, value: rdflib.term.Node) -> int | float | str | frozenset[str]:
    if kind == "in":
        return frozenset(str(one) for one in Collection(graph, value))
    if kind in NUMBERS:
        number = float(str(value))
        return int(number) if number.is_integer() else number
    return str(value)


@cache
def subclasses() -> Mapping[str, frozenset[str]]:
    """Every class of the ontology with itself and all that are below it."""
    graph = rdflib.Graph().parse(resource("ontology", "events.ttl"))
    above = {node for pair in graph.subject_objects(RDFS.subClassOf) for node in pair}
    below = {
        str(node): frozenset(str(sub) for sub in graph.transitive_subjects(RDFS.subClassOf, node))
        for node in above
        if isinstance(node, rdflib.URIRef)
    }
    return MappingProxyType(below)
