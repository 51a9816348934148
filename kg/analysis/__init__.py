"""The analysis room: a graph's events as a network and as series, and measures of them.

graph -> read_events -> EventTable -> actor_network -> measures        (networkx.MultiDiGraph)
                                   -> mediators, timeline, monthly_balance
"""

from kg.analysis.balance import ActorBalance, Triads, actor_balance, signs, triad_balance
from kg.analysis.centrality import (
    Degree,
    Score,
    Standing,
    Strength,
    acquaintance,
    betweenness,
    central_actors,
    degree,
    pagerank,
    strength,
)
from kg.analysis.communities import Community, Partition, Ties, communities
from kg.analysis.events import (
    ActorRow,
    EventRow,
    EventTable,
    Level,
    Selection,
    actor_iri,
    key_of,
    read_actors,
    read_events,
)
from kg.analysis.mediation import Mediation, mediators
from kg.analysis.network import actor_network
from kg.analysis.series import Month, Step, between, monthly_balance, timeline

__all__ = [
    "ActorBalance",
    "ActorRow",
    "Community",
    "Degree",
    "EventRow",
    "EventTable",
    "Level",
    "Mediation",
    "Month",
    "Partition",
    "Score",
    "Selection",
    "Standing",
    "Step",
    "Strength",
    "Ties",
    "Triads",
    "acquaintance",
    "actor_balance",
    "actor_iri",
    "actor_network",
    "between",
    "betweenness",
    "central_actors",
    "communities",
    "degree",
    "key_of",
    "mediators",
    "monthly_balance",
    "pagerank",
    "read_actors",
    "read_events",
    "signs",
    "strength",
    "timeline",
    "triad_balance",
]
