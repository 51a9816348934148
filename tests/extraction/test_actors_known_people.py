"""Office-holders by surname alone, as of the article's day; skipped by name where the tables hold no such person."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.articles import make_article
from kg.extraction.actors import Cast
from kg.language import Pipeline
from kg.reference import Reference


@cache
def tools():
    return Pipeline(), Reference.load()


@pytest.mark.parametrize(
    ("surname", "day", "sentence", "country", "sector"),
    [
        ("Putin", date(2022, 3, 1), "Putin met the Turkish president on Tuesday.", "RUS", "GOV"),
        ("Macron", date(2022, 3, 1), "Talks with Macron lasted two hours.", "FRA", "GOV"),
        ("Erdogan", date(2019, 3, 1), "Erdogan rejected the offer.", "TUR", "GOV"),
        ("Merkel", date(2015, 3, 1), "The plan was backed by Merkel.", "DEU", "GOV"),
        ("Zelenskyy", date(2026, 2, 18), "Zelenskyy thanked Norway for the loan.", "UKR", "GOV"),
        ("Netanyahu", date(2024, 2, 18), "Netanyahu visited the base.", "ISR", "GOV"),
    ],
)
def test_surname_of_an_office_holder(surname, day, sentence, country, sector):
    pipeline, reference = tools()
    if not reference.people(surname, day):
        pytest.skip(f"the reference tables hold nobody named {surname}")
    document = pipeline.read(make_article(sentence, title="", published=day))
    token = next(token for token in document.doc if token.text == surname)
    readings = Cast(document, reference).at(token)
    assert [(r.actor.country, r.actor.sector, r.actor.known) for r in readings] == [(country, sector, True)]
