import csv
import io
import json
import os
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import kg
from kg.cli.root import COMMANDS, cli, load

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "extract.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    command = load(name)
    assert command.help
    assert all(option.help for option in command.params if option.param_type_name == "option")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_help_says(name):
    told = (load(name).help or "").partition("\n\n")[0]
    assert COMMANDS[name].summary.rstrip(".").split(";")[0].split(",")[0].split(":")[0][:30] in " ".join(
        told.split()
    )


def test_help_lists_every_command(run):
    text = run("--help").stdout
    assert all(f" {name} " in text for name in COMMANDS)
    assert run("-h").stdout == text
    assert run("--version").stdout.strip() == f"kg, version {kg.__version__}"


def test_help_loads_no_heavy_library(program):
    code = "import sys; from kg.cli import cli; cli(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    result = subprocess.run([program[0], "-c", code], capture_output=True, text=True, check=True)
    modules = result.stdout.splitlines()[-1]
    for heavy in (
        "spacy",
        "numpy",
        "rdflib",
        "networkx",
        "pyoxigraph",
        "trafilatura",
        "matplotlib",
        "kg.cli.build",
    ):
        assert f"'{heavy}'" not in modules


# ---------------------------------------------------------------- build and extract


def test_build_reports_what_it_did_and_does_it_once(run, dispatch):
    first = json.loads(run("build", dispatch, "--graph", "g", "--json").stdout)
    assert first["read"] == 1
    assert first["skipped"] == []
    assert first["mentions"].keys() >= {"ACCUSE", "CONSULT"}
    assert first["actors_linked"] == 3
    assert first["dates_stated"] >= 1
    assert first["quads"] == len(kg.Graph.open("g").quads())
    again = json.loads(run("build", dispatch, "--graph", "g", "--json").stdout)
    assert (again["read"], again["unchanged"], again["quads"]) == (0, 1, first["quads"])
    reread = json.loads(run("build", dispatch, "--graph", "g", "--json", "--reread").stdout)
    assert (reread["read"], reread["unchanged"], sum(reread["mentions"].values())) == (
        0,
        1,
        sum(first["mentions"].values()),
    )


def test_build_prints_a_table_for_people(run, dispatch):
    result = run("build", dispatch)
    assert result.exit_code == 0
    assert "articles read" in result.stdout
    assert "CONSULT" in result.stdout
    assert result.stderr == ""
    assert Path("graph").is_dir()


def test_build_reads_an_article_again_that_has_another_date(run, dispatch):
    run("build", dispatch, "--graph", "g")
    dispatch.write_text(
        dispatch.read_text(encoding="utf-8").replace("1997-05-04", "1998-06-05"), encoding="utf-8"
    )
    report = json.loads(run("build", dispatch, "--graph", "g", "--json").stdout)
    assert (report["read"], report["unchanged"]) == (1, 0)
    graph = kg.Graph.open("g")
    [key] = graph.keys()
    article = graph.article(key)
    assert article.published == date(1998, 6, 5)


def test_build_reads_standard_input(run):
    lines = json.dumps({"id": "one", "text": "Kenya thanked Chad on 3 May 1997.", "published": "1997-05-04"})
    report = json.loads(run("build", "-", "--graph", "g", "--json", stdin=lines).stdout)
    assert report["read"] == 1


def test_two_workers_read_the_same(run, samples):
    one = run("extract", *samples)
    two = run("extract", *samples, "--workers", "2")
    assert two.exit_code == 0, two.output
    assert two.stdout == one.stdout


def test_extract_keeps_to_its_schema(run, samples):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for arguments in ((), ("--explain", "--json")):
        result = run("extract", *samples, *arguments)
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert len(records) == len(samples)
        for record in records:
            validator.validate(record)
            assert record["events"]


def test_extract_quotes_the_text_and_links_contents(run, samples):
    articles = {article.id: article for article in kg.read(samples)}
    for line in run("extract", *samples).stdout.splitlines():
        record = json.loads(line)
        text = articles[record["id"]].text
        ids = [event["id"] for event in record["events"]]
        assert len(ids) == len(set(ids))
        for event in record["events"]:
            assert event["quote"] == text[event["start"] : event["end"]]
            assert set(event["content"]) <= set(ids)
            assert not (event["listed"] and event["polarity"] == "negated")


def test_explain_names_the_trigger_and_the_rules(run, dispatch):
    record = json.loads(run("extract", dispatch, "--explain", "--json").stdout)
    [accuse] = [event for event in record["events"] if event["event"] == "ACCUSE"]
    assert accuse["explanation"]["trigger"] == "accused"
    fields = {reason["field"] for reason in accuse["explanation"]["reasons"]}
    assert fields >= {"event", "sources", "targets"}


def test_explain_tells_a_person_in_plain_text(run, dispatch):
    told = run("extract", dispatch, "--explain").stdout
    assert told.startswith("Freedonia and Sylvania meet [dispatch]\n")
    assert "ACCUSE" in told
    assert all(label in told for label in ("trigger", "sources", "date", "status", "confidence"))


def test_extract_writes_pages(run, dispatch):
    Path("more.jsonl").write_text(
        json.dumps({"id": "dispatch", "text": "Peru thanked Kenya on 3 May 1997."}), encoding="utf-8"
    )
    result = run("extract", dispatch, "more.jsonl", "--html", "pages")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    pages = sorted(Path("pages").iterdir())
    assert [page.name.partition("-")[0] for page in pages] == ["dispatch", "dispatch.html"]
    assert all(str(page) in result.stderr for page in pages)
    assert "<mark" in Path("pages/dispatch.html").read_text(encoding="utf-8")


def test_extract_says_the_same_whatever_the_hash_seed(samples, program):
    outputs = {
        subprocess.run(
            [*program, "extract", str(samples[0])],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


# ---------------------------------------------------------------- query


def test_queries_lists_the_questions(run):
    listed = json.loads(run("queries", "--json").stdout)
    assert len(listed) >= 15
    assert all(query["question"].endswith(("?", ".")) and query["columns"] for query in listed)
    themes = [query["theme"] for query in listed]
    assert themes == sorted(themes)
    lines = run("queries").stdout.splitlines()
    assert lines.index("Accounts") < lines.index("evidence") < lines.index("Dyads") < lines.index("mediators")
    assert [line.lower() for line in lines if line.lower() in set(themes)] == sorted(set(themes))
    assert "SELECT" in run("queries", "mediators").stdout
    assert run("queries", "nosuch").exit_code == 2


def test_a_named_question_takes_names_codes_and_months(run, graph):
    answers = [
        run(
            "query",
            "dyad-timeline",
            "--graph",
            graph,
            "--json",
            "-p",
            f"a={a}",
            "-p",
            f"b={b}",
            "-p",
            "since=2022-01",
        )
        for a, b in (
            ("Russia", "Ukraine"),
            ("RUS", "UKR"),
            ("https://w3id.org/gev/id/actor/RUS", "actor:UKR"),
        )
    ]
    assert answers[0].exit_code == 0, answers[0].output
    assert json.loads(answers[0].stdout)
    assert len({answer.stdout for answer in answers}) == 1


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "markdown"])
def test_rows_come_in_every_format(run, graph, form):
    result = run(
        "query", "SELECT ?a WHERE { ?a a gev:Article } ORDER BY ?a", "--graph", graph, "--format", form
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.count("art:") == 3
    if form == "csv":
        assert next(csv.reader(io.StringIO(result.stdout))) == ["a"]
    assert run("query", "ASK {}", "--graph", graph, "--format", "turtle").exit_code == 2


def test_statements_come_as_turtle(run, graph):
    construct = "CONSTRUCT { ?a a gev:Article } WHERE { ?a a gev:Article }"
    assert run("query", construct, "--graph", graph).stdout.count("gev:Article") == 3
    assert len(run("query", construct, "--graph", graph, "-f", "ntriples").stdout.splitlines()) == 3
    assert run("query", construct, "--graph", graph, "-f", "csv").exit_code == 2


def test_a_question_may_stand_in_a_file(run, graph):
    Path("question.rq").write_text("ASK { ?a a gev:Article }", encoding="utf-8")
    assert json.loads(run("query", "question.rq", "--graph", graph, "--json").stdout) == [{"answer": True}]
    Path("question.rq").write_bytes(b"\xff\xfe")
    assert run("query", "question.rq", "--graph", graph).exit_code == 1


def test_a_limit_fails_rather_than_cut(run, graph):
    result = run("query", "SELECT * WHERE { ?s ?p ?o }", "--graph", graph, "--limit", "5")
    assert result.exit_code == 1
    assert "more than 5 rows" in result.stderr


def test_the_graph_may_come_from_the_environment(run, graph, monkeypatch):
    monkeypatch.setenv("KG_GRAPH", str(graph))
    assert run("info").exit_code == 0


# ---------------------------------------------------------------- network, export, info, check


@pytest.mark.parametrize(
    "measure", ["central", "degree", "strength", "betweenness", "pagerank", "communities", "balance"]
)
def test_network_prints_every_measure(run, graph, measure):
    assert "Russia" in run("network", "--graph", graph, "--measure", measure).stdout
    rows = json.loads(run("network", "--graph", graph, "--measure", measure, "--json", "--top", "2").stdout)
    assert 1 <= len(rows) <= 2


def test_network_prints_mediators(run, graph):
    assert run("network", "--graph", graph, "--measure", "mediators").exit_code == 0


@pytest.mark.parametrize("name", ["n.graphml", "n.gexf", "n.svg"])
def test_network_writes_xml(run, graph, name):
    result = run("network", "--graph", graph, "--out", name)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert name in result.stderr
    assert ET.parse(name).getroot() is not None


def test_network_writes_json_csv_and_png(run, graph):
    assert run("network", "--graph", graph, "-o", "n.json", "-o", "n.csv", "-o", "n.png").exit_code == 0
    assert json.loads(Path("n.json").read_text(encoding="utf-8"))["nodes"]
    assert Path("n.csv").read_text(encoding="utf-8").startswith("source,target,")
    assert Path("n.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads(run("network", "--graph", graph, "-o", "-").stdout)["nodes"]


def test_network_can_be_narrowed(run, graph):
    def partners(*arguments):
        rows = json.loads(run("network", "--graph", graph, "--json", "--top", "99", *arguments).stdout)
        return {row["label"] for row in rows}

    everybody = partners()
    assert partners("--type", "assault") < everybody
    assert partners("--actor", "Iran") < everybody
    assert "Iran" in partners("--actor", "Iran")
    assert partners("--from", "2100") == set()
    assert partners("--to", "1800-01") == set()
    assert partners("--level", "actor") != everybody


@pytest.mark.parametrize(
    ("form", "sign"), [("turtle", "@prefix"), ("trig", "@prefix"), ("nquads", "<http"), ("jsonld", "{")]
)
def test_export_writes_the_same_to_a_file_and_to_standard_output(run, graph, form, sign):
    printed = run("export", "--graph", graph, "--format", form)
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.startswith(sign)
    assert run("export", "--graph", graph, "--format", form, "--out", "x").exit_code == 0
    assert Path("x").read_text(encoding="utf-8") == printed.stdout


def test_export_takes_the_format_from_the_ending(run, graph):
    assert run("export", "--graph", graph, "--out", "x.ttl").exit_code == 0
    assert Path("x.ttl").read_text(encoding="utf-8").startswith("@prefix")
    assert run("export", "--graph", graph).exit_code == 2
    assert run("export", "--graph", graph, "--out", "x.docx").exit_code == 2


def test_info_counts(run, graph):
    assert json.loads(run("info", "--graph", graph, "--json").stdout)["things"]["Article"] == 3
    assert "Article" in run("info", "--graph", graph).stdout


def test_check_passes_on_a_built_graph(run, graph):
    result = run("check", "--graph", graph)
    assert result.exit_code == 0, result.output
    assert "0 violations" in result.stdout
    assert json.loads(run("check", "--graph", graph, "--json").stdout)["findings"] == []


# ---------------------------------------------------------------- evaluate, codebook, completion, demo


def test_evaluate_prints_figures_and_holds_floors(run):
    gold = [
        {
            "id": "1",
            "text": "Kenya accused Chad of meddling.",
            "event": "ACCUSE",
            "sources": ["KEN"],
            "targets": ["TCD"],
        },
        {"id": "2", "text": "It rained in the hills.", "event": None},
    ]
    Path("gold.jsonl").write_text("\n".join(json.dumps(record) for record in gold), encoding="utf-8")
    found = json.loads(
        run("evaluate", "gold.jsonl", "--json", "--floor", "class=1", "--floor", "ACCUSE=1").stdout
    )
    assert found["metrics"]["triple"]["f1"] == 1
    assert (found["neutral"], found["disturbed"], found["unread"]) == (1, 0, 0)
    assert "ACCUSE" in run("evaluate", "gold.jsonl").stdout
    Path("gold.jsonl").write_text(json.dumps({**gold[0], "event": "AID"}), encoding="utf-8")
    missed = run("evaluate", "gold.jsonl", "--floor", "class=0.5")
    assert missed.exit_code == 1
    assert "class F1 is 0.000, below its floor of 0.500" in missed.stderr
    assert run("evaluate", "nosuch.jsonl").exit_code == 1


def test_codebook_explains_codes(run):
    assert run("codebook").stdout.count("\n") > 16
    assert "CONSULT" in run("codebook", "consult").stdout
    for table in ("modes", "contexts", "sectors", "cameo"):
        assert json.loads(run("codebook", table, "--json").stdout)


def test_codebook_shows_what_codes_each_class(run):
    rows = json.loads(run("codebook", "coverage", "--json").stdout)
    assert {row["event_type"] for row in rows if not row["mode"] and row["verbs"]} >= {"CONSULT", "ASSAULT"}
    assert "visit" in run("codebook", "coverage", "consult").stdout
    assert run("codebook", "coverage", "NOSUCH").exit_code != 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run, shell):
    assert "_KG_COMPLETE" in run("completion", shell).stdout


def test_completion_completes_commands_and_options(program):
    def complete(*words):
        env = {
            **os.environ,
            "_KG_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        }
        code = "from kg.cli import main; main()"
        return subprocess.run(
            [program[0], "-c", code], capture_output=True, text=True, env=env, check=False
        ).stdout

    assert "plain,query" in complete("kg", "que")
    assert "plain,--graph" in complete("kg", "query", "--gr")


def test_the_demo_shows_and_writes(run, monkeypatch):
    from kg.cli import demo

    monkeypatch.setattr(demo, "SAMPLES", "2023-0*.md")
    result = run("demo", "--out", "shown")
    assert result.exit_code == 0, result.output
    for told in (
        "articles read",
        "kg query mediators",
        "A mention is",
        "kg query claims-denied",
        "The ten most central actors",
        "actor-network.svg",
    ):
        assert told in result.stdout
    for name in ("graph.ttl", "actor-network.gexf", "actor-network.svg"):
        assert Path("shown", name).stat().st_size > 1000
    assert "were in the graph already" in run("demo", "--out", "shown").stdout


def test_no_colour_reaches_a_program(run, graph):
    assert "\x1b[" not in run("info", "--graph", graph).output
    assert cli.name == "cli"


def test_what_a_folder_holds_beside_articles_is_told_and_no_failure(run, dispatch, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    dispatch.rename(folder / "dispatch.md")
    (folder / "README.md").write_text("About this folder.", encoding="utf-8")
    (folder / "picture.gif").write_bytes(b"GIF89a")
    result = run("extract", folder)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.count("passed over: ") == 2
