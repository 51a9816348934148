"""Gold records: which events a sentence should give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import InputError

ORGANISATIONS = frozenset(("IGO", "NGO", "IMG", "ISM", "NGM", "MNC", "INT", "UIS", "ORG"))
"""Codes that PLOVER gives to international bodies in the place of a country; they count as one, ORG."""
YIELDING = frozenset(("CONCEDE", "RETREAT"))


@dataclass(frozen=True, slots=True)
class Options:
    """How gold and predictions are compared.

    Attributes:
        fold_yield: CONCEDE and RETREAT count as one class, YIELD, for gold that does not tell them apart.
        class_only: the gold has no actors; only classes are compared.
    """

    fold_yield: bool = False
    class_only: bool = False


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """A class and the codes of both sides; repeated codes stand for two actors of one country."""

    event: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    symmetric: bool = False
    accepted: tuple[str, ...] = ()  # other classes that count as right

    def renamed(self, event: str) -> CodedEvent:
        """The same event under another class.

        >>> CodedEvent("RETREAT", ("RUR",)).renamed("YIELD").event
        'YIELD'
        """
        return replace(self, event=event)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One gold sentence; `events` is empty where it must give none."""

    id: str
    text: str
    events: tuple[CodedEvent, ...]


def read_gold(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a gold file, in order; records with `mapped: false` are left out.

    Raises:
        InputError: the file cannot be read, or a line is no record with an id and a text.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "gold.jsonl")
    ...     _ = path.write_text('{"id": "s1", "text": "Ruritania aided Freedonia.", "event": "AID"}')
    ...     sentences = read_gold(path)
    >>> sentences[0].events[0].event
    'AID'
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; give a JSONL file of gold records") from error
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            record = _record(line, f"{path}, line {number}")
            if record.get("mapped", True):
                grouped.setdefault(record.get("sent_id") or record["id"], []).append(record)
    return tuple(Sentence(key, records[0]["text"], _events(records)) for key, records in grouped.items())


def _record(line: str, where: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error.msg}); write one record a line") from error
    if not isinstance(record, dict) or not {"id", "text"} <= record.keys():
        raise InputError(f"{where}: a record needs id and text")
    return record


def _events(records: Iterable[Mapping[str, Any]]) -> tuple[CodedEvent, ...]:
    """The events of a sentence: one a record (`event`), several of the same parties (`events`), or none (null)."""
    return tuple(
        _event(record, event)
        for record in records
        for event in record.get("events", [record.get("event")])
        if event is not None
    )


def _event(record: Mapping[str, Any], event: str) -> CodedEvent:
    sources, targets = codes(record.get("sources")), codes(record.get("targets"))
    symmetric = bool(record.get("symmetric")) or (not targets and len(sources) >= 2)
    return CodedEvent(event, sources, targets, symmetric, tuple(record.get("event_alt") or ()))


def codes(actors: Iterable[Any] | None) -> tuple[str, ...]:
    """The codes of gold actors: plain strings, or objects with `country` or `org`; bodies of any kind become ORG.

    >>> codes([{"country": "FRA"}, {"country": None, "org": "NGO"}, "igo"])
    ('FRA', 'ORG', 'ORG')
    """
    plain = [a if isinstance(a, str) else (a.get("country") or a.get("org")) for a in actors or ()]
    return tuple("ORG" if code.upper() in ORGANISATIONS else code.upper() for code in plain if code)
