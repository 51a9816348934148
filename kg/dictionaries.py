"""The plain lines of TABARI and PETRARCH dictionaries, and what an importer says of those that it cannot take over.

The three kinds of dictionary (verbs, actors, agents) share their lexical rules: one entry a line, `#` (PETRARCH) or `;`
(TABARI) opens a comment, `_` joins words. The formats are described in PETRARCH2's `dictionaries.rst` and in the TABARI
manual; the importers stand in `codebook/importers.py` and `reference/importers.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

_COMMENT = re.compile(r"[#;].*|<!--.*?-->|//.*")
_MIT = "MIT License"
UNSTATED = "not stated"
"""Licence of a dictionary that names none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a dictionary without its comment; `number` counts from 1. A leading tab is kept."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Something in a dictionary that was not taken over: the line, its text, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary file as read: its name, its lines without comments, and the licence that its header states."""

    name: str
    lines: tuple[Line, ...]
    licence: str


def read_dictionary(path: str | Path) -> Dictionary:
    """The lines of a dictionary that hold more than a comment, and blank ones, since they end a record.

    Raises:
        DataError: the file cannot be read.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file} cannot be read ({error.strerror}); give the path of a dictionary") from error
    text = _decoded(raw)
    numbered = enumerate(text.splitlines(), start=1)
    cut = ((number, line, _COMMENT.sub("", line).rstrip()) for number, line in numbered)
    lines = tuple(Line(number, kept) for number, line, kept in cut if kept or not line.strip())
    return Dictionary(file.name, lines, "MIT" if _MIT in text or _MIT in _beside(file) else UNSTATED)


def _beside(file: Path) -> str:
    """The text of the licence that lies in the dictionary's folder."""
    licence = file.with_name("LICENSE")
    return licence.read_text(encoding="utf-8", errors="replace") if licence.is_file() else ""


def _decoded(raw: bytes) -> str:
    """Old dictionaries are ASCII with a few bytes of Windows-1252 in names."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def words_of(text: str) -> str:
    """A phrase with its joints read: underscores are spaces, and spaces at the ends fall.

    >>> words_of("LORD'S_RESISTANCE_ARMY_")
    "LORD'S RESISTANCE ARMY"
    """
    return " ".join(text.replace("_", " ").split())


def counts(unmapped: Iterable[Unmapped]) -> dict[str, int]:
    """How many things were left out for each reason, the most frequent first.

    >>> counts([Unmapped(1, "~ a (a b Q) SAY = a b Q", "transformation")])
    {'transformation': 1}
    """
    found = Counter(entry.reason for entry in unmapped)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def singular(word: str) -> str:
    """The regular singular of a noun that may be plural; others come back as they are.

    >>> [singular(word) for word in ("talks", "policies", "losses", "crisis", "status", "churches", "news")]
    ['talk', 'policy', 'loss', 'crisis', 'status', 'church', 'news']
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ews")) and len(word) > 3:
        return word[:-1]
    return word
