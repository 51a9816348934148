"""Whom pronouns and definite noun phrases point back to: the most salient actor before them that agrees.

Salience: nearness in sentences first, then subjects before other arguments, then the first phrase of a sentence, then how
often the text has named a person already, then nearness in words (after Lappin and Leass 1994, where the salience of all
mentions of one thing adds up; the weights here are small numbers set by hand).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.actor_phrases import Phrase
from kg.extraction.actor_readings import ActorReading
from kg.extraction.words import text_of
from kg.language import Document
from kg.model import ActorKind

_WINDOW = 3
"""How many sentences back a pronoun may point."""

_BODIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.ARMED_GROUP})
_PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers"])
_SINGULAR = frozenset(["it", "its"])
_PLURAL = frozenset(["they", "them", "their", "theirs"])
PRONOUNS = _PERSONAL | _SINGULAR | _PLURAL
_PAIR_WINDOW = 2
_KNOWN, _KNOWN_MOST = 0.5, 4
"""What each earlier naming of a person adds, and how many of them count: news turn on persons, but name states in passing."""
_IMPERSONAL = frozenset(["rain", "snow", "seem", "appear", "turn"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that named an actor: what it means and how prominent it is."""

    phrase: Phrase
    readings: tuple[ActorReading, ...]
    sentence: int
    plural: bool
    subject: bool
    first: bool
    titles: tuple[str, ...]  # the nouns that the phrase uses of it, lower case

    @property
    def kind(self) -> ActorKind:
        """The kind of its (first) actor."""
        return self.readings[0].actor.kind


class Coreference:
    """Resolves what points back in one document. `read` gives a phrase's own readings, without coreference."""

    def __init__(
        self,
        document: Document,
        phrases: Sequence[Phrase],
        read: Callable[[Phrase], tuple[ActorReading, ...]],
    ) -> None:
        self._doc = document.syntax.tree.tokens
        self._tree = document.syntax.tree
        self._sentences = _sentence_numbers(self._doc)
        self._candidates = list(self._collect(phrases, read))
        self._starts = [candidate.phrase.start for candidate in self._candidates]
        self._known = _times_before(self._candidates)
        self._pairs = list(self._find_pairs())

    def pronoun(self, token: Token) -> tuple[ActorReading, ...]:
        """Whom a personal or possessive pronoun stands for; nobody for "it" of "it rained", "it is clear that"."""
        word = token.lower_
        if word in _SINGULAR and self._is_expletive(token):
            return ()
        if word in _PLURAL and (pair := self._pair_before(token, near=True)):
            best = self._best(token, lambda one: one.plural)
            if best is None or not best.plural or best.phrase.start < pair[0].phrase.start:
                return _merged(pair)
        best = self._best(token, _agreement(word))
        return best.readings if best else ()

    def definite(self, phrase: Phrase, text: str, kinds: frozenset[ActorKind]) -> tuple[ActorReading, ...]:
        """Whom "the alliance", "the ministry", "the president" names again: one of the same noun, else of these kinds."""
        token = self._doc[phrase.head]
        plural = token.tag_ in ("NNS", "NNPS")

        def same(one: Candidate) -> bool:
            return one.plural == plural and any(title.endswith(text) for title in one.titles)

        best = self._best(token, same, window=99)
        if best is None and kinds:
            best = self._best(token, lambda one: one.kind in kinds and _as_many(one, plural=plural))
        return best.readings if best else ()

    def pair(self, phrase: Phrase, kinds: frozenset[ActorKind]) -> tuple[ActorReading, ...]:
        """The two or more whom "both sides", "the two countries", "the two leaders" names again."""
        token = self._doc[phrase.head]
        wanted = kinds if kinds == frozenset({ActorKind.PERSON}) else None
        for found in (
            self._pair_before(token, near=True, kinds=wanted),
            self._two_countries(token, kinds=wanted),
            self._pair_before(token, near=False, kinds=wanted),
        ):
            if found:
                return _merged(found)
        return ()

    # candidates

    def _collect(
        self, phrases: Sequence[Phrase], read: Callable[[Phrase], tuple[ActorReading, ...]]
    ) -> Iterator[Candidate]:
        seen: set[int] = set()
        for phrase in phrases:
            readings = read(phrase)
            if not readings:
                continue
            sentence = self._sentences[phrase.head]
            token = self._doc[phrase.head]
            plural = token.tag_ in ("NNS", "NNPS") and readings[0].actor.kind in (
                ActorKind.POPULATION,
                ActorKind.PERSON,
                ActorKind.ARMED_GROUP,
            )
            plural = (
                plural
                or len(readings) > 1
                or (readings[0].actor.kind is ActorKind.POPULATION and token.tag_ != "NN")
            )
            subject = self._is_subject(phrase)
            yield Candidate(
                phrase, readings, sentence, plural, subject, sentence not in seen, self._titles(phrase)
            )
            seen.add(sentence)

    def _titles(self, phrase: Phrase) -> tuple[str, ...]:
        roles = tuple(text_of(self._doc[role.start : role.end]).lower() for role in phrase.roles)
        return (*roles, self._doc[phrase.head].lower_)

    def _is_subject(self, phrase: Phrase) -> bool:
        for index in range(phrase.start, phrase.end):
            rel, at = self._tree.rels[index], index
            while rel == "conj":
                at = self._tree.heads[at]
                rel = self._tree.rels[at]
            if rel in ("nsubj", "nsubj:pass"):
                return True
        return False

    def _before(self, token: Token, window: int) -> Iterator[Candidate]:
        """Candidates before a token, the nearest first, within so many sentences back."""
        here = self._sentences[token.i]
        for position in range(bisect_left(self._starts, token.i) - 1, -1, -1):
            candidate = self._candidates[position]
            if here - candidate.sentence > window:
                return
            if not candidate.phrase.start <= token.i < candidate.phrase.end:
                yield candidate

    def _best(
        self, token: Token, suits: Callable[[Candidate], bool], window: int = _WINDOW
    ) -> Candidate | None:
        best: tuple[float, Candidate] | None = None
        for candidate in self._before(token, window):
            if suits(candidate) and not self._is_coargument(token, candidate):
                score = self._salience(token, candidate)
                if best is None or score > best[0]:
                    best = (score, candidate)
        return best[1] if best else None

    def _salience(self, token: Token, candidate: Candidate) -> float:
        back = self._sentences[token.i] - candidate.sentence
        near = (token.i - candidate.phrase.start) / 100
        known = _KNOWN * min(self._known[candidate.phrase.start], _KNOWN_MOST)
        return -2.0 * back + 2 * candidate.subject + candidate.first + known - near

    def _is_coargument(self, token: Token, candidate: Candidate) -> bool:
        """Whether both are arguments of one verb, so that the pronoun cannot mean the candidate: "Iran attacked it"."""
        if token.tag_ == "PRP$" or token.pos_ != "PRON":
            return False
        return self._tree.heads[token.i] in {
            self._tree.heads[index] for index in range(candidate.phrase.start, candidate.phrase.end)
        }

    # pairs

    def _find_pairs(self) -> Iterator[tuple[Candidate, Candidate]]:
        """Candidates joined by "and", a comma or a hyphen, of different countries or bodies."""
        for one, other in zip(self._candidates, self._candidates[1:], strict=False):
            gap = self._doc[one.phrase.end : other.phrase.start]
            words = [token.lower_ for token in gap if token.pos_ != "DET"]
            if words in (["and"], [","], [",", "and"]) and _distinct(one, other):
                yield one, other

    def _pair_before(
        self, token: Token, *, near: bool, kinds: frozenset[ActorKind] | None = None
    ) -> tuple[Candidate, Candidate] | None:
        here = self._sentences[token.i]
        for one, other in reversed(self._pairs):
            in_reach = not near or here - one.sentence <= _PAIR_WINDOW
            if (
                other.phrase.end <= token.i
                and in_reach
                and (kinds is None or {one.kind, other.kind} <= kinds)
            ):
                return one, other
        return None

    def _two_countries(
        self, token: Token, kinds: frozenset[ActorKind] | None = None
    ) -> tuple[Candidate, ...] | None:
        """The two actors of different countries that this sentence and the one before name, if just two."""
        found: dict[str | None, Candidate] = {}
        for candidate in self._before(token, 1):
            if (kinds is None or candidate.kind in kinds or not candidate.plural) and candidate.readings[
                0
            ].actor.country:
                found[candidate.readings[0].actor.country] = candidate
        return tuple(sorted(found.values(), key=lambda one: one.phrase.start)) if len(found) == 2 else None

    # expletives

    def _is_expletive(self, token: Token) -> bool:
        """Whether "it" stands for a clause or for nothing: of weather, of seeming, before an adjective or passive + clause."""
        tree = self._tree
        head = tree.tokens[tree.heads[token.i]]
        if head.lemma_.lower() in _IMPERSONAL:
            return True
        clause = any(index > head.i for index in tree.children(head.i, "ccomp", "xcomp", "advcl", "csubj"))
        passive = bool(tree.children(head.i, "aux:pass"))
        return clause and (head.pos_ == "ADJ" or passive)


def _times_before(candidates: Sequence[Candidate]) -> dict[int, int]:
    """How often the person of the phrase that begins at a token was named before it; 0 for what is no single person."""
    named: Counter[str] = Counter()
    found = {}
    for candidate in candidates:
        key = candidate.readings[0].actor.key
        found[candidate.phrase.start] = named[key]
        named[key] += candidate.kind is ActorKind.PERSON and not candidate.plural
    return found


def _agreement(word: str) -> Callable[[Candidate], bool]:
    if word in _PERSONAL:
        return lambda one: not one.plural and one.kind is ActorKind.PERSON
    if word in _SINGULAR:
        return lambda one: not one.plural and one.kind in _BODIES
    return lambda one: one.plural or one.kind in (ActorKind.ORGANIZATION, ActorKind.ARMED_GROUP)


def _as_many(one: Candidate, *, plural: bool) -> bool:
    """Whether a noun of this number can name the candidate again: "the group" can name "rebels"."""
    return one.plural == plural or one.kind is ActorKind.ARMED_GROUP


def _distinct(one: Candidate, other: Candidate) -> bool:
    mine, theirs = one.readings[0].actor, other.readings[0].actor
    if mine.country is None and theirs.country is None:
        return mine.key != theirs.key
    return mine.country != theirs.country


def _merged(candidates: Sequence[Candidate]) -> tuple[ActorReading, ...]:
    return tuple(reading for candidate in candidates for reading in candidate.readings)


def _sentence_numbers(doc: Sequence[Token]) -> list[int]:
    """The number of each token's sentence."""
    numbers, current = [], -1
    for token in doc:
        current += bool(token.is_sent_start) or current < 0
        numbers.append(current)
    return numbers
