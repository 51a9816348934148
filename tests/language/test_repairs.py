"""Each repair on a wrong tree of our own, and that it leaves the right tree of a like sentence alone."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.repairs.words import lemma_of_form
from kg.language.syntax import Syntax

VOCAB = spacy.blank("en").vocab
UD = frozenset({"nsubj", "obj", "obl", "case"})
LEMMAS = {"agreed": "agree", "handed": "hand", "says": "say", "said": "say"}

# name, words as word/tag/pos/head (from 1, 0 the root)/relation, then verb, subjects, objects
WRONG = [
    (
        "object of the clause before as second subject",
        (
            "The/DT/DET/2/det demand/NN/NOUN/8/nsubj that/IN/SCONJ/5/mark Freedonia/NNP/PROPN/5/nsubj "
            "return/VBP/VERB/2/acl treasures/NNS/NOUN/8/nsubj has/VBZ/AUX/8/aux strained/VBN/VERB/0/root "
            "ties/NNS/NOUN/8/obj"
        ),
        [("return", "Freedonia", "treasures"), ("strained", "demand", "ties")],
    ),
    (
        "day as part of the object",
        (
            "They/PRP/PRON/2/nsubj denied/VBD/VERB/0/root on/IN/ADP/5/case Thursday/NNP/PROPN/5/compound "
            "charges/NNS/NOUN/2/obl"
        ),
        [("denied", "They", "charges")],
    ),
    (
        "third person of a verb as modifier",
        "Mob/NN/NOUN/2/compound lynches/VBZ/VERB/3/compound man/NN/NOUN/0/root",
        [("lynches", "Mob", "man")],
    ),
    (
        "only object as recipient",
        (
            "They/PRP/PRON/2/nsubj allowed/VBD/VERB/0/root inspectors/NNS/NOUN/2/iobj to/TO/PART/5/mark "
            "enter/VB/VERB/2/xcomp"
        ),
        [("allowed", "They", "inspectors"), ("enter", "inspectors", "")],
    ),
    (
        "day as subject",
        "Marr/NNP/PROPN/2/nmod:desc today/NN/NOUN/3/nsubj accused/VBD/VERB/0/root them/PRP/PRON/3/obj",
        [("accused", "Marr", "them")],
    ),
    (
        "first conjunct as title",
        (
            "Freedonia/NNP/PROPN/4/nmod:desc and/CC/CCONJ/4/cc the/DT/DET/4/det Sylvanians/NNPS/PROPN/5/nsubj "
            "fought/VBD/VERB/0/root"
        ),
        [("fought", "Freedonia,Sylvanians", "")],
    ),
    (
        "infinitive as noun",
        (
            "They/PRP/PRON/2/nsubj agreed/VBD/VERB/0/root to/TO/ADP/5/case exchange/NN/NOUN/5/compound "
            "prisoners/NNS/NOUN/2/obl"
        ),
        [("exchange", "They", "prisoners")],
    ),
    (
        "verb as noun",
        "Freedonia/NNP/PROPN/2/nsubj cut/NN/NOUN/0/root ties/NNS/NOUN/2/obj",
        [("cut", "Freedonia", "ties")],
    ),
    (
        "headline without verb",
        "Protesters/NNS/NOUN/3/compound storm/NN/NOUN/3/compound parliament/NN/NOUN/0/root",
        [("storm", "Protesters", "parliament")],
    ),
    (
        "headline future",
        "Freedonia/NNP/PROPN/0/root to/TO/PART/3/mark send/VB/VERB/1/acl troops/NNS/NOUN/3/obj",
        [("send", "Freedonia", "troops")],
    ),
    (
        "number and second verb",
        (
            "They/PRP/PRON/2/nsubj killed/VBD/VERB/0/root three/CD/NUM/6/nummod and/CC/CCONJ/5/cc "
            "wounded/VBD/VERB/3/conj dozens/NNS/NOUN/2/obj"
        ),
        [("killed", "They", "three"), ("wounded", "They", "dozens")],
    ),
    (
        "particle as preposition",
        (
            "They/PRP/PRON/2/nsubj handed/VBD/VERB/0/root over/IN/ADP/5/case the/DT/DET/5/det "
            "general/NN/NOUN/2/obl"
        ),
        [("handed", "They", "general")],
    ),
    (
        "main verb below an adjective",
        (
            "Soldiers/NNS/NOUN/2/nsubj loyal/JJ/ADJ/0/root to/IN/ADP/4/case him/PRP/PRON/2/obl "
            "attacked/VBD/VERB/2/advcl us/PRP/PRON/5/obj"
        ),
        [("attacked", "Soldiers", "us")],
    ),
    (
        "second subject after and",
        (
            "Talks/NNS/NOUN/7/nsubj between/IN/ADP/3/case Freedonia/NNP/PROPN/1/nmod and/CC/CCONJ/6/cc "
            "the/DT/DET/6/det rebels/NNS/NOUN/7/nsubj failed/VBD/VERB/0/root"
        ),
        [("failed", "Talks", "")],
    ),
    (
        "main verb above an adjective",
        (
            "Crowds/NNS/NOUN/2/nsubj angry/JJ/ADJ/5/advcl at/IN/ADP/4/case prices/NNS/NOUN/5/nsubj "
            "threw/VBD/VERB/0/root stones/NNS/NOUN/5/obj"
        ),
        [("threw", "Crowds", "stones")],
    ),
    (
        "subject of an auxiliary",
        (
            "Were/VBD/AUX/4/aux Freedonia/NNP/PROPN/1/nsubj to/TO/PART/4/mark attack/VB/VERB/6/advcl "
            "they/PRP/PRON/6/nsubj fled/VBD/VERB/0/root"
        ),
        [("attack", "Freedonia", "")],
    ),
    (
        "only object as indirect object",
        (
            "Freedonia/NNP/PROPN/2/nsubj warned/VBD/VERB/0/root Sylvania/NNP/PROPN/2/iobj "
            "against/IN/SCONJ/5/mark opening/VBG/VERB/2/advcl it/PRP/PRON/5/obj"
        ),
        [("warned", "Freedonia", "Sylvania"), ("opening", "Sylvania", "it")],
    ),
    (
        "agent below a place",
        (
            "He/PRP/PRON/3/nsubj:pass was/VBD/AUX/3/aux:pass sent/VBN/VERB/0/root to/IN/ADP/5/case "
            "Zenda/NNP/PROPN/3/obl by/IN/ADP/7/case Sylvania/NNP/PROPN/5/nmod"
        ),
        [("sent", "Sylvania", "He")],
    ),
    (
        "two names before a verb as noun",
        (
            "Freedonia/NNP/PROPN/5/compound ,/,/PUNCT/1/punct Sylvania/NNP/PROPN/4/compound "
            "trade/NN/NOUN/5/compound barbs/NNS/NOUN/0/root"
        ),
        [("trade", "Freedonia,Sylvania", "barbs")],
    ),
    (
        "gerund below each other",
        (
            "They/PRP/PRON/2/nsubj accuse/VBP/VERB/0/root each/DT/DET/2/obj other/JJ/ADJ/3/fixed "
            "of/IN/SCONJ/6/mark arming/VBG/VERB/4/acl rebels/NNS/NOUN/6/obj"
        ),
        [("arming", "each", "rebels")],
    ),
    (
        "second headline verb above the first",
        (
            "Sylvania/NNP/PROPN/2/nsubj rejects/VBZ/VERB/5/ccomp plan/NN/NOUN/2/obj ,/,/PUNCT/2/punct "
            "says/VBZ/VERB/0/root talks/NNS/NOUN/5/nsubj pointless/JJ/ADJ/6/amod"
        ),
        [("says", "Sylvania", "")],
    ),
]
RIGHT = [
    "The/DT/DET/2/det oil/NN/NOUN/5/compound and/CC/CCONJ/4/cc gas/NN/NOUN/2/conj prices/NNS/NOUN/6/nsubj rose/VBD/VERB/0/root",
    "They/PRP/PRON/2/nsubj agreed/VBD/VERB/0/root to/IN/ADP/5/case trade/NN/NOUN/5/compound talks/NNS/NOUN/2/obl",
    "The/DT/DET/2/det deadline/NN/NOUN/4/nsubj today/NN/NOUN/2/nmod:unmarked passed/VBD/VERB/0/root",
    "Today/NN/NOUN/3/nsubj is/VBZ/AUX/3/cop Friday/NNP/PROPN/0/root",
    "Drone/NN/NOUN/2/compound strikes/NNS/NOUN/0/root in/IN/ADP/4/case Zenda/NNP/PROPN/2/nmod",
    "They/PRP/PRON/2/nsubj looked/VBD/VERB/0/root over/IN/ADP/5/case the/DT/DET/5/det wall/NN/NOUN/2/obl",
    "They/PRP/PRON/2/nsubj gave/VBD/VERB/0/root him/PRP/PRON/2/iobj aid/NN/NOUN/2/obj",
    "He/PRP/PRON/3/nsubj:pass was/VBD/AUX/3/aux:pass killed/VBN/VERB/0/root in/IN/ADP/6/case an/DT/DET/6/det attack/NN/NOUN/3/obl by/IN/ADP/8/case rebels/NNS/NOUN/6/nmod",
    "rejects/VBZ/VERB/4/ccomp talks/NNS/NOUN/1/obj ,/,/PUNCT/1/punct says/VBZ/VERB/0/root leader/NN/NOUN/4/nsubj",
]


def test_a_clause_belongs_to_the_one_within_the_quotation():
    doc = _doc(
        "We/PRP/PRON/2/nsubj demand/VBP/VERB/7/ccomp that/IN/SCONJ/5/mark they/PRP/PRON/5/nsubj "
        "leave/VBP/VERB/7/ccomp Marr/NNP/PROPN/7/nsubj said/VBD/VERB/0/root"
    )
    assert Syntax(doc, UD).tree.heads[4] == 1


def test_what_an_act_is_aimed_at_is_no_part_of_its_agents_name():
    doc = _doc(
        "A/DT/DET/2/det concession/NN/NOUN/7/nsubj by/IN/ADP/4/case Freedonia/NNP/PROPN/2/nmod to/IN/ADP/6/case "
        "Sylvania/NNP/PROPN/4/nmod helped/VBD/VERB/0/root"
    )
    assert Syntax(doc, UD).tree.heads[5] == 1


def test_a_compound_in_like_is_an_adjective():
    doc = _doc("business/NN/NOUN/3/compound -/HYPH/PUNCT/1/punct like/NN/NOUN/0/root")
    assert Syntax(doc, UD).tree.tags[2] == "JJ"


def _doc(text):
    rows = [part.rsplit("/", 4) for part in text.split()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        lemmas=[LEMMAS.get(row[0], row[0]) for row in rows],
        heads=[int(row[3]) - 1 if row[3] != "0" else at for at, row in enumerate(rows)],
        deps=[row[4] for row in rows],
    )


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_tree_is_mended(text, wanted):
    doc = _doc(text)
    syntax = Syntax(doc, UD)
    for verb, subjects, objects in wanted:
        token = next(token for token in doc if token.text == verb)
        assert ",".join(found.text for found in syntax.subjects(token)) == subjects
        assert ",".join(found.text for found in syntax.objects(token)) == objects
        assert token.pos_ == "VERB"


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_tree_is_left_alone(text):
    bare, mended = (Syntax(_doc(text), UD, repaired=repaired).tree for repaired in (False, True))
    assert (bare.heads, bare.rels, bare.tags) == (mended.heads, mended.rels, mended.tags)


def test_a_negated_bound_negates_no_verb():
    syntax = Syntax(
        _doc(
            "No/RB/ADV/6/advmod more/RBR/ADV/4/advmod than/IN/ADP/2/fixed 20/CD/NUM/5/nummod people/NNS/NOUN/6/nsubj "
            "died/VBD/VERB/0/root"
        ),
        UD,
    )
    assert syntax.negations(syntax.tree.tokens[5]) == []


def test_who_is_called_to_discuss_does_not_discuss():
    syntax = Syntax(
        _doc(
            "She/PRP/PRON/2/nsubj called/VBD/VERB/0/root him/PRP/PRON/2/obj to/TO/PART/5/mark "
            "congratulate/VB/VERB/2/xcomp them/PRP/PRON/5/obj"
        ),
        UD,
    )
    assert syntax.complements(syntax.tree.tokens[1]) == []


def test_what_stands_amid_a_coordination_is_part_of_it():
    syntax = Syntax(
        _doc(
            "They/PRP/PRON/2/nsubj asked/VBD/VERB/0/root him/PRP/PRON/2/obj to/TO/PART/5/mark patrol/VB/VERB/2/xcomp "
            ",/,/PUNCT/7/punct share/VBP/VERB/2/conj news/NN/NOUN/7/obj and/CC/CCONJ/10/cc win/VB/VERB/5/conj"
        ),
        UD,
    )
    assert [token.text for token in syntax.conjuncts(syntax.tree.tokens[4])] == ["patrol", "share", "win"]


def test_a_target_below_the_agent_is_the_attack_s():
    syntax = Syntax(
        _doc(
            "attack/NN/NOUN/0/root by/IN/ADP/3/case Freedonia/NNP/PROPN/1/nmod on/IN/ADP/5/case "
            "Sylvania/NNP/PROPN/3/nmod"
        ),
        UD,
    )
    assert [(word, token.text) for word, token in syntax.obliques(syntax.tree.tokens[0])] == [
        ("by", "Freedonia"),
        ("on", "Sylvania"),
    ]


def test_mending_twice_changes_nothing_more():
    for _, text, _ in WRONG:
        doc = _doc(text)
        first = Syntax(doc, UD).tree
        second = Syntax(doc, UD).tree
        assert (first.heads, first.rels) == (second.heads, second.rels)


@pytest.mark.parametrize(
    ("form", "lemma"), [("shot", "shoot"), ("lynches", "lynch"), ("defies", "defy"), ("backs", "back")]
)
def test_lemmas_of_mended_verbs(form, lemma):
    assert lemma_of_form(form) == lemma
