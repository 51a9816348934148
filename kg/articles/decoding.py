"""Bytes to text: bounded, strict UTF-8, and no binary files."""

from __future__ import annotations

from typing import BinaryIO

from kg.errors import EmptyInputError, EncodingError, InputError


def read_text(stream: BinaryIO, name: str, limit: int) -> str:
    r"""All of `stream` as text with LF line ends.

    Raises:
        InputError: there are more than `limit` bytes.
        EncodingError: it holds NUL bytes, or is not valid UTF-8.
        EmptyInputError: there is nothing in it but white space.

    >>> import io
    >>> read_text(io.BytesIO(b"The talks\r\nended."), "talks.txt", 1000)
    'The talks\nended.'
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(
            f"{name} is larger than {limit:,} bytes, the limit for one article: split it, or use JSONL"
        )
    text = decode(data, name)
    if not text.strip():
        raise EmptyInputError(f"{name} is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes, name: str, offset: int = 0) -> str:
    r"""UTF-8 `data`, which begins at byte `offset` of the input called `name`, as text without a byte order mark.

    Raises:
        EncodingError: it holds NUL bytes, or is not valid UTF-8; the message names the byte.

    >>> decode(b"Caf\xe9", "talks.txt")
    Traceback (most recent call last):
    kg.errors.EncodingError: talks.txt is not valid UTF-8 at byte 3 (0xe9); convert it, for example with iconv
    """
    if (nul := data.find(b"\0")) >= 0:
        raise EncodingError(f"{name} is binary, not text: there is a NUL byte at byte {offset + nul}")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} is not valid UTF-8 at byte {offset + error.start} (0x{data[error.start]:02x});"
            " convert it, for example with iconv"
        ) from None
