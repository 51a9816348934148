"""The formats by name, and the two functions that write them. A new format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Quad

from kg.errors import FormatError
from kg.export import framed, jsonld, nquads, turtle
from kg.export.files import Out, write
from kg.graph.names import Names

if TYPE_CHECKING:
    import networkx as nx

QuadWriter = Callable[[Iterable[Quad], Mapping[str, str]], Iterable[str]]
NetworkWriter: TypeAlias = "Callable[[nx.MultiDiGraph[str]], bytes]"

QUAD_FORMATS: Mapping[str, QuadWriter] = MappingProxyType(
    {
        "turtle": turtle.turtle,
        "trig": turtle.trig,
        "nquads": nquads.nquads,
        "jsonld": jsonld.jsonld,
        "framed": framed.framed,
    }
)

NETWORK_FORMATS = ("graphml", "gexf", "json", "csv", "nodes-csv", "svg", "png")

EVENT_FORMATS = ("polecat", "gdelt", "parquet")

_ENDINGS = {".ttl": "turtle", ".nq": "nquads"}


def format_of(path: str | Path) -> str:
    """The format that a file's ending stands for.

    Raises:
        FormatError: no format has that ending.

    >>> format_of("graph.ttl"), format_of("actor-network.gexf")
    ('turtle', 'gexf')
    """
    ending = Path(path).suffix.lower()
    name = _ENDINGS.get(ending, ending.removeprefix("."))
    if name not in {*QUAD_FORMATS, *NETWORK_FORMATS, *EVENT_FORMATS}:
        raise FormatError(f"{path}: no format has the ending {ending!r}; {_known()}")
    return name


def write_quads(
    quads: Iterable[Quad],
    out: Out,
    *,
    format: str = "trig",  # noqa: A002  # as the command calls it
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write quads, sorted; Turtle leaves out which graph a triple stands in.

    Args:
        quads: in any order; repeated ones are written once.
        out: a path (written atomically) or an open stream.
        format: "turtle", "trig", "nquads" or "jsonld".
        prefixes: short names of namespaces; by default those of the public base (`Names().prefixes`).

    Raises:
        FormatError: there is no such format, or it cannot hold one of the quads.
        StorageError: the file cannot be written.
    """
    writer = QUAD_FORMATS.get(format)
    if writer is None:
        raise FormatError(f"no quad format {format!r}; {_known()}")
    spaces = Names().prefixes if prefixes is None else prefixes
    write(out, (chunk.encode() for chunk in writer(quads, spaces)))


def write_events(
    quads: Iterable[Quad],
    out: Out,
    *,
    format: str = "parquet",  # noqa: A002  # as the command calls it
    names: Names | None = None,
) -> int:
    """Write a graph's events as a table; how many events it read.

    Args:
        quads: all quads of a graph.
        out: a path (written atomically) or an open stream.
        format: "polecat" or "gdelt" (tab-separated, a row a dyad, what somebody says took place), or "parquet" (a row
            an event, all events).
        names: where the graph's IRIs begin; the public base where None.

    Raises:
        FormatError: there is no such format, or pyarrow is not installed.
        StorageError: the file cannot be written.
    """
    from kg.export.event_rows import event_rows
    from kg.export.event_tables import gdelt, polecat
    from kg.export.parquet import parquet

    writers = {"polecat": polecat, "gdelt": gdelt, "parquet": parquet}
    if format not in writers:
        raise FormatError(f"no event format {format!r}; {_known()}")
    events = event_rows(quads, names or Names())
    write(out, [writers[format](events)])
    return len(events)


def write_network(
    network: nx.MultiDiGraph[str],
    out: Out,
    *,
    format: str = "gexf",  # noqa: A002  # as the command calls it
    title: str | None = None,
    top: int = 40,
) -> None:
    """Write an actor network.

    Args:
        network: as `kg.analysis.actor_network` makes it.
        out: a path (written atomically) or an open stream.
        format: "graphml", "gexf", "json" (node-link), "csv" (edges), "nodes-csv", "svg" or "png".
        title: of the picture, or the network's name; by default it says what is drawn.
        top: how many actors a picture shows, those with the most events.

    Raises:
        FormatError: there is no such format.
        StorageError: the file cannot be written.
    """
    if format not in NETWORK_FORMATS:
        raise FormatError(f"no network format {format!r}; {_known()}")
    write(out, [_network_bytes(network, format, title, top)])


def _network_bytes(network: nx.MultiDiGraph[str], name: str, title: str | None, top: int) -> bytes:
    if name in ("svg", "png"):
        from kg.export.picture import picture

        return picture(network, name, title=title, top=top)
    from kg.export import gexf, graphml, nodelink, tables

    writers: Mapping[str, NetworkWriter] = {
        "graphml": graphml.graphml,
        "gexf": gexf.gexf,
        "json": nodelink.nodelink,
        "csv": tables.edges_csv,
        "nodes-csv": tables.nodes_csv,
    }
    return writers[name](network)


def _known() -> str:
    return (
        f"known are {', '.join(QUAD_FORMATS)} for graphs, {', '.join(EVENT_FORMATS)} for events "
        f"and {', '.join(NETWORK_FORMATS)} for networks"
    )
