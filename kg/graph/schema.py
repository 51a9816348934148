"""The ontology and the concept schemes as quads, so that a graph explains its own terms.

Blank nodes (the ontology's lists) get the labels of RDF canonicalisation (RDFC-1.0), so that two builds agree.
"""

from __future__ import annotations

from functools import cache

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from kg.graph.names import Names
from kg.resources import resource

FILES = {"ontology": ("events.ttl", "act.ttl"), "scheme": ("plover.ttl", "vocab.ttl")}
"""Which files stand in which graph."""


@cache
def schema_quads(names: Names) -> frozenset[Quad]:
    """The quads of `graph/ontology` and `graph/scheme`.

    >>> len({quad.graph_name for quad in schema_quads(Names())})
    2
    """
    dataset = Dataset()
    for graph, files in FILES.items():
        for name in files:
            content = resource("ontology", name).read_bytes()
            for quad in parse(content, format=RdfFormat.TURTLE):
                dataset.add(Quad(quad.subject, quad.predicate, quad.object, names.graph(graph)))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)
