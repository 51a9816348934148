"""Slots and conditions: from a trigger to the tokens and actors of its clause."""

from __future__ import annotations

import pytest

from kg.codebook import Role, Slot
from kg.codebook.slots import NeedsReader
from kg.extraction.parties import Parties, distinct

NEEDS = NeedsReader({"@talks": frozenset(("talk", "peace talk")), "@pacts": frozenset(("treaty",))})


@pytest.mark.parametrize(
    ("sentence", "trigger", "slot", "tokens"),
    [
        ("Peru attacked Chile.", "attacked", "subj", ["Peru"]),
        ("Peru attacked Chile.", "attacked", "obj", ["Chile"]),
        ("Chile was attacked by Peru.", "attacked", "subj", ["Peru"]),
        ("Chile was attacked by Peru.", "attacked", "obj", ["Chile"]),
        ("Chile was attacked by Peru.", "attacked", "agent", ["Peru"]),
        ("Peru gave Chile two ships.", "gave", "iobj", ["Chile"]),
        ("Peru clashed with Chile.", "clashed", "prep:with", ["Chile"]),
        ("Peru imposed tariffs on Chile.", "imposed", "obj.prep:on", ["Chile"]),
        ("Peru walked out of the talks.", "walked", "prep:out_of", ["talks"]),
        ("Peru rejected Chile's plan.", "rejected", "obj.poss", ["Chile"]),
        ("Peru's attack shocked everybody.", "attack", "poss", ["Peru"]),
        ("The attack on Chile by Peru failed.", "attack", "prep:on", ["Chile"]),
        ("Peru launched an attack on Chile.", "attack", "subj", ["Peru"]),
        ("Peru and Chile attacked Bolivia.", "attacked", "subj", ["Peru", "Chile"]),
        ("Peru urged Chile to withdraw.", "urged", "comp", ["withdraw"]),
        ("Peru attacked Chile.", "attacked", "prep:on", []),
    ],
)
def test_a_slot_leads_to_its_tokens(*, scene_of, word, sentence, trigger, slot, tokens):
    scene = scene_of(sentence)
    found = Parties(scene).tokens(word(scene, trigger), Slot.parse(slot))
    assert [token.text for token in found] == tokens


@pytest.mark.parametrize(
    ("sentence", "trigger", "role", "keys"),
    [
        ("Peru attacked Chile.", "attacked", "obj subj", ["CHL"]),
        ("Peru attacked at dawn.", "attacked", "obj subj", ["PER"]),
        ("Peru attacked Chile.", "attacked", "subj+obj", ["PER", "CHL"]),
        ("Peru and Chile met.", "met", "sym", ["PER", "CHL"]),
        ("Peru met with Chile.", "met", "sym", ["PER", "CHL"]),
        ("The talks between Peru and Chile ended.", "talks", "sym", ["PER", "CHL"]),
        ("Peru-Chile talks ended.", "talks", "sym", ["PER", "CHL"]),
        ("Peru-Chile talks ended.", "talks", "mod", ["PER"]),
        ("Peru-Chile talks ended.", "talks", "mod2", ["CHL"]),
        ("The storm passed.", "passed", "subj obj", []),
    ],
)
def test_a_role_takes_the_first_alternative_that_names_actors(
    *, scene_of, word, sentence, trigger, role, keys
):
    scene = scene_of(sentence)
    assert [p.key for p in Parties(scene).role(word(scene, trigger), Role.parse(role))] == keys


def test_a_party_remembers_its_slot(scene_of, word):
    scene = scene_of("Peru clashed with Chile.")
    (party,) = Parties(scene).role(word(scene, "clashed"), Role.parse("prep:against prep:with"))
    assert (party.key, party.slot) == ("CHL", "prep:with")


@pytest.mark.parametrize(
    ("sentence", "trigger", "needs", "holds"),
    [
        ("Peru signed the treaty.", "signed", "obj", True),
        ("Peru signed.", "signed", "obj", False),
        ("Peru signed.", "signed", "!obj", True),
        ("Peru signed the treaty.", "signed", "obj=@pacts", True),
        ("Peru signed the cheque.", "signed", "obj=@pacts", False),
        ("Peru signed the cheque.", "signed", "obj=@pacts|cheque", True),
        ("Peru opened peace talks.", "opened", "obj=peace talk", True),
        ("Peru attacked Chile.", "attacked", "obj~actor", True),
        ("Peru attacked the idea.", "attacked", "obj~actor", False),
        ("Chile was attacked.", "attacked", "passive", True),
        ("Chile was attacked.", "attacked", "active", False),
        ("Peru agreed to withdraw.", "agreed", "comp", True),
        ("Peru agreed.", "agreed", "comp", False),
        ("Peru agreed to withdraw.", "agreed", "comp=withdraw", True),
        ("Peru signed the treaty.", "signed", "obj=@pacts;!passive", True),
        ("Peru signed the treaty.", "signed", "obj=@pacts;passive", False),
    ],
)
def test_conditions(*, scene_of, word, sentence, trigger, needs, holds):
    scene = scene_of(sentence)
    assert Parties(scene).meets(word(scene, trigger), NEEDS.read(needs)) is holds


def test_a_condition_consumes_the_word_it_rests_on(scene_of, word):
    scene = scene_of("Peru signed the treaty.")
    parties = Parties(scene)
    assert [t.text for t in parties.consumed(word(scene, "signed"), NEEDS.read("obj=@pacts"))] == ["treaty"]
    assert parties.consumed(word(scene, "signed"), NEEDS.read("obj;!obj=@talks")) == []


def test_the_carrier_of_an_event_noun_is_its_light_verb(scene_of, word):
    scene = scene_of("Peru launched a series of attacks on Chile. It criticised the attack.")
    parties = Parties(scene)
    assert parties.carrier(word(scene, "attacks")).text == "launched"
    assert parties.carrier(word(scene, "attack")) is None


def test_a_noun_that_names_nobody_leads_to_the_actor_inside_it(scene_of, word):
    scene = scene_of("Jets bombed a bridge in Lebanon.")
    assert [r.actor.country for r in Parties(scene).actors(word(scene, "bridge"))] == ["LBN"]


def test_the_first_person_is_the_speaker(scene_of, word):
    scene = scene_of("We attacked Chile.")
    peru = Parties(scene_of("Peru attacked.")).role(
        word(scene_of("Peru attacked."), "attacked"), Role.parse("subj")
    )
    parties = Parties(scene, lambda _token: peru)
    assert [p.key for p in parties.role(word(scene, "attacked"), Role.parse("subj"))] == ["PER"]


def test_distinct_keeps_the_first_reading_of_an_actor(scene_of, word):
    scene = scene_of("Peru and Chile met in Peru.")
    parties = Parties(scene)
    subjects = parties.role(word(scene, "met"), Role.parse("subj"))
    assert [p.key for p in distinct((*subjects, *reversed(subjects)))] == ["PER", "CHL"]
