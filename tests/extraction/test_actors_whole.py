"""What holds of every reading of every test sentence: spans, confidence, keys; and articles of several sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.actors import Cast
from kg.language import Pipeline
from kg.model import ActorKind
from kg.reference import Reference

HERE = Path(__file__).parent

ARTICLE = """Sudan and Chad end talks, agree to meet again

Sudan and Chad ended two days of talks in Cairo on Friday, Egyptian Foreign Minister Hany Sobhiwale said.

Sobhiwale told reporters that both sides would meet again. "We are close," he said. He thanked the African Union.

Sudanese rebels who control the border town rejected the outcome. The group said it had not been invited.

Chad's delegation left at once. Its leader, General Brahim Youssoufa, made no comment. Khartoum praised its neighbour.

Thousands of refugees remain in camps in eastern Chad. The two countries closed their border last year.
"""


@cache
def tools():
    return Pipeline(), Reference.load()


@cache
def article():
    pipeline, reference = tools()
    document = pipeline.read(make_article(ARTICLE, title=ARTICLE.split("\n", 1)[0]))
    return Cast(document, reference), document


@cache
def all_readings():
    """Every reading of every noun and pronoun of the table's sentences, with the text it was read from."""
    pipeline, reference = tools()
    lines = (HERE / "actors_cases.txt").read_text(encoding="utf-8").splitlines()
    sentences = dict.fromkeys(
        line.split(" | ")[1].strip() for line in lines if line and not line.startswith("#")
    )
    found = []
    for document in pipeline.pipe(make_article(sentence, title="") for sentence in sentences):
        cast = Cast(document, reference)
        for token in document.doc:
            found += [
                (document.article.text, reading) for reading in (*cast.at(token), *cast.modifiers_of(token))
            ]
    return found


def of(word, number=1):
    cast, document = article()
    token = [token for token in document.doc if token.text == word][number - 1]
    return [(reading.actor.key, reading.actor.country, reading.actor.sector) for reading in cast.at(token)]


def test_there_are_readings_enough_to_mean_something():
    assert len(all_readings()) > 500


def test_every_reading_has_a_span_in_its_text_and_a_rule():
    for text, reading in all_readings():
        assert 0 <= reading.span.start < reading.span.end <= len(text)
        assert reading.span.of(text).strip()
        assert reading.rule


def test_confidence_is_a_share_and_guesses_are_less_sure_than_words():
    for _, reading in all_readings():
        assert 0 < reading.confidence <= 1
        if "fallback" in reading.rule or "unstated" in reading.rule:
            assert reading.confidence < 0.5


def test_all_that_is_said_of_an_unknown_actor_follows_from_its_key():
    seen = {}
    for _, reading in all_readings():
        if not reading.actor.known:
            assert seen.setdefault(reading.actor.key, reading.actor) == reading.actor


def test_unknown_keys_start_alike_and_known_states_have_their_code():
    for _, reading in all_readings():
        actor = reading.actor
        assert actor.known or actor.key.startswith("x-")
        assert actor.kind is not ActorKind.STATE or actor.country in (actor.key, None)


def test_the_same_document_gives_the_same_cast():
    pipeline, reference = tools()
    document = pipeline.read(make_article(ARTICLE, title=ARTICLE.split("\n", 1)[0]))
    again = Cast(document, reference)
    assert again.named == article()[0].named
    assert [again.at(token) for token in document.doc] == [
        article()[0].at(token) for token in article()[1].doc
    ]


@pytest.mark.parametrize("seed_order", [1, -1])
def test_answers_do_not_hang_on_the_order_of_questions(seed_order):
    pipeline, reference = tools()
    document = pipeline.read(make_article(ARTICLE, title=ARTICLE.split("\n", 1)[0]))
    cast = Cast(document, reference)
    asked = {token.i: cast.at(token) for token in list(document.doc)[::seed_order]}
    assert [asked[token.i] for token in document.doc] == [
        article()[0].at(token) for token in article()[1].doc
    ]


def test_both_sides_are_the_two_of_the_talks():
    assert [key for key, *_ in of("sides")] == ["SDN", "TCD"]


def test_he_in_and_behind_a_quote_is_the_minister():
    assert of("he") == of("He") == [("x-hany-sobhiwale-egy-gov", "EGY", "GOV")]


def test_reporters_are_media_of_no_country():
    assert of("reporters") == [("x-reporters-jrn", None, "JRN")]


def test_a_relative_pronoun_is_its_antecedent():
    assert of("who") == of("rebels") == [("x-rebels-sdn-reb", "SDN", "REB")]


def test_the_group_is_the_rebels_or_nobody_else():
    assert [country for _, country, _ in of("group")] == ["SDN"]


def test_the_two_countries_are_the_two():
    assert [key for key, *_ in of("countries")] == ["SDN", "TCD"]


def test_the_leader_of_a_delegation_is_of_its_country():
    assert [country for _, country, _ in of("Youssoufa")] == ["TCD"]


def test_a_capital_that_speaks_is_a_government_and_one_that_hosts_is_a_place():
    assert of("Khartoum") == [("SDN", "SDN", "GOV")]
    assert of("Cairo") == []


def test_the_ground_of_a_place_can_be_asked_for():
    cast, document = article()
    cairo = next(token for token in document.doc if token.text == "Cairo")
    assert [reading.actor.key for reading in cast.territory_of(cairo)] == ["EGY"]


def test_named_gives_each_actor_once_in_text_order():
    keys = [actor.key for actor in article()[0].named]
    assert keys[:2] == ["SDN", "TCD"]
    assert len(keys) == len(set(keys))
    assert "x-hany-sobhiwale-egy-gov" in keys


def test_unresolved_names_are_told():
    pipeline, reference = tools()
    document = pipeline.read(make_article("Peter Oskarvold smiled. Anna Tervaniemi sang.", title=""))
    assert Cast(document, reference).unresolved == ("Peter Oskarvold", "Anna Tervaniemi")


MANY = """Tumaro resigns as president of Chad

President Idrissa Tumaro of Chad resigned on Friday. Crowds had called on Tumaro to go. The army did not defend Tumaro.

Sudanese President Omar Haliwe praised the crowds. Switzerland froze the assets of Tumaro. Libya welcomed his fall.
"""


@pytest.mark.parametrize(
    ("text", "meant"), [(MANY, "Idrissa Tumaro"), (MANY.split("\n\n")[2], "Omar Haliwe")]
)
def test_he_is_the_person_that_the_text_turns_on(text, meant):
    pipeline, reference = tools()
    document = pipeline.read(make_article(text, title=text.split("\n", 1)[0]))
    [his] = [token for token in document.doc if token.lower_ == "his"]
    assert [reading.actor.name for reading in Cast(document, reference).at(his)] == [meant]
