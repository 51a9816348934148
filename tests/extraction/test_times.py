"""When: the table of time expressions, what is refused, what stays open, and the dates of the seed article."""

import csv
import json
import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.times import Calendar
from kg.language import Document, Pipeline
from kg.model import DateBasis, Precision, When

WEDNESDAY = date(2026, 2, 18)
SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2].parent / "shared"))
SEED = SHARED / "seed"
EXPRESSIONS = Path(__file__).with_name("time_expressions.csv")


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def read(text: str, published: date | None = WEDNESDAY) -> Document:
    return pipeline().read(make_article(text, published=published))


def when(text: str, trigger: str, published: date | None = WEDNESDAY) -> When | None:
    document = read(text, published)
    token = next(t for t in document.doc if t.text == trigger)
    return Calendar(document).when(token)


def rows() -> list[dict[str, str]]:
    with EXPRESSIONS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_expression(row):
    found = when(row["sentence"], row["trigger"], date.fromisoformat(row["published"]))
    assert found is not None
    got = (str(found.date), str(found.end or ""), found.precision.value, found.basis.value)
    assert got == (row["start"], row["end"], row["precision"], row["basis"])


def test_the_span_is_the_expression():
    text = "Freedonia attacked Sylvania on 17 February 2026."
    found = when(text, "attacked")
    assert found.span.of(text) == "17 February 2026"


def test_an_undated_event_never_pretends_to_a_day():
    news = when("The two sides signed a ceasefire.", "signed")
    background = when("The army had seized the peninsula.", "seized")
    assert (news.precision, news.edtf) == (Precision.BEFORE, "2026-02-18~")
    assert (background.precision, background.edtf) == (Precision.BEFORE, "../2026-02-18")


def test_the_passing_scene_is_dated_to_the_day():
    found = when("Security forces are guarding the hotel.", "guarding")
    assert (found.date, found.precision, found.basis) == (WEDNESDAY, Precision.DAY, DateBasis.ARTICLE)


def test_a_headline_in_the_present_tense_tells_the_past():
    text = "Freedonia, Sylvania end talks\n\nFreedonia and Sylvania held talks in Zubrowka. The two sides were calm."
    assert when(text, "end").precision is Precision.BEFORE


def test_a_reported_past_perfect_is_no_background():
    found = when("The envoy confirmed that both sides had agreed to a truce.", "agreed")
    assert found.edtf == "2026-02-18~"


def test_an_event_dated_elsewhere_in_the_text_sharpens_a_year():
    text = "Freedonia's invasion on 24 February 2022 shocked the region. The army seized the port before the 2022 invasion."
    found = when(text, "seized")
    assert (found.date, found.precision) == (date(2022, 2, 24), Precision.BEFORE)


def test_before_and_after_leave_no_side():
    found = when("The region was seized before and after the 2022 invasion.", "seized")
    assert found.precision is Precision.BEFORE
    assert found.date == WEDNESDAY


def test_the_anniversary_keeps_its_date_to_itself():
    text = "The envoys met days before the fourth anniversary of Freedonia's invasion on 24 February 2022."
    assert when(text, "met").date == WEDNESDAY
    assert when(text, "invasion").date == date(2022, 2, 24)


def test_a_condemned_event_is_not_dated_to_the_condemnation():
    found = when("The minister condemned the bombing on Tuesday.", "condemned")
    assert found.date == date(2026, 2, 17)


def test_a_reported_plan_lies_after_the_report():
    found = when("The minister said on Tuesday that the army would leave the city.", "leave")
    assert (found.date, found.precision) == (date(2026, 2, 17), Precision.AFTER)


def test_no_carrying_over_into_another_paragraph():
    found = when("Rebels attacked the village on Monday.\n\nThe king dismissed his cabinet.", "dismissed")
    assert found.basis is DateBasis.ARTICLE


def test_without_a_publication_date_only_full_dates_resolve():
    text = "Rebels attacked the port on Tuesday. The war began on 5 May 2024."
    document = read(text, None)
    calendar = Calendar(document)
    by_text = {t.text: t for t in document.doc}
    assert calendar.when(by_text["attacked"]) is None
    assert calendar.when(by_text["began"]).date == date(2024, 5, 5)
    assert calendar.unresolved == ("Tuesday",)


def test_later_than_nothing_that_was_told_is_no_day():
    document = read("The general was ousted eight months later.")
    calendar = Calendar(document)
    assert calendar.unresolved == ("eight months later",)
    assert calendar.when(document.doc[3]).basis is DateBasis.ARTICLE


def test_impossible_days_stay_unresolved():
    document = read("Rebels attacked the port on 31 February 2024.")
    assert Calendar(document).unresolved == ("31 February 2024",)


@pytest.mark.parametrize(
    "text",
    [
        "The minister may resign.",
        "Protesters will march to the ministry.",
        "The army sent 2000 troops to the border.",
        "The company paid $2,019 for the ship.",
        "He was seconded to the ministry.",
    ],
)
def test_words_that_are_no_time(text):
    assert Calendar(read(text)).expressions == ()


def test_asking_twice_gives_the_same():
    document = read("Freedonia attacked Sylvania on Tuesday.")
    calendar = Calendar(document)
    token = document.doc[1]
    assert calendar.when(token) is calendar.when(token)


@pytest.fixture(scope="module")
def seed() -> tuple[Document, Calendar]:
    path = SEED / "geneva-talks-2026-02-18.txt"
    if not path.is_file():
        pytest.skip("shared/seed/geneva-talks-2026-02-18.txt is not here")
    published = date.fromisoformat(json.loads((SEED / "expected.json").read_text())["article_date"])
    document = read(path.read_text(encoding="utf-8"), published)
    return document, Calendar(document)


def nth(document: Document, word: str, after: str = "") -> object:
    """The first token of that form behind a passage."""
    offset = document.article.text.index(after)
    return next(t for t in document.doc if t.text == word and t.idx >= offset)


SEED_DATES = [
    ("talks", "Ukraine, Russia end", "2026-02-17", "2026-02-18", "day"),
    ("stand", "Security forces", "2026-02-18", "", "day"),
    ("talks", "before the second day of", "2026-02-18", "", "day"),
    ("reported", "Minutes later", "2026-02-18", "", "day"),
    ("held", "said further negotiations", "2026-02-18", "", "after"),
    ("negotiations", "said further negotiations", "2026-02-18", "", "after"),
    ("confirmed", "Zelenskyy later", "2026-02-18", "", "before"),
    ("agreed", "Zelenskyy later", "2026-02-18", "", "before"),
    ("played", "Before the latest round", "2026-02-18", "", "before"),
    ("talks", "two earlier rounds", "2026-02-18", "", "before"),
    ("invasion", "full-scale", "2022-02-24", "", "day"),
    ("seized", "parts of the eastern", "2026-02-18", "", "before"),
    ("accused", "In a statement", "2026-02-18", "", "before"),
    ("strikes", "Military strikes", "2026-02-18", "", "before"),
]


@pytest.mark.parametrize("row", SEED_DATES, ids=lambda row: f"{row[0]} after {row[1]}")
def test_dates_of_the_seed_article(seed, row):
    word, passage, *expected = row
    document, calendar = seed
    found = calendar.when(nth(document, word, passage))
    assert [str(found.date), str(found.end or ""), found.precision.value] == expected


def test_nothing_of_the_seed_article_stays_unresolved(seed):
    assert seed[1].unresolved == ()
