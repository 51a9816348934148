"""The graph room: readings in, quads on disk, events fused, queries answered."""

from kg.graph.entry import Added, Outcome
from kg.graph.names import BASE, Names
from kg.graph.sparql import Limits
from kg.graph.store import Graph
from kg.graph.table import Statements, Table

__all__ = ["BASE", "Added", "Graph", "Limits", "Names", "Outcome", "Statements", "Table"]
