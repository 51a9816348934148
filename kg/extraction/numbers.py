"""Reads numbers written in digits, in words, or both ("12", "twenty-five", "1.5 million", "dozens").

The reading is a lower bound: "dozens" is at least a dozen, "thousands" at least a thousand, "between 10 and 15" at
least ten. Words that name no amount ("several", "many") have no reading. Words: data/codebook/number_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.words import word_lists

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@cache
def _values(*kinds: str) -> dict[str, int]:
    lists = word_lists("number_words")
    return {word: int(value) for kind in kinds for word, value in lists[kind].items()}


def is_number_word(word: str) -> bool:
    """Whether a lower-case word can stand in a number.

    >>> is_number_word("dozens"), is_number_word("soldiers")
    (True, False)
    """
    return bool(_DIGITS.fullmatch(word)) or word in _values(
        "exact", "multiplier", "plural", "none", "collective"
    )


def read_number(words: Sequence[str]) -> int | None:
    """The number that lower-case words spell, or None where they spell none.

    >>> read_number(["twenty", "five"]), read_number(["1.5", "million"]), read_number(["tens", "of", "thousands"])
    (25, 1500000, 10000)
    >>> read_number(["several"]) is None
    True
    """
    parts = list(_parts(words))
    if not parts:
        return None
    total, group = 0.0, 0.0
    for value, multiplies in parts:
        if multiplies and value >= 1000:
            total, group = total + max(group, 1.0) * value, 0.0
        elif multiplies:
            group = max(group, 1.0) * value
        else:
            group += value
    return int(total + group)


def _parts(words: Sequence[str]) -> Iterator[tuple[float, bool]]:
    """Each word's value, and whether it multiplies what stands before it."""
    exact = _values("exact", "article", "none", "collective")
    multipliers = _values("multiplier", "plural")
    for word in words:
        for piece in word.split("-"):
            if _DIGITS.fullmatch(piece):
                yield float(piece.replace(",", "")), False
            elif piece in multipliers:
                yield float(multipliers[piece]), True
            elif piece in exact and not (piece in ("a", "an") and len(words) > 1):
                yield float(exact[piece]), False
            elif piece == "half":
                yield 0.5, False
