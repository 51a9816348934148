"""Every class can be coded, and nearly every mode; the counts are those of the tables."""

from __future__ import annotations

from kg.codebook import Codebook
from kg.codebook.coverage import coverage

WITHOUT_ENTRIES = 0
"""Modes that neither an entry nor a composition codes; it may only fall."""


def test_classes_and_modes_are_covered():
    book = Codebook.load()
    rows = coverage(book)
    assert [row.event_type for row in rows if not row.mode] == list(book.event_types)
    assert {(row.event_type, row.mode) for row in rows if row.mode} == set(book.modes)
    assert all(row.verbs and row.covered for row in rows if not row.mode)
    assert len([row for row in rows if not row.covered]) <= WITHOUT_ENTRIES


def test_the_counts_are_those_of_the_tables():
    book = Codebook.load()
    whole = [row for row in coverage(book) if not row.mode]
    assert sum(row.verbs + row.nouns + row.adjectives for row in whole) == len(book.lexicon)
    composed = [c for _, c in book.composition.items() if c.event == "THREATEN"]
    assert next(row for row in whole if row.event_type == "THREATEN").compositions == len(composed)


def test_the_lexicon_has_three_thousand_entries_with_an_example_each():
    entries = list(Codebook.load().lexicon)
    assert len(entries) >= 3000
    assert all(entry.example for entry in entries)


def test_every_composition_names_its_clause():
    composed = [c for _, c in Codebook.load().composition.items()]
    assert all(c.clause for c in composed)
    assert all("PLOVER" in c.clause or "CAMEO" in c.clause for c in composed if c.event)
