"""Groups of actors that deal with each other more than with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from kg.analysis.centrality import label_of


class Ties(StrEnum):
    """Which events hold a community together."""

    COOPERATIVE = "cooperative"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Community:
    """One group: its number (the largest is 1), and its members' IRIs and names, in the same order."""

    number: int
    actors: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """Communities, each actor in one, and how well the ties fall into them (modularity, at most 1)."""

    communities: tuple[Community, ...]
    modularity: float

    def number_of(self, actor: str) -> int:
        """The number of the community that the actor (an IRI) is in.

        Raises:
            KeyError: no community has the actor.

        >>> Partition((Community(1, ("a", "b"), ("A", "B")),), 0.0).number_of("b")
        1
        """
        for community in self.communities:
            if actor in community.actors:
                return community.number
        raise KeyError(actor)


def communities(
    network: nx.MultiDiGraph[str],
    *,
    ties: Ties | str = Ties.COOPERATIVE,
    resolution: float = 1.0,
    seed: int = 0,
) -> Partition:
    """Communities by the Louvain method, on the undirected network weighted by numbers of events.

    Modularity Q = sum over communities of L_c/m - resolution (k_c/2m)^2 is raised by moving actors, then communities.
    By default only cooperative events tie (enemies deal with each other too); actors without such a tie stand alone.
    The same network and seed give the same communities. Source: Blondel et al., J. Stat. Mech. (2008) P10008.

    >>> tie = {"count": 1, "cooperative": 1}
    >>> network = nx.MultiDiGraph([("a", "b", tie), ("b", "a", tie), ("c", "d", tie)])
    >>> [group.actors for group in communities(network).communities]
    [('a', 'b'), ('c', 'd')]
    """
    nodes = sorted(network)
    weighted = _weighted(network, nodes, Ties(ties))
    if weighted.number_of_edges() == 0:
        return Partition(_numbered(network, [[node] for node in nodes]), 0.0)
    groups = nx.community.louvain_communities(weighted, weight="weight", resolution=resolution, seed=seed)
    quality = nx.community.modularity(weighted, groups, weight="weight", resolution=resolution)
    return Partition(_numbered(network, [[nodes[i] for i in group] for group in groups]), round(quality, 9))


def _weighted(network: nx.MultiDiGraph[str], nodes: Sequence[str], ties: Ties) -> nx.Graph[int]:
    """Actors as numbers: sets of numbers, unlike sets of strings, have one order whatever the hash seed."""
    place = {node: i for i, node in enumerate(nodes)}
    weights: Counter[tuple[int, int]] = Counter()
    for tail, head, data in network.edges(data=True):
        ends = sorted((place[tail], place[head]))
        weights[ends[0], ends[1]] += data["count" if ties is Ties.ALL else "cooperative"]
    weighted: nx.Graph[int] = nx.Graph()
    weighted.add_nodes_from(range(len(nodes)))
    weighted.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()) if weight)
    return weighted


def _numbered(network: nx.MultiDiGraph[str], groups: Iterable[Iterable[str]]) -> tuple[Community, ...]:
    named = [sorted((label_of(network, actor), actor) for actor in group) for group in groups]
    named.sort(key=lambda members: (-len(members), members))
    return tuple(
        Community(number, tuple(actor for _, actor in members), tuple(label for label, _ in members))
        for number, members in enumerate(named, 1)
    )
