"""The codebook as a whole: loads the shipped tables and a user's own on top of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.codebook import composition, inflection, lexicon, operators, scheme
from kg.codebook.composition import Composition
from kg.codebook.lexicon import Lexicon, Scheme
from kg.codebook.operators import Effect, Operators
from kg.codebook.phrases import Key, head
from kg.codebook.scheme import CameoCode, Context, EventType, Mode, Sector
from kg.codebook.slots import NeedsReader
from kg.codebook.tables import header, read
from kg.errors import DataError
from kg.resources import resource

T = TypeVar("T")

LIST_COLUMNS = ("list", "lemma", "origin", "licence")
CONCEPT_COLUMNS = ("phrase", "context", "origin", "licence")
EXTRA = {
    lexicon.COLUMNS: "a lexicon",
    operators.COLUMNS: "operators",
    LIST_COLUMNS: "lists",
    CONCEPT_COLUMNS: "context concepts",
}


@dataclass(frozen=True)
class Codebook:
    """The coding scheme, the lexicon and its operators, all read-only.

    `changes` says what a user's own tables did to the shipped ones: how many entries were added, overridden, disabled.
    `lemmas` gives the lemma of every inflected form of the codebook's own words, by (form in lower case, part of speech).
    """

    event_types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    cameo: Mapping[str, CameoCode]
    lists: Mapping[str, frozenset[str]]
    context_concepts: Mapping[str, str]
    effects: Mapping[str, Effect]
    lexicon: Lexicon
    operators: Operators
    composition: Composition
    lemmas: Mapping[tuple[str, str], str]
    changes: Mapping[str, int]

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Codebook:
        """Loads the shipped tables, then `extra` ones in order.

        A table of the user's own is told by its columns: a lexicon, operators, lists or context concepts. A row adds an
        entry; one with the phrase, part of speech and needs of an earlier entry overrides it; with an empty `event`
        (`effect` of an operator) it disables it. Lists are extended.

        Raises:
            DataError: a table is malformed; the message names file, line, column and what to write.

        >>> Codebook.load().event_types["CONSULT"].quad
        1
        """
        root = resource("data", "codebook")
        own = _sorted_by_kind(extra)
        known = _scheme(root)
        lists = _lists([root / "lists.csv", *own[LIST_COLUMNS]])
        needs = NeedsReader(lists)
        effects = operators.read_effects(root / "effects.csv")
        entries, entry_changes = _merged(
            [lexicon.read_entries(path, known, needs) for path in sorted((root / "lexicon").glob("*.csv"))],
            [lexicon.read_entries(path, known, needs) for path in own[lexicon.COLUMNS]],
            lambda entry: bool(entry.event),
        )
        governing, operator_changes = _merged(
            [operators.read_operators(root / "operators.csv", effects, needs)],
            [operators.read_operators(path, effects, needs) for path in own[operators.COLUMNS]],
            lambda operator: bool(operator.effect),
        )
        table = Lexicon(entries)
        heads = Operators(governing)
        return cls(
            event_types=known.event_types,
            modes=known.modes,
            contexts=known.contexts,
            sectors=scheme.sectors(root / "sectors.csv"),
            cameo=known.cameo,
            lists=lists,
            context_concepts=_concepts([root / "context_concepts.csv", *own[CONCEPT_COLUMNS]], known),
            effects=effects,
            lexicon=table,
            operators=heads,
            composition=composition.read_composition(root / "composition.csv", effects, known),
            lemmas=inflection.lemma_table(
                _own_words(table, heads, lists), inflection.read_irregular(root / "irregular_forms.csv")
            ),
            changes={name: entry_changes[name] + operator_changes[name] for name in entry_changes},
        )

    def lemma(self, form: str, pos: str) -> str | None:
        """The lemma of an inflected form, if it is of a word that the codebook uses as that part of speech.

        >>> Codebook.load().lemma("denounced", "verb")
        'denounce'
        """
        return self.lemmas.get((form.lower(), pos))

    def intensity(self, event_type: str, modes: Sequence[str] = ()) -> float:
        """PLOVER's score of an event, -10 to 10: the mode's of largest size, else the class's.

        >>> Codebook.load().intensity("CONSULT", ["visit"])
        4.0

        Raises:
            KeyError: there is no such class.
        """
        scores = (
            self.modes[event_type, mode].intensity for mode in modes if (event_type, mode) in self.modes
        )
        scored = [score for score in scores if score is not None]
        # By size, not by value: of several modes the gravest counts, whichever its sign.
        return max(scored, key=abs, default=self.event_types[event_type].intensity)


def _scheme(root: Path) -> Scheme:
    classes = scheme.event_types(root / "classes.csv")
    modes = scheme.modes(root / "modes.csv", classes)
    contexts = scheme.contexts(root / "contexts.csv")
    return Scheme(classes, modes, contexts, scheme.cameo_codes(root / "cameo.csv", modes, contexts))


def _sorted_by_kind(extra: Sequence[Path]) -> dict[tuple[str, ...], list[Path]]:
    """The user's own tables by their columns."""
    found: dict[tuple[str, ...], list[Path]] = {columns: [] for columns in EXTRA}
    for path in map(Path, extra):
        columns = header(path)
        if columns not in found:
            kinds = "; ".join(f"{kind}: {','.join(known)}" for known, kind in EXTRA.items())
            raise DataError(
                f"{path}, line 1: columns {','.join(columns)} are of no known table; write one of {kinds}"
            )
        found[columns].append(path)
    return found


def _lists(paths: Sequence[Path]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        for row in read(path, LIST_COLUMNS):
            if not row["list"].startswith("@") or not row["lemma"]:
                raise row.error("list", f"{row['list']!r} must be @name, and its lemma must not be empty")
            found.setdefault(row["list"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in sorted(found.items())}


def _concepts(paths: Sequence[Path], known: Scheme) -> dict[str, str]:
    return {
        row["phrase"]: row.one_of("context", known.contexts)
        for path in paths
        for row in read(path, CONCEPT_COLUMNS)
    }


def _merged(
    shipped: Sequence[Mapping[Key, T]], own: Sequence[Mapping[Key, T]], enabled: Callable[[T], bool]
) -> tuple[list[T], dict[str, int]]:
    """The shipped rows overlaid with the user's own, and what the overlay did."""
    merged = {key: entry for table in shipped for key, entry in table.items()}
    changes = {"added": 0, "overridden": 0, "disabled": 0}
    for table in own:
        for key, entry in table.items():
            if key in merged:
                changes["overridden" if enabled(entry) else "disabled"] += 1
            elif enabled(entry):
                changes["added"] += 1
            merged[key] = entry
    return [entry for entry in merged.values() if enabled(entry)], changes


def _own_words(
    entries: Lexicon, governing: Operators, lists: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Every word that the codebook looks for, with its part of speech: heads of phrases, then what conditions name."""
    for entry in (*entries, *governing):
        yield head(entry.words, entry.pos), entry.pos
    for entry in entries:
        for condition in entry.needs:
            pos = "verb" if condition.slot and condition.slot.steps[-1].name == "comp" else "noun"
            yield from ((term, pos) for term in condition.terms if not term.startswith("@"))
    for lemmas in lists.values():
        yield from ((lemma, "noun") for lemma in sorted(lemmas))
