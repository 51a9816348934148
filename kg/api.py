"""The graph as a user of the library holds it: the store, with named questions and the actor network at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from kg import graph
from kg.graph import BASE, Limits, Table
from kg.graph.resolver import resolve_actor
from kg.graph.sparql import NO_LIMITS
from kg.graph.table import Answer
from kg.query import Value, ask, is_sparql
from kg.reference import Reference

if TYPE_CHECKING:
    import networkx as nx


class Graph(graph.Graph):
    """A graph on disk. Use it as a context manager.

    >>> from tempfile import mkdtemp
    >>> import kg
    >>> folder = mkdtemp()
    >>> with kg.Graph.create(folder) as graph:
    ...     article = kg.make_article("Kenya mediated talks between Chad and Oman.", published=Date(1999, 5, 4))
    ...     report = kg.build([article], graph)
    >>> kg.Graph.open(folder).query("SELECT (COUNT(*) AS ?n) WHERE { ?a a gev:Article }").rows
    ((1,),)
    """

    @classmethod
    def create(cls, path: str | Path, *, base: str = BASE, reference: Reference | None = None) -> Self:
        """Make a graph in a new or empty folder, or open the graph that is there, for writing.

        Args:
            path: the folder.
            base: where the IRIs of actors, events and articles begin; fixed when the graph is made.
            reference: describes the known actors; the data that ships with kg if None.

        Raises:
            NotAGraphError: the folder holds something else.
            LockedGraphError: another process is writing to it.
            StorageError: it cannot be written.
        """
        graph.folder.Folder.create(Path(path), base)
        return cls.open(path, reference=reference, read_only=False)

    @classmethod
    def open(cls, path: str | Path, *, reference: Reference | None = None, read_only: bool = True) -> Self:
        """Open a graph: by default for reading, as it was when its writer last finished a batch.

        Raises:
            NotAGraphError: the folder holds no graph.
            LockedGraphError: opened for writing, and another process is writing to it.
            StorageError: it cannot be read or written.
        """
        known = reference if read_only else reference or Reference.load()
        return cast("Self", super().open(path, reference=known, read_only=read_only))

    def query(self, sparql: str, limits: Limits = NO_LIMITS, **parameters: Value) -> Answer:
        """Answer a named question with its parameters, or any SPARQL.

        Args:
            sparql: a question's name (`kg.named_queries()` lists them), or SPARQL; the usual prefixes are declared.
            limits: how long it may take and how many rows it may give.
            **parameters: of a named question: `a="Russia"`, `since="2026-02"`, `type="CONSULT"`.

        Returns:
            A `Table` (iterate over its rows; `records()`, `to_csv()`, `to_pandas()`, ...), or for CONSTRUCT `Statements`.

        Raises:
            UnknownQueryError: no question has that name.
            ParameterError: a parameter is unknown or cannot be read.
            SparqlSyntaxError: the SPARQL does not parse; the message points at line and column.
            UsageError: it would leave the graph or change it.
            LimitError: it ran past its limits.
        """
        if is_sparql(sparql) and not parameters:
            return super().query(sparql, limits)
        return ask(self, sparql, parameters, limits)

    def network(  # noqa: PLR0913  (options by keyword, as the command has them)
        self,
        *,
        since: Date | None = None,
        until: Date | None = None,
        types: Iterable[str] = (),
        actors: Iterable[str] = (),
        level: str = "state",
        statuses: Iterable[str] = ("attested",),
    ) -> nx.MultiDiGraph[str]:
        """Who acts toward whom, as a NetworkX MultiDiGraph; `kg.analysis.network` says what nodes and edges carry.

        Args:
            since: the first day that counts.
            until: the last day that counts.
            types: PLOVER classes; none means all.
            actors: names, codes or IRIs; only edges that touch one of them are kept. None means all.
            level: "state" or "actor".
            statuses: which events count, by how far they are attested.

        Raises:
            ParameterError: no actor has one of the names.
        """
        from kg.analysis import actor_network

        named = [resolve_actor(self.store, name, self.names).value for name in actors]
        return actor_network(
            self, since=since, until=until, types=types, actors=named, level=level, statuses=statuses
        )


__all__ = ["Answer", "Graph", "Limits", "Table"]
