"""Small worlds for the analysis tests; all actors are fictional."""

from datetime import date

import pytest

from kg.analysis import ActorRow, EventRow, EventTable


def event(number, event_type, sources, targets=(), *, intensity=1.0, day="2030-05-10", **more):
    return EventRow(
        f"e{number}", event_type, date.fromisoformat(day), intensity, tuple(sources), tuple(targets), **more
    )


@pytest.fixture
def make():
    return event


@pytest.fixture
def strelsau() -> EventTable:
    """Talks of A and B through C, two strikes by A on B, aid from C and D to B, a demand, B alone, a protest at home."""
    events = (
        event(1, "CONSULT", "AB", intensity=1.0, mediators=("C",), end=date(2030, 5, 12)),
        event(2, "ASSAULT", "A", "B", intensity=-9.0, day="2030-05-11"),
        event(3, "ASSAULT", "A", "B", intensity=-9.5, day="2030-06-02"),
        event(4, "AID", "CD", "B", intensity=10.0, day="2030-06-03"),
        event(5, "REQUEST", "B", "A", intensity=0.0, day="2030-07-01"),
        event(6, "MOBILIZE", "B", intensity=-5.5, day="2030-07-02"),
        event(7, "PROTEST", "D", "D", intensity=-5.0, day="2030-07-03"),
    )
    actors = {key: ActorRow(key, name, "State", key, "GOV") for key, name in zip("ABCD", NAMES, strict=True)}
    return EventTable(events, actors)


NAMES = ("Sylvania", "Freedonia", "Ruritania", "Zubrowka")
