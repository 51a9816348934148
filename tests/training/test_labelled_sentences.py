"""Sentences with names: notation to and from, joining, exchange of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.resources import resource
from kg.training.sentences import LABELS, Labelled, from_markup, joined, read_markup, replaced, to_markup

PLAIN = st.text(st.characters(exclude_characters="[]|", exclude_categories=("Cs", "Cc")), max_size=8)
NAME = PLAIN.filter(bool)


@st.composite
def sentences(draw):
    text, names = draw(PLAIN), []
    for name, label, between in draw(st.lists(st.tuples(NAME, st.sampled_from(LABELS), PLAIN), max_size=4)):
        names.append((len(text), len(text) + len(name), label))
        text += name + between
    return Labelled(text, tuple(names))


@given(sentences())
def test_notation_comes_back(sentence):
    assert from_markup(to_markup(sentence)) == sentence


@given(sentences(), st.data())
def test_names_written_anew_keep_their_labels_and_surroundings(sentence, data):
    new = [data.draw(NAME) for _ in sentence.names]
    after = replaced(sentence, new)
    assert list(after.pieces) == new
    assert [label for *_, label in after.names] == [label for *_, label in sentence.names]
    assert replaced(after, sentence.pieces) == sentence


@given(st.lists(sentences().filter(lambda sentence: sentence.text), max_size=4))
def test_joined_sentences_keep_their_names(parts):
    assert joined(parts).pieces == tuple(piece for part in parts for piece in part.pieces)


def test_an_unknown_label_is_refused():
    with pytest.raises(DataError, match="PLANET"):
        from_markup("[Mars|PLANET] rose.")


def test_our_sentences_are_well_formed():
    path = resource("data", "language", "names", "sentences.txt")
    found = list(read_markup(path.read_text(encoding="utf-8").splitlines()))
    assert len(found) > 100
    for sentence in found:
        assert not set("[]|") & set(sentence.text)
        assert all(piece == piece.strip() and piece for piece in sentence.pieces)
    assert {label for sentence in found for *_, label in sentence.names} >= {
        "PERSON",
        "ORG",
        "GPE",
        "LOC",
        "FAC",
        "NORP",
        "DATE",
    }
