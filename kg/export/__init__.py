"""The export room: a graph's quads and its actor network as files that other programs read.

    quads    -> Turtle, TriG, N-Quads, JSON-LD (plain or framed)                  write_quads
    events   -> tables as POLECAT and GDELT lay them out, Parquet                 write_events
    network  -> GraphML, GEXF, node-link JSON, CSV, and a picture as SVG and PNG  write_network

The same input gives the same bytes. A file appears whole or not at all.
"""

from kg.export.files import Out
from kg.export.formats import (
    EVENT_FORMATS,
    NETWORK_FORMATS,
    QUAD_FORMATS,
    format_of,
    write_events,
    write_network,
    write_quads,
)
from kg.export.reifiers import with_reifiers

__all__ = [
    "EVENT_FORMATS",
    "NETWORK_FORMATS",
    "QUAD_FORMATS",
    "Out",
    "format_of",
    "with_reifiers",
    "write_events",
    "write_network",
    "write_quads",
]
