"""How central actors are: degree, strength, betweenness, PageRank, and one table of them all.

Every measure gives rows sorted from high to low, then by label and IRI. An edge of a reciprocal event counts as going
both ways in directed measures, and once in undirected ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np


@dataclass(frozen=True, slots=True)
class Degree:
    """How many others an actor deals with: acts on, is acted on by, either."""

    actor: str
    label: str
    out: int
    incoming: int
    partners: int


@dataclass(frozen=True, slots=True)
class Strength:
    """How many events tie an actor to others (event-dyads), by sign of intensity, and their summed intensity."""

    actor: str
    label: str
    count: int
    cooperative: int
    conflictual: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Score:
    """One actor's value of one measure."""

    actor: str
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the table of central actors shows of one."""

    actor: str
    label: str
    events: int
    partners: int
    cooperative: int
    conflictual: int
    betweenness: float
    pagerank: float


def label_of(network: nx.MultiDiGraph[str], actor: str) -> str:
    """The actor's name; the IRI where the node carries none.

    >>> network = nx.MultiDiGraph()
    >>> network.add_node("actor:1", label="Ruritania")
    >>> label_of(network, "actor:1")
    'Ruritania'
    """
    return str(network.nodes[actor].get("label") or actor)


def directed_ties(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Edges as (source, target, attributes), a reciprocal one both ways.

    >>> network = nx.MultiDiGraph([("a", "b", {"reciprocal": True})])
    >>> [(tail, head) for tail, head, _ in directed_ties(network)]
    [('a', 'b'), ('b', 'a')]
    """
    for tail, head, data in network.edges(data=True):
        yield tail, head, data
        if data.get("reciprocal"):
            yield head, tail, data


def degree(network: nx.MultiDiGraph[str]) -> tuple[Degree, ...]:
    """Numbers of distinct partners: k_out, k_in, and k = |N_out with N_in|.

    Source: Wasserman and Faust, Social Network Analysis (1994), 4.2 and 4.3, counted on distinct others.

    >>> network = nx.MultiDiGraph([("a", "b"), ("a", "c"), ("b", "a")])
    >>> [(row.actor, row.out, row.incoming, row.partners) for row in degree(network)]
    [('a', 2, 1, 2), ('b', 1, 1, 1), ('c', 0, 1, 1)]
    """
    acts_on: dict[str, set[str]] = {node: set() for node in network}
    acted_on_by: dict[str, set[str]] = {node: set() for node in network}
    for tail, head, _ in directed_ties(network):
        acts_on[tail].add(head)
        acted_on_by[head].add(tail)
    rows = [
        Degree(
            node,
            label_of(network, node),
            len(acts_on[node]),
            len(acted_on_by[node]),
            len(acts_on[node] | acted_on_by[node]),
        )
        for node in network
    ]
    return tuple(sorted(rows, key=lambda row: (-row.partners, -row.out, row.label, row.actor)))


def strength(network: nx.MultiDiGraph[str]) -> tuple[Strength, ...]:
    """Weighted degree, s_i = sum over j of w_ij: all event-dyads, the cooperative, the conflictual, their intensity.

    Both directions count, a reciprocal edge once. Source: Barrat et al., PNAS 101 (2004) 3747, equation 2.

    >>> network = nx.MultiDiGraph([("a", "b", {"count": 3, "cooperative": 2, "conflictual": 1, "sum": 4.0})])
    >>> strength(network)[0].intensity
    4.0
    """
    sums: dict[str, list[float]] = {node: [0, 0, 0, 0.0] for node in network}
    for tail, head, data in network.edges(data=True):
        for end in (tail, head):
            for place, name in enumerate(("count", "cooperative", "conflictual", "sum")):
                sums[end][place] += data[name]
    rows = [
        Strength(node, label_of(network, node), int(n), int(coop), int(conflict), round(total, 6))
        for node, (n, coop, conflict, total) in sums.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.label, row.actor)))


def betweenness(
    network: nx.MultiDiGraph[str], *, sample: int | None = None, seed: int = 0
) -> tuple[Score, ...]:
    """The share of shortest paths between two others that pass through an actor, b_i = sum of g_jk(i) / g_jk.

    On the undirected network of who deals with whom, unweighted, divided by (n-1)(n-2)/2. With `sample`, paths are
    counted from so many actors, drawn with the seed: for networks of more than some thousand actors.
    Source: Freeman, Sociometry 40 (1977) 35; algorithm: Brandes, J. Math. Sociology 25 (2001) 163.

    >>> [(row.actor, row.value) for row in betweenness(nx.MultiDiGraph([("a", "b"), ("b", "c")]))]
    [('b', 1.0), ('a', 0.0), ('c', 0.0)]
    """
    pivots = None if sample is None or sample >= len(network) else sample
    values = nx.betweenness_centrality(acquaintance(network), k=pivots, seed=seed)
    return _scores(network, values.items())


def acquaintance(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """The simple undirected network of who deals with whom; nodes and edges in sorted order.

    >>> acquaintance(nx.MultiDiGraph([("b", "a"), ("a", "b"), ("b", "c")])).edges
    EdgeView([('a', 'b'), ('b', 'c')])
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(network))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in network.edges()}))
    return simple


def pagerank(
    network: nx.MultiDiGraph[str], *, damping: float = 0.85, tolerance: float = 1e-12, rounds: int = 1000
) -> tuple[Score, ...]:
    """To whom action leads: the stationary distribution of a walk that follows edges by their counts.

    p = d (M p + leaks / n) + (1 - d) / n, where M moves along each edge in proportion to its count, and a walk at an
    actor who acts on nobody goes on anywhere. The values sum to 1. Iterated until their change is below `tolerance`.
    Source: Page, Brin, Motwani and Winograd, Stanford InfoLab 1999-66 (1999).

    >>> network = nx.MultiDiGraph([("a", "b", {"count": 1}), ("c", "b", {"count": 2})])
    >>> [(row.actor, round(row.value, 2)) for row in pagerank(network)]
    [('b', 0.57), ('a', 0.21), ('c', 0.21)]
    """
    nodes = sorted(network)
    if not nodes:
        return ()
    place = {node: i for i, node in enumerate(nodes)}
    ties = [(place[tail], place[head], data["count"]) for tail, head, data in directed_ties(network)]
    tails, heads, counts = (np.array(column) for column in zip(*ties, strict=True)) if ties else (_EMPTY,) * 3
    leaving = np.bincount(tails, counts, minlength=len(nodes))
    shares = counts / leaving[tails]
    values = np.full(len(nodes), 1 / len(nodes))
    for _ in range(rounds):
        moved = np.bincount(heads, values[tails] * shares, minlength=len(nodes))
        # Who acts on nobody would swallow the walk; it goes on anywhere instead.
        leaks = values[leaving == 0].sum()
        after = damping * (moved + leaks / len(nodes)) + (1 - damping) / len(nodes)
        change, values = np.abs(after - values).sum(), after
        if change < tolerance:
            break
    return _scores(network, zip(nodes, values.tolist(), strict=True))


_EMPTY = np.array([], dtype=int)


def central_actors(network: nx.MultiDiGraph[str], top: int | None = 10) -> tuple[Standing, ...]:
    """The actors with the most events, with their other measures; all of them with `top=None`.

    >>> tie = {"count": 1, "cooperative": 1, "conflictual": 0, "sum": 4.0}
    >>> central_actors(nx.MultiDiGraph([("a", "b", tie), ("c", "b", tie)]), top=1)[0].partners
    2
    """
    partners = {row.actor: row.partners for row in degree(network)}
    between = {row.actor: row.value for row in betweenness(network)}
    ranks = {row.actor: row.value for row in pagerank(network)}
    return tuple(
        Standing(
            row.actor,
            row.label,
            row.count,
            partners[row.actor],
            row.cooperative,
            row.conflictual,
            between[row.actor],
            ranks[row.actor],
        )
        for row in strength(network)[:top]
    )


def _scores(network: nx.MultiDiGraph[str], values: Iterable[tuple[str, float]]) -> tuple[Score, ...]:
    """Rows from high to low. Nine places: sums in another order differ beyond them."""
    rows = [Score(node, label_of(network, node), round(value, 9)) for node, value in values]
    return tuple(sorted(rows, key=lambda row: (-row.value, row.label, row.actor)))
