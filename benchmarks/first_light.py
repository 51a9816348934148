"""Measures what kg costs, and writes docs/benchmarks/first-light.md.

    python benchmarks/first_light.py

Words per second of reading beside the bare spaCy pipeline, in turns in one process, on the sample articles; time and
memory of the demo in a process of its own; start-up of `kg --help`. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter

import spacy
from machine import processor

import kg
from kg.model import Article
from kg.resources import resource

ROUNDS = 5
STARTS = 15
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks" / "first-light.md"


def seconds(action: Callable[[], object]) -> float:
    """Wall-clock seconds that an action takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def reading_speed(articles: list[Article]) -> tuple[int, float, float, float]:
    """Words, and words per second of the bare pipeline, of reading alone, and of `kg extract` with its JSON."""
    reader = kg.Reader()
    nlp = spacy.load(resource("data", "model"))  # without the faster products of kg.language

    def bare() -> None:
        for article in articles:
            nlp(article.text)

    def read() -> None:
        for article in articles:
            reader.read(article)

    def extract() -> None:
        for article in articles:
            str(kg.record(reader.read(article)))

    words = sum(len(article.text.split()) for article in articles)
    actions = (bare, read, extract)
    for action in actions:
        action()
    rounds = [[seconds(action) for action in actions] for _ in range(ROUNDS)]
    plain, reading, extracting = (words / median(column) for column in zip(*rounds, strict=True))
    return words, plain, reading, extracting


MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def demo() -> tuple[float, int]:
    """Seconds and peak memory (MiB) of `kg demo`."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", MEASURED, sys.executable, "-m", "kg", "demo", "--out", folder]
        started = perf_counter()
        told = subprocess.run(command, check=True, capture_output=True, text=True)
        return perf_counter() - started, int(told.stdout) // 1024


def start_up(arguments: Iterable[str]) -> float:
    """Milliseconds of the median run of the program."""
    command = [sys.executable, "-m", "kg", *arguments]
    return 1000 * median(
        seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(STARTS)
    )


def python_alone() -> float:
    """Milliseconds of the median start of Python itself, in this environment."""
    command = [sys.executable, "-c", "pass"]
    return 1000 * median(
        seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(STARTS)
    )


def main() -> None:
    """Measure and write the page."""
    articles = [item for item in kg.read([resource("data", "articles")]) if isinstance(item, kg.Article)]
    words, bare, reading, extracting = reading_speed(articles)
    took, memory = demo()
    page = f"""\
# First light: what it costs

Written by `make bench` ({ROUNDS} rounds in turns, medians). Load while it ran: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores of
{processor()}, Python {platform.python_version()}. {len(articles)} sample articles, {words:,} words, one process.

| Reading | words/s | of the bare pipeline |
|---|---|---|
| the bare spaCy pipeline (tagger, parser, lemmatizer, names) | {bare:,.0f} | 1.00 |
| article to event mentions | {reading:,.0f} | {reading / bare:.2f} |
| `kg extract`: event mentions and their JSON | {extracting:,.0f} | {extracting / bare:.2f} |

| | |
|---|---|
| `kg demo`: graph, questions, network, three files | {took:.1f} s, {memory} MiB at most |
| `kg --help` | {start_up(["--help"]):.0f} ms |
| Python itself, started in the same environment | {python_alone():.0f} ms |
"""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
