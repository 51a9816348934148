"""Sentences made from patterns: the seed decides, every slot is filled, names are exchanged for names of their kind."""

from __future__ import annotations

from functools import cache

import pytest

from kg.errors import DataError
from kg.training.augment import Generator, WordLists, patterns
from kg.training.sentences import LABELS, from_markup


@cache
def lists():
    return WordLists.load()


def generator(seed=7):
    return Generator(lists(), seed)


def test_the_seed_decides():
    some = patterns()[:40]
    assert list(generator().sentences(some, 2)) == list(generator().sentences(some, 2))
    assert list(generator().sentences(some, 2)) != list(generator(8).sentences(some, 2))


@pytest.mark.parametrize("pattern", patterns())
def test_every_pattern_is_filled(pattern):
    sentence = generator().sentence(pattern)
    assert "{" not in sentence.text
    assert "}" not in sentence.text
    assert all(label in LABELS for *_, label in sentence.names)
    assert all(piece.strip() == piece and piece for piece in sentence.pieces)


def test_an_index_means_the_same_name_again():
    sentence = generator().sentence("{person1} left. {family1} returned to {city2}, {city2}.")
    full, family, city, again = sentence.pieces
    assert family in full
    assert city == again


def test_an_unknown_slot_is_refused():
    with pytest.raises(DataError, match="planet"):
        generator().sentence("{planet} rose.")


def test_one_name_stays_one_name_when_exchanged():
    sentence = from_markup(
        "[Peru|GPE] and [Chad|GPE]: [Peru|GPE] won, [Ana Zorba|PERSON] said on [Monday|DATE]."
    )
    seen = set()
    for seed in range(30):
        pieces = generator(seed).exchanged(sentence).pieces
        assert pieces[0] == pieces[2]
        assert pieces[4] == "Monday"
        seen.add(pieces[0])
    assert len(seen) > 5


def test_a_state_is_exchanged_for_a_state():
    states = {name for name, _ in lists().slots["state"]}
    found = {generator(seed).exchanged(from_markup("In [Peru|GPE].")).pieces[0] for seed in range(20)}
    assert found <= states


def test_names_of_all_regions_come_up():
    made = generator()
    assert len({made.person().family for _ in range(3000)}) > 500
