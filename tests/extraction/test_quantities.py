"""How many: casualties, detained and crowds, in all the ways that news words them."""

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.quantities import Census, Counted
from kg.language import Pipeline
from kg.model import COUNTED, Quantities

CASES = Path(__file__).with_name("quantity_cases.csv")


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def counted(sentence: str, trigger: str, event_type: str) -> Counted:
    document = pipeline().read(make_article(sentence))
    return Census(document).of(next(t for t in document.doc if t.text == trigger), event_type)


def count(sentence: str, trigger: str, event_type: str) -> Quantities:
    return counted(sentence, trigger, event_type).quantities


def shown(found: Quantities) -> str:
    """Numbers as the cases write them: "killed=5", and ranges "killed=5..12", "killed=20..", "killed=..300"."""
    said = []
    for name in COUNTED:
        number, lower, upper = (getattr(found, name + end) for end in ("", "_lower", "_upper"))
        bounds = ("" if bound is None else str(bound) for bound in (lower, upper))
        if number is not None:
            said.append(f"{name}={number if lower is None and upper is None else '..'.join(bounds)}")
            assert number in (lower, upper) or (lower, upper) == (None, None)
    return " ".join(said)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["sentence"][:50])
def test_case(case):
    found = count(case["sentence"], case["trigger"], case["event_type"])
    assert shown(found) == (case["expected"] or "")


def test_numbers_of_another_kind_of_event_are_left_out():
    assert count("Freedonia accused Sylvania of killing 12 people.", "accused", "ACCUSE") == Quantities()


def test_a_year_is_no_number_of_dead():
    assert count("The attack killed people in 2019.", "attack", "ASSAULT").killed is None


def test_every_number_says_where_it_was_read():
    sentence = "Five people were killed and up to 20 wounded in the shelling."
    reasons = counted(sentence, "shelling", "ASSAULT").reasons
    assert [(r.field, r.span.of(sentence)) for r in reasons] == [("killed", "Five"), ("injured", "up to 20")]
    assert all(reason.rule for reason in reasons)
