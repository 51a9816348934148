"""`kg query`, `export`, `check`, `network` and `diff` say the same of a folder and of an endpoint, a real Virtuoso too."""

import json

import pytest
import virtuoso
from click.testing import CliRunner
from made_readings import all_readings
from oxigraph_server import OxigraphServer

from kg.cli import cli
from kg.graph import Graph


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with Graph.create(tmp_path_factory.mktemp("commands") / "g", reference=None) as made:
        list(made.add_all(all_readings()))
    return made.folder.root


@pytest.fixture(scope="module")
def oxigraph():
    served = OxigraphServer()
    served.most = 2_000
    yield served.query, served.write, None
    served.stop()


@pytest.fixture(scope="module")
def real_virtuoso(tmp_path_factory):
    if not virtuoso.installed():
        pytest.skip("virtuoso-t is not installed (Debian: virtuoso-opensource-7)")
    served = virtuoso.Virtuoso(tmp_path_factory.mktemp("virtuoso"), rows=2_000)
    try:
        served.wait()
        yield served.query, served.write, served.credentials
    finally:
        served.stop()


@pytest.fixture(
    scope="module", params=["oxigraph", pytest.param("real_virtuoso", marks=pytest.mark.integration)]
)
def endpoint(request, folder):
    """The address of a server to which the graph has been pushed by the command."""
    query, write, credentials = request.getfixturevalue(request.param)
    secrets = {"KG_USER": credentials[0], "KG_PASSWORD": credentials[1]} if credentials else {}
    pushed = CliRunner().invoke(
        cli, ["push", "--graph", str(folder), "--endpoint", query, "--store", write], env=secrets
    )
    assert pushed.exit_code == 0, pushed.output
    return query


def both(folder, endpoint, *arguments):
    """What a command says of the folder and of the endpoint."""
    places = (["--graph", str(folder)], ["--endpoint", endpoint])
    told = [CliRunner().invoke(cli, [*arguments, *place]) for place in places]
    assert [one.exit_code for one in told] == [0, 0], told[1].output
    assert told[0].stdout
    return [one.stdout for one in told]


QUESTIONS = [
    ("mediators", "-p", "a=Freedonia", "-p", "b=XSV", "--json"),
    ("dyad-timeline", "-p", "a=Sylvania", "--format", "csv"),
    ("SELECT ?m ?q { ?m gev:quote ?q } ORDER BY ?m", "--format", "tsv"),
    ("ASK { ?e a gev:Nothing }", "--json"),
    ("CONSTRUCT { ?e gev:date ?d } WHERE { ?e a gev:Event ; gev:date ?d }", "--format", "turtle"),
    ("DESCRIBE actor:XFD", "--format", "ntriples"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question[0].split()[0])
def test_query(folder, endpoint, question):
    here, there = both(folder, endpoint, "query", *question)
    assert there == here


@pytest.mark.parametrize("form", ["turtle", "nquads", "framed", "polecat", "parquet"])
def test_export(folder, endpoint, form, tmp_path):
    files = [tmp_path / "here", tmp_path / "there"]
    for file, place in zip(files, (["--graph", str(folder)], ["--endpoint", endpoint]), strict=True):
        done = CliRunner().invoke(cli, ["export", "--format", form, "--out", str(file), *place])
        assert done.exit_code == 0, done.output
    assert files[1].read_bytes() == files[0].read_bytes() != b""


def test_export_with_reifiers(folder, endpoint):
    here, there = both(folder, endpoint, "export", "--format", "trig", "--reifiers")
    assert there == here
    assert "reifies" in here


def test_check(folder, endpoint):
    here, there = (json.loads(text) for text in both(folder, endpoint, "check", "--json"))
    assert there["findings"] == here["findings"]
    assert there["checks"] == here["checks"]


NETWORKS = [
    ("--json",),
    ("--level", "actor", "--measure", "degree", "--status", "contested", "--json"),
    ("--out", "-", "--format", "graphml"),
    ("--out", "-", "--format", "gexf", "--level", "actor"),
]


@pytest.mark.parametrize("options", NETWORKS, ids=" ".join)
def test_network(folder, endpoint, options):
    here, there = both(folder, endpoint, "network", *options)
    assert there == here


def test_diff_finds_nothing(folder, endpoint):
    told = CliRunner().invoke(cli, ["diff", str(folder), endpoint])
    assert told.exit_code == 0, told.output


def test_nobody_there(folder):
    for command in (["query", "ASK {}"], ["export", "--format", "trig"], ["check"], ["network"]):
        told = CliRunner().invoke(cli, [*command, "--endpoint", "http://127.0.0.1:9/sparql"])
        assert told.exit_code == 1
        assert "cannot be reached" in told.stderr
