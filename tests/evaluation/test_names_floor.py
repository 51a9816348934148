"""Floors of the names that the whole step finds, F1 in percent; they only go up. Shared sets are skipped where they are absent."""

from __future__ import annotations

import os
import tarfile
from functools import cache
from pathlib import Path

import pytest

from kg.language import Pipeline
from kg.training.corpora import with_part
from kg.training.entities import name_scores
from kg.training.name_corpora import TESTED, read_names
from kg.training.name_scores import counted_labels
from kg.training.sentences import read_markup

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "language" / "corpora" / "raw_src.tgz"
HELD = ("wikigold_collapsed.tsv", "crossner_pol_test.tsv", "gmb_test.tsv", "uner_ewt_test_collapsed.tsv")
TREEBANKS = tuple(f"gum_open-{part}.conllu" for part in ("train", "dev", "test"))

FLOORS = {
    "names: GUM news": 69,
    "names: wikigold": 74,
    "names: CrossNER politics": 83,
    "names: GMB": 86,
    "names: UNER-EWT": 70,
}


@cache
def pipeline():
    return Pipeline()


def own_names():
    lines = (Path(__file__).parent / "own_names.txt").read_text(encoding="utf-8").splitlines()
    return tuple(read_markup(lines))


@pytest.mark.parametrize(("label", "floor"), [("PERSON", 95), ("ORG", 88), ("PLACE", 93)])
def test_our_own_names(label, floor):
    assert name_scores(pipeline(), own_names()).by_label[label] >= floor


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("names")
    with tarfile.open(SHARED) as archive:
        for file in (*HELD, *TREEBANKS):
            archive.extract(f"src/{file}", path, filter="data")
    return path


def test_every_test_set_of_names_has_a_floor():
    assert set(FLOORS) == {corpus.key for corpus in with_part(TESTED)}


@pytest.mark.skipif(not SHARED.exists(), reason=f"the name corpora {SHARED.name} are not here")
@pytest.mark.parametrize("corpus", with_part(TESTED), ids=lambda corpus: corpus.key)
def test_the_shared_sets_of_names(corpus, folder):
    labels, merged = counted_labels(corpus.key)
    assert name_scores(pipeline(), read_names(corpus, folder), labels, merged).f1 >= FLOORS[corpus.key]
