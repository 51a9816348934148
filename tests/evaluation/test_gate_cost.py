"""Checking an article is a small part of reading it: counted in calls, which no other work on the machine changes.

The times are in docs/benchmarks/coding.md.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import kg
from kg.graph.gate import judge
from kg.graph.names import Names
from kg.graph.triples import to_quads
from kg.reading import Reader
from kg.resources import resource

MOST = 0.13
"""Of the calls; of the time it is less, as reading spends its time in few long ones. May only go down."""


def calls(work: Callable[[Any], object], things: Iterable[Any]) -> int:
    """Calls of functions, Python's and others', that the work makes."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for thing in things:
            work(thing)
    finally:
        sys.setprofile(before)
    return made


def test_the_gate_makes_an_eighth_of_the_calls_of_reading_at_most():
    articles = list(kg.read(sorted(resource("data", "articles").glob("202[0-2]*.md"))))
    reader, names = Reader(), Names()
    readings = [reader.read(article) for article in articles]  # what is read once in a process is read here
    for reading in readings:
        judge(reading, names)
    checking = calls(lambda r: judge(r, names), readings) - calls(lambda r: to_quads(r, names), readings)
    assert 0 < checking < MOST * calls(reader.read, articles)
