"""JSON Lines: one object a line, with `text` and whatever else is known. Read line by line, never as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.articles.decoding import decode
from kg.articles.draft import Draft, Source, Stated
from kg.errors import DateError, InputError
from kg.model import Skipped

MAX_LINE_BYTES = 8_000_000
"""The longest line that is read: an article of the longest length, with room for JSON's escapes."""

_CHUNK = 1 << 20


def read(source: Source) -> Iterator[Draft | Skipped]:
    r"""One draft a line. A line that is no article is skipped by its number, and the rest is read.

    >>> import io
    >>> lines = io.BytesIO(b'{"text": "The talks ended."}\nno article\n')
    >>> [type(found).__name__ for found in read(Source("day.jsonl", "day", lines))]
    ['Draft', 'Skipped']
    """
    offset = 0
    number = 0
    while line := source.stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        place = f"{source.name}:{number}"
        size = len(line)
        if size > MAX_LINE_BYTES and not line.endswith(b"\n"):
            size += _pass_over_line(source.stream)
            yield Skipped(
                place, f"{place} has {size:,} bytes; a line may have {MAX_LINE_BYTES:,}: split the article"
            )
        elif line.strip():
            yield _draft_or_reason(line, place, f"{source.id}:{number}", offset)
        offset += size


def _pass_over_line(stream: BinaryIO) -> int:
    passed = 0
    while chunk := stream.readline(_CHUNK):
        passed += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return passed


def _draft_or_reason(line: bytes, place: str, fallback_id: str, offset: int) -> Draft | Skipped:
    try:
        return _draft(_record(decode(line, place, offset), place), place, fallback_id)
    except InputError as error:
        return Skipped(place, str(error))


def _record(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise InputError(f"{place} is not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise InputError(f"{place} is JSON nested too deeply to read") from None
    if not isinstance(record, dict):
        raise InputError(f"{place} is not a JSON object; each line must be one, with the field text")
    return {name.strip(): value for name, value in record.items() if value is not None}


def _draft(record: dict[str, Any], place: str, fallback_id: str) -> Draft:
    text = record.pop("text", None)
    if not isinstance(text, str):
        raise InputError(f"{place} has no field text that is a string")
    published = record.pop("published", "")
    if not isinstance(published, str):
        raise DateError(f"published {published!r} ({place}) is not a date; write it as YYYY-MM-DD")
    fields = {name: _string(value) for name, value in record.items()}
    return Draft(
        origin=place,
        text=text,
        id=fields.pop("id", "") or fallback_id,
        title=fields.pop("title", None),
        published=Stated(published, place) if published.strip() else None,
        publisher=fields.pop("publisher", None),
        agency=fields.pop("agency", None),
        url=fields.pop("url", None),
        declared=fields.pop("language", None),
        metadata=fields,
    )


def _string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
