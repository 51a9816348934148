"""How many: casualties, detained and crowds, in all the ways that news words them."""

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.articles import make_article
from kg.extraction.quantities import quantities
from kg.language import Pipeline
from kg.model import Quantities

CASES = Path(__file__).with_name("quantity_cases.csv")
FIELDS = ("killed", "injured", "detained", "crowd_size")


@cache
def pipeline() -> Pipeline:
    return Pipeline()


def count(sentence: str, trigger: str, event_type: str) -> Quantities:
    document = pipeline().read(make_article(sentence))
    return quantities(document, next(t for t in document.doc if t.text == trigger), event_type)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["sentence"][:50])
def test_case(case):
    found = count(case["sentence"], case["trigger"], case["event_type"])
    said = [f"{name}={getattr(found, name)}" for name in FIELDS if getattr(found, name) is not None]
    assert " ".join(said) == (case["expected"] or "")


def test_numbers_of_another_kind_of_event_are_left_out():
    assert count("Freedonia accused Sylvania of killing 12 people.", "accused", "ACCUSE") == Quantities()


def test_a_year_is_no_number_of_dead():
    assert count("The attack killed people in 2019.", "attack", "ASSAULT").killed is None
