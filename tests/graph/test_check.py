"""The shapes and the set checks: sound graphs pass, each kind of damage is found."""

from dataclasses import replace
from datetime import date as Date

import pytest
from made_readings import XFD, XSV, all_readings, article, mention, talks_reading
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import Graph, Names, literals
from kg.graph.check import by_shapes, check
from kg.graph.names import PLOVER, TYPE, VOCAB, XSD, gev
from kg.graph.triples import to_quads
from kg.model import Reading
from kg.resources import resource

NAMES = Names()
READING = talks_reading()
MEETING = NAMES.of("mention", READING.mentions[0].id)
OWN = NAMES.article_graph(READING.article.key)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("check") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        made.commit()
        yield made


def test_a_sound_graph_passes(graph):
    report = check(graph.store, graph.names)
    assert report.findings == ()
    assert len(report.checks) == 1 + len(list(resource("queries", "checks").glob("*.rq")))


def test_articles_without_publisher_or_date_are_warned_of(tmp_path):
    told = article("Talks\n\nThe parties met.", None, None)
    with Graph.create(tmp_path / "g", reference=None) as made:
        made.add(Reading(told, (mention(told, "The parties met", "CONSULT", [XFD, XSV]),)))
        made.commit()
        report = check(made.store, made.names)
    assert report.violations == ()
    assert {finding.message.partition(":")[0] + finding.message.partition(":")[2].partition(":")[0] for finding in report.warnings} == {
        "schemapublisher", "schemadatePublished"
    }  # fmt: skip


def without(predicate):
    return lambda quads: {q for q in quads if not (q.subject == MEETING and q.predicate == gev(predicate))}


def having(predicate, value):
    return lambda quads: quads | {Quad(MEETING, gev(predicate), value, OWN)}


def instead(predicate, value):
    return lambda quads: having(predicate, value)(without(predicate)(quads))


DAMAGES = {
    "no type": without("eventType"),
    "two types": having("eventType", NamedNode(PLOVER + "AID")),
    "an unknown type": instead("eventType", NamedNode(PLOVER + "DANCE")),
    "no date": without("date"),
    "a date that is none": instead("date", Literal("May", datatype=NamedNode(XSD + "date"))),
    "an end before the beginning": instead("endDate", literals.day(Date(2029, 1, 1))),
    "no evidence": without("quote"),
    "a quote too long": instead("quote", literals.text("x" * 301)),
    "offsets reversed": instead("charEnd", literals.integer(0)),
    "confidence above one": instead("confidence", literals.decimal(1.5)),
    "an actor that nothing describes": having("source", NAMES.of("actor", "x-ghost")),
    "a place that is an actor": having("place", NAMES.of("actor", "XFD")),
    "an unknown polarity": instead("polarity", NamedNode(VOCAB + "maybe")),
    "an article that is none": instead("article", NAMES.of("article", "none")),
    "a negative toll": having("killed", literals.integer(-3)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_shapes_catch(damage):
    sound = set(to_quads(READING, NAMES))
    assert not [f for f in by_shapes(sound, NAMES) if f.severity == "Violation"]
    found = [f for f in by_shapes(damage(sound), NAMES) if f.severity == "Violation"]
    assert any(NAMES.short(MEETING.value) == finding.subject for finding in found)


EVENT = NAMES.of("event", "lonely")
EVENTS = NAMES.graph("events")

WRONGS = {
    "mode_of_other_type": [Quad(MEETING, gev("mode"), NamedNode(PLOVER + "ASSAULT-drone"), OWN)],
    "no_event": [Quad(NAMES.of("mention", "lost"), TYPE, gev("EventMention"), OWN)],
    "no_evidence": [Quad(EVENT, TYPE, gev("Event"), EVENTS)],
    "no_recipient": [Quad(EVENT, gev("eventType"), NamedNode(PLOVER + "AID"), EVENTS)],
    "quote_length": [Quad(MEETING, gev("charStart"), literals.integer(3), OWN)],
    "status_unsupported": [Quad(EVENT, gev("status"), NamedNode(VOCAB + "attested"), EVENTS)],
    "two_graphs": [Quad(MEETING, TYPE, gev("EventMention"), EVENTS)],
}


@pytest.mark.parametrize("name", [path.stem for path in sorted(resource("queries", "checks").glob("*.rq"))])
def test_each_set_check_catches(graph, name):
    graph.store.extend(WRONGS[name])
    try:
        report = check(graph.store, graph.names)
        assert name in {finding.check for finding in report.violations}
    finally:
        for quad in WRONGS[name]:
            graph.store.remove(quad)


def test_a_state_without_a_code_is_sound():
    reading = replace(READING, actors=(*READING.actors, replace(XFD, key="x-old-ruritania", country=None)))
    assert not [f for f in by_shapes(to_quads(reading, NAMES), NAMES) if f.severity == "Violation"]
