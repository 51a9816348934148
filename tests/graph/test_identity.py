"""Which mentions are one occurrence: the worked cases that the weights were set on."""

from dataclasses import replace
from datetime import date as Date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import (
    ARMY,
    FRONT,
    PEOPLE,
    PORT,
    STRELSAU,
    XFD,
    XRU,
    XSV,
    ZENDA,
    all_readings,
    article,
    mention,
    on,
)

from kg.graph.accounts import Account
from kg.graph.clusters import candidates, clusters, links
from kg.graph.identity import THRESHOLD, forbidden, score, sketch
from kg.model import DateBasis, Modality, Place, Polarity, Precision, Quantities, Span, When

STATES = {"XFD": "XFD", "XSV": "XSV", "XRU": "XRU", ARMY.key: "XSV", PEOPLE.key: "XFD"}
ONE = article("First paper\n\nOne. Two. Three. Four. Five. Six.")
OTHER = article("Second paper\n\nOne. Two. Three. Four. Five. Six.", Date(2030, 5, 15))
ANOTHER = article("Third paper\n\nOne. Two. Three. Four. Five. Six.", Date(2030, 5, 16))


def states_on(actor, day):
    return frozenset({STATES[actor.key]} if actor.key in STATES else ())


def seen(told, word, event_type, sources=(), targets=(), **more):
    made = mention(told, word, event_type, sources, targets, **more)
    return sketch(Account(told.key, made, made.when), states_on)


def grouped(*sketches):
    return [sorted(item.id for item in group) for group in clusters(sketches)]


def news(day, month=5):
    date = Date(2030, month, day)
    return When(date, precision=Precision.BEFORE, basis=DateBasis.ARTICLE, edtf=f"{date}~")


def test_the_same_report_in_two_papers_is_one_event():
    a = seen(ONE, "One", "CONSULT", [XFD, XSV], places=(STRELSAU,))
    b = seen(OTHER, "One", "CONSULT", [XSV, XFD])
    assert len(grouped(a, b)) == 1


def test_title_and_paragraph_of_one_article_are_one_event():
    a = seen(ONE, "One", "AGREE", [XFD, XSV], when=news(14))
    b = seen(ONE, "Two", "AGREE", [XFD, XSV], when=news(14), attributed_to=(XFD,))
    c = seen(ONE, "Three", "AGREE", [XSV, XFD], when=news(14), contexts=("diplomatic",))
    assert len(grouped(a, b, c)) == 1


def test_talks_named_without_parties_are_the_article_s_talks():
    a = seen(ONE, "One", "CONSULT", [XFD, XSV], contexts=("diplomatic",), when=on(14))
    b = seen(ONE, "Two", "CONSULT", when=news(14))
    elsewhere = seen(OTHER, "Two", "CONSULT", when=news(14))
    assert len(grouped(a, b)) == 1
    assert len(grouped(a, elsewhere)) == 2


def test_rounds_of_talks_stay_apart():
    here = seen(ONE, "One", "CONSULT", [XFD, XSV], places=(STRELSAU,), when=on(17, end=Date(2030, 5, 18)))
    before = seen(
        ONE,
        "Two",
        "CONSULT",
        [XFD, XSV],
        places=(ZENDA,),
        when=on(17, precision=Precision.BEFORE, edtf="../2030-05-17"),
    )
    unplaced = seen(
        ONE, "Three", "CONSULT", [XFD, XSV], when=on(17, precision=Precision.BEFORE, edtf="../2030-05-17")
    )
    coming = seen(
        ONE,
        "Four",
        "CONSULT",
        [XFD, XSV],
        modality=Modality.PLANNED,
        when=on(18, precision=Precision.AFTER, edtf="2030-05-18/.."),
    )
    groups = grouped(here, before, unplaced, coming)
    assert [here.id] in groups
    assert [coming.id] in groups


def test_a_vague_mention_cannot_join_two_rounds():
    first = seen(ONE, "One", "CONSULT", [XFD, XSV], places=(STRELSAU,), when=on(10))
    second = seen(OTHER, "One", "CONSULT", [XFD, XSV], places=(ZENDA,), when=on(11))
    vague = seen(ANOTHER, "One", "CONSULT", [XFD, XSV], when=on(10, end=Date(2030, 5, 11)))
    groups = grouped(first, second, vague)
    assert len(groups) == 2
    assert not any({first.id, second.id} <= set(group) for group in groups)


def test_first_and_last_day_of_talks_are_one_where_a_mention_spans_both():
    whole = seen(ONE, "One", "CONSULT", [XFD, XSV], when=on(10, end=Date(2030, 5, 12)))
    first = seen(OTHER, "One", "CONSULT", [XFD, XSV], when=on(10))
    last = seen(ANOTHER, "One", "CONSULT", [XFD, XSV], when=on(12))
    assert len(grouped(first, last)) == 2
    assert len(grouped(first, last, whole)) == 1
    raids = [
        replace(item, mention=replace(item.mention, event_type="ASSAULT")) for item in (whole, first, last)
    ]
    assert len(grouped(*raids)) == 2


def test_raids_of_one_day_in_two_towns_stay_apart():
    a = seen(ONE, "One", "ASSAULT", [XSV], [XFD], places=(PORT,))
    b = seen(OTHER, "One", "ASSAULT", [XSV], [XFD], places=(Place("ledger", "Ledger Valley", "XFD"),))
    whole = seen(ANOTHER, "One", "ASSAULT", [XSV], [XFD], places=(Place("XFD", "Freedonia", "XFD"),))
    assert len(grouped(a, b)) == 2
    assert len(grouped(a, whole)) == 1


def test_an_army_stands_for_its_state_but_not_for_another():
    state = seen(ONE, "One", "ASSAULT", [XSV], [PEOPLE], places=(PORT,))
    army = seen(OTHER, "One", "ASSAULT", [ARMY], [PEOPLE], places=(PORT,))
    unnamed = seen(ANOTHER, "One", "ASSAULT", [], [PEOPLE], places=(PORT,))
    front = seen(ANOTHER, "Two", "ASSAULT", [FRONT], [PEOPLE], places=(PORT,))
    assert len(grouped(state, army, unnamed)) == 1
    assert len(grouped(army, front)) == 2


def test_who_accuses_whom_is_not_turned_round():
    assert (
        len(grouped(seen(ONE, "One", "ACCUSE", [XFD], [XSV]), seen(OTHER, "One", "ACCUSE", [XSV], [XFD])))
        == 2
    )


def test_accusations_of_different_things_are_different():
    a = seen(ONE, "One", "ACCUSE", [XFD], [XSV], content=("k-1-2-ASSAULT",))
    b = seen(OTHER, "One", "ACCUSE", [XFD], [XSV], content=("l-1-2-REJECT",))
    assert len(grouped(a, b)) == 2


CHARGES = article(
    "Charges\n\nThey blamed them for a poisoned river. They blamed them for printing false money. They blamed them for a river of poison."
)


def test_charges_that_share_no_word_but_that_for_the_charge_are_different():
    def charge(text):
        made = mention(CHARGES, text, "ACCUSE", [XFD], [XSV])
        start = made.span.start + text.index("blamed")
        made = replace(made, trigger=Span(start, start + len("blamed")))
        return sketch(Account(CHARGES.key, made, made.when), states_on)

    river, money, poison = (
        charge(f"They blamed them for {what}")
        for what in ("a poisoned river", "printing false money", "a river of poison")
    )
    assert len(grouped(river, money)) == 2
    assert len(grouped(river, poison)) == 1


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        (Quantities(killed=39), Quantities(killed=12), 2),
        (Quantities(killed=39), Quantities(killed=12, killed_lower=12), 1),
        (Quantities(killed=39), Quantities(killed=5, killed_upper=10), 2),
        (Quantities(killed=39), Quantities(killed=20), 1),
        (Quantities(killed=39), Quantities(), 1),
    ],
    ids=["twelve", "at least twelve", "up to ten", "twenty", "no number"],
)  # fmt: skip
def test_tolls_far_apart_are_of_different_raids_unless_one_is_open(one, other, events):
    raids = [
        seen(told, "One", "ASSAULT", [XSV], [XFD], quantities=q) for told, q in ((ONE, one), (OTHER, other))
    ]
    assert len(grouped(*raids)) == events


def test_a_denial_and_a_report_are_about_one_event():
    a = seen(ONE, "One", "ASSAULT", [ARMY], [PEOPLE], places=(PORT,))
    b = seen(OTHER, "One", "ASSAULT", [XSV], [PEOPLE], places=(PORT,), polarity=Polarity.NEGATED)
    assert len(grouped(a, b)) == 1


def test_a_demand_is_met_later_never_before():
    asked = seen(
        ONE,
        "One",
        "RETREAT",
        [XSV],
        [XFD],
        modality=Modality.DEMANDED,
        when=on(13, precision=Precision.AFTER, edtf="2030-05-13/.."),
    )
    met = seen(OTHER, "One", "RETREAT", [XSV], [XFD], when=on(2, 6))
    earlier = seen(ANOTHER, "One", "RETREAT", [XSV], [XFD], when=on(12))
    assert len(grouped(asked, met)) == 1
    assert len(grouped(asked, earlier)) == 2


def test_what_is_only_threatened_has_not_happened():
    threat = seen(ONE, "One", "ASSAULT", [XSV], [XFD], modality=Modality.HYPOTHETICAL)
    deed = seen(OTHER, "One", "ASSAULT", [XSV], [XFD])
    assert len(grouped(threat, deed)) == 2


@pytest.mark.parametrize(("told", "happened", "events"), [(14, 14, 1), (15, 14, 1), (14, 15, 2), (20, 14, 2)])
def test_news_is_told_on_the_day_or_after_it(told, happened, events):
    a = seen(ONE, "One", "SANCTION", [XFD], [XSV], when=news(told))
    b = seen(OTHER, "One", "SANCTION", [XFD], [XSV], when=on(happened))
    assert len(grouped(a, b)) == events


def test_days_that_one_article_keeps_apart_stay_apart():
    a = seen(ONE, "One", "ASSAULT", [XSV], [XFD], places=(PORT,), when=on(10))
    b = seen(ONE, "Two", "ASSAULT", [XSV], [XFD], places=(PORT,), when=on(11))
    assert len(grouped(a, b)) == 2


def test_different_classes_never_fuse():
    assert len(grouped(seen(ONE, "One", "CONSULT", [XFD, XSV]), seen(ONE, "One", "AGREE", [XFD, XSV]))) == 2


def test_a_link_explains_itself():
    a, b = seen(ONE, "One", "CONSULT", [XFD, XSV]), seen(OTHER, "One", "CONSULT", [XFD, XSV])
    (link,) = links([a, b])
    assert link.score >= THRESHOLD
    assert dict(link.parts)["participants"] == 1.0


# ---------------------------------------------------------------- whatever the mentions

actors = st.sampled_from([XFD, XSV, XRU, ARMY, FRONT, PEOPLE])
whens = st.builds(
    lambda day, precision, basis: When(Date(2030, 5, day), precision=precision, basis=basis),
    st.integers(1, 28), st.sampled_from([Precision.DAY, Precision.DAY, Precision.BEFORE, Precision.AFTER, Precision.MONTH]), st.sampled_from(DateBasis),
)  # fmt: skip
sketches = st.lists(
    st.builds(
        lambda told, kind, sources, targets, when, place, modality: seen(
            told, "One", kind, sources, targets, when=when, places=place, modality=modality
        ),
        st.sampled_from([ONE, OTHER, ANOTHER]), st.sampled_from(["CONSULT", "ASSAULT"]),
        st.lists(actors, max_size=2, unique=True), st.lists(actors, max_size=1),
        whens, st.sampled_from([(), (STRELSAU,), (ZENDA,)]), st.sampled_from(Modality),
    ),
    max_size=9,
).map(lambda found: [replace(item, id=f"{item.id}-{n}") for n, item in enumerate(found)])  # fmt: skip


@given(sketches, st.randoms())
@settings(max_examples=80, deadline=None)
def test_clusters_do_not_depend_on_order_and_hold_no_contradiction(found, random):
    groups = clusters(found)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert [[s.id for s in group] for group in clusters(shuffled)] == [
        [s.id for s in group] for group in groups
    ]
    assert sorted(item.id for group in groups for item in group) == sorted(item.id for item in found)
    assert not any(forbidden(a, b) for group in groups for a in group for b in group if a is not b)


@given(sketches)
@settings(max_examples=60, deadline=None)
def test_score_and_veto_are_symmetric_and_blocking_misses_no_link(found):
    compared = {frozenset((a.id, b.id)) for a, b in candidates(found)}
    for a in found:
        for b in found:
            assert forbidden(a, b) == forbidden(b, a)
            assert score(a, b).parts == score(b, a).parts
            blocked = a.states & b.states or a.places & b.places or a.article == b.article
            if a.id < b.id and blocked and not forbidden(a, b) and score(a, b).score >= THRESHOLD:
                assert frozenset((a.id, b.id)) in compared


def test_all_readings_can_be_sketched():
    assert all(seen.when for reading in all_readings() for seen in reading.mentions)
