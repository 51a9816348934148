"""Writing to a path or a stream; a file appears whole or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from kg.errors import StorageError

Out = str | Path | IO[str] | IO[bytes]
"""Where an export goes: a path, or an open stream of text (in UTF-8) or bytes."""


def write(out: Out, chunks: Iterable[bytes]) -> None:
    """Write bytes to a path, atomically, or to a stream, which stays open.

    A path that is no regular file (a pipe, a device) is written to directly.

    Raises:
        StorageError: the file cannot be written; what stood there before still does.

    >>> stream = io.StringIO()
    >>> write(stream, [b"The talks ", b"ended."])
    >>> stream.getvalue()
    'The talks ended.'
    """
    if isinstance(out, str | Path):
        _to_path(Path(out), chunks)
    else:
        _to_stream(out, chunks)


def _to_stream(stream: Any, chunks: Iterable[bytes]) -> None:
    """To the bytes below a text stream where there are any (standard output), so that line ends stay as they are."""
    if not isinstance(stream, io.TextIOBase):
        stream.writelines(chunks)
        return
    stream.flush()
    below = getattr(stream, "buffer", None)
    if below is None:
        stream.writelines(chunk.decode() for chunk in chunks)
    else:
        below.writelines(chunks)


def _to_path(path: Path, chunks: Iterable[bytes]) -> None:
    path = path.resolve()
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                stream.writelines(chunks)
        else:
            _replace(path, chunks)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"{path} cannot be written ({reason}): choose another place with --out, or free some space"
        ) from error


def _replace(path: Path, chunks: Iterable[bytes]) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
