"""Which words report events: phrases, specificity, and words that serve another trigger."""

from __future__ import annotations

import pytest

from kg.extraction.parties import Parties
from kg.extraction.scene import head_of, part_of_speech
from kg.extraction.triggers import find_triggers


def triggers(scene):
    return find_triggers(scene, Parties(scene))


def events(scene):
    return {t.token.text: t.entry.event for t in triggers(scene).values() if t.entry is not None}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Peru attacked Chile.", {"attacked": "ASSAULT"}),
        ("Peru called up its reservists.", {"called": "MOBILIZE"}),
        ("Peru broke off relations with Chile.", {"broke": "SANCTION"}),
        ("Peru struck a deal with Chile.", {"struck": "AGREE"}),
        ("Peru struck a base in Chile.", {"struck": "ASSAULT"}),
        ("Doctors are fighting malaria in Peru.", {}),
        ("Peru launched a website.", {}),
        ("Thousands protested in Peru.", {"protested": "PROTEST"}),
        ("The government of Peru protested to Chile.", {"protested": "ACCUSE"}),
    ],
)
def test_the_most_specific_entry_that_holds_is_taken(scene_of, sentence, found):
    assert events(scene_of(sentence)) == found


def test_a_phrase_holds_its_words(scene_of):
    scene = scene_of("Peru struck a deal with Chile.")
    (trigger,) = [t for t in triggers(scene).values() if t.token.text == "struck"]
    assert {"struck", "deal"} <= {token.text for token in trigger.words}


def test_a_noun_that_serves_a_phrase_is_no_trigger(scene_of):
    assert "deal" not in {t.token.text for t in triggers(scene_of("Peru struck a deal with Chile.")).values()}


def test_a_noun_that_only_modifies_another_is_no_trigger(scene_of):
    found = {t.token.text for t in triggers(scene_of("Peru invited ceasefire monitors.")).values()}
    assert "ceasefire" not in found


def test_an_operator_may_be_no_event_of_its_own(scene_of):
    scene = scene_of("Peru agreed to attack Chile.")
    found = {t.token.text: t for t in triggers(scene).values()}
    assert found["agreed"].operator.effect == "agreement"
    assert found["attack"].entry.event == "ASSAULT"


def test_triggers_are_in_text_order(scene_of):
    found = triggers(scene_of("Peru met Chile, attacked Bolivia and agreed to withdraw its troops."))
    assert list(found) == sorted(found)


def test_datelines_and_credits_report_nothing(scene_of):
    scene = scene_of("LIMA, Feb 18 (Agency) - Peru attacked Chile.")
    assert [t.token.text for t in triggers(scene).values()] == ["attacked"]


@pytest.mark.parametrize(("text", "pos"), [("attacked", "verb"), ("base", "noun"), ("the", None)])
def test_parts_of_speech_of_the_lexicon(scene_of, word, text, pos):
    assert part_of_speech(word(scene_of("Peru attacked the base."), text)) == pos


def test_the_head_looks_through_coordination(scene_of, word):
    scene = scene_of("Peru attacked Chile and Bolivia.")
    assert head_of(scene, word(scene, "Bolivia")).text == "attacked"
    assert head_of(scene, word(scene, "attacked")) is None


def test_the_codebooks_own_words_get_their_lemmas(scene_of, word):
    scene = scene_of("Peru expelled the envoy. Chile blamed Peru.")
    assert word(scene, "expelled").lemma_ == "expel"
    assert word(scene, "blamed").lemma_ == "blame"


def test_a_state_is_an_actor_of_the_scene(scene_of):
    assert scene_of("Peru waited.").state("PER").key == "PER"
