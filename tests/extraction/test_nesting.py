"""Which trigger stands in the complement of which."""

from __future__ import annotations

import pytest

from kg.extraction.nesting import Nesting
from kg.extraction.parties import Parties
from kg.extraction.triggers import find_triggers


def nesting_of(scene):
    triggers = find_triggers(scene, Parties(scene))
    return Nesting(scene, triggers), {i: trigger.token.text for i, trigger in triggers.items()}


def pairs(scene):
    nesting, words = nesting_of(scene)
    return {(words[above], words[below]) for below, above in nesting.parent.items()}


@pytest.mark.parametrize(
    ("sentence", "above", "below"),
    [
        ("Peru agreed to attack Chile.", "agreed", "attack"),
        ("Peru denied attacking Chile.", "denied", "attacking"),
        ("Peru said that Chile attacked Bolivia.", "said", "attacked"),
        ("Peru urged Chile to attack Bolivia.", "urged", "attack"),
        ("Peru condemned the attack on Chile.", "condemned", "attack"),
        ("Peru accused Chile of attacking Bolivia.", "accused", "attacking"),
        ("Peru cancelled an attack on Chile.", "cancelled", "attack"),
    ],
)
def test_a_complement_hangs_under_its_operator(scene_of, sentence, above, below):
    assert (above, below) in pairs(scene_of(sentence))


def test_nesting_goes_down_step_by_step(scene_of):
    found = pairs(scene_of("Peru said that Chile agreed to attack Bolivia."))
    assert {("said", "agreed"), ("agreed", "attack")} <= found
    assert ("said", "attack") not in found


def test_coordinated_events_stand_side_by_side(scene_of):
    found = pairs(scene_of("Peru attacked Chile and expelled its ambassador."))
    assert not {("attacked", "expelled"), ("expelled", "attacked")} & found


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru said that Chile agreed to attack Bolivia.",
        "Peru called for an end to the attacks and threatened to expel the ambassador of Chile.",
    ],
)
def test_the_triggers_form_a_forest(scene_of, sentence):
    nesting, words = nesting_of(scene_of(sentence))
    assert set(nesting.roots()) == set(words) - set(nesting.parent)
    for i in words:
        assert all(nesting.parent[child] == i for child in nesting.children(i))
        assert list(nesting.children(i)) == sorted(nesting.children(i))
        seen, at = set(), i
        while at in nesting.parent:
            assert at not in seen
            seen.add(at)
            at = nesting.parent[at]
