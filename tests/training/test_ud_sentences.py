"""Our own trees in data/language/ud keep the rules of Universal Dependencies that a validator checks."""

from collections import Counter
from functools import cache

import pytest

from kg.resources import resource
from kg.training.treebanks import read_treebank

FILES = sorted(resource("data", "language", "ud").glob("*.conllu"))
BLANK = {"case", "cc", "punct", "aux", "aux:pass", "cop", "mark", "det"}
BELOW_FUNCTION_WORDS = {"fixed", "punct", "conj", "cc", "cc:preconj", "advmod", "obl:unmarked"}
HEAD_FIRST = {"conj", "flat", "appos", "fixed"}
WORD_CLASSES = {
    "punct": {"PUNCT"},
    "nummod": {"NUM"},
    "aux": {"AUX"},
    "aux:pass": {"AUX"},
    "cop": {"AUX"},
    "det": {"DET", "PRON"},
    "amod": {"ADJ", "VERB", "PROPN", "ADV"},
}
"""What may stand in a relation; the validator of Universal Dependencies has the same list for all but `amod`."""


@cache
def treebank(path):
    return read_treebank(path)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def sentences(request):
    return treebank(request.param)


def ancestors(sentence, number):
    """The heads above a word up to 0, the root's; a circle ends after as many steps as there are words."""
    above = []
    for _ in sentence.words:
        number = sentence.words[number - 1].head
        above.append(number)
        if number == 0:
            break
    return above


def crossed(sentence):
    """The words between a word and its head that the head does not govern."""
    for number, word in enumerate(sentence.words, start=1):
        for between in range(min(number, word.head) + 1, max(number, word.head)) if word.head else ():
            if word.head not in ancestors(sentence, between):
                yield sentence.words[between - 1].form


def test_every_sentence_is_another_and_has_its_own_key():
    every = [sentence for path in FILES for sentence in treebank(path)]
    assert len(every) > 900
    for what in ("text", "key"):
        counts = Counter(getattr(sentence, what) for sentence in every)
        assert [name for name, count in counts.items() if count > 1] == []


def test_trees_have_one_root_and_no_crossing_arcs(sentences):
    for sentence in sentences:
        roots = [word for word in sentence.words if word.head == 0]
        assert [word.relation for word in roots] == ["root"], sentence.key
        assert all(ancestors(sentence, number)[-1] == 0 for number in range(1, len(sentence.words) + 1))
        assert list(crossed(sentence)) == [], sentence.key


def test_conjuncts_names_and_appositions_hang_on_what_stands_before(sentences):
    for sentence in sentences:
        for number, word in enumerate(sentence.words, start=1):
            assert word.relation not in HEAD_FIRST or word.head < number, (sentence.key, word.form)


def test_function_words_govern_nothing(sentences):
    for sentence in sentences:
        for word in sentence.words:
            above = sentence.words[word.head - 1].relation if word.head else "root"
            assert above not in BLANK or word.relation in BELOW_FUNCTION_WORDS, (sentence.key, word.form)


def test_relations_suit_the_word_class(sentences):
    for sentence in sentences:
        for word in sentence.words:
            assert word.upos in WORD_CLASSES.get(word.relation, {word.upos}), (sentence.key, word.form)
            assert word.upos != "PUNCT" or word.relation in ("punct", "root"), (sentence.key, word.form)


def test_the_text_is_that_of_the_words():
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
        assert texts == [sentence.text for sentence in treebank(path)], path.stem
