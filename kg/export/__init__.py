"""The export room: a graph's quads and its actor network as files that other programs read.

    quads    -> Turtle, TriG, N-Quads, JSON-LD                                    write_quads
    network  -> GraphML, GEXF, node-link JSON, CSV, and a picture as SVG and PNG  write_network

The same input gives the same bytes. A file appears whole or not at all.
"""

from kg.export.files import Out
from kg.export.formats import NETWORK_FORMATS, QUAD_FORMATS, format_of, write_network, write_quads

__all__ = ["NETWORK_FORMATS", "QUAD_FORMATS", "Out", "format_of", "write_network", "write_quads"]
