"""Takes over verb dictionaries of TABARI, PETRARCH and PETRARCH2 as a lexicon in our format.

    >>> import_verbs("CAMEO.2.0.txt").write("lexicon.csv")   # doctest: +SKIP
    >>> Codebook.load(["lexicon.csv", "lexicon.lists.csv"])  # doctest: +SKIP

How a pattern becomes an entry:

======================================  ========================================================
in the dictionary                       in the lexicon
======================================  ========================================================
a verb with a code                      an entry without needs; source `subj`, target `obj iobj any`
a synonym of the block                  an entry of its own for the verb and for each pattern
a noun before the verb                  `subj=noun`
a noun after the verb                   `obj=noun` (as written, and in the singular)
several words in braces                 the last is the head, the others `.mod:word`
(PREP NOUN), (PREP)                     `prep:P=noun`, `prep:P`; after an object `obj.prep:P` too
(TO VERB), a verb of the dictionary     `comp=verb` too
an adverb after the verb (UP, OFF ...)  a word of the phrase
&SET                                    `@p-set`, in a table of lists of its own
$ and + where they stand                the source's and target's slots
code A:A                                `sym` for the source, no target
code :A                                 source and target change places
a null code ([---]) of one condition    that condition, negated, on the verb's own entry
======================================  ========================================================

What has no counterpart is listed with its line and the reason. CAMEO codes become PLOVER classes and modes as in
`cameo.csv`; statements (CAMEO 01) are no PLOVER events and are left out. Of two patterns that come out alike the later
counts, as in PETRARCH.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path

from kg.codebook.codebook import LIST_COLUMNS, Codebook
from kg.codebook.lexicon import COLUMNS, LexiconEntry, Scheme, parse_entry
from kg.codebook.slots import NeedsReader
from kg.codebook.tables import Row
from kg.codebook.verb_dictionary import Block, Pattern, Verb, read_verb_dictionary
from kg.codebook.verb_patterns import Frame, PatternReader, UnmappableError
from kg.dictionaries import Unmapped, counts

TARGET = "obj iobj any"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came out of a dictionary: entries, the lists that they refer to, and what was left out."""

    entries: tuple[LexiconEntry, ...]
    lists: Mapping[str, tuple[str, ...]]
    unmapped: tuple[Unmapped, ...]
    licence: str

    @property
    def counts(self) -> dict[str, int]:
        """How much was left out, by reason."""
        return counts(self.unmapped)

    def write(self, path: str | Path) -> tuple[Path, ...]:
        """Writes the entries to `path` and the lists beside it (`NAME.lists.csv`); both load as a user's own tables."""
        file = Path(path)
        rows = [[entry.row()[column] for column in COLUMNS] for entry in self.entries]
        _write(file, COLUMNS, rows)
        if not self.lists:
            return (file,)
        beside = file.with_suffix(f".lists{file.suffix}")
        members = [
            [name, word, "import", self.licence] for name, words in self.lists.items() for word in words
        ]
        _write(beside, LIST_COLUMNS, members)
        return file, beside


def import_verbs(path: str | Path, *, codebook: Codebook | None = None) -> ImportResult:
    """Reads a verb dictionary and maps what can be mapped.

    Args:
        path: the dictionary, such as PETRARCH2's CAMEO.2.0.txt.
        codebook: whose CAMEO table and lists apply; the shipped one if not given.

    Raises:
        DataError: the file cannot be read.
    """
    known = codebook or Codebook.load()
    source = read_verb_dictionary(path)
    mapping = _Mapping(known, PatternReader(source))
    for block in source.blocks:
        mapping.take(block)
    used = mapping.used_lists()
    return ImportResult(
        entries=tuple(mapping.entries(Path(source.name), source.licence, used)),
        lists=used,
        unmapped=tuple(sorted([*source.unmapped, *mapping.unmapped], key=lambda entry: entry.line)),
        licence=source.licence,
    )


class _Mapping:
    """Rows by key, as they come out of one block after the other."""

    def __init__(self, codebook: Codebook, patterns: PatternReader) -> None:
        self._codebook = codebook
        self._patterns = patterns
        self._rows: dict[tuple[str, str], dict[str, str]] = {}
        self._lines: dict[tuple[str, str], int] = {}
        self.unmapped: list[Unmapped] = []

    def take(self, block: Block) -> None:
        """Maps the verbs and patterns of one block."""
        vetoes: list[str] = []
        framed: list[tuple[Pattern, tuple[Frame, ...]]] = []
        for pattern in block.patterns:
            try:
                frames = self._patterns.frames(pattern)
            except UnmappableError as error:
                self.unmapped.append(Unmapped(pattern.line, pattern.text, str(error)))
                continue
            if pattern.code:
                framed.append((pattern, frames))
            else:
                vetoes += self._veto(pattern, frames)
        for verb in block.verbs:
            self._verb(verb, vetoes)
        for (pattern, frames), verb in product(framed, block.verbs):
            self._pattern(verb, pattern, frames)
        self._report(block, framed)

    def _veto(self, pattern: Pattern, frames: Sequence[Frame]) -> list[str]:
        """The one condition under which the verbs of a block are no event."""
        if any(frame.phrase or len(frame.needs) != 1 for frame in frames):
            self._leave(pattern, "null code under several conditions")
            return []
        return [f"!{frame.needs[0]}" for frame in frames]

    def _verb(self, verb: Verb, vetoes: Sequence[str]) -> None:
        if not verb.code:
            return
        row = self._coded(verb.code, Frame())
        if isinstance(row, str):
            self.unmapped.append(Unmapped(verb.line, " ".join(verb.words), row))
        else:
            self._put(verb.words, row, ";".join(dict.fromkeys(vetoes)), verb.line)

    def _pattern(self, verb: Verb, pattern: Pattern, frames: Iterable[Frame]) -> None:
        for frame in frames:
            row = self._coded(pattern.code, frame)
            if not isinstance(row, str):
                self._put((*verb.words, *frame.phrase), row, ";".join(frame.needs), pattern.line)

    def _report(self, block: Block, framed: Iterable[tuple[Pattern, tuple[Frame, ...]]]) -> None:
        """Lists each pattern whose code has no counterpart once, not once a verb."""
        for pattern, frames in framed:
            row = self._coded(pattern.code, frames[0])
            if isinstance(row, str) or not block.verbs:
                self._leave(pattern, row if isinstance(row, str) else "pattern of no verb")

    def _coded(self, code: str, frame: Frame) -> dict[str, str] | str:
        """The columns that follow from a code, or why it has none."""
        first, _, second = code.partition(":")
        cameo = self._codebook.cameo.get(first or second)
        if cameo is None:
            return f"code {first or second!r} is not CAMEO's"
        if cameo.event_type is None:
            return (
                "statement (CAMEO 01): no PLOVER event" if cameo.code.startswith("01") else "no PLOVER class"
            )
        mode = cameo.mode if (cameo.event_type, cameo.mode) in self._codebook.modes else None
        row = {
            "event": cameo.event_type,
            "mode": mode or "",
            "cameo": cameo.code,
            "context": " ".join(cameo.contexts),
        }
        source, target = frame.source or "subj", frame.target or TARGET
        if first == second:
            return row | {"source": "sym"}
        if not first:
            source, target = target, source
        return row | {"source": source, "target": target}

    def _put(self, words: Sequence[str], row: dict[str, str], needs: str, line: int) -> None:
        key = (" ".join(words), ";".join(sorted(needs.split(";"))))
        self._rows[key] = row | {"phrase": key[0], "pos": "verb", "needs": needs}
        self._lines[key] = line

    def _leave(self, pattern: Pattern, reason: str) -> None:
        self.unmapped.append(Unmapped(pattern.line, pattern.text, reason))

    def used_lists(self) -> dict[str, tuple[str, ...]]:
        """The lists that some entry refers to."""
        needs = "|".join(row["needs"] for row in self._rows.values()).replace(";", "|").replace("=", "|")
        named = set(needs.split("|"))
        return {name: words for name, words in self._patterns.lists().items() if name in named}

    def entries(self, file: Path, licence: str, lists: Mapping[str, Sequence[str]]) -> Iterator[LexiconEntry]:
        """The rows as entries, checked like any table's, in the order of their phrases."""
        book = self._codebook
        scheme = Scheme(dict(book.event_types), dict(book.modes), dict(book.contexts), dict(book.cameo))
        needs = NeedsReader({**book.lists, **{name: frozenset(words) for name, words in lists.items()}})
        for key in sorted(self._rows):
            cells = {
                "origin": f"{file.name}:{self._lines[key]}",
                "licence": licence,
                **dict.fromkeys(("mediator", "host", "topic", "example", "target", "source"), ""),
                **self._rows[key],
            }
            yield parse_entry(Row(file, self._lines[key], cells.items()), scheme, needs)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(chain([columns], rows))
