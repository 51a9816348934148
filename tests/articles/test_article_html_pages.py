"""Five pages of our own, each built as another outlet builds its pages, against what is to be read from them.

The outlets, countries and events are invented. `KG_GOLDEN=write` writes the expected readings anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from kg.articles import read
from kg.model import Article

GOLDEN = Path(__file__).parent / "golden"
PAGES = sorted(page.name for page in GOLDEN.glob("*.html"))
TODAY = date(2026, 3, 1)
DATES = {
    "jsonld.html": date(2026, 2, 18),  # the publisher's day; it is the 19th in Greenwich
    "opengraph.html": date(2026, 1, 31),  # already, in the zone of the publisher
    "time_element.html": date(2025, 11, 3),
    "no_date.html": None,  # the footer's year is no date
    "dateline.html": date(2024, 5, 5),
}


def reading(name: str) -> Article:
    (article,) = read([GOLDEN / name], today=TODAY)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_did(name):
    fields = asdict(reading(name)) | {"origin": name}
    written = json.dumps(fields, ensure_ascii=False, indent=1, default=str) + "\n"
    expected = GOLDEN / name.replace(".html", ".json")
    if os.environ.get("KG_GOLDEN") == "write":
        expected.write_text(written, encoding="utf-8")
    assert written == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DATES)
def test_the_day_comes_from_the_best_sign_in_the_page(name):
    assert reading(name).published == DATES[name]


@pytest.mark.parametrize("name", PAGES)
def test_no_furniture_of_the_page_is_read(name):
    article = reading(name)
    for furniture in ("Home", "Front page", "Most read", "rights reserved", "A reader", "Ferry"):
        assert furniture not in article.text
    assert article.text.startswith(article.title)
    assert article.text.count(article.title) == 1


def test_a_time_element_in_a_sentence_keeps_its_words():
    assert "An earlier exchange, on 1 June, had failed." in reading("time_element.html").text


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (
            '<script type="application/ld+json">{"datePublished": "2026-02-30"}</script>',
            "'2026-02-30' is not a day",
        ),
        (
            '<meta property="article:published_time" content="2026-02-30T10:00:00Z">',
            "'2026-02-30' is not a day",
        ),
        (
            '<meta property="article:published_time" content="2031-02-03T10:00:00Z">',
            "'2031-02-03' is in the future",
        ),
    ],
)
def test_a_page_with_a_date_that_cannot_be_is_skipped(tmp_path, head, reason):
    page = (GOLDEN / "no_date.html").read_text(encoding="utf-8").replace("<head>", f"<head>{head}")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (skipped,) = read([tmp_path], today=TODAY)
    assert not isinstance(skipped, Article), skipped
    assert f"a.html: published {reason}" in skipped.reason


@pytest.mark.parametrize(
    "script", ["{broken", "[" * 100_000, '{"datePublished": 5}', '{"datePublished": "soon"}', "null"]
)
def test_a_broken_script_leaves_the_pages_other_signs(tmp_path, script):
    page = (GOLDEN / "time_element.html").read_text(encoding="utf-8")
    page = page.replace("</head>", f'<script type="application/ld+json">{script}</script></head>')
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (article,) = read([tmp_path], today=TODAY)
    assert isinstance(article, Article), article
    assert article.published == DATES["time_element.html"]
