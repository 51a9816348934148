"""GraphML, for igraph, yEd, Cytoscape, Gephi and networkx."""

from __future__ import annotations

import io

import networkx as nx

from kg.export.flat import flat


def graphml(network: nx.MultiDiGraph[str]) -> bytes:
    """The network as GraphML; attributes as `flat` gives them.

    >>> import networkx as nx
    >>> b'target="b"' in graphml(nx.MultiDiGraph([("a", "b")]))
    True
    """
    out = io.BytesIO()
    nx.write_graphml_xml(flat(network), out, prettyprint=True, edge_id_from_attribute="id")
    return out.getvalue()
