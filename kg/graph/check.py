"""Is the graph sound? The ontology's shapes (SHACL core), and the set checks of queries/checks.

The shapes look at one thing at a time and run in pyshacl; what needs the whole graph is a query that should give no
row. Shapes of severity Warning (no publisher, no publication date) are reported and do not fail a graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple
from pyshacl import validate
from rdflib.namespace import RDF, SH

from kg.errors import GraphError
from kg.graph.names import Names
from kg.graph.schema import FILES
from kg.graph.sparql import ask
from kg.graph.table import Table
from kg.resources import resource

SHAPES = "shapes"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is not as it should be: what, by which check, and how grave."""

    check: str
    severity: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted, and how much was looked at."""

    findings: tuple[Finding, ...]
    quads: int
    checks: tuple[str, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Findings that fail the graph."""
        return tuple(finding for finding in self.findings if finding.severity == "Violation")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings that do not."""
        return tuple(finding for finding in self.findings if finding.severity != "Violation")


def check(store: Store, names: Names) -> Report:
    """Check a whole graph: shapes, then every query of queries/checks.

    >>> check(Store(), Names()).findings
    ()
    """
    schema = {names.graph(name) for name in FILES}
    quads = [quad for quad in store if quad.graph_name not in schema]
    findings = [*by_shapes(quads, names), *by_queries(store, names)]
    paths = sorted(resource("queries", "checks").glob("*.rq"))
    return Report(tuple(sorted(findings)), len(quads), (SHAPES, *(path.stem for path in paths)))


def by_queries(store: Store, names: Names) -> Iterator[Finding]:
    """One violation for each row of each set check."""
    for path in sorted(resource("queries", "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].lstrip("# ").replace(" (should be empty)", "")
        found = ask(store, text, names)
        if isinstance(found, Table):
            for row in found:
                yield Finding(
                    path.stem, "Violation", str(row[0]), f"{title}: {', '.join(str(cell) for cell in row)}"
                )


def by_shapes(quads: Iterable[Quad | Triple], names: Names) -> list[Finding]:
    """What SHACL finds in some quads, taken as one graph.

    A literal that is not of its type is a finding of its own; pyshacl cannot compare it.

    Raises:
        GraphError: the shapes themselves are broken.
    """
    data, broken = rdflib.Graph(), []
    for quad in quads:
        value = _rdflib(quad.object)
        if isinstance(value, rdflib.Literal) and value.ill_typed:
            message = f"{names.short(quad.predicate.value)} {value}: is no {names.short(str(value.datatype))}"
            broken.append(Finding(SHAPES, "Violation", names.short(str(_rdflib(quad.subject))), message))
        else:
            data.add((_rdflib(quad.subject), _rdflib(quad.predicate), value))
    shapes = rdflib.Graph().parse(resource("ontology", "shapes.ttl"))
    ontology = rdflib.Graph().parse(resource("ontology", "events.ttl"))
    _, results, message = validate(
        data, shacl_graph=shapes, ont_graph=ontology, allow_warnings=True, inplace=True
    )
    if not isinstance(results, rdflib.Graph):
        raise GraphError(f"the shapes of ontology/shapes.ttl cannot be used: {message}")
    return broken + [
        _finding(results, result, names) for result in results.subjects(RDF.type, SH.ValidationResult)
    ]


def _finding(results: rdflib.Graph, result: rdflib.term.Node, names: Names) -> Finding:
    def value(predicate: rdflib.URIRef) -> str:
        return names.short(str(results.value(subject=result, predicate=predicate) or ""))

    severity = value(SH.resultSeverity).rpartition("#")[2]
    where = f"{value(SH.resultPath)} {value(SH.value)}".strip()
    return Finding(SHAPES, severity, value(SH.focusNode), f"{where}: {value(SH.resultMessage)}")


def _rdflib(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise GraphError(f"a quoted triple cannot be checked: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
