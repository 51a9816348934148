"""Who acts for an international body: the body instead of a country, on the person and in the key."""

from datetime import date

import pytest

from kg.articles import make_article
from kg.evaluation.run import codes_of
from kg.extraction.actor_keys import unknown_key
from kg.extraction.actors import Cast
from kg.language import Pipeline
from kg.model import Actor, ActorKind
from kg.reference import Reference

REFERENCE = Reference.load()


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


def named(pipeline, text, on=date(2022, 5, 5)):
    document = pipeline.read(make_article(text, published=on))
    return {actor.name: actor for actor in Cast(document, REFERENCE).named}


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("Secretary-General Antonio Guterres condemned the raid.", "António Guterres", "Q1065"),
        ("Arab League Secretary General Nabil Olovar met Turkish officials.", "Nabil Olovar", "Q7172"),
        ("The U.N. envoy, Marta Lindqvistova, urged Syria to stop.", "Marta Lindqvistova", "Q1065"),
        ("Pero Zaltikov, the EU foreign policy chief, criticised Russia.", "Pero Zaltikov", "Q458"),
        ("NATO spokeswoman Oana Testova rejected the claims of Russia.", "Oana Testova", "Q7184"),
    ],
)
def test_a_person_acts_for_a_body(pipeline, text, name, body):
    actor = named(pipeline, text)[name]
    assert (actor.country, actor.body) == (None, body)
    assert codes_of([actor]) == ("ORG",)
    if not actor.known:
        assert actor.key == unknown_key(name, body, actor.sector)


def test_the_title_in_the_text_outweighs_the_passport(pipeline):
    annan = named(pipeline, "UN envoy Kofi Annan met Bashar al-Assad.", date(2012, 5, 5))["Kofi Annan"]
    assert (annan.country, annan.body) == (None, "Q1065")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukrainian envoy Rustem Olovar met Turkish officials.", "Rustem Olovar"),
        ("Rustem Olovar, the Ukrainian envoy to the U.N., met Turkish officials.", "Rustem Olovar"),
    ],
)
def test_a_country_leaves_no_body(pipeline, text, name):
    actor = named(pipeline, text)[name]
    assert (actor.country, actor.body) == ("UKR", None)


def test_refugees_beside_a_body_do_not_act_for_it(pipeline):
    found = named(pipeline, "Refugees, the UNHCR, and others left on Monday.")
    assert all(actor.body is None for actor in found.values())


def test_an_office_gives_the_body_for_as_long_as_it_is_held():
    annan = [REFERENCE.actor("Q1254", date(year, 6, 1)) for year in (2000, 2015)]
    assert [actor.body for actor in annan] == ["Q1065", None]
    (entry, *_) = REFERENCE.lookup("Kofi Annan", date(2000, 6, 1))
    assert entry.actor.body == "Q1065"
    assert entry.actor.country is None


def test_who_has_neither_country_nor_body_has_no_code():
    nobody = Actor("x-somebody", "somebody", ActorKind.PERSON)
    assert codes_of([nobody]) == ()
