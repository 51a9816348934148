"""Floors of `Cast` on the actors that gsr_dev marks; they only go up. Skipped where the gold sets are absent."""

from __future__ import annotations

import os
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLD = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "gold" / "gsr_dev.jsonl"

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the gold set {GOLD.name} is not here")


@cache
def counts():
    return runpy.run_path(str(ROOT / "tools" / "measure_actors.py"))["measure"](GOLD, errors=False)


def share(right, *wrong):
    return right / (right + sum(wrong))


@pytest.mark.parametrize(("role", "floor"), [("sources", 0.93), ("targets", 0.87), ("all", 0.91)])
def test_country_right(role, floor):
    found = counts()
    right = found[f"{role} country right"] + found[f"{role} country right as place"]
    wrong = [found[f"{role} {outcome}"] for outcome in ("country wrong", "country none", "not found")]
    assert share(right, *wrong) >= floor


def test_sector_right_where_country_is():
    found = counts()
    assert share(found["all sector right"], found["all sector wrong"]) >= 0.79
