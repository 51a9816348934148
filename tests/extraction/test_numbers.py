"""Numbers in digits and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.numbers import is_number_word, read_number

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """The number in English words."""
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = f"-{ONES[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" {spell(number % size)}" if number % size else ""
            return f"{spell(number // size)} {name}{rest}"
    raise AssertionError(number)


@given(st.integers(0, 10**9 - 1))
def test_spelled_numbers_are_read_back(number):
    assert read_number(spell(number).split()) == number


@given(st.integers(0, 10**12))
def test_written_numbers_are_read_back(number):
    assert read_number([f"{number:,}"]) == read_number([str(number)]) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("dozens", 12),
        ("tens thousands", 10_000),
        ("hundreds thousands", 100_000),
        ("1.5 million", 1_500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("a couple of", 2),
        ("several", None),
        ("many", None),
        ("", None),
    ],
)
def test_lower_bounds(words, number):
    assert read_number(words.split()) == number


@pytest.mark.parametrize("word", ["people", "may", "second", "several", "of"])
def test_words_that_are_no_numbers(word):
    assert not is_number_word(word)
