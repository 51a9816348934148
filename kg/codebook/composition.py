"""What an operator and the event below it make together: `data/codebook/composition.csv` as a function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.codebook.lexicon import Scheme
from kg.codebook.operators import Effect
from kg.codebook.scheme import checked_mode
from kg.codebook.tables import Row, read
from kg.model import Modality, Polarity

COLUMNS = (
    "effect",
    "embedded",
    "event",
    "mode",
    "cameo",
    "fate",
    "modality",
    "polarity",
    "clause",
    "origin",
    "licence",
)
NONE = "none"
ANY = "*"
QUADS = {1: "verbal-cooperation", 2: "material-cooperation", 3: "verbal-conflict", 4: "material-conflict"}


class Fate(StrEnum):
    """What becomes of the event below the operator."""

    KEPT = "kept"  # a mention in its own right
    CONTENT = "content"  # a mention that is the content of the operator's event
    ABSORBED = "absorbed"  # no mention: the operator's event says it all


@dataclass(frozen=True, slots=True)
class Composed:
    """What comes out. `event` is empty where the operator makes no event of its own.

    `modality` and `polarity` are those that the embedded event takes on; None leaves them as they are. `clause` names
    the paragraph of the scheme that the row follows.
    """

    event: str
    mode: str
    cameo: str
    fate: Fate
    modality: Modality | None
    polarity: Polarity | None
    clause: str


class Composition:
    """The table of effect x embedded class, the most specific row first."""

    def __init__(self, rows: Mapping[tuple[str, str], Composed], scheme: Scheme) -> None:
        self._rows = rows
        self._scheme = scheme

    def apply(self, effect: str, event: str = "", modes: Sequence[str] = ()) -> Composed:
        """What `effect` makes of an embedded event; an empty `event` means that no event stands below.

        Tried in order: class and mode ("RETREAT-ceasefire"), class, quad class ("material-conflict"), any.

        >>> from kg.codebook import Codebook
        >>> composed = Codebook.load().composition.apply("refusal", "CONSULT")
        >>> composed.event, composed.mode, composed.polarity
        ('REJECT', 'meet', <Polarity.NEGATED: 'negated'>)

        Raises:
            KeyError: there is no effect of that name.
        """
        for key in self._keys(event, modes):
            if (effect, key) in self._rows:
                return self._rows[effect, key]
        raise KeyError(effect)

    def __len__(self) -> int:
        return len(self._rows)

    def items(self) -> Iterator[tuple[tuple[str, str], Composed]]:
        """The rows, by (effect, embedded)."""
        return iter(self._rows.items())

    def _keys(self, event: str, modes: Sequence[str]) -> tuple[str, ...]:
        if not event:
            return (NONE, ANY)
        # From the narrowest to the widest, so that a row for one mode overrides that of its class.
        quad = QUADS[self._scheme.event_types[event].quad]
        return (*(f"{event}-{mode}" for mode in modes), event, quad, ANY)


def read_composition(path: Path, effects: Mapping[str, Effect], scheme: Scheme) -> Composition:
    """The composition table.

    Raises:
        DataError: a row is malformed, or an effect has no row for any embedded event.
    """
    rows: dict[tuple[str, str], Composed] = {}
    with_modes = (f"{event}-{mode}" for event, mode in scheme.modes)
    embedded = frozenset((ANY, NONE, *QUADS.values(), *scheme.event_types, *with_modes))
    for row in read(path, COLUMNS):
        rows[row.one_of("effect", effects), row.one_of("embedded", embedded)] = _composed(row, scheme)
    for effect in effects:
        if (effect, ANY) not in rows:
            raise row.error("effect", f"{effect!r} has no row whose embedded is {ANY}; add one")
    return Composition(rows, scheme)


def _composed(row: Row, scheme: Scheme) -> Composed:
    event = row["event"] and row.one_of("event", scheme.event_types)
    if row["cameo"] and row["cameo"] not in scheme.cameo:
        raise row.error("cameo", f"{row['cameo']!r} is no CAMEO code; see data/codebook/cameo.csv")
    return Composed(
        event=event,
        mode=checked_mode(row, event, scheme.modes),
        cameo=row["cameo"],
        fate=Fate(row.one_of("fate", list(Fate))),
        modality=Modality(row.one_of("modality", list(Modality))) if row["modality"] else None,
        polarity=Polarity(row.one_of("polarity", list(Polarity))) if row["polarity"] else None,
        clause=row["clause"],
    )
