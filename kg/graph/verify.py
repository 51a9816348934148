"""Does every claim still stand on its text? Quotes against stored texts by hash and offsets, and shards against the index.

A text is sound where its hash is the article's key. A mention holds where its quote is the text between its offsets and
its trigger lies in the text. The index is sound where it holds just what the shards say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from kg.errors import StorageError
from kg.graph.accounts import Facts
from kg.graph.index import Index
from kg.graph.names import GEV, Names
from kg.model import Span

KEY_LENGTH = 16
"""Hexadecimal digits of an article's key."""


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A claim that no longer holds: the mention, or where it is not about one the article, and why."""

    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what no longer holds.

    Attributes:
        articles: articles looked at.
        claims: mentions whose quote was compared with its text.
        untexted: keys of articles whose text the graph does not hold (pulled from an endpoint): nothing can be said.
        broken: sorted.
    """

    articles: int
    claims: int
    untexted: tuple[str, ...]
    broken: tuple[Broken, ...]


def verify(index: Index) -> Verification:
    """Check every article."""
    broken: set[Broken] = set()
    untexted: list[str] = []
    claims, pending = 0, set(index.folder.pending())
    for key in index.folder.keys():  # noqa: SIM118  # no mapping
        article = index.names.short(index.names.of("article", key).value)
        try:
            own = index.parse(key)[0]
            text = _text(key, index)
        except StorageError as error:
            broken.add(Broken(article, str(error)))
            continue
        if not pending and not index.holds(key, own):  # what a writer has at hand may be ahead of the index
            broken.add(Broken(article, "the index is not in step with its shard: run `kg rebuild`"))
        if text is None:
            untexted.append(key)
        elif not text_is(key, text):
            broken.add(Broken(article, f"its text has been changed: the hash is no longer {key}"))
        if text is not None:
            found = list(claims_against(own, text, index.names))
            claims += len(found)
            broken.update(claim for claim in found if claim.reason)
    return Verification(len(index.folder.keys()), claims, tuple(untexted), tuple(sorted(broken)))


def text_is(key: str, text: str) -> bool:
    r"""Whether a text is the one that an article's key was made from.

    >>> text_is("f1c670fbe8995aa5", "Talks resume\n\nNorvia and Sudland met on Tuesday.")
    True
    """
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH] == key


def claims_against(own: list[Quad], text: str, names: Names) -> Iterator[Broken]:
    """Every mention of an article, with the reason why it no longer holds, or an empty one."""
    facts = Facts(own)
    for mention in facts.of_type("EventMention"):
        yield Broken(names.short(mention), _fault(mention, facts, text))


def _fault(mention: str, facts: Facts, text: str) -> str:
    span, trigger = _span(mention, "char", facts), _span(mention, "trigger", facts)
    if span is None or not 0 <= span.start < span.end <= len(text):
        return "its offsets lie outside the text"
    quote = facts.need(mention, GEV + "quote")
    if span.of(text) != quote:
        return f"the text between {span.start} and {span.end} is not {quote!r}"
    if trigger is not None and not 0 <= trigger.start < trigger.end <= len(text):
        return "its trigger lies outside the text"
    return ""


def _span(mention: str, name: str, facts: Facts) -> Span | None:
    start, end = (facts.one(mention, f"{GEV}{name}{side}") for side in ("Start", "End"))
    if start is None or end is None:
        return None
    return Span(int(start), int(end)) if start.isdigit() and end.isdigit() else Span(-1, -1)


def _text(key: str, index: Index) -> str | None:
    article = index.folder.read_article(key)
    return article.text if article else None
