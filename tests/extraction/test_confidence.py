"""Confidence is monotone: it falls as any ground against a mention grows."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.confidence import DEEPEST, HIGHEST, LOWEST, WEIGHTS, Grounds, confidence

PAGE = (Path(__file__).parents[2] / "docs" / "confidence.md").read_text(encoding="utf-8")
NAMES = [field.name for field in fields(Grounds)]
SHARES = st.floats(0, 1)
GROUNDS = st.builds(Grounds, st.integers(0, DEEPEST).map(float), *[SHARES] * (len(NAMES) - 1))


def test_no_weight_raises_confidence():
    assert all(getattr(WEIGHTS, name) >= 0 for name in NAMES)


@given(GROUNDS, st.sampled_from(NAMES), SHARES)
def test_it_never_rises_with_a_ground(grounds, name, more):
    worse = replace(grounds, **{name: getattr(grounds, name) + more})
    assert confidence(worse) <= confidence(grounds)


@given(GROUNDS)
def test_it_stays_within_its_bounds(grounds):
    assert LOWEST <= confidence(grounds) <= HIGHEST


def test_the_best_mention_is_far_from_the_worst():
    worst = Grounds(float(DEEPEST), 1, 1, 1, 1, 1, 1)
    assert confidence(Grounds()) - confidence(worst) > 0.7


def test_the_page_tells_the_weights_in_use():
    told = {
        name: float(weight) for name, weight in re.findall(r"^\| (\w+) \| (\d\.\d\d) \|$", PAGE, re.MULTILINE)
    }
    assert told == {name: getattr(WEIGHTS, name) for name in NAMES}


def test_the_reliability_table_rises_with_confidence():
    rows = re.findall(r"^\| [\d.]+-[\d.]+ \| (\d+) \| (\d\.\d\d) \| (\d\.\d\d) \|$", PAGE, re.MULTILINE)
    shares = [float(right) for _, _, right in rows]
    assert len(rows) >= 5
    assert all(later >= earlier for earlier, later in pairwise(shares))
    assert all(abs(float(mean) - right) <= 0.15 for (_, mean, _), right in zip(rows, shares, strict=True))
    assert sum(int(mentions) for mentions, _, _ in rows) >= 1000
