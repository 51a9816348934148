"""Member states of bodies on a day, and the words and offices that were mended."""

from datetime import date

import pytest

from kg.reference import Reference
from kg.reference.tables import rows

REFERENCE = Reference.load()


@pytest.mark.parametrize(
    ("body", "on", "count"),
    [
        ("Q458", date(1994, 1, 1), 12),
        ("Q458", date(2003, 1, 1), 15),
        ("Q458", date(2014, 1, 1), 28),
        ("Q458", date(2021, 1, 1), 27),
        ("Q7184", date(1991, 1, 1), 16),
        ("Q7184", date(2005, 1, 1), 26),
        ("Q7184", date(2024, 6, 1), 32),
        ("Q217172", date(2020, 1, 1), 6),
        ("Q193272", date(2020, 1, 1), 15),
        ("Q193272", date(2025, 6, 1), 12),
        ("Q7768", date(2020, 1, 1), 10),
        ("x-group-of-seven", date(2020, 1, 1), 7),
        ("x-brics", date(2012, 1, 1), 5),
        ("Q7172", date(2020, 1, 1), 22),
    ],
)
def test_members_on_a_day(body, on, count):
    assert len(REFERENCE.members(body, on)) == count


def test_members_that_left_and_bodies_without_any():
    assert "GBR" in {state.key for state in REFERENCE.members("Q458")}
    assert "GBR" not in {state.key for state in REFERENCE.members("Q458", date(2022, 1, 1))}
    assert REFERENCE.members("x-nothing") == ()


def test_every_row_names_a_body_and_a_state():
    for row in rows("members"):
        assert row.text("body") in REFERENCE.bodies
        assert row.text("state") in REFERENCE.states
        assert row.day("start")


def test_a_users_members_add(tmp_path):
    (tmp_path / "members.csv").write_text("body,state,start,end\nQ458,UKR,2031-01-01,\n", encoding="utf-8")
    mine = Reference.load([tmp_path])
    assert len(mine.members("Q458", date(2032, 1, 1))) == 28


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("protester", "CVL"),
        ("demonstrators", "CVL"),
        ("detainee", "CVL"),
        ("opposition leader", "OPP"),
        ("border patrol agent", "COP"),
        ("fundamentalist", "UAF"),
        ("military personnel", "MIL"),
    ],
)
def test_sectors_of_nouns(noun, sector):
    lemma = noun.removesuffix("s") if noun == "demonstrators" else noun
    assert REFERENCE.role_noun(lemma).sector == sector


@pytest.mark.parametrize(
    ("key", "on", "role"),
    [
        ("x-borut-pahor", date(2010, 1, 1), "prime minister"),
        ("x-ehud-olmert", date(2006, 2, 1), "prime minister"),
        ("x-raul-castro", date(2007, 1, 1), "president"),
        ("x-fatos-nano", date(2004, 1, 1), "prime minister"),
        ("x-macky-sall", date(2005, 1, 1), "prime minister"),
        ("x-italo-righi", date(2025, 6, 1), "captain regent"),
    ],
)
def test_offices_between_and_before(key, on, role):
    assert role in [office.role for office in REFERENCE.offices_of(key, on)]
