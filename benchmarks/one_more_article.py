"""What one more article costs, and one less, on graphs of 500, 2,000 and 10,000 articles.

python benchmarks/one_more_article.py 500 2000 10000
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

from synthetic import reading, readings

from kg.graph import Graph, store
from kg.graph.derive import Work
from kg.model import Reading

MORE = 15
WORKS: list[Work] = []


def main(sizes: list[int]) -> None:
    """Print one row a size."""
    real = store.derive
    store.derive = lambda *given: WORKS.append(real(*given)) or WORKS[-1]  # type: ignore[func-returns-value]
    print(
        "| articles | events | derived from nothing, CPU s | one more, CPU ms (median, worst) | of which derived, ms | mentions seen again | one less, CPU ms |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            Graph.create(Path(folder) / "g", reference=None) as graph,
        ):
            measure(graph, size)


def measure(graph: Graph, size: int) -> None:
    """Fill a graph, then add and remove articles one by one."""
    list(graph.add_all(readings(size)))
    whole = timed(graph.commit)
    events = WORKS[-1].events
    middle = size // 2
    added = [late(size, middle, n) for n in range(MORE)]
    more, derived, seen, less = [], [], [], []
    for extra in added:
        started = process_time()
        graph.add(extra)
        before = process_time()
        graph.commit()
        more.append((process_time() - started) * 1000)
        derived.append((process_time() - before) * 1000)
        seen.append(WORKS[-1].mentions)
    for extra in added:
        started = process_time()
        graph.remove(extra.article.key)
        graph.commit()
        less.append((process_time() - started) * 1000)
    figures = f"{statistics.median(more):.0f}, {max(more):.0f} | {statistics.median(derived):.0f}"
    print(
        f"| {size:,} | {events:,} | {whole:.1f} | {figures} | {statistics.median(seen):.0f} | {statistics.median(less):.0f} |",
        flush=True,
    )


def late(size: int, middle: int, n: int) -> Reading:
    """An article of the middle of the time that came late."""
    old = reading(middle + n)
    text = old.article.text + f" Told late, {size}."
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    mentions = tuple(replace(m, id=m.id.replace(old.article.key, key)) for m in old.mentions)
    return replace(old, article=replace(old.article, key=key, text=text, id=f"late-{n}"), mentions=mentions)


def timed(work: Callable[[], None]) -> float:
    """Seconds of processor time that a call takes: the machine may be shared."""
    started = process_time()
    work()
    return process_time() - started


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [500, 2000])
