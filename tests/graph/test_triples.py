"""Readings to quads and back."""

from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import XFD, XSV, all_readings, article, denial_reading, mention, on, talks_reading
from pyoxigraph import Store

from kg.graph.accounts import from_quads
from kg.graph.names import Names, gev, slug
from kg.graph.store import serialize_sorted
from kg.graph.triples import QUOTE_LENGTH, citation, storable, to_quads
from kg.model import (
    COUNTED,
    UNIDENTIFIED,
    Actor,
    ActorKind,
    DateBasis,
    Modality,
    Place,
    Polarity,
    Precision,
    Quantities,
    Reading,
    Span,
    When,
)

NAMES = Names()
GOLDEN = Path(__file__).parent / "golden"


def as_stored(made, reading):
    """The mention as the graph can give it back: sorted, and without what has no triple."""
    by_key = lambda things: tuple(sorted(dict.fromkeys(things), key=lambda thing: thing.key))  # noqa: E731
    contents = {other for m in reading.mentions for other in m.content}
    return replace(
        made,
        **{
            f: by_key(getattr(made, f))
            for f in ("sources", "targets", "mediators", "hosts", "places", "attributed_to")
        },
        modes=tuple(sorted(set(made.modes))),
        contexts=tuple(sorted(set(made.contexts))),
        content=tuple(sorted(set(made.content))),
        when=replace(made.when, span=None),
        listed=made.polarity is Polarity.AFFIRMED
        and made.modality is not Modality.HYPOTHETICAL
        and made.id not in contents,
        reasons=(),
    )


def unidentified(actors):
    return actors or (
        Actor(UNIDENTIFIED, "unidentified actor", ActorKind.POPULATION, None, "UNK", known=False),
    )


@pytest.mark.parametrize("reading", all_readings(), ids=lambda reading: reading.article.title)
def test_mentions_come_back_as_they_went_in(reading):
    back = [account.mention for account in from_quads(to_quads(reading, NAMES), NAMES)]
    wanted = [as_stored(replace(m, sources=unidentified(m.sources)), reading) for m in reading.mentions]
    assert back == sorted(wanted, key=lambda m: m.id)


text = "On Monday the delegations of Freedonia and Sylvania met again in the old town of Strelsau."
told = article(text)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
labels = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
actors = st.builds(
    lambda name, kind, country, sector, body: Actor(
        f"x-{slug(name)}-{kind.value}-{country}-{sector}-{body}",
        name,
        kind,
        country,
        sector,
        known=False,
        body=None if country else body,
    ),
    labels,
    st.sampled_from([k for k in ActorKind if k is not ActorKind.STATE]),
    st.none() | codes,
    st.none() | codes,
    st.none() | st.sampled_from(["Q1065", "x-lantern-league"]),
)
several = st.lists(actors, max_size=3, unique_by=lambda actor: actor.key).map(tuple)
some = st.lists(actors, min_size=1, max_size=3, unique_by=lambda actor: actor.key).map(tuple)
days = st.dates(Date(1900, 1, 1), Date(2100, 1, 1))
whens = st.builds(
    When,
    days,
    st.none(),
    st.sampled_from(Precision),
    st.sampled_from(DateBasis),
    st.none() | st.just("2026-02~"),
)
spans = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
amounts = st.integers(0, 10**9)


@st.composite
def quantities_of_any_kind(draw):
    """Numbers as a passage gives them: none, exact, or bounded below, above or on both sides."""
    found = {}
    for field in COUNTED:
        low, high = sorted((draw(amounts), draw(amounts)))
        shape = draw(st.sampled_from(["none", "exact", "lower", "upper", "both"]))
        if shape != "none":
            found[field] = high if shape == "upper" else low
        if shape in ("lower", "both"):
            found[f"{field}_lower"] = low
        if shape in ("upper", "both"):
            found[f"{field}_upper"] = high
    return Quantities(**found)


@given(
    sources=some, targets=some, mediators=several, speakers=several, when=whens, span=spans,
    modality=st.sampled_from(Modality), polarity=st.sampled_from(Polarity), quantities=quantities_of_any_kind(),
    confidence=st.integers(0, 100), intensity=st.integers(-100, 100),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_any_mention_comes_back(  # noqa: PLR0917
    sources, targets, mediators, speakers, when, span, modality, polarity, quantities, confidence, intensity
):
    descriptions = {actor.key: actor for actor in (*sources, *targets, *mediators, *speakers)}
    pick = lambda group: tuple(descriptions[actor.key] for actor in group)  # noqa: E731
    made = mention(
        told,
        text,
        "ACCUSE",
        pick(sources),
        pick(targets),
        mediators=pick(mediators),
        attributed_to=pick(speakers),
        when=when,
    )
    made = replace(
        made, id=f"{told.key}-{span.start}-{span.end}-ACCUSE", span=span, trigger=span, quote=span.of(text), modality=modality, polarity=polarity,
        quantities=quantities, confidence=confidence / 100, intensity=intensity / 10,
    )  # fmt: skip
    reading = Reading(told, (made,))
    (back,) = from_quads(to_quads(reading, NAMES), NAMES)
    assert back.mention == as_stored(made, reading)
    assert back.article == told.key


def test_what_is_written_is_what_the_store_keeps():
    quads = [quad for reading in all_readings() for quad in to_quads(reading, NAMES)]
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_same_reading_same_bytes_and_no_clock():
    shard = serialize_sorted(to_quads(talks_reading(), NAMES))
    assert shard == serialize_sorted(to_quads(talks_reading(), NAMES))
    assert b"endedAtTime" not in shard


def test_small_reading_is_as_pinned():
    made = article("Talks in Strelsau\n\nFreedonia accused Sylvania of delay.")
    reading = Reading(
        made,
        (
            mention(
                made,
                "Freedonia accused Sylvania of delay",
                "ACCUSE",
                [XFD],
                [XSV],
                modes=("allege",),
                intensity=-3.5,
            ),
        ),
        software="kg 0.1.0",
    )
    assert serialize_sorted(to_quads(reading, NAMES)).decode() == (GOLDEN / "accusation.nq").read_text(
        encoding="utf-8"
    )


def test_no_triple_stands_in_two_graphs():
    quads = {quad for reading in all_readings() for quad in to_quads(reading, NAMES)}
    assert len({(q.subject, q.predicate, q.object) for q in quads}) == len(quads)


def test_a_mention_without_a_date_is_left_out_and_counted():
    made = article("Talks\n\nThe parties met on Tuesday.", None)
    undated = replace(mention(made, "The parties met on Tuesday", "CONSULT", [XFD, XSV]), when=None)
    reading = Reading(made, (undated,))
    assert storable(reading).undated == (undated.id,)
    assert not from_quads(to_quads(reading, NAMES), NAMES)


def test_a_second_mention_of_the_same_name_is_counted_not_mixed_in():
    reading = talks_reading()
    twice = replace(reading, mentions=(*reading.mentions, replace(reading.mentions[0], when=on(20))))
    assert storable(twice).repeated == (reading.mentions[0].id,)
    assert to_quads(twice, NAMES) == to_quads(reading, NAMES)


def test_content_that_is_not_stored_is_no_dangling_link():
    reading = talks_reading()
    kept = tuple(m for m in reading.mentions if m.event_type != "RETREAT")
    assert not [
        quad for quad in to_quads(replace(reading, mentions=kept), NAMES) if quad.predicate == gev("content")
    ]


def test_sanction_without_recipient_names_nobody_rather_than_nothing():
    made = article("Sanctions\n\nFreedonia imposed sanctions.")
    reading = Reading(made, (mention(made, "Freedonia imposed sanctions", "SANCTION", [XFD]),))
    (back,) = from_quads(to_quads(reading, NAMES), NAMES)
    assert [actor.key for actor in back.mention.targets] == [UNIDENTIFIED]


@given(st.lists(st.text("abcdé ", min_size=1, max_size=12), min_size=1, max_size=80).map(" ".join), st.data())
@settings(deadline=None)
def test_a_quote_is_short_holds_its_trigger_and_lies_in_its_span(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    first = data.draw(st.integers(start, end - 1))
    trigger = Span(first, min(first + data.draw(st.integers(1, 20)), end))
    cut = citation(Span(start, end), trigger, body)
    assert 0 < cut.end - cut.start <= QUOTE_LENGTH
    assert start <= cut.start <= trigger.start
    assert trigger.end <= cut.end <= end


def test_coordinates_and_addresses():
    made = denial_reading()
    place = Place("cape", "Cape", None, -33.9, 18.42, "3369157")
    reading = replace(made, mentions=(replace(made.mentions[0], places=(place,)),))
    (back,) = from_quads(to_quads(reading, NAMES), NAMES)
    assert back.mention.places == (place,)
    assert any("https://example.org/a?b=c d" in str(quad) for quad in to_quads(reading, NAMES))
