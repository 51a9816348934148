"""Floors of places on the toponyms that geo_dev marks; they only go up. Skipped where the gold sets are absent.

Only the part GeoWebNews tells literal from metonymic uses; of the others every fourth record is read, for the country.
"""

from __future__ import annotations

import os
import runpy
from functools import cache
from pathlib import Path

import pytest

from kg.reference import Reference

ROOT = Path(__file__).parents[2]
GOLD = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared")) / "gold" / "geo_dev.jsonl"
EVERY = 4

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"the gold set {GOLD.name} is not here")


@cache
def tally():
    tool = runpy.run_path(str(ROOT / "tools" / "evaluate_places.py"))
    records = [
        record
        for number, record in enumerate(tool["read"](GOLD, None))
        if record["corpus"] == "GeoWebNews" or number % EVERY == 0
    ]
    return tool["measure"](records, Reference.load())


def share(kind):
    return tally().right[kind] / tally().total[kind]


def test_literal_countries_and_cities_are_places_of_the_right_country():
    assert tally().total["literal GeoWebNews"] >= 300
    assert share("literal GeoWebNews") >= 0.75


def test_names_of_countries_and_cities_get_the_right_country():
    assert share("country of the name, any use") >= 0.80


def test_governments_and_peoples_are_not_taken_for_places():
    assert tally().total["metonym or demonym"] >= 200
    assert share("metonym or demonym") >= 0.90
