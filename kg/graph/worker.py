"""Runs one query in a process of its own, which can be stopped: Oxigraph has no time-out (oxigraph#1926).

Started as a script by `kg.graph.sparql`; imports nothing of kg, so that it starts fast. Reads one JSON request from
standard input, writes JSON lines: a head, the rows as N-Triples terms, and an end.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions, Store


def answer(request: dict[str, Any]) -> int:
    """Run the request and write its answer; 1 where the query does not parse."""
    try:
        store = Store.read_only(request["store"])
        found = store.query(
            request["query"], prefixes=request["prefixes"], use_default_graph_as_union=request["union"]
        )
    except SyntaxError as error:
        _say({"error": str(error)})
        return 1
    rows = request["rows"]
    if isinstance(found, QueryBoolean):
        _say({"kind": "ask", "answer": bool(found)})
    elif isinstance(found, QuerySolutions):
        columns = [variable.value for variable in found.variables]
        _say({"kind": "select", "columns": columns})
        for solution in islice(found, rows):
            _say([None if term is None else str(term) for term in solution])
    else:
        _say({"kind": "construct"})
        for triple in islice(found, rows):
            _say([str(triple)])
    return 0


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


def _limit_memory(megabytes: int | None) -> None:
    if megabytes is None or sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    _limit_memory(asked["megabytes"])
    sys.exit(answer(asked))
