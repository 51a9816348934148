"""Verb dictionaries of TABARI and PETRARCH as lexicon entries: the pattern language piece by piece, and a whole one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook import Codebook
from kg.codebook.importers import import_verbs
from kg.codebook.lexicon import read_entries
from kg.dictionaries import counts, read_dictionary, singular, words_of
from kg.errors import DataError

CODEBOOK = Codebook.load()
SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))
PETRARCH = SHARED / "facts" / "petrarch2" / "CAMEO.2.0.txt"

OWN = """# A dictionary of our own. MIT License
&ORDNANCE
# a comment does not end the set
+CANNON
+CULVERINS

&HELPERS_
+NURSE_

--- BOMBARD   [190]   ---
BOMBARD  # a comment
PELT {PELTS PELTED PELTING } [195]
+LASH_OUT {+LASHES_OUT +LASHED_OUT +LASHING_OUT}
WIRE_+TAP
- * VILLAGES (WITH &ORDNANCE)         [194]   # PELT
- * QUESTION                           [---]   # BOMBARD
- * {PEACE MARCH}                      [175]
- MOB * UP BARRICADE (NEAR BORDER)     [145]
- * (OUT OF) TALKS                     [0]
- * THING                              [0199999]
- WILL NOT * TALKS                     [040]

--- CONFER [040] ---
CONFER
- * (WITH %)                           [040:040]
- * FLOWERS (FROM +)                   [:057]
- * (TO LASH)                          [130]
- + * ROCKET                           [193]
- * {SENIOR &HELPERS}                  [042]
- * &NOBODY                            [042]
- * SPEECH                             [010]
~ a (a b CONFER) LASH = a b 138
"""

TABARI = """&MEET
+SUMMIT

HUDDLE  [040]  ;abc 1 Jan 1999
- * OVER &MEET WITH + [046] ;abc
SNARL   [110]
- * AT + [112]
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.txt"
    path.write_text(OWN, encoding="utf-8")
    return import_verbs(path, codebook=CODEBOOK)


def entry(result, phrase, needs=""):
    (found,) = [e for e in result.entries if e.phrase == phrase and ";".join(map(str, e.needs)) == needs]
    return found


def roles(found):
    return str(found.source), str(found.target)


def test_a_verb_has_the_code_of_its_block_or_its_own(own):
    veto = "!obj=question"
    assert entry(own, "bombard", veto).cameo == "190"
    assert entry(own, "pelt", veto).cameo == "195"
    assert entry(own, "lash out", veto).event == "ASSAULT"
    assert roles(entry(own, "bombard", veto)) == ("subj", "obj iobj any")


def test_origin_and_licence_say_where_an_entry_comes_from(own):
    found = entry(own, "bombard", "!obj=question")
    assert (found.origin, found.licence, own.licence) == ("own.txt:11", "MIT", "MIT")


def test_a_pattern_holds_for_every_synonym(own):
    village = "obj=villages|village;prep:with=@p-ordnance"
    assert [entry(own, verb, village).cameo for verb in ("bombard", "pelt", "lash out")] == ["194"] * 3
    assert own.lists["@p-ordnance"] == ("cannon", "culverins", "culverin")


@pytest.mark.parametrize(
    ("phrase", "needs", "event"),
    [
        ("bombard", "obj=march;obj.mod:peace", "ASSAULT"),
        ("bombard up", "subj=mob;obj=barricade;prep:near=border", "PROTEST"),
        ("bombard up", "subj=mob;obj=barricade;obj.prep:near=border", "PROTEST"),
        ("confer", "comp=lash", "THREATEN"),
        ("confer", "prep:to=lash", "THREATEN"),
        ("confer", "obj=@p-helpers;obj.mod:senior", "CONSULT"),
    ],
)
def test_parts_of_a_pattern_become_conditions(own, phrase, needs, event):
    assert entry(own, phrase, needs).event == event


def test_marks_and_double_codes_place_the_actors(own):
    assert roles(entry(own, "confer", "prep:with~actor")) == ("sym", "")
    assert roles(entry(own, "confer", "obj=flowers|flower;prep:from~actor"))[1] == "subj"
    assert roles(entry(own, "confer", "obj=rocket")) == ("obj any", "subj")


def test_what_has_no_counterpart_is_counted(own):
    reasons = " / ".join(own.counts)
    for part in (
        "words before the verb",
        "'0'",
        "'0199999'",
        "negation",
        "&NOBODY",
        "statement",
        "transformation",
    ):
        assert part in reasons
    assert sum(own.counts.values()) == len(own.unmapped) == 7
    assert [found.line for found in own.unmapped] == sorted(found.line for found in own.unmapped)


def test_what_is_written_loads(own, tmp_path):
    files = own.write(tmp_path / "lexicon.csv")
    assert [file.name for file in files] == ["lexicon.csv", "lexicon.lists.csv"]
    codebook = Codebook.load(files)
    assert codebook.changes["added"] == len(own.entries)
    assert codebook.lists["@p-helpers"]


def test_tabari_verbs_are_blocks_and_prepositions_stand_bare(tmp_path):
    path = tmp_path / "tabari.verbs"
    path.write_text(TABARI, encoding="utf-8")
    result = import_verbs(path, codebook=CODEBOOK)
    assert {e.phrase for e in result.entries} == {"huddle", "snarl"}
    assert str(entry(result, "huddle", "prep:over=@p-meet;prep:with~actor").target) == "prep:with"
    assert entry(result, "snarl").cameo == "110"
    assert entry(result, "snarl", "prep:at~actor").cameo == "112"


def test_a_missing_dictionary_is_named(tmp_path):
    with pytest.raises(DataError, match=r"absent\.txt"):
        import_verbs(tmp_path / "absent.txt")


def test_old_bytes_are_read(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("CAF\xc9 [040]\n".encode("cp1252"))
    assert read_dictionary(path).lines[0].text == "CAFÉ [040]"


@given(st.text(alphabet="ABC &$+%^*-{}()[]_0419:~#;\n", max_size=120))
def test_no_text_breaks_the_reader_and_what_comes_out_loads(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    (folder / "any.txt").write_text(text, encoding="utf-8")
    result = import_verbs(folder / "any.txt", codebook=CODEBOOK)
    assert counts(result.unmapped) == result.counts
    assert len({e.key for e in result.entries}) == len(result.entries)


@given(st.text(alphabet="abcdesiux", max_size=12))
def test_singular_and_words_are_idempotent_enough(word):
    assert len(singular(word)) <= len(word)
    assert words_of(words_of(word)) == words_of(word)


@pytest.mark.skipif(not PETRARCH.is_file(), reason="needs PETRARCH2's CAMEO.2.0.txt beside the checkout")
def test_the_whole_of_petrarch2(tmp_path):
    result = import_verbs(PETRARCH)
    assert len(result.entries) > 40_000
    assert sum(n for reason, n in result.counts.items() if "statement" not in reason) < 100
    codebook = Codebook.load(result.write(tmp_path / "lexicon.csv"))
    assert codebook.changes["added"] + codebook.changes["overridden"] == len(result.entries)


def test_entries_come_back_as_they_were_written(own, tmp_path):
    own.write(tmp_path / "lexicon.csv")
    codebook = Codebook.load([tmp_path / "lexicon.lists.csv"])
    from kg.codebook.lexicon import Scheme
    from kg.codebook.slots import NeedsReader

    scheme = Scheme(
        dict(codebook.event_types), dict(codebook.modes), dict(codebook.contexts), dict(codebook.cameo)
    )
    again = read_entries(tmp_path / "lexicon.csv", scheme, NeedsReader(codebook.lists))
    assert [e.row() for e in again.values()] == [e.row() for e in own.entries]
