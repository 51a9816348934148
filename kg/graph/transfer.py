"""`push` and `pull`: a graph to a server and back, whole or only what changed.

A server holds each article in its own named graph, written by one PUT: what the article says, where that came from, and
under `shard/{key}` a mark with the hash of the article's shard and the descriptions that the shard brings. The hash
tells what has changed, so a transfer that was cut off goes on where it stopped. Derived graphs are written whole, with a
mark of their own, and are not pulled: they follow from the articles. Texts stay where they are unless they are asked for:
then the mark holds them too, and a pull brings them, so that quotes can be verified and copies told there as here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import GraphError
from kg.graph.gate import faults
from kg.graph.graph_store import GraphStore
from kg.graph.index import serialize_sorted
from kg.graph.names import SCHEMA, Names
from kg.graph.remote import SYNC, Remote, home
from kg.graph.store import Graph
from kg.graph.verify import text_is

HASH = NamedNode(SCHEMA + "sha256")
TEXT = NamedNode(SCHEMA + "text")
ARTICLE = NamedNode(SCHEMA + "articleBody")
"""What of a mark holds the file of the article's text."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a push or a pull came to: keys of articles written, left as they were, removed, and refused by the gate."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()


def push(  # noqa: PLR0913  # options by keyword, as the command has them
    graph: Graph,
    remote: Remote,
    target: GraphStore,
    *,
    prune: bool = False,
    whole: bool = False,
    texts: bool = False,
    progress: Progress | None = None,
) -> Transfer:
    """Write a graph to a server.

    Args:
        graph: what is written; its derived layers replace those of the server.
        remote: the server, to ask what it holds.
        target: the same server, to write to.
        prune: remove articles from the server that the graph does not hold.
        whole: write what has not changed too.
        texts: write the articles' texts too, also of articles that are there without.
        progress: told after each article.

    Raises:
        GraphError: the server refuses or is not there; what was written before stays, and the next push goes on.
    """
    graph.commit()
    there = {} if whole else marks(remote)
    with_text = texted(remote) if texts else frozenset()
    written: list[str] = []
    unchanged: list[str] = []
    for key in graph.keys():  # noqa: SIM118  # no mapping
        shard = graph.folder.read_shard(key) or b""
        name = graph.names.article_graph(key).value
        text = graph.folder.read_text_file(key) if texts else None
        if there.get(name) == sha256(shard) and (text is None or name in with_text):
            unchanged.append(key)
        else:
            target.put(name, _article_lines(key, shard, text, graph.names))
            written.append(key)
        if progress:
            progress(1)
    removed = sorted(set(remote.keys()) - set(graph.keys())) if prune else []
    for key in removed:
        target.delete(graph.names.article_graph(key).value)
    layers = [name for name in layers_of(graph) if _put_layer(name, graph, target, there)]
    return Transfer(tuple(written), tuple(unchanged), tuple(removed), layers=tuple(layers))


def layers_of(graph: Graph) -> list[str]:
    """The names of all graphs besides the articles', sorted."""
    base = graph.names.graph("").value
    named = (node.value for node in graph.store.named_graphs() if isinstance(node, NamedNode))
    names = (name.removeprefix(base) for name in named if name.startswith(base))
    return sorted(name for name in names if not name.startswith("article/"))


def _put_layer(name: str, graph: Graph, target: GraphStore, there: dict[str, str]) -> bool:
    node = graph.names.graph(name)
    lines = sorted(_triple(quad) for quad in graph.store.quads_for_pattern(None, None, None, node))
    found = sha256("".join(lines).encode())
    if there.get(node.value) == found:
        return False
    mark = graph.names.of(SYNC, name)
    target.put(node.value, [*lines, f'{mark} {HASH} "{found}" .\n'])
    return True


def _article_lines(key: str, shard: bytes, text: bytes | None, names: Names) -> Iterator[str]:
    """N-Triples of what an article's graph holds on a server."""
    actors, mark = names.graph("actors"), names.of(SYNC, key)
    brought = []
    for quad in parse(shard, format=RdfFormat.N_QUADS):
        if quad.graph_name == actors:
            brought.append(quad)
        else:
            yield _triple(quad)
    yield f"{mark} {HASH} {Literal(sha256(shard))} .\n"
    yield f"{mark} {TEXT} {Literal(serialize_sorted(brought).decode())} .\n"
    if text is not None:
        yield f"{mark} {ARTICLE} {Literal(text.decode())} .\n"


def _triple(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} .\n"


def sha256(content: bytes) -> str:
    """The hash by which a shard's present form is told from another.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def marks(remote: Remote) -> dict[str, str]:
    """The hash of every article's shard and of every layer on a server, by the IRI of its named graph."""
    _, rows = remote.store.select(f"SELECT ?g ?hash WHERE {{ GRAPH ?g {{ ?mark {HASH} ?hash }} }}")
    return {row["g"].value: row["hash"].value for row in rows}


def texted(remote: Remote) -> frozenset[str]:
    """The named graphs of the articles whose texts a server holds."""
    _, rows = remote.store.select(f"SELECT ?g WHERE {{ GRAPH ?g {{ ?mark {ARTICLE} ?text }} }}")
    return frozenset(row["g"].value for row in rows)


# ---------------------------------------------------------------- pull


def pull(
    remote: Remote,
    graph: Graph,
    *,
    prune: bool = False,
    whole: bool = False,
    progress: Progress | None = None,
) -> Transfer:
    """Read a server's articles into a graph, and the texts that it holds; what fails the gate is left out and named.

    Args:
        remote: the server.
        graph: open for writing.
        prune: take articles out of the graph that the server does not hold.
        whole: read what has not changed too.
        progress: told after each article.

    Raises:
        GraphError: the server is not there, or gives back other than was written; what was read before stays.
    """
    base = remote.names.graph("article/").value
    there = {name.removeprefix(base): mark for name, mark in marks(remote).items() if name.startswith(base)}
    with_text = {name.removeprefix(base) for name in texted(remote)}
    written: list[str] = []
    unchanged: list[str] = []
    refused: list[str] = []
    for key, mark in sorted(there.items()):
        held = graph.folder.read_shard(key)
        lacking = key in with_text and graph.folder.read_text_file(key) is None
        if held is not None and not whole and not lacking and sha256(held) == mark:
            unchanged.append(key)
        else:
            sound = _take(graph, key, *fetch(remote, key, mark))
            (written if sound else refused).append(key)
        if progress:
            progress(1)
    removed = sorted(set(graph.keys()) - set(there)) if prune else []
    for key in removed:
        graph.remove(key)
    graph.commit()
    return Transfer(tuple(written), tuple(unchanged), tuple(removed), tuple(refused))


def _take(graph: Graph, key: str, shard: bytes, text: bytes | None) -> bool:
    """Put an article into a graph, with its text if that came; False where the gate refuses it."""
    if faults(parse(shard, format=RdfFormat.N_QUADS), graph.names):
        return False
    if text is not None and graph.folder.read_text_file(key) != text:
        graph.remove(key)  # which story it tells follows from its text: it comes anew
        graph.folder.write_text_file(key, text)
    graph.put_shard(key, shard)
    return True


def fetch(remote: Remote, key: str, mark: str) -> tuple[bytes, bytes | None]:
    """An article's shard as it was pushed, and the file of its text if the server holds it.

    Raises:
        GraphError: the server gives back other than was written.
    """
    names = remote.names
    quads: list[Quad] = []
    text: bytes | None = None
    for quad in remote.store.quads_for_pattern(None, None, None, names.article_graph(key)):
        if quad.subject != names.of(SYNC, key):
            quads.append(Quad(quad.subject, quad.predicate, quad.object, home(quad, names)))
        elif quad.predicate == TEXT and isinstance(quad.object, Literal):
            quads += parse(quad.object.value.encode(), format=RdfFormat.N_QUADS)
        elif quad.predicate == ARTICLE and isinstance(quad.object, Literal):
            text = quad.object.value.encode()
    shard = serialize_sorted(quads)
    if sha256(shard) != mark or (text is not None and not _is_text_of(key, text)):
        raise GraphError(
            f"{remote.endpoint.url} gives back article {key} other than it was written: push it again"
        )
    return shard, text


def _is_text_of(key: str, file: bytes) -> bool:
    """Whether a file holds the text that an article's key is the digest of."""
    try:
        text = json.loads(file)["text"]
    except (ValueError, KeyError, TypeError):
        return False
    return isinstance(text, str) and text_is(key, text)
