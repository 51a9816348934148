from datetime import date

import pytest

from kg.analysis import EventTable, mediators, monthly_balance, timeline


def test_who_mediates_between_whom(strelsau):
    (row,) = mediators(strelsau)
    assert (row.mediator_label, row.one_label, row.other_label) == ("Ruritania", "Sylvania", "Freedonia")
    assert (row.count, row.first, row.last) == (1, date(2030, 5, 10), date(2030, 5, 12))
    assert row.events == ("e1",)


def test_a_party_does_not_mediate_between_itself_and_another(make):
    rows = mediators([make(1, "CONSULT", "ABC", mediators=("C",))])
    assert [(row.one, row.other) for row in rows] == [("A", "B")]


def test_mediation_of_a_directed_event_is_between_its_sides(make):
    rows = mediators(
        [make(1, "RETREAT", "BD", "A", mediators=("C",)), make(2, "CONSULT", "AB", mediators=("C",))]
    )
    assert [(row.one, row.other, row.count) for row in rows] == [("A", "B", 2), ("A", "D", 1)]


def test_a_timeline_has_both_directions_in_order_of_time(strelsau):
    steps = timeline(strelsau, "B", "A")
    assert [step.event for step in steps] == ["e1", "e2", "e3", "e5"]
    assert [step.reciprocal for step in steps] == [True, False, False, False]
    assert timeline(strelsau, "A", "D") == ()


def test_balance_by_month(strelsau):
    months = monthly_balance(strelsau, "A", "B")
    assert [(m.month, m.events, m.cooperative, m.conflictual, m.balance, m.mean) for m in months] == [
        ("2030-05", 2, 1, 1, -8.0, -4.0),
        ("2030-06", 1, 0, 1, -9.5, -9.5),
        ("2030-07", 1, 0, 0, 0.0, 0.0),
    ]


def test_empty_months_are_filled_on_request(make):
    events = [make(1, "AID", "A", "B", day="2029-11-30"), make(2, "AID", "A", "B", day="2030-02-01")]
    months = monthly_balance(events, "A", "B", fill=True)
    assert [m.month for m in months] == ["2029-11", "2029-12", "2030-01", "2030-02"]
    assert (months[1].events, months[1].balance, months[1].mean) == (0, 0, None)


@pytest.mark.parametrize("fill", [True, False])
def test_no_events_no_months(fill):
    assert monthly_balance(EventTable(()), "A", "B", fill=fill) == ()
