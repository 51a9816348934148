"""The named queries: their heads, their parameters, and what they answer on readings made by hand."""

import re
import tomllib
from contextlib import suppress
from datetime import date as Date

import pytest
from made_readings import FRONT, PEOPLE, PORT, XFD, XSV, all_readings, article, mention
from pyoxigraph import Store

from kg import query as kq
from kg.errors import DataError, ParameterError, SparqlSyntaxError, UnknownQueryError, UsageError
from kg.graph import Graph, Limits
from kg.model import Polarity, Quantities, Reading
from kg.resources import resource

NAMES = sorted(kq.named_queries())


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("query") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        made.commit()
        yield made


def records(graph, name, **parameters):
    return kq.ask(graph, name, parameters).records()


def test_there_are_the_fifteen_questions_and_ten_more():
    assert len(NAMES) >= 25


def test_every_query_has_an_example():
    examples = tomllib.loads(resource("queries", "examples.toml").read_text(encoding="utf-8"))
    assert sorted(examples) == NAMES
    for name, given in examples.items():
        assert set(given) <= {parameter.name for parameter in kq.named_query(name).parameters}


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_what_it_asks_and_what_it_gives(graph, name):
    query = kq.named_query(name)
    assert query.question.endswith((".", "?", ")"))
    assert query.theme
    assert all(parameter.meaning for parameter in query.parameters)
    assert [column for column, _ in query.columns] == list(kq.ask(graph, name).columns)


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_bound_somewhere(name):
    query = kq.named_query(name)
    bound = set(re.findall(r"\w+", " ".join(re.findall(r"#: VALUES \([^)]*\)(.*)", query.sparql))))
    assert {parameter.name for parameter in query.parameters} == bound


@pytest.mark.parametrize("name", NAMES)
def test_a_query_file_runs_as_it_stands(name):
    Store().query(kq.named_query(name).sparql, use_default_graph_as_union=True)


def test_mediators(graph):
    (row,) = records(graph, "mediators", a="Freedonia", b="XSV")
    assert (row["mediator"], row["name"], row["n"], row["first"]) == (
        "actor:XRU",
        "Ruritania",
        1,
        Date(2030, 5, 10),
    )
    assert not records(graph, "mediators", a="Ruritania")


def test_dyad_timeline(graph):
    rows = records(graph, "dyad-timeline", a="Freedonia", b="Sylvania")
    assert [
        (row["date"].isoformat(), row["type"], row["from"]) for row in rows if row["type"] == "consult"
    ] == [
        ("2030-05-10", "consult", "Freedonia"),
        ("2030-05-10", "consult", "Sylvania"),
    ]
    june = records(graph, "dyad-timeline", a="Freedonia", b="Sylvania", since="2030-06")
    assert [row["type"] for row in june] == ["retreat"]
    may = records(graph, "dyad-timeline", a="Freedonia", b="Sylvania", until="2030-05", type="assault")
    assert [row["status"] for row in may] == ["contested"]
    assert records(graph, "dyad-timeline", a="Sylvania") == records(graph, "dyad-timeline", b="Sylvania")


def test_monthly_balance(graph):
    rows = records(graph, "monthly-balance", a="XFD", b="XSV")
    assert [(row["month"], row["n"], row["cooperative"], row["conflictual"]) for row in rows] == [
        ("2030-05", 3, 1, 2),
        ("2030-06", 1, 1, 0),
    ]
    assert rows[0]["balance"] == pytest.approx(1.0 - 1.0 - 6.0)


def test_claims_denied(graph):
    (row,) = records(graph, "claims-denied")
    assert (row["claimant"], row["denier"]) == ("people of Port Firefly", "Vera Trentino")
    assert row["denial"] == "denied that Sylvania struck Port Firefly on 11 May"
    assert records(graph, "claims-denied", speaker="Vera Trentino") == [row]
    assert not records(graph, "claims-denied", speaker=FRONT)


def disputed_raid(paper, day, killed, speaker=(), *, denied=False):
    """An article that tells of one raid, with a toll, in two passages, and goes on in words of its own."""
    own_words = " ".join(f"{paper.lower()}{number}" for number in range(40))
    text = f"{paper}\n\nShells fell on the port. The port was shelled. {own_words}"
    told = article(text, Date(2030, 5, day), paper)
    polarity = Polarity.NEGATED if denied else Polarity.AFFIRMED
    said = {
        "attributed_to": speaker,
        "polarity": polarity,
        "places": (PORT,),
        "quantities": Quantities(killed),
    }
    passages = ("Shells fell on the port", "The port was shelled")
    return Reading(told, tuple(mention(told, text, "ASSAULT", [XSV], [XFD], **said) for text in passages))


@pytest.fixture(scope="module")
def disputed(tmp_path_factory):
    papers = [
        disputed_raid("Gazette", 12, 5),
        disputed_raid("Herald", 13, 12, (XFD,)),
        disputed_raid("Times", 14, 9, (PEOPLE,)),
        disputed_raid("Mirror", 15, None, (XSV,), denied=True),
        disputed_raid("Echo", 16, None, (XSV,), denied=True),
    ]
    with Graph.create(tmp_path_factory.mktemp("query") / "disputed", reference=None) as made:
        list(made.add_all(papers))
        made.commit()
        yield made


def test_a_claim_and_its_denial_are_one_row_a_pair_of_speakers(disputed):
    rows = records(disputed, "claims-denied")
    assert [(row["claimant"], row["denier"]) for row in rows] == [
        ("Freedonia", "Sylvania"),
        ("people of Port Firefly", "Sylvania"),
    ]
    assert {row["claim"] for row in rows} <= {"Shells fell on the port", "The port was shelled"}


def test_tolls(disputed, graph):
    rows = records(disputed, "tolls", figures=2)
    assert {(row["lowest"], row["highest"]) for row in rows} == {(5, 12)}
    assert [(row["killed"], row["name"], row["speaker"], row["articles"]) for row in rows] == [
        (5, "Gazette", None, 1),
        (9, "Times", "people of Port Firefly", 1),
        (12, "Herald", "Freedonia", 1),
    ]
    assert records(disputed, "tolls", event=rows[0]["e"]) == rows
    assert not records(disputed, "tolls", figures=4)
    assert not records(disputed, "tolls", until="2030-04")
    assert records(graph, "tolls", figures=1)


def test_independent_publishers(graph):
    rows = records(graph, "independent-publishers")
    assert [(row["type"], row["independent"], row["articles"]) for row in rows] == [
        ("consult", 3, 3),
        ("assault", 2, 2),
        ("retreat", 2, 2),
    ]
    assert len(records(graph, "independent-publishers", minimum=3)) == 1
    assert len(records(graph, "independent-publishers", minimum="2", type="ASSAULT")) == 1


def test_strikes_during_talks(graph):
    (row,) = records(graph, "strikes-during-talks", a="Sylvania", b="Freedonia")
    assert (row["begin"], row["end"], row["date"], row["status"]) == (
        Date(2030, 5, 10),
        Date(2030, 5, 12),
        Date(2030, 5, 11),
        "contested",
    )


def test_contradictory_accounts(graph):
    rows = records(graph, "contradictory-accounts")
    assert [(row["polarities"], row["figures"]) for row in rows] == [(2, 2)]


def test_evidence(graph):
    (strike,) = records(graph, "contradictory-accounts")
    quotes = records(graph, "evidence", event=strike["e"])
    assert [(row["quote"][:12], row["polarity"]) for row in quotes] == [
        ("Drones of th", "+"),
        ("denied that ", "-"),
        ("Residents co", "+"),
    ]
    assert records(graph, "evidence", event=strike["e"].removeprefix("ev:")) == quotes


def test_demands_met(graph):
    (row,) = records(graph, "demands-met", demander="Freedonia")
    assert (row["of"], row["demanded"], row["metOn"]) == ("Sylvania", Date(2030, 5, 13), Date(2030, 6, 2))


def test_venues(graph):
    (row,) = records(graph, "venues", party="Sylvania")
    assert (row["place"], row["lat"], row["parties"], row["mediators"]) == (
        "Strelsau",
        48.0,
        "Freedonia, Sylvania",
        "Ruritania",
    )


def test_sector_rollup_and_network(graph):
    assert records(graph, "sector-rollup", **{"from": "GOV", "to": "gov"})
    edges = records(graph, "actor-network", actor="XFD")
    assert {(row["s"], row["t"]) for row in edges} == {("actor:XFD", "actor:XSV"), ("actor:XSV", "actor:XFD")}


def test_audit_counts_mentions_and_tells_no_time(graph):
    rows = records(graph, "audit")
    assert sorted(row["mentions"] for row in rows) == [1, 5, 5]
    key = all_readings()[0].article.key
    assert [row["mentions"] for row in records(graph, "audit", article=key)] == [5]
    assert records(graph, "audit", article=f"art:{key}") == records(graph, "audit", article=key)


# ---------------------------------------------------------------- parameters


def test_unknown_names_are_answered_with_those_there_are(graph):
    with pytest.raises(UnknownQueryError, match="mediators"):
        kq.ask(graph, "mediator")
    with pytest.raises(ParameterError, match="it has a, b, since, until"):
        kq.ask(graph, "mediators", {"c": "Freedonia"})
    with pytest.raises(ParameterError, match="takes no parameters"):
        kq.ask(graph, "ASK {}", {"a": "Freedonia"})


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        ("dyad-timeline", "since", "yesterday"),
        ("dyad-timeline", "since", "2030-13"),
        ("dyad-timeline", "since", "2030-02-30"),
        ("dyad-timeline", "type", "DANCE"),
        ("dyad-timeline", "type", "sector GOV"),
        ("dyad-timeline", "a", "Nowhereland"),
        ("dyad-timeline", "a", "Northern Front"),
        ("independent-publishers", "minimum", "two"),
        ("evidence", "event", "nowhere:1"),
        ("evidence", "event", "http://example.org/a b"),
        ("sector-rollup", "from", "XYZ"),
    ],
)
def test_values_that_cannot_be_read(graph, name, parameter, value):
    with pytest.raises(ParameterError):
        kq.ask(graph, name, {parameter: value})


@pytest.mark.parametrize(
    "value", ["x> } INSERT", "a' } ; DROP ALL #", '"', "ev:x> ?p ?o", "http://x/> . ?s ?p ?o . <http://y"]
)
def test_nothing_is_pasted(graph, value):
    """A hostile value is refused, or is no more than a name that nothing bears."""
    with suppress(ParameterError):
        assert kq.ask(graph, "evidence", {"event": value}).records() == []


@pytest.mark.parametrize(
    ("since", "until"),
    [("2030-05-13", "2030-05-13"), (Date(2030, 5, 13), Date(2030, 5, 13))],
)
def test_days_as_text_or_date(graph, since, until):
    assert {row["type"] for row in records(graph, "dyad-timeline", since=since, until=until)} == {
        "request",
        "sanction",
    }


def test_a_month_and_a_year_reach_to_their_ends(graph):
    assert records(graph, "dyad-timeline", since="2030", until="2030") == records(graph, "dyad-timeline")
    assert not records(graph, "dyad-timeline", until="2030-04")


def test_actors_as_objects(graph):
    assert records(graph, "dyad-timeline", a=XFD) == records(graph, "dyad-timeline", a="actor:XFD")


def test_free_sparql(graph):
    assert kq.ask(graph, "SELECT ?e { ?e a gev:Event }", limits=Limits(rows=100))
    with pytest.raises(SparqlSyntaxError):
        kq.ask(graph, "SELECT ?e { ?e a }")
    with pytest.raises(UsageError):
        kq.ask(graph, "DROP ALL")


def test_a_query_file_without_a_head_is_named(tmp_path):
    broken = tmp_path / "broken.rq"
    broken.write_text("SELECT * { ?s ?p ?o }")
    with pytest.raises(DataError, match=r"broken\.rq"):
        kq.read_query(broken)
    broken.write_text(
        "# What?\n# Parameters:\n#   a: planet = any; one\n# Columns:\n#   s; subject\nSELECT * {}"
    )
    with pytest.raises(DataError, match="planet"):
        kq.read_query(broken)
