"""Copies: a story printed by several papers is one source, whatever order its tellers come in."""

from datetime import date as Date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import XFD, XSV, article, mention, on

from kg import query as kq
from kg.graph import Graph
from kg.graph.copies import Teller, are_copies, retell, shingles
from kg.graph.neighbours import Neighbours
from kg.model import Reading

STORY = (
    "Shells fell on Port Firefly at dawn on Friday and broke the windows of the customs house, the harbour master told "
    "a meeting of captains. Two cranes stand idle, and the ferry to the islands will not sail before the divers have "
    "looked at its hull, he added. The town has asked the capital for glass, timber and a second fire engine."
)
CUT = STORY.split(" Two cranes", maxsplit=1)[0]
OWN = (
    "Shells fell on Port Firefly on Friday. A teacher said that her pupils were under the tables for an hour."
)


def report(title, text, publisher, agency=None, day=14):
    told = article(f"{title}\n\n{text}", Date(2030, 5, day), publisher, agency=agency)
    made = mention(told, "Shells fell on Port Firefly", "ASSAULT", [XSV], [XFD], when=on(14))
    return Reading(told, (made,), software="kg test")


WIRE = report("Port hit", STORY, "Gazette", "Example Wire")
COPY = report("Port shelled", STORY, "Herald", day=15)
SHORT = report("In brief: port", STORY.split(" The town", maxsplit=1)[0], "Times", day=16)
WITNESS = report("Under the tables", OWN, "Mirror")
ALL = [WIRE, COPY, SHORT, WITNESS]


def origins(graph):
    rows = graph.query("SELECT ?a ?o { ?a gev:origin ?o }").rows
    return {str(a).removeprefix("art:"): str(o) for a, o in rows}


@pytest.fixture
def graph(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as made:
        yield made


def test_a_copied_story_is_never_a_second_witness(graph):
    list(graph.add_all(ALL))
    assert origins(graph) == {
        WIRE.article.key: "actor:x-example-wire",
        COPY.article.key: "actor:x-example-wire",
        SHORT.article.key: "actor:x-example-wire",
        WITNESS.article.key: "actor:x-mirror",
    }
    (row,) = kq.ask(graph, "independent-publishers", {"minimum": 2}).records()
    assert (row["independent"], row["articles"]) == (2, 4)
    rows = kq.ask(graph, "independent-sources").records()
    assert [(r["name"], r["articles"], r["sources"]) for r in rows] == [
        ("Example Wire", 3, 2),
        ("Mirror", 1, 2),
    ]
    assert not kq.ask(graph, "independent-sources", {"minimum": 3}).rows


def test_without_the_wire_s_own_paper_the_first_to_print_it_is_the_origin(graph):
    list(graph.add_all(ALL))
    graph.remove(WIRE.article.key)
    assert origins(graph)[SHORT.article.key] == "actor:x-herald"
    graph.remove(COPY.article.key)
    assert origins(graph)[SHORT.article.key] == "actor:x-times"


def test_who_is_unsigned_is_its_own_source(graph):
    alone = report("Leaflet", OWN, None)
    graph.add(alone)
    assert origins(graph) == {alone.article.key: f"art:{alone.article.key}"}


def test_the_first_teller_names_its_agency_then_comes_first():
    signed = Teller(False, "2030-05-16", "p", "z", "wire")  # noqa: FBT003
    early = Teller(True, "2030-05-14", "q", "a", "")  # noqa: FBT003
    assert min(signed, early) == signed
    assert (signed.origin, early.origin) == ("wire", "q")


def test_a_text_of_a_few_words_is_nobody_s_copy():
    assert not shingles("Port hit again")
    assert not are_copies(2, 2, 2)


texts = st.lists(st.sampled_from([STORY, CUT, OWN, STORY + " " + OWN, "", None]), min_size=1, max_size=7)


@given(texts, st.randoms())
@settings(max_examples=40, deadline=None)
def test_stories_follow_from_the_texts_alone(found, random):
    held = {f"k{n}": text for n, text in enumerate(found)}

    def after(order, batch):
        notes = Neighbours(None)
        told = {}
        for start in range(0, len(order), batch):
            told |= retell(order[start : start + batch], held.get, notes)
        return {key: story for key, story in told.items() if story}

    shuffled = list(held)
    random.shuffle(shuffled)
    assert after(shuffled, 1) == after(list(held), len(held)) == after(sorted(held, reverse=True), 2)
