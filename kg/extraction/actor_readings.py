"""What a noun phrase says of who it means, before coreference: the actor of a name, of a role, of a people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extraction.actor_keys import common_label, proper_label, unknown_key
from kg.extraction.actor_names import Name
from kg.model import Actor, ActorKind, Span
from kg.reference import Reference

FORMER = "ELI"
"""PLOVER's sector of former officials and other notables without an office."""

_ACT_FOR_NOBODY = frozenset({"CVL", "REF"})
"""Sectors of those who act for no body, whatever body is named beside them: "refugees, the UNHCR said"."""


@dataclass(frozen=True, slots=True)
class ActorReading:
    """One actor that a token refers to: the words that say so, the rule that was followed, and how sure it is."""

    actor: Actor
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Whose somebody is: a country (None: an international body's), the body if one is named, and on what ground."""

    country: str | None
    rule: str
    confidence: float
    body: Actor | None = None

    @property
    def international(self) -> str | None:
        """The key of the body, if it is no country's; of the body that acts for such a one too."""
        if self.country is not None or self.body is None:
            return None
        return self.body.body or (self.body.key if self.body.country is None else None)


class ActorMaker:
    """Makes actors from what a phrase says; every fact of an unknown actor can be read from its key."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def state(self, country: str, sector: str | None = None) -> Actor | None:
        """The state of a country code, its government where a sector is given."""
        state = self._reference.states.get(country)
        if state is None:
            return None
        return Actor(state.key, state.name, ActorKind.STATE, state.iso3, sector)

    def described(self, phrase: str, own: Affiliation, sector: str | None, kind: ActorKind) -> Actor:
        """Somebody whom the text describes without a name: "Ukrainian officials"."""
        country = own.country
        body = own.international if sector not in _ACT_FOR_NOBODY else None
        label = common_label(phrase, self._adjective(country))
        return Actor(
            unknown_key(phrase, country or body, sector), label, kind, country, sector, known=False, body=body
        )

    def people(self, name: str, country: str | None, sector: str | None) -> Actor:
        """Members of a people who live in a country not their own, or whose people no table knows: "Albanians"."""
        label = proper_label(name)
        adjective = self._adjective(country)
        label = f"{adjective} {label}" if adjective else label
        return Actor(
            unknown_key(name, country, sector), label, ActorKind.POPULATION, country, sector, known=False
        )

    def unknown_person(self, name: str, own: Affiliation, sector: str | None) -> Actor:
        """A person of a name that no table knows."""
        country, body = own.country, own.international
        key = unknown_key(name, country or body, sector)
        return Actor(key, proper_label(name), ActorKind.PERSON, country, sector, known=False, body=body)

    def unknown_body(self, name: str, country: str | None, sector: str | None) -> Actor:
        """An organisation of a name that no table knows; an armed group where the sector is that of rebels."""
        key = unknown_key(name, country, sector, organization=True)
        kind = ActorKind.ARMED_GROUP if sector == "REB" else ActorKind.ORGANIZATION
        return Actor(key, proper_label(name, organization=True), kind, country, sector, known=False)

    def known(self, name: Name, *, former: bool = False) -> Actor | None:
        """The actor of a name that the tables know; `former` where the text calls a person that."""
        actor = name.actor
        if actor is None or not (former and name.is_person):
            return actor
        return replace(actor, sector=FORMER)

    def _adjective(self, country: str | None) -> str | None:
        state = self._reference.states.get(country or "")
        if state is None:
            return country
        return state.adjectives[0] if state.adjectives else state.name
