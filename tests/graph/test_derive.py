"""The derived layers follow what is stored: after any adds, changes and removals they equal a rebuild from nothing."""

from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import FRONT, XFD, XSV, all_readings, article, mention, on, talks_reading

from kg.graph import Graph
from kg.graph.index import serialize_sorted
from kg.graph.neighbours import FILE, Neighbours
from kg.model import Actor, ActorKind, Modality, Place, Precision, Quantities, Reading
from kg.reference import Reference

ARMY = Actor("x-army", "army", ActorKind.ORGANIZATION, "XSV", "MIL", known=False)
ELSEWHERE = replace(ARMY, country="XFD")  # another article says that it is another state's
USA = Actor("USA", "United States", ActorKind.STATE, "USA", "GOV")
UNKNOWN_STATE = Actor("x-governor", "governor", ActorKind.PERSON, "XGR", "GOV", known=False)
TOWNS = (Place("strelsau", "Strelsau", "XRU"), Place("zenda", "Zenda", "XRU"), Place("zenda", "Zenda", "XGR"))
SENTENCES = ("One two bridge.", "The talks again.", "Shells on a school.", "Fishing rights.")

parties = st.sampled_from(
    [(XFD,), (XSV,), (ARMY,), (ELSEWHERE,), (FRONT,), (USA,), (UNKNOWN_STATE,), (XFD, XSV), ()]
)
told = st.tuples(
    st.sampled_from(["CONSULT", "ASSAULT", "ACCUSE"]),
    parties,
    parties,
    st.integers(9, 12),
    st.sampled_from([Precision.DAY, Precision.DAY, Precision.BEFORE, Precision.MONTH]),
    st.sampled_from([(), *((town,) for town in TOWNS)]),
    st.sampled_from([Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED]),
    st.sampled_from([None, 3, 12]),
)


def reading(number, publisher, says):
    """An article that says some of the things above; its text depends on the number alone, so that it can change."""
    text = f"Paper number {number}\n\n" + " ".join(SENTENCES)
    made = article(text, Date(2030, 5, 13), publisher)
    mentions = [
        mention(
            made, sentence, kind, sources, targets, when=on(day, precision=precision), places=places,
            modality=modality, quantities=Quantities(killed=killed), confidence=0.5,
        )
        for sentence, (kind, sources, targets, day, precision, places, modality, killed) in zip(
            SENTENCES, says, strict=False
        )
    ]  # fmt: skip
    if len(mentions) > 1:
        mentions[1] = replace(mentions[1], content=(mentions[0].id,))
    return Reading(made, tuple(mentions), software="kg test")


readings = st.builds(
    reading,
    st.integers(0, 5),
    st.sampled_from(["Gazette", "Herald", None]),
    st.lists(told, min_size=1, max_size=3),
)
steps = st.lists(
    st.one_of(st.tuples(st.just("add"), st.lists(readings, min_size=1, max_size=3)), st.tuples(st.just("remove"), st.integers(0, 5))),
    min_size=1,
    max_size=6,
)  # fmt: skip
REFERENCE = Reference.load()


def follow(graph, step):
    kind, what = step
    if kind == "add":
        list(graph.add_all(what))
    else:
        keys = graph.keys()
        if keys:
            graph.remove(keys[what % len(keys)])
    graph.commit()


@pytest.mark.parametrize("reference", [None, REFERENCE], ids=["alone", "with reference data"])
@given(steps)
@settings(max_examples=12, deadline=None)
def test_layers_after_any_adds_and_removals_equal_a_rebuild(tmp_path_factory, reference, done):
    folder = tmp_path_factory.mktemp("derive")
    with Graph.create(folder / "a", reference=reference) as graph:
        for step in done:
            follow(graph, step)
        found = serialize_sorted(graph.quads())
        graph.rebuild()
        assert serialize_sorted(graph.quads()) == found


@given(st.lists(readings, min_size=1, max_size=6, unique_by=lambda r: r.article.key), st.randoms(), st.data())
@settings(max_examples=12, deadline=None)
def test_any_order_and_grouping_gives_the_same_bytes(tmp_path_factory, found, random, data):
    folder = tmp_path_factory.mktemp("order")
    with Graph.create(folder / "at once", reference=None) as graph:
        list(graph.add_all(found))
        whole = serialize_sorted(graph.quads())
    shuffled = list(found)
    random.shuffle(shuffled)
    with Graph.create(folder / "piecemeal", reference=None) as graph:
        while shuffled:
            size = data.draw(st.integers(1, len(shuffled)))
            list(graph.add_all(shuffled[:size]))
            graph.commit()
            shuffled = shuffled[size:]
        assert serialize_sorted(graph.quads()) == whole


def test_without_its_notes_the_graph_is_derived_anew_and_the_same(tmp_path):
    first, *others = all_readings()
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(others))
    (tmp_path / "g" / FILE).write_bytes(b"no database" * 100)
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(first)
        found = serialize_sorted(graph.quads())
        graph.rebuild()
        assert serialize_sorted(graph.quads()) == found


def test_another_article_touches_only_its_neighbours(tmp_path, monkeypatch):
    from kg.graph import store

    works = []
    real = store.derive
    monkeypatch.setattr(store, "derive", lambda *given: works.append(real(*given)) or works[-1])
    far = [
        reading(n, "Gazette", [("ASSAULT", (XFD,), (XSV,), 10, Precision.DAY, (Place(f"t{n}", f"Town {n}"),),
                                Modality.ASSERTED, None)])
        for n in range(6)
    ]  # fmt: skip
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(far))
        graph.commit()
        graph.add(talks_reading())
        graph.commit()
    assert works[-2].everything
    assert (works[-1].everything, works[-1].articles, works[-1].mentions) == (False, 1, 5)


def test_what_is_not_saved_is_forgotten(tmp_path):
    path = tmp_path / FILE
    notes = Neighbours(path)
    notes.write_note("a", "kept")
    notes.save()
    notes.write_note("a", "lost")
    notes.close()
    assert Path(path).is_file()
    assert Neighbours(path).note("a") == "kept"
