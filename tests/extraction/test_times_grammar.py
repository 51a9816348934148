"""The forms of time expressions in running text: what is found, where it ends, and what is left alone."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.times_grammar import find_expressions
from kg.extraction.times_values import Anchors, Direction

TODAY = date(2026, 2, 18)


def found(text: str) -> list[str]:
    return [e.span.of(text) for e in find_expressions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 18 February, 2026 in", ["18 February, 2026"]),
        ("on Feb. 18.", ["Feb. 18"]),
        ("on Tuesday, Feb. 17, 2026, they", ["Tuesday, Feb. 17, 2026"]),
        ("in November.", ["November"]),
        ("the late 1990s and the '80s", ["the late 1990s", "the '80s"]),
        ("from 2014 to 2016", ["2014 to 2016"]),
        ("in 2014-15", ["2014-15"]),
        ("the 24/02/2022 attack", ["24/02/2022"]),
        ("early on Monday morning", ["Monday morning"]),
        ("the day before yesterday", ["the day before yesterday"]),
        ("in the past two weeks", ["the past two weeks"]),
        ("two and a half days", []),
        ("on Friday last week", ["Friday last week"]),
        ("from May 3 to June 5", ["May 3 to June 5"]),
        ("a week earlier", ["a week earlier"]),
        ("over the last few days", ["the last few days"]),
        ("twenty-five years ago", ["twenty-five years ago"]),
        ("The May 9 parade", ["May 9"]),
        ("they may 9 times", []),
        ("version 2022.5 and 12,022", []),
        ("Sun Yat-sen and the Sun newspaper", []),
        ("the second day of talks", ["second day"]),
        ("a three-day truce", ["three-day"]),
        ("in the 2022 invasion", ["2022"]),
        ("some 2015 migrants crossed", []),
    ],
)
def test_forms(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since Monday", "since"),
        ("until the 5th of May 2024", "until"),
        ("ahead of Friday", "ahead"),
        ("prior to 2014", "before"),
        ("no later than Friday", "by"),
        ("on Friday", ""),
    ],
)
def test_relations(text, relation):
    assert find_expressions(text)[0].relation == relation


@given(
    st.dates(date(1600, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y", "%A, %d %B %Y"]),
)
def test_a_written_date_is_read_back(day, form):
    text = f"It happened on {day.strftime(form)} in the capital."
    (expression,) = find_expressions(text)
    assert expression.value.resolve(Anchors(None), Direction.PAST).start == day


@given(st.text(max_size=60))
def test_any_text_gives_ordered_spans_that_do_not_overlap(text):
    spans = [e.span for e in find_expressions(text)]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in pairwise(spans))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_letters_that_grow_when_lowered_do_not_shift_offsets():
    text = "İİİ İzmir: they met on 5 May 2024."
    assert found(text) == ["5 May 2024"]


def test_ambiguous_figures_have_no_day():
    (expression,) = find_expressions("on 03/04/2022")
    assert expression.value is None
