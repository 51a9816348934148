"""Floors of the shipped parser on the public treebanks, percent; they only go up. Skipped where the shared folder is absent."""

import tarfile

import pytest

from kg.language import Pipeline
from kg.resources import resource
from kg.training.corpora import test_sets as treebank_sets
from kg.training.evaluate import megabytes
from kg.training.rebuild import tree_table

FILES = ("en_pud-ud-test.conllu", "gum_open-test.conllu", "ewt-test.conllu")
LABELLED = {
    "PUD news": 87.2,
    "GUM news": 83.0,
    "GUM news, paragraphs": 83.5,
    "EWT": 81.9,
    "EWT, paragraphs": 82.0,
}
RECALLED = {"appos": 52, "conj": 74, "ccomp": 64, "acl:relcl": 72, "obl": 77}
"""Of relations on PUD news."""


@pytest.fixture(scope="module")
def folder(shared, tmp_path_factory):
    archive = shared / "language" / "corpora" / "raw_src.tgz"
    if not archive.is_file():
        pytest.skip("the treebanks are not here")
    path = tmp_path_factory.mktemp("treebanks")
    with tarfile.open(archive) as content:
        for file in FILES:
            content.extract(f"src/{file}", path, filter="data")
    return path


@pytest.fixture(scope="module")
def table(folder):
    return tree_table(Pipeline().nlp, treebank_sets(folder))


def test_every_treebank_has_a_floor(folder):
    assert set(LABELLED) == set(treebank_sets(folder))


@pytest.mark.parametrize("key", LABELLED)
def test_trees_stand_above_their_floor(key, table):
    assert table[key].las >= LABELLED[key]


@pytest.mark.parametrize("relation", RECALLED)
def test_relations_that_coding_leans_on_are_found(relation, table):
    assert table["PUD news"].recall[relation] >= RECALLED[relation]


def test_the_pipeline_is_small():
    assert megabytes(resource("data", "model")) <= 30
