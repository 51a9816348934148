"""Slots, roles, conditions and inflection: what is written is what is read, and back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codebook import Codebook, Role, Slot
from kg.codebook.inflection import forms, lemma_table
from kg.codebook.lexicon import COLUMNS, Scheme, parse_entry
from kg.codebook.slots import BARE_STEPS, NeedsReader
from kg.codebook.tables import Row

LISTS = {"@talks": frozenset({"talk", "summit"}), "@troops": frozenset({"troop"})}
BOOK = Codebook.load()

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
steps = st.one_of(
    st.sampled_from(sorted(BARE_STEPS)), words.map("prep:{}".format), words.map("mod:{}".format)
)
slots = st.lists(steps, min_size=1, max_size=3).map(".".join)
roles = st.lists(st.lists(slots, min_size=1, max_size=3).map("+".join), max_size=3).map(" ".join)
terms = st.lists(st.one_of(words, st.sampled_from(sorted(LISTS))), min_size=1, max_size=3).map("|".join)
conditions = st.one_of(
    st.sampled_from(["passive", "active"]),
    slots,
    slots.map("{}~actor".format),
    st.tuples(slots, terms).map("=".join),
)
needs = st.lists(st.tuples(st.sampled_from(["", "!"]), conditions).map("".join), max_size=4).map(";".join)
class_and_mode = st.sampled_from([(e, "") for e in BOOK.event_types] + sorted(BOOK.modes))


@given(slots)
def test_slots_go_there_and_back(text):
    assert str(Slot.parse(text)) == text


@given(roles)
def test_roles_go_there_and_back(text):
    assert str(Role.parse(text)) == text
    assert bool(Role.parse(text)) == bool(text)


@given(needs)
def test_conditions_go_there_and_back(text):
    found = NeedsReader(LISTS).read(text)
    assert ";".join(map(str, found)) == text


@given(
    st.lists(words, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["verb", "noun", "adj"]),
    class_and_mode,
    st.lists(st.sampled_from(sorted(BOOK.contexts)), max_size=2).map(" ".join),
    st.lists(roles, min_size=5, max_size=5),
    needs,
)
def test_rows_become_entries_and_rows_again(  # noqa: PLR0917
    phrase, pos, coded, context, five_roles, conditions_text
):
    fields = dict.fromkeys(COLUMNS, "") | {
        "phrase": phrase,
        "pos": pos,
        "event": coded[0],
        "mode": coded[1],
        "context": context,
        "needs": conditions_text,
        "example": "A, “b”; c.",
        "origin": "kg",
        "licence": "CC-BY-4.0",
    }
    fields |= dict(zip(("source", "target", "mediator", "host", "topic"), five_roles, strict=True))
    scheme = scheme_of(BOOK)
    entry = parse_entry(Row(Path("own.csv"), 2, fields.items()), scheme, NeedsReader(LISTS))
    assert entry.row() == fields
    stream = io.StringIO()
    csv.DictWriter(stream, COLUMNS).writerow(entry.row())
    assert next(csv.reader([stream.getvalue()])) == list(fields.values())


def scheme_of(book):
    return Scheme(book.event_types, book.modes, book.contexts, book.cameo)


def test_every_shipped_entry_goes_there_and_back():
    lists = NeedsReader(BOOK.lists)
    for entry in BOOK.lexicon:
        again = parse_entry(Row(Path("x.csv"), 1, entry.row().items()), scheme_of(BOOK), lists)
        assert again.row() == entry.row()
        assert again.key == entry.key


@pytest.mark.parametrize(
    "text", ["subject", "prep", "prep:", "obj:x", "obj..mod", "prep:on,to", "mod2:x", "."]
)
def test_malformed_slots_are_refused(text):
    with pytest.raises(ValueError, match="no position"):
        Slot.parse(text)


def test_symmetric_roles_know_it():
    assert Role.parse("sym+obj.prep:with").symmetric
    assert not Role.parse("subj prep:with").symmetric


def test_words_of_a_list_stand_in_the_condition():
    (condition,) = NeedsReader(LISTS).read("!obj=deal|@talks")
    assert condition.negated
    assert condition.words == {"deal", "talk", "summit"}


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("blame", "blamed"), ("blame", "blaming"), ("ban", "banned"), ("visit", "visited"), ("commit", "committed"),
        ("decry", "decried"), ("deploy", "deployed"), ("agree", "agreed"), ("agree", "agreeing"), ("flee", "fled"),
        ("withhold", "withheld"), ("accuse", "accuses"), ("reach", "reaches"), ("veto", "vetoed"), ("free", "freed"),
        ("undertake", "undertook"), ("expel", "expelled"), ("threaten", "threatening"), ("call", "called"),
    ],
)  # fmt: skip
def test_inflected_verbs_are_found(lemma, form):
    assert BOOK.lemma(form, "verb") == lemma


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("talk", "talks"), ("treaty", "treaties"), ("embargo", "embargoes"), ("visit", "visits"), ("ceasefire", "Ceasefires")],
)  # fmt: skip
def test_inflected_nouns_are_found(lemma, form):
    assert BOOK.lemma(form, "noun") == lemma


def test_an_unknown_form_has_no_lemma():
    assert BOOK.lemma("zorped", "verb") is None


@given(words, st.sampled_from(["verb", "noun", "adj"]))
def test_a_word_is_its_own_first_form(word, pos):
    found = list(forms(word, pos, {}))
    assert found[0] == word
    table = lemma_table([(word, pos)], {})
    assert {table[form, pos] for form in found} == {word}


def test_a_word_stays_itself_where_it_is_anothers_form():
    table = lemma_table([("find", "verb"), ("found", "verb")], {("find", "verb"): ("found",)})
    assert table["found", "verb"] == "found"
