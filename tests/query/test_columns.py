"""What a query's SQL twin answers over the columns is what its SPARQL answers, whatever was added and removed."""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date as Date
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_readings import FRONT, XFD, XSV, all_readings, article, mention, on

from kg import query as kq
from kg.analysis import Selection, actor_network, read_events
from kg.errors import LimitError, ParameterError
from kg.graph import Graph, Limits, columns, projection
from kg.model import Actor, ActorKind, Modality, Place, Quantities, Reading

TWINS = sorted(name for name, query in kq.named_queries().items() if query.sql)
XRU = Actor("XRU", "Ruritania", ActorKind.STATE, "XRU", "GOV")
ARMY = Actor("x-army", "army", ActorKind.ORGANIZATION, "XSV", "MIL", known=False)
RENAMED = replace(ARMY, name="an army", country="XFD")
TOWNS = (Place("strelsau", "Strelsau", "XRU", 48.0, 17.25), Place("zenda", "Zenda", "XRU"))
SENTENCES = ("One two bridge.", "The talks again.", "Shells on a school.", "Fishing rights.")

sides = st.sampled_from([(XFD,), (XSV,), (XRU,), (ARMY,), (RENAMED,), (FRONT,), (XFD, XSV), (XSV, XRU), ()])
CLASSES = {
    "CONSULT": ("third-party", "visit"),
    "ASSAULT": ("drone",),
    "RETREAT": ("ceasefire",),
    "ACCUSE": (),
    "AID": (),
    "SANCTION": (),
}
told = st.tuples(
    st.sampled_from([(kind, modes) for kind, known in CLASSES.items() for modes in ((), *((m,) for m in known))]),
    sides,
    sides,
    st.sampled_from([(), (), (XRU,), (FRONT,)]),
    st.dates(Date(2030, 4, 28), Date(2030, 5, 4)).map(lambda day: (day.day, day.month)),
    st.integers(0, 3),
    st.sampled_from([(), *((town,) for town in TOWNS)]),
    st.sampled_from([Modality.ASSERTED, Modality.ASSERTED, Modality.PLANNED]),
    st.sampled_from([-9.0, -3.3, -0.1, 0.0, 1.7, 6.4]),
)  # fmt: skip


def reading(number, says):
    made = article(f"Paper number {number}\n\n" + " ".join(SENTENCES), Date(2030, 5, 5), "Gazette")
    mentions = [
        mention(
            made, sentence, kind, sources, targets, modes=modes, mediators=mediators, places=places,
            when=on(*day, end=Date(2030, 5, 1 + length) if length else None), modality=modality, intensity=intensity, quantities=Quantities(killed=length or None),
        )
        for sentence, ((kind, modes), sources, targets, mediators, day, length, places, modality, intensity) in zip(
            SENTENCES, says, strict=False
        )
    ]  # fmt: skip
    return Reading(made, tuple(mentions), software="kg test")


readings = st.builds(reading, st.integers(0, 4), st.lists(told, min_size=1, max_size=4))
steps = st.lists(
    st.one_of(
        st.lists(readings, min_size=1, max_size=4).map(lambda found: ("add", found)),
        st.integers(0, 4).map(lambda number: ("remove", number)),
        st.just(("rebuild", None)),
    ),
    min_size=1,
    max_size=5,
)
ASKED = {
    "state": ["XFD", "XSV", None],
    "actor": ["XFD", None],
    "sector": ["GOV", None],
    "type": ["ASSAULT", "CONSULT", None],
    "date": ["2030-05-01", None],
}


def follow(graph, step):
    kind, what = step
    if kind == "add":
        list(graph.add_all(what))
    elif kind == "remove" and graph.keys():
        graph.remove(graph.keys()[what % len(graph.keys())])
    elif kind == "rebuild":
        graph.rebuild()
    graph.commit()


def choices(name, most=25):
    """Combinations of some values for each parameter of a query."""
    known = kq.named_query(name).parameters
    values = (ASKED[parameter.kind] for parameter in known)
    every = list(product(*values))
    for chosen in every[:: -(-len(every) // most)]:
        yield {p.name: value for p, value in zip(known, chosen, strict=True) if value is not None}


def plain(graph, name, parameters):
    return graph.query(kq.bind(kq.named_query(name), parameters, graph))


def assert_twins_agree(graph, name, parameters):
    assert graph.columns() is not None
    told, expected = kq.ask(graph, name, parameters), plain(graph, name, parameters)
    assert told.columns == expected.columns
    assert told.rows == expected.rows, (name, parameters)
    assert [list(map(type, row)) for row in told.rows] == [list(map(type, row)) for row in expected.rows]


SELECTIONS = [
    {"level": "state"},
    {"level": "actor"},
    {"level": "state", "since": Date(2030, 5, 2), "until": Date(2030, 5, 3)},
    {
        "level": "actor",
        "types": ("ASSAULT", "CONSULT"),
        "statuses": ("attested", "planned"),
        "actors": ("XFD",),
    },
]


def assert_networks_agree(
    graph, *, level="state", since=None, until=None, types=(), statuses=("attested",), actors=()
):
    """The store alone is asked by SPARQL."""
    selection = Selection(since, until, types, statuses)
    events = read_events(graph, level=level, selection=selection)
    assert events == read_events(graph.store, level=level, selection=selection)
    asked = {
        "level": level,
        "since": since,
        "until": until,
        "types": types,
        "statuses": statuses,
        "actors": actors,
    }
    one, other = actor_network(graph, **asked), actor_network(graph.store, **asked)
    assert one.graph == other.graph
    assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


@given(steps, st.integers(0, 1_000))
@settings(max_examples=12, deadline=None, phases=(Phase.generate,))  # shrinking would make graphs for minutes
def test_twins_agree_after_any_adds_and_removals(tmp_path_factory, done, number):
    with Graph.create(tmp_path_factory.mktemp("twins") / "g", reference=None) as graph:
        for step in done:
            follow(graph, step)
            for name in TWINS:
                assert_twins_agree(graph, name, {})
                asked = list(choices(name))
                with suppress(ParameterError):  # the graph names no such state
                    assert_twins_agree(graph, name, asked[number % len(asked)])
            assert_networks_agree(graph, **SELECTIONS[number % len(SELECTIONS)])


@pytest.fixture(scope="module", autouse=True)
def _columns_for_graphs_of_any_size():
    least, projection.LEAST = projection.LEAST, 0
    yield
    projection.LEAST = least


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("columns") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        list(made.add_all(some_readings()))
        made.commit()
        yield made


def some_readings():
    """Readings in which every class, pair and month occurs."""
    parties = [((XFD,), (XSV,)), ((XSV,), (XFD,)), ((XFD, XSV), ()), ((ARMY,), (XFD,)), ((XRU,), (XFD, XSV))]
    kinds = [(kind, modes) for kind, known in CLASSES.items() for modes in ((), *((m,) for m in known))]
    made = []
    for number, (kind, (sources, targets)) in enumerate(product(kinds, parties)):
        mediators = (FRONT,) if number % 3 == 0 and FRONT not in sources else ()
        day = Date(2030, 4, 1 + number % 30)
        made.append(
            (
                kind,
                sources,
                targets,
                mediators,
                (day.day, 4 + number % 2),
                number % 3,
                TOWNS[:1] if number % 2 else (),
                Modality.ASSERTED,
                -3.3 + number / 10,
            )
        )
    return [reading(n, made[n * 4 : n * 4 + 4]) for n in range((len(made) + 3) // 4)]


@pytest.mark.parametrize("name", TWINS)
def test_twins_agree_for_all_parameters(full, name):
    answered = 0
    for parameters in choices(name):
        assert_twins_agree(full, name, parameters)
        answered += bool(kq.ask(full, name, parameters).rows)
    assert answered > 1, "a comparison of nothing"


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_networks_agree(full, selection):
    assert_networks_agree(full, **selection)
    assert actor_network(full, **selection).size() > 1


def test_a_graph_without_columns_answers_by_sparql(full, monkeypatch):
    expected = [kq.ask(full, name).rows for name in TWINS]
    monkeypatch.setattr(full, "columns", lambda: None)
    assert [kq.ask(full, name).rows for name in TWINS] == expected


def test_readers_see_the_columns_of_their_snapshot(tmp_path):
    first, *others = all_readings()
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(first)
        graph.commit()
        reader = Graph.open(tmp_path / "g")
        before = kq.ask(reader, "monthly-balance").rows
        list(graph.add_all(others))
        list(graph.add_all(some_readings()))
        graph.commit()
        assert kq.ask(reader, "monthly-balance").rows == before == plain(reader, "monthly-balance", {}).rows
        fresh = Graph.open(tmp_path / "g")
        assert kq.ask(fresh, "monthly-balance").rows == kq.ask(graph, "monthly-balance").rows != before


def test_damaged_or_missing_columns_are_no_obstacle(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(all_readings()))
        graph.commit()
        expected = kq.ask(graph, "actor-network").rows
    stored = tmp_path / "g" / "columns" / (tmp_path / "g" / "snapshots" / "current").read_text()
    for path in stored.glob("events-*.parquet"):
        path.write_bytes(b"no parquet")
    assert kq.ask(Graph.open(tmp_path / "g"), "actor-network").rows == expected
    (stored / "columns.json").unlink()
    reader = Graph.open(tmp_path / "g")
    assert reader.columns() is None
    assert kq.ask(reader, "actor-network").rows == expected
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(some_readings()))
        for name in TWINS:
            assert_twins_agree(graph, name, {})


def test_small_graphs_have_none(tmp_path, monkeypatch):
    with Graph.create(tmp_path / "whole", reference=None) as graph:
        list(graph.add_all(all_readings()))
        monkeypatch.setattr(projection, "LEAST", len(graph.query("SELECT ?e { ?e a gev:Event }")))
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(all_readings()[2])
        assert graph.columns() is None
        list(graph.add_all(all_readings()))
        assert graph.columns() is not None
        graph.remove(all_readings()[0].article.key)
        assert_twins_agree(graph, "actor-network", {})


def test_columns_too_large_for_memory_are_read_from_their_files(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "KEPT", 0)
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(some_readings()))
        for name in TWINS:
            assert_twins_agree(graph, name, {})
        shutil.rmtree(tmp_path / "g" / "columns")
        assert kq.ask(graph, "monthly-balance") == plain(graph, "monthly-balance", {})


def test_limits_hold_over_columns(full):
    assert len(kq.ask(full, "dyad-timeline", limits=Limits(rows=1_000, seconds=60, megabytes=500))) > 2
    with pytest.raises(LimitError, match="more than 2 rows"):
        kq.ask(full, "dyad-timeline", limits=Limits(rows=2))
    slow = "SELECT count(*) FROM range(100000) a, range(100000) b, range(100) c WHERE a.range + b.range * c.range = 7"
    with pytest.raises(LimitError, match=r"longer than 0\.2 seconds"):
        full.columns().ask(slow, limits=Limits(seconds=0.2))


def test_a_commit_writes_only_the_months_it_touched(full, tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as graph:
        list(graph.add_all(some_readings()))
        graph.commit()
        stored = tmp_path / "g" / "columns"
        before = {path.name: path.stat().st_ino for path in stored.glob("*/events-*.parquet")}
        made = article("Late\n\nOne two bridge.", Date(2030, 5, 5), "Gazette")
        graph.add(
            Reading(
                made, (mention(made, "One two bridge.", "AID", [XFD], [XRU], when=on(3)),), software="kg test"
            )
        )
        graph.commit()
        newest = stored / graph.folder.snapshot().name
        after = {path.name: path.stat().st_ino for path in newest.glob("events-*.parquet")}
    assert {name for name in after if after[name] != before.get(name)} == {"events-2030-05.parquet"}
    assert len(after) == 2
