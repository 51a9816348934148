import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from kg.analysis import actor_network, betweenness, central_actors, communities, degree, pagerank, strength


def chain(make, *pairs, event_type="AID"):
    return actor_network([make(n, event_type, a, b) for n, (a, b) in enumerate(pairs)])


@st.composite
def networks(draw):
    from datetime import date

    from kg.analysis import EventRow

    actors = st.sampled_from("ABCDEFG")
    rows = draw(st.lists(st.tuples(actors, actors, st.booleans()), min_size=1, max_size=25))
    events = [
        EventRow(f"e{n:02}", "AID", date(2030, 1, 1), 1.0, (a, b) if mutual else (a,), () if mutual else (b,))
        for n, (a, b, mutual) in enumerate(rows)
    ]
    return actor_network(events)


def test_degree_counts_distinct_partners_and_a_meeting_both_ways(strelsau):
    rows = {row.actor: (row.out, row.incoming, row.partners) for row in degree(actor_network(strelsau))}
    assert rows == {"A": (1, 1, 1), "B": (1, 3, 3), "C": (1, 0, 1), "D": (1, 0, 1)}


def test_strength_adds_events_by_sign(strelsau):
    first = strength(actor_network(strelsau))[0]
    assert (first.label, first.count, first.cooperative, first.conflictual) == ("Freedonia", 6, 3, 2)
    assert first.intensity == pytest.approx(1 - 18.5 + 10 + 10)


def test_rows_run_from_high_to_low_then_by_name(strelsau):
    assert [row.label for row in strength(actor_network(strelsau))] == [
        *("Freedonia", "Sylvania", "Ruritania", "Zubrowka"),
    ]


def test_betweenness_of_a_chain_and_a_star(make):
    chained = {row.actor: row.value for row in betweenness(chain(make, "AB", "BC"))}
    assert chained == {"A": 0, "B": 1, "C": 0}
    longer = {row.actor: row.value for row in betweenness(chain(make, "AB", "BC", "CD"))}
    assert longer["B"] == pytest.approx(2 / 3)


def test_betweenness_from_all_pivots_is_betweenness(make):
    network = chain(make, "AB", "BC", "CD", "DA", "DE")
    assert betweenness(network, sample=99) == betweenness(network)
    assert betweenness(network, sample=3, seed=1) == betweenness(network, sample=3, seed=1)


def test_pagerank_of_two_who_deal_with_each_other_is_half_each(make):
    network = actor_network([make(1, "CONSULT", "AB")])
    assert [row.value for row in pagerank(network)] == [0.5, 0.5]


def test_pagerank_by_hand_with_one_who_acts_on_nobody(make):
    # a = (1-d)/2 + d b/2 ; b = (1-d)/2 + d (a + b/2); with d = .85: a = .350877, b = .649123
    values = {row.actor: row.value for row in pagerank(chain(make, "AB"))}
    assert values == pytest.approx({"A": 0.350877193, "B": 0.649122807})


@given(networks())
def test_pagerank_agrees_with_networkx(network):
    weighted = nx.DiGraph()
    weighted.add_nodes_from(network)
    for a, b, data in network.edges(data=True):
        for tail, head in [(a, b), (b, a)][: 2 if data["reciprocal"] else 1]:
            before = weighted.get_edge_data(tail, head, {"weight": 0})["weight"]
            weighted.add_edge(tail, head, weight=before + data["count"])
    expected = _pagerank_python(weighted, tol=1e-13, max_iter=2000) if len(weighted) else {}
    assert {row.actor: row.value for row in pagerank(network)} == pytest.approx(expected, abs=1e-8)


@given(networks())
def test_measures_cover_every_actor_and_agree_with_each_other(network):
    rows = central_actors(network, top=None)
    assert {row.actor for row in rows} == set(network)
    assert sum(row.events for row in rows) == 2 * sum(d["count"] for *_, d in network.edges(data=True))
    assert all(0 <= row.betweenness <= 1 for row in rows)
    assert sum(row.pagerank for row in rows) == pytest.approx(1 if rows else 0, abs=1e-6)


def test_no_actors_no_rows():
    empty = actor_network([])
    assert (degree(empty), strength(empty), betweenness(empty), pagerank(empty)) == ((), (), (), ())


def test_two_camps_that_fight_are_two_communities(make):
    friends = [make(n, "AID", *pair) for n, pair in enumerate(("AB", "BC", "CA", "DE", "EF", "FD"))]
    fights = [make(n, "ASSAULT", *pair, intensity=-9.0) for n, pair in enumerate(("AD", "BE", "CF"), 10)]
    found = communities(actor_network([*friends, *fights]))
    assert [community.actors for community in found.communities] == [("A", "B", "C"), ("D", "E", "F")]
    assert found.modularity == pytest.approx(0.5)
    assert found.number_of("E") == 2


def test_those_without_a_cooperative_tie_stand_alone(make):
    fight = actor_network([make(1, "ASSAULT", "A", "B", intensity=-9.0)])
    assert [c.actors for c in communities(fight).communities] == [("A",), ("B",)]
    assert [c.actors for c in communities(fight, ties="all").communities] == [("A", "B")]
    with pytest.raises(KeyError):
        communities(fight).number_of("Z")


@given(networks())
def test_communities_are_a_partition_with_the_modularity_of_networkx(network):
    found = communities(network)
    members = [actor for community in found.communities for actor in community.actors]
    assert sorted(members) == sorted(network)
    assert [c.number for c in found.communities] == list(range(1, len(found.communities) + 1))
    assert communities(network) == found
    weighted = nx.Graph()
    weighted.add_nodes_from(network)
    for a, b, data in network.edges(data=True):
        before = weighted.get_edge_data(a, b, {"weight": 0})["weight"]
        weighted.add_edge(a, b, weight=before + data["count"])
    if weighted.number_of_edges():
        groups = [set(community.actors) for community in found.communities]
        assert found.modularity == pytest.approx(nx.community.modularity(weighted, groups))
