"""Every bad input that a user has met, end to end: the run goes on, says what it left out, and loses nothing."""

import json
import resource
import subprocess
from pathlib import Path

import pytest

import kg

GOOD = "Kenya accused Chad of meddling on 3 May 1997."
PARTIAL, USAGE, FAILED = 3, 2, 1


def build(run, *paths, graph="g", **options):
    return run("build", *paths, "--graph", graph, "--json", **options)


def report(result):
    return json.loads(result.stdout)


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def bad_files():
    yield "empty.txt", b"", "is empty"
    yield "blank.txt", b" \n\n \t", "is empty"
    yield "binary.txt", bytes(range(256)) * 40, "binary.txt"
    yield "latin1.txt", "Le ministre fran\xe7ais accuse.".encode("latin-1"), "UTF-8"
    yield "future.md", b"---\npublished: 2999-01-01\n---\n" + GOOD.encode(), "future"
    yield "impossible.md", b"---\npublished: 2026-02-30\n---\n" + GOOD.encode(), "2026-02-30"
    french = (
        "Le président du Kenya a accusé le Tchad de mentir pendant les négociations de mardi à Nairobi. " * 4
    )
    yield "french.txt", french.encode(), "French"
    yield "huge.jsonl", b'{"text": "' + b"x" * 20_000_000 + b'"}\n', "huge.jsonl"
    yield "huge.txt", b"x" * 20_000_000, "huge.txt"


@pytest.mark.parametrize("bad", [*bad_files()], ids=lambda bad: bad[0])
def test_a_bad_file_is_skipped_by_name_and_the_rest_is_read(run, good, tmp_path, bad):
    name, content, why = bad
    (tmp_path / name).write_bytes(content)
    result = build(run, name, good)
    assert result.exit_code == PARTIAL, result.output
    assert report(result)["read"] == 1
    [skipped] = report(result)["skipped"]
    assert name in skipped["origin"]
    assert why.casefold() in skipped["reason"].casefold()
    assert f"skipped: {skipped['reason']}" in result.stderr
    assert "Traceback" not in result.output


def test_broken_html_is_read_as_far_as_it_goes(run, good, tmp_path):
    page = f"<html><body><div><p>{GOOD} Oman thanked Peru on 4 May 1997.<div><<p <span></"
    (tmp_path / "broken.html").write_text(page, encoding="utf-8")
    result = build(run, "broken.html", good)
    assert result.exit_code in (0, PARTIAL), result.output
    assert report(result)["read"] + len(report(result)["skipped"]) == 2
    assert report(result)["read"] >= 1


def test_a_bad_line_of_jsonl_is_named_and_the_others_are_read(run, tmp_path):
    lines = [
        json.dumps({"id": "a", "text": GOOD}),
        "{not json",
        json.dumps({"id": "b", "text": GOOD + " Oman met Peru."}),
    ]
    (tmp_path / "three.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = build(run, "three.jsonl")
    assert result.exit_code == PARTIAL
    assert report(result)["read"] == 2
    [skipped] = report(result)["skipped"]
    assert "three.jsonl" in skipped["reason"]
    assert "2" in skipped["reason"]


def test_without_a_date_the_run_says_so(run, tmp_path):
    (tmp_path / "undated.txt").write_text("Kenya accused Chad of meddling on Tuesday.", encoding="utf-8")
    result = run("build", "undated.txt", "--graph", "g")
    assert result.exit_code == 0
    assert "no publication date" in result.stderr
    assert "--published" in result.stderr
    extracted = json.loads(run("extract", "undated.txt").stdout)
    assert [event["date"] for event in extracted["events"]] == [None]
    dated = json.loads(run("extract", "undated.txt", "--published", "1997-05-08").stdout)
    assert [event["date"] for event in dated["events"]] == ["1997-05-06"]


def test_a_path_that_is_not_there_fails_before_anything_is_made(run):
    result = build(run, "nowhere.txt")
    assert result.exit_code == FAILED
    assert "nowhere.txt" in result.stderr
    assert not Path("g").exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "26", "2026-13"])
def test_a_wrong_date_option_is_a_usage_error(run, good, day):
    result = build(run, good, "--published", day)
    assert result.exit_code == USAGE
    assert day in result.stderr.replace("│", "").replace("\n", "")


def test_an_unknown_query_names_those_there_are(run, graph):
    result = run("query", "mediator", "--graph", graph)
    assert result.exit_code == USAGE
    assert result.stderr.startswith("kg: no query is called 'mediator'")
    assert "mediators" in result.stderr


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("who=Russia", "has no parameter 'who'"),
        ("a=Ruritania", "no actor is called 'Ruritania'"),
        ("since=soon", "since (date)"),
        ("a", "name=value"),
        ("=Russia", "name=value"),
    ],
)
def test_a_wrong_parameter_is_named(run, graph, given, why):
    result = run("query", "mediators", "--graph", graph, "-p", given)
    assert result.exit_code == USAGE
    assert why in result.stderr


def test_a_sparql_syntax_error_gives_line_and_column(run, graph):
    result = run("query", "-", "--graph", graph, stdin="SELECT *\nWHERE { ?s ?p }")
    assert result.exit_code == USAGE
    assert "line 2, column" in result.stderr


@pytest.mark.parametrize(
    "change", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }"]
)
def test_sparql_that_would_change_or_leave_the_graph_is_refused(run, graph, change):
    result = run("query", change, "--graph", graph)
    assert result.exit_code == USAGE
    assert "refused" in result.stderr


@pytest.mark.parametrize(
    "command", [("query", "mediators"), ("info",), ("check",), ("network",), ("export", "-f", "trig")]
)
def test_a_folder_that_is_no_graph_is_refused(run, tmp_path, command):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")
    for folder in ("other", "nowhere"):
        result = run(*command, "--graph", folder)
        assert result.exit_code == FAILED
        assert result.stderr.startswith(f"kg: {folder} holds no graph")
    assert (tmp_path / "other" / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_building_into_a_folder_of_something_else_touches_nothing(run, good, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")
    result = build(run, good, graph="other")
    assert result.exit_code == FAILED
    assert "no graph" in result.stderr
    assert [path.name for path in Path("other").iterdir()] == ["letter.txt"]


def test_a_place_that_cannot_be_written(run, good):
    result = build(run, good, graph="/proc/kg-graph")
    assert result.exit_code == FAILED
    assert "cannot write to /proc/kg-graph" in result.stderr


def test_a_full_disk_loses_nothing_that_was_stored(run, good, tmp_path, program):
    assert build(run, good).exit_code == 0
    before = [str(quad) for quad in kg.Graph.open("g").quads()]
    second = tmp_path / "second.txt"
    second.write_text("Peru and Chile signed a treaty on 4 June 1999. " * 30, encoding="utf-8")
    full = subprocess.run(
        [*program, "build", "second.txt", "--graph", "g"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        check=False,
    )
    assert full.returncode == FAILED, full.stderr
    assert "Traceback" not in full.stderr
    assert full.stderr.startswith("kg: ")
    assert [str(quad) for quad in kg.Graph.open("g").quads()] == before
    again = build(run, good, second)
    assert again.exit_code == 0, again.output
    assert (report(again)["read"], report(again)["unchanged"]) == (1, 1)


def test_an_export_to_a_full_disk_fails_in_one_line(run, graph):
    result = run("export", "--graph", graph, "--format", "nquads", "--out", "/dev/full")
    assert result.exit_code == FAILED
    assert result.stderr.startswith("kg: /dev/full cannot be written")


def test_output_to_a_full_disk_fails_in_one_line(graph, program):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            [*program, "info", "--graph", graph], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.returncode == FAILED
    assert result.stderr.startswith("kg: ")
    assert "Traceback" not in result.stderr


def test_a_reader_that_stops_early_is_no_failure(graph, program):
    command = f"{' '.join(program)} export --graph {graph} --format nquads | head -n 1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert result.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build",),
        ("export", "--format", "docx"),
        ("network", "--level", "planet"),
        ("network", "--type", "WAR"),
        ("evaluate", "gold.jsonl", "--floor", "class"),
        ("codebook", "NOSUCH"),
        ("query", "mediators", "--limit", "0"),
    ],
)
def test_calling_wrongly_is_a_usage_error(run, graph, arguments):
    result = run(*arguments, *(["--graph", graph] if arguments[0] in ("export", "network") else []))
    assert result.exit_code == USAGE, result.output
    assert "Traceback" not in result.output


def test_a_missing_language_model_is_named(run, good):
    result = build(run, good, "--language-model", "no_such_model")
    assert result.exit_code == USAGE
    assert "no_such_model" in result.stderr
