"""Finds time expressions in running text and says what they mean; knows nothing of syntax.

Where the patterns of several forms match at overlapping places, the longest match wins, then the earlier form.
Forms: times_rules. Words: data/codebook/time_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.extraction.times_rules import YEAR, amount_of, rules
from kg.extraction.times_values import Bounded, TimeValue
from kg.extraction.words import alternatives, word_lists
from kg.model import Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A passage that says when, and what it means; `value` is None where it names a day that cannot be.

    `relation` is the preposition's: "since", "until", "by", "before", "ahead", "after" or "" (in, on, at, during).
    `kind` is the rule that found it. A `duration` ("two days of talks") says how long rather than when.
    """

    span: Span
    value: TimeValue | None
    kind: str
    relation: str = field(default="")
    duration: bool = False

    @property
    def bounded(self) -> TimeValue | None:
        """The value with the preposition's meaning applied."""
        if self.value is None or not self.relation:
            return self.value
        return Bounded(self.relation, self.value)


@cache
def _seeds() -> dict[str, re.Pattern[str]]:
    """What every match of a rule holds, by kind: a quick look before the rules are tried."""
    words = {kind: alternatives(kind) for kind in ("month", "weekday", "season", "deictic", "loose")}
    words["unit"] = f"{alternatives('unit')}|weekends?"
    forms = {kind: rf"\b(?:{listed})(?!\w)" for kind, listed in words.items()}
    forms["year"] = rf"\b(?:{YEAR}s?)(?!\w)|['’]\d0s"
    forms["slash"] = r"\d/\d"
    return {kind: re.compile(form) for kind, form in forms.items()}


@cache
def _seed() -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in _seeds().values()))


_SEED_OF = {
    "iso": "year",
    "slashed": "slash",
    "season": "season",
    "named-day": "deictic",
    "loose": "loose",
    **dict.fromkeys(("date", "days", "month-day", "month-year", "month"), "month"),
    **dict.fromkeys(("years", "decade", "year"), "year"),
    **dict.fromkeys(("weekdays", "weekday"), "weekday"),
}
"""Kind of seed that the matches of a rule hold, by the rule's name; of all others a unit of time."""


@cache
def _relations() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<rel>{alternatives('relation')})\s+(?:the\s+)?$")


_WINDOW = 48
"""Characters on either side of a seed word that an expression can reach; the longest form has about 40."""

_DURATIONS = frozenset({"for", "length"})
_NEEDS_CAPITAL = frozenset({"may", "march", "mar", "sat", "sun", "jun", "jan", "dec"})
_NO_EDGE_STRIP = re.compile(r"^(?:over|at|during|for|in|within|throughout)\s+")
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|from|during|before|after|for|and|to|through|between|around|on)\s+$"
)
_COUNT_AFTER = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:people|troops|soldiers|men|women|children|others|[a-z]{3,}(?:ers|ists|ants|ees|ians|lets))\b"
)
_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|to|through|between|around|late|early|mid|the|its|his|her|their|and|year)|['’]s|s['’])[\s-]+$|[(,]\s*$"
)


def find_expressions(text: str) -> tuple[TimeExpression, ...]:
    """All time expressions of a text, in text order and never overlapping.

    >>> [(e.kind, e.span.of("They met on 17 February and left in 2019.")) for e in
    ...  find_expressions("They met on 17 February and left in 2019.")]
    [('month-day', '17 February'), ('year', '2019')]
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered, and offsets would drift
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found: list[TimeExpression] = []
    for start, end in _stretches(lower):
        found.extend(_in_stretch(text, lower, start, end))
    return tuple(found)


def _stretches(lower: str) -> Iterator[tuple[int, int]]:
    """The passages around seed words, cut at blanks, those that touch joined: the only ones where rules are tried."""
    start = end = -1
    for seed in _seed().finditer(lower):
        first = lower.rfind(" ", 0, max(seed.start() - _WINDOW, 0)) + 1
        last = lower.find(" ", seed.end() + _WINDOW)
        last = len(lower) if last < 0 else last
        if first <= end:
            end = max(end, last)
            continue
        if end > start:
            yield start, end
        start, end = first, last
    if end > start:
        yield start, end


def _in_stretch(text: str, lower: str, start: int, end: int) -> Iterator[TimeExpression]:
    candidates: list[tuple[int, int, int, TimeExpression]] = []
    sown = {kind for kind, seed in _seeds().items() if seed.search(lower, start, end)}
    for order, (kind, pattern, build) in enumerate(rules()):
        if _SEED_OF.get(kind, "unit") not in sown:
            continue
        for match in pattern.finditer(lower, start, end):
            if _plausible(kind, match, text):
                expression = _expression(kind, match, build(match), lower)
                candidates.append((match.start() - match.end(), order, match.start(), expression))
    # The longest match wins, then the earlier rule: "17 February 2026" before "February 2026" and "2026".
    taken: list[Span] = []
    kept: list[TimeExpression] = []
    for _, _, _, expression in sorted(candidates, key=lambda c: c[:3]):
        if not any(expression.span.overlaps(other) for other in taken):
            taken.append(expression.span)
            kept.append(expression)
    yield from sorted(kept, key=lambda e: e.span)


def _expression(kind: str, match: re.Match[str], value: TimeValue | None, lower: str) -> TimeExpression:
    lead = _NO_EDGE_STRIP.match(match[0])
    end = match.end() - match[0].endswith(".")  # the period of "Feb." may be the sentence's own
    span = Span(match.start() + (lead.end() if lead else 0), end)
    relation = _relations().search(lower, max(0, match.start() - 24), match.start())
    name = word_lists("time_words")["relation"][" ".join(relation["rel"].split())] if relation else ""
    return TimeExpression(span, value, kind, name, kind in _DURATIONS)


def _plausible(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether a word that can also be something else ("may", "march", "2000 troops") is a time here."""
    start, end = match.span()
    before_it = text[max(0, start - 24) : start].lower()
    groups = match.groupdict()
    if groups.get("m") and kind != "iso" and not text[match.start("m")].isupper():
        return False
    if kind == "month":
        word = groups["m"].rstrip(".")
        named = bool(groups["w"] or groups["part"] or _BEFORE_A_MONTH.search(before_it))
        return named or (word not in _NEEDS_CAPITAL and len(word) > 4)
    if kind == "season":
        return bool(groups["y"] or groups["w"])
    if kind == "year":
        return bool(groups["part"] or _BEFORE_A_YEAR.search(before_it)) and not _COUNT_AFTER.match(text, end)
    if kind in ("ago", "offset", "for", "length", "within", "stretch") and groups.get("n"):
        return amount_of(groups["n"]) is not None
    return True
