"""Plain text, with or without a front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.articles import frontmatter
from kg.articles.article import MAX_CHARACTERS
from kg.articles.decoding import read_text
from kg.articles.draft import Draft, Source
from kg.model import Skipped

MAX_BYTES = 4 * MAX_CHARACTERS  # as UTF-8 takes at most four bytes a character


def read(source: Source) -> Iterator[Draft | Skipped]:
    """The one article that a text file is.

    >>> import io
    >>> next(read(Source("talks.txt", "talks", io.BytesIO(b"The talks ended.")))).text
    'The talks ended.'
    """
    front = frontmatter.split(read_text(source.stream, source.name, MAX_BYTES), source.name)
    yield replace(front.draft(source, front.text), line=front.first_line)
