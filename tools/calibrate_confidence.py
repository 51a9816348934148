"""Calibrates the confidence of mentions on gold sentences, and writes the reliability table of docs/confidence.md.

    python tools/calibrate_confidence.py ../shared/gold/gsr_dev.jsonl ../shared/gold/plv_dev.jsonl [--write]

A listed mention is right where its sentence has a gold event of its class (CONCEDE and RETREAT count as one). The weights
are fitted by logistic regression with all weights held at or above zero, so that confidence is monotone in each ground.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from itertools import pairwise
from pathlib import Path

import numpy as np

from kg.articles import make_article
from kg.codebook import Codebook
from kg.evaluation import read_gold
from kg.extraction.coding import Coder
from kg.extraction.confidence import BASE, WEIGHTS, Grounds, confidence, grounds_of
from kg.extraction.mentions import Freezer
from kg.extraction.scene import Scene
from kg.language import Pipeline
from kg.reference import Reference

BINS = (0.0, 0.4, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1.0)
PAGE = Path(__file__).parents[1] / "docs" / "confidence.md"
STEPS, RATE = 20000, 0.5


def observed(path: Path) -> Iterator[tuple[Grounds, bool]]:
    """The grounds of each listed mention of a gold set, and whether its class is right."""
    codebook, reference, pipeline = Codebook.load(), Reference.load(), Pipeline()
    sentences = read_gold(path)
    for sentence, document in zip(
        sentences, pipeline.pipe([make_article(s.text, id=s.id) for s in sentences]), strict=True
    ):
        scene = Scene.of(document, codebook, reference)
        drafts = Coder(scene).code()
        listed = {(m.trigger.start, m.event_type) for m in Freezer(scene).freeze(drafts) if m.listed}
        wanted = {_folded(code) for event in sentence.events for code in (event.event, *event.accepted)}
        for draft in drafts:
            if (draft.token.idx, draft.event) in listed:
                yield grounds_of(scene, draft), _folded(draft.event) in wanted


def _folded(event: str) -> str:
    return "YIELD" if event in ("CONCEDE", "RETREAT") else event


def fitted(seen: Sequence[tuple[Grounds, bool]]) -> tuple[float, Grounds]:
    """Base and weights of the regression, by projected gradient ascent; no weight falls below zero."""
    grounds = np.array([astuple(ground) for ground, _ in seen])
    right = np.array([float(ok) for _, ok in seen])
    base, weights = 0.0, np.zeros(grounds.shape[1])
    for _ in range(STEPS):
        missing = right - 1 / (1 + np.exp(grounds @ weights - base))
        base += RATE * missing.mean()
        weights = np.maximum(0.0, weights - RATE * (missing @ grounds) / len(right))
    return float(base), Grounds(*map(float, weights))


def reliability(seen: Sequence[tuple[Grounds, bool]]) -> Iterator[tuple[float, float, int, float, float]]:
    """For each bin of confidence: its bounds, mentions, mean confidence, share right."""
    given = [(confidence(ground), ok) for ground, ok in seen]
    for low, high in pairwise(BINS):
        inside = [(value, ok) for value, ok in given if low <= value < high]
        if inside:
            count = len(inside)
            yield low, high, count, sum(v for v, _ in inside) / count, sum(ok for _, ok in inside) / count


def table(seen: Sequence[tuple[Grounds, bool]]) -> str:
    """The reliability table in Markdown, with the expected calibration error below it."""
    rows = list(reliability(seen))
    error = sum(count * abs(mean - right) for _, _, count, mean, right in rows) / sum(row[2] for row in rows)
    lines = ["| confidence | mentions | mean confidence | share right |", "|---|---|---|---|"]
    lines += [
        f"| {low:.2f}-{high:.2f} | {count} | {mean:.2f} | {right:.2f} |"
        for low, high, count, mean, right in rows
    ]
    return "\n".join([*lines, "", f"Expected calibration error: {error:.3f} over {len(seen)} mentions."])


def page(seen: Sequence[tuple[Grounds, bool]]) -> str:
    """docs/confidence.md."""
    weights = "\n".join(f"| {f.name} | {getattr(WEIGHTS, f.name):.2f} |" for f in fields(Grounds))
    return f"""# How sure is a mention?

`confidence` is the share of mentions like it whose class is right. It starts from log-odds of {BASE} and loses a
fixed weight for each ground that speaks against the mention (`kg/extraction/confidence.py` says what each of them is):

| ground | log-odds lost |
|---|---|
{weights}

So it is monotone: a mention never gains by a ground that falls away. What the text itself leaves open (plans, denials,
claims) is not in it but in `modality`, `polarity` and `attributed_to`.

## Reliability

Listed mentions on gsr_dev and plv_dev; right means that the sentence has a gold event of the class (CONCEDE and RETREAT as
one). A sentence may hold events that the gold does not mark, so the shares are lower bounds. The weights were fitted on the same
sentences and rounded to one decimal or two.

{table(seen)}

Measured with

    python tools/calibrate_confidence.py ../shared/gold/gsr_dev.jsonl ../shared/gold/plv_dev.jsonl --write
"""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help="write docs/confidence.md")
    options = parser.parse_args()
    seen = [one for path in options.gold for one in observed(path)]
    base, weights = fitted(seen)
    print(
        f"fitted: base {base:.2f}, "
        + ", ".join(f"{f.name} {getattr(weights, f.name):.2f}" for f in fields(Grounds))
    )
    print(table(seen))
    if options.write:
        PAGE.write_text(page(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
