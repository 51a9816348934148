"""Floors of the names that the whole step finds, F1 in percent; they only go up. Shared sets are skipped where they are absent."""

from __future__ import annotations

import os
import tarfile
from functools import cache
from pathlib import Path

import pytest

from kg.language import Pipeline
from kg.training.entities import name_scores, read_columns
from kg.training.sentences import read_markup

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "language" / "corpora" / "raw_src.tgz"


@cache
def pipeline():
    return Pipeline()


def own_names():
    lines = (Path(__file__).parent / "own_names.txt").read_text(encoding="utf-8").splitlines()
    return tuple(read_markup(lines))


@pytest.mark.parametrize(("label", "floor"), [("PERSON", 87), ("ORG", 69), ("PLACE", 89)])
def test_our_own_names(label, floor):
    assert name_scores(pipeline(), own_names()).by_label[label] >= floor


@pytest.mark.skipif(not SHARED.exists(), reason=f"the name corpora {SHARED.name} are not here")
def test_wikigold(tmp_path):
    with tarfile.open(SHARED) as archive:
        archive.extract("src/wikigold_collapsed.tsv", tmp_path, filter="data")
    documents = list(read_columns(tmp_path / "src" / "wikigold_collapsed.tsv"))
    assert name_scores(pipeline(), documents).f1 >= 66
