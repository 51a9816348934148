"""The graph room: readings in, quads on disk, events fused, queries answered."""

from kg.graph.names import BASE, Names
from kg.graph.sparql import Limits
from kg.graph.store import Added, Graph, Outcome
from kg.graph.table import Statements, Table

__all__ = ["BASE", "Added", "Graph", "Limits", "Names", "Outcome", "Statements", "Table"]
