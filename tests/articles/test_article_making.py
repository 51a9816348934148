"""make_article: one normal form, a stable key, the headline first."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import MAX_CHARACTERS, make_article
from kg.articles.article import TITLE_LENGTH, begins_with, normalise, one_line
from kg.errors import EmptyInputError, InputError
from kg.model import Span

ANY_TEXT = st.text(
    st.characters() | st.sampled_from("\r\n\t \u00ad\u200b\ufeff\u0301\x00\u2028\x85’“…"), max_size=300
)
SOME_TEXT = ANY_TEXT.filter(normalise)


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(SOME_TEXT, st.none() | ANY_TEXT)
def test_an_article_made_of_its_own_text_and_title_is_the_same_article(text, title):
    article = make_article(text, title=title)
    again = make_article(article.text, title=article.title)
    assert (again.key, again.text, again.title) == (article.key, article.text, article.title)
    assert make_article(article.text).key == article.key


@given(SOME_TEXT, ANY_TEXT.filter(one_line))
def test_the_title_stands_at_the_start(text, title):
    article = make_article(text, title=title)
    assert article.title == one_line(title)
    assert begins_with(article.text, article.title)


@given(SOME_TEXT, st.none() | ANY_TEXT)
def test_offsets_count_code_points_of_a_text_that_can_be_written_and_read_back(text, title):
    article = make_article(text, title=title)
    assert article.text.encode("utf-8").decode("utf-8") == article.text
    assert Span(0, len(article.text)).of(article.text) == article.text
    assert article.text == article.text.strip()
    assert "\r" not in article.text
    assert "\n\n\n" not in article.text


@given(SOME_TEXT)
def test_a_first_line_that_serves_as_title_is_short(text):
    assert 0 < len(make_article(text).title) <= TITLE_LENGTH


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("Cafe\u0301", "Café"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("bell\x07 escape\x1b[31m", "bell escape[31m"),
        ("one\u2028two\x0bthree", "one\ntwo\nthree"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("kept\u00a0space", "kept\u00a0space"),
        ("tab\tbed", "tab bed"),
        ("e\u200b\u0301", "é"),
    ],
)
def test_normal_form(raw, normal):
    assert normalise(raw) == normal


def test_the_key_is_the_hash_of_the_text():
    article = make_article("Norvia and Sudland met.", title="Talks resume")
    assert article.key == hashlib.sha256(article.text.encode()).hexdigest()[:16]
    assert article.id == article.key


def test_the_key_depends_on_nothing_but_the_text():
    plain = make_article("Norvia and Sudland met.")
    rich = make_article(
        "Norvia and Sudland met.\r\n", publisher="The Harbour Post", published=date(2026, 2, 18), id="a1"
    )
    assert plain.key == rich.key
    assert rich.id == "a1"


@pytest.mark.parametrize(
    "title",
    ["Talks  end", "TALKS END", "Talks end …", "Talks end"],
)
def test_a_headline_that_is_already_there_is_not_put_twice(title):
    assert make_article("Talks end\n\nThe talks ended.", title=title).text == "Talks end\n\nThe talks ended."


def test_quotation_marks_of_another_form_are_the_same_headline():
    article = make_article("‘Tense’ talks end\n\nThe talks ended.", title="'Tense' talks end")
    assert article.text == "‘Tense’ talks end\n\nThe talks ended."


def test_a_long_first_line_is_cut_at_a_word():
    title = make_article("negotiations " * 30).title
    assert title.endswith("negotiations…")
    assert len(title) <= TITLE_LENGTH


def test_a_long_word_is_cut_anywhere():
    assert make_article("x" * 500).title == "x" * (TITLE_LENGTH - 1) + "…"


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "\u200b\ufeff"])
def test_a_text_with_nothing_in_it_is_refused(text):
    with pytest.raises(EmptyInputError, match=r"talks\.txt"):
        make_article(text, title="Only a headline", origin="talks.txt")


def test_a_text_beyond_the_limit_is_refused():
    assert len(make_article("x" * MAX_CHARACTERS).text) == MAX_CHARACTERS
    with pytest.raises(InputError, match="1,000,001 characters"):
        make_article("x" * (MAX_CHARACTERS + 1))


def test_fields_are_cleaned_and_metadata_sorted():
    article = make_article("Text.", publisher=" The\nPost ", url=" ", metadata={"z": "1", "a": "x\x00y"})
    assert article.publisher == "The Post"
    assert article.url is None
    assert list(article.metadata.items()) == [("a", "xy"), ("z", "1")]
