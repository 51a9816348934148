"""HTML pages: the main text and what the page says of itself, by trafilatura. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.articles.agencies import agencies
from kg.articles.decoding import read_text
from kg.articles.draft import Draft, Source, Stated
from kg.articles.formats import html_date
from kg.errors import EmptyInputError, InputError
from kg.model import Skipped

MAX_BYTES = 10_000_000
"""The largest page that is read."""

_DATE_BOUNDS = {
    "original_date": True,
    "extensive_search": False,  # a guess from somewhere in the page, such as its footer, is worse than none
    "min_date": "1605-01-01",
    "max_date": "9999-12-31",  # the day of the run has no part in what is read
}


def read(source: Source) -> Iterator[Draft | Skipped]:
    """The one article that a page holds."""
    from trafilatura import load_html

    tree = load_html(read_text(source.stream, source.name, MAX_BYTES))
    if tree is None:
        raise InputError(f"{source.name} holds no HTML that can be read")
    yield _draft(source, tree)


def _draft(source: Source, tree: Any) -> Draft:
    date = html_date.stated_in(tree)
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found = _extract(tree)
    if found is None or not found.text:
        raise EmptyInputError(f"{source.name} is a page without an article: no main text was found in it")
    date = date or found.date
    return Draft(
        origin=source.name,
        text=found.text.replace("\n", "\n\n"),
        id=source.id,
        title=found.title,
        published=Stated(date, source.name) if date else None,
        publisher=found.sitename,
        agency=agencies().get(found.author or ""),
        url=found.url,
        declared=declared,
        surely_declared=False,
        metadata={"author": found.author} if found.author else {},
    )


def _extract(tree: Any) -> Any:
    from trafilatura import bare_extraction

    for time in tree.iter("time"):
        time.tag = "span"  # trafilatura drops the words in a time element out of the midst of a sentence
    return bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATE_BOUNDS,
    )
