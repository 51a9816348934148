from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis import actor_balance, actor_network, signs, triad_balance


def signed(make, **relations):
    rows = [make(n, "AID", a, b, intensity=float(x)) for n, ((a, b), x) in enumerate(relations.items())]
    return actor_network(rows)


@pytest.mark.parametrize(
    ("relations", "balanced"),
    [
        ({"AB": 1, "BC": 1, "CA": 1}, 1.0),
        ({"AB": 1, "BC": -1, "CA": -1}, 1.0),
        ({"AB": 1, "BC": 1, "CA": -1}, 0.0),
        ({"AB": -1, "BC": -1, "CA": -1}, 0.0),
        ({"AB": 1, "BC": 1}, None),
        ({"AB": 1, "BC": 1, "CA": 0}, None),
    ],
)
def test_a_triad_is_balanced_if_its_signs_multiply_to_plus(make, relations, balanced):
    assert triad_balance(signed(make, **relations)).balanced == balanced


def test_the_sign_is_that_of_the_sum_over_both_directions(make):
    network = actor_network(
        [make(1, "AID", "A", "B", intensity=7.0), make(2, "ASSAULT", "B", "A", intensity=-9.0)]
    )
    assert signs(network) == {("A", "B"): -1}


def test_balance_around_actors(make):
    # A-B-C all friends; D is B's friend and A's enemy: triads ABC (balanced), ABD (not)
    rows = actor_balance(signed(make, AB=1, BC=1, CA=1, BD=1, DA=-1))
    assert [(r.actor, r.friends, r.enemies, r.triads, r.balanced) for r in rows] == [
        ("A", 2, 1, 2, 0.5),
        ("B", 3, 0, 2, 0.5),
        ("C", 2, 0, 1, 1.0),
        ("D", 1, 1, 1, 0.0),
    ]


@given(st.dictionaries(st.sampled_from(list(combinations("ABCDEF", 2))), st.sampled_from([-9, -1, 0, 2, 10])))
def test_the_census_agrees_with_counting_all_threes(relations):
    from datetime import date

    from kg.analysis import EventRow

    rows = [
        EventRow(f"e{n}", "AID", date(2030, 1, 1), float(x), (a,), (b,))
        for n, ((a, b), x) in enumerate(sorted(relations.items()))
    ]
    network = actor_network(rows)
    census = [0, 0, 0, 0]
    for three in combinations("ABCDEF", 3):
        values = [relations.get(pair, 0) for pair in combinations(three, 2)]
        if all(values):
            census[sum(value < 0 for value in values)] += 1
    found = triad_balance(network)
    assert [found.friends, found.one_negative, found.common_enemy, found.all_negative] == census
    assert sum(row.triads for row in actor_balance(network)) == 3 * found.total
