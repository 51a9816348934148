"""The arithmetic of time expressions: directions, bounds, and the invariants that hold for any day."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.times_intervals import (
    Interval,
    add_months,
    bound,
    day_of,
    month_of,
    season_of,
    shift,
    week_of,
    years,
)
from kg.extraction.times_values import (
    Anchors,
    Bounded,
    CalendarUnit,
    Direction,
    Fixed,
    Loose,
    MonthDays,
    MonthName,
    Stretch,
    Weekdays,
    Weekend,
)
from kg.model import Precision

PAST, FUTURE = Direction.PAST, Direction.FUTURE
EDTF = re.compile(
    r"^(\.\.|[0-9]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?)?(/(\.\.|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?)?)?$"
)  # ontology/shapes.ttl
days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
directions = st.sampled_from([PAST, FUTURE])
units = st.sampled_from(["hour", "day", "week", "month", "quarter", "year", "decade"])
values = st.one_of(
    st.builds(Weekdays, st.integers(0, 6), st.none() | st.integers(0, 6), st.sampled_from([-1, 0, 1])),
    st.builds(Weekend, st.sampled_from([-1, 0, 1])),
    st.builds(MonthName, st.integers(1, 12) | st.integers(21, 24), st.sampled_from([-1, 0, 1])),
    st.builds(
        CalendarUnit, units, st.integers(-20, 20), st.booleans(), st.sampled_from(["", "earlier", "later"])
    ),
    st.builds(Stretch, units, st.integers(1, 20), st.booleans(), st.booleans(), st.booleans()),
    st.builds(Loose, directions),
    days.map(lambda day: MonthDays((day.month, day.day), (day.month, day.day))),
    days.map(lambda day: Fixed(Interval(day))),
)


@given(
    values, days, days, directions, st.sampled_from(["", "since", "until", "by", "before", "ahead", "after"])
)
def test_every_value_gives_ordered_days_and_valid_edtf(value, article, told, direction, relation):
    meant = Bounded(relation, value) if relation else value
    found = meant.resolve(Anchors(article, told), direction)
    if found is None:
        assert isinstance(value, MonthDays)  # 29 February, out of reach
        return
    assert found.start <= found.last
    assert found.edtf is None or EDTF.match(found.edtf)
    assert (found.end is None) or found.end != found.start or found.precision is not Precision.DAY


@pytest.mark.parametrize("part", ["earlier", "later"])
def test_a_single_day_is_not_cut(part):
    found = CalendarUnit("hour", 0, part=part).resolve(Anchors(date(2000, 1, 1)), PAST)
    assert (found.start, found.end) == (date(2000, 1, 1), None)


@given(st.integers(0, 6), days)
def test_a_weekday_lies_within_a_week_of_the_article(weekday, article):
    past = Weekdays(weekday).resolve(Anchors(article), PAST).start
    ahead = Weekdays(weekday).resolve(Anchors(article), FUTURE).start
    assert past.weekday() == ahead.weekday() == weekday
    assert timedelta(0) <= article - past < timedelta(7)
    assert timedelta(0) <= ahead - article < timedelta(7)


@given(days)
def test_a_day_without_its_year_is_found_again(day):
    anchors = Anchors(day)
    value = MonthDays((day.month, day.day), (day.month, day.day))
    assert value.resolve(anchors, PAST).start == value.resolve(anchors, FUTURE).start == day


@given(days, st.integers(-600, 600))
def test_months_there_and_back(day, months):
    there = add_months(day.replace(day=1), months)
    assert add_months(there, -months) == day.replace(day=1)


@given(days, st.sampled_from(["day", "week", "fortnight"]), st.integers(-500, 500))
def test_days_there_and_back(day, unit, amount):
    assert shift(shift(day, unit, amount), unit, -amount) == day


@given(days)
def test_a_day_lies_in_its_week_month_and_year(day):
    for around in (week_of(day), month_of(day.year, day.month), years(day.year, day.year)):
        assert around.start <= day <= around.last


@pytest.mark.parametrize(
    "relative",
    [
        Weekdays(1),
        Weekend(),
        MonthName(5),
        MonthDays((5, 3), (5, 5)),
        Loose(PAST),
        Stretch("day", 3),
        CalendarUnit("day", -1),
    ],
)
def test_relative_values_need_the_article_date(relative):
    assert relative.resolve(Anchors(None), PAST) is None


def test_bounds_of_a_year():
    year = years(2014, 2014)
    assert bound(year, "before", None) == Interval(
        date(2013, 12, 31), None, Precision.BEFORE, "../2013-12-31"
    )
    assert bound(year, "after", None).start == date(2015, 1, 1)
    assert bound(year, "before", None, within=True).start == date(2014, 12, 31)
    assert bound(year, "after", None, within=True).start == date(2014, 1, 1)
    assert bound(year, "since", date(2026, 2, 18)).last == date(2026, 2, 18)


def test_a_winter_ends_in_the_next_year():
    assert season_of(2023, 24) == Interval(date(2023, 12, 1), date(2024, 2, 29), Precision.MONTH, "2023-24")


def test_days_around_new_year():
    found = MonthDays((12, 30), (1, 2)).resolve(Anchors(date(2026, 1, 5)), PAST)
    assert (found.start, found.end) == (date(2025, 12, 30), date(2026, 1, 2))


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2026, 2, 29), (2026, 13, 1), (2026, 4, 31), (0, 1, 1), (2026, 1, 0)]
)
def test_days_that_cannot_be(year, month, day):
    assert day_of(year, month, day) is None


def test_told_day_comes_before_the_article_day():
    day_before = CalendarUnit("day", -1, told=True)
    assert day_before.resolve(Anchors(date(2026, 2, 18), date(2026, 1, 5)), PAST).start == date(2026, 1, 4)
    assert day_before.resolve(Anchors(date(2026, 2, 18)), PAST).start == date(2026, 2, 17)
