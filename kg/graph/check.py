"""Is the graph sound? The ontology's shapes, and the set checks of queries/checks.

Both run as SPARQL where the graph lies, so that an embedded store and an endpoint are checked alike. The shapes are
compiled from ontology/shapes.ttl (`kg.graph.shape_queries`); each set check is a query that should give no row.
Shapes of severity Warning (no publisher, no publication date) are reported and do not fail a graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Store

from kg.graph.conform import CHECK as SHAPES
from kg.graph.conform import described
from kg.graph.findings import VIOLATION, Finding, Report
from kg.graph.names import Names
from kg.graph.shape_queries import shape_queries
from kg.graph.sparql import ask
from kg.graph.table import Answer, Table
from kg.resources import resource

Asks = Callable[[str], Answer]
"""What answers a SPARQL query: a graph's `query`, here or behind an endpoint."""


def check(store: Store, names: Names) -> Report:
    """Check a whole store: shapes, then every query of queries/checks.

    >>> check(Store(), Names()).findings
    ()
    """
    return check_by(lambda sparql: ask(store, sparql, names), names)


def check_by(asks: Asks, names: Names) -> Report:
    """Check a graph by asking it.

    >>> from kg.graph.table import Table
    >>> check_by(lambda _: Table(("n",), ()), Names()).quads
    0
    """
    findings = {*by_shapes(asks, names), *by_queries(asks)}
    paths = sorted(resource("queries", "checks").glob("*.rq"))
    return Report(tuple(sorted(findings)), _size(asks), (SHAPES, *(path.stem for path in paths)))


def _size(asks: Asks) -> int:
    found = asks("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(?p NOT IN (schema:sha256, schema:text)) }")
    return int(str(found.rows[0][0])) if isinstance(found, Table) and found.rows else 0


def by_shapes(asks: Asks, names: Names) -> Iterator[Finding]:
    """What breaks the shapes."""
    for query in shape_queries():
        found = asks(query.sparql)
        for this, value in found.rows if isinstance(found, Table) else ():
            if query.rule is None:
                yield Finding(SHAPES, VIOLATION, str(this), "is no IRI")
            else:
                message = described(query.rule, str(value), names)
                yield Finding(SHAPES, query.rule.severity, str(this), message)


def by_queries(asks: Asks) -> Iterator[Finding]:
    """One violation for each row of each set check."""
    for path in sorted(resource("queries", "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        title = text.splitlines()[0].lstrip("# ").replace(" (should be empty)", "")
        found = asks(text)
        for row in found.rows if isinstance(found, Table) else ():
            told = ", ".join(str(cell) for cell in row)
            yield Finding(path.stem, VIOLATION, str(row[0]), f"{title}: {told}")
