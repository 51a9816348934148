"""What a reader of a format hands on: an article as the file gives it, not yet checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.model import Skipped


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as the input states it, with the place that states it ("talks.txt:3")."""

    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as one format's reader found them.

    `published` is the date in the input's own words. `declared` is the language that the input claims;
    `surely_declared` says that a person wrote that claim for this article (JSONL, front matter), so that it goes
    unquestioned, while the one in a page's template is only believed where the text is too short to tell.
    """

    origin: str
    text: str
    id: str
    title: str | None = None
    published: Stated | None = None
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    declared: str | None = None
    surely_declared: bool = True
    line: int | None = None  # of the origin's file, where `text` begins, if it stands there line for line
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: its name in reports, the id of an article that has none of its own, and the bytes."""

    name: str
    id: str
    stream: BinaryIO


Reader = Callable[[Source], Iterator[Draft | Skipped]]
"""Reads one format. It raises InputError where the whole input is beyond reading."""
