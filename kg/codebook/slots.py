"""The small language that says where an event's parties stand, and under which conditions an entry holds.

A slot is a path from the trigger: `subj`, `obj`, `prep:with`, `obj.poss`, `prep:on.mod`. A role is slots tried in
order, separated by spaces; slots joined by `+` are used together. A condition tests a slot: `obj` (is filled),
`!obj` (is not), `obj=deal|@agreements` (its head lemma is one of), `obj~actor` (names an actor), or the clause:
`passive`, `active`, `comp`. Prepositions of several words are joined by an underscore: `prep:out_of`.

Positions: `subj`, `obj`, `iobj` (logical arguments of a verb), `prep:P` (an oblique), `comp` (the complement clause; with
`comp.subj`, `comp.obj` its participants), `poss` (possessor of a noun), `mod` and `mod2` (first and second actor among
the premodifiers; `mod:W` a premodifier of that lemma), `agent` (by-phrase), `head` (what an adjective or participle
modifies), `sym` (all parties of a symmetric event alike: subjects, objects, premodifiers, possessors, and what stands
after with, between, among and of), `any` (any other party in the trigger's clause).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

BARE_STEPS = frozenset(
    ("subj", "obj", "iobj", "poss", "mod", "mod2", "comp", "agent", "sym", "head", "any")
)  # the positions that stand alone; `any`: some party in the trigger's clause
WORD_STEPS = frozenset(("prep", "mod"))  # the positions that take a word: prep:with, mod:mediated
WORD = re.compile(r"[^\W\d]+(?:[_'-][^\W\d]+)*")  # letters, joined by underscores, hyphens or apostrophes
CLAUSE_TESTS = frozenset(("passive", "active", "comp"))


class Test(StrEnum):
    """What a condition asks."""

    FILLED = "filled"
    ONE_OF = "one_of"  # the head lemma is among `words`
    ACTOR = "actor"  # it names an actor
    PASSIVE = "passive"
    ACTIVE = "active"
    COMPLEMENT = "comp"  # the trigger has a clausal complement

    __test__ = False  # no test case, whatever its name


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a slot's path: a position, and the word it asks for ("prep" with "on")."""

    name: str
    word: str = ""

    def __str__(self) -> str:
        return f"{self.name}:{self.word.replace(' ', '_')}" if self.word else self.name


@dataclass(frozen=True, slots=True)
class Slot:
    """A path from the trigger to a token.

    >>> Slot.parse("obj.prep:on").steps
    (Step(name='obj', word=''), Step(name='prep', word='on'))
    """

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return ".".join(map(str, self.steps))

    @staticmethod
    def parse(text: str) -> Slot:
        """Reads a slot as written in a table.

        Raises:
            ValueError: a step is unknown, or a preposition is missing.

        >>> str(Slot.parse("prep:out_of.mod")), Slot.parse("prep:out_of").steps[0].word
        ('prep:out_of.mod', 'out of')
        """
        return Slot(tuple(_step(step, text) for step in text.split(".")))


@dataclass(frozen=True, slots=True)
class Role:
    """Where a participant may stand: alternatives in the order to try, each of one slot or several used together.

    >>> role = Role.parse("subj+prep:with prep:between")
    >>> [[str(slot) for slot in together] for together in role.alternatives]
    [['subj', 'prep:with'], ['prep:between']]
    """

    alternatives: tuple[tuple[Slot, ...], ...] = ()

    def __str__(self) -> str:
        return " ".join("+".join(map(str, together)) for together in self.alternatives)

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    @property
    def symmetric(self) -> bool:
        """Whether all parties of the trigger are meant alike (`sym`).

        >>> Role.parse("sym").symmetric, Role.parse("subj+obj").symmetric
        (True, False)
        """
        return any(slot.steps[0].name == "sym" for together in self.alternatives for slot in together)

    @staticmethod
    @cache
    def parse(text: str) -> Role:
        """Reads a role column.

        Raises:
            ValueError: a slot is malformed.

        >>> len(Role.parse("subj+prep:with prep:between").alternatives)
        2
        """
        return Role(tuple(tuple(map(Slot.parse, part.split("+"))) for part in text.split()))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an entry.

    `terms` are as written ("deal", "@agreements"); `words` holds the lemmas that they stand for.
    """

    test: Test
    slot: Slot | None = None
    negated: bool = False
    terms: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def __str__(self) -> str:
        sign = "!" if self.negated else ""
        if self.slot is None:
            return f"{sign}{self.test}"
        tail = {Test.ONE_OF: "=" + "|".join(self.terms), Test.ACTOR: "~actor"}.get(self.test, "")
        return f"{sign}{self.slot}{tail}"


class NeedsReader:
    """Reads `needs` columns; "@name" in them is looked up in `lists`. Equal conditions are read once.

    >>> [str(c) for c in NeedsReader({"@talks": frozenset({"talk"})}).read("obj=deal|@talks; !passive")]
    ['obj=deal|@talks', '!passive']
    """

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        self._lists = lists
        self._known: dict[str, Condition] = {}

    def read(self, text: str) -> tuple[Condition, ...]:
        """The conditions of one column.

        Raises:
            ValueError: a condition is malformed, or names a list that does not exist.

        >>> [condition.test.value for condition in NeedsReader({}).read("obj~actor; !passive; prep:on=ban")]
        ['actor', 'passive', 'one_of']
        """
        return tuple(self._condition(part) for part in split_needs(text))

    def _condition(self, part: str) -> Condition:
        if part not in self._known:
            self._known[part] = _condition(part, self._lists)
        return self._known[part]


def split_needs(text: str) -> list[str]:
    """The conditions of a `needs` column as written.

    >>> split_needs("obj~actor; !passive")
    ['obj~actor', '!passive']
    """
    return [part.strip() for part in text.split(";") if part.strip()] if text else []


@cache
def _step(text: str, slot: str) -> Step:
    name, colon, word = text.partition(":")
    if colon and name in WORD_STEPS and WORD.fullmatch(word):
        return Step(name, word.replace("_", " "))
    if not colon and name in BARE_STEPS:
        return Step(name)
    known = ", ".join([*sorted(BARE_STEPS), "prep:WORD", "mod:WORD"])
    raise ValueError(f"{text or 'nothing'!r} in slot {slot!r} is no position; write one of {known}")


def _condition(text: str, lists: Mapping[str, frozenset[str]]) -> Condition:
    body = text.removeprefix("!")
    negated = body != text
    if body in CLAUSE_TESTS:
        return Condition(Test(body), negated=negated)
    slot, equals, terms = body.partition("=")
    if equals:
        names = tuple(terms.split("|"))
        return Condition(Test.ONE_OF, Slot.parse(slot), negated, names, _words(names, lists))
    slot, tilde, kind = body.partition("~")
    if not tilde:
        return Condition(Test.FILLED, Slot.parse(slot), negated)
    if kind != "actor":
        raise ValueError(f"{text!r} asks for ~{kind}; only ~actor exists")
    return Condition(Test.ACTOR, Slot.parse(slot), negated)


def _words(terms: tuple[str, ...], lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    unknown = [term for term in terms if term.startswith("@") and term not in lists]
    if unknown or "" in terms:
        known = ", ".join(sorted(lists))
        raise ValueError(
            f"{', '.join(unknown) or 'an empty term'} is no list; write a lemma or one of {known}"
        )
    return frozenset().union(*(lists.get(term, frozenset((term,))) for term in terms))
