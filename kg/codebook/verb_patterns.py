"""Turns the patterns of verb dictionaries into the slots and conditions of our lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from kg.codebook.slots import WORD
from kg.codebook.verb_dictionary import Pattern, VerbDictionary, elements
from kg.dictionaries import singular

_PARTICLES = "ahead along apart aside away back down forth forward home off out through together up"
_PREPOSITIONS = """about above across after against along amid among around as at before behind below between beyond by
    despite during for from in inside into near of off on onto out_of outside over past since through to toward towards
    under until upon via with within without"""
_AUXILIARIES = "will would not is are was were been be have has had to can could may might"
PARTICLES = frozenset(_PARTICLES.split())
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
AUXILIARIES = frozenset(_AUXILIARIES.split())
SOURCE, TARGET, BOTH, ANYTHING = "$", "+", "%", "^"
MARKS = frozenset((SOURCE, TARGET, BOTH, ANYTHING))
PREFIX = "@p-"
MOST_VARIANTS = 4


class UnmappableError(Exception):
    """A pattern says what our lexicon cannot say; the message names it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one reading of a pattern asks for: words of the phrase, conditions, and slots where the pattern names them."""

    phrase: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    source: str = ""
    target: str = ""


@dataclass(slots=True)
class _Draft:
    """A frame in the making; each part of `needs` holds alternatives, each a tuple of conditions."""

    phrase: list[str] = field(default_factory=list)
    needs: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    slots: dict[str, str] = field(default_factory=dict)
    has_object: bool = False
    last: str = ""  # the slot of the noun read last, to which "of" belongs

    def place(self, mark: str, slot: str) -> None:
        if mark != ANYTHING:
            self.slots.setdefault(mark, slot)


class PatternReader:
    """Reads the patterns of one dictionary."""

    def __init__(self, dictionary: VerbDictionary) -> None:
        self._synonyms = dictionary.synonyms
        self._verbs = {verb.words[0] for block in dictionary.blocks for verb in block.verbs}
        self._lists: dict[str, tuple[str, ...]] = {}

    def lists(self) -> dict[str, tuple[str, ...]]:
        """The word lists that the frames read so far refer to, by name."""
        return dict(sorted(self._lists.items()))

    def frames(self, pattern: Pattern) -> tuple[Frame, ...]:
        """The frames of a pattern, several where a preposition may belong to the verb or to its object.

        Raises:
            UnmappableError: the lexicon has no words for it.
        """
        draft = _Draft()
        self._before(draft, list(elements(pattern.before)))
        self._after(draft, _joined(list(elements(pattern.after))))
        source, target = _roles(draft)
        found = dict.fromkeys(
            Frame(tuple(draft.phrase), tuple(dict.fromkeys(sum(needs, ()))), source, target)
            for needs in product(*draft.needs)
        )
        if not any(frame.needs or frame.phrase for frame in found) and not draft.slots:
            raise UnmappableError("pattern without a condition")
        return tuple(found)[:MOST_VARIANTS]

    def _before(self, draft: _Draft, units: list[tuple[str, tuple[str, ...]]]) -> None:
        words: list[str] = []
        for kind, unit in units:
            if kind == "prep":
                self._preposition(draft, unit, "subj" if words else "")
                continue
            if AUXILIARIES & set(unit) or any(word.startswith(("&auxverb", "&tobeverb")) for word in unit):
                raise UnmappableError("auxiliary or negation before the verb")
            words += unit
        nouns = self._marked(draft, words, "subj")
        if nouns:
            draft.needs.append((self._noun("subj", nouns),))

    def _after(self, draft: _Draft, units: list[tuple[str, tuple[str, ...]]]) -> None:
        nouns: list[str] = []
        behind: list[tuple[str, ...]] = []
        for kind, unit in units:
            if kind == "prep":
                behind.append(unit)
            elif not nouns and unit[0] in PARTICLES:
                draft.phrase.append(unit[0])
                nouns += unit[1:]
            else:
                nouns += unit
        rest = self._marked(draft, nouns, "obj")
        if rest:
            draft.has_object, draft.last = True, "obj"
            draft.needs.append((self._noun("obj", rest),))
        for unit in _out_of(behind):
            self._behind(draft, unit)

    def _behind(self, draft: _Draft, unit: tuple[str, ...]) -> None:
        """What stands in parentheses: an adverb with or without the verb's object, or a preposition."""
        if unit[0] in PARTICLES - PREPOSITIONS or unit == ("off",):
            draft.phrase.append(unit[0])
            if unit[1:]:
                draft.needs.append((self._noun("obj", unit[1:]),))
        else:
            self._preposition(draft, unit, draft.last)

    def _marked(self, draft: _Draft, words: Sequence[str], slot: str) -> list[str]:
        """Places the marks of the actors among some words and gives back the other words."""
        others = [word for word in words if word not in MARKS]
        for mark in (word for word in words if word in MARKS):
            draft.place(mark, f"{slot}.poss {slot}.mod {slot}" if others else slot)
        return others

    def _preposition(self, draft: _Draft, unit: Sequence[str], last: str) -> None:
        preposition, *words = unit
        slots = [slot for word in preposition.split("/") for slot in _slots(word, last, draft)]
        nouns = self._marked(draft, words, " ".join(slots))
        if not nouns:
            named = "~actor" if any(word in MARKS for word in words) else ""
            draft.needs.append(tuple((slot + named,) for slot in slots))
            return
        draft.last = slots[0]
        readings = [self._noun(slot, nouns) for slot in slots]
        if preposition == "to" and len(nouns) == 1 and nouns[0] in self._verbs:
            readings.append((f"comp={nouns[0]}",))
        draft.needs.append(tuple(readings))

    def _noun(self, slot: str, words: Sequence[str]) -> tuple[str, ...]:
        """The conditions that a noun phrase sets on a slot: its head, and each word before it as a premodifier."""
        *modifiers, head = words
        if any(word.startswith("&") for word in modifiers):
            return (f"{slot}={self._compound(words)}",)
        heads = head.split("/")
        strange = [word for word in (*modifiers, *heads) if not WORD.fullmatch(word.removeprefix("&"))]
        if strange:
            raise UnmappableError("word with a sign that no lemma has")
        terms = "|".join(
            self._list(one) if one.startswith("&") else "|".join(chain_unique((one, singular(one))))
            for one in heads
        )
        return (f"{slot}={terms}", *(f"{slot}.mod:{word}" for word in modifiers))

    def _members(self, word: str) -> tuple[str, ...]:
        if not word.startswith("&"):
            return tuple(dict.fromkeys((word, singular(word))))
        if not self._synonyms.get(word[1:]):
            raise UnmappableError(f"synonym set {word.upper()} is not defined, or empty")
        return self._synonyms[word[1:]]

    def _list(self, word: str) -> str:
        members = self._members(word)
        return self._named(word, chain_unique(members, map(singular, members)))

    def _compound(self, words: Sequence[str]) -> str:
        """A list of all the two-word compounds that a phrase with a synonym set in it stands for."""
        if len(words) > 2:
            raise UnmappableError("phrase of more than two words with a synonym set in it")
        pairs = (" ".join(pair) for pair in product(*map(self._members, words)))
        return self._named("-".join(words), tuple(dict.fromkeys(pairs)))

    def _named(self, words: str, members: tuple[str, ...]) -> str:
        name = PREFIX + words.replace("&", "").replace("_", "-")
        self._lists[name] = tuple(word for word in members if word and "|" not in word)
        return name


def chain_unique(*parts: Iterable[str]) -> tuple[str, ...]:
    """All words of several sequences, each once, in order.

    >>> chain_unique(["tank", "guns"], ["tank", "gun"])
    ('tank', 'guns', 'gun')
    """
    return tuple(dict.fromkeys(word for part in parts for word in part))


def _slots(preposition: str, last: str, draft: _Draft) -> list[str]:
    """Where a prepositional phrase may stand: "of" belongs to the noun before it, others to the verb or its object."""
    if preposition not in PREPOSITIONS:
        raise UnmappableError("parentheses that do not open with a preposition")
    here = f"prep:{preposition}"
    if last and preposition == "of":
        return [f"{last}.{here}"]
    return [here, f"obj.{here}"] if draft.has_object and last == "obj" else [here]


def _out_of(units: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The prepositional phrases, "(OUT) (OF NOUN)" and "(OUT OF NOUN)" read as one of "out of"."""
    found: list[tuple[str, ...]] = []
    for unit in units:
        if unit[0] == "of" and found and found[-1] == ("out",):
            found[-1] = ("out_of", *unit[1:])
        else:
            found.append(("out_of", *unit[2:]) if unit[:2] == ("out", "of") else unit)
    return found


def _joined(units: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The units after a verb, with bare prepositions (TABARI) joined to what follows them."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for kind, words in units:
        bare = kind == "phrase" and len(words) == 1 and words[0] in PREPOSITIONS
        if bare:
            found.append(("prep", words))
        elif kind == "phrase" and found and found[-1][0] == "prep" and len(found[-1][1]) == 1:
            found[-1] = ("prep", found[-1][1] + words)
        else:
            found.append((kind, words))
    return found


def _roles(draft: _Draft) -> tuple[str, str]:
    """Source and target slots by the marks. A passive pattern ("+ * BY $") is left to the parse, which sees through it."""
    if BOTH in draft.slots:
        return "sym", ""
    source, target = draft.slots.get(SOURCE, ""), draft.slots.get(TARGET, "")
    if source == "prep:by" and target.endswith("subj"):
        return "subj", "obj"
    if target.endswith("subj") and not source:
        return "obj any", target
    return source, target
