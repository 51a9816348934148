"""Relative clauses read as adverbial hang on their nouns; what is no such clause stays."""

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language import Pipeline, relatives

VOCAB = Vocab()


def parsed(*rows):
    """A document from rows of word, part of speech, head, relation."""
    words, tags, heads, deps = zip(*(row.split() for row in rows), strict=True)
    return Doc(VOCAB, words, pos=list(tags), heads=[int(head) for head in heads], deps=list(deps))


def clause(doc):
    [verb] = [token for token in doc if token.text == "lives"]
    return verb.head.text, verb.dep_


def test_a_clause_of_a_preposition_and_which_hangs_on_the_noun():
    doc = parsed(
        "They PRON 1 nsubj",
        "saw VERB 1 ROOT",
        "towns NOUN 1 obj",
        "in ADP 4 case",
        "which PRON 6 obl",
        "he PRON 6 nsubj",
        "lives VERB 1 advcl",
    )
    assert clause(relatives.mend_relative_clauses(doc)) == ("towns", "acl:relcl")


def test_it_hangs_on_the_first_word_of_a_name():
    doc = parsed(
        "They PRON 1 nsubj",
        "left VERB 1 ROOT",
        "Port PROPN 1 obj",
        "Karst PROPN 2 flat",
        ", PUNCT 7 punct",
        "where ADV 7 advmod",
        "he PRON 7 nsubj",
        "lives VERB 1 advcl",
    )
    assert clause(relatives.mend_relative_clauses(doc)) == ("Port", "acl:relcl")


@pytest.mark.parametrize(
    ("before", "relation"),
    [
        (["left VERB 1 ROOT", "today ADV 1 advmod", ", PUNCT 6 punct"], "advcl"),  # no noun
        (["left VERB 1 ROOT", "Karst PROPN 1 obj", "too ADV 1 advmod"], "advcl"),  # no comma
        (["left VERB 1 ROOT", "Karst PROPN 1 obj", ", PUNCT 6 punct"], "conj"),  # read as something else
        (
            ["left VERB 1 ROOT", "Karst PROPN 6 nsubj", ", PUNCT 6 punct"],
            "advcl",
        ),  # the noun lies in the clause
    ],
)
def test_other_clauses_stay(before, relation):
    rows = ["They PRON 1 nsubj", *before, "where ADV 6 advmod", "he PRON 6 nsubj", f"lives VERB 1 {relation}"]
    assert clause(relatives.mend_relative_clauses(parsed(*rows))) == ("left", relation)


def test_a_noun_of_the_sentence_before_is_none():
    doc = parsed(
        "They PRON 1 nsubj",
        "left VERB 1 ROOT",
        "Karst PROPN 1 obj",
        "in ADP 4 case",
        "which PRON 6 obl",
        "he PRON 6 nsubj",
        "lives VERB 7 advcl",
        "left VERB 7 ROOT",
    )
    assert clause(relatives.mend_relative_clauses(doc)) == ("left", "advcl")


def test_only_a_pipeline_of_universal_dependencies_gets_the_rule(tmp_path):
    assert relatives.COMPONENT in Pipeline().nlp.pipe_names
    other = spacy.blank("en")
    other.add_pipe("parser").add_label("relcl")
    other.initialize()
    other.to_disk(tmp_path / "other")
    assert relatives.COMPONENT not in Pipeline(tmp_path / "other").nlp.pipe_names


def test_the_shipped_pipeline_keeps_its_sentences():
    nlp = Pipeline().nlp
    doc = nlp("Ana Key moved to Karst, where she had lived. They left early.")
    assert [sentence.text for sentence in doc.sents] == [
        "Ana Key moved to Karst, where she had lived.",
        "They left early.",
    ]
