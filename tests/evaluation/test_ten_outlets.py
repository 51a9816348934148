"""From texts to the graph: ten outlets report one strike, seven of them by copying a wire.

Synthetic from end to end: both countries, the town, the papers and the agency are fictional; the tables of the gold set
for fusion tell the reader of them.
"""

from datetime import date as Date
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.articles import make_article
from kg.graph.index import serialize_sorted
from kg.graph.why import event_of, mentions_of, split
from kg.query import ask
from kg.reading import Reader
from kg.reference import Reference
from kg.settings import Settings

TABLES = (Path(__file__).parent / "fusion" / "tables",)

WIRE = (
    "Shells of the Sylvanian army killed 5 people at the railway station in Hofbau on Friday. The roof of the hall came "
    "down on the platform, and a clock stopped at ten past six. The hall was full because the early train was late. "
    "Trains now end at a halt two miles from the town. A school nearby is open for the families through the night."
)
CUT = WIRE.split(" Trains now", maxsplit=1)[0]
LOCAL = (
    "Shells of the Sylvanian army killed 12 people at the railway station in Hofbau on Friday. Neighbours came with doors "
    "for stretchers. The baker on the square lit his ovens and gave away what he had."
)
QUOTED = (
    "The Ruritanian government said on Saturday that the Sylvanian army killed 9 people in Hofbau on Friday. Flags are at "
    "half mast."
)
DENIED = (
    "Sylvania denied that its army killed anybody in Hofbau on Friday. Its papers have nothing on the matter."
)


def told(publisher, text, headline, agency=None, day=11):
    return make_article(
        f"{headline}\n\n{text}", published=Date(2030, 5, day), publisher=publisher, agency=agency
    )


WIRED = [
    told("Example Wire", WIRE, "Hofbau station", "Example Wire"),
    told("Hofbau Gazette", WIRE, "At the station", "Example Wire"),
    told("Strelsau Post", WIRE, "Morning in Hofbau"),
    told("Zenda Herald", WIRE, "The hall", "Example Wire"),
    told("Valley Courier", CUT, "A clock stopped"),
    told("Lake Times", WIRE, "Ten past six", day=12),
    told("Port Mirror", CUT, "The early train", day=12),
    told("Silbersdorf Echo", WIRE, "News from Hofbau", day=12),
]
OWN = told("Hofbau Observer", LOCAL, "On the square")
GOVERNMENT = told("Strelsau Bulletin", QUOTED, "Half mast")
DENIAL = told("Silbersdorf Chronicle", DENIED, "Nothing on the matter", day=12)
TEN = [*WIRED, OWN, GOVERNMENT]


@pytest.fixture(scope="module")
def reader():
    return Reader(Settings(reference=TABLES))


@pytest.fixture
def build(reader, tmp_path):
    """Builds a graph of some articles, as `kg build` does; the graph stays open."""
    reference, graphs = Reference.load(TABLES), []

    def made(*articles):
        graph = kg.Graph.create(tmp_path / str(len(graphs)), reference=reference)
        graphs.append(graph)
        kg.build(articles, graph, reader=reader)
        return graph

    yield made
    for graph in graphs:
        graph.close()


def strike(graph):
    """The one event of the graph, with its status and lowest toll."""
    (event,) = graph.query(
        "SELECT ?e ?status ?killed { ?e a gev:Event ; gev:eventType plover:ASSAULT ; gev:status ?s . ?s skos:notation ?status "
        "OPTIONAL { ?e gev:killed ?killed } }"
    ).records()
    return event


def mentions(graph):
    return {q.subject for q in graph.quads() if q.predicate.value.endswith("#denotes")}


def test_one_event_ten_mentions_three_independent_sources(build):
    graph = build(*TEN)
    event = strike(graph)
    assert (event["status"], event["killed"]) == ("attested", 5)
    assert len(mentions(graph)) == len(mentions_of(graph, event["e"].removeprefix("ev:"))) == 10
    (row,) = ask(graph, "independent-publishers", {"minimum": 3}).records()
    assert (row["e"], row["independent"], row["articles"]) == (event["e"], 3, 10)
    sources = {row["name"]: row["articles"] for row in ask(graph, "independent-sources").records()}
    assert sources == {"Example Wire": 8, "Hofbau Observer": 1, "Strelsau Bulletin": 1}


def test_who_tells_which_toll(build):
    rows = ask(build(*TEN), "tolls", {"figures": 2}).records()
    assert {(row["lowest"], row["highest"]) for row in rows} == {(5, 12)}
    assert [(row["killed"], row["name"], row["speaker"], row["articles"]) for row in rows] == [
        (5, "Example Wire", None, 8),
        (9, "Strelsau Bulletin", "Ruritania", 1),
        (12, "Hofbau Observer", None, 1),
    ]
    assert rows[2]["quote"].startswith("Shells of the Sylvanian army killed 12 people")


@pytest.mark.parametrize(
    ("articles", "status"),
    [
        ([*WIRED, OWN], "attested"),
        ([GOVERNMENT], "claimed"),
        ([GOVERNMENT, DENIAL], "contested"),
        ([*TEN, DENIAL], "contested"),
        ([DENIAL], "negated"),
    ],
    ids=["attested", "claimed", "claim and denial", "all", "denied"],
)
def test_what_the_accounts_add_up_to(build, articles, status):
    graph = build(*articles)
    assert strike(graph)["status"] == status
    assert len(mentions(graph)) == len(articles)


def test_who_denies_what_whom(build):
    (row,) = ask(build(*TEN, DENIAL), "claims-denied").records()
    assert (row["claimant"], row["denier"]) == ("Ruritania", "Sylvania")


@pytest.mark.parametrize("gone", [OWN, WIRED[0], DENIAL], ids=["the local paper", "the wire", "the denial"])
def test_an_article_taken_out_takes_exactly_what_only_it_said(build, gone):
    every = [*TEN, DENIAL]
    graph = build(*every)
    assert graph.remove(gone.key)
    rest = build(*(article for article in every if article is not gone))
    assert serialize_sorted(graph.quads()) == serialize_sorted(rest.quads())


def test_a_person_disagrees_and_the_next_build_obeys(build, reader):
    graph = build(*TEN)
    mention = next(m for m in mentions_of(graph, strike(graph)["e"].removeprefix("ev:")) if OWN.key in m)
    assert mentions_of(graph, split(graph, mention, note="another station")) == [mention]
    kg.build([DENIAL], graph, reader=reader)
    assert mentions_of(graph, event_of(graph, mention)) == [mention]
    graph.rebuild()
    assert mentions_of(graph, event_of(graph, mention)) == [mention]


def test_the_order_of_the_outlets_does_not_show(build, reader):
    whole = serialize_sorted(build(*TEN).quads())
    assert serialize_sorted(build(*reversed(TEN)).quads()) == whole
    graph = build(*TEN[6:])
    for start, end in pairwise([0, 1, 4, 6]):
        kg.build(TEN[start:end], graph, reader=reader)
    assert serialize_sorted(graph.quads()) == whole
