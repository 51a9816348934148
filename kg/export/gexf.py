"""GEXF 1.2 for Gephi, with dates: its timeline shows an edge from its first event to its last.

Nodes are there from their first event to their last; sizes and colours are those of the picture.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.export.flat import flat
from kg.export.palette import KIND_COLOURS, rgb, sign_colour

_VERSION = "1.2draft"


def gexf(network: nx.MultiDiGraph[str]) -> bytes:
    """The network as GEXF: `start`, `end`, `weight` and looks as Gephi knows them, the rest as `flat` gives it.

    >>> b'source="a" target="b"' in gexf(nx.MultiDiGraph([("a", "b")]))
    True
    """
    copy = flat(network)
    copy.graph = {"name": f"actors, level: {copy.graph.get('level', '')}", "mode": "dynamic"}
    _dress_nodes(copy)
    for _, _, data in copy.edges(data=True):
        data.update(label=data.get("event_type", ""), weight=data.get("count", 1))
        data.update({"start": data["first"], "end": data["last"]} if "first" in data else {})
        data["viz"] = {"color": _colour(sign_colour(data.get("sum", 0)))}
    writer = GEXFWriter(encoding="utf-8", version=_VERSION)
    writer.add_graph(copy)
    _sign(writer.xml)
    ET.indent(writer.xml)
    text: str = ET.tostring(writer.xml, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _dress_nodes(copy: nx.MultiDiGraph[str]) -> None:
    spans: dict[str, list[str]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for tail, head, data in copy.edges(data=True):
        for end in (tail, head):
            counts[end] += data.get("count", 1)
            spans[end] += [data[name] for name in ("first", "last") if name in data]
    for node, data in copy.nodes(data=True):
        colour = KIND_COLOURS.get(data.get("kind", ""), KIND_COLOURS["Organization"])
        data["viz"] = {"color": _colour(colour), "size": round(8 + 4 * math.sqrt(counts[node]), 3)}
        if spans[node]:
            data.update(start=min(spans[node]), end=max(spans[node]))


def _colour(colour: str) -> dict[str, Any]:
    red, green, blue = rgb(colour)
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _sign(root: ET.Element) -> None:
    """Replace what networkx says of itself and of today: the same network gives the same file."""
    for meta in root.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
        for creator in meta.iter("creator"):
            creator.text = "kg"
