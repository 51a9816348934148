"""When a page says that it was published: JSON-LD, then meta elements, then the article's time element.

trafilatura passes over a date that cannot be; here it is kept as stated, so that the run can name it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.articles.dates import states_a_day

_ATTRIBUTES = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @property='og:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//time[@pubdate]/@datetime",
    "(//article | //header | //main)//time/@datetime",
)


def stated_in(tree: Any) -> str | None:
    """The date of publication in a page's metadata, in its own words; None where there is none.

    >>> from lxml.html import document_fromstring
    >>> stated_in(document_fromstring("<article><time datetime='2026-02-18'>Wednesday</time> The talks</article>"))
    '2026-02-18'
    """
    return next((date.strip() for date in _candidates(tree) if states_a_day(date)), None)


def _candidates(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from _published_in(_json(script))
    for path in _ATTRIBUTES:
        yield from tree.xpath(path)


def _json(script: str) -> Any:
    try:
        return json.loads(script, strict=False)
    except (json.JSONDecodeError, RecursionError):
        return None  # a broken script leaves the page's other signs


def _published_in(node: Any) -> Iterator[str]:
    """All values of datePublished, outermost first."""
    if isinstance(node, dict):
        date = node.get("datePublished")
        if isinstance(date, str):
            yield date
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _published_in(child)
