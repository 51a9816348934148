"""How much of the scheme the lexicon can code: entries and compositions behind every class and mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.codebook.codebook import Codebook

Cell = tuple[str, str]
"""A class and one of its modes; an empty mode stands for the class as a whole."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What codes one class, or one mode of it.

    Attributes:
        event_type: the class.
        mode: the mode, or empty for the class as a whole.
        verbs: entries of the lexicon that are verbs; `nouns` and `adjectives` likewise.
        compositions: rows of the composition table that come out at it ("threatened to" + an assault).
    """

    event_type: str
    mode: str
    verbs: int
    nouns: int
    adjectives: int
    compositions: int

    @property
    def covered(self) -> bool:
        """Whether any text can be coded with it."""
        return bool(self.verbs or self.nouns or self.adjectives or self.compositions)


def coverage(codebook: Codebook) -> tuple[Coverage, ...]:
    """One row a class, each followed by its modes, in the scheme's order.

    >>> rows = coverage(Codebook.load())
    >>> rows[0].mode, all(row.covered for row in rows if not row.mode)
    ('', True)
    """
    entries = Counter(_entries(codebook))
    composed = Counter(_compositions(codebook))
    cells = [
        cell
        for event in codebook.event_types
        for cell in ((event, ""), *(key for key in codebook.modes if key[0] == event))
    ]
    return tuple(
        Coverage(
            event_type=event,
            mode=mode,
            verbs=entries[event, mode, "verb"],
            nouns=entries[event, mode, "noun"],
            adjectives=entries[event, mode, "adj"],
            compositions=composed[event, mode],
        )
        for event, mode in cells
    )


def _entries(codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    for entry in codebook.lexicon:
        for mode in {"", entry.mode}:
            yield entry.event, mode, entry.pos


def _compositions(codebook: Codebook) -> Iterator[Cell]:
    rows = [composed for _, composed in codebook.composition.items() if composed.event]
    yield from ((composed.event, mode) for composed in rows for mode in {"", composed.mode})
