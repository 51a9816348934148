"""A graph of a million events: what loading, opening and asking cost, as ratios in one run, and how they grow.

    python benchmarks/scale.py FOLDER 10000 20000 100000 1000000

FOLDER is for the graphs; a million events take some 25 GB there. Writes docs/benchmarks/graph.md. Figures that stand in
FOLDER/figures.json are not measured again: remove it to begin anew.

The graphs are synthetic. A block of some ten thousand events is made the way any graph is made: readings
(`synthetic.py`) pass the gate into shards and are fused and rolled up. A larger graph is that block again and again, each
time with all days moved on by the length of the block, and other article keys. So every article and event has the quads
that it would have; but the layers derived from it are copies, and not derived again.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from rdflib.plugins.sparql.sparql import NotBoundError
from scale_page import PATIENCE, page
from synthetic import A_DAY, readings

from kg.analysis import actor_network
from kg.graph import Graph
from kg.graph.folder import Folder
from kg.graph.index import Index
from kg.graph.names import Names
from kg.query import ask, bind, named_query

DAYS = 30
ARTICLES = DAYS * A_DAY
NAMES = Names()
TOKEN = re.compile(r"((?<=[/\"-])20[23]\d-?[01]\d-?[0-3]\d(?=[-\"])|(?<=/)[0-9a-f]{16}(?=[->]))")


# ---------------------------------------------------------------- making the graphs


def make_block(folder: Path) -> dict[str, float]:
    """The block, by the way that every article goes; what it cost, by mention."""
    started = process_time()
    with Graph.create(folder, reference=None) as graph:
        told = sum(added.mentions for added in graph.add_all(readings(ARTICLES, alone=True)))
        added = process_time()
        graph.commit()
        derived = process_time()
        return {
            "mentions": told,
            "add_ms": 1000 * (added - started) / told,
            "derive_ms": 1000 * (derived - added) / told,
        }


class Copies:
    """The block's text, cut at what differs from copy to copy."""

    def __init__(self, text: str) -> None:
        self._pieces = TOKEN.split(text)
        self._tokens = set(self._pieces[1::2])

    def text(self, copy: int) -> str:
        """The text of one copy."""
        other = {token: _moved(token, copy) for token in self._tokens}
        pieces = list(self._pieces)
        pieces[1::2] = [other[token] for token in pieces[1::2]]
        return "".join(pieces)


def _moved(token: str, copy: int) -> str:
    if len(token) == 16:
        return f"{copy:03x}{token[3:]}"
    form = "%Y-%m-%d" if "-" in token else "%Y%m%d"
    return (Date.fromisoformat(token) + timedelta(days=DAYS * copy)).strftime(form)


def make_graph(block: Path, target: Path, copies: int) -> None:
    """Shards of so many copies of the block, and beside them what is derived from them, as one file."""
    with Graph.create(target, reference=None) as graph:  # now, while there is nothing to derive
        folder = graph.folder
    shards = Folder.open(block).shards()
    texts = [path.read_text(encoding="utf-8") for path in shards]
    articles = [Copies(text) for text in texts]
    derived = Copies(_derived(block))
    with (target / "derived.nq").open("w", encoding="utf-8") as file:
        for copy in range(copies):
            file.write(derived.text(copy))
            for path, article in zip(shards, articles, strict=True):
                key = _moved(path.stem, copy)
                shard = folder.shard(key)
                shard.parent.mkdir(exist_ok=True)
                shard.write_text(article.text(copy), encoding="utf-8")


def _derived(block: Path) -> str:
    """The events, roll-up and origins of the block; its edges and descriptions are the same in every copy."""
    graph = Graph.open(block)
    found = []
    for name in ("events", "rollup", "origins"):
        found += [
            f"{quad} .\n" for quad in graph.store.quads_for_pattern(None, None, None, NAMES.graph(name))
        ]
    graph.close()
    return "".join(sorted(found))


def lines(target: Path) -> Iterator[bytes]:
    """All that the articles of a graph say, article by article."""
    for path in Folder.open(target).shards():
        yield path.read_bytes()


# ---------------------------------------------------------------- loading


def measure_load(target: Path) -> dict[str, Any]:
    """Seconds of processor time (all threads) and of the clock, by step."""
    found: dict[str, Any] = {}
    with Graph.create(target, reference=None) as graph:
        index: Index = graph._index  # noqa: SLF001  # what `rebuild` does before it derives
        found["kg"] = timed(index.refill)
        found["kg_quads"] = len(graph.store)
        found["derived"] = timed(
            lambda: graph.store.bulk_load(path=str(target / "derived.nq"), format=RdfFormat.N_QUADS)
        )
        found["quads"] = len(graph.store)
        publish(graph, found)
        graph._stale = False  # noqa: SLF001
    found["disk_mb"] = megabytes(target / "index")
    found["columns_mb"] = megabytes(target / "columns")
    found["shards_mb"] = megabytes(target / "shards")
    return found


def measure_raw(target: Path) -> dict[str, Any]:
    """The same by the engine's own loader: one file with all that the articles say."""
    whole = target / "articles.nq"
    with whole.open("wb") as file:
        for piece in lines(target):
            file.write(piece)
    took = timed(lambda: Store(str(target / "raw")).bulk_load(path=str(whole), format=RdfFormat.N_QUADS))
    found = {"raw": took, "raw_quads": len(Store.read_only(str(target / "raw")))}
    whole.unlink()
    shutil.rmtree(target / "raw")
    return found


def publish(graph: Graph, found: dict[str, Any]) -> None:
    """What `commit` does after it has derived."""
    graph.store.flush()
    path = graph.folder.next_snapshot()
    graph.store.backup(str(path))
    found["columns"] = timed(lambda: graph._projection.write(path, None, None))  # noqa: SLF001
    graph.folder.publish_snapshot(path)
    graph.folder.clear_pending()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time, and of the clock."""
    cpu, clock = process_time(), perf_counter()
    work()
    return process_time() - cpu, perf_counter() - clock


def megabytes(folder: Path) -> float:
    """What a folder's files take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# ---------------------------------------------------------------- asking, in a process of its own

A, B = "actor:x-state-3", "actor:x-state-7"
BUSY = ("actor:x-state-0", "actor:x-state-1")
PERIOD = {"since": "2030-01", "until": "2030-06"}
GIVEN: dict[str, dict[str, str]] = {
    "demands-met": {"demander": A},
    "dyad-timeline": {"a": A, "b": B},
    "mediators": {"a": A, "b": B},
    "monthly-balance": {"a": A, "b": B},
    "strikes-during-talks": {"a": A, "b": B},
    "venues": {"party": A},
}
"""What the fifteen questions are asked about; the others are asked about everything, evidence and audit about one."""

FIFTEEN = [
    "actor-network",
    "audit",
    "changed-sides",
    "claims-denied",
    "contradictory-accounts",
    "demands-met",
    "dyad-timeline",
    "evidence",
    "independent-publishers",
    "mediators",
    "monthly-balance",
    "roles-over-time",
    "sector-rollup",
    "strikes-during-talks",
    "venues",
]
ROUNDS = 3
"""Times that a question is asked at least; the middle one counts."""


def given(graph: Graph, name: str) -> dict[str, str]:
    """The parameters that a question is asked with."""
    if name == "evidence":
        found = graph.query("SELECT ?e { ?m gev:denotes ?e } LIMIT 1").rows
        return {"event": str(found[0][0])}
    if name == "audit":
        return {"article": graph.names.key(next(graph.folder.root.glob("shards/*/*.nq")).stem, "article")}
    return GIVEN.get(name, {})


def median_ms(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the middle one of some rounds, of more where it is quick, after one to warm up."""
    first = timed(work)[0]
    rounds = max(ROUNDS, min(100, int(0.2 / max(first, 1e-4))))
    return sorted(timed(work)[0] for _ in range(rounds))[rounds // 2] * 1000


def ask_fifteen(folder: Path) -> dict[str, Any]:
    """Each question by name, as SPARQL straight on pyoxigraph, and as SPARQL on rdflib's own store."""
    graph = Graph.open(folder)
    ordered = sorted(FIFTEEN, key=lambda name: bool(named_query(name).sql))  # DuckDB's idle threads cost, too
    asked = {name: given(graph, name) for name in ordered}
    texts = {name: bind(named_query(name), asked[name], graph) for name in ordered}
    prefixes = dict(graph.names.prefixes)
    found: dict[str, Any] = {name: {} for name in FIFTEEN}
    for name, sparql in texts.items():
        found[name]["rows"] = len(ask(graph, name, asked[name]))
        found[name]["kg"] = median_ms(lambda name=name: ask(graph, name, asked[name]))
        found[name]["pyoxigraph"] = median_ms(
            lambda sparql=sparql: list(
                graph.store.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)  # type: ignore[arg-type]
            )
        )
        print(name, found[name], flush=True)
    known = rdflib.Dataset(default_union=True)
    for quad in graph.store:
        known.add(_rdflib(quad))
    for prefix, space in prefixes.items():
        known.bind(prefix, space)
    for name, sparql in texts.items():
        try:
            took = timed(patiently(lambda sparql=sparql: list(known.query(sparql))))
            found[name]["rdflib"] = took[0] * 1000
        except TimeoutError:
            found[name]["gave up"] = True
        except NotBoundError:  # rdflib fails on GROUP_CONCAT where a row of the group has nothing
            found[name]["failed"] = True
        print(name, found[name].get("rdflib"), flush=True)
    return found


def patiently(work: Callable[[], object]) -> Callable[[], object]:
    """The work, given up after some time."""

    def stop(*_: object) -> None:
        raise TimeoutError

    def limited() -> None:
        signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        try:
            work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    return limited


def _rdflib(quad: Quad) -> tuple[Any, ...]:
    """A quad in rdflib's terms."""
    graph = _term(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else None
    return _term(quad.subject), _term(quad.predicate), _term(quad.object), graph


@lru_cache(maxsize=1_000_000)
def _term(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, Literal):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


LOOKUPS = {
    "event card": ("evidence", None),
    "dyad timeline": ("dyad-timeline", {"a": A, "b": B}),
    "dyad timeline, the busiest dyad, half a year": ("dyad-timeline", {"a": BUSY[0], "b": BUSY[1], **PERIOD}),
    "actor's events": ("actor-events", {"actor": "actor:x-state-50"}),
    "actor's events, the busiest actor, a month": (
        "actor-events",
        {"actor": BUSY[0], "since": "2030-01", "until": "2030-01"},
    ),
    "top dyads": ("actor-network", {}),
    "balance per month of the busiest dyad": ("monthly-balance", {"a": BUSY[0], "b": BUSY[1]}),
    "balance per month, all states": ("monthly-balance", {}),
    "mediators of the busiest dyad": ("mediators", {"a": BUSY[0], "b": BUSY[1]}),
    "mediators, all": ("mediators", {}),
    "sectors, all": ("sector-rollup", {}),
    "assaults during talks of the busiest dyad": ("strikes-during-talks", {"a": BUSY[0], "b": BUSY[1]}),
    "silence after assaults of the busiest dyad": ("silence-after", {"a": BUSY[0], "b": BUSY[1]}),
    "broken ceasefires, all": ("broken-ceasefires", {}),
}


def ask_large(folder: Path) -> dict[str, Any]:
    """Opening, lookups and aggregates on a graph of any size: seconds of the clock, and memory."""
    started = perf_counter()
    graph = Graph.open(folder)
    graph.query("ASK { ?e a gev:Event }")
    found: dict[str, Any] = {"open": perf_counter() - started}
    started = perf_counter()
    ask(graph, "monthly-balance", {"a": A, "b": B})
    found["first aggregate"] = perf_counter() - started
    for label, (name, parameters) in LOOKUPS.items():
        asked = given(graph, name) if parameters is None else parameters
        rounds = [timed(lambda name=name, asked=asked: ask(graph, name, asked)) for _ in range(3)]
        found[label] = sorted(rounds, key=lambda took: took[1])[1]
        print(label, found[label], len(ask(graph, name, asked)), flush=True)
    year = {"since": Date(2030, 1, 1), "until": Date(2030, 12, 31)}
    found["network of a year"] = timed(lambda: actor_network(graph, **year))
    found["network of all"] = timed(lambda: actor_network(graph))
    print(found["network of a year"], found["network of all"], flush=True)
    found["memory_mb"] = most_memory()
    return found


def most_memory() -> float:
    """The most megabytes that this process held; what getrusage tells includes the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(root: Path, sizes: list[int]) -> None:
    """Measure what has not been measured, and write the page."""
    root.mkdir(parents=True, exist_ok=True)
    figures = Figures(root / "figures.json")
    block = root / "block"
    figures.need("block", lambda: make_block(block))
    events = figures.need("events", lambda: len(Graph.open(block).query("SELECT ?e { ?e a gev:Event }")))
    for size in sizes:
        copies = max(1, round(size / events))
        target = root / f"g-{size}"
        figures.need(f"made {size}", lambda copies=copies, target=target: make_graph(block, target, copies))
        figures.need(f"load {size}", lambda target=target: measure_load(target))
        figures.need(f"large {size}", lambda target=target: apart("ask_large", target))
        figures.need(f"raw {size}", lambda target=target: measure_raw(target))
    if len(sizes) > 1:
        figures.need("fifteen", lambda: apart("ask_fifteen", root / f"g-{sizes[1]}"))
    PAGE.write_text(page(figures.found, sizes), encoding="utf-8")


PAGE = Path(__file__).parents[1] / "docs" / "benchmarks" / "graph.md"


class Figures:
    """What was measured, kept in a file as it comes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def need(self, name: str, measure: Callable[[], Any]) -> Any:
        """A figure, measured if it was not."""
        if name not in self.found:
            self.found[name] = measure()
            self._path.write_text(json.dumps(self.found, indent=1) + "\n", encoding="utf-8")
            print(name, self.found[name], flush=True)
        return self.found[name]


def apart(task: str, folder: Path) -> Any:
    """A task in a process of its own, so that its memory is its own."""
    out = folder.parent / f"{task}.json"
    subprocess.run([sys.executable, __file__, "--task", task, str(folder), str(out)], check=True)
    return json.loads(out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if sys.argv[1] == "--task":
        answer = {"ask_large": ask_large, "ask_fifteen": ask_fifteen}[sys.argv[2]](Path(sys.argv[3]))
        Path(sys.argv[4]).write_text(json.dumps(answer), encoding="utf-8")
    else:
        main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
