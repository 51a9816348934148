"""Floors of `attributions` on the sources that polnear_dev marks; they only go up. Skipped where the gold sets are absent."""

from __future__ import annotations

import os
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLD = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "gold" / "polnear_dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the gold set {GOLD.name} is not here")


@cache
def tool():
    return runpy.run_path(str(ROOT / "tools" / "measure_attribution.py"))


@cache
def counts():
    return tool()["measure"](GOLD)


def test_source_within_a_sentence():
    assert tool()["scores"](counts())[2] >= 0.70


def test_source_and_cue_within_a_sentence():
    assert tool()["scores"](counts(), cue=True)[2] >= 0.66


def test_attributions_that_run_over_sentences_count_too():
    assert tool()["scores"](counts(), beyond=True)[2] >= 0.73
