"""The formats that kg reads: one small module each, found by the ending of the file's name.

To add one, write a module with a `read(source)` that yields a `Draft` for every article (and a `Skipped` for every one
that it cannot make out), and enter it in `READERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.articles.draft import Reader
from kg.articles.formats import html, jsonl, markdown, text

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": text.read,
        ".text": text.read,
        ".md": markdown.read,
        ".markdown": markdown.read,
        ".html": html.read,
        ".htm": html.read,
        ".xhtml": html.read,
        ".jsonl": jsonl.read,
        ".ndjson": jsonl.read,
    }
)
"""The reader for each ending of a file's name, in lower case."""


def sniff(head: bytes) -> Reader:
    r"""The reader for an input without a name, by its first bytes: JSONL where they open an object, else text.

    >>> sniff(b'\n{"text": "The talks ended."}') is jsonl.read
    True
    """
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return jsonl.read if opening.startswith(b"{") else text.read
