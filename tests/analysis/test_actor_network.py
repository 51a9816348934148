from collections import Counter
from datetime import date, timedelta

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import EventRow, actor_network

IRIS = [f"https://w3id.org/gev/id/actor/{key}" for key in ("A", "B", "C", "D", "x-unidentified")]


@st.composite
def event_rows(draw):
    sides = st.lists(st.sampled_from(IRIS), max_size=3, unique=True)
    start = date(2030, 1, 1) + timedelta(draw(st.integers(0, 400)))
    end = start + timedelta(draw(st.integers(1, 9))) if draw(st.booleans()) else None
    return EventRow(
        f"https://w3id.org/gev/id/event/{draw(st.integers(0, 10**6))}",
        draw(st.sampled_from(["CONSULT", "ASSAULT", "AID"])),
        start,
        draw(st.sampled_from([-9.0, -3.5, 0.0, 2.5, 10.0])),
        tuple(draw(sides)),
        tuple(draw(sides)),
        end=end,
        status=draw(st.sampled_from(["attested", "claimed"])),
    )


def test_one_edge_a_class_with_what_the_events_add_up_to(strelsau):
    network = actor_network(strelsau)
    assert dict(network["A"]["B"]["ASSAULT"]) == {
        "event_type": "ASSAULT",
        "reciprocal": False,
        "count": 2,
        "mean": -9.25,
        "sum": -18.5,
        "cooperative": 0,
        "conflictual": 2,
        "first": date(2030, 5, 11),
        "last": date(2030, 6, 2),
        "events": ["e2", "e3"],
    }
    assert sorted(network.edges(keys=True)) == [
        ("A", "B", "ASSAULT"),
        ("A", "B", "CONSULT reciprocal"),
        ("B", "A", "REQUEST"),
        ("C", "B", "AID"),
        ("D", "B", "AID"),
    ]


def test_a_meeting_makes_one_edge_and_lasts_to_its_last_day(strelsau):
    edge = actor_network(strelsau)["A"]["B"]["CONSULT reciprocal"]
    assert edge["reciprocal"] is True
    assert (edge["count"], edge["last"]) == (1, date(2030, 5, 12))


def test_first_and_last_day_span_all_events_of_an_edge(make):
    days = (("2030-05-10", None), ("2030-04-01", date(2030, 6, 9)), ("2030-05-30", date(2030, 6, 12)))
    events = [make(n, "AID", "A", "B", day=day, end=end) for n, (day, end) in enumerate(days)]
    edge = actor_network(events)["A"]["B"]["AID"]
    assert (edge["first"], edge["last"]) == (date(2030, 4, 1), date(2030, 6, 12))


def test_three_parties_meet_in_three_pairs(make):
    network = actor_network([make(1, "CONSULT", "CAB")])
    assert sorted(network.edges()) == [("A", "B"), ("A", "C"), ("B", "C")]


def test_equal_sides_are_a_meeting_as_the_roll_up_writes_it(make):
    network = actor_network([make(1, "CONSULT", "AB", "BA")])
    assert [key for _, _, key in network.edges(keys=True)] == ["CONSULT reciprocal"]


def test_nodes_say_who_the_actors_are(strelsau):
    network = actor_network(strelsau)
    assert network.nodes["A"] == {"label": "Sylvania", "kind": "State", "country": "A", "sector": "GOV"}
    assert "label" in actor_network(strelsau.events).nodes["A"]


def test_what_stands_on_no_edge_is_counted(strelsau, make):
    unidentified = make(8, "ASSAULT", ["https://w3id.org/gev/id/actor/x-unidentified"], "A")
    graph = actor_network([*strelsau.events, unidentified]).graph
    assert (graph["events"], graph["edges_from"]) == (8, 5)
    assert (graph["without_partner"], graph["unidentified"]) == (2, 1)


def test_a_period_takes_both_ends_and_events_that_reach_into_it(strelsau):
    assert actor_network(strelsau, since=date(2030, 5, 12), until=date(2030, 6, 2)).graph["events"] == 2
    assert actor_network(strelsau, until=date(2030, 5, 10)).graph["events"] == 1
    assert actor_network(strelsau, since=date(2030, 7, 4)).graph["events"] == 0


def test_classes_and_actors_narrow_it(strelsau):
    assert actor_network(strelsau, types=["AID"]).graph["events"] == 1
    network = actor_network(strelsau, actors=["C"])
    assert list(network.edges(keys=True)) == [("C", "B", "AID")]


def test_claimed_events_count_only_on_request(make):
    claimed = make(1, "ASSAULT", "A", "B", status="claimed")
    assert actor_network([claimed]).number_of_edges() == 0
    assert actor_network([claimed], statuses=("attested", "claimed")).number_of_edges() == 1


def test_nothing_gives_an_empty_network():
    assert isinstance(actor_network([]), nx.MultiDiGraph)
    assert len(actor_network([])) == 0


@given(st.lists(event_rows(), max_size=20, unique_by=lambda event: event.iri))
def test_edges_hold_every_dyad_once(events):
    network = actor_network(events)
    expected = Counter()
    for event in events:
        if event.status == "attested":
            pairs = [p for p in event.dyads() if not any("x-unidentified" in end for end in p)]
            expected.update((*pair, event.event_type, event.reciprocal) for pair in pairs)
    found = {(a, b, d["event_type"], d["reciprocal"]): d["count"] for a, b, d in network.edges(data=True)}
    assert found == dict(expected)
    assert all(
        d["count"] == len(d["events"]) and d["first"] <= d["last"] for *_, d in network.edges(data=True)
    )


@given(st.lists(event_rows(), max_size=12, unique_by=lambda event: event.iri), st.randoms())
def test_the_order_of_events_does_not_matter(events, random):
    shuffled = random.sample(events, len(events))
    one, other = actor_network(events), actor_network(shuffled)
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))
    assert nx.utils.graphs_equal(one, other)
