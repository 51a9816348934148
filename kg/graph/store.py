"""`Graph`: a knowledge graph on disk. Articles go in; the derived layers follow; queries come out.

The truth is one shard of sorted N-Quads an article; the index (Oxigraph) and all derived graphs follow from the shards
and the reference data, and can be made again. One process writes; readers open a snapshot and keep reading while it
does. Nothing here knows how events are found or fused: see `triples` and `derive`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import GraphError, LockedGraphError, NotAGraphError, StorageError
from kg.graph import derive
from kg.graph.counts import count
from kg.graph.descriptions import Description, merge, order, split
from kg.graph.folder import Folder, storage
from kg.graph.kb import Background
from kg.graph.names import BASE, PROV, SCHEMA, Names
from kg.graph.schema import FILES, schema_quads
from kg.graph.sparql import NO_LIMITS, Limits
from kg.graph.sparql import ask as sparql_ask
from kg.graph.table import Answer
from kg.graph.triples import NOBODY, describe_actor, storable, to_quads
from kg.model import Article, Reading
from kg.reference import Reference

CHUNK = 500
"""How many readings are written to the index at a time."""

BULK = 20_000
"""From how many quads on Oxigraph's bulk loader is the faster way in."""


class Outcome(StrEnum):
    """What adding an article came to."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """One article's entry into the graph: what became of it, and which mentions could not be stored, by id."""

    key: str
    outcome: Outcome
    mentions: int
    undated: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


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
        self._background = Background(reference, self.names)
        self._lost: set[NamedNode] = set()  # subjects whose kept description went with an article
        self._stale = False

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
            return cls(folder, _open_snapshot(folder), reference, read_only=True)
        graph = cls(folder, _open_index(folder), reference, read_only=False)
        graph._recover()
        return graph

    def close(self) -> None:
        """Bring everything up to date and let go of the folder."""
        if not self.read_only:
            self.commit()
        self.store = Store()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or not issubclass(kind, StorageError):
            self.close()
        else:
            self.store = Store()

    # ------------------------------------------------------------ writing

    def add(self, reading: Reading) -> Added:
        """Add what one article says, or replace what it said before; the same reading again changes nothing.

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
            yield from self._add_chunk(chunk)

    def remove(self, key: str) -> bool:
        """Take an article out, with exactly what only it said; False where there is none of that key."""
        self._must_write()
        before = self._own(key)
        if not before and self.folder.read_shard(key) is None:
            return False
        self.folder.mark_pending([key])
        self._forget(key, frozenset())
        self.folder.drop_article(key)
        self._write(before, set())
        self._stale = True
        return True

    def rebuild(self) -> None:
        """Make the index again from the shards, from nothing."""
        self._must_write()
        self.folder.mark_pending(["rebuild"])
        with storage(self.folder.root):
            self.store.clear()
        own: set[Quad] = set()
        brought: list[Mapping[NamedNode, Description]] = []
        for path in self.folder.shards():
            quads, descriptions = self._parse(path.stem)
            own.update(quads)
            brought.append(descriptions)
        told = {quad for description in merge(brought).values() for quad in description}
        with storage(self.folder.root):
            self.store.bulk_extend(own | told | schema_quads(self.names))
        self._stale = True
        self.commit()

    def commit(self) -> None:
        """Bring the derived layers up to date and publish a snapshot for readers; nothing to do, nothing done."""
        if self.read_only or not (self._stale or self.folder.snapshot() is None):
            return
        self._derive()
        with storage(self.folder.root):
            self.store.flush()
            path = self.folder.next_snapshot()
            self.store.backup(str(path))
        self.folder.publish_snapshot(path)
        self.folder.clear_pending()
        self._stale = False

    def _must_write(self) -> None:
        if self.read_only:
            raise GraphError(
                f"{self.folder.root} is open for reading: open it with read_only=False to change it"
            )

    def _add_chunk(self, chunk: list[Reading]) -> list[Added]:
        lines = [(reading, serialize_sorted(to_quads(reading, self.names))) for reading in chunk]
        changed = [
            reading.article.key
            for reading, shard in lines
            if self.folder.read_shard(reading.article.key) != shard
        ]
        if changed:
            self.folder.mark_pending(changed)
        return [self._add_one(reading, shard) for reading, shard in lines]

    def _add_one(self, reading: Reading, shard: bytes) -> Added:
        key, parts = reading.article.key, storable(reading)
        stored = self.folder.read_shard(key)
        outcome = (
            Outcome.ADDED if stored is None else Outcome.UNCHANGED if stored == shard else Outcome.REPLACED
        )
        if outcome is not Outcome.UNCHANGED:
            before = self._own(key)
            if stored is not None:
                self._forget(key, frozenset(shard.splitlines()))
            self.folder.write_article(reading.article, shard)
            self._index(key, before)
        return Added(key, outcome, len(parts.mentions), parts.undated, parts.repeated)

    def _index(self, key: str, before: set[Quad]) -> None:
        """Bring the index in step with an article's shard."""
        own, brought = self._parse(key)
        told: set[Quad] = set()
        replaced: set[Quad] = set()
        for subject, description in brought.items():
            kept = self._description(subject)
            if not kept or order(description) < order(kept):
                told |= description
                replaced |= kept
        self._write(before | replaced, set(own) | told)
        self._stale = True

    def _forget(self, key: str, staying: frozenset[bytes]) -> None:
        """Note which kept descriptions came from an article's present shard and are not in what replaces it."""
        for subject, description in self._parse(key)[1].items():
            gone = any(str(quad).encode() + b" ." not in staying for quad in description)
            if gone and self._description(subject) == description:
                self._lost.add(subject)

    def _write(self, before: set[Quad], after: set[Quad]) -> None:
        with storage(self.folder.root):
            for quad in before - after:
                self.store.remove(quad)
            new = after - before
            (self.store.bulk_extend if len(new) > BULK else self.store.extend)(new)

    # ------------------------------------------------------------ the derived layers

    def _derive(self) -> None:
        own = [quad for key in self.keys() for quad in self._own(key)]
        needed = derive.named_in(own, self.names)
        descriptions = {subject: self._kept(subject) for subject in needed}
        layers = dict(derive.describe(needed, descriptions, self._background, self.names))
        layers |= derive.interpret([*own, *layers["kb"], *layers["actors"]], self.names)
        for name, quads in layers.items():
            graph = self.names.graph(name)
            self._write(set(self.store.quads_for_pattern(None, None, None, graph)), quads)
        for name in FILES:
            graph = self.names.graph(name)
            wanted = {quad for quad in schema_quads(self.names) if quad.graph_name == graph}
            self._write(set(self.store.quads_for_pattern(None, None, None, graph)), wanted)
        self._lost.clear()

    def _kept(self, subject: NamedNode) -> Description:
        """The description of an actor, place or program that its articles agree on."""
        if subject == self.names.of("actor", NOBODY.key):
            graph = self.names.graph("actors")
            return frozenset(Quad(*triple, graph) for triple in describe_actor(NOBODY, self.names))
        kept = self._description(subject)
        if kept and subject not in self._lost:
            return kept
        brought = (self._parse(key)[1] for key in sorted(self._articles_naming(subject)))
        return merge(brought).get(subject, frozenset())

    def _description(self, subject: NamedNode) -> Description:
        return frozenset(self.store.quads_for_pattern(subject, None, None, self.names.graph("actors")))

    def _articles_naming(self, subject: NamedNode) -> set[str]:
        found: set[str] = set()
        for predicate in (SCHEMA + "mentions", SCHEMA + "publisher", SCHEMA + "sourceOrganization"):
            for quad in self.store.quads_for_pattern(None, NamedNode(predicate), subject, None):
                found.add(self.names.key(str(quad.subject)[1:-1], "article"))
        for quad in self.store.quads_for_pattern(None, NamedNode(PROV + "wasAssociatedWith"), subject, None):
            for used in self.store.quads_for_pattern(quad.subject, NamedNode(PROV + "used"), None, None):
                found.add(self.names.key(str(used.object)[1:-1], "article"))
        return found

    # ------------------------------------------------------------ reading

    def query(self, sparql: str, limits: Limits = NO_LIMITS) -> Answer:
        """Answer a SPARQL query over the union of all graphs, with the usual prefixes declared.

        >>> import tempfile
        >>> with Graph.create(tempfile.mkdtemp(), reference=None) as graph:
        ...     graph.query("SELECT ?name { plover:CONSULT skos:prefLabel ?name }").records()
        [{'name': 'consult'}]

        Raises:
            SparqlSyntaxError: it does not parse; the message points at line and column.
            UsageError: it would leave the graph (SERVICE, LOAD, FROM) or change it.
            LimitError: it ran past its limits.
        """
        self.commit()
        return sparql_ask(self.store, sparql, self.names, limits, self.folder.snapshot())

    def rdflib(self) -> Any:
        """An rdflib Dataset over the newest snapshot, for reading: the union of all graphs is its default graph.

        Changes go through `add` and `remove`; a write through rdflib fails.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        self.commit()
        return Dataset(store=OxigraphStore(store=_open_snapshot(self.folder)), default_union=True)

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

    def quads(self) -> list[Quad]:
        """Every quad, sorted by its N-Quads: two graphs of the same articles give the same list."""
        self.commit()
        return sorted(self.store, key=str)

    def _own(self, key: str) -> set[Quad]:
        """What the index holds of one article alone: its graph, and where that came from."""
        graph = self.names.article_graph(key)
        found = set(self.store.quads_for_pattern(None, None, None, graph))
        about = list(self.store.quads_for_pattern(graph, None, None, DefaultGraph()))
        for quad in about:
            if quad.predicate.value == PROV + "wasGeneratedBy" and isinstance(quad.object, NamedNode):
                found.update(self.store.quads_for_pattern(quad.object, None, None, DefaultGraph()))
        return found | set(about)

    def _parse(self, key: str) -> tuple[list[Quad], dict[NamedNode, Description]]:
        shard = self.folder.read_shard(key) or b""
        try:
            return split(parse(shard, format=RdfFormat.N_QUADS), self.names)
        except SyntaxError as error:
            raise StorageError(
                f"{self.folder.shard(key)} is damaged ({error}): add its article again"
            ) from error

    def _recover(self) -> None:
        """Bring the index in step after a writer that did not finish."""
        pending = self.folder.pending()
        if "rebuild" in pending:
            self.rebuild()
        elif pending:
            for key in pending:
                self._lost.update(subject for subject in self._parse(key)[1])
                self._index(key, self._own(key))
            self._lost.update(derive.named_in(self.store, self.names))
            self._stale = True
        self.commit()


def serialize_sorted(quads: Iterable[Quad]) -> bytes:
    """Quads as N-Quads, one a line, sorted, each once.

    >>> a, b = (Quad(NamedNode(f"http://example.org/{x}"), NamedNode("http://example.org/p"), NamedNode("http://example.org/o")) for x in "ab")
    >>> serialize_sorted([b, a, b]).decode().count(" .")
    2
    """
    lines = sorted({f"{quad} ." for quad in quads})
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _open_index(folder: Folder) -> Store:
    try:
        return Store(str(folder.root / "index"))
    except OSError as error:
        if "lock" in str(error).lower():
            raise LockedGraphError(
                f"{folder.root} is being written by another process: wait for it, or read it meanwhile"
            ) from error
        raise StorageError(
            f"the index of {folder.root} cannot be opened ({error}): check disk and permissions"
        ) from error


def _open_snapshot(folder: Folder) -> Store:
    path = folder.snapshot()
    if path is None:
        raise NotAGraphError(
            f"{folder.root} holds no finished graph yet: wait for its first build, or build it again"
        )
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StorageError(f"{path} cannot be opened ({error}): run `kg rebuild` on the graph") from error
