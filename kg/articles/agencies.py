"""Which wire service an article was taken over from, by its dateline or a credit line."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.articles.dates import OPENING_LINES
from kg.resources import resource

_DATELINE = re.compile(r"(?P<before>[^()]{2,80})\((?P<name>[^()]{2,40})\)\s*(?:--|[-–—])")
_CREDIT = re.compile(
    r"(?:(?:by|source|credit)\b:?|[(\[—–-]|©)?\s*(?P<name>[^()\[\]]{2,40}?)[)\]]?", re.IGNORECASE
)
_BYLINE = re.compile(r"[Bb]y [^.]{3,60}(?:,| of| for| -| \|) (?P<name>[^,.]{2,40})")
_CLOSING_LINES = 3


@cache
def agencies() -> Mapping[str, str]:
    """Each way in which news text writes a wire service's name, to the one name that kg uses.

    >>> agencies()["AP"]
    'Associated Press'
    """
    with resource("data", "input", "agencies.csv").open(encoding="utf-8", newline="") as table:
        return MappingProxyType({row["written"]: row["agency"] for row in csv.DictReader(table)})


def agency_in(text: str) -> str | None:
    r"""The wire service that the opening or closing lines of `text` credit.

    >>> agency_in("Talks end\n\nGENEVA, Feb 18 (Reuters) - The talks ended on Wednesday.")
    'Reuters'
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    credited = map(_credited, lines[:OPENING_LINES] + lines[OPENING_LINES:][-_CLOSING_LINES:])
    return next(filter(None, credited), None)


def _credited(line: str) -> str | None:
    dateline = _DATELINE.match(line)
    if dateline and dateline["before"][:2].isupper():
        return agencies().get(dateline["name"].strip())
    whole = _CREDIT.fullmatch(line) or _BYLINE.fullmatch(line)
    return agencies().get(whole["name"].strip()) if whole else None
