"""Who is in the sentence, by phenomenon: the tables actors_cases.txt and actors_modifier_cases.txt."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.actors import Cast
from kg.language import Pipeline
from kg.reference import Reference

HERE = Path(__file__).parent


@cache
def pipeline():
    return Pipeline()


@cache
def reference():
    return Reference.load()


@cache
def cast(sentence):
    published = None
    if sentence.startswith("@"):
        day, sentence = sentence[1:].split(" ", 1)
        published = date.fromisoformat(day)
    document = pipeline().read(
        make_article("Headline of a test\n\n" + sentence, title="Headline of a test", published=published)
    )
    return Cast(document, reference()), document


def token_of(document, head):
    word, _, number = head.partition("#")
    found = [token for token in document.doc if token.text == word]
    assert found, f"no token {word!r} in {[token.text for token in document.doc]}"
    return found[int(number or 1) - 1]


def cases(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            phenomenon, sentence, head, expected = (cell.strip() for cell in line.split(" | "))
            yield pytest.param(sentence, head, expected, id=f"{phenomenon}-{head}-{sentence[:40]}")


def agrees(actor, expected):
    if "/" not in expected:
        return actor.key == expected
    country, sector, kind = expected.split("/")
    facts = ((actor.country, country), (actor.sector, sector), (actor.kind.value, kind))
    return all(wanted in ("*", have or "-") for have, wanted in facts)


def check(readings, expected):
    wanted = [] if expected == "none" else expected.split(" + ")
    shown = [(r.actor.key, r.actor.country, r.actor.sector, r.actor.kind.value, r.rule) for r in readings]
    assert len(readings) == len(wanted), shown
    assert all(agrees(reading.actor, one) for reading, one in zip(readings, wanted, strict=True)), shown


@pytest.mark.parametrize(("sentence", "head", "expected"), list(cases("actors_cases.txt")))
def test_at(sentence, head, expected):
    found, document = cast(sentence)
    check(found.at(token_of(document, head)), expected)


@pytest.mark.parametrize(("sentence", "head", "expected"), list(cases("actors_modifier_cases.txt")))
def test_modifiers_of(sentence, head, expected):
    found, document = cast(sentence)
    check(found.modifiers_of(token_of(document, head)), expected)
