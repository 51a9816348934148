"""The network with attributes that every file format can hold: text, numbers, truth values."""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Any

import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Scalar = str | int | float | bool


def flat(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy in sorted order with flat attributes: dates in ISO form, lists joined by spaces, None left out.

    Characters that XML 1.0 cannot hold (controls) become U+FFFD. Edges get an `id`, "e0" and on: readers take a key
    that several edges share for one edge.

    >>> network = nx.MultiDiGraph([("a", "b", {"first": Date(2026, 2, 18), "events": ["e1", "e2"]})])
    >>> list(flat(network).edges(data=True))
    [('a', 'b', {'id': 'e0', 'first': '2026-02-18', 'events': 'e1 e2'})]
    """
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_scalars(network.graph))
    for node in sorted(network):
        copy.add_node(node, **_scalars(network.nodes[node]))
    edges = sorted(network.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))
    for number, (tail, head, key, data) in enumerate(edges):
        copy.add_edge(tail, head, key=key, id=f"e{number}", **_scalars(data))
    return copy


def scalar(value: object) -> Scalar:
    """One value in a form that every format can hold.

    >>> scalar(Date(2026, 2, 18)), scalar(["a", "b"])
    ('2026-02-18', 'a b')
    """
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Date):
        return value.isoformat()
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return _NOT_XML.sub(_REPLACEMENT, text)


def _scalars(data: dict[str, Any]) -> dict[str, Any]:
    return {name: scalar(value) for name, value in data.items() if value is not None}
