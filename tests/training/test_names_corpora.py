"""Name corpora: columns read as text, names cut alike, the mixture the same from the same seed."""

from __future__ import annotations

import random

import pytest
import spacy

from kg.errors import DataError
from kg.training.columns import documents_of, rows_of, sentence_of
from kg.training.names import cleaned, documents, glued, training_sentences
from kg.training.sentences import from_markup

STATES = frozenset({"Freedonia", "U.S."})


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("[Mr Key|PERSON] left.", ["Key"]),
        ("[the Isles|LOC] sank.", ["Isles"]),
        ("[He|PERSON] left.", []),
        ("[President|PERSON] left.", []),
        ("A [U.S.-led|NORP] force.", ["U.S."]),
        ("A NATO-led force.", ["NATO"]),
        ("A Karst-led force.", []),
    ],
)
def test_names_are_cut_as_ours_are(marked, after):
    assert list(cleaned(from_markup(marked), STATES).pieces) == after


def test_a_phrase_is_cut_to_the_person():
    sentence = from_markup("[Ana Zorba of Red Dawn|PERSON] left.")
    assert cleaned(sentence, STATES, phrases=True).pieces == ("Ana Zorba",)
    assert cleaned(sentence, STATES).pieces == ("Ana Zorba of Red Dawn",)


def test_columns_become_text():
    rows = [
        ("``", "O"),
        ("No", "O"),
        (",", "O"),
        ("''", "O"),
        ("Ana", "B-PERSON"),
        ("Key", "I-PERSON"),
        ("(", "O"),
    ]
    rows += [("KEY", "B-ORG"), (")", "O"), ("said", "O"), (".", "O")]
    sentence = sentence_of(tuple(zip(*rows, strict=True)))
    assert sentence.text == "``No,'' Ana Key (KEY) said."
    assert sentence.pieces == ("Ana Key", "KEY")


def test_a_document_ends_where_the_next_begins(tmp_path):
    path = tmp_path / "set.tsv"
    path.write_text("-DOCSTART-\tO\n\nKey\tB-PERSON\n\nleft\tO\n\n-DOCSTART-\tO\n\nagain\tO\n")
    sentences = [sentence_of(row) for row in rows_of([path])]
    assert [document.text for document in documents_of(sentences)] == ["Key\n\nleft", "again"]
    assert len(sentences) == 5


def test_a_line_without_a_label_is_refused(tmp_path):
    path = tmp_path / "set.tsv"
    path.write_text("Key\tB-PERSON\nleft\n")
    with pytest.raises(DataError, match="line 2"):
        list(rows_of([path]))


CONVERTED = (
    "crossner_pol_train.tsv",
    "re3d_open.tsv",
    "gum_other_ner.tsv",
    "uner_ewt_dev.tsv",
    "gmb_train.tsv",
)


def test_a_missing_corpus_is_named(tmp_path):
    with pytest.raises(DataError, match=r"CrossNER.*https://github\.com/zliucr"):
        training_sentences(tmp_path, seed=1)


def test_gluing_loses_no_name():
    sentences = [from_markup(f"[Karst{number}|GPE] fell.") for number in range(50)]
    after = list(glued(sentences, random.Random(3)))
    assert len(after) < 50
    assert [piece for each in after for piece in each.pieces] == [f"Karst{number}" for number in range(50)]


def test_the_same_seed_gives_the_same_mixture(tmp_path):
    for file in CONVERTED:
        (tmp_path / file).write_text("Key\tB-PERSON\nleft\tO\nPeru\tB-GPE\n.\tO\n\n" * 5)
    once = training_sentences(tmp_path, seed=4)
    assert once == training_sentences(tmp_path, seed=4)
    assert once != training_sentences(tmp_path, seed=5)
    assert len(training_sentences(tmp_path, seed=4, newswire=False)) < len(once)


def test_names_become_entities():
    [doc] = documents(spacy.blank("en"), [from_markup("[Ana Zorba|PERSON] left [Peru|GPE].")])
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Ana Zorba", "PERSON"), ("Peru", "GPE")]
