"""From rows to records: one function a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from kg.errors import DataError
from kg.model import ActorKind
from kg.reference.tables import Row, rows
from kg.reference.types import Body, Office, Period, Person, RoleNoun, State


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Record = TypeVar("Record", bound=_Keyed)


def states(extra: Sequence[Path] = ()) -> dict[str, State]:
    """States, territories and entities that act like states, by key.

    >>> states()["UKR"].adjectives
    ('Ukrainian',)
    """
    return _by_key(_state(row, rank) for rank, row in enumerate(rows("states", extra)))


def bodies(extra: Sequence[Path] = ()) -> dict[str, Body]:
    """Organisations, then armed groups, by key.

    >>> bodies()["Q1065"].name
    'United Nations'
    """
    organisations = (_body(row) for row in rows("organisations", extra))
    groups = (_body(row, ActorKind.ARMED_GROUP) for row in rows("armed_groups", extra))
    return _by_key(_chain(organisations, groups))


def persons(extra: Sequence[Path] = ()) -> dict[str, Person]:
    """Public persons by key."""
    return _by_key(_person(row) for row in rows("people", extra))


def offices(extra: Sequence[Path] = ()) -> dict[str, tuple[Office, ...]]:
    """The offices of each person, in the order of their beginning."""
    held: dict[str, list[Office]] = {}
    for row in rows("offices", extra):
        office = _office(row)
        held.setdefault(office.person, []).append(office)
    return {key: tuple(sorted(posts, key=_beginning)) for key, posts in held.items()}


def members(extra: Sequence[Path] = ()) -> dict[str, tuple[tuple[str, Period], ...]]:
    """The member states of each body with the days of their membership, in the order of the table.

    >>> "Q7184" in members()
    True
    """
    found: dict[str, list[tuple[str, Period]]] = {}
    for row in rows("members", extra):
        found.setdefault(row.text("body"), []).append((row.text("state"), row.period("start", "end")))
    return {key: tuple(states) for key, states in found.items()}


def role_nouns(extra: Sequence[Path] = ()) -> dict[str, RoleNoun]:
    """Nouns for what somebody is, by lemma (several words where a compound: "foreign minister").

    >>> role_nouns()["minister"].sector
    'GOV'
    """
    return {
        row.text("lemma"): RoleNoun(
            lemma=row.text("lemma"),
            sector=row.get("sector"),
            kind=_kind(row),
            stands_for_state=row.get("stands_for_state") == "yes",
        )
        for row in rows("role_nouns", extra)
    }


def _state(row: Row, rank: int) -> State:
    return State(
        key=row.text("key"),
        iso2=row.get("iso2"),
        name=row.text("name"),
        names=(row.text("name"), *row.many("aliases")),
        adjectives=row.many("adjectives"),
        persons=row.many("persons"),
        peoples=row.many("peoples"),
        capital=row.text("capital"),
        status=row.text("status"),
        period=row.period(),
        successors=row.many("successors"),
        wikidata=row.get("wikidata"),
        rank=rank,
    )


def _body(row: Row, kind: ActorKind | None = None) -> Body:
    return Body(
        key=row.text("key"),
        name=row.text("name"),
        names=(row.text("name"), *row.many("aliases")),
        kind=kind or _kind(row),
        country=row.get("country"),
        org_type=row.get("org_type"),
        sector=row.get("sector"),
        headquarters=row.get("headquarters"),
        period=row.period(),
        wikidata=row.get("wikidata"),
    )


def _person(row: Row) -> Person:
    return Person(
        key=row.text("key"),
        name=row.text("name"),
        names=(row.text("name"), *row.many("aliases")),
        surnames=row.many("surnames"),
        country=row.get("country"),
        sector=row.get("sector"),
        wikidata=row.get("wikidata"),
    )


def _office(row: Row) -> Office:
    return Office(
        person=row.text("person"),
        role=row.text("role"),
        organization=row.get("organisation"),
        country=row.get("country"),
        sector=row.text("sector"),
        period=row.period("start", "end"),
        precision=row.text("precision"),
        checked=row.get("checked") is not None,
    )


def _beginning(office: Office) -> tuple[str, str, str]:
    return str(office.period.start or ""), office.role, office.organization or ""


def _kind(row: Row) -> ActorKind:
    try:
        return ActorKind(row.text("kind"))
    except ValueError:
        known = ", ".join(ActorKind)
        raise DataError(f"{row.where}: kind {row.text('kind')!r} is unknown; write one of {known}") from None


def _by_key(records: Iterable[Record]) -> dict[str, Record]:
    """Later rows (a user's own) replace earlier ones of the same key."""
    return {record.key: record for record in records}


def _chain(*parts: Iterable[Record]) -> Iterator[Record]:
    for part in parts:
        yield from part
