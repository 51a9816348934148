"""Sentences of our own for the name recogniser: patterns times names of all world regions, and names exchanged in the sentences of others.

Nothing here is drawn but from a seeded generator: the same seed gives the same sentences.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.errors import DataError
from kg.reference.tables import rows
from kg.resources import resource
from kg.training.sentences import Labelled, Mark, replaced

_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_COMMENT = "#"
_LARGE = 3000
"""Of every two cities drawn, one is among so many of the largest."""

Entry = tuple[str, str]  # a pattern and the label of what it makes; no label: no name

PLAIN = {"famname": "family", "citname": "city"}
"""Slots that are filled like another one, without a label of their own: a surname in the name of a bridge."""


@dataclass(frozen=True, slots=True)
class Culture:
    """Given names and family names that go together; `order` as the header of people.csv explains it."""

    name: str
    order: str
    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A made-up name of a person: in full, and what the press writes from the second time on."""

    full: str
    family: str
    given: str


@dataclass(frozen=True)
class WordLists:
    """What the slots of the patterns can be filled with."""

    cultures: tuple[Culture, ...]
    slots: Mapping[str, tuple[Entry, ...]]
    known_persons: tuple[PersonName, ...]

    @classmethod
    def load(cls) -> WordLists:
        """The lists of data/language/names and the names of the reference tables.

        Raises:
            DataError: a table cannot be read or a row is malformed.

        >>> lists = WordLists.load()
        >>> len(lists.cultures) > 40 and ("Kenya", "GPE") in lists.slots["state"]
        True
        """
        slots: dict[str, list[Entry]] = defaultdict(list)
        for row in _own("patterns"):
            slots[row["slot"]].append((row["pattern"], row["label"]))
        for slot, label, names in _reference():
            slots[slot] += [(name, label) for name in names]
        return cls(
            tuple(_culture(row) for row in _own("people")),
            {slot: tuple(entries) for slot, entries in slots.items()},
            tuple(_known_persons()),
        )

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of each slot's names."""
        return {slot: entries[0][1] for slot, entries in self.slots.items()}


def _own(table: str) -> Iterator[dict[str, str]]:
    path = resource("data", "language", "names", f"{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith(_COMMENT))


def _culture(row: Mapping[str, str]) -> Culture:
    family = tuple(part for part in row["family"].split(";") if part)
    if row["order"] not in ("GF", "FG", "G") or bool(family) is (row["order"] == "G"):
        raise DataError(
            f"people.csv, culture {row['culture']}: order {row['order']!r} does not suit the names"
        )
    return Culture(row["culture"], row["order"], tuple(row["given"].split(";")), family)


def _plain(names: Sequence[str]) -> list[str]:
    return [name for name in names if not name.startswith("=")]


def _reference() -> Iterator[tuple[str, str, list[str]]]:
    """Slots that the reference tables fill: slot, label, names."""
    for state in rows("states"):
        yield "state", "GPE", [state.text("name"), *_short(state.many("aliases"))]
        yield "capital", "GPE", [state.text("capital")]
        yield "norp", "NORP", list(state.many("adjectives")[:1])
        yield "people", "NORP", list(state.many("peoples")[:1])
    for people in rows("peoples"):
        yield "norp", "NORP", _plain(people.many("adjectives")[:1])
        yield "people", "NORP", _plain(people.many("peoples")[:1])
    for table, slot in (("organisations", "body"), ("armed_groups", "group")):
        for body in rows(table):
            yield slot, "ORG", _plain([body.text("name"), *body.many("aliases")])
    for place in rows("places"):
        if place.text("kind") in ("region", "water"):
            yield "region", "LOC", _plain([place.text("name")])
    yield "city", "GPE", [city.text("name") for city in rows("cities")]


def _short(names: Sequence[str]) -> list[str]:
    return [name for name in _plain(names) if len(name.split()) < 3]


def _known_persons() -> Iterator[PersonName]:
    for person in rows("people"):
        full = person.text("name")
        yield PersonName(full, (*person.many("surnames"), full.split()[-1])[0], full.split()[0])


class Generator:
    """Fills patterns with names.

    >>> Generator(WordLists.load(), seed=1).sentence("{state} won.").names[0][2]
    'GPE'
    """

    def __init__(self, lists: WordLists, seed: int) -> None:
        self._lists = lists
        self._random = random.Random(seed)  # noqa: S311  (training data, no secret)

    def sentences(self, patterns: Sequence[str], times: int) -> Iterator[Labelled]:
        """Every pattern filled `times` times."""
        for pattern in patterns:
            for _ in range(times):
                yield self.sentence(pattern)

    def sentence(self, pattern: str) -> Labelled:
        """One pattern filled.

        Raises:
            DataError: the pattern names a slot that no list fills.
        """
        persons: dict[str, PersonName] = {}
        same: dict[str, Entry] = {}
        text, names = "", []
        end = 0
        for found in _SLOT.finditer(pattern):
            text += pattern[end : found.start()]
            name, label = self._fill(found.group(1), found.group(2), persons, same)
            if label:
                names.append((len(text), len(text) + len(name), label))
            text, end = text + name, found.end()
        return _capitalised(Labelled(text + pattern[end:], tuple(names)))

    def _fill(self, slot: str, index: str, persons: dict[str, PersonName], same: dict[str, Entry]) -> Entry:
        if slot in ("person", "family", "given"):
            person = persons.setdefault(index, self.person()) if index else self.person()
            return {"person": person.full, "family": person.family, "given": person.given}[slot], "PERSON"
        if index:
            return same.setdefault(slot + index, self.entry(slot))
        return self.entry(slot)

    def entry(self, slot: str) -> Entry:
        """A name for a slot, and its label.

        Raises:
            DataError: no list fills the slot.
        """
        if slot == "citycaps":
            return self.entry("city")[0].upper(), "GPE"
        if slot in PLAIN:
            return (self.person().family if slot == "famname" else self.entry("city")[0]), ""
        if slot == "given":
            return self.person().given, ""
        entries = self._lists.slots.get(slot)
        if not entries:
            raise DataError(f"slot {{{slot}}} is filled by no list: see data/language/names/patterns.csv")
        pattern, label = self._random.choice(self._narrowed(slot, entries))
        return _SLOT.sub(lambda found: self.entry(found.group(1))[0], pattern), label

    def _narrowed(self, slot: str, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries[:_LARGE] if slot == "city" and self._random.random() < 0.5 else entries

    def person(self) -> PersonName:
        """A made-up person's name out of one culture."""
        culture = self._random.choice(self._lists.cultures)
        given = self._random.choice(culture.given)
        if culture.order == "G":
            return PersonName(given, given, given)
        family = self._random.choice(culture.family)
        if culture.order == "FG":
            return PersonName(f"{family} {given}", family, given)
        initial = f" {self._random.choice('ABCDEHJKLMRST')}." if self._random.random() < 0.05 else ""
        return PersonName(f"{given}{initial} {family}", family, given)

    def known_person(self) -> PersonName:
        """The name of a public person of the reference tables."""
        return self._random.choice(self._lists.known_persons)

    def exchanged(self, sentence: Labelled) -> Labelled:
        """The sentence with some of its names exchanged for others of their kind; one name stays one name throughout."""
        chosen: dict[str, str] = {}
        for name, (_, _, label) in zip(sentence.pieces, sentence.names, strict=True):
            if name not in chosen:
                rate, other = _EXCHANGE.get(label, (0.0, _same))
                chosen[name] = other(self, name) if self._random.random() < rate else name
        return _capitalised(replaced(sentence, [chosen[name] for name in sentence.pieces]))

    def is_one(self, slot: str, name: str) -> bool:
        """Whether a slot's list holds the name."""
        return (name, self._lists.labels[slot]) in self._members[slot]

    @cached_property
    def _members(self) -> Mapping[str, frozenset[Entry]]:
        return {slot: frozenset(entries) for slot, entries in self._lists.slots.items()}

    def other_person(self, name: str) -> str:
        """A person's name instead of another, full for full and short for short."""
        person = self.known_person() if self._random.random() < 0.35 else self.person()
        return person.full if " " in name else person.family

    def other_place(self, name: str) -> str:
        """A state for a state, a city for any other place."""
        return self.entry("state" if self.is_one("state", name) else "city")[0]

    def other_body(self, name: str) -> str:
        """An acronym for an acronym, a party for a party, and so on; a known body or company for what shows no kind."""
        slot = next((slot for word, slot in _KINDS.items() if name.endswith(word)), None)
        if slot is None and name.isupper():
            slot = "acr"
        return self.entry(slot or self._random.choice(("body", "body", "group", "company", "ngo", "party")))[
            0
        ]

    def other_people(self, name: str) -> str:
        """An adjective for an adjective, a people for a people."""
        for slot in ("norp", "people"):
            if self.is_one(slot, name):
                return self.entry(slot)[0]
        return name


_KINDS = {
    "Party": "party",
    "University": "university",
    "Ministry": "ministry",
    "Court": "court",
    "Agency": "agency",
    "Bank": "centralbank",
}


def _same(_: Generator, name: str) -> str:
    return name


_EXCHANGE: Mapping[str, tuple[float, Callable[[Generator, str], str]]] = {
    "PERSON": (0.7, Generator.other_person),
    "GPE": (0.55, Generator.other_place),
    "ORG": (0.35, Generator.other_body),
    "NORP": (0.4, Generator.other_people),
}
"""How often a name of each label is exchanged, and for what."""


def _capitalised(sentence: Labelled) -> Labelled:
    """A sentence starts large, also where its first name is written small: "al-Shabaab"."""
    first = sentence.text[:1].upper()
    names: tuple[Mark, ...] = sentence.names
    return Labelled(first + sentence.text[1:], names)


def patterns() -> tuple[str, ...]:
    """The sentence patterns of data/language/names/templates.txt.

    >>> len(patterns()) > 300
    True
    """
    path = resource("data", "language", "names", "templates.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith(_COMMENT))
