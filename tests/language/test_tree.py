"""The tree keeps its shape whatever is moved, and the repairs keep it a tree on any parse."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.language.syntax import Syntax
from kg.language.tree import ROOT, Tree

VOCAB = spacy.blank("en").vocab
WORDS = [
    "Freedonia",
    ",",
    "said",
    "that",
    "rebels",
    "of",
    "shelling",
    "killed",
    "to",
    "Friday",
    "-",
    "the",
    "and",
    "which",
]
TAGS = ["NNP", ",", "VBD", "IN", "NNS", "VBG", "VBN", "TO", "RP", "WDT", "VBZ", "VB", "CD"]
POS = ["PROPN", "PUNCT", "VERB", "SCONJ", "NOUN", "NUM", "ADP", "PRON", "AUX"]
UD = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "conj",
    "acl",
    "acl:relcl",
    "advcl",
    "ccomp",
    "xcomp",
    "appos",
    "amod",
    "case",
    "flat",
]
UD += [
    "parataxis",
    "compound",
    "nsubj:pass",
    "mark",
    "cc",
    "punct",
    "cop",
    "aux",
    "aux:pass",
    "obl:agent",
    "nmod:desc",
]
CLEAR = [
    "dobj",
    "pobj",
    "prep",
    "pcomp",
    "agent",
    "attr",
    "acomp",
    "conj",
    "cc",
    "relcl",
    "nsubjpass",
    "npadvmod",
    "dative",
]


@st.composite
def parses(draw, labels):
    """Any forest over a few words: each token hangs on the root or on a token placed before it in a random order."""
    size = draw(st.integers(2, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for at, index in enumerate(order):
        heads[index] = order[draw(st.integers(0, at - 1))] if at and draw(st.integers(0, 9)) else index
    words = [draw(st.sampled_from(WORDS)) for _ in range(size)]
    return Doc(
        VOCAB,
        words=words,
        lemmas=[{"said": "say", "killed": "kill"}.get(word, word) for word in words],
        tags=[draw(st.sampled_from(TAGS)) for _ in range(size)],
        pos=[draw(st.sampled_from(POS)) for _ in range(size)],
        heads=heads,
        deps=["ROOT" if heads[at] == at else draw(st.sampled_from(labels)) for at in range(size)],
    )


def _assert_is_a_tree(tree):
    for index, head in enumerate(tree.heads):
        assert (head == index) == (tree.rels[index] == ROOT)
        assert head == index or index in tree.kids[head]
        assert len(list(tree.ancestors(index))) <= len(tree.heads)
    assert sorted(kid for kids in tree.kids for kid in kids) == [
        index for index, head in enumerate(tree.heads) if head != index
    ]


@given(st.one_of(parses(UD), parses(CLEAR)))
@settings(max_examples=300, deadline=None)
def test_any_parse_stays_a_tree_and_answers_every_question(doc):
    syntax = Syntax(doc)
    _assert_is_a_tree(syntax.tree)
    for token in doc:
        for method in (
            "subjects",
            "objects",
            "recipients",
            "agents",
            "complements",
            "conjuncts",
            "modifiers",
            "titles",
        ):
            found = getattr(syntax, method)(token)
            assert found == sorted(set(found), key=lambda item: item.i), method
        start, end = syntax.noun_phrase(token)
        assert start <= token.i < end
        assert syntax.tense(token) in {"past", "present", "future", "base", "participle"}


@given(parses(UD), st.data())
@settings(max_examples=100, deadline=None)
def test_moves_never_close_a_circle(doc, data):
    tree = Tree(doc)
    for _ in range(8):
        index = data.draw(st.integers(0, len(doc) - 1))
        tree.attach(index, data.draw(st.integers(0, len(doc) - 1)), "dep")
        _assert_is_a_tree(tree)


@pytest.mark.parametrize(("index", "head"), [(0, 2), (1, 2)])
def test_attach_refuses_a_head_below_the_token(index, head):
    doc = Doc(VOCAB, words=["a", "b", "c"], heads=[0, 0, 1], deps=["ROOT", "obj", "amod"])
    tree = Tree(doc)
    tree.attach(index, head, "dep")
    assert tree.heads == [0, 0, 1]


def test_promote_turns_head_and_dependent_round():
    doc = Doc(VOCAB, words=["a", "b", "c"], heads=[0, 0, 1], deps=["ROOT", "obj", "amod"])
    tree = Tree(doc)
    assert tree.promote(2, "obl") == 1
    assert tree.heads == [0, 2, 0]
    assert tree.rels == [ROOT, "obl", "obj"]
