"""The shipped tables: form, keys, codes, dates, and that what must be there is there."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model import ActorKind
from kg.reference import Reference
from kg.reference.tables import rows

DATA = Path(__file__).parents[2] / "data" / "reference"
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "REL",
        "SOC",
    ]
)
KEYED = ["states", "organisations", "armed_groups", "peoples", "people", "places", "disputed"]
OURS = [*KEYED, "seats", "offices", "role_nouns"]
FLOORS = {
    "states": 215, "organisations": 800, "armed_groups": 295, "peoples": 200, "people": 1550, "offices": 1750,
    "role_nouns": 1700, "places": 660, "disputed": 36, "cities": 33000, "seats": 140,
}  # fmt: skip


@pytest.fixture(scope="module")
def reference():
    return Reference.load()


@pytest.mark.parametrize(("table", "floor"), FLOORS.items())
def test_tables_do_not_shrink(table, floor):
    assert sum(1 for _ in rows(table)) >= floor


@pytest.mark.parametrize("table", OURS)
def test_every_row_names_source_and_licence(table):
    assert all(row.text("source") and row.text("licence") for row in rows(table))


@pytest.mark.parametrize("table", KEYED)
def test_keys_are_unique(table):
    counts = Counter(row.text("key") for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_key_means_two_things():
    tables = ["states", "organisations", "armed_groups", "people"]
    counts = Counter(row.text("key") for table in tables for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", OURS)
def test_no_cell_has_stray_blanks_or_empty_parts(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    assert [cell for cell in cells if cell != cell.strip() or ";;" in cell or cell.endswith(";")] == []


@pytest.mark.parametrize(
    "table", ["organisations", "armed_groups", "peoples", "people", "offices", "role_nouns", "seats"]
)
def test_sectors_are_plovers(table):
    assert {row.get("sector") for row in rows(table)} - {None} <= SECTORS


@pytest.mark.parametrize(
    "table", ["organisations", "armed_groups", "peoples", "people", "offices", "places", "cities"]
)
def test_countries_are_alpha3(table):
    codes = {row.get("country") for row in rows(table)} - {None}
    assert [code for code in codes if len(code) != 3 or not code.isupper()] == []


@pytest.mark.parametrize("table", ["organisations", "armed_groups", "people", "offices"])
def test_countries_of_actors_are_known_states(table, reference):
    assert {row.get("country") for row in rows(table)} - {None} <= set(reference.states)


@pytest.mark.parametrize("table", ["states", "organisations", "armed_groups", "seats"])
def test_periods_are_in_order(table):
    for row in rows(table):
        row.period()


def test_offices_belong_to_persons_and_have_a_beginning(reference):
    for row in rows("offices"):
        assert row.text("person") in reference.persons, row.where
        assert row.period("start", "end").start is not None, row.where
        assert row.text("precision") in {"day", "month", "year"}, row.where


def test_bodies_of_offices_are_known(reference):
    named = {row.get("organisation") for row in rows("offices")} - {None}
    assert named <= set(reference.bodies) | set(reference.states)


def test_seats_belong_to_known_actors(reference):
    assert {row.text("actor") for row in rows("seats")} <= set(reference.bodies) | set(reference.states)


def test_every_state_is_complete(reference):
    bare = {"VAT", "SCG"}  # nobody is called a Vatican or a Serbian-Montenegrin
    for state in reference.states.values():
        assert state.name
        assert state.capital
        assert state.status in {
            "un_member", "un_observer", "partly_recognised", "unrecognised", "disputed_territory", "territory",
            "associated_state", "historical", "entity",
        }  # fmt: skip
        if state.iso3:
            assert state.adjectives, state.key
            assert state.peoples or state.key in bare, state.key


def test_all_members_of_the_united_nations_are_there(reference):
    assert sum(state.status == "un_member" for state in reference.states.values()) == 193


def test_former_states_end_and_name_their_successors(reference):
    for key in ["SUN", "YUG", "SCG", "CSK", "DDR", "YMD"]:
        state = reference.states[key]
        assert state.period.end is not None
        assert state.successors
        assert set(state.successors) <= set(reference.states)


@pytest.mark.parametrize(
    "key",
    [
        "XKX",
        "PSE",
        "TWN",
        "ESH",
        "x-northern-cyprus",
        "x-abkhazia",
        "x-south-ossetia",
        "x-transnistria",
        "x-somaliland",
    ],
)
def test_disputed_entities_are_named_without_taking_a_side(key, reference):
    state = reference.states[key]
    assert state.status != "un_member"
    assert state.actor.kind is ActorKind.STATE
    assert state.actor.country == (None if key.startswith("x-") else key)


@pytest.mark.parametrize(
    "name", ["Crimea", "Golan Heights", "Jerusalem", "Kashmir", "Spratly Islands", "Sevastopol"]
)
def test_disputed_places_have_no_country(name, reference):
    assert reference.places(name)[0].country is None


def test_international_bodies_have_no_country(reference):
    types = {"IGO", "NGO", "IMG"}
    assert [body.key for body in reference.bodies.values() if body.org_type in types and body.country] == []


def test_exactly_one_person_presides_over_a_state_with_one_president(reference):
    """Two presidents of one country on one day are a slip of a date, where the constitution knows only one."""
    one = [
        "USA",
        "FRA",
        "RUS",
        "UKR",
        "TUR",
        "BRA",
        "MEX",
        "KOR",
        "EGY",
        "NGA",
        "KEN",
        "ZAF",
        "IDN",
        "POL",
        "COL",
    ]
    for country in one:
        for year in range(1995, 2026):
            on = date(year, 6, 15)
            found = {
                office.person
                for posts in reference.offices.values()
                for office in posts
                if office.country == country and office.role == "president" and office.period.holds(on)
            }
            assert len(found) <= 1, (country, year, sorted(found))


def test_offices_say_whether_they_were_checked(reference):
    posts = [office for held in reference.offices.values() for office in held]
    assert sum(office.checked for office in posts) >= 490


def test_a_malformed_table_of_the_user_is_named(tmp_path):
    (tmp_path / "organisations.csv").write_text(
        "key,name,kind\nx-a,A,Organization,too many\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"organisations\.csv line 2: 4 cells under 3 columns"):
        Reference.load([tmp_path])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("key,name,kind,valid_from\nx-a,A,Organization,1990\n", "is not a date"),
        ("key,name,kind,valid_from,valid_to\nx-a,A,Organization,1991-01-01,1990-01-01\n", "lies before"),
        ("key,name,kind\nx-a,A,Club\n", "kind 'Club' is unknown"),
        ("key,name,kind\nx-a,,Organization\n", "'name' is empty"),
        ("key,name,kind\nx-a,\ufffd,Organization\n", ""),
    ],
)
def test_wrong_cells_are_named(tmp_path, content, message):
    (tmp_path / "organisations.csv").write_text(content, encoding="utf-8")
    if not message:
        assert "x-a" in Reference.load([tmp_path]).bodies
        return
    with pytest.raises(DataError, match=message):
        Reference.load([tmp_path])


def test_bytes_that_are_not_utf8_are_named(tmp_path):
    (tmp_path / "organisations.csv").write_bytes(b"key,name,kind\nx-a,\xff\xfe,Organization\n")
    with pytest.raises(DataError, match="UTF-8"):
        Reference.load([tmp_path])


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(DataError, match="is no folder"):
        Reference.load([tmp_path / "absent"])


def test_every_member_state_has_a_head_of_state_or_government(reference):
    governed = {
        office.country
        for posts in reference.offices.values()
        for office in posts
        if office.sector in {"GOV", "REL"}
    }
    members = {state.key for state in reference.states.values() if state.status == "un_member"}
    assert members - governed == set()


def test_no_lone_surname_is_a_month_a_title_or_a_function_word(reference):
    """ "May", "Major" and "To" alone would be read as Theresa May, John Major and To Lam all over the news."""
    calendar = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
    grammar = {
        "to",
        "do",
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "by",
        "for",
        "and",
        "or",
        "but",
        "will",
        "can",
        "long",
        "may",
        "ban",
        "key",
        "more",
        "no",
        "he",
        "she",
        "it",
        "who",
    }
    surnames = {name.lower() for person in reference.persons.values() for name in person.surnames}
    assert surnames & (calendar | grammar | set(reference.role_nouns)) == set()
