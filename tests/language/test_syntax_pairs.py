"""The same answers from Universal Dependencies and from ClearNLP labels, over hand-made pairs of trees."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.clearnlp import LABELS, is_clearnlp
from kg.language.syntax import Syntax

VOCAB = spacy.blank("en").vocab
UD_LABELS = {"nsubj", "obj", "obl", "nsubj:pass", "case"}


def _pairs():
    blocks = Path(__file__).with_name("pairs.conll").read_text(encoding="utf-8").split("\n\n")
    for block in blocks:
        lines = block.splitlines()
        if any(line.startswith("# name:") for line in lines):
            name = next(line[8:] for line in lines if line.startswith("# name:"))
            expected = [line[10:] for line in lines if line.startswith("# expect:")]
            yield pytest.param([line.split() for line in lines if line[0] != "#"], expected, id=name)


PAIRS = list(_pairs())


def _doc(rows, column):
    heads = [int(row[column]) - 1 if row[column] != "0" else at for at, row in enumerate(rows)]
    columns = [list(values) for values in zip(*[row[:4] for row in rows], strict=True)]
    words, lemmas, tags, pos = columns
    return Doc(
        VOCAB,
        words=words,
        lemmas=lemmas,
        tags=tags,
        pos=pos,
        heads=heads,
        deps=[row[column + 1] for row in rows],
    )


def _shown(answer):
    if isinstance(answer, list):
        return ",".join(
            f"{item[0]}:{item[1].text}" if isinstance(item, tuple) else item.text for item in answer
        )
    return answer if isinstance(answer, str) else getattr(answer, "text", answer)


def _check(syntax, doc, line):
    word, *facts = line.replace("out of:", "out_of:").replace("according to:", "according_to:").split(" ")
    token = next(token for token in doc if token.text == word)
    for fact in facts:
        method, _, wanted = fact.partition("=")
        answer = _shown(getattr(syntax, method)(token))
        assert answer == (wanted.replace("_", " ") if "=" in fact else True), f"{method}({word})"


@pytest.mark.parametrize("repaired", [False, True], ids=["as parsed", "repaired"])
@pytest.mark.parametrize(("column", "labels"), [(4, UD_LABELS), (6, LABELS)], ids=["ud", "clearnlp"])
@pytest.mark.parametrize(("rows", "expected"), PAIRS)
def test_both_schemes_give_the_same_reading(rows, expected, column, labels, repaired):
    doc = _doc(rows, column)
    syntax = Syntax(doc, labels, repaired=repaired)
    for line in expected:
        _check(syntax, doc, line)


@pytest.mark.parametrize("column", [4, 6], ids=["ud", "clearnlp"])
@pytest.mark.parametrize(("rows", "expected"), PAIRS)
def test_repairs_leave_a_right_parse_alone(rows, expected, column):
    doc = _doc(rows, column)
    labels = UD_LABELS if column == 4 else LABELS
    bare, mended = Syntax(doc, labels, repaired=False).tree, Syntax(doc, labels).tree
    assert (bare.heads, bare.rels) == (mended.heads, mended.rels)


def test_there_are_enough_pairs_and_every_row_is_complete():
    assert len(PAIRS) >= 50
    assert all(len(row) == 8 for pair in PAIRS for row in pair.values[0])


def test_the_scheme_is_decided_by_the_label_set():
    assert is_clearnlp(["nsubj", "dobj", "prep", "pobj"])
    assert not is_clearnlp(["nsubj", "obj", "obl", "case", "amod", "appos", "acl"])


def test_the_scheme_is_found_in_the_document_where_no_labels_are_given():
    rows = PAIRS[1].values[0]
    for column in (4, 6):
        doc = _doc(rows, column)
        assert [token.text for token in Syntax(doc).agents(doc[3])] == ["rebels"]
