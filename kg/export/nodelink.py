"""Node-link JSON, for D3 and for `networkx.node_link_graph(data, edges="edges")`."""

from __future__ import annotations

import json
from datetime import date as Date

import networkx as nx


def nodelink(network: nx.MultiDiGraph[str]) -> bytes:
    """The network with everything it carries: lists stay lists, None is null, dates are text in ISO form.

    >>> import json
    >>> json.loads(nodelink(nx.MultiDiGraph([("a", "b")])))["directed"]
    True
    """
    data = nx.node_link_data(network, edges="edges")
    data["nodes"].sort(key=lambda node: node["id"])
    data["edges"].sort(key=lambda edge: (edge["source"], edge["target"], str(edge["key"])))
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=_plain)
    return f"{text}\n".encode(errors="replace")


def _plain(value: object) -> str:
    if isinstance(value, Date):
        return value.isoformat()
    raise TypeError(f"an attribute of the network is a {type(value).__name__}, which JSON has no form for")
