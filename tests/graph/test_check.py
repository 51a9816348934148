"""The shapes and the set checks: sound graphs pass, each kind of damage is found, as pyshacl finds it."""

import random
from dataclasses import replace
from datetime import date as Date

import pytest
import shacl_oracle
from made_readings import XFD, XSV, all_readings, article, mention, talks_reading
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kg.graph import Graph, Names, literals
from kg.graph.check import by_shapes, check
from kg.graph.conform import Things, nonconforming
from kg.graph.names import LABEL, PLOVER, SCHEMA, TYPE, VOCAB, XSD, gev
from kg.graph.sparql import ask
from kg.graph.triples import to_quads
from kg.model import Reading
from kg.resources import resource

NAMES = Names()
READING = talks_reading()
MEETING = NAMES.of("mention", READING.mentions[0].id)
ARTICLE = NAMES.of("article", READING.article.key)
ARMY = NAMES.of("actor", "x-sylvanian-army")
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
    assert report.quads == len(graph.store)


def test_articles_without_publisher_or_date_are_warned_of(tmp_path):
    told = article("Talks\n\nThe parties met.", None, None)
    with Graph.create(tmp_path / "g", reference=None) as made:
        made.add(Reading(told, (mention(told, "The parties met", "CONSULT", [XFD, XSV]),)))
        made.commit()
        report = check(made.store, made.names)
    assert report.violations == ()
    assert {finding.message.partition(": ")[0] for finding in report.warnings} == {
        "schema:publisher", "schema:datePublished"
    }  # fmt: skip


def without(predicate, subject=MEETING):
    return lambda quads: {q for q in quads if not (q.subject == subject and q.predicate == predicate)}


def having(predicate, value, subject=MEETING):
    return lambda quads: quads | {Quad(subject, predicate, value, OWN)}


def instead(predicate, value, subject=MEETING):
    return lambda quads: having(predicate, value, subject)(without(predicate, subject)(quads))


def typed(text, kind):
    return Literal(text, datatype=NamedNode(XSD + kind))


DAMAGES = {
    "no type": without(gev("eventType")),
    "two types": having(gev("eventType"), NamedNode(PLOVER + "AID")),
    "an unknown type": instead(gev("eventType"), NamedNode(PLOVER + "DANCE")),
    "a type that is a text": instead(gev("eventType"), literals.text("AID")),
    "no date": without(gev("date")),
    "two dates": having(gev("date"), literals.day(Date(2030, 5, 12))),
    "a date that is none": instead(gev("date"), typed("May", "date")),
    "a day that does not exist": instead(gev("date"), typed("2030-02-31", "date")),
    "a date that is a text": instead(gev("date"), literals.text("2030-05-11")),
    "an end before the beginning": instead(gev("endDate"), literals.day(Date(2029, 1, 1))),
    "no evidence": without(gev("quote")),
    "an empty quote": instead(gev("quote"), literals.text("")),
    "a quote too long": instead(gev("quote"), literals.text("x" * 301)),
    "a quote in a language": instead(gev("quote"), literals.text("They met", "en")),
    "offsets reversed": instead(gev("charEnd"), literals.integer(0)),
    "offsets that are no numbers": instead(gev("charStart"), typed("two", "integer")),
    "confidence above one": instead(gev("confidence"), literals.decimal(1.5)),
    "confidence as a float": instead(gev("confidence"), typed("0.5", "double")),
    "no source": without(gev("source")),
    "an actor that nothing describes": having(gev("source"), NAMES.of("actor", "x-ghost")),
    "an actor that is a text": having(gev("source"), literals.text("Freedonia")),
    "a place that is an actor": having(gev("place"), NAMES.of("actor", "XFD")),
    "an unknown polarity": instead(gev("polarity"), NamedNode(VOCAB + "maybe")),
    "an article that is none": instead(gev("article"), NAMES.of("article", "none")),
    "a negative toll": having(gev("killed"), literals.integer(-3)),
    "two tolls": lambda quads: having(gev("killed"), literals.integer(4))(
        having(gev("killed"), literals.integer(3))(quads)
    ),
    "an EDTF that is none": instead(gev("edtf"), literals.text("last week")),
    "a mention without a name": lambda quads: quads | {Quad(BlankNode("m"), TYPE, gev("EventMention"), OWN)},
    "no headline": without(NamedNode(SCHEMA + "headline"), ARTICLE),
    "a publisher that is a state": instead(
        NamedNode(SCHEMA + "publisher"), NAMES.of("actor", "XFD"), ARTICLE
    ),
    "an actor without a label": without(LABEL, ARMY),
    "an actor of two states": having(gev("ofState"), NAMES.of("actor", "XFD"), ARMY),
    "a sector that is none": instead(gev("sector"), NamedNode(PLOVER + "sector-army"), ARMY),
    "a latitude beyond the pole": having(
        NamedNode(SCHEMA + "latitude"), literals.decimal(95), NAMES.of("place", "strelsau")
    ),
}


def by_sparql(quads):
    store = Store()
    store.extend(quads)
    return list(by_shapes(lambda sparql: ask(store, sparql, NAMES), NAMES))


def seen(findings):
    """Focus node, property and severity; pyshacl has no name for a choice of properties, and none for no property."""
    found = set()
    for finding in findings:
        path = finding.message.split(" ", maxsplit=1)[0].rstrip(":")
        named = "(path)" if "|" in path or path == "is" else path
        found.add((anonymous(finding.subject), named, finding.severity))
    return found


def oracle(quads):
    return {(anonymous(who), path, severity) for who, path, severity in shacl_oracle.findings(quads, NAMES)}


def anonymous(name):
    """Blank nodes are named anew by every tool."""
    return name if ":" in name and not name.startswith("_:") else "_"


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_seen_as_pyshacl_sees_it(damage):
    sound = set(to_quads(READING, NAMES))
    damaged = damage(sound)
    expected = oracle(damaged)
    assert expected - oracle(sound)
    assert seen(nonconforming(Things(damaged), NAMES)) == expected
    assert seen(by_sparql(damaged)) == expected


def test_sound_quads_have_no_finding():
    sound = to_quads(READING, NAMES)
    assert nonconforming(Things(sound), NAMES) == []
    assert by_sparql(sound) == []
    assert oracle(sound) == set()


@pytest.mark.parametrize("seed", range(8))
def test_random_damage_is_seen_as_pyshacl_sees_it(seed):
    """Quads taken away, objects exchanged between quads: Python, SPARQL and pyshacl agree on the result."""
    dice = random.Random(seed)
    quads = [quad for reading in all_readings() for quad in to_quads(reading, NAMES)]
    for _ in range(12):
        place = dice.randrange(len(quads))
        quad, other = quads[place], dice.choice(quads)
        if dice.random() < 0.4:
            quads.pop(place)
        else:
            quads[place] = Quad(quad.subject, quad.predicate, other.object, quad.graph_name)
    expected = oracle(quads)
    assert seen(nonconforming(Things(quads), NAMES)) == expected
    assert seen(by_sparql(quads)) == expected


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
    assert not [
        f for f in nonconforming(Things(to_quads(reading, NAMES)), NAMES) if f.severity == "Violation"
    ]
