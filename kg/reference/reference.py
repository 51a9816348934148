"""`Reference`: everything that is known beforehand of who acts and where, behind one object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cached_property
from itertools import chain
from pathlib import Path

from kg.errors import DataError
from kg.model import Actor, ActorKind, Place
from kg.reference import entries, load
from kg.reference.gazetteer import Gazetteer
from kg.reference.matcher import Matcher
from kg.reference.types import (
    Body,
    Entry,
    EntryKind,
    Match,
    Office,
    Period,
    Person,
    RoleNoun,
    Standing,
    State,
)

FORMER_OFFICIAL = "ELI"


@dataclass(frozen=True)
class Reference:
    """States, bodies, persons with dated offices, role nouns and places, and the names that lead to them.

    >>> reference = Reference.load()
    >>> [m.best.name for m in reference.match("U.N. envoys flew from Kyiv to the Kremlin".split())]
    ['United Nations', 'Ukraine', 'Russia']
    """

    states: Mapping[str, State]
    bodies: Mapping[str, Body]
    persons: Mapping[str, Person]
    offices: Mapping[str, tuple[Office, ...]]
    role_nouns: Mapping[str, RoleNoun]
    extra: tuple[Path, ...] = ()

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Reference:
        """Reads the shipped tables, then those of the same names in the `extra` folders, whose rows replace ours.

        Raises:
            DataError: a table is malformed; the message names file and line.
        """
        folders = tuple(Path(folder) for folder in extra)
        for folder in folders:
            if not folder.is_dir():
                raise DataError(f"{folder} is no folder; give a folder with tables such as organisations.csv")
        return cls(
            states=load.states(folders),
            bodies=load.bodies(folders),
            persons=load.persons(folders),
            offices=load.offices(folders),
            role_nouns=load.role_nouns(folders),
            extra=folders,
        )

    @cached_property
    def names(self) -> Matcher:
        """The index of all names of actors."""
        return Matcher(
            chain(
                entries.of_states(self.states),
                entries.of_bodies(self.bodies),
                entries.of_seats(self.states, self.bodies, self.extra),
                entries.of_peoples(self.extra),
                entries.of_persons(self.persons, self.offices),
            )
        )

    def match(self, words: Sequence[str], on: Date | None = None) -> tuple[Match, ...]:
        """The longest names of actors in a sequence of words, none overlapping another.

        Each match holds all that its name may stand for, the likeliest first. Given a day, what did not exist then
        comes last, and persons have the country and sector that they had on it.
        """
        return tuple(
            replace(match, entries=self._as_of(match.entries, on)) for match in self.names.find(words)
        )

    def lookup(self, name: str, on: Date | None = None) -> tuple[Entry, ...]:
        """What one whole name may stand for, the likeliest first; empty where it is unknown."""
        return self._as_of(self.names.lookup(name), on)

    def _as_of(self, found: tuple[Entry, ...], on: Date | None) -> tuple[Entry, ...]:
        if on is None:
            return found
        ordered = sorted(
            found, key=lambda entry: (not entry.period.holds(on), self._out_of_office(entry, on))
        )
        return tuple(self._dated(entry, on) for entry in ordered)

    def _out_of_office(self, entry: Entry, on: Date) -> bool:
        return entry.kind in {EntryKind.PERSON, EntryKind.SURNAME} and not self.offices_of(entry.key, on)

    def _dated(self, entry: Entry, on: Date) -> Entry:
        if entry.kind not in {EntryKind.PERSON, EntryKind.SURNAME}:
            return entry
        standing = self._standing(self.persons[entry.key], on)
        return replace(entry, country=standing.country, sector=standing.sector, body=standing.body)

    def state(self, key: str) -> State | None:
        """A state by its ISO alpha-3 code or key; None where there is none."""
        return self.states.get(key)

    def role_noun(self, lemma: str) -> RoleNoun | None:
        """What a noun such as "spokesman" or "foreign minister" says of its bearer; None for other nouns."""
        word = lemma.lower()
        return self.role_nouns.get(word) or self.role_nouns.get(f"{word}s")

    def offices_of(self, key: str, on: Date | None = None) -> tuple[Office, ...]:
        """The offices a person holds on a day, or ever held; the latest begun comes last."""
        return tuple(office for office in self.offices.get(key, ()) if office.period.holds(on))

    def people(self, name: str, on: Date | None = None) -> tuple[Person, ...]:
        """Persons by full name or surname, those in office on the day first."""
        kinds = {EntryKind.PERSON, EntryKind.SURNAME}
        keys = dict.fromkeys(entry.key for entry in self.lookup(name, on) if entry.kind in kinds)
        return tuple(self.persons[key] for key in keys)

    def actor(self, key: str, on: Date | None = None) -> Actor | None:
        """A known actor by key, with country and sector as of the day; None where the key is unknown.

        >>> Reference.load().actor("UKR").name
        'Ukraine'
        >>> Reference.load().actor("Q311440", Date(2020, 1, 1)).body  # the Secretary-General acts for the UN
        'Q1065'
        """
        if key in self.states:
            return self.states[key].actor
        if key in self.bodies:
            return self.bodies[key].actor
        if key not in self.persons:
            return None
        person = self.persons[key]
        standing = self._standing(person, on)
        kind = ActorKind.PERSON
        return Actor(key, person.name, kind, standing.country, standing.sector, body=standing.body)

    def _standing(self, person: Person, on: Date | None) -> Standing:
        """What a person is on a day: by the office then held, else by the person's row, else as a former official."""
        held = self.offices_of(person.key, on)
        if held:
            return Standing(held[-1].country, held[-1].sector, self._body_of(held[-1]))
        past = any(
            office.period.holds(None) for office in self.offices.get(person.key, ()) if _over(office, on)
        )
        return Standing(person.country, person.sector or (FORMER_OFFICIAL if past else None))

    def _body_of(self, office: Office) -> str | None:
        """The body of an office that is no country's."""
        body = self.bodies.get(office.organization or "")
        return body.key if body and body.country is None and office.country is None else None

    @cached_property
    def _members(self) -> Mapping[str, tuple[tuple[str, Period], ...]]:
        return load.members(self.extra)

    def members(self, key: str, on: Date | None = None) -> tuple[State, ...]:
        """The member states of a body on a day, or all that ever were members; empty where the table has none.

        >>> [state.key for state in Reference.load().members("x-group-of-eight", Date(2010, 1, 1))][-1]
        'RUS'
        """
        listed = self._members.get(key, ())
        keys = dict.fromkeys(state for state, period in listed if period.holds(on))
        return tuple(self.states[state] for state in keys if state in self.states)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The index of all names of places."""
        return Gazetteer(self.states, self.extra)

    def places(self, name: str) -> tuple[Place, ...]:
        """Places of a name: states, then regions, waters and sites, then cities by size; empty where unknown.

        Disputed territory has no country: it is named, and nobody's side is taken.

        >>> [place.country for place in Reference.load().places("Crimea")]
        [None]
        """
        return self.gazetteer.lookup(name)


def _over(office: Office, on: Date | None) -> bool:
    return on is not None and office.period.end is not None and office.period.end < on
