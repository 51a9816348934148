"""Ten questions of an analyst, on a small story of three fictional states."""

from datetime import date as Date

import pytest
from made_readings import PEOPLE, XFD, XRU, XSV, all_readings, article, mention, on

from kg import query as kq
from kg.graph import Graph
from kg.model import Polarity, Quantities, Reading

STORY = (
    "A long year\n\n"
    "Freedonia criticised Sylvania on 1 May. Sylvania rebuked Freedonia on 2 May. "
    "Freedonia threatened Sylvania on 3 May. Freedonia complained again on 4 May. "
    "Freedonia sanctioned Sylvania on 5 May. Ruritania sanctioned Sylvania on 9 May. "
    "Sylvania shelled Freedonia on 10 May. Freedonia and Sylvania signed a truce on 15 May. "
    "Sylvania shelled a border post of Freedonia on 20 May. Sylvania shelled a bridge of Freedonia on 21 May. "
    "Ruritania praised Sylvania on 1 April. Ruritania sent food to Freedonia on 22 May. "
    "Ruritania sent food to Freedonia again on 23 May. People of Port Firefly marched against Freedonia on 24 May. "
    "Freedonia demanded pay from Ruritania on 25 May. Freedonia demanded peace from Sylvania on 26 May. "
    "Sylvania refused on 27 May. Ruritania eased its sanctions on Sylvania on 28 May."
)


def story():
    told = article(STORY, Date(2030, 5, 30), "Strelsau Post")
    money = {"contexts": ("economic",)}

    def said(quote, event_type, source, target, day, intensity, month=5, **more):  # noqa: PLR0917
        return mention(
            told, quote, event_type, source, target, when=on(day, month), intensity=intensity, **more
        )

    mentions = (
        said("Freedonia criticised Sylvania on 1 May", "ACCUSE", [XFD], [XSV], 1, -2.0),
        said("Sylvania rebuked Freedonia on 2 May", "ACCUSE", [XSV], [XFD], 2, -2.0),
        said("Freedonia threatened Sylvania on 3 May", "THREATEN", [XFD], [XSV], 3, -4.0),
        said("Freedonia complained again on 4 May", "ACCUSE", [XFD], [XSV], 4, -2.0),
        said("Freedonia sanctioned Sylvania on 5 May", "SANCTION", [XFD], [XSV], 5, -6.0, **money),
        said("Ruritania sanctioned Sylvania on 9 May", "SANCTION", [XRU], [XSV], 9, -6.0, **money),
        said("Sylvania shelled Freedonia on 10 May", "ASSAULT", [XSV], [XFD], 10, -9.0),
        said(
            "Freedonia and Sylvania signed a truce on 15 May", "AGREE", [XFD, XSV], [], 15, 4.0, cameo="057"
        ),
        said("Sylvania shelled a border post of Freedonia on 20 May", "ASSAULT", [XSV], [XFD], 20, -9.0),
        said("Sylvania shelled a bridge of Freedonia on 21 May", "ASSAULT", [XSV], [XFD], 21, -9.0),
        said("Ruritania praised Sylvania on 1 April", "SUPPORT", [XRU], [XSV], 1, 3.0, month=4, **money),
        said("Ruritania sent food to Freedonia on 22 May", "AID", [XRU], [XFD], 22, 7.0, **money),
        said("Ruritania sent food to Freedonia again on 23 May", "AID", [XRU], [XFD], 23, 7.0, **money),
        said(
            "People of Port Firefly marched against Freedonia on 24 May",
            "PROTEST",
            [PEOPLE],
            [XFD],
            24,
            -6.5,
            quantities=Quantities(crowd_size=300),
        ),
        said("Freedonia demanded pay from Ruritania on 25 May", "REQUEST", [XFD], [XRU], 25, -1.0),
        said("Freedonia demanded peace from Sylvania on 26 May", "REQUEST", [XFD], [XSV], 26, -1.0),
        said("Sylvania refused on 27 May", "REJECT", [XSV], [XFD], 27, -4.0),
        said(
            "Ruritania eased its sanctions on Sylvania on 28 May",
            "CONCEDE",
            [XRU],
            [XSV],
            28,
            5.0,
            cameo="085",
        ),
    )
    return Reading(told, mentions, (XFD, XSV, XRU, PEOPLE), software="kg 0.1.0")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("analyst") / "g", reference=None) as made:
        made.add(story())
        made.commit()
        yield made


@pytest.fixture(scope="module")
def disputed(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("disputed") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
        made.commit()
        yield made


def days(rows, column="date"):
    return [row[column].strftime("%m-%d") if row[column] else None for row in rows]


def ask(graph, name, **parameters):
    return kq.ask(graph, name, parameters).records()


def test_escalation_ladder(graph):
    rungs = ask(graph, "escalation-ladder", a="Freedonia", b="Sylvania")
    assert list(zip(days(rungs), (row["type"] for row in rungs), strict=True)) == [
        ("05-01", "accuse"), ("05-03", "threaten"), ("05-05", "sanction")
    ]  # fmt: skip
    assert days(ask(graph, "escalation-ladder", a="Freedonia", b="Sylvania", since="2030-05-04")) == [
        "05-04",
        "05-05",
    ]
    assert days(ask(graph, "escalation-ladder", a="Sylvania", b="Freedonia")) == ["05-02", "05-10"]


def test_broken_ceasefires(graph):
    (row,) = ask(graph, "broken-ceasefires", a="Sylvania", b="Freedonia")
    assert (days([row], "agreed"), days([row], "broken"), row["assaults"]) == (["05-15"], ["05-20"], 2)
    assert ask(graph, "broken-ceasefires") == [row]
    assert not ask(graph, "broken-ceasefires", a="Ruritania")
    assert not ask(graph, "broken-ceasefires", since="2030-06")


def test_position_shifts(graph):
    (row,) = ask(graph, "position-shifts", actor="Ruritania")
    assert (row["toward"], row["topic"], row["turn"]) == ("Sylvania", "economic", "to opposition")
    assert (days([row], "last"), days([row], "first")) == (["04-01"], ["05-09"])
    assert not ask(graph, "position-shifts", toward="Ruritania")


def test_first_movers(graph):
    (row,) = ask(graph, "first-movers", toward="Sylvania", type="SANCTION")
    assert (row["mover"], days([row], "first"), row["followers"]) == ("Freedonia", ["05-05"], 1)


def test_silence_after(graph):
    rows = ask(graph, "silence-after", a="Sylvania", b="Freedonia")
    assert list(zip(days(rows), days(rows, "next"), strict=True)) == [
        ("05-10", "05-15"), ("05-20", "05-21"), ("05-21", "05-26")
    ]  # fmt: skip
    assert days(ask(graph, "silence-after", type="REJECT"), "next") == [None]


def test_sanction_regimes(graph):
    rows = {row["sender"]: row for row in ask(graph, "sanction-regimes", target="XSV")}
    assert (rows["Freedonia"]["n"], rows["Freedonia"]["eased"]) == (1, None)
    assert days([rows["Ruritania"]], "eased") == ["05-28"]


def test_aid_flows(graph):
    (row,) = ask(graph, "aid-flows", donor="Ruritania")
    assert (row["recipient"], row["kind"], row["n"]) == ("Freedonia", "economic", 2)
    assert not ask(graph, "aid-flows", recipient="Sylvania")


def test_protest_waves(graph):
    (row,) = ask(graph, "protest-waves", state="Freedonia")
    assert (row["month"], row["n"], row["crowd"], row["killed"]) == ("2030-05", 1, 300, 0)


def test_unanswered_demands(graph):
    (row,) = ask(graph, "unanswered-demands")
    assert (row["demander"], row["of"], days([row], "demanded")) == ("Freedonia", "Ruritania", ["05-25"])


def test_source_reliability(disputed):
    rows = {row["publisher"]: row for row in ask(disputed, "source-reliability")}
    assert rows["Freedonia Gazette"]["contradicted"] == 1
    assert rows["Sylvania Herald"]["contradicted"] == 0
    assert 0 < rows["Freedonia Gazette"]["share"] < 1
    assert not ask(disputed, "source-reliability", minimum=99)


def test_an_article_does_not_contradict_itself(tmp_path):
    told = article("Denial\n\nFreedonia struck. Freedonia did not strike.", publisher="Strelsau Post")
    struck = mention(told, "Freedonia struck", "ASSAULT", [XFD], [XSV])
    denied = mention(told, "Freedonia did not strike", "ASSAULT", [XFD], [XSV], polarity=Polarity.NEGATED)
    with Graph.create(tmp_path / "g", reference=None) as graph:
        graph.add(Reading(told, (struck, denied)))
        assert [row["contradicted"] for row in ask(graph, "source-reliability")] == [0]
