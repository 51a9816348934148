"""The gate: a bad mention is set aside with its reasons, the rest goes in, and nothing bad is ever stored."""

from dataclasses import replace
from datetime import date as Date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import (
    ARMY,
    PORT,
    XFD,
    XSV,
    all_readings,
    article,
    denial_reading,
    mention,
    on,
    talks_reading,
)
from pyoxigraph import NamedNode, Quad

from kg.graph import Graph, Names, Outcome, literals
from kg.graph.gate import faults, judge
from kg.graph.names import PLOVER, gev
from kg.graph.triples import to_quads
from kg.model import Quantities, Reading, Span

NAMES = Names()
READING = talks_reading()
STRIKE = READING.mentions[1]


def proposing(**changes):
    """The reading with its strike changed."""
    return replace(READING, mentions=(READING.mentions[0], replace(STRIKE, **changes), *READING.mentions[2:]))


BAD = {
    "the end before the beginning": ({"when": on(11, end=Date(2030, 5, 1))}, "date after endDate"),
    "an unknown class": ({"event_type": "DANCE", "modes": ()}, "exactly one PLOVER type"),
    "a mode of another class": ({"modes": ("visit",)}, "is no mode of plover:ASSAULT"),
    "a quote that is not the text": ({"quote": "Drones of the Freedonian army"}, "the quote is not the text"),
    "offsets outside": ({"span": Span(90_000, 90_020)}, "lie outside the text"),
    "offsets reversed": ({"span": Span(40, 30)}, "lie outside the text"),
    "a trigger outside": ({"trigger": Span(-3, 5)}, "the trigger's offsets -3-5 lie outside"),
    "confidence above one": ({"confidence": 1.2}, "gev:confidence 1.2: more than 1"),
    "confidence below nought": ({"confidence": -0.1}, "gev:confidence -0.1: less than 0"),
    "confidence that is no number": ({"confidence": float("nan")}, "gev:confidence"),
    "a source without a label": ({"sources": (replace(ARMY, key="x-nameless", name=""),)}, "actor:x-nameless"),
    "a sector that is none": ({"sources": (replace(ARMY, key="x-odd", sector="army"),)}, "gev:sector"),
    "content pointing nowhere": ({"content": ("0000-1-2-AID",)}, "the article has no such mention"),
    "content that is itself": ({"content": (STRIKE.id,)}, "cannot be about itself"),
    "a negative toll": ({"quantities": Quantities(killed=-5)}, "gev:killed -5: less than 0"),
    "a place beyond the pole": ({"places": (replace(PORT, key="nowhere", latitude=95.0),)}, "schema:latitude 95"),
    "a class with a space": ({"event_type": "AS SAULT"}, "can be no part of an IRI"),
    "an EDTF that is none": ({"when": on(11, edtf="last week")}, "gev:edtf last week"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "reason"), BAD.values(), ids=BAD)
def test_a_bad_mention_is_set_aside_and_the_rest_goes_in(changes, reason, tmp_path):
    bad = proposing(**changes)
    with Graph.create(tmp_path / "g", reference=None) as graph:
        added = graph.add(bad)
        assert (added.outcome, added.mentions, added.refused) == (Outcome.ADDED, 4, (STRIKE.id,))
        (quarantine,) = graph.quarantine()
        graph.commit()
        assert not graph.query(f"ASK {{ <{NAMES.of('mention', STRIKE.id).value}> ?p ?o }}").rows[0][0]
    (refused,) = quarantine["refused"]
    assert refused["mention"] == STRIKE.id
    assert any(reason in told for told in refused["reasons"]), refused["reasons"]
    rest = replace(READING, mentions=tuple(m for m in READING.mentions if m.id != STRIKE.id))
    shard = next((tmp_path / "g" / "shards").rglob("*.nq")).read_text()
    assert shard == "".join(f"{quad} .\n" for quad in judge(rest, NAMES).quads)


def test_a_bad_article_is_kept_out_whole_and_the_old_one_stays(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(READING)
        nameless = replace(READING, actors=(*READING.actors, replace(XFD, key="x-q", name="")))
        added = graph.add(nameless)
        assert (added.outcome, added.mentions) == (Outcome.QUARANTINED, 0)
        (quarantine,) = graph.quarantine()
        assert quarantine["refused"][0]["mention"] is None
        assert graph.keys() == [READING.article.key]
        assert graph.add(READING).outcome is Outcome.UNCHANGED
        assert graph.quarantine() == []


def test_quarantine_goes_with_its_article(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(proposing(confidence=2.0))
        assert len(graph.quarantine()) == 1
        graph.remove(READING.article.key)
        assert graph.quarantine() == []


def test_what_speaks_of_a_refused_mention_stays_and_loses_its_content():
    told = READING.mentions[2]
    withdraw = replace(READING.mentions[3], confidence=7.0)
    verdict = judge(replace(READING, mentions=(*READING.mentions[:3], withdraw)), NAMES)
    assert [one.mention for one in verdict.refused] == [withdraw.id]
    kept = {mention.id: mention for mention in verdict.reading.mentions}
    assert kept[told.id].content == ()


def test_sound_readings_pass_untouched():
    for reading in all_readings():
        verdict = judge(reading, NAMES)
        assert verdict.reading == reading
        assert verdict.refused == ()
        assert list(verdict.quads) == to_quads(reading, NAMES)


def test_quads_from_elsewhere_are_judged_too():
    quads = to_quads(READING, NAMES)
    subject, own = NAMES.of("mention", STRIKE.id), NAMES.article_graph(READING.article.key)
    damaged = [
        *quads,
        Quad(subject, gev("date"), literals.day(Date(2030, 5, 12)), own),
        Quad(subject, gev("mode"), NamedNode(PLOVER + "CONSULT-visit"), own),
        Quad(subject, gev("content"), NAMES.of("mention", "gone"), own),
    ]
    assert faults(quads, NAMES) == []
    told = " ".join(fault.message for fault in faults(damaged, NAMES))
    assert "more than 1" in told
    assert "is no mode of plover:ASSAULT" in told
    assert "is not in the article" in told


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(-5, 70), st.integers(-5, 70), st.floats(), texts)
def test_the_gate_stops_everything_that_the_text_does_not_say(text, start, end, confidence, code):
    told = article(text)
    proposal = replace(
        mention(told, text, "AID", [XFD], [XSV]), span=Span(start, end), confidence=confidence, modes=(code,)
    )
    verdict = judge(Reading(told, (proposal,)), NAMES)
    sound = (
        text == Span(start, end).of(text)
        and start >= 0
        and end <= len(text)
        and 0 <= confidence <= 1
        and code in {"economic", "military", "humanitarian", "peacekeeping", "asylum"}
    )
    assert bool(verdict.refused) is not sound


def test_a_changed_text_at_the_same_address_replaces_the_old_one(tmp_path):
    old = denial_reading()
    told = article(
        old.article.text + " It was quiet on 5 June.",
        old.article.published,
        "Sylvania Herald",
        url=old.article.url,
    )
    new = Reading(
        told,
        (mention(told, "Residents counted 3 dead in the port", "ASSAULT", [XSV], [XFD]),),
        software="kg 0.1.0",
    )
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(old)
        added = graph.add(new)
        assert (added.outcome, added.replaced) == (Outcome.REPLACED, (old.article.key,))
        assert graph.keys() == [told.key]
        assert graph.query("SELECT ?old { ?new prov:wasRevisionOf ?old }").rows == (
            (f"gart:{old.article.key}",),
        )
        assert graph.article(old.article.key) is None
        assert graph.add(old).outcome is Outcome.SUPERSEDED
        assert graph.add(new).outcome is Outcome.UNCHANGED
        third = replace(
            new,
            article=article(told.text + " And on 6 June.", told.published, "Sylvania Herald", url=told.url),
        )
        third = replace(third, mentions=())
        assert graph.add(third).replaced == (told.key,)
        versions = graph.query("SELECT ?old { ?new prov:wasRevisionOf ?old } ORDER BY ?old").column("old")
        assert versions == sorted([f"gart:{old.article.key}", f"gart:{told.key}"])
        before = graph.quads()
        graph.rebuild()
        assert graph.quads() == before


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({}, True),
        ({"publisher": "Freedonia Herald"}, False),
        ({"id": "talks-18"}, False),
        ({"origin": "tuesday.jsonl:9"}, True),
        ({"url": "https://example.org/talks"}, False),
    ],
)
def test_versions_of_an_article_without_address(changes, one, tmp_path):
    def told(text, **fields):
        fields = {"id": "talks-17", "origin": "monday.jsonl:3"} | fields
        return Reading(article(text, fields.pop("published", Date(2030, 5, 14)), fields.pop("publisher", "Freedonia Gazette"), **fields), ())  # fmt: skip

    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(told("Talks."))
        graph.add(told("Talks failed.", **changes))
        assert len(graph.keys()) == (1 if one else 2)


@pytest.mark.parametrize("name", ["stdin", "talks:3", "talks"])
def test_names_that_kg_gave_itself_tell_nothing_of_another_file(name, tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        for number, text in enumerate(["Talks.", "Strikes."]):
            origin = {"stdin": "<stdin>", "talks:3": "talks.jsonl:3", "talks": f"{number}/talks.txt"}[name]
            graph.add(Reading(article(text, id=name, origin=origin), ()))
        assert len(graph.keys()) == 2
