"""How often `attributions` finds who is the source of a statement, on PolNeAR's annotation.

    python tools/measure_attribution.py ../shared/gold/polnear_dev.jsonl [--errors]

Each record needs `text` and `attributions`, each of which has `source`, `cue` and `content`: lists of `spans`, character
offsets into `text`. PolNeAR's notion is wide: beliefs, plans and attitudes count as well as words.

Counted are the attributions whose source, cue and content all lie in one sentence (as our parser cuts sentences), each of
them once. One that we give is right if its source shares a character with the source of a gold attribution of the
same sentence; they are paired one to one, those whose cues overlap first. A pair with a gold attribution that
runs over several sentences, or ours paired with it, counts neither way. Precision is over what we give, recall over the
gold, F1 their harmonic mean. The second line asks, on top of it, that the cues overlap; the third counts gold
attributions over several sentences too.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.articles import make_article
from kg.codebook import Codebook
from kg.extraction.attribution import AttributionSpan, attributions
from kg.language import Document, Pipeline
from kg.model import Span

SHIFT = 40
"""Most characters that normalising a text may move a passage."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold attribution that names a source: its passages, its sentence, and whether it stays within it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    sentence: int
    internal: bool


def measure(path: Path, *, errors: bool = False) -> Counter[str]:
    """Counts over all records: right, right with the cue, and wrong ones; gold found and missed, within a sentence and beyond."""
    pipeline, codebook = Pipeline(), Codebook.load()
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = pipeline.read(make_article(record["text"], title=""))
        _ = document.syntax
        began = time.perf_counter()
        given = attributions(document, codebook)
        counts["microseconds"] += int(1e6 * (time.perf_counter() - began))
        counts["tokens"] += len(document.doc)
        counts += _compare(document, given, tuple(_gold(document, record)), errors=errors)
    return counts


def _gold(document: Document, record: dict[str, object]) -> Iterator[Gold]:
    text = str(record["text"])
    starts = [sentence.start_char for sentence in document.sentences()]
    for attribution in record["attributions"]:  # type: ignore[attr-defined]
        source, cue, content = (
            tuple(_passages(document, text, attribution.get(part, ())))
            for part in ("source", "cue", "content")
        )
        if source and cue:
            ends = (end for span in (*source, *cue, *content) for end in (span.start, span.end - 1))
            sentences = {bisect_right(starts, end) for end in ends}
            yield Gold(source, cue, bisect_right(starts, source[0].start), len(sentences) == 1)


def _passages(document: Document, text: str, parts: Sequence[dict[str, list[list[int]]]]) -> Iterator[Span]:
    """Gold passages in the offsets of the article, whose text is normalised."""
    for start, end in (span for part in parts for span in part["spans"]):
        piece = text[start:end].strip()
        window = document.article.text[max(0, start - SHIFT) : start + SHIFT + len(piece)]
        places = [max(0, start - SHIFT) + found.start() for found in re.finditer(re.escape(piece), window)]
        first = min(places, key=lambda place: abs(place - start), default=start)
        yield Span(first, first + len(piece))


def _compare(
    document: Document, given: Sequence[AttributionSpan], gold: Sequence[Gold], *, errors: bool
) -> Counter[str]:
    pairs = _paired(document, given, gold)
    counts: Counter[str] = Counter()
    for ours, found in enumerate(given):
        match = pairs.get(ours)
        if match is None:
            counts["wrong"] += 1
            _tell(document, "not in the gold", found.source, found.cue, errors=errors)
        elif not gold[match].internal:
            counts["beyond the sentence"] += 1
        else:
            counts["right"] += 1
            counts["right with cue"] += any(found.cue.overlaps(cue) for cue in gold[match].cue)
    for number in set(range(len(gold))) - set(pairs.values()):
        counts["missed" if gold[number].internal else "missed beyond the sentence"] += 1
        _tell(document, "missed", gold[number].source[0], gold[number].cue[0], errors=errors)
    return counts


def _paired(document: Document, given: Sequence[AttributionSpan], gold: Sequence[Gold]) -> dict[int, int]:
    """Ours to gold, one to one: those whose cues overlap first."""
    starts = [sentence.start_char for sentence in document.sentences()]
    pairs: dict[int, int] = {}
    for with_cue in (True, False):
        for ours, found in enumerate(given):
            if ours in pairs:
                continue
            sentence = bisect_right(starts, found.source.start)
            fits = (
                number
                for number, other in enumerate(gold)
                if number not in pairs.values()
                and other.sentence == sentence
                and any(found.source.overlaps(span) for span in other.source)
                and (not with_cue or any(found.cue.overlaps(span) for span in other.cue))
            )
            match = next(fits, None)
            if match is not None:
                pairs[ours] = match
    return pairs


def _tell(document: Document, what: str, source: Span, cue: Span, *, errors: bool) -> None:
    if errors:
        text = document.article.text
        print(f"{what}: [{source.of(text)}] <{cue.of(text)}> {text[max(0, cue.start - 80) : cue.end + 80]!r}")


def scores(counts: Counter[str], *, cue: bool = False, beyond: bool = False) -> tuple[float, float, float]:
    """Precision, recall and F1 of the source passages."""
    right = counts["right with cue" if cue else "right"] + (counts["beyond the sentence"] if beyond else 0)
    given = counts["right"] + counts["wrong"] + (counts["beyond the sentence"] if beyond else 0)
    wanted = counts["right"] + counts["missed"]
    if beyond:
        wanted += counts["beyond the sentence"] + counts["missed beyond the sentence"]
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--errors", action="store_true", help="print each attribution that is missed or added"
    )
    options = parser.parse_args()
    counts = measure(options.gold, errors=options.errors)
    for name, how in (
        ("source", {}),
        ("source and cue", {"cue": True}),
        ("source, any length", {"beyond": True}),
    ):
        precision, recall, f1 = scores(counts, **how)
        print(f"{name:20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(
        f"{counts['right'] + counts['missed']} gold attributions within a sentence, {counts['right'] + counts['wrong']} given; "
        f"{counts['tokens']} tokens, {counts['microseconds'] / max(counts['tokens'], 1):.1f} microseconds a token"
    )


if __name__ == "__main__":
    main()
