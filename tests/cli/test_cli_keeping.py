"""The commands that keep, move and compare graphs."""

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))
from oxigraph_server import OxigraphServer

from kg.graph import Graph


@pytest.fixture
def server():
    served = OxigraphServer()
    yield served
    served.stop()


@pytest.fixture
def copy(graph, tmp_path):
    shutil.copytree(graph, tmp_path / "copy")
    return tmp_path / "copy"


def test_retract_rebuild_and_verify(run, copy):
    assert run("verify", "-g", copy).exit_code == 0
    key = Graph.open(copy).keys()[0]
    result = run("retract", key, "-g", copy)
    assert (result.exit_code, "1 articles taken out, 2 left" in result.stderr) == (0, True)
    assert run("retract", key, "-g", copy).exit_code == 2
    assert run("rebuild", "-g", copy).exit_code == 0
    found = json.loads(run("verify", "-g", copy, "--json").stdout)
    assert (found["articles"], found["broken"]) == (2, [])


def test_verify_fails_naming_the_claims_that_no_longer_hold(run, copy):
    path = next((copy / "texts").rglob("*.json"))
    fields = json.loads(path.read_text())
    path.write_text(json.dumps(fields | {"text": fields["text"][:200] + "?" + fields["text"][200:]}))
    result = run("verify", "-g", copy)
    assert result.exit_code == 1
    assert f"m:{path.stem}-" in result.stdout
    assert "the hash is no longer" in result.stdout


def test_quarantine_is_empty_after_a_sound_build(run, graph):
    assert json.loads(run("quarantine", "-g", graph, "--json").stdout) == []
    assert run("quarantine", "-g", graph).exit_code == 0


def test_push_ask_and_pull(run, graph, server, tmp_path):
    ends = ("--endpoint", server.query)
    assert "3 articles written" in run("push", "-g", graph, *ends, "--store", server.write).stderr
    assert "3 unchanged" in run("push", "-g", graph, *ends, "--store", server.write).stderr
    for arguments in (
        ("query", "dyad-timeline", "-p", "a=Russia", "--json"),
        ("network", "--json"),
        ("export", "-f", "nquads"),
        ("check",),
    ):
        here, there = run(*arguments, "-g", graph), run(*arguments, *ends)
        assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout), arguments
    assert "3 articles written" in run("pull", "-g", tmp_path / "pulled", *ends).stderr
    assert run("diff", graph, tmp_path / "pulled").exit_code == 0
    assert run("diff", graph, server.query).exit_code == 0


def test_diff_fails_where_graphs_differ(run, graph, copy):
    run("retract", Graph.open(copy).keys()[0], "-g", copy)
    result = run("diff", graph, copy)
    assert result.exit_code == 1
    assert result.stdout.startswith(("-", "~"))
    assert json.loads(run("diff", graph, copy, "--json").stdout)["articles_removed"]


def test_event_tables(run, graph):
    table = run("export", "-g", graph, "-f", "polecat").stdout
    assert next(csv.DictReader(io.StringIO(table), delimiter="\t"))["Event ID"]
    assert run("export", "-g", graph, "-o", "events.parquet").exit_code == 0
    assert pq.read_table("events.parquet").num_rows
    assert "reifies" in run("export", "-g", graph, "-f", "trig", "--reifiers").stdout
    assert run("export", "-g", graph, "-f", "turtle", "--reifiers").exit_code == 2
