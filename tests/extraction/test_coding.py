"""From triggers to drafts: entries, operators, auxiliaries, and what becomes content of what."""

from __future__ import annotations

import pytest

from kg.model import Modality, Polarity


def by_event(drafts):
    return {draft.event: draft for draft in drafts}


def countries(parties):
    return [party.reading.actor.country for party in parties]


def test_an_entry_gives_class_mode_code_and_parties(drafts_of):
    (draft,) = drafts_of("Peru expelled the ambassador of Chile.")
    assert (draft.event, draft.modes, draft.cameo) == ("SANCTION", ["expel"], "166")
    assert (countries(draft.sources), countries(draft.targets)) == (["PER"], ["CHL"])
    assert draft.reasons[0].rule.startswith("lexicon sanction.csv:")


@pytest.mark.parametrize(
    ("sentence", "outer", "inner"),
    [
        ("Peru agreed to withdraw its troops from Chile.", "AGREE", "RETREAT"),
        ("Peru threatened to attack Chile.", "THREATEN", "ASSAULT"),
        ("Peru refused to attack Chile.", "REJECT", "ASSAULT"),
        ("Peru urged Chile to release the pilots.", "REQUEST", "RETREAT"),
        ("Peru accused Chile of bombing a school.", "ACCUSE", "ASSAULT"),
        ("Peru condemned the attack on Chile.", "ACCUSE", "ASSAULT"),
        ("Peru will attack Chile.", "THREATEN", "ASSAULT"),
    ],
)
def test_an_operator_holds_what_it_is_about(drafts_of, sentence, outer, inner):
    found = by_event(drafts_of(sentence))
    assert set(found) == {outer, inner}
    assert found[inner].is_content
    assert found[inner] in found[outer].content
    assert not found[outer].is_content
    assert countries(found[outer].sources) == ["PER"]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Turkey lifted its embargo on Chile.", "RETREAT"),
        ("Turkey eased its trade embargo on Chile.", "RETREAT"),
        ("Peru called off talks with Chile.", "SANCTION"),
        ("The army of Peru halted its offensive in Chile.", "RETREAT"),
    ],
)
def test_what_is_taken_back_is_absorbed(drafts_of, sentence, event):
    assert [draft.event for draft in drafts_of(sentence)] == [event]


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity"),
    [
        ("Peru attacked Chile.", Modality.ASSERTED, Polarity.AFFIRMED),
        ("Peru did not attack Chile.", Modality.ASSERTED, Polarity.NEGATED),
        ("Peru denied attacking Chile.", Modality.ASSERTED, Polarity.NEGATED),
        ("Peru may attack Chile.", Modality.HYPOTHETICAL, Polarity.AFFIRMED),
        ("Peru is considering attacking Chile.", Modality.HYPOTHETICAL, Polarity.AFFIRMED),
        ("Prices would rise if Peru attacked Chile.", Modality.HYPOTHETICAL, Polarity.AFFIRMED),
        ("Peru reportedly attacked Chile.", Modality.UNCERTAIN, Polarity.AFFIRMED),
        ("Peru continued to attack Chile.", Modality.ASSERTED, Polarity.AFFIRMED),
    ],
)
def test_modality_and_polarity(drafts_of, sentence, modality, polarity):
    (draft,) = [d for d in drafts_of(sentence) if d.event == "ASSAULT"]
    assert (draft.modality, draft.polarity) == (modality, polarity)


def test_a_light_verb_lends_its_subject(drafts_of):
    (draft,) = drafts_of("Peru launched an attack on Chile.")
    assert (countries(draft.sources), countries(draft.targets)) == (["PER"], ["CHL"])


def test_a_mediator_is_no_party(drafts_of):
    (draft,) = [d for d in drafts_of("Qatari-mediated talks between Peru and Chile began.") if d.symmetric]
    assert sorted(countries(draft.sources)) == ["CHL", "PER"]
    assert countries(draft.mediators) == ["QAT"]


def test_a_refusal_to_speak_is_no_event(drafts_of):
    assert drafts_of("Peru declined to comment.") == []


def test_what_somebody_else_must_do_is_demanded(drafts_of):
    found = by_event(drafts_of("Peru said that Chile must withdraw its troops."))
    assert countries(found["REQUEST"].sources) == ["PER"]
    assert countries(found["REQUEST"].targets) == ["CHL"]


def test_what_one_must_do_oneself_is_no_demand(drafts_of):
    assert "REQUEST" not in by_event(drafts_of("Peru said that it must withdraw its troops."))


def test_drafts_come_in_text_order(drafts_of):
    drafts = drafts_of("Peru expelled the ambassador of Chile, met Bolivia and attacked Brazil.")
    assert [d.token.i for d in drafts] == sorted(d.token.i for d in drafts)
    assert len(drafts) == 3
