"""Structural balance: whether friends of friends are friends.

The relation of two actors has the sign of their summed intensity: positive, negative, or, at zero, none. A triad (three
actors, each two of them related) is balanced if the product of its signs is positive: all friends, or two friends with
a common enemy. Source: Heider, J. Psychology 21 (1946) 107; Cartwright and Harary, Psychological Review 63 (1956) 277.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from kg.analysis.centrality import label_of

Signs = Mapping[tuple[str, str], int]
"""The sign of each related pair, +1 or -1; pairs in the order of their IRIs."""


@dataclass(frozen=True, slots=True)
class Triads:
    """How many triads there are by their number of negative ties (none to three), and the share that is balanced."""

    friends: int
    one_negative: int
    common_enemy: int
    all_negative: int

    @property
    def total(self) -> int:
        """All signed triads.

        >>> Triads(2, 1, 1, 0).total
        4
        """
        return self.friends + self.one_negative + self.common_enemy + self.all_negative

    @property
    def balanced(self) -> float | None:
        """(T0 + T2) / T, the share with an even number of negative ties; None where there is no triad.

        >>> Triads(2, 1, 1, 0).balanced
        0.75
        """
        return round((self.friends + self.common_enemy) / self.total, 9) if self.total else None


@dataclass(frozen=True, slots=True)
class ActorBalance:
    """One actor: its positive and negative relations, the triads it stands in, and the share of them in balance."""

    actor: str
    label: str
    friends: int
    enemies: int
    triads: int
    balanced: float | None


def signs(network: nx.MultiDiGraph[str]) -> dict[tuple[str, str], int]:
    """The sign of every relation with a summed intensity other than zero, both directions together.

    >>> network = nx.MultiDiGraph()
    >>> network.add_weighted_edges_from([("a", "b", 5.0), ("b", "a", -1.0), ("b", "c", -9.0)], weight="sum")
    >>> signs(network)
    {('a', 'b'): 1, ('b', 'c'): -1}
    """
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for tail, head, data in network.edges(data=True):
        sums[min(tail, head), max(tail, head)] += data["sum"]
    return {pair: 1 if total > 0 else -1 for pair, total in sorted(sums.items()) if abs(total) > 1e-9}


def triad_balance(network: nx.MultiDiGraph[str]) -> Triads:
    """The census of signed triads; its `balanced` is the triangle index of balance of the whole network.

    >>> network = nx.MultiDiGraph()
    >>> network.add_weighted_edges_from([("a", "b", -5.0), ("b", "c", 1.0), ("c", "a", -9.0)], weight="sum")
    >>> triad_balance(network)
    Triads(friends=0, one_negative=0, common_enemy=1, all_negative=0)
    """
    found = signs(network)
    census = [0, 0, 0, 0]
    for triad in _triads(found):
        census[_negatives(triad, found)] += 1
    return Triads(*census)


def actor_balance(network: nx.MultiDiGraph[str]) -> tuple[ActorBalance, ...]:
    """Balance around each actor, b_i = balanced triads with i / triads with i; those with most triads first.

    >>> network = nx.MultiDiGraph()
    >>> network.add_weighted_edges_from([("a", "b", -5.0), ("b", "c", 1.0), ("c", "a", -9.0)], weight="sum")
    >>> [(row.actor, row.friends, row.enemies, row.balanced) for row in actor_balance(network)]
    [('a', 0, 2, 1.0), ('b', 1, 1, 1.0), ('c', 1, 1, 1.0)]
    """
    found = signs(network)
    triads: dict[str, list[int]] = {node: [0, 0] for node in network}
    for triad in _triads(found):
        even = _negatives(triad, found) % 2 == 0
        for actor in triad:
            triads[actor][0] += 1
            triads[actor][1] += even
    friends, enemies = Counter[str](), Counter[str]()
    for pair, sign in found.items():
        (friends if sign > 0 else enemies).update(pair)
    rows = [
        ActorBalance(
            node,
            label_of(network, node),
            friends[node],
            enemies[node],
            total,
            round(even / total, 9) if total else None,
        )
        for node, (total, even) in triads.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.triads, row.label, row.actor)))


def _triads(found: Signs) -> Iterator[tuple[str, str, str]]:
    """Every three related actors, once, in order; each pair looks for its third among the later neighbours."""
    later: dict[str, set[str]] = defaultdict(set)
    for a, b in found:
        later[a].add(b)
    for a, b in found:
        yield from ((a, b, c) for c in sorted(later[a] & later.get(b, set())))


def _negatives(triad: tuple[str, str, str], found: Signs) -> int:
    a, b, c = triad
    return sum(found[pair] < 0 for pair in ((a, b), (a, c), (b, c)))
