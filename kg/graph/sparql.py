"""SPARQL on a store: the guard, the limits, and errors that point at the place.

Queries see the union of all graphs; `GRAPH` still picks one. The usual prefixes are declared. What would leave the
store (SERVICE, FROM; unless asked for) or change it (LOAD, INSERT, ...) is refused on its tokens: Oxigraph cannot
switch network calls off.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.errors import GraphError, LimitError, SparqlSyntaxError, StorageError, UsageError
from kg.graph import worker
from kg.graph.names import Names
from kg.graph.table import Answer, Table, statements, table

OUTSIDE = frozenset({"SERVICE", "FROM"})
CHANGES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<variable>[?$]\w+)|(?P<name>[\w.-]*:[\w.:%\\-]*|@[\w-]+)|(?P<word>[A-Za-z_]\w*)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a query may go before it is stopped; None is no limit.

    With `seconds` or `megabytes` the query runs in a process of its own on the newest snapshot; without, in this one.
    With `outside` it may ask other endpoints (SERVICE) and choose its own data set (FROM); it still changes nothing.
    """

    seconds: float | None = None
    rows: int | None = None
    megabytes: int | None = None
    outside: bool = False

    @property
    def need_process(self) -> bool:
        """Whether the query must be stoppable from outside.

        >>> Limits(rows=100).need_process, Limits(seconds=5).need_process
        (False, True)
        """
        return self.seconds is not None or self.megabytes is not None

    def check_rows(self, found: int) -> None:
        """Refuse an answer of more rows than are allowed.

        Raises:
            LimitError: there are more.

        >>> Limits(rows=2).check_rows(2)
        """
        if self.rows is not None and found > self.rows:
            raise LimitError(
                f"the query gives more than {self.rows} rows: narrow it, add LIMIT, or raise the row limit"
            )


NO_LIMITS = Limits()


def guard(query: str, *, outside: bool = False) -> None:
    """Refuse a query that would change the store, or leave it where that is not asked for.

    Raises:
        UsageError: it uses SERVICE or FROM and `outside` is false, or is an update.

    >>> guard("SELECT ?service WHERE { ?service ?p 'LOAD' }  # no SERVICE here")
    """
    words = _words(query)
    for word in words:
        if word in OUTSIDE and not outside:
            raise UsageError(
                f"{word} is refused: queries stay inside the graph unless asked to leave it (kg query --outside). "
                "Use GRAPH to pick a named graph"
            )
    opening = next((word for word in words if word not in {"PREFIX", "BASE"}), "")
    if opening in CHANGES or "WITH" in words[:1]:
        raise UsageError(
            f"{opening} is refused: queries only read. Change the graph by adding or removing articles"
        )


@lru_cache(maxsize=500)
def _words(query: str) -> tuple[str, ...]:
    return tuple(token["word"].upper() for token in TOKEN.finditer(query) if token["word"])


def over_all_graphs(query: str) -> bool:
    """Whether a query sees the union of all graphs: unless it chooses its data set by FROM.

    >>> over_all_graphs("ASK {}"), over_all_graphs("SELECT * FROM <urn:g> {}")
    (True, False)
    """
    return "FROM" not in _words(query)


def run(store: Store, query: str, names: Names) -> tuple[str, Sequence[str], Iterator[Any]]:
    """Run a query here: its kind, its columns and its raw results.

    Raises:
        SparqlSyntaxError: the query does not parse.

    >>> kind, columns, rows = run(Store(), "SELECT ?actor WHERE { ?actor a gev:State }", Names())
    >>> kind, columns, list(rows)
    ('select', ['actor'], [])
    """
    try:
        found = store.query(
            query, prefixes=dict(names.prefixes), use_default_graph_as_union=over_all_graphs(query)
        )
    except SyntaxError as error:
        raise syntax_error(str(error), query) from error
    if isinstance(found, QueryBoolean):
        return "ask", (), iter([bool(found)])
    if isinstance(found, QuerySolutions):
        return "select", [variable.value for variable in found.variables], iter(found)
    return "construct", (), iter(found)


def ask(
    store: Store, query: str, names: Names, limits: Limits = NO_LIMITS, snapshot: Path | None = None
) -> Answer:
    """Answer a query, once it has passed the guard.

    >>> ask(Store(), "ASK { ?s ?p ?o }", Names()).rows
    ((False,),)

    Args:
        store: where to ask, when no process of its own is needed.
        query: SELECT, ASK, CONSTRUCT or DESCRIBE.
        names: for prefixes in the query and short names in the answer.
        limits: when to stop.
        snapshot: the folder that a process of its own opens.

    Raises:
        UsageError: the query would leave the store or change it.
        SparqlSyntaxError: it does not parse.
        LimitError: it took longer, or gave more rows, than the limits allow.
        GraphError: an endpoint that it names does not answer, or the disk failed.
    """
    guard(query, outside=limits.outside)
    try:
        if limits.need_process and snapshot is not None:
            kind, columns, results = _run_apart(query, names, limits, snapshot)
        else:
            kind, columns, results = run(store, query, names)
        found = list(results if limits.rows is None else islice(results, limits.rows + 1))
        limits.check_rows(len(found))
    except OSError as error:
        raise GraphError(
            f"the query fails ({error}): check the endpoint that it names, or the disk"
        ) from error
    if kind == "ask":
        return Table(("answer",), ((found[0],),))
    return table(columns, found, names) if kind == "select" else statements(found, names)


def syntax_error(message: str, query: str) -> SparqlSyntaxError:
    """Oxigraph's message as an error that names line and column, and shows the line.

    >>> print(syntax_error("error at 1:3: expected WHERE", "ASK"))
    line 1, column 3: expected WHERE
      ASK
        ^
    """
    at = re.search(r"error at (\d+):(\d+): ?(.*)", message, re.DOTALL)
    if at is None:
        return SparqlSyntaxError(f"the query does not parse: {message}")
    line, column, reason = int(at[1]), int(at[2]), " ".join(at[3].split())
    if "Prefix not found" in reason:
        reason = "a prefix is not declared"
    lines = query.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    pointer = " " * (column - 1) + "^"
    return SparqlSyntaxError(f"line {line}, column {column}: {reason[:200]}\n  {shown}\n  {pointer}")


# ---------------------------------------------------------------- in a process of its own


def _run_apart(
    query: str, names: Names, limits: Limits, snapshot: Path
) -> tuple[str, Sequence[str], Iterator[Any]]:
    request = {
        "store": str(snapshot),
        "query": query,
        "prefixes": dict(names.prefixes),
        "union": over_all_graphs(query),
        "rows": None if limits.rows is None else limits.rows + 1,
        "megabytes": limits.megabytes,
    }
    command = [sys.executable, "-I", worker.__file__]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request),
            capture_output=True,
            text=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(
            f"the query took longer than {limits.seconds:g} seconds: narrow it, or raise the time limit"
        ) from error
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if lines and "error" in lines[0]:
        raise syntax_error(lines[0]["error"], query)
    if done.returncode != 0 or not lines:
        raise _failed(done.returncode, done.stderr, limits)
    return _read_answer(lines[0], lines[1:])


def _failed(code: int, stderr: str, limits: Limits) -> LimitError | StorageError:
    """A process that was killed, or ran out of memory, under a memory limit ran into that limit."""
    killed = code < 0 or code == 134 or "memory" in stderr.lower()
    if limits.megabytes is not None and killed:
        return LimitError(
            f"the query needs more than {limits.megabytes} MB: narrow it, or raise the memory limit"
        )
    last = (stderr.strip().splitlines() or ["no message"])[-1]
    return StorageError(f"the query's process failed: {last}")


def _read_answer(
    head: dict[str, Any], lines: Sequence[list[str | None]]
) -> tuple[str, Sequence[str], Iterator[Any]]:
    if head["kind"] == "ask":
        return "ask", (), iter([head["answer"]])
    if head["kind"] == "select":
        columns: Sequence[str] = head["columns"]
        return "select", columns, _terms(columns, lines)
    text = "".join(f"{line[0]} .\n" for line in lines)
    triples = (
        Triple(q.subject, q.predicate, q.object) for q in parse(text.encode(), format=RdfFormat.N_TRIPLES)
    )
    return "construct", (), triples


def _terms(columns: Sequence[str], lines: Sequence[Sequence[str | None]]) -> Iterator[Any]:
    header = "\t".join(f"?{column}" for column in columns)
    body = "".join("\t".join(term or "" for term in line) + "\n" for line in lines)
    results = parse_query_results(f"{header}\n{body}".encode(), format=QueryResultsFormat.TSV)
    return iter(results) if isinstance(results, QuerySolutions) else iter(())
