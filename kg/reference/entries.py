"""Which names lead to which entries: every naming of every record, one function a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.model import ActorKind
from kg.reference.names import slug
from kg.reference.tables import rows
from kg.reference.types import Body, Entry, EntryKind, Form, Office, Period, Person, State

Named = tuple[str, Entry]


def of_states(states: Mapping[str, State]) -> Iterator[Named]:
    """Names, adjectives, people and capitals of the states."""
    for state in states.values():
        whole = _state_entry(state, EntryKind.STATE, Form.NAME)
        yield from ((name, whole) for name in state.names)
        adjective = _state_entry(state, EntryKind.DEMONYM, Form.ADJECTIVE)
        yield from ((name, adjective) for name in state.adjectives)
        yield from _people(state, state.persons, Form.SINGULAR)
        yield from _people(state, state.peoples, Form.PLURAL)
        yield state.capital, _state_entry(state, EntryKind.CAPITAL, Form.NAME, "GOV")


def _state_entry(state: State, kind: EntryKind, form: Form, sector: str | None = None) -> Entry:
    return Entry(
        key=state.key,
        name=state.name,
        kind=kind,
        form=form,
        actor_kind=ActorKind.STATE,
        country=state.iso3,
        sector=sector,
        period=state.period,
        rank=state.rank,
    )


def _people(state: State, names: Sequence[str], form: Form) -> Iterator[Named]:
    if not state.peoples:
        return
    kind = ActorKind.PERSON if form is Form.SINGULAR else ActorKind.POPULATION
    for name in names:
        yield (
            name,
            Entry(
                key=slug(f"people {state.key.removeprefix('x-')}"),
                name=state.peoples[0],
                kind=EntryKind.DEMONYM,
                form=form,
                actor_kind=kind,
                country=state.iso3,
                sector="CVL",
                period=state.period,
                rank=state.rank,
            ),
        )


def of_seats(
    states: Mapping[str, State], bodies: Mapping[str, Body], extra: Sequence[Path]
) -> Iterator[Named]:
    """Buildings and cities that stand for the government, parliament or army that sits there."""
    for row in rows("seats", extra):
        key = row.text("actor")
        holder = states[key].actor if key in states else bodies[key].actor
        capital = row.text("name") == row.get("city")
        yield (
            row.text("name"),
            Entry(
                key=key,
                name=holder.name,
                kind=EntryKind.CAPITAL if capital and key in states else EntryKind.SEAT,
                form=Form.NAME,
                actor_kind=holder.kind,
                country=holder.country,
                sector=row.get("sector"),
                period=row.period(),
                rank=states[key].rank if key in states else 0,
            ),
        )


def of_bodies(bodies: Mapping[str, Body]) -> Iterator[Named]:
    """Names and acronyms of organisations and armed groups."""
    for rank, body in enumerate(bodies.values()):
        group = body.kind is ActorKind.ARMED_GROUP
        entry = Entry(
            key=body.key,
            name=body.name,
            kind=EntryKind.ARMED_GROUP if group else EntryKind.ORGANIZATION,
            form=Form.NAME,
            actor_kind=body.kind,
            country=body.country,
            sector=body.sector,
            org_type=body.org_type,
            period=body.period,
            rank=rank,
        )
        yield from ((name, entry) for name in body.names)


def of_peoples(extra: Sequence[Path]) -> Iterator[Named]:
    """Peoples and regions that name an actor: "Kurds", "Bosnian Serb", "Chechen"."""
    for rank, row in enumerate(rows("peoples", extra)):
        columns = (("adjectives", Form.ADJECTIVE), ("persons", Form.SINGULAR), ("peoples", Form.PLURAL))
        for column, form in columns:
            entry = Entry(
                key=row.text("key"),
                name=row.text("name"),
                kind=EntryKind.PEOPLE,
                form=form,
                actor_kind=ActorKind.PERSON if form is Form.SINGULAR else ActorKind.POPULATION,
                country=row.get("country"),
                sector=row.get("sector"),
                rank=rank,
            )
            yield from ((name, entry) for name in row.many(column))


def of_persons(persons: Mapping[str, Person], offices: Mapping[str, Sequence[Office]]) -> Iterator[Named]:
    """Full names and surnames of persons, each for as long as the person was in the news."""
    for rank, person in enumerate(persons.values()):
        posts = offices.get(person.key, ())
        for names, kind in ((person.names, EntryKind.PERSON), (person.surnames, EntryKind.SURNAME)):
            entry = Entry(
                key=person.key,
                name=person.name,
                kind=kind,
                form=Form.NAME,
                actor_kind=ActorKind.PERSON,
                country=person.country,
                sector=posts[-1].sector if posts else person.sector,
                period=_public_life(posts),
                rank=rank,
            )
            yield from ((name, entry) for name in names)


def _public_life(posts: Sequence[Office]) -> Period:
    """From the first day of the first office; a person stays in the news after the last."""
    starts = [post.period.start for post in posts]
    return Period(min((day for day in starts if day), default=None) if all(starts) else None)
