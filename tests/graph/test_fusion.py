"""What one event says when its mentions differ; the roll-up; the plain edges; the queries that say the same."""

from dataclasses import replace
from datetime import date as Date

import pytest
from made_readings import (
    ARMY,
    FRONT,
    MINISTER,
    NOW_STATES,
    PEOPLE,
    PORT,
    XFD,
    XRU,
    XSV,
    all_readings,
    article,
    mention,
    on,
)
from pyoxigraph import NamedNode, Quad, Store

from kg.graph import Graph, literals
from kg.graph.accounts import Account, Facts
from kg.graph.fusion import fuse, most_specific, name_clusters, status
from kg.graph.identity import sketch
from kg.graph.names import DCTERMS, LABEL, ORG, PLOVER, SCHEMA, TYPE, Names, gev
from kg.graph.rollup import Standings
from kg.model import UNIDENTIFIED, Modality, Place, Polarity, Quantities
from kg.resources import resource

NAMES = Names()
TOLD = article("First paper\n\nOne. Two. Three. Four.")
OTHER = article("Second paper\n\nOne. Two. Three. Four.")


def event(*mentions):
    group = [sketch(Account(m.id.split("-")[0], m, m.when), NOW_STATES) for m in mentions]
    everybody = {
        a.key: NOW_STATES(a, None) for m in mentions for a in (*m.sources, *m.targets, *m.mediators, *m.hosts)
    }
    (found,) = fuse([group], lambda _: everybody)
    return found


def one(word="One", kind="ASSAULT", sources=(ARMY,), targets=(PEOPLE,), told=TOLD, **more):
    return mention(told, word, kind, sources, targets, **more)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([{}], "attested"),
        ([{"attributed_to": (MINISTER,)}], "claimed"),
        ([{}, {"attributed_to": (MINISTER,)}], "attested"),
        ([{}, {"polarity": Polarity.NEGATED}], "contested"),
        ([{"attributed_to": (MINISTER,)}, {"polarity": Polarity.NEGATED}], "contested"),
        ([{"polarity": Polarity.NEGATED}], "negated"),
        ([{"modality": Modality.PLANNED}, {"polarity": Polarity.NEGATED}], "negated"),
        ([{"modality": Modality.PLANNED}, {"modality": Modality.DEMANDED}], "planned"),
        ([{"modality": Modality.DEMANDED}], "demanded"),
        ([{"modality": Modality.UNCERTAIN}], "hypothetical"),
        ([{"modality": Modality.PLANNED}, {}], "attested"),
    ],
)
def test_status(given, expected):
    assert status([one(**fields) for fields in given]) == expected


def test_the_lowest_toll_the_highest_confidence_the_more_specific_party():
    found = event(
        one(quantities=Quantities(killed=12, injured=3), confidence=0.5),
        one("Two", sources=(XSV,), targets=(XFD,), quantities=Quantities(killed=5), confidence=0.9),
        one("Three", sources=(), quantities=Quantities(killed=1), polarity=Polarity.NEGATED, confidence=1.0),
    )
    assert found.quantities == Quantities(killed=5, injured=3)
    assert found.confidence == 0.9
    assert found.sources == (ARMY,)
    assert found.targets == (PEOPLE,)
    assert found.status == "contested"


def test_bounds_are_as_wide_as_the_mentions_make_them():
    found = event(
        one(quantities=Quantities(killed=12)),
        one("Two", quantities=Quantities(killed=5, killed_lower=5, killed_upper=9)),
        one("Three", quantities=Quantities(killed=20, killed_lower=20, displaced=300, displaced_upper=300)),
    )
    assert found.quantities == Quantities(
        killed=5, killed_lower=5, killed_upper=20, displaced=300, displaced_upper=300
    )


def test_nobody_named_is_said_so():
    found = event(one(sources=(), targets=()))
    assert [actor.key for actor in found.sources] == [UNIDENTIFIED]
    assert event(one(kind="AID", sources=(XFD,), targets=())).targets[0].key == UNIDENTIFIED


def test_a_mediator_is_no_party_and_a_reciprocal_event_has_no_target():
    found = event(
        one(kind="CONSULT", sources=(XFD, XSV), targets=(), mediators=(XRU,)),
        one("Two", kind="CONSULT", sources=(XRU, XFD), targets=(XSV,)),
    )
    assert [a.key for a in found.sources] == ["XFD", "XSV"]
    assert found.targets == ()
    assert [a.key for a in found.mediators] == ["XRU"]


def test_the_date_is_that_of_the_sharpest_mention():
    found = event(
        one(when=on(14), modality=Modality.PLANNED, confidence=1.0),
        one("Two", when=on(12), confidence=0.3),
        one("Three", when=on(13), confidence=0.9, polarity=Polarity.NEGATED),
    )
    assert found.when.date == Date(2030, 5, 12)


def test_the_mode_that_most_articles_give_and_its_intensity():
    found = event(
        one(modes=("drone",), intensity=-9.5, told=TOLD),
        one("Two", modes=("drone",), intensity=-9.5, told=OTHER),
        one("Three", modes=("beat",), intensity=-8.0, told=TOLD),
        one("Four", modes=("beat",), intensity=-8.0, told=TOLD),
    )
    assert (found.modes, found.intensity) == (("drone",), -9.5)


def test_the_town_stands_for_its_country():
    found = event(one(places=(PORT,)), one("Two", places=(Place("XFD", "Freedonia", "XFD"),)))
    assert found.places == (PORT,)


def test_names_of_events_follow_the_smallest_key_and_never_collide():
    def sketched(m):
        return sketch(Account(TOLD.key, m, m.when), NOW_STATES)

    first, second = sketched(one(places=(PORT,))), sketched(one("Two"))
    assert name_clusters([[first, second]]) == name_clusters([[second, first]])
    same = [sketched(one("One")), sketched(one("Two"))]
    names = name_clusters([[same[0]], [same[1]]])
    assert names[1] == f"{names[0]}-2"
    assert names[0].startswith("ASSAULT-20300511-")


def test_two_states_do_not_subsume_each_other():
    states = {"XFD": frozenset({"XFD"}), "XSV": frozenset({"XSV"}), ARMY.key: frozenset({"XSV"})}
    assert most_specific([XFD, XSV, FRONT], states) == (XFD, XSV, FRONT)
    assert most_specific([XFD, XSV, ARMY], states) == (XFD, ARMY)


# ---------------------------------------------------------------- the views in SPARQL say the same


def constructed(store, view):
    text = resource("queries", "views", f"{view}.rq").read_text(encoding="utf-8")
    found = store.query(text, use_default_graph_as_union=True)
    return {(t.subject, t.predicate, t.object) for t in found}


def stored(graph, name):
    return {
        (q.subject, q.predicate, q.object)
        for q in graph.store.quads_for_pattern(None, None, None, graph.names.graph(name))
    }


@pytest.mark.parametrize("view", ["rollup", "edges"])
def test_layers_equal_their_views(tmp_path, view):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(all_readings()))
        graph.commit()
        assert stored(graph, view) == constructed(graph.store, view)


def test_statuses_equal_their_view(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(all_readings()))
        graph.commit()
        wanted = constructed(graph.store, "status")
        assert wanted == {triple for triple in stored(graph, "events") if triple[1] == gev("status")}


# ---------------------------------------------------------------- offices

WHO = NAMES.of("actor", "x-rudolf")
BODY = NAMES.of("actor", "x-league")


def affiliation(name, member, body, sector, start=None, end=None):  # noqa: PLR0917
    iri, graph = NAMES.of("affiliation", name), NAMES.graph("kb")
    yield Quad(iri, TYPE, gev("Affiliation"), graph)
    yield Quad(iri, NamedNode(ORG + "member"), member, graph)
    yield Quad(iri, NamedNode(ORG + "organization"), body, graph)
    yield Quad(iri, gev("sector"), NamedNode(f"{PLOVER}sector-{sector}"), graph)
    if start:
        yield Quad(iri, NamedNode(SCHEMA + "validFrom"), literals.day(start), graph)
    if end:
        yield Quad(iri, NamedNode(SCHEMA + "validThrough"), literals.day(end), graph)


def world():
    graph = NAMES.graph("kb")
    states = [NAMES.of("actor", key) for key in ("XFD", "XSV")]
    for state in states:
        yield Quad(state, TYPE, gev("State"), graph)
        yield Quad(state, gev("ofState"), state, graph)
        yield Quad(state, gev("sector"), NamedNode(f"{PLOVER}sector-GOV"), graph)
    yield Quad(BODY, TYPE, gev("Organization"), graph)
    yield Quad(WHO, TYPE, gev("Person"), graph)
    yield Quad(WHO, gev("ofState"), states[0], graph)
    yield from affiliation("a", WHO, states[1], "MIL", Date(2030, 1, 1), Date(2030, 6, 30))
    yield from affiliation("b", WHO, BODY, "IGO", Date(2031, 1, 1))
    yield from affiliation("c", states[0], BODY, "IGO")


@pytest.mark.parametrize(
    ("day", "states", "sectors"),
    [
        (Date(2029, 12, 31), ["XFD"], []),
        (Date(2030, 1, 1), ["XSV"], ["MIL"]),
        (Date(2030, 6, 30), ["XSV"], ["MIL"]),
        (Date(2030, 7, 1), ["XFD"], []),
        (Date(2031, 2, 1), [], ["IGO"]),
    ],
)
def test_an_office_decides_on_its_days(day, states, sectors):
    standing = Standings(Facts(world())).on(WHO.value, day)
    assert list(standing.states) == [NAMES.of("actor", key).value for key in states]
    assert [sector.rpartition("-")[2] for sector in standing.sectors] == sectors
    event_graph = NAMES.graph("events")
    made = NAMES.of("event", "e")
    store = Store()
    store.extend(
        [
            *world(),
            Quad(made, TYPE, gev("Event"), event_graph),
            Quad(made, gev("source"), WHO, event_graph),
            Quad(made, gev("date"), literals.day(day), event_graph),
        ]
    )
    derived = {o.value for s, p, o in constructed(store, "rollup") if p == gev("sourceState")}
    assert derived == set(standing.states)


def test_a_state_is_of_itself_whatever_it_is_a_member_of():
    assert Standings(Facts(world())).on(NAMES.of("actor", "XFD").value, Date(2030, 1, 1)).states == (
        NAMES.of("actor", "XFD").value,
    )


# ---------------------------------------------------------------- reference data


def test_known_actors_are_described_from_the_reference_data(tmp_path):
    from kg.reference import Reference

    reference = Reference.load()
    told = article("Talks\n\nUkraine and Russia met.")
    ukraine, russia = reference.actor("UKR"), reference.actor("RUS")
    from kg.model import Reading

    reading = Reading(
        told,
        (mention(told, "Ukraine and Russia met", "CONSULT", [ukraine, replace(russia, name="Rossiya")]),),
    )
    with Graph.create(tmp_path / "g", reference=reference) as graph:
        graph.add(reading)
        quads = graph.quads()
        kb = {q for q in quads if q.graph_name == graph.names.graph("kb")}
        labels = {
            (q.subject.value.rpartition("/")[2], q.object.value)
            for q in quads
            if q.predicate == LABEL and "actor/" in q.subject.value
        }
    assert {("UKR", "Ukraine"), ("RUS", "Russia")} <= labels
    assert not {name for key, name in labels if name == "Rossiya"}
    assert any(q.predicate.value == SCHEMA + "sameAs" for q in kb)
    assert {
        q.subject.value.rpartition("/")[2] for q in kb if q.predicate.value == DCTERMS + "identifier"
    } == {"UKR", "RUS"}
