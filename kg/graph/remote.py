"""A graph behind a SPARQL endpoint, to be read like one in a folder.

`Remote` has the reading half of `Graph`, `RemoteStore` the reading half of `pyoxigraph.Store`: named questions, checks,
networks and exports do not know where their graph lies. Answers that a server cut short are asked for again in pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from types import TracebackType
from typing import Any, Self

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from kg.graph.counts import count
from kg.graph.names import BASE, Names
from kg.graph.remote_queries import declared, pageable, query_form, rdf_term
from kg.graph.remote_statements import constructed, described
from kg.graph.sparql import NO_LIMITS, Limits, guard
from kg.graph.table import Answer, Table, statements, table
from kg.sparql import Answer as Cut
from kg.sparql import Binding, Endpoint

PAGE = 5_000
"""Rows asked for at a time where a server does not give all at once."""

SYNC = "shard"
"""Kind of the IRI under which a pushed article's hash stands; see `transfer`."""


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
        """Answer a SPARQL query over the union of all graphs, with the usual prefixes declared.

        Raises:
            SparqlSyntaxError: the server finds the query malformed.
            UsageError: it would change the graph, or leave it where `limits` do not let it.
            LimitError: it ran past its limits or the server's.
            GraphError: the server is not there or refuses.
        """
        guard(sparql, outside=limits.outside)
        form = query_form(sparql)
        store = self._within(limits)
        if form == "ASK":
            truth = store.endpoint.ask(declared(sparql, self.names)).boolean
            return Table(("answer",), ((bool(truth),),))
        if form in ("CONSTRUCT", "DESCRIBE"):
            find = constructed if form == "CONSTRUCT" else described
            found = statements(find(store, sparql), self.names)
            limits.check_rows(len(found))
            return found
        columns, rows = store.select(sparql)
        capped = list(rows if limits.rows is None else islice(rows, limits.rows + 1))
        limits.check_rows(len(capped))
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


def _solutions(variables: tuple[str, ...], rows: Iterator[Binding]) -> QuerySolutions:
    """Rows as pyoxigraph's own solutions, by way of the TSV form of results."""
    lines = ["\t".join(f"?{name}" for name in variables)]
    lines += [
        "\t".join(str(rdf_term(row[name])) if name in row else "" for name in variables) for row in rows
    ]
    found = parse_query_results(("\n".join(lines) + "\n").encode(), format=QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)  # noqa: S101  # TSV holds nothing else
    return found
