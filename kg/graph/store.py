"""`Graph`: a knowledge graph on disk. Articles go in; the derived layers follow; queries come out.

The truth is one shard of sorted N-Quads an article; the index (Oxigraph) and all derived graphs follow from the shards
and the reference data, and can be made again. One process writes; readers open a snapshot and keep reading while it
does. Nothing here knows how events are found or fused: see `triples` and `derive`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Quad, Store

from kg.errors import GraphError, StorageError
from kg.graph.columns import Columns
from kg.graph.counts import count
from kg.graph.derive import Work, decisions_changed, derive, named_in
from kg.graph.entry import Added, Entry, Outcome, enter, prepare, put, quarantined, recover
from kg.graph.folder import Folder, storage
from kg.graph.index import Index, open_index, open_snapshot, serialize_sorted
from kg.graph.kb import Background
from kg.graph.names import BASE, Names
from kg.graph.projection import Projection, columns_folder, is_whole
from kg.graph.revision import find_article, is_superseded
from kg.graph.sparql import NO_LIMITS, Limits
from kg.graph.sparql import ask as sparql_ask
from kg.graph.table import Answer
from kg.graph.verify import Verification, verify
from kg.model import Article, Reading
from kg.reference import Reference

CHUNK = 500
"""How many readings are written to the index at a time."""


class Graph:
    """A graph on disk, opened for writing or for reading.

    Use it as a context manager: leaving it brings the derived layers up to date and shows them to readers.

    >>> import tempfile
    >>> with Graph.create(tempfile.mkdtemp(), reference=None) as graph:
    ...     graph.keys()
    []
    """

    def __init__(self, folder: Folder, store: Store, reference: Reference | None, *, read_only: bool) -> None:
        self.folder = folder
        self.names = Names(folder.base)
        self.store = store
        self.read_only = read_only
        self._index = Index(folder, store, self.names)
        self._background = Background(reference, self.names)
        self._stale = False
        self._unsure = False  # a writer did not finish: what it changed is not known
        self._projection = Projection(folder, store, self.names)
        self._snapshot: Path | None = None  # where a reader reads
        self._columns: Columns | None = None

    # ------------------------------------------------------------ opening and closing

    @classmethod
    def create(cls, path: str | Path, *, base: str = BASE, reference: Reference | None) -> Graph:
        """Make a graph in a new or empty folder, or open the graph that is there, for writing.

        `reference` describes the known actors; with None, actors are what the articles say they are.

        Raises:
            NotAGraphError: the folder holds something else.
            LockedGraphError: another process is writing to it.
            StorageError: it cannot be written.
        """
        Folder.create(Path(path), base)
        return cls.open(path, reference=reference, read_only=False)

    @classmethod
    def open(cls, path: str | Path, *, reference: Reference | None = None, read_only: bool = True) -> Graph:
        """Open a graph: by default for reading, as it was when its writer last finished a batch.

        Raises:
            NotAGraphError: the folder holds no graph.
            LockedGraphError: opened for writing, and another process is writing to it.
            StorageError: it cannot be read or written.
        """
        folder = Folder.open(Path(path))
        if read_only:
            store, path = open_snapshot(folder)
            graph = cls(folder, store, reference, read_only=True)
            graph._snapshot = path
            return graph
        graph = cls(folder, open_index(folder), reference, read_only=False)
        graph._recover()
        return graph

    def close(self) -> None:
        """Bring everything up to date and let go of the folder."""
        if not self.read_only:
            self.commit()
        self._release()

    def _release(self) -> None:
        self._projection.close()
        self._forget_columns()
        self.store = Store()
        self._index = Index(self.folder, self.store, self.names)
        self._projection = Projection(self.folder, self.store, self.names)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or not issubclass(kind, StorageError):
            self.close()
        else:
            self._release()

    # ------------------------------------------------------------ writing

    def add(self, reading: Reading) -> Added:
        """Add what one article says, or replace what it said before; the same reading again changes nothing.

        What fails the gate (`kg.graph.gate`) goes into quarantine instead. An article of the same address, or of the
        same id by the same publisher, whose text has changed is replaced.

        Raises:
            GraphError: the graph is open for reading only.
            StorageError: the disk failed; nothing already stored is lost.
        """
        return next(iter(self.add_all([reading])))

    def add_all(self, readings: Iterable[Reading]) -> Iterator[Added]:
        """Add many articles, some hundreds at a time; yields what became of each once it is safely stored."""
        self._must_write()
        remaining = iter(readings)
        while chunk := list(islice(remaining, CHUNK)):
            yield from self._add_chunk([prepare(reading, self.names) for reading in chunk])

    def _add_chunk(self, entries: list[Entry]) -> Iterator[Added]:
        touched = sorted({key for entry in entries for key in entry.touches(self._index)})
        if touched:
            self.folder.mark_pending(touched)
        for entry in entries:
            added = enter(entry, self._index)
            self._stale |= added.outcome in (Outcome.ADDED, Outcome.REPLACED)
            yield added

    def remove(self, key: str) -> bool:
        """Take an article out, with exactly what only it said; False where there is none of that key."""
        self._must_write()
        before = self._index.own(key)
        self.folder.write_quarantine(key, None)
        if not before and self.folder.read_shard(key) is None:
            return False
        self.folder.mark_pending([key])
        self._index.forget(key)
        self.folder.drop_article(key)
        self._index.write(before, set())
        self._stale = True
        return True

    def put_shard(self, key: str, shard: bytes) -> None:
        """Put an article's quads as they stand elsewhere; a text that the graph has of it stays."""
        self._must_write()
        if self.folder.read_shard(key) != shard:
            self.folder.mark_pending([key])
            put(key, shard, self._index)
            self._stale = True

    def rebuild(self) -> None:
        """Make the index again from the shards, from nothing."""
        self._must_write()
        self.folder.mark_pending(["rebuild"])
        self._index.refill()
        self._stale = True
        self.commit()

    def commit(self) -> None:
        """Bring the derived layers up to date and publish a snapshot for readers; nothing to do, nothing done."""
        if self.read_only or not (self._stale or self.folder.snapshot() is None):
            return
        work = self._derive()
        before = self.folder.snapshot()
        with storage(self.folder.root):
            self.store.flush()
            path = self.folder.next_snapshot()
            self.store.backup(str(path))
        self._projection.write(path, before, work.changed)
        self.folder.publish_snapshot(path)
        self.folder.clear_pending()
        self._forget_columns()
        self._stale = False

    def _must_write(self) -> None:
        if self.read_only:
            raise GraphError(
                f"{self.folder.root} is open for reading: open it with read_only=False to change it"
            )

    def _recover(self) -> None:
        """Bring the index in step after a writer that did not finish."""
        pending = self.folder.pending()
        if "rebuild" in pending:
            self._index.refill()
        elif pending:
            recover(pending, self._index)
            self._index.lost.update(named_in(self.store, self.names))
        self._unsure = bool(pending)
        self._stale = self._unsure or decisions_changed(self.folder.root)
        self.commit()

    # ------------------------------------------------------------ the derived layers

    def _derive(self) -> Work:
        pending = self.folder.pending()
        unsure = self._unsure or "rebuild" in pending
        work = derive(self._index, self._background, None if unsure else pending)
        self._unsure = False
        return work

    def rederive(self) -> None:
        """Bring the derived layers in step with decisions that were made or edited since, and publish the result.

        Raises:
            GraphError: the graph is open for reading only.
            DataError: the file of decisions is malformed.
        """
        self._must_write()
        self._stale = True
        self.commit()

    # ------------------------------------------------------------ reading

    def query(self, sparql: str, limits: Limits = NO_LIMITS) -> Answer:
        """Answer a SPARQL query over the union of all graphs, with the usual prefixes declared.

        >>> import tempfile
        >>> with Graph.create(tempfile.mkdtemp(), reference=None) as graph:
        ...     graph.query("SELECT ?name { plover:CONSULT skos:prefLabel ?name }").records()
        [{'name': 'consult'}]

        Raises:
            SparqlSyntaxError: it does not parse; the message points at line and column.
            UsageError: it would change the graph, or leave it (SERVICE, FROM) where `limits` do not let it.
            LimitError: it ran past its limits.
        """
        self.commit()
        snapshot = self.folder.snapshot() if limits.need_process else None
        return sparql_ask(self.store, sparql, self.names, limits, snapshot)

    def columns(self) -> Columns | None:
        """The events as columns, in step with what queries see; None where this graph has none yet.

        Small graphs have none; a graph that an earlier kg wrote gets them with its next change, or by `rebuild`.
        """
        self.commit()
        if self._columns is None:
            snapshot = self._snapshot if self.read_only else self.folder.snapshot()
            columns = columns_folder(self.folder.root, snapshot) if snapshot else None
            if columns and is_whole(columns):
                self._columns = Columns.open(columns)
        return self._columns

    def _forget_columns(self) -> None:
        if self._columns is not None:
            self._columns.close()
            self._columns = None

    def rdflib(self) -> Any:
        """An rdflib Dataset over the newest snapshot, for reading: the union of all graphs is its default graph.

        Changes go through `add` and `remove`; a write through rdflib fails.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        self.commit()
        return Dataset(store=OxigraphStore(store=open_snapshot(self.folder)[0]), default_union=True)

    def info(self) -> dict[str, dict[str, int]]:
        """What the graph holds, counted: `quads` by graph, `events` by class and by status, `actors` by kind, ..."""
        self.commit()
        return count(self.store, self.names)

    def keys(self) -> list[str]:
        """The keys of all articles, sorted."""
        return self.folder.keys()

    def article(self, key: str) -> Article | None:
        """An article as it was read in, or None."""
        return self.folder.read_article(key)

    def find(self, text: str) -> str:
        """The key of an article, given that, its IRI or CURIE, its id or its address.

        Raises:
            ParameterError: the graph has no such article, or several have that id.
        """
        return find_article(text, self._index)

    def superseded(self, key: str) -> bool:
        """Whether the graph holds a later version of the article of that key."""
        return is_superseded(key, self._index)

    def verify(self) -> Verification:
        """Check every quote against its stored text, and the index against the shards."""
        return verify(self._index)

    def quarantine(self) -> list[dict[str, Any]]:
        """What was not let in, by article: its id and key, and each refused mention with the reasons; by key."""
        return quarantined(self.folder)

    def quads(self) -> list[Quad]:
        """Every quad, sorted by its N-Quads: two graphs of the same articles give the same list."""
        self.commit()
        return sorted(self.store, key=str)


__all__ = ["CHUNK", "Added", "Graph", "Outcome", "serialize_sorted"]
