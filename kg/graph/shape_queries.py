"""The shapes as SPARQL: one SELECT a rule, giving the things that break it and the offending values.

Plain SPARQL 1.1, so that a graph behind an endpoint is checked where it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.graph.names import XSD
from kg.graph.shapes import Rule, Shape, shapes, subclasses


@dataclass(frozen=True, slots=True)
class ShapeQuery:
    """A rule with the SELECT that gives its breaks as `?this` and `?value`; no rule for "must be an IRI"."""

    rule: Rule | None
    sparql: str


def shape_queries() -> Iterator[ShapeQuery]:
    """Every rule of every shape as a query.

    >>> next(shape_queries()).sparql.startswith("SELECT DISTINCT ?this ?value")
    True
    """
    for shape in shapes():
        if shape.iri_only:
            yield ShapeQuery(None, _select(shape, "FILTER(!isIRI(?this)) BIND('' AS ?value)"))
        for rule in shape.rules:
            yield ShapeQuery(rule, _select(shape, _WHERE[rule.kind](rule)))


def _select(shape: Shape, pattern: str) -> str:
    classes = " ".join(str(NamedNode(kind)) for kind in shape.classes)
    return (
        f"SELECT DISTINCT ?this ?value WHERE {{ VALUES ?class {{ {classes} }} ?this a ?class . {pattern} }}"
    )


def _path(rule: Rule) -> str:
    choice = "|".join(str(NamedNode(path)) for path in rule.paths)
    return f"^{choice}" if rule.inverse else f"({choice})"


def _filter(rule: Rule, broken: str) -> str:
    return f"?this {_path(rule)} ?value FILTER({broken})"


def _counted(rule: Rule) -> str:
    sign = "<" if rule.kind == "minCount" else ">"
    if rule.kind == "minCount" and rule.value == 1:
        return f"FILTER NOT EXISTS {{ ?this {_path(rule)} ?any }} BIND('' AS ?value)"
    inner = (
        f"SELECT ?this (COUNT(DISTINCT ?one) AS ?n) WHERE {{ ?this {_path(rule)} ?one }} "
        f"GROUP BY ?this HAVING (COUNT(DISTINCT ?one) {sign} {rule.value})"
    )
    return f"{{ {inner} }} BIND('' AS ?value)"


def _compared(sign: str) -> Callable[[Rule], str]:
    return lambda rule: _filter(rule, f"!COALESCE(?value {sign} {rule.value}, false)")


def _length(sign: str) -> Callable[[Rule], str]:
    return lambda rule: _filter(rule, f"!(STRLEN(STR(?value)) {sign} {rule.value})")


def _ordered(sign: str) -> Callable[[Rule], str]:
    def where(rule: Rule) -> str:
        other = NamedNode(str(rule.value))
        return f"?this {_path(rule)} ?value ; {other} ?other FILTER(!COALESCE(?value {sign} ?other, false))"

    return where


def _datatype(rule: Rule) -> str:
    kind = NamedNode(str(rule.value))
    typed = f"DATATYPE(?value) = {kind}"
    sound = (
        "true" if rule.value == XSD + "string" else f"BOUND(?value) && DATATYPE({kind}(STR(?value))) = {kind}"
    )
    return _filter(rule, f"!COALESCE(isLiteral(?value) && {typed} && {sound}, false)")


def _class(rule: Rule) -> str:
    kinds = " ".join(
        str(NamedNode(kind)) for kind in sorted(subclasses().get(str(rule.value), {str(rule.value)}))
    )
    described = f"VALUES ?kind {{ {kinds} }} ?value a ?kind"
    return f"?this {_path(rule)} ?value FILTER NOT EXISTS {{ {described} }}"


def _in(rule: Rule) -> str:
    allowed = sorted(rule.value) if isinstance(rule.value, frozenset) else []
    return _filter(rule, f"?value NOT IN ({', '.join(str(NamedNode(iri)) for iri in allowed)})")


def _disjoint(rule: Rule) -> str:
    return f"?this {_path(rule)} ?value ; {NamedNode(str(rule.value))} ?value ."


def _one_per_language(rule: Rule) -> str:
    same = "?one != ?two && LANG(?one) != '' && LANG(?one) = LANG(?two)"
    return f"?this {_path(rule)} ?one, ?two FILTER({same}) BIND('' AS ?value)"


_WHERE: Mapping[str, Callable[[Rule], str]] = MappingProxyType(
    {
        "minCount": _counted,
        "maxCount": _counted,
        "minInclusive": _compared(">="),
        "maxInclusive": _compared("<="),
        "minLength": _length(">="),
        "maxLength": _length("<="),
        "lessThan": _ordered("<"),
        "lessThanOrEquals": _ordered("<="),
        "datatype": _datatype,
        "class": _class,
        "in": _in,
        "pattern": lambda rule: _filter(
            rule, f"isBlank(?value) || !REGEX(STR(?value), {Literal(str(rule.value))})"
        ),
        "disjoint": _disjoint,
        "uniqueLang": _one_per_language,
    }
)
