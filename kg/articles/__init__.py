"""The first room: text, Markdown, HTML and JSONL files, folders and standard input -> `Article`."""

from __future__ import annotations

from kg.articles.article import MAX_CHARACTERS, make_article
from kg.articles.reading import read

__all__ = ["MAX_CHARACTERS", "make_article", "read"]
