"""Measures what event coding adds to the bare language pipeline, and writes docs/benchmarks/coding.md.

    python benchmarks/coding.py                                  speed, profile and memory
    python benchmarks/coding.py --part speed [--articles 1000]   one part; the page keeps the others as they were

The articles are ours: the samples of data/articles, their paragraphs mixed anew and their days moved, so that no two texts
are alike. Speed is measured in CPU time (`time.process_time`), batch by batch in turns in one run, so that what else the
machine does falls out; memory is the resident set of a process that reads many short articles one after the other.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import platform
import pstats
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from itertools import cycle, islice, pairwise
from pathlib import Path
from time import process_time
from typing import Any

import spacy
from machine import processor

import kg
from kg.articles import make_article
from kg.graph.gate import judge
from kg.graph.names import Names
from kg.graph.triples import to_quads
from kg.model import Article
from kg.resources import resource

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks" / "coding.md"
FIGURES = PAGE.with_suffix(".json")
BATCH = 20
PARAGRAPHS = 6
SHORT = 60
"""Words of a short article, about."""
PROFILED = 100
SAMPLES = 20
"""How often memory is looked at."""
FIRST = Date(2026, 1, 1)

Figures = dict[str, Any]


def samples() -> list[list[str]]:
    """The paragraphs of each sample article, headline first."""
    read = kg.read([resource("data", "articles")])
    return [item.text.split("\n\n") for item in read if isinstance(item, Article)]


def articles(number: int, paragraphs: int = PARAGRAPHS) -> Iterator[Article]:
    """So many articles: the headline and first paragraph of one sample, then paragraphs drawn from others."""
    known = samples()
    for index in range(number):
        dice = random.Random(index)  # noqa: S311
        headline, lead, *_ = known[index % len(known)]
        rest = [dice.choice(dice.choice(known)[2:]) for _ in range(paragraphs)]
        text = "\n\n".join([headline, lead, *rest])
        yield make_article(
            text, id=f"mixed-{index}", title=headline, published=FIRST + timedelta(days=index % 365)
        )


def short_articles(number: int) -> Iterator[Article]:
    """So many articles of about 60 words, each with a sentence of its own, so that none is known from before."""
    known = samples()
    for index in range(number):
        dice = random.Random(index)  # noqa: S311
        words = f"{dice.choice(dice.choice(known)[2:])} {dice.choice(dice.choice(known)[2:])}".split()[:SHORT]
        text = f"Report {index}: unit {index} arrived.\n\n{' '.join(words)}"
        yield make_article(text, id=f"short-{index}", published=FIRST + timedelta(days=index % 365))


def words_of(batch: Sequence[Article]) -> int:
    """Words between blanks."""
    return sum(len(article.text.split()) for article in batch)


# ---------------------------------------------------------------- the parts


def speed(number: int) -> Figures:
    """Words, and CPU seconds of spaCy alone, of the pipeline as kg runs it and of the whole coding, over all articles.

    spaCy alone is `spacy.load` of the shipped weights. Each batch is read by all three, each being first in turn, since
    the later ones find the words of a text known.
    """
    reader = kg.Reader()
    ours, alone = reader.pipeline.nlp, spacy.load(resource("data", "model"))

    def bare(batch: Sequence[Article]) -> int:
        return sum(len(alone(article.text)) > 0 for article in batch)

    def pipeline(batch: Sequence[Article]) -> int:
        return sum(len(ours(article.text)) > 0 for article in batch)

    def whole(batch: Sequence[Article]) -> int:
        return sum(len(reader.read(article).mentions) for article in batch)

    actions = (bare, pipeline, whole)
    for action in actions:
        action(list(articles(BATCH)))
    words, seconds, found, stream = 0, [0.0] * 3, [0] * 3, articles(number)
    for order in cycle(((0, 1, 2), (2, 0, 1), (1, 2, 0))):
        batch = list(islice(stream, BATCH))
        if not batch:
            break
        words += words_of(batch)
        for turn in order:
            started = process_time()
            found[turn] += actions[turn](batch)
            seconds[turn] += process_time() - started
    rates = [round(words / each) for each in seconds]
    return {
        "articles": number,
        "words": words,
        "mentions": found[2],
        **dict(zip(("bare", "pipeline_rate", "whole"), rates, strict=True)),
        "ratio": round(seconds[0] / seconds[2], 3),
        "pipeline_ratio": round(seconds[0] / seconds[1], 3),
        "pipeline": reader.pipeline.software,
        "machine": f"{processor()}, Python {platform.python_version()}",
    }


def gate(number: int) -> Figures:
    """CPU seconds of reading articles, of making quads of them and of checking those; batch by batch in turns."""
    reader, names = kg.Reader(), Names()
    judge(reader.read(next(articles(1))), names)
    stream, quads = articles(number), 0
    reading: list[float] = []
    writing: list[float] = []
    judging: list[float] = []
    while batch := list(islice(stream, BATCH)):
        times = [process_time()]
        readings = [reader.read(article) for article in batch]
        times.append(process_time())
        quads += sum(len(to_quads(each, names)) for each in readings)
        times.append(process_time())
        for each in readings:
            judge(each, names)
        times.append(process_time())
        for seconds, (start, end) in zip((reading, writing, judging), pairwise(times), strict=True):
            seconds.append(end - start)
    share = (sum(judging) - sum(writing)) / sum(reading)
    return {"articles": number, "quads": quads, "share": round(share, 3)}


def profile(number: int) -> Figures:
    """Where the CPU time of the coding goes: by module and by function, in shares of all that Python's profiler saw."""
    reader = kg.Reader()
    batch = list(articles(number))
    reader.read(batch[0])
    profiler = cProfile.Profile(process_time)
    profiler.enable()
    for article in batch:
        reader.read(article)
    profiler.disable()
    stats = pstats.Stats(profiler)
    own: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    total = 0.0
    for (file, _, name), (_, _, seconds, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        total += seconds
        module = _module(file, name)
        own[module] += seconds
        functions[f"{module}: {name}"] += seconds
    return {
        "articles": number,
        "modules": [(name, round(100 * seconds / total, 1)) for name, seconds in own.most_common(16)],
        "functions": [
            (name, round(100 * seconds / total, 1))
            for name, seconds in functions.most_common(60)
            if name.startswith("kg/")
        ][:16],
    }


def _module(file: str, name: str) -> str:
    path = file.replace("\\", "/")
    if "/kg/" in path and "site-packages" not in path:
        return "kg/" + path.rpartition("/kg/")[2]
    if any(part in path or part in name for part in ("spacy", "thinc", "numpy")):
        return "spaCy, thinc, numpy"
    return "Python itself" if path in ("~", "") or path.startswith("<") else "libraries"


def memory(number: int) -> Figures:
    """MiB of the resident set as many short articles are read one after the other."""
    reader = kg.Reader()
    every, points, words = max(number // SAMPLES, 1), [], 0
    for index, article in enumerate(short_articles(number), 1):
        reader.read(article)
        words += len(article.text.split())
        if index % every == 0:
            points.append((index, resident()))
    return {"articles": number, "words": words, "points": points}


def resident() -> float:
    """MiB that the process holds in memory now."""
    pages = Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]
    return round(int(pages) * 4096 / 2**20, 1)


# ---------------------------------------------------------------- the page


def page(figures: Figures) -> str:
    """The page of what was measured so far."""
    parts = [_speed(figures["speed"])] if "speed" in figures else []
    parts += [_gate(figures["gate"])] if "gate" in figures else []
    parts += [_profile(figures["profile"])] if "profile" in figures else []
    parts += [_memory(figures["memory"])] if "memory" in figures else []
    return "\n\n".join(["# Coding: what it adds to the language pipeline", HEAD, *parts]) + "\n"


HEAD = """\
Written by `python benchmarks/coding.py`; CPU time of one process, one thread (`OPENBLAS_NUM_THREADS=1`), all in turns over the same texts in one run. The
articles are the samples of data/articles, their paragraphs mixed anew: every sentence tells of events, more than in a
newspaper, so that coding has more to do than it will have there."""


def _speed(found: Figures) -> str:
    return f"""\
## Speed

{found["articles"]:,} articles, {found["words"]:,} words, {found["mentions"]:,} event mentions; {found["pipeline"]}; {found["machine"]}.

| | words/s | of spaCy alone |
|---|---|---|
| spaCy alone: the shipped weights by `spacy.load` (tagger, parser, lemmatizer, names) | {found["bare"]:,} | 1.00 |
| the same as kg runs it, numpy multiplying (kg.language.products) | {found["pipeline_rate"]:,} | {found["pipeline_ratio"]:.2f} |
| article to event mentions, the pipeline included | {found["whole"]:,} | {found["ratio"]:.2f} |"""


def _gate(found: Figures) -> str:
    return f"""\
## The gate

Checking what is to enter the graph takes {100 * found["share"]:.1f} % of the time of reading it: {found["articles"]:,} articles, {found["quads"]:,} quads,
CPU time, in turns in one run."""


def _profile(found: Figures) -> str:
    modules = "\n".join(f"| {name} | {share} % |" for name, share in found["modules"])
    functions = "\n".join(f"| {name} | {share} % |" for name, share in found["functions"])
    return f"""\
## What costs most

Own time by module and by function, {found["articles"]} articles under Python's profiler, which makes calls of small functions
dearer than they are.

| module | share |
|---|---|
{modules}

| function of kg | share |
|---|---|
{functions}"""


def _memory(found: Figures) -> str:
    points = "\n".join(f"| {number:,} | {size:,.0f} |" for number, size in found["points"])
    return f"""\
## Memory

{found["articles"]:,} articles, {found["words"]:,} words, read one after the other in one process.

| articles read | MiB held |
|---|---|
{points}"""


def main() -> None:
    """Measure what is asked for, and write the page."""
    parser = argparse.ArgumentParser(description="Measure what event coding adds to the bare pipeline.")
    parser.add_argument("--part", choices=("speed", "gate", "profile", "memory"), action="append")
    parser.add_argument("--articles", type=int, help="how many, instead of 1,000, 200, 100 and 10,000")
    options = parser.parse_args()
    measures = {
        "speed": (speed, 1000),
        "gate": (gate, 200),
        "profile": (profile, PROFILED),
        "memory": (memory, 10_000),
    }
    figures: Figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    for part in options.part or measures:
        measure, number = measures[part]
        figures[part] = measure(options.articles or number)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(figures), encoding="utf-8")
    print(page(figures))


if __name__ == "__main__":
    main()
