"""The event lexicon: which words code which class, and where their parties stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.codebook.phrases import POS, Key, Phrased, PhraseIndex
from kg.codebook.scheme import CameoCode, Context, EventType, Mode, checked_contexts, checked_mode
from kg.codebook.slots import Condition, NeedsReader, Role, split_needs
from kg.codebook.tables import Row, read

COLUMNS = (
    *("phrase", "pos", "event", "mode", "cameo", "context"),
    *("source", "target", "mediator", "host", "topic", "needs", "example", "origin", "licence"),
)
NOWHERE = Role()
ROLES = ("source", "target", "mediator", "host", "topic")


@dataclass(frozen=True, slots=True)
class LexiconEntry(Phrased):
    """What one word or phrase codes, given its conditions. `words` are lemmas; `event` is empty to disable an entry."""

    words: tuple[str, ...]
    pos: str
    event: str
    mode: str
    cameo: str
    contexts: tuple[str, ...]
    source: Role
    target: Role
    mediator: Role
    host: Role
    topic: Role
    needs: tuple[Condition, ...]
    example: str
    origin: str
    licence: str
    place: str = ""  # file and line

    def row(self) -> dict[str, str]:
        """The entry as a row of the table, by column."""
        plain = {name: str(getattr(self, name)) for name in COLUMNS if name not in ("context", "needs")}
        return plain | {"context": " ".join(self.contexts), "needs": ";".join(map(str, self.needs))}


@dataclass(frozen=True, slots=True)
class Scheme:
    """What an entry is checked against."""

    event_types: dict[str, EventType]
    modes: dict[tuple[str, str], Mode]
    contexts: dict[str, Context]
    cameo: dict[str, CameoCode]


class Lexicon:
    """All entries, looked up by head lemma and part of speech.

    The head of a verb phrase is its first word, of a noun or adjective phrase its last.
    """

    def __init__(self, entries: Iterable[LexiconEntry]) -> None:
        self._index = PhraseIndex(entries)

    def candidates(self, lemma: str, pos: str) -> tuple[LexiconEntry, ...]:
        """The entries whose head is `lemma`, the most specific first: more words, then more needs, then narrower ones.

        >>> from kg.codebook import Codebook
        >>> Codebook.load().lexicon.candidates("zzz", "verb")
        ()
        """
        return self._index.candidates(lemma, pos)

    def __iter__(self) -> Iterator[LexiconEntry]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def heads(self, pos: str) -> tuple[str, ...]:
        """The head lemmas of a part of speech, sorted."""
        return self._index.heads(pos)


def read_entries(path: Path, scheme: Scheme, needs: NeedsReader) -> dict[Key, LexiconEntry]:
    """The entries of one lexicon table by key, checked against the scheme.

    Raises:
        DataError: a row is malformed, names an unknown code, list or slot, or repeats another's key.
    """
    found: dict[Key, LexiconEntry] = {}
    for row in read(path, COLUMNS):
        found[unused_key(row, found)] = parse_entry(row, scheme, needs)
    return found


def unused_key(row: Row, found: Collection[Key]) -> Key:
    """The row's key, which must not be among `found`.

    Raises:
        DataError: an earlier row of the table has it.

    >>> from pathlib import Path
    >>> unused_key(Row(Path("own.csv"), 2, [("phrase", "walk out"), ("pos", "verb"), ("needs", "!obj; passive")]), ())
    ('walk out', 'verb', '!obj;passive')
    """
    key = (row["phrase"], row["pos"], ";".join(sorted(split_needs(row["needs"]))))
    if key in found:
        raise row.error("phrase", f"{row['phrase']!r} with these needs stands in the table already; drop one")
    return key


def parse_entry(row: Row, scheme: Scheme, needs: NeedsReader) -> LexiconEntry:
    """One row as an entry.

    Raises:
        DataError: a column is malformed.
    """
    event = row["event"] and row.one_of("event", scheme.event_types)
    if row["cameo"] and row["cameo"] not in scheme.cameo:
        raise row.error("cameo", f"{row['cameo']!r} is no CAMEO code; see data/codebook/cameo.csv")
    return LexiconEntry(
        words=parse_phrase(row),
        pos=row.one_of("pos", POS),
        event=event,
        mode=checked_mode(row, event, scheme.modes),
        cameo=row["cameo"],
        contexts=checked_contexts(row, "context", scheme.contexts),
        **{name: parse_role(row, name) for name in ROLES},
        needs=parse_conditions(row, needs),
        example=row["example"],
        origin=row["origin"],
        licence=row["licence"],
        place=f"{row.path.name}:{row.line}",
    )


def parse_phrase(row: Row) -> tuple[str, ...]:
    """The row's phrase as lemmas.

    Raises:
        DataError: it is empty or not in lower case.

    >>> from pathlib import Path
    >>> parse_phrase(Row(Path("own.csv"), 2, [("phrase", "walk out")]))
    ('walk', 'out')
    """
    words = tuple(row["phrase"].split())
    if not words or row["phrase"] != row["phrase"].lower():
        raise row.error("phrase", f"{row['phrase']!r} must be one or more lemmas in lower case")
    return words


def parse_role(row: Row, column: str) -> Role:
    """A role column.

    Raises:
        DataError: a slot is malformed.

    >>> from pathlib import Path
    >>> str(parse_role(Row(Path("own.csv"), 2, [("source", "subj agent")]), "source"))
    'subj agent'
    """
    if not row[column]:
        return NOWHERE
    try:
        return Role.parse(row[column])
    except ValueError as error:
        raise row.error(column, str(error)) from error


def parse_conditions(row: Row, needs: NeedsReader) -> tuple[Condition, ...]:
    """The `needs` column.

    Raises:
        DataError: a condition is malformed.

    >>> from pathlib import Path
    >>> [str(need) for need in parse_conditions(Row(Path("own.csv"), 2, [("needs", "!obj")]), NeedsReader({}))]
    ['!obj']
    """
    try:
        return needs.read(row["needs"])
    except ValueError as error:
        raise row.error("needs", str(error)) from error
