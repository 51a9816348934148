"""Which wire service an article was taken over from, by its dateline or a credit line."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.articles.dates import OPENING_LINES
from kg.resources import resource

_DATELINES = (
    re.compile(r"[^()]{2,60}\((?P<name>[^()]{2,40})\)\s*(?:--|[-–—_])"),
    re.compile(r"[^()/]{2,60}/(?P<name>[^()/]{2,40})/"),  # MOSCOW, February 18. /TASS/.
)
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
    signs = [dateline.match(line) for dateline in _DATELINES]
    signs += [_CREDIT.fullmatch(line), _BYLINE.fullmatch(line)]
    named = (agencies().get(sign["name"].strip()) for sign in signs if sign)
    return next(filter(None, named), None)
