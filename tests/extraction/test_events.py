"""Event coding, sentence by sentence: tables of our own sentences with the mentions that they must yield.

Columns of `events_*.csv`: the sentence; the class, or NONE where nothing may be listed; source and target as codes
joined by `;`; mode; modality (asserted) and polarity (affirmed); `listed` (yes, no, any); the phenomenon. A code is a
country with or without a sector ("MLI", "MLI/REB"), or ORG for an organisation of several countries. `*` leaves a
column open; `=` as target means that all parties stand on one level, whichever side they are written on. Several rows of
one sentence are several mentions. No mention beyond a sentence's rows may be listed in another class.

`events_open.csv` holds the rows that do not hold yet, each with its cause.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.codebook import Codebook
from kg.extraction import Extractor
from kg.language import Pipeline
from kg.model import Actor, ActorKind, EventMention

HERE = Path(__file__).parent
TABLES = ("events_cooperation.csv", "events_conflict.csv", "events_status.csv", "events_none.csv")
OPEN = "events_open.csv"
MOST_OPEN = 23
"""Rows that may be open. Lower it when some are fixed; never raise it."""
CAUSES = ("engine", "parser", "actors", "codebook")
PUBLISHED = dt.date(2026, 2, 18)


@dataclass(frozen=True, slots=True)
class Row:
    """One mention that a sentence must yield, or none."""

    table: str
    line: int
    sentence: str
    event: str
    source: str
    target: str
    mode: str
    modality: str
    polarity: str
    listed: str
    phenomenon: str
    cause: str = ""

    @property
    def place(self) -> str:
        return f"{self.table}:{self.line}"


@cache
def rows(table: str) -> tuple[Row, ...]:
    with (HERE / table).open(encoding="utf-8", newline="") as lines:
        return tuple(Row(table, number, **row) for number, row in enumerate(csv.DictReader(lines), start=2))


def holding() -> list[Row]:
    return [row for table in TABLES for row in rows(table)]


@cache
def coders() -> tuple[Pipeline, Extractor]:
    return Pipeline(), Extractor()


@cache
def mentions(sentence: str) -> tuple[EventMention, ...]:
    pipeline, extractor = coders()
    article = make_article(sentence, published=PUBLISHED)
    return extractor.extract(pipeline.read(article)).mentions


@cache
def expected_classes() -> dict[str, frozenset[str]]:
    """The classes that a sentence's rows allow among the listed mentions."""
    found: dict[str, set[str]] = {}
    for row in (*holding(), *rows(OPEN)):
        found.setdefault(row.sentence, set()).update(set() if row.listed == "no" else {row.event})
    return {sentence: frozenset(events) for sentence, events in found.items()}


def is_coded(actor: Actor) -> bool:
    return actor.country is not None or actor.kind is ActorKind.ORGANIZATION


def fits(code: str, actor: Actor) -> bool:
    country, _, sector = code.partition("/")
    if country == "ORG":
        return actor.country is None and actor.kind is ActorKind.ORGANIZATION
    return actor.country == country and sector in ("", actor.sector)


def agree(codes: str, actors: Sequence[Actor]) -> bool:
    """Whether every code has its actor, and every actor that has a code its place among the codes."""
    wanted = codes.split(";") if codes else []
    return all(any(fits(code, a) for a in actors) for code in wanted) and all(
        any(fits(code, a) for code in wanted) for a in actors if is_coded(a)
    )


def faults(row: Row, mention: EventMention) -> Iterator[str]:
    """What is wrong with a mention of the row's class, column by column."""
    if row.target == "=":
        if not agree(row.source, (*mention.sources, *mention.targets)):
            yield "parties"
    else:
        if row.source != "*" and not agree(row.source, mention.sources):
            yield "source"
        if row.target != "*" and not agree(row.target, mention.targets):
            yield "target"
    if row.mode and row.mode not in mention.modes:
        yield "mode"
    if mention.modality != (row.modality or "asserted") and not (row.listed == "any" and not row.modality):
        yield "modality"
    if mention.polarity != (row.polarity or "affirmed"):
        yield "polarity"
    if row.listed != "any" and mention.listed is not (row.listed != "no"):
        yield "listed"


def verdict(row: Row) -> str:
    """Empty where the row holds; else what is wrong, the best mention of the class taken."""
    found = mentions(row.sentence)
    surplus = {m.event_type for m in found if m.listed} - expected_classes()[row.sentence]
    if row.event == "NONE":
        return f"lists {', '.join(sorted(surplus))}" if surplus else ""
    of_class = [list(faults(row, m)) for m in found if m.event_type == row.event]
    wrong = min(of_class, key=len, default=["class"])
    return ", ".join([*wrong, *(f"lists {event}" for event in sorted(surplus))])


def coded(sentence: str) -> str:
    """The mentions of a sentence in one line each, for a failing test's message."""
    name = lambda actors: ";".join(f"{a.country or a.key}/{a.sector}" for a in actors)  # noqa: E731
    return "\n".join(
        f"{'listed' if m.listed else 'unlisted'} {m.event_type} {'/'.join(m.modes)} {name(m.sources)} -> "
        f"{name(m.targets)} {m.modality} {m.polarity} {m.quote!r}"
        for m in mentions(sentence)
    )


@pytest.mark.parametrize("row", holding(), ids=lambda row: f"{row.place} {row.sentence[:50]}")
def test_a_sentence_yields_its_mention(row: Row) -> None:
    wrong = verdict(row)
    assert not wrong, f"{row.place} {row.sentence}\nwrong: {wrong}\n{coded(row.sentence)}"


@pytest.mark.parametrize("row", rows(OPEN), ids=lambda row: f"{row.place} {row.sentence[:50]}")
def test_an_open_row_is_still_open(row: Row) -> None:
    assert verdict(row), f"{row.place} holds now: move it to its table, and lower MOST_OPEN"


def test_open_rows_do_not_grow_and_name_their_cause() -> None:
    assert len(rows(OPEN)) <= MOST_OPEN
    assert all(row.cause.partition(":")[0] in CAUSES for row in rows(OPEN))


def test_the_sentences_cover_classes_and_phenomena() -> None:
    every = [*holding(), *rows(OPEN)]
    assert len({row.sentence for row in every}) >= 360
    assert len({row.sentence for row in every if row.event == "NONE"}) >= 60
    by_class = Counter(row.event for row in every)
    assert all(by_class[event] >= 15 for event in Codebook.load().event_types)
    repeated = Counter((row.sentence, row.event) for row in every)
    assert max(repeated.values()) == 1
