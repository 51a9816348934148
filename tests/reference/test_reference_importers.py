"""Actor and agent dictionaries of TABARI, PETRARCH and Phoenix as tables of ours."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.model import ActorKind
from kg.reference import Reference
from kg.reference.actor_dictionary import day, read_actor_dictionary
from kg.reference.importers import Codes, import_actors, written

REFERENCE = Reference.load()
SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))
PETRARCH = SHARED / "facts" / "petrarch2"

ACTORS = """# MIT License
FRANCE_  [FRA]
+FRANKLAND_
+PARIS_

TILDO_VARENNE_  # invented
+PRESIDENT_VARENNE_
\t[FRAELI 320101-950517]
\t[FRAGOV 950517-070516]
\t[FRAGOV >20101301]
EMMA_OLOVAR_ [IGOUNO 19920101-19961231] [ELI]
LANTERN_LEAGUE_(LLX) [NGOFRAENV]
FRONT_OF_THE_NINE_HILLS_ [SDNREB]
OLOVAR_MINING_ [MNCAUS]
EMMANUEL_MACRON_ [FRAGOV]
VARENNE_ARMY_ [FRAMIL]
NOBODY_AT_ALL_ [QQQGOV]
TILDO_VARENNE_ [FRAGOV >990101]
"""

AGENTS = """!PERSON! = MAN, WOMAN
LANTERN!PERSON! [~GOV] # c
BELL_RINGER {BELL_RINGERS} [~REL]
TREE_MINISTRY {} [~ENV]
SOLDIER [~MIL]
TRIBE [~ZZZ]
"""


def imported(tmp_path, text):
    path = tmp_path / "own.txt"
    path.write_text(text, encoding="utf-8")
    return import_actors(path, reference=REFERENCE)


@pytest.fixture
def actors(tmp_path):
    return imported(tmp_path, ACTORS)


@pytest.fixture
def loaded(actors, tmp_path):
    actors.write(tmp_path / "mine")
    return Reference.load([tmp_path / "mine"])


def test_other_names_of_a_country_mean_the_state(loaded):
    (entry,) = loaded.lookup("Frankland")
    assert (entry.key, entry.actor.kind) == ("FRA", ActorKind.STATE)


def test_a_person_has_the_office_of_the_day(loaded):
    key = "x-tildo-varenne"
    assert loaded.lookup("President Varenne")[0].key == key
    assert loaded.actor(key, date(2000, 1, 1)).country == "FRA"
    assert loaded.actor(key, date(2000, 1, 1)).sector == "GOV"
    assert loaded.actor(key, date(2009, 1, 1)).sector == "ELI"
    assert [office.period.start for office in loaded.offices_of(key)] == [date(1995, 5, 17)]


def test_an_office_in_a_body_gives_the_body(loaded):
    actor = loaded.actor("x-emma-olovar", date(1994, 1, 1))
    assert (actor.country, actor.body, actor.sector) == (None, "Q1065", "GOV")


def test_bodies_by_type(loaded):
    league = loaded.bodies["x-lantern-league"]
    assert (league.org_type, league.country, league.sector) == ("NGO", "FRA", "SOC")
    assert loaded.lookup("LLX")[0].key == "x-lantern-league"
    assert loaded.bodies["x-front-of-the-nine-hills"].kind is ActorKind.ARMED_GROUP
    assert loaded.bodies["x-olovar-mining"].org_type == "MNC"
    assert loaded.bodies["x-varenne-army"].sector == "MIL"


def test_what_is_left_out_is_counted(actors):
    assert actors.counts == {
        "known to our own tables already": 3,
        "code QQQ names no state or type of body": 1,
        "malformed code or date": 1,
        "name stands in the dictionary twice": 1,
    }
    assert {entry.text for entry in actors.unmapped} >= {"NOBODY AT ALL", "EMMANUEL MACRON"}


def test_agents_become_role_nouns(tmp_path):
    result = imported(tmp_path, AGENTS)
    result.write(tmp_path / "mine")
    loaded = Reference.load([tmp_path / "mine"])
    assert loaded.role_noun("lanternwoman").sector == "GOV"
    assert loaded.role_noun("bell ringer").kind is ActorKind.PERSON
    assert loaded.role_noun("tree ministry").kind is ActorKind.ORGANIZATION
    assert sum(result.counts.values()) == 2


def test_codes_read_three_letters_at_a_time():
    codes = Codes(REFERENCE)
    assert codes.read("NGOUSAHRI").org_type == "NGO"
    assert codes.read("TMPGOV").country == "TLS"
    assert codes.read("~GOVMED").sector == "GOV"
    assert codes.read("ZZZ").unknown == "ZZZ"


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)))
def test_days_come_back_from_six_and_from_eight_digits(when):
    assert day(when.strftime("%Y%m%d")) == day(when.strftime("%y%m%d")) == when


@given(st.text(alphabet="ABCZ_+[]~!={} \t0123456789<>-#;\n", max_size=150))
def test_no_text_breaks_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_text(text, encoding="utf-8")
    read_actor_dictionary(path)
    result = import_actors(path, reference=REFERENCE)
    assert sum(result.counts.values()) == len(result.unmapped)


def test_names_are_written_as_the_press_does():
    assert written("REPUBLIC OF THE NINE HILLS") == "Republic of the Nine Hills"
    assert written("U.N.") == "U.N."


def test_a_missing_dictionary_is_named(tmp_path):
    with pytest.raises(DataError, match=r"absent\.txt"):
        import_actors(tmp_path / "absent.txt")


@pytest.mark.skipif(not PETRARCH.is_dir(), reason="needs PETRARCH2's dictionaries beside the checkout")
@pytest.mark.parametrize(
    ("name", "table", "floor"),
    [
        ("Phoenix.Countries.actors.txt", "offices", 20_000),
        ("Phoenix.International.actors.txt", "organisations", 6_000),
        ("Phoenix.MilNonState.actors.txt", "armed_groups", 700),
        ("Phoenix.agents.txt", "role_nouns", 2_500),
    ],
)
def test_the_dictionaries_of_phoenix_load(tmp_path, name, table, floor):
    result = import_actors(PETRARCH / name, reference=REFERENCE)
    assert len(result.tables[table]) >= floor
    result.write(tmp_path)
    assert Reference.load([tmp_path]).names.lookup("France")
