"""Where sentences begin: the rule before the parser, on paragraphs of ours, and in whole articles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.sentences import COMPONENT, mark_sentence_starts, sentence_starts

_LINES = [
    line
    for line in (Path(__file__).parent / "sentence_borders.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("line", _LINES)
def test_sentences_end_where_they_should(line, read):
    document = read(line.replace(" | ", " "))
    assert [sentence.text.strip() for sentence in document.sentences()] == line.split(" | ")


def test_the_rule_stands_before_the_parser(pipeline):
    names = pipeline.nlp.pipe_names
    assert names.index(COMPONENT) == names.index("parser") - 1


def test_a_pipeline_loaded_twice_has_the_rule_once(pipeline):
    from kg.language import Pipeline

    again = Pipeline().nlp
    assert again.pipe_names.count(COMPONENT) == pipeline.nlp.pipe_names.count(COMPONENT) == 1


def test_where_the_rule_cannot_tell_the_parser_decides(pipeline):
    doc = mark_sentence_starts(
        pipeline.nlp.make_doc("He works for Acme Inc. Nkele met him ... Tolo did not.")
    )
    undecided = [token.text for token in doc if token.is_sent_start is None]
    assert undecided == ["Nkele", "Tolo"]


def test_an_empty_text_has_no_sentences(pipeline):
    assert len(mark_sentence_starts(pipeline.nlp.make_doc(""))) == 0
    assert sentence_starts([], []) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "Velk",
                    "said",
                    ".",
                    '"',
                    "U.S.",
                    "(",
                    ")",
                    "?",
                    "...",
                    "No",
                    "5",
                    "the",
                    "[",
                    "]",
                    ":",
                    "Image",
                ]
            ),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_starts_are_in_order_and_inside_the_text(tokens):
    words, gaps = [word for word, _ in tokens], [gap for _, gap in tokens]
    starts = sentence_starts(words, gaps)
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if words else [])
    assert all(index < len(words) for index in starts)
