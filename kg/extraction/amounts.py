"""Reads amounts off a text: a number with the bounds that the words around it set ("at least 12", "between 5 and 12").

The number of an amount is the lowest that the text names: 5 of "5 to 12", 12 of "dozens". Its bounds are as written:
"more than 20" is 20 or more. Words: data/codebook/number_words.csv, kinds lower, upper, between,
joint, open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.numbers import is_number_word, read_number
from kg.extraction.words import word_lists

_JOINING = frozenset({"of", "-", "a"})
_HYPHENS = frozenset({"-", "–", "—"})
_LONGEST_CUE = 4  # words of "a minimum of", "no fewer than"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, its bounds (None: open on that side), and the words it was read from, as token indexes."""

    number: int
    lower: int | None
    upper: int | None
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether the text bounds the number rather than gives it.

        >>> Amount(12, 12, None, 0, 3).is_range, Amount(12, 12, 12, 0, 1).is_range
        (True, False)
        """
        return not self.lower == self.upper == self.number


def total(amounts: Iterable[Amount]) -> Amount | None:
    """The sum of amounts, each passage counted once; a side that one of them leaves open stays open.

    >>> total([Amount(3, 3, None, 4, 7), Amount(2, 2, 2, 9, 10), Amount(2, 2, 2, 9, 10)])
    Amount(number=5, lower=5, upper=None, start=4, end=10)
    """
    apart: list[Amount] = []
    for amount in amounts:
        if all(amount.end <= other.start or other.end <= amount.start for other in apart):
            apart.append(amount)
    if not apart:
        return None
    return Amount(
        sum(amount.number for amount in apart),
        _sum([amount.lower for amount in apart]),
        _sum([amount.upper for amount in apart]),
        min(amount.start for amount in apart),
        max(amount.end for amount in apart),
    )


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


class Amounts:
    """The amounts of one document, by the place of a word of them."""

    def __init__(self, doc: Sequence[Token]) -> None:
        self._words = [token.lower_ for token in doc]
        self._cues = word_lists("number_words")

    def is_number(self, at: int) -> bool:
        """Whether the word at an index can stand in a number."""
        return is_number_word(self._words[at])

    def around(self, at: int) -> Amount | None:
        """The amount that the word at an index is part of; None where its words spell no number."""
        start = at
        while start > 0 and (is_number_word(self._words[start - 1]) or self._goes_on(start - 1)):
            start -= 1
        return self.starting(start)

    def starting(self, start: int) -> Amount | None:
        """The amount whose first number begins at an index."""
        end = self._run(start)
        number = self._read(start, end)
        if number is None:
            return None
        joined = self._joined(start, end, number)
        if joined is not None:
            return joined
        earlier = self._earlier(start)
        return earlier if earlier is not None else self._bounded(number, start, end)

    # ---------------------------------------------------------------- ranges

    def _joined(self, start: int, end: int, number: int) -> Amount | None:
        """'5 to 12', '5-12', 'between 5 and 12', 'two or three', '2 to 3 million'."""
        kind, begin = self._cue(start, ("between",))
        joint = self._word(end)
        joins = joint in self._cues["joint"] or joint in _HYPHENS or (kind and joint == "and")
        if not joins or not self._is_number_at(end + 1):
            return None
        last = self._run(end + 1)
        upper = self._read(end + 1, last)
        if upper is None:
            return None
        low = number * self._scale(start, end, end + 1, last)
        return Amount(low, low, upper, begin, last) if low < upper else None

    def _earlier(self, start: int) -> Amount | None:
        """The range whose second number begins at an index: the 12 of 'between 5 and 12'."""
        if start < 2 or not is_number_word(self._words[start - 2]):
            return None
        first = start - 2
        while first > 0 and (is_number_word(self._words[first - 1]) or self._goes_on(first - 1)):
            first -= 1
        end = self._run(first)
        number = self._read(first, end)
        return self._joined(first, end, number) if number is not None and end == start - 1 else None

    def _scale(self, start: int, end: int, second: int, last: int) -> int:
        """What the last word of '2 to 3 million' makes of the first number."""
        alone = last - second == 2 and end - start == 1  # "3 million" after "2"
        factor = self._cues["multiplier"].get(self._word(last - 1)) if alone else None
        return int(factor) if factor else 1

    def _bounded(self, number: int, start: int, end: int) -> Amount:
        """'at least 12', 'up to 300', '20 or more', 'dozens', or the bare number."""
        kind, begin = self._cue(start, ("lower", "upper"))
        after = " ".join(self._words[end : end + 2])
        if kind == "lower" or after in self._cues["open"] or self._is_plural(start, end):
            return Amount(number, number, None, begin, end + 2 * (after in self._cues["open"]))
        if kind == "upper":
            return Amount(number, None, number, begin, end)
        return Amount(number, number, number, start, end)

    def _cue(self, start: int, kinds: tuple[str, ...]) -> tuple[str, int]:
        """The kind of the words before a number that bound it, and where they begin; the longest wins."""
        for size in range(min(_LONGEST_CUE, start), 0, -1):
            phrase = " ".join(self._words[start - size : start])
            kind = next((kind for kind in kinds if phrase in self._cues[kind]), "")
            if kind:
                return kind, start - size
        return "", start

    def _is_plural(self, start: int, end: int) -> bool:
        return any(word in self._cues["plural"] for word in self._words[start:end])

    # ---------------------------------------------------------------- one number

    def _word(self, at: int) -> str:
        return self._words[at] if at < len(self._words) else ""

    def _is_number_at(self, at: int) -> bool:
        return at < len(self._words) and is_number_word(self._words[at])

    def _read(self, start: int, end: int) -> int | None:
        return read_number([word for word in self._words[start:end] if word not in _JOINING])

    def _run(self, start: int) -> int:
        """One past the last word of the number that begins at an index."""
        end = start + 1
        while end < len(self._words) and self._goes_on(end):
            end += 1
        return end

    def _goes_on(self, at: int) -> bool:
        """Whether the word goes on with the number that stands before it."""
        word = self._words[at]
        if is_number_word(word):
            return not word[0].isdigit() or not self._words[at - 1][-1:].isdigit()
        following = self._word(at + 1)
        if word == "of":  # "tens of thousands"; not "one of five"
            return self._words[at - 1] in self._cues["plural"] and following in self._cues["plural"]
        tens = word in ("-", "and") and self._words[at - 1].isalpha()
        return tens and following.isalpha() and is_number_word(following) and self._compounds(at)

    def _compounds(self, at: int) -> bool:
        """'twenty-five', 'a hundred and twenty'; 'five and twenty' and 'ten-twelve' are two numbers."""
        before = read_number([self._words[at - 1]]) or 0
        after = read_number([self._word(at + 1)]) or 0
        return before % 10 == 0 and before > 10 and after < (10 if before < 100 else 100)
