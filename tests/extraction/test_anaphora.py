"""Events named again: who lends parties to whom, over sentences."""

from __future__ import annotations

import pytest


def of_word(drafts, text):
    return next(draft for draft in drafts if draft.token.text == text)


def countries(parties):
    return [party.reading.actor.country for party in parties]


def test_the_talks_have_the_parties_of_the_talks_before(drafts_of):
    drafts = drafts_of("Talks between Peru and Chile began in Lima. The talks lasted two days.")
    again = [d for d in drafts if d.token.lower_ == "talks"][1]
    assert sorted(countries(again.sources)) == ["CHL", "PER"]
    assert any("as in the mention" in reason.rule for reason in again.reasons)


def test_the_attack_has_author_and_target_of_the_attack_before(drafts_of):
    drafts = drafts_of("An attack by Peru on Chile began at dawn. The attack killed two guards.")
    again = [d for d in drafts if d.token.text == "attack"][1]
    assert countries(again.sources) == ["PER"]
    assert countries(again.targets) == ["CHL"]


def test_what_is_lent_costs_confidence(drafts_of):
    first, again = (
        d
        for d in drafts_of("Talks between Peru and Chile began in Lima. The talks lasted two days.")
        if d.token.lower_ == "talks"
    )
    assert again.confidence < first.confidence


@pytest.mark.parametrize("determiner", ["A", "Another"])
def test_an_indefinite_noun_is_a_new_event(drafts_of, determiner):
    drafts = drafts_of(
        f"A meeting between Peru and Chile began in Lima. {determiner} meeting may follow in some years."
    )
    later = [d for d in drafts if d.token.text == "meeting"][1:]
    assert all(not d.sources for d in later)


def test_events_of_another_class_lend_nothing(drafts_of):
    drafts = drafts_of("Talks between Peru and Chile began in Lima. The attack came at night.")
    assert of_word(drafts, "attack").sources == ()


def test_parties_of_its_own_are_kept(drafts_of):
    drafts = drafts_of("An attack by Peru on Chile began at dawn. The attack by Bolivia on Brazil failed.")
    again = [d for d in drafts if d.token.text == "attack"][1]
    assert (countries(again.sources), countries(again.targets)) == (["BOL"], ["BRA"])


def test_later_mentions_lend_to_a_headline(drafts_of):
    drafts = drafts_of("The meeting lasted two days. A meeting between Peru and Chile ended in Lima.")
    first = of_word(drafts, "meeting")
    assert sorted(countries(first.sources)) == ["CHL", "PER"]
