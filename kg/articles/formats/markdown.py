"""Markdown: the words without the marks. Paragraphs, headings, list items and table cells become paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.articles import frontmatter
from kg.articles.decoding import read_text
from kg.articles.draft import Draft, Source
from kg.articles.formats.text import MAX_BYTES
from kg.model import Skipped

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(source: Source) -> Iterator[Draft | Skipped]:
    r"""The one article that a Markdown file is; its first line is the title where the front matter gives none.

    >>> import io
    >>> next(read(Source("talks.md", "talks", io.BytesIO(b"# Talks end\n\nThe *talks* ended.")))).text
    'Talks end\n\nThe talks ended.'
    """
    front = frontmatter.split(read_text(source.stream, source.name, MAX_BYTES), source.name)
    yield front.draft(source, plain(front.text))


def plain(markdown: str) -> str:
    r"""The text of a Markdown document; pictures, HTML and code go, of links the words stay.

    >>> plain("# Talks *end*\n\nThe [talks](https://example.org)\nended.")
    'Talks end\n\nThe talks ended.'
    """
    # An indented paragraph is no program where news is concerned.
    blocks = MarkdownIt("commonmark").disable("code").enable("table").parse(markdown)
    return "\n\n".join(
        filter(None, (_words(block.children or ()) for block in blocks if block.type == "inline"))
    )


def _words(inline: Iterable[Token]) -> str:
    return "".join(
        _BREAKS.get(token.type, token.content if token.type in {"text", "code_inline"} else "")
        for token in inline
    ).strip()
