"""The Groningen Meaning Bank's table of names as sentences with our labels: its annotation is made by machine and partly mended."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from kg.errors import DataError
from kg.language.names.known import is_role, known_names
from kg.training.labels import (
    DATE,
    UNIT,
    Span,
    is_people,
    is_state,
    labelled,
    place_label,
    spans_of,
)
from kg.training.sentences import Labelled

RUN, RUNS, DEV, TEST = 60, 20, 9, 19
"""Sentences of a run; of so many runs, the one held out for development and the one for tests."""

_SMALL = frozenset(("of", "in", "the", "The", "and", "for", "to", "from", "at", "on", "by", "with"))
_PARTICLE = re.compile(r"(al|bin|ibn|de|van|von|el)\b")
_NO_PERSON = re.compile(r"\b(Cup|Games|Open|Sahara|Hurricane|Ministry|Party|Council|Church|Islands?)\b")
_BEFORE_TITLE = frozenset(
    "Prime Vice Foreign Defense Defence Interior Finance Chief Crown Acting Former former First Police".split()  # noqa: SIM905
)
_STORM = re.compile("Hurricane|Storm|Typhoon")
_ADJECTIVE = re.compile("(ese|ian|ish|ine|an|i)$")
_FEWEST, _MOST = 5, 0.6
"""From so many occurrences on the label that so large a part of them has is taken for all."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the table: words, parts of speech, labels."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    labels: tuple[str, ...]


def read_table(path: Path) -> tuple[Row, ...]:
    """The sentences of ner_dataset.csv, or of the archive that holds it.

    Raises:
        DataError: the file cannot be read or has not its four columns.
    """
    try:
        content = path.read_bytes()
        if is_zipfile(path):
            with ZipFile(path) as archive:
                content = archive.read(archive.namelist()[0])
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error}") from error
    sentences: list[Row] = []
    words: list[tuple[str, str, str]] = []
    rows = list(csv.reader(io.StringIO(content.decode("cp1252", errors="replace"))))[1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != 4:
            raise DataError(f"{path} line {number}: {row!r} are not sentence, word, part of speech and label")
        if row[0] and words:
            sentences.append(_row(words))
            words = []
        words.append((row[1], row[2], row[3]))
    return (*sentences, *([_row(words)] if words else []))


def _row(words: Sequence[tuple[str, str, str]]) -> Row:
    forms, tags, labels = zip(*words, strict=True)
    return Row(tuple('"' if form in ("``", "''") else form for form in forms), tags, labels)


def read_groningen(path: Path, part: str) -> Iterator[Labelled]:
    """The sentences of a part (train, dev or test), each text once, cleaned.

    Raises:
        DataError: the file cannot be read or has not its four columns.
    """
    rows = read_table(path)
    votes = _votes(rows)
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows):
        if row.words not in seen and part_of(number) == part:
            yield labelled(row.words, _clean(row, votes))
        seen.add(row.words)


def part_of(number: int) -> str:
    """The part that the sentence of a number belongs to.

    >>> [part_of(number) for number in (0, 540, 1140)]
    ['train', 'dev', 'test']
    """
    return {DEV: "dev", TEST: "test"}.get(number // RUN % RUNS, "train")


def _votes(rows: Sequence[Row]) -> Mapping[str, Counter[str]]:
    """How often each name of the table has each label."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for start, end, label in spans_of(row.labels):
            votes[" ".join(row.words[start:end])][label] += 1
    return votes


def _clean(row: Row, votes: Mapping[str, Counter[str]]) -> list[Span]:
    found: list[Span] = []
    for start, end, label in spans_of(row.labels):
        first = start
        while label != "tim" and end - first > 1 and row.words[first] in _SMALL:
            first += 1
        made = _MAKERS.get(label, _none)(row, (first, end, label), votes)
        if made:
            found.append(made)
    return found


def _none(_row: Row, _span: Span, _votes: Mapping[str, Counter[str]]) -> Span | None:
    return None


def _person(row: Row, span: Span, _: Mapping[str, Counter[str]]) -> Span | None:
    start, end, _label = span
    if _NO_PERSON.search(" ".join(row.words[start:end])):
        return None
    while start < end and (is_role(row.words[start]) or row.words[start] in _BEFORE_TITLE):
        start += 1
    name = " ".join(row.words[start:end])
    if not name:
        return None
    if is_state(name) or is_people(name):
        return start, end, "GPE" if is_state(name) else "NORP"
    return (start, end, "PERSON") if name[0].isupper() or _PARTICLE.match(name) else None


def _body_or_place(row: Row, span: Span, votes: Mapping[str, Counter[str]]) -> Span:
    start, end, label = span
    name = " ".join(row.words[start:end])
    known = known_names().get(name)
    if known is not None and known.label == place_label(name) == "LOC":
        return start, end, "LOC"
    if known is not None and known.label == "ORG" and known.sure:
        return start, end, "ORG"
    if is_state(name):
        return start, end, "GPE"
    if _is_adjective(row, start, end, votes):
        north = start > 0 and row.words[start - 1] in ("North", "South") and is_people(f"North {name}")
        return start - north, end, "NORP"
    return start, end, _most(name, label, votes)


def _is_adjective(row: Row, start: int, end: int, votes: Mapping[str, Counter[str]]) -> bool:
    name = " ".join(row.words[start:end])
    if is_people(name):
        return True
    count = votes[name]
    if count["gpe"] >= 3 and count["gpe"] >= _MOST * count.total():
        return True
    return end == start + 1 and row.tags[start] == "JJ" and _ADJECTIVE.search(name) is not None


def _most(name: str, label: str, votes: Mapping[str, Counter[str]]) -> str:
    count = Counter({each: votes[name][each] for each in ("geo", "gpe", "org", "per")})
    [(winner, times)] = count.most_common(1)
    if count.total() >= _FEWEST and times >= _MOST * count.total():
        label = winner
    if label == "geo" or (label == "gpe" and count["geo"] > count["gpe"]):
        return place_label(name)
    return {"gpe": "NORP", "org": "ORG", "per": "PERSON"}[label]


def _date(row: Row, span: Span, _: Mapping[str, Counter[str]]) -> Span | None:
    start, end, _label = span
    if (
        end < len(row.words)
        and UNIT.fullmatch(row.words[end])
        and not DATE.search(" ".join(row.words[start:end]))
    ):
        end += 1
    return (start, end, "DATE") if DATE.search(" ".join(row.words[start:end])) else None


def _event(_row: Row, span: Span, _: Mapping[str, Counter[str]]) -> Span:
    return span[0], span[1], "EVENT"


def _storm(row: Row, span: Span, _: Mapping[str, Counter[str]]) -> Span | None:
    start, end, _label = span
    return (start, end, "EVENT") if _STORM.search(" ".join(row.words[start:end])) else None


_MAKERS = {
    "per": _person,
    "geo": _body_or_place,
    "gpe": _body_or_place,
    "org": _body_or_place,
    "tim": _date,
    "eve": _event,
    "nat": _storm,
}
