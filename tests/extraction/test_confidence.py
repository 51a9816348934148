"""Confidence is monotone: it falls as any ground against a mention grows."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.confidence import DEEPEST, HIGHEST, LOWEST, WEIGHTS, Grounds, confidence

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
