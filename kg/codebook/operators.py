"""Operators: words that take an event as complement and change its class or status (agree to, refuse, lift, deny)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.codebook.lexicon import parse_conditions, parse_phrase, parse_role, unused_key
from kg.codebook.phrases import POS, Key, Phrased, PhraseIndex
from kg.codebook.slots import Condition, NeedsReader, Role
from kg.codebook.tables import Row, read

COLUMNS = ("phrase", "pos", "effect", "source", "target", "needs", "example", "origin", "licence")
EFFECT_COLUMNS = ("effect", "meaning", "example", "origin", "licence")


@dataclass(frozen=True, slots=True)
class Effect:
    """What a kind of operator does to the event below it."""

    name: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class Operator(Phrased):
    """One word or phrase that governs an event; `effect` is empty to disable it.

    `source` and `target` are the parties of the operator's own event (who agrees with whom, who accuses whom).
    """

    words: tuple[str, ...]
    pos: str
    effect: str
    source: Role
    target: Role
    needs: tuple[Condition, ...]
    example: str
    origin: str
    licence: str
    place: str = ""  # file and line

    def row(self) -> dict[str, str]:
        """The operator as a row of the table, by column."""
        plain = {name: str(getattr(self, name)) for name in COLUMNS if name != "needs"}
        return plain | {"needs": ";".join(map(str, self.needs))}


class Operators:
    """All operators, looked up as in the lexicon."""

    def __init__(self, operators: Iterable[Operator]) -> None:
        self._index = PhraseIndex(operators)

    def candidates(self, lemma: str, pos: str) -> tuple[Operator, ...]:
        """The operators whose head is `lemma`, the most specific first.

        >>> from kg.codebook import Codebook
        >>> Codebook.load().operators.candidates("refuse", "verb")[0].effect
        'refusal'
        """
        return self._index.candidates(lemma, pos)

    def __iter__(self) -> Iterator[Operator]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)


def read_effects(path: Path) -> dict[str, Effect]:
    """The effects by name.

    Raises:
        DataError: the table is malformed.
    """
    return {r["effect"]: Effect(r["effect"], r["meaning"], r["example"]) for r in read(path, EFFECT_COLUMNS)}


def read_operators(path: Path, effects: Mapping[str, Effect], needs: NeedsReader) -> dict[Key, Operator]:
    """The operators of one table by key.

    Raises:
        DataError: a row is malformed, or names an unknown effect, list or slot, or repeats another's key.
    """
    found: dict[Key, Operator] = {}
    for row in read(path, COLUMNS):
        found[unused_key(row, found)] = parse_operator(row, effects, needs)
    return found


def parse_operator(row: Row, effects: Mapping[str, Effect], needs: NeedsReader) -> Operator:
    """One row as an operator.

    Raises:
        DataError: a column is malformed.
    """
    return Operator(
        words=parse_phrase(row),
        pos=row.one_of("pos", POS),
        effect=row["effect"] and row.one_of("effect", effects),
        source=parse_role(row, "source"),
        target=parse_role(row, "target"),
        needs=parse_conditions(row, needs),
        example=row["example"],
        origin=row["origin"],
        licence=row["licence"],
        place=f"{row.path.name}:{row.line}",
    )
