"""What two graphs tell differently."""

from dataclasses import replace

import pytest
from made_readings import all_readings, denial_reading, reprint_reading, talks_reading

from kg.graph import Graph
from kg.graph.diff import difference


@pytest.fixture
def told(tmp_path):
    def build(name, *readings):
        with Graph.create(tmp_path / name, reference=None) as graph:
            list(graph.add_all(readings))
            return graph.quads(), graph.names

    return build


def test_a_graph_does_not_differ_from_itself(told):
    quads, names = told("a", *all_readings())
    assert difference(quads, quads, names).same


def test_another_account_of_an_event_shows_as_its_changes(told):
    (before, names), (after, _) = told("a", talks_reading()), told("b", talks_reading(), denial_reading())
    found = difference(before, after, names)
    assert found.articles_added == (denial_reading().article.key,)
    by_kind = {(event.event_type, event.kind): event for event in found.events}
    strike = by_kind["ASSAULT", "changed"]
    changes = {change.name: (change.before, change.after) for change in strike.changes}
    assert changes["status"] == (("v:attested",), ("v:contested",))
    assert "mentions" in changes
    assert ("ASSAULT", "added") in by_kind
    back = difference(after, before, names)
    assert {(e.event, e.kind) for e in back.events if e.kind != "changed"} == {
        (e.event, {"added": "removed", "removed": "added"}[e.kind])
        for e in found.events
        if e.kind != "changed"
    }


def test_an_event_under_another_name_is_the_same_where_it_rests_on_the_same_mentions(told):
    first = reprint_reading()
    moved = replace(
        first.mentions[0],
        when=replace(first.mentions[0].when, date=first.mentions[0].when.date.replace(day=9)),
    )
    (before, names), (after, _) = told("a", first), told("b", replace(first, mentions=(moved,)))
    (event,) = difference(before, after, names).events
    assert event.kind == "changed"
    assert [(change.name, change.after) for change in event.changes] == [("date", ("2030-05-09",))]
