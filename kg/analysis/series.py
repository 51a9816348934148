"""A dyad over time: its events one by one, and the balance of conflict and cooperation by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date

from kg.analysis.events import EventRow, EventTable


@dataclass(frozen=True, slots=True)
class Step:
    """One event on a timeline: from whom to whom (IRIs); `reciprocal` where both stand on both sides."""

    date: Date
    end: Date | None
    event_type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    reciprocal: bool
    intensity: float
    status: str
    event: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a dyad ("2026-02"): events, those above and below zero, and sum and mean of intensity."""

    month: str
    events: int
    cooperative: int
    conflictual: int
    balance: float
    mean: float | None


def between(source: EventTable | Iterable[EventRow], one: str, other: str) -> tuple[EventRow, ...]:
    """The events between two actors (as named in the rows), either direction, by date and IRI.

    >>> talks = EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR"))
    >>> aid = EventRow("e2", "AID", Date(2026, 2, 17), 7.0, ("POL",), ("UKR",))
    >>> [event.iri for event in between([aid, talks], "UKR", "RUS")]
    ['e1']
    """
    events = source.events if isinstance(source, EventTable) else source
    sides = {(one, other), (other, one)}
    chosen = [event for event in events if not sides.isdisjoint(event.dyads())]
    return tuple(sorted(chosen, key=lambda event: (event.date, event.iri)))


def timeline(source: EventTable | Iterable[EventRow], one: str, other: str) -> tuple[Step, ...]:
    """The events between two actors in order of time, either direction; each once.

    >>> talks = EventRow("e1", "CONSULT", Date(2026, 2, 17), 1.0, ("RUS", "UKR"))
    >>> [(step.event_type, step.reciprocal) for step in timeline([talks], "RUS", "UKR")]
    [('CONSULT', True)]
    """
    return tuple(
        Step(
            event.date,
            event.end,
            event.event_type,
            event.sources,
            event.targets,
            event.reciprocal,
            event.intensity,
            event.status,
            event.iri,
        )
        for event in between(source, one, other)
    )


def monthly_balance(
    source: EventTable | Iterable[EventRow], one: str, other: str, *, fill: bool = False
) -> tuple[Month, ...]:
    """Conflict and cooperation between two actors by month of the event's first day: B = sum of intensity.

    With `fill`, months without events between the first and the last are there too, with balance 0 and no mean.
    Source: the net cooperation series of Goldstein, J. Conflict Resolution 36 (1992) 369, on PLOVER's scale.

    >>> aid = EventRow("e1", "AID", Date(2026, 1, 5), 7.0, ("POL",), ("UKR",))
    >>> later = EventRow("e2", "AID", Date(2026, 3, 5), 5.0, ("POL",), ("UKR",))
    >>> [(m.month, m.balance) for m in monthly_balance([aid, later], "POL", "UKR", fill=True)]
    [('2026-01', 7.0), ('2026-02', 0), ('2026-03', 5.0)]
    """
    by_month: dict[str, list[float]] = {}
    for event in between(source, one, other):
        by_month.setdefault(f"{event.date:%Y-%m}", []).append(event.intensity)
    months = _all_months(by_month) if fill and by_month else sorted(by_month)
    return tuple(_month(month, by_month.get(month, [])) for month in months)


def _month(month: str, values: list[float]) -> Month:
    total = round(sum(values), 6)
    return Month(
        month,
        len(values),
        sum(value > 0 for value in values),
        sum(value < 0 for value in values),
        total,
        round(total / len(values), 6) if values else None,
    )


def _all_months(months: Iterable[str]) -> list[str]:
    first, *_, last = sorted([*months, *months])
    start, stop = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, stop + 1)]
