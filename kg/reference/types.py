"""What the reference room knows of: frozen records, one class a table, and the entry that a name leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum

from kg.model import Actor, ActorKind


class EntryKind(StrEnum):
    """What kind of name an entry is found by; in the order in which one name's entries are preferred."""

    STATE = "state"
    ORGANIZATION = "organization"
    ARMED_GROUP = "armed_group"
    SEAT = "seat"  # a building or city that stands for who sits there: "Kremlin"
    CAPITAL = "capital"
    DEMONYM = "demonym"  # "Ukrainian", "Ukrainians"
    PEOPLE = "people"  # a people or region that names an actor: "Kurds"
    PERSON = "person"
    SURNAME = "surname"  # "Putin" alone
    PLACE = "place"


class Form(StrEnum):
    """How a name stands in a sentence."""

    NAME = "name"
    ADJECTIVE = "adjective"  # "Ukrainian"
    SINGULAR = "singular"  # "a Ukrainian"
    PLURAL = "plural"  # "Ukrainians"


@dataclass(frozen=True, slots=True)
class Period:
    """The days between which something holds; None is open. Both days are included.

    >>> Period(Date(1990, 3, 21), None).holds(Date(2000, 1, 1))
    True
    """

    start: Date | None = None
    end: Date | None = None

    def holds(self, on: Date | None) -> bool:
        """Whether the day lies in the period; no day given lies in every period.

        >>> term = Period(Date(2020, 1, 1), Date(2023, 12, 31))
        >>> term.holds(Date(2023, 12, 31)), term.holds(Date(2024, 1, 1)), term.holds(None)
        (True, False, True)
        """
        return on is None or (
            (self.start is None or self.start <= on) and (self.end is None or on <= self.end)
        )


@dataclass(frozen=True, slots=True)
class State:
    """A state, territory or entity that acts like one.

    `key` is its ISO 3166-1 alpha-3 code, or a slug where none
    exists; `country` is that code or None. `status` says how it is recognised, by name and without taking a side.
    """

    key: str
    iso2: str | None
    name: str
    names: tuple[str, ...]  # the name first, then all aliases
    adjectives: tuple[str, ...]
    persons: tuple[str, ...]  # singular
    peoples: tuple[str, ...]  # plural
    capital: str
    status: str
    period: Period
    successors: tuple[str, ...]
    wikidata: str | None
    rank: int = 0  # place in its table: of two states of one name, the earlier is the likelier

    @property
    def iso3(self) -> str | None:
        """The ISO 3166-1 (for former states 3166-3) alpha-3 code; Kosovo's XKX is the user-assigned one.

        >>> from kg.reference.load import states
        >>> states()["UKR"].iso3
        'UKR'
        """
        return None if self.key.startswith("x-") else self.key

    @property
    def demonyms(self) -> tuple[str, ...]:
        """Adjectives, then names of its people, each once."""
        return tuple(dict.fromkeys(self.adjectives + self.persons + self.peoples))

    @property
    def actor(self) -> Actor:
        """The state as an actor.

        >>> from kg.reference.load import states
        >>> states()["UKR"].actor.name
        'Ukraine'
        """
        return Actor(self.key, self.name, ActorKind.STATE, self.iso3)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation or armed group.

    `country` is None where it belongs to no one state; `org_type` is IGO, NGO,
    MNC, IMG ... for those (PLOVER's international entities) and empty for a body of a state.
    """

    key: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    country: str | None
    org_type: str | None
    sector: str | None
    headquarters: str | None
    period: Period
    wikidata: str | None

    @property
    def actor(self) -> Actor:
        """The body as an actor."""
        return Actor(self.key, self.name, self.kind, self.country, self.sector)


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a person held. `precision` says how sharp the two days are: day, month or year."""

    person: str
    role: str
    organization: str | None  # key of the body; None where the state itself
    country: str | None
    sector: str
    period: Period
    precision: str
    checked: bool  # confirmed by a second source


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on a day: whose, in which sector; `body` where it is an international body's and no country's."""

    country: str | None
    sector: str | None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A public person; what they are on a given day follows from their offices."""

    key: str
    name: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]  # short forms by which the press names the person
    country: str | None
    sector: str | None  # outside any office; None: a former official, or unknown
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that says what somebody is. `stands_for_state`: "government", "authorities"."""

    lemma: str
    sector: str | None
    kind: ActorKind
    stands_for_state: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a name may stand for, and how that name stands for it."""

    key: str
    name: str  # of the thing
    kind: EntryKind
    form: Form
    actor_kind: ActorKind | None  # None: a place
    country: str | None = None
    sector: str | None = None
    org_type: str | None = None
    period: Period = Period()
    rank: int = 0  # the lower the likelier, among entries of one kind
    body: str | None = None  # the body of no country that a person acts for

    @property
    def actor(self) -> Actor | None:
        """Who acts where this name is used of somebody; None for a mere place."""
        if self.actor_kind is None:
            return None
        return Actor(self.key, self.name, self.actor_kind, self.country, self.sector, body=self.body)


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a sequence of words: `start` and `end` (exclusive) count words; the best entry comes first.

    `whole` is false where the name is only a part of its words ("U.S." in "U.S.-mediated").
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    whole: bool = True

    @property
    def best(self) -> Entry:
        """The likeliest entry."""
        return self.entries[0]
