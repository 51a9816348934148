"""The shipped pipeline with the repairs, on news sentences of our own."""

from pathlib import Path

import pytest


def _cases():
    sentence = ""
    for line in Path(__file__).with_name("news.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            verb, *facts = (part.strip() for part in line.split("|"))
            yield pytest.param(sentence, verb, facts, id=f"{verb}: {sentence[:40]}")
        elif not line.startswith("#"):
            sentence = line


@pytest.mark.parametrize(("sentence", "verb", "facts"), list(_cases()))
def test_reading(read, sentence, verb, facts):
    document = read(sentence)
    token = next(token for token in document.doc if token.text == verb)
    for fact in facts:
        method, _, wanted = fact.partition("=")
        answer = getattr(document.syntax, method)(token)
        shown = ",".join(item.text for item in answer) if isinstance(answer, list) else str(answer)
        assert shown == wanted, method


def test_titles_of_a_name_over_a_false_sentence_border(read):
    document = read("Head of the Freedonian delegation Rufus Firefly said the negotiations were substantive.")
    name = next(token for token in document.doc if token.text == "Firefly")
    titles = document.syntax.titles(name)
    assert [token.text for token in titles] == ["Head"]
    assert [token.text for token in document.syntax.name_tokens(name)] == ["Rufus", "Firefly"]
    assert document.sentence_of(name).text == document.article.text


def test_appositions_are_found_from_both_sides(read):
    document = read(
        "Sylvania's foreign minister, Ana Lorn, said on Wednesday that her country would recall its ambassador."
    )
    words = {token.text: token for token in document.doc}
    syntax = document.syntax
    assert [token.text for token in syntax.appositions(words["minister"])] == ["Lorn"]
    assert [token.text for token in syntax.appositions(words["Lorn"])] == ["minister"]


def test_a_quantity_counts_its_noun(read):
    document = read("Tens of thousands of protesters marched through the capital.")
    noun = next(token for token in document.doc if token.text == "protesters")
    syntax = document.syntax
    assert [token.text for token in syntax.number_of(noun)] == ["Tens", "thousands"]
    start, end = syntax.noun_phrase(noun)
    assert document.doc[start:end].text == "Tens of thousands of protesters"


def test_clause_leaves_outer_clauses_out(read):
    document = read("Soldiers seized power and the president fled.")
    words = {token.text: token for token in document.doc}
    start, end = document.syntax.clause(words["seized"])
    assert document.doc[start:end].text == "Soldiers seized power"


@pytest.mark.parametrize(
    ("sentence", "verb", "tense", "modal"),
    [
        ("Sylvania will attack.", "attack", "future", "will"),
        ("Sylvania may attack.", "attack", "present", "may"),
        ("Sylvania attacked the town.", "attacked", "past", None),
        ("Sylvania has attacked the town.", "attacked", "present", None),
        ("Sylvania attacks the town.", "attacks", "present", None),
        ("Sylvania agreed to attack the town.", "attack", "base", None),
    ],
)
def test_tense_and_modal(read, sentence, verb, tense, modal):
    document = read(sentence)
    token = next(token for token in document.doc if token.text == verb)
    found = document.syntax.modal(token)
    assert document.syntax.tense(token) == tense
    assert (found.text if found is not None else None) == modal


def test_attributive_participles(read):
    document = read("Borduria-brokered talks resumed after rebels captured the town.")
    words = {token.text: token for token in document.doc}
    assert document.syntax.is_attributive(words["brokered"])
    assert not document.syntax.is_attributive(words["captured"])


def test_the_clause_and_noun_that_govern(read):
    document = read("Sylvania said that the talks in Zenda had ended.")
    words = {token.text: token for token in document.doc}
    syntax = document.syntax
    assert syntax.governor(words["ended"]) == words["said"]
    assert syntax.governor(words["said"]) is None
    assert syntax.clause_of(words["Zenda"]) == words["ended"]
    assert syntax.head_of_oblique(words["Zenda"]) == words["talks"]
    assert syntax.root_of(words["Zenda"]) == words["said"]
    assert (syntax.depth(words["said"]), syntax.depth(words["ended"])) == (0, 1)
