"""The running text of Wikipedia articles, from a dump as it is published or the beginning of one."""

from __future__ import annotations

import bz2
import gzip
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from xml.etree.ElementTree import ParseError, iterparse
from xml.parsers.expat import errors

from kg.errors import DataError
from kg.training.run import extra

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SHORTEST = 80
"""Characters of a paragraph: shorter ones are captions and lists."""

_ASIDE = frozenset(("ref", "table", "gallery", "math", "li", "dd", "dt"))
_MARKUP = re.compile(r"[|{}<>=\[\]]|thumb")
_NO_TEXT = ("category:", "file:", "image:")
_NO_ARTICLE = re.compile(
    r"(talk|user|wikipedia|image|media|mediawiki|template|help|category|portal|special)( talk)?:",
    re.IGNORECASE,
)
"""Beginnings of the titles of what is no article; dumps of before 2011 do not say it otherwise."""

_CUT_OFF = errors.codes[errors.XML_ERROR_NO_ELEMENTS]


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of running text of every article of a dump, without notes, tables and lists.

    Args:
        path: the dump: XML, packed by bzip2 or gzip (by the file's ending) or unpacked. It may break off after any page.

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
    pages = 0
    try:
        with _opened(path) as dump:
            for _, element in iterparse(dump):  # noqa: S314  (the user's own file; expat stops what expands without end)
                if element.tag.endswith("}page"):
                    pages += 1
                    yield from _text(element)
                    element.clear()
    except (OSError, EOFError, ParseError) as error:
        if not (pages and getattr(error, "code", None) == _CUT_OFF):
            raise DataError(
                f"{path} cannot be read as a dump of Wikipedia (XML; bzip2, gzip or unpacked): {error}"
            ) from error


def _opened(path: Path) -> BinaryIO:
    match path.suffix:
        case ".bz2":
            return cast("BinaryIO", bz2.open(path))
        case ".gz":
            return cast("BinaryIO", gzip.open(path))
    return path.open("rb")


def _text(page: Element) -> Iterator[str]:
    text = page.findtext("{*}revision/{*}text") or ""
    if _is_article(page) and not text.lower().startswith("#redirect"):
        yield text


def _is_article(page: Element) -> bool:
    space = page.findtext("{*}ns")
    return space == "0" if space else _NO_ARTICLE.match(page.findtext("{*}title") or "") is None


def _plain(markup: str) -> str:
    with extra("text of Wikipedia"):
        import mwparserfromhell
    code = mwparserfromhell.parse(markup)
    for tag in code.filter_tags(matches=lambda tag: str(tag.tag) in _ASIDE):
        with suppress(ValueError):  # what stood in one that is gone already
            code.remove(tag)
    return str(code.strip_code(normalize=True, collapse=True))
