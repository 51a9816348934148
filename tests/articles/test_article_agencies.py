"""Wire services by dateline and credit line."""

from __future__ import annotations

import csv

import pytest

from kg.articles.agencies import agencies, agency_in
from kg.resources import resource


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("GENEVA, Feb 18 2026 (Reuters) - The talks ended.", "Reuters"),
        ("LONDON (AP) — The talks ended.", "Associated Press"),
        ("Port Alder (dpa) - The talks ended.", "dpa"),
        ("MOSCOW, February 18. /TASS/. The talks ended.", "TASS"),
        ("Reuters", "Reuters"),
        ("By Reuters", "Reuters"),
        ("Source: AFP", "Agence France-Presse"),
        ("(AFP)", "Agence France-Presse"),
        ("— Associated Press", "Associated Press"),
        ("By Ada Fictive, Associated Press", "Associated Press"),
        ("Ministers of the Association of Ports (AP) met in the capital.", None),
        ("The minister told Reuters that talks had ended.", None),
        ("A new era", None),
    ],
)
def test_a_credit_names_the_agency(line, agency):
    assert agency_in(f"Talks end\n\n{line}\n\nMore was to follow.") == agency


def test_a_credit_may_close_the_article_but_not_stand_in_its_midst():
    filler = "The delegates spoke for an hour.\n" * 20
    assert agency_in(f"Talks end\n{filler}Reuters") == "Reuters"
    assert agency_in(f"Talks end\n{filler}Reuters\n{filler}") is None


def test_the_table_is_whole():
    with resource("data", "input", "agencies.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert all(all(row.values()) for row in rows)
    assert len({row["written"] for row in rows}) == len(rows) == len(agencies())
    assert all(name in agencies() or name == "PA Media" for name in agencies().values())
