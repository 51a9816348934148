"""The coding scheme itself: PLOVER classes, modes, contexts and sectors, CAMEO codes, and the scores of all.

Source of the tables: PLOVER manual (draft 2.0) and CAMEO-to-PLOVER crosswalk (2021) of the Open Event Data Alliance,
CC BY-SA 4.0; `data/codebook/README.md` says what was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.codebook.tables import Row, read

CLASS_COLUMNS = (
    "code",
    "gloss",
    "quad",
    "quad_name",
    "requires_recipient",
    "intensity",
    "cameo_roots",
    "note",
    "source",
    "licence",
)
MODE_COLUMNS = ("class", "mode", "gloss", "intensity", "note", "source", "licence")
CONTEXT_COLUMNS = ("context", "gloss", "group", "source", "licence")
SECTOR_COLUMNS = ("code", "gloss", "kind", "frequency", "source", "licence")
CAMEO_COLUMNS = (
    "code",
    "label",
    "parent",
    "class",
    "mode",
    "contexts",
    "goldstein",
    "note",
    "source",
    "licence",
)


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER class. `quad` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    `intensity` is PLOVER's score from -10 (conflict) to 10 (cooperation).
    """

    code: str
    gloss: str
    quad: int
    intensity: float
    cameo_roots: tuple[str, ...]
    requires_recipient: bool


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a PLOVER class; `intensity` is None where the manual prints none."""

    event_type: str
    code: str
    gloss: str
    intensity: float | None


@dataclass(frozen=True, slots=True)
class Context:
    """A PLOVER context: what an event is about. `group` is a grouping of ours."""

    code: str
    gloss: str
    group: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A PLOVER actor sector ("GOV") or code of an international entity ("IGO")."""

    code: str
    gloss: str
    kind: str


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO event code, its PLOVER counterpart, and its Goldstein score from -10 to 10 (None: never scored).

    `event_type` is None for statements (CAMEO 01) and for root 08, which PLOVER splits into two classes.
    """

    code: str
    name: str
    parent: str | None
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    goldstein: float | None


def event_types(path: Path) -> dict[str, EventType]:
    """The sixteen classes, in the manual's order.

    Raises:
        DataError: the table is malformed.

    >>> from kg.resources import resource
    >>> len(event_types(resource("data", "codebook", "classes.csv")))
    16
    """
    return {row["code"]: _event_type(row) for row in read(path, CLASS_COLUMNS)}


def modes(path: Path, classes: dict[str, EventType]) -> dict[tuple[str, str], Mode]:
    """The modes by (class, mode).

    Raises:
        DataError: the table is malformed or names an unknown class.

    >>> from kg.resources import resource
    >>> folder = resource("data", "codebook")
    >>> modes(folder / "modes.csv", event_types(folder / "classes.csv"))["CONSULT", "visit"].intensity
    4.0
    """
    found = {}
    for row in read(path, MODE_COLUMNS):
        mode = Mode(row.one_of("class", classes), row["mode"], row["gloss"], row.number("intensity"))
        found[mode.event_type, mode.code] = mode
    return found


def contexts(path: Path) -> dict[str, Context]:
    """The contexts by code.

    Raises:
        DataError: the table is malformed.

    >>> from kg.resources import resource
    >>> contexts(resource("data", "codebook", "contexts.csv"))["military"].code
    'military'
    """
    return {r["context"]: Context(r["context"], r["gloss"], r["group"]) for r in read(path, CONTEXT_COLUMNS)}


def sectors(path: Path) -> dict[str, Sector]:
    """The sectors and international entities by code.

    Raises:
        DataError: the table is malformed.

    >>> from kg.resources import resource
    >>> sectors(resource("data", "codebook", "sectors.csv"))["GOV"].code
    'GOV'
    """
    return {r["code"]: Sector(r["code"], r["gloss"], r["kind"]) for r in read(path, SECTOR_COLUMNS)}


def cameo_codes(
    path: Path, known_modes: dict[tuple[str, str], Mode], known_contexts: dict[str, Context]
) -> dict[str, CameoCode]:
    """The CAMEO codes by code.

    Raises:
        DataError: the table is malformed, or names an unknown mode or context.
    """
    found = {}
    for row in read(path, CAMEO_COLUMNS):
        found[row["code"]] = CameoCode(
            code=row["code"],
            name=row["label"],
            parent=row["parent"] or None,
            event_type=row["class"] or None,
            mode=checked_mode(row, row["class"], known_modes) or None,
            contexts=checked_contexts(row, "contexts", known_contexts),
            goldstein=row.number("goldstein"),
        )
    return found


def checked_mode(row: Row, event_type: str, known: dict[tuple[str, str], Mode]) -> str:
    """The row's `mode`, which must be one of its class's, or empty.

    Raises:
        DataError: the class has no such mode.

    >>> row = Row(Path("own.csv"), 2, [("mode", "visit")])
    >>> checked_mode(row, "CONSULT", {("CONSULT", "visit"): Mode("CONSULT", "visit", "A visit", 4.0)})
    'visit'
    """
    if row["mode"] and (event_type, row["mode"]) not in known:
        own = ", ".join(mode for owner, mode in known if owner == event_type) or "nothing: it has no modes"
        raise row.error("mode", f"{row['mode']!r} is no mode of {event_type or 'no class'}; write {own}")
    return row["mode"]


def checked_contexts(row: Row, column: str, known: dict[str, Context]) -> tuple[str, ...]:
    """The space-separated contexts of a column.

    Raises:
        DataError: one of them is unknown.

    >>> row = Row(Path("own.csv"), 2, [("context", "military")])
    >>> checked_contexts(row, "context", {"military": Context("military", "Armed forces", "security")})
    ('military',)
    """
    named = tuple(row[column].split())
    for context in named:
        if context not in known:
            raise row.error(column, f"{context!r} is no context; write one of {', '.join(sorted(known))}")
    return named


def _event_type(row: Row) -> EventType:
    intensity = row.number("intensity")
    if intensity is None:
        raise row.error("intensity", "is empty; write the class's score")
    return EventType(
        code=row["code"],
        gloss=row["gloss"],
        quad=int(row.one_of("quad", tuple("1234"))),
        intensity=intensity,
        cameo_roots=tuple(row["cameo_roots"].split()),
        requires_recipient=row.one_of("requires_recipient", ("yes", "no")) == "yes",
    )
