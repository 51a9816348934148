"""`kg reference` and `kg codebook import`: what names mean, and tables made of other coders' dictionaries."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from kg.codebook import Codebook
from kg.reference import Reference
from kg.resources import resource

VERBS = """# A dictionary of our own. MIT License
&ORDNANCE
+CANNON
+CULVERINS

--- BOMBARD   [190]   ---
BOMBARD
- * VILLAGES (WITH &ORDNANCE)         [194]
- * (OUT OF) TALKS                     [0]
"""

ACTORS = """# MIT License
TILDO_VARENNE_  # invented
\t[FRAGOV 950517-070516]
NOBODY_AT_ALL_ [QQQGOV]
"""

# ---------------------------------------------------------------- show


def shown(run, *arguments):
    result = run("reference", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_name_means_an_actor_and_a_place(run):
    found = shown(run, "show", "Paris")
    assert found["actors"][0] | {"actor": "France", "named by": "capital"} == found["actors"][0]
    assert "USA" in {place["country"] for place in found["places"]}


def test_a_name_means_what_it_meant_on_the_day(run):
    [then] = shown(run, "show", "Emmanuel", "Macron", "--on", "2020")["actors"]
    assert (then["country"], then["sector"]) == ("FRA", "GOV")
    [before] = shown(run, "show", "Emmanuel", "Macron", "--on", "1999")["actors"]
    assert before["sector"] != "GOV"


def test_show_is_meant_where_no_sub_command_is_named(run):
    assert shown(run, "Kremlin") == shown(run, "show", "Kremlin")
    assert "Russia" in run("reference", "Kremlin").stdout
    assert shown(run, "foreign", "minister")["roles"][0]["sector"] == "GOV"


def test_an_unknown_name_is_said_to_be_unknown(run):
    result = run("reference", "show", "Nobody Envoy Putin")
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: no actor, role or place is called 'Nobody Envoy Putin'")
    assert "known in it: Putin" in result.stderr
    assert "check the spelling" in run("reference", "Qqqq").stderr


# ---------------------------------------------------------------- import


def test_an_imported_lexicon_loads(run):
    Path("verbs.txt").write_text(VERBS, encoding="utf-8")
    result = run("codebook", "import", "verbs.txt", "--out", "lexicon.csv", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["taken_over"] == {"entries": 3, "lists": 1}
    assert [entry["line"] for entry in told["left_out"]] == [9]
    assert "kg.toml" in result.stderr
    own = Codebook.load([Path("lexicon.csv"), Path("lexicon.lists.csv")])
    assert "bombard" in {entry.phrase for entry in own.lexicon if entry.origin.startswith("verbs.txt")}
    assert "entries" in run("codebook", "import", "verbs.txt", "--out", "again.csv").stdout


def test_imported_actors_load(run):
    Path("actors.txt").write_text(ACTORS, encoding="utf-8")
    result = run("reference", "import", "actors.txt", "--out", "own", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["taken_over"]["people"] == 1
    assert len(told["left_out"]) == 1
    assert [person.name for person in Reference.load([Path("own")]).people("Tildo Varenne")]
    Path("kg.toml").write_text('reference = ["own"]', encoding="utf-8")
    assert shown(run, "Tildo Varenne", "--on", "2000")["actors"][0]["country"] == "FRA"


@pytest.mark.parametrize("group", ["codebook", "reference"])
def test_a_dictionary_that_is_not_there_is_named(run, group):
    result = run(group, "import", "nowhere.txt", "--out", "x")
    assert result.exit_code == 1
    assert "nowhere.txt cannot be read" in result.stderr
    assert not Path("x").exists()
    assert run(group, "import", "nowhere.txt").exit_code == 2


def test_groups_tell_of_their_sub_commands(run):
    assert all(name in run("reference", "--help").stdout for name in ("show", "import", "update"))
    assert all(name in run("codebook", "--help").stdout for name in ("show", "import"))
    assert "--on" in run("reference", "show", "--help").stdout


# ---------------------------------------------------------------- update

BODY = {"body": "http://www.wikidata.org/entity/Q99000004", "name": "Lantern League"}


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
        organisations = resource("queries", "wikidata", "organisations.rq").read_text(encoding="utf-8")
        rows = [BODY] if query.startswith(organisations.rstrip()) else []
        bindings = [{name: {"type": "literal", "value": text} for name, text in row.items()} for row in rows]
        answer = json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        """Says nothing."""


@pytest.fixture
def endpoint():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    server.shutdown()
    server.server_close()


def test_an_update_reports_and_applies_what_is_new(run, endpoint):
    result = run("reference", "update", "--endpoint", endpoint, "--json", "--apply", "own")
    assert result.exit_code == 0, result.output
    [new] = [finding for finding in json.loads(result.stdout) if finding["status"] == "new"]
    assert (new["table"], new["key"], new["name"]) == ("organisations", "Q99000004", "Lantern League")
    assert Reference.load([Path("own")]).lookup("Lantern League")[0].key == "Q99000004"
    again = run("reference", "update", "--endpoint", endpoint, "--apply", "own")
    assert again.exit_code == 2
    assert "own holds organisations already" in again.stderr


def test_an_update_prints_a_table_or_writes_a_report(run, endpoint):
    assert "Lantern League" in run("reference", "update", "--endpoint", endpoint).stdout
    result = run("reference", "update", "--from", "wikidata", "--endpoint", endpoint, "--out", "report.csv")
    assert result.stdout == ""
    assert "Lantern League" in Path("report.csv").read_text(encoding="utf-8")


def test_an_update_names_what_is_wrong(run, endpoint):
    assert run("reference", "update", "--endpoint", "file:///etc/hosts").exit_code == 2
    unknown = run("reference", "update", "--endpoint", endpoint, "--countries", "qqq")
    assert unknown.exit_code == 2
    assert "QQQ" in unknown.stderr
