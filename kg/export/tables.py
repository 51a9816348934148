"""The network as two CSV tables, edges and nodes, for spreadsheets, R and pandas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.export.flat import flat

NODE_COLUMNS = ("id", "label", "kind", "country", "sector")
EDGE_COLUMNS = (
    *("source", "target", "source_label", "target_label", "event_type", "reciprocal", "count", "mean", "sum"),
    *("cooperative", "conflictual", "first", "last", "events"),
)


def nodes_csv(network: nx.MultiDiGraph[str]) -> bytes:
    """One row an actor, sorted by IRI; what is not known is empty.

    >>> nodes_csv(nx.MultiDiGraph([("a", "b")])).splitlines()[1:]
    [b'a,,,,', b'b,,,,']
    """
    copy = flat(network)
    return _csv(NODE_COLUMNS, ({**data, "id": node} for node, data in copy.nodes(data=True)))


def edges_csv(network: nx.MultiDiGraph[str]) -> bytes:
    """One row an edge, sorted; the IRIs of its events are joined by spaces.

    >>> edges_csv(nx.MultiDiGraph([("a", "b")])).splitlines()[-1][:3]
    b'a,b'
    """
    copy = flat(network)
    labels = {node: data.get("label", node) for node, data in copy.nodes(data=True)}
    rows = (
        {**data, "source": tail, "target": head, "source_label": labels[tail], "target_label": labels[head]}
        for tail, head, data in copy.edges(data=True)
    )
    return _csv(EDGE_COLUMNS, rows)


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _one_line(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _one_line(value: object) -> object:
    """Line breaks as spaces: a lone carriage return would break the table (Python's writer does not quote it)."""
    return re.sub(r"[\r\n]+", " ", value) if isinstance(value, str) else value
