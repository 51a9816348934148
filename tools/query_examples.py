"""The page of named queries: what each asks, its parameters and columns, and an answer from the graph of the sample articles."""

from __future__ import annotations

import shlex
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import kg
from kg.query import NamedQuery, ask, named_queries
from kg.resources import resource

SHOWN = 5
"""Rows of an example."""

WIDEST = 60
"""Characters of a cell, before it is cut short."""

HEAD = """\
# The named queries

Written by `make docs`; a test holds it current. The answers are those of the graph of the sample articles, which
`kg demo` builds, as the shipped language pipeline reads them: run the command after it with `--graph demo/graph`. Of
longer answers the first rows are shown, and of longer texts the beginning.

A named query is asked with `kg query NAME -p PARAMETER=VALUE`, or `Graph.query("name", parameter=value)` in Python.
Actors are given by name (Russia), code (RUS) or IRI, days as 2026-02-18, 2026-02 or 2026, classes of events by their
PLOVER code, events and articles by key, short name (`ev:...`) or IRI. What is left out asks about all.
"""


def queries_page() -> str:
    """docs/queries.md."""
    with tempfile.TemporaryDirectory() as folder:
        with kg.Graph.create(Path(folder) / "graph") as graph:
            kg.build(kg.read(sorted(resource("data", "articles").glob("[0-9]*.md"))), graph)
        with kg.Graph.open(Path(folder) / "graph") as graph:
            return _page(graph)


def _page(graph: kg.Graph) -> str:
    chosen = examples()
    queries = sorted(named_queries().values(), key=lambda query: (query.theme, query.name))
    parts = [HEAD]
    for theme, group in groupby(queries, key=lambda query: query.theme):
        parts.append(f"## {theme.capitalize()}\n")
        parts += [_section(query, chosen[query.name], graph) for query in group]
    return "\n".join(parts)


def examples() -> Mapping[str, Mapping[str, str]]:
    """The parameters of each query's example."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        resource("queries", "examples.toml").read_text("utf-8")
    )
    return found


def _section(query: NamedQuery, example: Mapping[str, str], graph: kg.Graph) -> str:
    lines = [f"### {query.name}\n", f"{query.question}\n"]
    if query.parameters:
        lines.append("| Parameter | Type | Default | |\n|---|---|---|---|")
        lines += [
            f"| `{p.name}` | {p.kind} | {p.default or 'any'} | {_cell(p.meaning)} |" for p in query.parameters
        ]
        lines.append("")
    lines.append("| Column | |\n|---|---|")
    lines += [f"| `{column}` | {_cell(meaning)} |" for column, meaning in query.columns]
    return "\n".join([*lines, "", _example(query.name, example, graph)])


def _example(name: str, example: Mapping[str, str], graph: kg.Graph) -> str:
    given = "".join(f" -p {key}={shlex.quote(value)}" for key, value in example.items())
    answer = ask(graph, name, dict(example))
    if not isinstance(answer, kg.Table) or not answer.rows:
        raise SystemExit(
            f"the example of {name} in queries/examples.toml has no answer: choose other parameters"
        )
    shown = replace(answer, rows=tuple(tuple(map(_short, row)) for row in answer.rows[:SHOWN]))
    more = len(answer) - len(shown)
    told = f"\n\n{more} more row{'s' if more > 1 else ''}." if more else ""
    return f"    $ kg query {name}{given}\n\n{shown.to_markdown()}{told}\n"


def _short(cell: object) -> str:
    text = "" if cell is None else f"{cell:.4g}" if isinstance(cell, float) else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= WIDEST else text[:WIDEST].rsplit(" ", 1)[0] + " ..."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
