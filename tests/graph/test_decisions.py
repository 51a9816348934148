"""Why mentions are one event, and what people decide about it: written down, obeyed, and kept over a rebuild."""

from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from made_readings import PORT, XFD, XSV, all_readings, article, mention, on

from kg.cli.root import cli
from kg.errors import DataError, GraphError, UsageError
from kg.graph import Graph
from kg.graph.decisions import Decisions, Merge, Split, append, dump, parse
from kg.graph.index import serialize_sorted
from kg.graph.why import event_of, find_event, mentions_of, merge, split, why, why_not
from kg.model import Reading


def raid(paper, day, **more):
    told = article(f"{paper} reports\n\nShells fell on the port.", publisher=paper)
    made = mention(
        told, "Shells fell on the port", "ASSAULT", [XSV], [XFD], when=on(day), places=(PORT,), **more
    )
    return Reading(told, (made,), software="kg test")


THREE = (raid("Gazette", 3), raid("Herald", 3), raid("Times", 9))
FIRST, SECOND, THIRD = (r.mentions[0].id for r in THREE)


@pytest.fixture
def graph(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as made:
        list(made.add_all([*all_readings(), *THREE]))
        yield made


def test_why_shows_mentions_and_the_parts_of_each_link(graph):
    found = why(graph, event_of(graph, FIRST))
    assert [m.mention for m in found.mentions] == sorted([FIRST, SECOND])
    (link,) = found.links
    assert (link.a, link.b) == tuple(sorted([FIRST, SECOND]))
    assert dict(link.parts)["place"] == 1.0
    assert found == why(graph, f"ev:{found.event}") == why(graph, graph.names.of("event", found.event).value)


def test_why_not_names_what_keeps_two_events_apart(graph):
    apart = why_not(graph, event_of(graph, FIRST), event_of(graph, THIRD))
    assert apart.obstacles == (("days", 2),)
    with pytest.raises(UsageError, match="one event"):
        why_not(graph, event_of(graph, FIRST), event_of(graph, SECOND))


def test_a_merge_is_obeyed_twice_and_after_a_rebuild(graph):
    one, other = event_of(graph, FIRST), event_of(graph, THIRD)
    merged = merge(graph, one, other, note="the paper confused the days")
    assert mentions_of(graph, merged) == sorted([FIRST, SECOND, THIRD])
    file = graph.folder.root / "decisions.yaml"
    written = file.read_text(encoding="utf-8")
    before = serialize_sorted(graph.quads())
    assert merge(graph, one, other) == merged
    assert file.read_text(encoding="utf-8") == written
    assert "the paper confused the days" in written
    graph.rebuild()
    assert serialize_sorted(graph.quads()) == before
    assert find_event(graph, one) == find_event(graph, other) == merged
    assert why(graph, merged).replaces == tuple(sorted({one, other} - {merged}))
    assert why(graph, merged).links[0].parts == (("decision", 1.0),)


def test_a_split_is_obeyed_twice_and_after_a_rebuild(graph):
    alone = split(graph, FIRST)
    assert mentions_of(graph, alone) == [FIRST]
    assert event_of(graph, SECOND) != alone
    written = (graph.folder.root / "decisions.yaml").read_text(encoding="utf-8")
    before = serialize_sorted(graph.quads())
    assert split(graph, f"m:{FIRST}") == alone
    assert (graph.folder.root / "decisions.yaml").read_text(encoding="utf-8") == written
    graph.rebuild()
    assert serialize_sorted(graph.quads()) == before


def test_the_later_decision_counts(graph):
    alone = split(graph, FIRST)
    merged = merge(graph, alone, event_of(graph, SECOND))
    assert mentions_of(graph, merged) == sorted([FIRST, SECOND])
    split(graph, SECOND)
    assert event_of(graph, FIRST) != event_of(graph, SECOND)


def test_a_decision_waits_for_an_article_that_is_gone(graph):
    merged = merge(graph, event_of(graph, FIRST), event_of(graph, THIRD))
    graph.remove(THREE[2].article.key)
    assert mentions_of(graph, event_of(graph, FIRST)) == sorted([FIRST, SECOND])
    graph.add(THREE[2])
    graph.commit()
    assert event_of(graph, THIRD) == event_of(graph, FIRST) == merged


def test_a_file_edited_by_hand_is_obeyed_when_the_graph_is_opened(graph, tmp_path):
    graph.close()
    text = append("# reviewed on Monday\n", Merge((FIRST, THIRD)))
    (tmp_path / "g" / "decisions.yaml").write_text(text, encoding="utf-8")
    with Graph.create(tmp_path / "g", reference=None) as opened:
        assert event_of(opened, FIRST) == event_of(opened, THIRD)
        split(opened, SECOND)
    assert "# reviewed on Monday" in (tmp_path / "g" / "decisions.yaml").read_text(encoding="utf-8")


def test_what_cannot_be_decided(graph):
    with pytest.raises(UsageError, match="no event"):
        merge(graph, event_of(graph, FIRST), "ASSAULT-20300503-0000000000")
    with pytest.raises(UsageError, match="no mention"):
        split(graph, "nothing")
    talks = next(m.id for r in all_readings() for m in r.mentions if m.event_type == "CONSULT")
    with pytest.raises(UsageError, match="different classes"):
        merge(graph, event_of(graph, FIRST), event_of(graph, talks))
    graph.commit()
    with Graph.open(graph.folder.root) as reader, pytest.raises(GraphError):
        merge(reader, event_of(reader, FIRST), event_of(reader, THIRD))


@pytest.mark.parametrize(
    "text", ["a: b", "- x", "- {decision: marry}", "- {decision: merge, mentions: a}", "- {decision: split}", "- [",
             "- {decision: split, mention: a, apart_from: [1]}"],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_place(text):
    with pytest.raises(DataError, match=r"decisions\.yaml"):
        parse(text)


ids = st.text("abcdef0123456789-", min_size=1, max_size=8)
some = st.lists(ids, min_size=1, max_size=4).map(lambda found: tuple(sorted(set(found))))
made = st.lists(
    st.one_of(st.builds(Merge, some, some, st.text(max_size=20)), st.builds(Split, ids, some)), max_size=5
)


@given(made)
def test_decisions_survive_the_file(decisions):
    text = ""
    for decision in decisions:
        text = append(text, decision)
    assert parse(dump(decisions)).made == parse(text).made == tuple(decisions)
    assert yaml.safe_load(text or "[]") is not None


@given(made)
def test_a_pair_is_joined_or_parted_or_neither(decisions):
    found = Decisions(tuple(decisions))
    for a in found.mentions:
        for b in found.mentions - {a}:
            assert found.joins(a, b) == found.joins(b, a)
            assert not (found.joins(a, b) and found.parts(a, b))


def test_on_the_command_line(graph):
    graph.close()
    folder, run = str(graph.folder.root), CliRunner()
    with Graph.open(folder) as reader:
        one, other = event_of(reader, FIRST), event_of(reader, THIRD)
    shown = run.invoke(cli, ["why", one, "--graph", folder])
    assert shown.exit_code == 0, shown.output
    assert "participants" in shown.output
    assert "days" in run.invoke(cli, ["why", one, other, "--graph", folder]).output
    merged = run.invoke(cli, ["merge", one, other, "--graph", folder, "--note", "same raid"])
    assert merged.exit_code == 0, merged.output
    assert run.invoke(cli, ["why", one, "--graph", folder, "--json"]).output.count('"mention"') == 3
    assert run.invoke(cli, ["split", THIRD, "--graph", folder]).exit_code == 0
    assert run.invoke(cli, ["why", "ev:none", "--graph", folder]).exit_code == 2


def test_plan_and_deed_may_be_merged_against_the_score(tmp_path):
    with Graph.create(tmp_path / "g", reference=None) as opened:
        list(opened.add_all([THREE[0], raid("Times", 3, confidence=0.4), replace(THREE[2])]))
        assert merge(opened, event_of(opened, FIRST), event_of(opened, THIRD))
