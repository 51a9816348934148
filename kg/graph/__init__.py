"""The graph room: readings in, quads on disk, events fused, queries answered."""

from kg.graph.names import BASE, Names
from kg.graph.store import Added, Graph, Outcome

__all__ = ["BASE", "Added", "Graph", "Names", "Outcome"]
