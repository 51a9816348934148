"""Who mediates between whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from itertools import combinations, product

from kg.analysis.events import ActorRow, EventRow, EventTable, key_of


@dataclass(frozen=True, slots=True)
class Mediation:
    """One mediator between two parties (IRIs and names, the parties in the order of their IRIs)."""

    mediator: str
    one: str
    other: str
    mediator_label: str
    one_label: str
    other_label: str
    count: int
    first: Date
    last: Date
    events: tuple[str, ...]


def mediators(source: EventTable | Iterable[EventRow]) -> tuple[Mediation, ...]:
    """Who mediated between whom in how many events (`gev:mediator`), the first and last day; most first.

    The parties are an event's sources and targets at the level of the table; a mediator that is itself a party, as in
    talks between three of which one brokers, does not mediate between itself and another.

    >>> talks = EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR"), mediators=("USA",))
    >>> [(row.mediator, row.one, row.other, row.count) for row in mediators([talks])]
    [('USA', 'RUS', 'UKR', 1)]
    """
    events = source.events if isinstance(source, EventTable) else tuple(source)
    actors = source.actors if isinstance(source, EventTable) else {}
    found: dict[tuple[str, str, str], list[EventRow]] = {}
    for event in sorted(events, key=lambda e: (e.date, e.iri)):
        for triple in _mediated(event):
            found.setdefault(triple, []).append(event)
    rows = [_mediation(triple, over, actors) for triple, over in found.items()]
    rows.sort(key=lambda row: (-row.count, row.mediator_label, row.mediator, row.one, row.other))
    return tuple(rows)


def _mediation(
    triple: tuple[str, str, str], over: Sequence[EventRow], actors: Mapping[str, ActorRow]
) -> Mediation:
    mediator, one, other = (actors[iri].label if iri in actors else key_of(iri) for iri in triple)
    return Mediation(
        *triple,
        mediator,
        one,
        other,
        len(over),
        over[0].date,
        max(event.last for event in over),
        tuple(event.iri for event in over),
    )


def _mediated(event: EventRow) -> list[tuple[str, str, str]]:
    parties = sorted({*event.sources, *event.targets})
    pairs = combinations(parties, 2) if event.reciprocal else event.dyads()
    ordered = sorted({(min(pair), max(pair)) for pair in pairs})
    return [(m, a, b) for m, (a, b) in product(sorted(set(event.mediators)), ordered) if m not in (a, b)]
