"""The index: the Oxigraph store that follows the shards, and how it is kept in step with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import LockedGraphError, NotAGraphError, StorageError
from kg.graph.descriptions import Description, merge, order, split
from kg.graph.folder import Folder, storage
from kg.graph.names import PROV, Names
from kg.graph.schema import schema_quads

BULK = 20_000
"""From how many quads on Oxigraph's bulk loader is the faster way in."""


class Index:
    """What the articles say, as the store holds it; derived layers are written here too, but made elsewhere.

    Attributes:
        lost: subjects whose kept description went with an article; they are described anew when layers are made.
    """

    def __init__(self, folder: Folder, store: Store, names: Names) -> None:
        self.folder = folder
        self.store = store
        self.names = names
        self.lost: set[NamedNode] = set()

    # ------------------------------------------------------------ one article

    def own(self, key: str) -> set[Quad]:
        """What the index holds of one article alone: its graph, and where that came from."""
        graph = self.names.article_graph(key)
        found = set(self.store.quads_for_pattern(None, None, None, graph))
        about = list(self.store.quads_for_pattern(graph, None, None, DefaultGraph()))
        for quad in about:
            if quad.predicate.value == PROV + "wasGeneratedBy" and isinstance(quad.object, NamedNode):
                found.update(self.store.quads_for_pattern(quad.object, None, None, DefaultGraph()))
        return found | set(about)

    def holds(self, key: str, own: Iterable[Quad]) -> bool:
        """Whether the index holds just these quads of the article; the store normalises literals, so both are written out."""
        return serialize_sorted(self.own(key)) == serialize_sorted(own)

    def parse(self, key: str) -> tuple[list[Quad], dict[NamedNode, Description]]:
        """An article's shard: its own quads, and the descriptions it brings, by subject.

        Raises:
            StorageError: the shard is damaged.
        """
        shard = self.folder.read_shard(key) or b""
        try:
            return split(parse(shard, format=RdfFormat.N_QUADS), self.names)
        except SyntaxError as error:
            raise StorageError(
                f"{self.folder.shard(key)} is damaged ({error}): add its article again"
            ) from error

    def follow(self, key: str, before: set[Quad]) -> None:
        """Bring the index in step with an article's shard, given what it held of the article before."""
        own, brought = self.parse(key)
        told: set[Quad] = set()
        replaced: set[Quad] = set()
        for subject, description in brought.items():
            kept = self.description(subject)
            if not kept or order(description) < order(kept):
                told |= description
                replaced |= kept
        self.write(before | replaced, set(own) | told)

    def forget(self, key: str, staying: frozenset[bytes] = frozenset()) -> None:
        """Note which kept descriptions came from an article's present shard and are not in what replaces it."""
        for subject, description in self.parse(key)[1].items():
            gone = any(str(quad).encode() + b" ." not in staying for quad in description)
            if gone and self.description(subject) == description:
                self.lost.add(subject)

    # ------------------------------------------------------------ descriptions

    def description(self, subject: NamedNode) -> Description:
        """What the index says an actor, place or program is."""
        return frozenset(self.store.quads_for_pattern(subject, None, None, self.names.graph("actors")))

    # ------------------------------------------------------------ all of it

    def graph(self, name: str) -> set[Quad]:
        """What a named graph holds."""
        return set(self.store.quads_for_pattern(None, None, None, self.names.graph(name)))

    def write(self, before: set[Quad], after: set[Quad]) -> None:
        """Write the difference between what stood there and what shall stand.

        The quads by which `own` finds an article's others go last: what a crash leaves of an article is still found.

        Raises:
            StorageError: the disk failed.
        """
        with storage(self.folder.root):
            for quad in sorted(before - after, key=_leads_to_others):
                self.store.remove(quad)
            new = after - before
            (self.store.bulk_extend if len(new) > BULK else self.store.extend)(new)

    def refill(self) -> None:
        """Empty the index and fill it from the shards, as a stream; the derived layers are left to be made.

        Raises:
            StorageError: a shard is damaged, or the disk failed.
        """
        shared = Shared(self.names)
        with storage(self.folder.root):
            self.store.clear()
            try:
                self.store.bulk_load(Stream(self._own_lines(shared)), RdfFormat.N_QUADS)  # type: ignore[arg-type]
            except SyntaxError:
                for path in self.folder.shards():
                    self.parse(path.stem)  # says which
                raise
            told = shared.kept()
            self.store.bulk_extend({quad for description in told.values() for quad in description})
            self.store.bulk_extend(schema_quads(self.names))

    def _own_lines(self, shared: Shared) -> Iterator[bytes]:
        for path in self.folder.shards():
            yield shared.taken_from(path.read_bytes())


def _leads_to_others(quad: Quad) -> bool:
    return bool(quad.predicate.value == PROV + "wasGeneratedBy")


class Shared:
    """The descriptions that shards bring, taken out of them as text: parsing every quad in Python would be too slow."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._ending = f" {names.graph('actors')} .".encode()
        self._told: dict[bytes, set[tuple[bytes, ...]]] = {}

    def taken_from(self, shard: bytes) -> bytes:
        """A shard without the descriptions that it brings, which are remembered."""
        own: list[bytes] = []
        brought: dict[bytes, list[bytes]] = {}
        for line in shard.splitlines(keepends=True):
            if line.rstrip().endswith(self._ending):
                brought.setdefault(line.partition(b" ")[0], []).append(line)
            else:
                own.append(line)
        for subject, lines in brought.items():
            self._told.setdefault(subject, set()).add(tuple(lines))
        return b"".join(own)

    def kept(self) -> dict[NamedNode, Description]:
        """Of all descriptions of a subject, the one that its articles agree on."""
        found: dict[NamedNode, Description] = {}
        for tellings in self._told.values():
            for lines in sorted(tellings):
                quads = parse(b"".join(lines), format=RdfFormat.N_QUADS)
                brought = split(quads, self._names)[1]
                found.update(merge([{s: found[s] for s in brought if s in found}, brought]))
        return found


class Stream:
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def read(self, size: int) -> bytes:
        """Up to that many bytes; none at the end.

        >>> Stream(iter([b"ab", b"", b"c"])).read(10)
        b'abc'
        """
        parts, length = [self._held], len(self._held)
        while length < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece)
            length += len(piece)
        found = b"".join(parts)
        self._held = found[size:]
        return found[:size]


def serialize_sorted(quads: Iterable[Quad]) -> bytes:
    """Quads as N-Quads, one a line, sorted, each once.

    >>> a, b = (Quad(NamedNode(f"http://example.org/{x}"), NamedNode("http://example.org/p"), NamedNode("http://example.org/o")) for x in "ab")
    >>> serialize_sorted([b, a, b]).decode().count(" .")
    2
    """
    lines = sorted({f"{quad} ." for quad in quads})
    return ("\n".join(lines) + "\n").encode() if lines else b""


_UNOPENED = (OSError, RuntimeError)
"""What pyoxigraph raises where files are missing or broken, also where they go while it reads them."""


def open_index(folder: Folder) -> Store:
    """The writer's store.

    Raises:
        LockedGraphError: another process has it open.
        StorageError: it cannot be opened.
    """
    try:
        return Store(str(folder.root / "index"))
    except _UNOPENED as error:
        if "lock" in str(error).lower():
            raise LockedGraphError(
                f"{folder.root} is being written by another process: wait for it, or read it meanwhile"
            ) from error
        raise StorageError(
            f"the index of {folder.root} cannot be opened ({error}): check disk and permissions"
        ) from error


TRIES = 20
"""How often a reader looks again when the snapshot it was about to open has just been replaced by a newer one."""


def open_snapshot(folder: Folder) -> tuple[Store, Path]:
    """The readers' newest snapshot, and where it stands.

    Raises:
        NotAGraphError: there is none yet.
        StorageError: it cannot be opened.
    """
    for attempt in range(TRIES):
        path = folder.snapshot()
        if path is None:
            raise NotAGraphError(
                f"{folder.root} holds no finished graph yet: wait for its first build, or build it again"
            )
        try:
            return Store.read_only(str(path)), path
        except _UNOPENED as error:
            if attempt == TRIES - 1 or folder.snapshot() == path:
                raise StorageError(
                    f"{path} cannot be opened ({error}): run `kg rebuild` on the graph"
                ) from error
    raise StorageError(f"{folder.root} changes too fast to be opened: try again")
