"""Files, folders and standard input, one article at a time. One bad article never stops a run."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import cast

from kg.articles.agencies import agency_in
from kg.articles.article import make_article
from kg.articles.dates import day_of, parse_day, stated_in
from kg.articles.draft import Draft, Reader, Source
from kg.articles.formats import READERS, sniff
from kg.articles.language import detected_language, language_code, language_name
from kg.errors import DateError, EmptyInputError, InputError, LanguageError
from kg.model import Article, Skipped

STDIN = "-"
LEAST_WORDS = 3
"""Fewer words than these say nothing of who did what; badly broken pages leave such scraps."""

_WORD = re.compile(r"[^\W\d_]+")
_TOLERANCE = timedelta(days=1)  # it may be tomorrow where the publisher is


def read(
    paths: Iterable[str | Path], *, published: Date | None = None, today: Date | None = None
) -> Iterator[Article | Skipped]:
    r"""The articles in files and folders, in the order of `paths`, and within a folder in that of names.

    Args:
        paths: files, folders (read through to the bottom) and `-` for standard input (text or JSONL).
        published: the day of publication of articles that do not say theirs.
        today: the last day on which an article can have been published, one day of tolerance aside; the day of the
            run where not given. It decides only what is refused as coming from the future.

    Returns:
        An iterator of what was read, and a `Skipped` with its reason for each article that could not be.

    Raises:
        InputError: one of the paths does not exist. This is found before anything is read.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "talks.txt").write_text("Published: 18 February 2026\n\nNorvia and Sudland met.")
    ...     [(article.id, str(article.published)) for article in read([folder])]
    [('talks', '2026-02-18')]
    """
    given = [str(path) for path in paths]
    missing = [path for path in given if path != STDIN and not os.path.lexists(path)]
    if missing:
        raise InputError(f"{', '.join(missing)}: no such file or folder; check the path")
    latest = (today or Date.today()) + _TOLERANCE  # noqa: DTZ011  (the user's own day)
    return (_checked(draft, published, latest) for path in given for draft in _drafts(path))


def _drafts(path: str) -> Iterator[Draft | Skipped]:
    if path == STDIN:
        return _stdin()
    return _folder(path) if Path(path).is_dir() else _file(Path(path), given=True)


def _folder(path: str) -> Iterator[Draft | Skipped]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(_name(path), f"{_name(path)} cannot be read: {error.strerror}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        yield from _folder(entry.path) if entry.is_dir(follow_symlinks=False) else _file(Path(entry.path))


def _file(path: Path, *, given: bool = False) -> Iterator[Draft | Skipped]:
    name = _name(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None and not (given and not path.suffix):
        known = ", ".join(READERS)
        yield Skipped(name, f"{name} is in no format that kg reads ({known})", bad=given)
    elif not given and path.stem.lower() == "readme":
        reason = f"{name} tells of its folder and is no article; name it on its own to have it read"
        yield Skipped(name, reason, bad=False)
    elif not given and not path.is_file():
        yield Skipped(name, f"{name} is no regular file")
    else:
        yield from _opened(path, name, reader)


def _opened(path: Path, name: str, reader: Reader | None) -> Iterator[Draft | Skipped]:
    try:
        with path.open("rb") as stream:
            chosen = reader or sniff(stream.peek())
            yield from _read(chosen, Source(name, _name(path.stem), stream))
    except OSError as error:
        yield Skipped(name, f"{name} cannot be read: {error.strerror or error}")


def _stdin() -> Iterator[Draft | Skipped]:
    stream = io.BufferedReader(cast("io.BufferedIOBase", sys.stdin.buffer))
    try:
        yield from _read(sniff(stream.peek()), Source("<stdin>", "stdin", stream))
    finally:
        stream.detach()  # or standard input would be closed with it


def _read(reader: Reader, source: Source) -> Iterator[Draft | Skipped]:
    try:
        yield from reader(source)
    except InputError as error:
        yield Skipped(source.name, str(error))


def _name(path: str | Path) -> str:
    """A path as text that can be written anywhere, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _checked(draft: Draft | Skipped, published: Date | None, latest: Date) -> Article | Skipped:
    if isinstance(draft, Skipped):
        return draft
    try:
        return _article(draft, published, latest)
    except InputError as error:
        return Skipped(draft.origin, str(error))


def _article(draft: Draft, published: Date | None, latest: Date) -> Article:
    article = make_article(
        draft.text,
        id=draft.id,
        title=draft.title,
        published=_published(draft, published, latest),
        publisher=draft.publisher,
        agency=draft.agency or agency_in(draft.text),
        url=draft.url,
        origin=draft.origin,
        metadata=draft.metadata,
    )
    _check_language(draft, article.text)
    if len(_WORD.findall(draft.text)) < LEAST_WORDS:
        raise EmptyInputError(f"{draft.origin} holds no text of {LEAST_WORDS} words or more")
    return article


def _published(draft: Draft, given: Date | None, latest: Date) -> Date | None:
    if draft.published:
        words, place = draft.published.value, draft.published.place
    elif found := stated_in(draft.text):
        words, place = found[0], _line(draft, found[1])
    else:
        words, place = "", draft.origin
    try:
        day = parse_day(words) if draft.published else day_of(words, given)
    except DateError as error:
        raise DateError(f"{place}: published {error}") from None
    day = day or given
    if day and day > latest:
        raise DateError(f"{place}: published {str(day)!r} is in the future (today is {latest - _TOLERANCE})")
    return day


def _line(draft: Draft, number: int) -> str:
    return draft.origin if draft.line is None else f"{draft.origin}:{draft.line + number}"


def _check_language(draft: Draft, text: str) -> None:
    declared = language_code(draft.declared) if draft.declared else None
    language = declared if declared and draft.surely_declared else detected_language(text) or declared
    if language and language != "en":
        raise LanguageError(f"{draft.origin} is {language_name(language)}; kg reads English")
