"""Treebanks read, cut into paragraphs and turned into documents; the lessons and the tree decoder beside them."""

from random import Random

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.training.arborescence import dependency_tree
from kg.training.corpora import corpora, find, own_sentences
from kg.training.evaluate import tree_scores
from kg.training.parser import OWN, Lessons
from kg.training.silver import Lemmas, confident, tokenized
from kg.training.treebanks import (
    Sentence,
    Word,
    by_paragraph,
    documents,
    paragraphs,
    read_treebank,
    to_doc,
)

SPACE = True

CONLLU = """\
# newdoc id = a
# sent_id = a-1
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\t_
3-4\tdon’t\t_\t_\t_\t_\t_\t_\t_\t_
3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\t_
4\tn’t\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_
5\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5.1\tnever\tnever\tADV\tRB\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# sent_id = a-2
1\tTalks\ttalk\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2\tend\tend\tVERB\tVBP\t_\t0\troot\t_\t_

# newdoc id = b
1\tWait\twait\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

"""


PARAGRAPHED = """\
# newpar
1\tRain\train\tNOUN\tNN\t_\t2\tnsubj\t_\t_
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

1\tDams\tdam\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tbroke\tbreak\tVERB\tVBD\t_\t0\troot\t_\t_

# newpar id = p2
# newpar_block = caption (1 s)
1\tFlee\tflee\tVERB\tVB\t_\t0\troot\t_\t_

# newdoc
1\tStay\tstay\tVERB\tVB\t_\t0\troot\t_\t_

"""


@pytest.fixture
def treebank(tmp_path):
    path = tmp_path / "small.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_a_treebank_is_read_with_straight_quotes_and_without_empty_nodes(treebank):
    first, second, third = read_treebank(treebank)
    assert first.text == "The envoys don't agree."
    assert [word.head for word in first.words] == [2, 5, 5, 5, 0, 5]
    assert (first.key, first.document, second.document, third.document) == ("a-1", "a", "a", "b")
    assert third.key == "small-3"
    assert first.words[1].feats == "Number=Plur"


def test_a_treebank_that_is_none_is_named(tmp_path):
    with pytest.raises(DataError, match=r"there is no treebank .*none\.conllu"):
        read_treebank(tmp_path / "none.conllu")
    broken = tmp_path / "broken.conllu"
    broken.write_text("1\tThe\tthe\n\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.conllu"):
        read_treebank(broken)


def test_documents_hold_the_trees(treebank):
    vocab = spacy.blank("en").vocab
    groups = documents(read_treebank(treebank))
    assert [len(group) for group in groups] == [2, 1]
    doc = to_doc(groups[0], vocab)
    assert doc.text == "The envoys don't agree. Talks end "
    assert [sentence.root.text for sentence in doc.sents] == ["agree", "end"]
    assert [(token.text, token.head.text, token.dep_) for token in doc][6:] == [
        ("Talks", "end", "nsubj"),
        ("end", "end", "ROOT"),
    ]


def test_paragraphs_open_where_the_file_or_a_document_does(treebank, tmp_path):
    assert [sentence.paragraph for sentence in read_treebank(treebank)] == [True, False, True]
    path = tmp_path / "paragraphs.conllu"
    path.write_text(PARAGRAPHED, encoding="utf-8")
    assert [sentence.paragraph for sentence in read_treebank(path)] == [True, False, True, True]
    unmarked = tmp_path / "unmarked.conllu"
    unmarked.write_text(PARAGRAPHED.replace("#", "# no "), encoding="utf-8")
    assert [sentence.paragraph for sentence in read_treebank(unmarked)] == [True, False, False, False]


def test_a_document_is_cut_where_paragraphs_open(tmp_path):
    path = tmp_path / "paragraphs.conllu"
    path.write_text(PARAGRAPHED, encoding="utf-8")
    sentences = read_treebank(path)
    runs = by_paragraph(sentences)
    assert [len(run) for run in runs] == [2, 1, 1]
    assert [each for run in runs for each in run] == list(sentences)


def test_a_head_outside_its_sentence_is_an_error():
    with pytest.raises(DataError, match="'k': word 1 has head 7, of 1 words"):
        to_doc(
            [Sentence((Word("Go", SPACE, "go", "VERB", "VB", "", 7, "x"),), key="k")], spacy.blank("en").vocab
        )


@given(st.integers(0, 60), st.integers(0, 9))
def test_paragraphs_lose_nothing_and_keep_the_order(number, seed):
    sentences = [Sentence((), key=str(place)) for place in range(number)]
    runs = list(paragraphs(sentences, Random(seed)))
    assert [each for run in runs for each in run] == sentences
    assert all(runs)


def test_lessons_repeat_our_own_sentences_and_the_same_seed_gives_the_same(treebank):
    vocab = spacy.blank("en").vocab
    lessons = Lessons((), (), read_treebank(treebank)[2:])
    assert [doc.text for doc in lessons.docs(vocab, 0)] == ["Wait! "] * OWN
    all_of = Lessons(read_treebank(treebank), read_treebank(treebank), ())
    assert [doc.text for doc in all_of.docs(vocab, 4)] == [doc.text for doc in all_of.docs(vocab, 4)]


def test_our_own_treebank_is_read_whole():
    sentences = own_sentences()
    assert len(sentences) > 400
    assert all(sum(word.head == 0 for word in sentence.words) == 1 for sentence in sentences)


def test_a_missing_corpus_is_named_with_its_address(tmp_path):
    with pytest.raises(DataError, match=r"UniversalDependencies/UD_English-EWT"):
        find(corpora()[0], tmp_path)


@given(st.integers(1, 9), st.integers(0, 2**31))
def test_the_best_tree_is_a_tree_with_one_root_and_no_worse_than_a_chain(size, seed):
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1))
    heads = dependency_tree(scores)
    assert sum(head == 0 for head in heads) == 1
    for word in range(1, size + 1):
        at, steps = word, 0
        while at and steps <= size:
            at, steps = heads[at - 1], steps + 1
        assert at == 0
    chain = sum(scores[word, word - 1] for word in range(1, size + 1))
    assert sum(scores[word, head] for word, head in enumerate(heads, start=1)) >= chain - 1e-6


def test_raw_text_is_cut_into_words_once_and_scraps_are_left_out():
    nlp = spacy.blank("en")
    raw = list(tokenized(["Talks ended on “Friday”.", "Talks ended on “Friday”.", "No."], nlp.tokenizer))
    assert [sentence.text for sentence in raw] == ['Talks ended on "Friday".']


class _Guess:
    def __init__(self, form, confidence):
        self.words = (Word(form, SPACE, "", "NOUN", "NNS", "", 0, "root"),)
        self.confidence = confidence


def test_the_least_sure_are_left_out_and_agreed_lemmas_are_filled_in(treebank):
    gold = [sentence for sentence in read_treebank(treebank) for _ in range(3)]
    kept = confident(
        [_Guess("Talks", -0.1), _Guess("spoils", -0.2), _Guess("wars", -3.0)], Lemmas.of(gold), 0.4
    )
    assert [word.lemma for sentence in kept for word in sentence.words] == ["talk", ""]


def test_a_treebank_scores_full_marks_against_itself(treebank):
    class Perfect:
        def __init__(self, docs):
            self.docs = docs
            self.pipeline = [("parser", self)]

        def pipe(self, texts, batch_size):  # noqa: ARG002
            return [doc.copy() for doc in self.docs]

        def score(self, examples):
            from spacy.scorer import Scorer

            return {
                **Scorer.score_token_attr(examples, "pos"),
                **Scorer.score_deps(examples, "dep", ignore_labels=("p", "punct")),
            }

    docs = [to_doc(group, spacy.blank("en").vocab) for group in documents(read_treebank(treebank))]
    scores = tree_scores(Perfect(docs), docs)
    assert (scores.upos, scores.las, scores.words) == (100.0, 100.0, 10)
