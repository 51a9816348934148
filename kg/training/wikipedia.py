"""The running text of Wikipedia articles, from a part of a dump as it is published."""

from __future__ import annotations

import bz2
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, iterparse

from kg.errors import DataError
from kg.training.run import extra

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SHORTEST = 80
"""Characters of a paragraph: shorter ones are captions and lists."""

_ASIDE = frozenset(("ref", "table", "gallery", "math", "li", "dd", "dt"))
_MARKUP = re.compile(r"[|{}<>=\[\]]|thumb")
_NO_TEXT = ("category:", "file:", "image:")


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of running text of every article of a dump (XML, bzip2), without notes, tables and lists.

    Raises:
        DataError: the file cannot be read as a dump.
        ParameterError: the extra `kg-events[train]` is not installed.
    """
    for markup in _articles(path):
        for line in _plain(markup).split("\n"):
            text = line.strip()
            if len(text) > SHORTEST and text.endswith((".", "!", "?", '"')) and not _is_markup(text):
                yield text


def _is_markup(text: str) -> bool:
    return _MARKUP.search(text) is not None or text.lower().startswith(_NO_TEXT)


def _articles(path: Path) -> Iterator[str]:
    try:
        with bz2.open(path) as dump:
            for _, element in iterparse(dump):  # noqa: S314  (the user's own file; expat stops what expands without end)
                if element.tag.endswith("}page"):
                    yield from _text(element)
                    element.clear()
    except (OSError, EOFError, ParseError) as error:
        raise DataError(f"{path} cannot be read as a dump of Wikipedia (XML in bzip2): {error}") from error


def _text(page: Element) -> Iterator[str]:
    text = page.findtext("{*}revision/{*}text") or ""
    if page.findtext("{*}ns") == "0" and not text.lower().startswith("#redirect"):
        yield text


def _plain(markup: str) -> str:
    with extra("text of Wikipedia"):
        import mwparserfromhell
    code = mwparserfromhell.parse(markup)
    for tag in code.filter_tags(matches=lambda tag: str(tag.tag) in _ASIDE):
        with suppress(ValueError):  # what stood in one that is gone already
            code.remove(tag)
    return str(code.strip_code(normalize=True, collapse=True))
