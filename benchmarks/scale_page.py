"""The page on what the graph costs, from the figures of `scale.py`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from typing import Any

from machine import processor

PATIENCE = 20
"""Seconds of processor time after which rdflib is given up."""


def page(found: dict[str, Any], sizes: list[int]) -> str:
    """docs/benchmarks/graph.md, of the sizes that were measured."""
    done = [size for size in sizes if f"large {size}" in found]
    block = found["block"]
    return f"""\
# The graph: what it costs, and how that grows

Written by `python benchmarks/scale.py FOLDER {" ".join(map(str, sizes))}`, one process, on {os.cpu_count()} cores of {processor()},
Python {platform.python_version()}, with other work going on: compare figures of one table with each other. Times of loading and of the fifteen
questions are processor time of all threads. Graphs are synthetic: copies of one block of {found["events"]:,} events
that was read in, fused and rolled up article by article ({block["add_ms"]:.1f} ms of processor time a mention to add, {block["derive_ms"]:.1f} ms to derive from
nothing), each copy later by a month. So what loading takes is measured on copies, with the derived layers loaded and not derived again.
To add an article costs what it cost in the block; to write the columns then, 50 to 80 ms, as one month is written anew.

## Loading
Raw is `Store.bulk_load` of one file with all that the articles say; kg is what `kg rebuild` does before it derives: the shards of all articles
as a stream, descriptions of actors made one.

{_loading(found, done)}

## Asking a graph of any size
Seconds by the clock, and of processor time; a new process, questions with their defaults unless told, the middle of three. {_largest(found, done)}

{_asking(found, done)}

{_fifteen(found, sizes)}"""


def _events(found: dict[str, Any], size: int) -> int:
    """How many events the graph has that was asked for with a size: whole copies of the block."""
    return max(1, round(size / found["events"])) * int(found["events"])


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _loading(found: dict[str, Any], sizes: list[int]) -> str:
    head = "events | quads | raw, quads/s | kg, quads/s | kg of raw | derived layers, s | columns, s | disk, MB | columns, MB"
    rows = [_row(head.split(" | ")), _row("-" * 3 for _ in head.split(" | "))]
    for size in sizes:
        told = found[f"load {size}"] | found.get(f"raw {size}", {})
        kg = told["kg_quads"] / told["kg"][0]
        raw = told["raw_quads"] / told["raw"][0] if "raw" in told else None
        rows.append(
            _row(
                (
                    f"{_events(found, size):,}",
                    f"{told['quads']:,}",
                    f"{raw:,.0f}" if raw else "not measured",
                    f"{kg:,.0f}",
                    f"{kg / raw:.2f}" if raw else "",
                    f"{told['derived'][0]:,.0f}",
                    f"{told['columns'][0]:,.0f}",
                    f"{told['disk_mb']:,.0f}",
                    f"{told['columns_mb']:,.1f}",
                )
            )
        )
    return "\n".join(rows)


def _largest(found: dict[str, Any], sizes: list[int]) -> str:
    return f"Bounds at a million events: open 1, lookups .5, aggregates 2, memory 4,000 MB; the largest measured here has {_events(found, max(sizes)):,}."


def _asking(found: dict[str, Any], sizes: list[int]) -> str:
    rows = [
        _row(["", *(f"{_events(found, size):,} events" for size in sizes)]),
        _row(["---"] * (len(sizes) + 1)),
    ]
    for label in found[f"large {sizes[0]}"]:
        shown = "memory, MB" if label == "memory_mb" else label
        rows.append(_row([shown, *(_took(found[f"large {size}"][label]) for size in sizes)]))
    return "\n".join(rows)


def _took(figure: float | Sequence[float]) -> str:
    if isinstance(figure, float | int):
        return f"{figure:,.0f}" if figure > 100 else f"{figure:.2f}"
    cpu, clock = figure
    return f"{clock:.2f}, {cpu:.2f}"


def _fifteen(found: dict[str, Any], sizes: list[int]) -> str:
    if "fifteen" not in found:
        return ""
    rows = [
        f"## The fifteen questions, at {found[f'load {sizes[1]}']['quads']:,} quads",
        "Milliseconds of processor time: by name through kg, the same SPARQL straight on pyoxigraph, and on rdflib's own store.",
        "",
        "| question | rows | kg | pyoxigraph | kg of it | rdflib | times kg |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, told in sorted(found["fifteen"].items()):
        kg, plain, other = told["kg"], told["pyoxigraph"], told.get("rdflib", PATIENCE * 1000)
        slow, times = f"{other:,.0f}", f"{other / kg:,.0f}"
        if "rdflib" not in told:
            slow, times = ("fails", "") if "failed" in told else (f"over {slow}", f"over {times}")
        rows.append(
            _row((name, told["rows"], f"{kg:,.1f}", f"{plain:,.1f}", f"{kg / plain:.2f}", slow, times))
        )
    return "\n".join(rows) + "\n"
