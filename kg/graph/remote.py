"""A graph behind a SPARQL endpoint, to be read like one in a folder.

`Remote` has the reading half of `Graph`, `RemoteStore` the reading half of `pyoxigraph.Store`: named questions, checks,
networks and exports do not know where their graph lies. Answers that a server cut short are asked for again in pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from types import TracebackType
from typing import Any, Self

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from kg.errors import GraphError, LimitError, UsageError
from kg.graph.counts import count
from kg.graph.names import BASE, Names
from kg.graph.sparql import NO_LIMITS, TOKEN, Limits, guard
from kg.graph.table import Answer, Table, table
from kg.sparql import Answer as Cut
from kg.sparql import Binding, Endpoint, Term

PAGE = 5_000
"""Rows asked for at a time where a server does not give all at once."""

SYNC = "shard"
"""Kind of the IRI under which a pushed article's hash stands; see `transfer`."""

RdfTerm = NamedNode | BlankNode | Literal


class RemoteStore:
    """Reads a server's quads with the methods of `pyoxigraph.Store`."""

    def __init__(self, endpoint: Endpoint, names: Names) -> None:
        self.endpoint = endpoint
        self.names = names

    def query(self, query: str, **_: object) -> QuerySolutions:
        """The solutions of a SELECT."""
        variables, rows = self.select(query)
        return _solutions(variables, rows)

    def select(self, query: str) -> tuple[tuple[str, ...], Iterator[Binding]]:
        """Columns and rows of a SELECT, page by page where the server cuts them.

        Raises:
            LimitError: the server ran out of time, or cuts even pages.
            GraphError: the server is not there or refuses.
            SparqlSyntaxError: it finds the query malformed.
        """
        prepared = declared(query, self.names)
        answer = self.endpoint.ask(prepared)
        if not answer.cut:
            return answer.variables, iter(answer.rows)
        return answer.variables, self._pages(prepared, answer)

    def _pages(self, query: str, answer: Cut) -> Iterator[Binding]:
        """A sorted query as the inside of another: Virtuoso sorts no more rows than it gives, unless asked so."""
        size = max(1, min(PAGE, len(answer.rows) // 2))
        yield from self.endpoint.pages(pageable(query, answer.variables), size)

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002  # as pyoxigraph calls it
        graph_name: Any = None,
    ) -> Iterator[Quad]:
        """The quads of a pattern; None stands for anything."""
        terms = {"s": subject, "p": predicate, "o": object}
        fixed = {name: term for name, term in terms.items() if term is not None}
        shown = " ".join(str(fixed.get(name, f"?{name}")) for name in terms)
        graph = graph_name if isinstance(graph_name, NamedNode) else None
        inside = f"GRAPH {graph or '?g'} {{ {shown} }}"
        open_ = [f"?{name}" for name in terms if name not in fixed] + ([] if graph else ["?g"])
        _, rows = self.select(f"SELECT {' '.join(open_) or '*'} WHERE {{ {inside} }}")
        for row in rows:
            s, p, o = (fixed.get(name) or rdf_term(row[name]) for name in terms)
            yield Quad(s, p, o, graph or rdf_term(row["g"]))  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Quad]:
        """Every quad of the graph's own named graphs, as a local store holds them: sync marks left out."""
        for name in self.graphs():
            for quad in self.quads_for_pattern(None, None, None, name):
                yield from self._as_local(quad)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def graphs(self) -> list[NamedNode]:
        """The named graphs under the base, sorted."""
        base = self.names.graph("").value
        sparql = (
            f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{base}')) }}"
        )
        found = {row["g"].value for row in self.select(sparql)[1]}
        return [NamedNode(iri) for iri in sorted(found)]

    def _as_local(self, quad: Quad) -> Iterator[Quad]:
        if not str(quad.subject).startswith(f"<{self.names.of(SYNC, '').value}"):
            yield Quad(quad.subject, quad.predicate, quad.object, home(quad, self.names))


def home(quad: Quad, names: Names) -> NamedNode | DefaultGraph:
    """The graph that a quad stands in locally: where an article's graph came from is told in the default graph."""
    subject = str(quad.subject)[1:-1]
    articles = names.graph("article/").value
    if subject.startswith((articles, names.of("run", "").value)):
        return DefaultGraph()
    return quad.graph_name if isinstance(quad.graph_name, NamedNode) else DefaultGraph()


class Remote:
    """A graph behind an endpoint; the reading half of `Graph`.

    >>> Remote(Endpoint("https://example.org/sparql")).read_only
    True
    """

    def __init__(self, endpoint: Endpoint, base: str = BASE) -> None:
        self.endpoint = endpoint
        self.names = Names(base)
        self.store = RemoteStore(endpoint, self.names)
        self.read_only = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held open."""

    def commit(self) -> None:
        """Nothing is waiting: an endpoint is read only."""

    def query(self, sparql: str, limits: Limits = NO_LIMITS) -> Answer:
        """Answer a SELECT or ASK over the union of all graphs, with the usual prefixes declared.

        Raises:
            SparqlSyntaxError: the server finds the query malformed.
            UsageError: it would leave the graph or change it, or asks for statements (CONSTRUCT, DESCRIBE).
            LimitError: it ran past its limits or the server's.
            GraphError: the server is not there or refuses.
        """
        guard(sparql)
        form = query_form(sparql)
        if form not in ("SELECT", "ASK"):
            raise UsageError(f"{form or 'this query'} cannot be asked of an endpoint: use SELECT or ASK")
        store = self._within(limits)
        if form == "ASK":
            truth = store.endpoint.ask(declared(sparql, self.names)).boolean
            return Table(("answer",), ((bool(truth),),))
        columns, rows = store.select(sparql)
        capped = list(rows if limits.rows is None else islice(rows, limits.rows + 1))
        if limits.rows is not None and len(capped) > limits.rows:
            raise LimitError(
                f"the query gives more than {limits.rows} rows: narrow it, add LIMIT, or raise the row limit"
            )
        terms = ([rdf_term(row[name]) if name in row else None for name in columns] for row in capped)
        return table(columns, terms, self.names)

    def _within(self, limits: Limits) -> RemoteStore:
        if limits.seconds is None:
            return self.store
        seconds = max(1, round(limits.seconds))
        return RemoteStore(replace(self.endpoint, timeout=seconds), self.names)

    def info(self) -> dict[str, dict[str, int]]:
        """What the graph holds, counted, as `Graph.info`."""
        return count(self.store, self.names)  # type: ignore[arg-type]  # reads with the store's own methods

    def keys(self) -> list[str]:
        """The keys of all articles, sorted."""
        base = self.names.graph("article/").value
        return [
            graph.value.removeprefix(base) for graph in self.store.graphs() if graph.value.startswith(base)
        ]

    def quads(self) -> list[Quad]:
        """Every quad, sorted by its N-Quads, as a graph in a folder gives them; blank nodes by their canonical labels."""
        found = Dataset(self.store)
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return sorted(found, key=str)


# ---------------------------------------------------------------- texts of queries


def query_form(query: str) -> str:
    r"""SELECT, ASK, CONSTRUCT or DESCRIBE.

    >>> query_form("PREFIX a: <b> # SELECT\nASK {}")
    'ASK'
    """
    words = (token["word"].upper() for token in TOKEN.finditer(query) if token["word"])
    return next((word for word in words if word not in {"PREFIX", "BASE"}), "")


def declared(query: str, names: Names) -> str:
    r"""The query with the usual prefixes that it uses and does not declare.

    >>> declared("ASK { ?e a gev:Event }", Names())
    'PREFIX gev: <https://w3id.org/gev/ont#>\nASK { ?e a gev:Event }'
    """
    used: set[str] = set()
    own: set[str] = set()
    after = ""
    for token in TOKEN.finditer(query):
        if token["name"] and ":" in token["name"]:
            prefix = token["name"].partition(":")[0]
            (own if after == "PREFIX" else used).add(prefix)
        if token["word"] or token["name"]:
            after = (token["word"] or "").upper()
    wanted = sorted((used & set(names.prefixes)) - own)
    return "".join(f"PREFIX {prefix}: <{names.prefixes[prefix]}>\n" for prefix in wanted) + query


def pageable(query: str, variables: tuple[str, ...]) -> str:
    """A SELECT as the inside of another, in a fixed order, so that LIMIT and OFFSET can be put after it.

    >>> pageable("PREFIX a: <b> SELECT ?x { ?x a a:c }", ("x",))
    'PREFIX a: <b> SELECT * WHERE { { SELECT ?x { ?x a a:c } ORDER BY ?x } }'
    """
    start = next((t.start() for t in TOKEN.finditer(query) if (t["word"] or "").upper() == "SELECT"), None)
    if start is None:
        raise GraphError("only a SELECT can be asked for in pages")
    head, body = query[:start], query[start:].rstrip()
    last = body.rpartition("}")[2]
    if re.search(r"\b(ORDER\s+BY|LIMIT|OFFSET)\b", last, re.IGNORECASE) is None and variables:
        body += f" ORDER BY {' '.join(f'?{name}' for name in variables)}"
    return f"{head}SELECT * WHERE {{ {{ {body} }} }}"


# ---------------------------------------------------------------- terms


def rdf_term(term: Term) -> RdfTerm:
    """An answer's value as an RDF term.

    >>> str(rdf_term(Term("literal", "Kyiv", language="en")))
    '"Kyiv"@en'
    """
    if term.kind == "uri":
        return NamedNode(term.value)
    if term.kind == "bnode":
        return BlankNode(re.sub(r"\W", "", term.value))
    if term.language:
        return Literal(term.value, language=term.language.lower())
    return Literal(term.value, datatype=NamedNode(term.datatype)) if term.datatype else Literal(term.value)


def _solutions(variables: tuple[str, ...], rows: Iterator[Binding]) -> QuerySolutions:
    """Rows as pyoxigraph's own solutions, by way of the TSV form of results."""
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += [
        "\t".join(str(rdf_term(row[name])) if name in row else "" for name in variables) for row in rows
    ]
    found = parse_query_results(("\n".join(lines) + "\n").encode(), format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)  # noqa: S101  # TSV holds nothing else
    return found
