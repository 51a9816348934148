"""Days of publication, stated and found in text."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles.dates import day_of, find_day, parse_day, stated_in, states_a_day
from kg.errors import DateError

DAY = date(2026, 2, 18)
DAYS = st.dates(date(1605, 1, 1), date(9999, 12, 31))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(DAYS)
def test_every_way_to_write_a_day_is_read_back(day):
    for form in (
        "%Y-%m-%d",
        "%Y%m%d",
        "%Y/%m/%d",
        "%d.%m.%Y",
        "%d %B %Y",
        "%d %B, %Y",
        "%B %d, %Y",
        "%b. %d %Y",
        "%A, %d %b %Y",
    ):
        written = day.strftime(form.replace("%Y", f"{day.year:04}"))
        assert find_day(written) == day, written


@given(
    st.datetimes(datetime.fromisoformat("1905-01-01"), datetime.fromisoformat("2100-01-01"), timezones=ZONES)
)
def test_the_day_is_that_of_the_publishers_own_clock(moment):
    assert find_day(moment.isoformat()) == moment.date()
    assert find_day(format_datetime(moment)) == moment.date()


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-18T23:30:00-05:00",
        "20260218T001500Z",
        "18th of February 2026",
        "Sept. 9, 2025",
        "18/02/2026 - 19:31 GMT+1",
    ],
)
def test_forms_of_the_trade(written):
    assert find_day(written) in {DAY, date(2025, 9, 9)}


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "30 February 2026",
        "2026-13-01",
        "February 29, 2025",
        "0001-01-01",
        "99.99.2026",
        "31/31/2026",
    ],
)
def test_a_day_that_cannot_be_is_refused_in_its_own_words(written):
    with pytest.raises(DateError, match=written.replace(".", r"\.")):
        find_day(written)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2026", "2026-02", "Tuesday", "02/03/2026", "18 February", "1771372800", "/2026/02/18/"],
)
def test_what_names_no_single_day_is_none(written):
    assert find_day(written) is None
    with pytest.raises(DateError):
        parse_day(written)


def test_the_same_day_either_way_round_is_no_riddle():
    assert find_day("03/03/2026") == date(2026, 3, 3)


def test_what_states_a_day_includes_the_impossible_but_not_the_ambiguous():
    assert states_a_day("2026-02-30")
    assert not states_a_day("02/03/2026")
    assert not states_a_day("18h30")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("GENEVA, Feb 18 2026 (Reuters) - The talks ended.", "Feb 18 2026"),
        ("GENEVA, Feb. 18, 2026 (Xinhua) -- The talks ended.", "Feb. 18, 2026"),
        ("GENEVA/PORT ALDER, 18 February 2026 (AFP) – The talks ended.", "18 February 2026"),
        ("TEL AVIV, Israel, Feb 18 2026 - The talks ended.", "Feb 18 2026"),
        ("UNITED NATIONS, Feb 18 (Reuters) - The talks ended.", "Feb 18"),
        ("MOSCOW, February 18. /TASS/. The talks ended.", "February 18"),
        ("MOSCOW. Feb 18 (Interfax) - The talks ended.", "Feb 18"),
        ("Port Alder, 18 February 2026 (dpa) - The talks ended.", "18 February 2026"),
        ("WASHINGTON, Jan\u00a05 2026 (Reuters) - The talks ended.", "Jan 5 2026"),
        ("Published: Wednesday 18 February 2026 19:31 GMT", "Wednesday 18 February 2026 19:31 GMT"),
        ("Published on 18/02/2026 - 19:31", "18/02/2026 - 19:31"),
        ("Date: 2026-02-18", "2026-02-18"),
        ("18 February 2026", "18 February 2026"),
        ("Wednesday, 18 February 2026, 10:15 GMT", "18 February 2026"),
        ("Wed., Feb. 18, 2026 at 10:15 a.m.", "Feb. 18, 2026"),
        ("Updated: 10:15, 18 February 2026", "18 February 2026"),
        ("Guards outside the hotel, in Geneva, Switzerland, 18 February, 2026", "18 February, 2026"),
        (
            "Guards stand outside the hotel in Port Alder, Westland, Wednesday, Feb. 18, 2026. (AP Photo/A. B.)",
            "Feb. 18, 2026",
        ),
    ],
)
def test_news_text_dates_itself(line, words):
    assert stated_in(f"Talks end\n\n{line}\n\nMore was to follow.") == (words, 2)


@pytest.mark.parametrize(
    "line",
    [
        "LONDON (AP) — The talks ended on 18 February 2026 without a result.",
        "The accord was signed in Port Alder, Westland, on 3 June 2020.",
        "The accord was published in 2020 by both governments.",
        "FILE PHOTO: Guards outside the hotel, in Geneva, Switzerland, 18 February, 2020",
        "File - The hotel in Port Alder, Westland, Feb. 18, 2020. (AP Photo/A. B.)",
        "Published: soon",
        "Published: 02/03/2026",
        "UPDATED, May 5 items",
        "NATO, 32 members - a history",
        "18 February 2026 was a day of talks",
        "Talks, 18 February 2026",
    ],
)
def test_a_date_that_is_part_of_the_story_dates_nothing(line):
    assert stated_in(f"Talks end\n\n{line}\n\nMore was to follow.") is None


def test_a_dateline_goes_before_a_caption_and_a_published_line_before_both():
    caption = "Guards outside the hotel, in Geneva, Switzerland, 16 February, 2026"
    dateline = "GENEVA, Feb 17 2026 (Reuters) - The talks ended."
    published = "Published: 2026-02-18"
    assert stated_in(f"Talks end\n{caption}\n{dateline}") == ("Feb 17 2026", 2)
    assert stated_in(f"Talks end\n{caption}\n{dateline}\n{published}") == ("2026-02-18", 3)


def test_a_caption_deep_in_the_text_dates_nothing():
    filler = "The delegates spoke for an hour.\n" * 20
    assert (
        stated_in(f"Talks end\n{filler}Guards outside the hotel, in Geneva, Switzerland, 18 February, 2026\n")
        is None
    )


@given(DAYS.filter(lambda day: 1700 < day.year < 9000), st.integers(-150, 150))
def test_a_dateline_without_a_year_takes_the_nearest(day, distance):
    if (day.month, day.day) != (2, 29):
        assert day_of(day.strftime("%b %d"), day + timedelta(distance)) == day


def test_a_leap_day_without_a_year_finds_its_year():
    assert day_of("Feb 29", date(2024, 3, 1)) == date(2024, 2, 29)
    assert day_of("Feb 29", date(2025, 1, 2)) == date(2024, 2, 29)
    with pytest.raises(DateError, match="Feb 30"):
        day_of("Feb 30", date(2025, 1, 2))
    with pytest.raises(DateError, match="Feb 29"):
        day_of("Feb 29", date(2022, 6, 1))
