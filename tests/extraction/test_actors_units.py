"""The parts that `Cast` is made of: keys and labels, word tables, place uses, phrases."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import make_article
from kg.errors import DataError
from kg.extraction.actor_keys import common_label, proper_label, unknown_key
from kg.extraction.actor_phrase_readings import PhraseReader
from kg.extraction.actor_words import actor_words
from kg.extraction.actors import Cast
from kg.extraction.place_use import is_locative
from kg.language import Pipeline
from kg.model import ActorKind
from kg.reference import Reference

SECTORS = st.sampled_from([None, "GOV", "REB", "CVL"])
COUNTRIES = st.sampled_from([None, "UKR", "TGO", "PER"])


@cache
def tools():
    return Pipeline(), Reference.load()


@cache
def reader(text):
    pipeline, reference = tools()
    document = pipeline.read(make_article(text, title=""))
    return PhraseReader(document, reference), document


def phrases(text):
    found, document = reader(text)
    return [document.doc[phrase.start : phrase.end].text for phrase in found.phrases.all]


# keys and labels


@given(st.text(), COUNTRIES, SECTORS, st.booleans())
def test_a_key_can_stand_in_an_iri(name, country, sector, organization):
    key = unknown_key(name, country, sector, organization=organization)
    assert re.fullmatch(r"x(-[a-z0-9]+)+", key)


@given(st.text(), COUNTRIES, SECTORS)
def test_the_key_of_a_label_is_the_key_of_its_name(name, country, sector):
    assert unknown_key(proper_label(name), country, sector) == unknown_key(name, country, sector)


@given(st.text())
def test_names_that_differ_in_case_only_share_label_and_key(name):
    folded = name.lower()
    if unknown_key(name, None, None) == unknown_key(folded, None, None):
        assert proper_label(name) == proper_label(folded)
        assert common_label(name, "Peruvian") == common_label(folded, "Peruvian")


def test_a_body_and_a_person_of_one_name_have_different_keys():
    assert unknown_key("Sato", "JPN", None) != unknown_key("Sato", "JPN", None, organization=True)


def test_a_name_in_another_script_is_an_unnamed_actor():
    assert unknown_key("Ελένη", "GRC", "CVL") == "x-unnamed-grc-cvl"


# words


def test_the_uses_of_words_are_there_and_their_kinds_are_read():
    assert actor_words("pair")["leader"] == frozenset({ActorKind.PERSON})
    assert "x" in actor_words("platform")


def test_an_unknown_use_is_an_error_that_names_those_that_exist():
    with pytest.raises(DataError, match=r"nonsense.*back"):
        actor_words("nonsense")


def test_all_words_are_lower_case_and_single():
    for use in (
        "back",
        "pair",
        "holder",
        "class",
        "rank",
        "former",
        "going",
        "posted",
        "thing",
        "company",
        "foreign",
    ):
        assert all(word == word.lower() and " " not in word for word in actor_words(use))


# places


@pytest.mark.parametrize(
    ("text", "word", "locative"),
    [
        ("They met in Lima.", "Lima", True),
        ("They met in the sunny Lima.", "Lima", True),
        ("They flew to Lima.", "Lima", True),
        ("The envoy arrived from Lima.", "Lima", True),
        ("They sold Lima the ships.", "Lima", False),
        ("Sanctions on Lima were lifted.", "Lima", False),
        ("Lima refused.", "Lima", False),
        ("The offer came as talks with Lima failed.", "Lima", False),
        ("He saw a shift in Lima's policy.", "Lima", False),
    ],
)
def test_locative_position(text, word, locative):
    _, document = reader(text)
    token = next(token for token in document.doc if token.text == word)
    assert is_locative(document.doc, token.i) is locative


# phrases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kremlin aide Vladimir Medinsky left.", "Kremlin aide Vladimir Medinsky"),
        ("The Ivory Coast's Supreme Court ruled.", "Supreme Court"),
        ("The heavily armed rebels fled.", "The heavily armed rebels"),
        ("U.S.-brokered talks failed.", "U.S.-brokered talks"),
        ("The Asia-Pacific Economic Cooperation (APEC) forum met.", None),
    ],
)
def test_phrases_are_cut_by_shape(text, expected):
    found = phrases(text)
    assert expected in found if expected else any(phrase.endswith("forum") for phrase in found)


def test_the_possessor_hangs_on_the_phrase_behind_the_genitive():
    found, document = reader("Moscow's chief negotiator left the room.")
    phrase = found.phrases.of[next(token.i for token in document.doc if token.text == "negotiator")]
    assert phrase.possessor is not None
    assert document.doc[phrase.possessor.start].text == "Moscow"


def test_an_article_starts_a_new_phrase():
    assert "Tanzania" in phrases("Finland gave Tanzania a grant.")


def test_no_phrase_holds_a_verb_that_the_tagger_took_for_a_participle():
    assert "A French minister" in phrases("A French minister threatened import curbs.")


def test_words_of_credit_lines_name_nobody():
    pipeline, reference = tools()
    text = "Talks end\n\nThe envoys of Chad and Mali met for two hours and went home again.\n\nReuters"
    document = pipeline.read(make_article(text, title="Talks end"))
    cast = Cast(document, reference)
    assert [actor.key for actor in cast.named if actor.name == "Reuters"] == []
    assert cast.at(document.doc[len(document.doc) - 1]) == ()
