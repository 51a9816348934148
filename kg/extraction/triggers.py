"""Finds the words that report events: entries and operators of the codebook, matched to the tokens of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from spacy.tokens import Token

from kg.codebook import LexiconEntry, Operator
from kg.extraction.parties import Parties
from kg.extraction.scene import NOMINAL, TIMES, Scene, head_of, lemma, part_of_speech
from kg.language import ParagraphKind

NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"))
ROLE_GIVING = frozenset(("mediation", "hosting"))
"""Effects of participles that give a party of the noun they stand before its role: "U.S.-mediated talks"."""
SILENT = frozenset((ParagraphKind.CREDIT, ParagraphKind.BOILERPLATE, ParagraphKind.DATELINE))
"""Paragraphs that report nothing."""


Entry = TypeVar("Entry", bound=LexiconEntry | Operator)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that reports an event (`entry`), or that bears on one below it (`operator`), or both."""

    token: Token
    entry: LexiconEntry | None
    operator: Operator | None
    words: tuple[Token, ...]  # the tokens of the entry's phrase, and those that its conditions rest on


def find_triggers(scene: Scene, parties: Parties) -> dict[int, Trigger]:
    """The triggers of a document by token index, in text order.

    A noun that serves another trigger's phrase ("strike a deal") is no trigger of its own.
    """
    found = {trigger.token.i: trigger for trigger in _candidates(scene, parties)}
    served = {word.i for trigger in found.values() for word in trigger.words if word.i != trigger.token.i}
    return {i: trigger for i, trigger in found.items() if i not in served}


def _candidates(scene: Scene, parties: Parties) -> Iterator[Trigger]:
    for token in scene.document.doc:
        pos = part_of_speech(token)
        if pos is None or not _may_report(scene, token):
            continue
        entry, entry_words = _best(
            scene, parties, token, scene.codebook.lexicon.candidates(lemma(token), pos)
        )
        operator, _ = _best(scene, parties, token, scene.codebook.operators.candidates(lemma(token), pos))
        if _is_attributive(scene, token):
            entry, entry_words = None, ()
            operator = operator if operator is not None and operator.effect in ROLE_GIVING else None
        if entry is not None or operator is not None:
            yield Trigger(token, entry, operator, entry_words)


def _may_report(scene: Scene, token: Token) -> bool:
    if scene.document.paragraph_of(token).kind in SILENT:
        return False
    if token.pos_ == "AUX":
        return scene.syntax.is_predicate(token)
    if token.ent_type_ in TIMES or (token.ent_type_ in NAMES and token.pos_ == "PROPN"):
        return False
    if token.pos_ not in NOMINAL:
        return True
    return not _is_modifier(scene, token)


def _is_modifier(scene: Scene, noun: Token) -> bool:
    """Whether a noun only modifies another: "ceasefire" in "ceasefire monitors"."""
    governor = head_of(scene, noun)
    return (
        governor is not None
        and governor.i > noun.i
        and governor.pos_ in NOMINAL
        and any(m.i == noun.i for m in scene.syntax.modifiers(governor))
    )


def _is_attributive(scene: Scene, token: Token) -> bool:
    """Whether a participle only describes the noun after it: "Syrian-backed militia", "besieged town"."""
    head = head_of(scene, token)
    return (
        token.pos_ not in NOMINAL
        and head is not None
        and head.i > token.i
        and any(m.i == token.i for m in scene.syntax.modifiers(head))
    )


def _best(
    scene: Scene, parties: Parties, token: Token, candidates: Sequence[Entry]
) -> tuple[Entry | None, tuple[Token, ...]]:
    """The first candidate, from the most specific on, whose phrase and conditions hold."""
    reach: frozenset[str] | None = None
    for candidate in candidates:
        if candidate.pos == "verb" and len(candidate.words) > 1:
            reach = _reach(scene, token) if reach is None else reach
            if candidate.words[1] not in reach:
                continue
        found = _phrase(scene, token, candidate.words, candidate.pos)
        if found is not None and parties.meets(token, candidate.needs):
            return candidate, (*found, *parties.consumed(token, candidate.needs))
    return None, ()


def _phrase(scene: Scene, token: Token, words: Sequence[str], pos: str) -> tuple[Token, ...] | None:
    """The tokens of a phrase around its head, or None where a word of it is missing."""
    rest = words[1:] if pos == "verb" else words[:-1]
    if not rest:
        return (token,)
    found = _verb_words(scene, token, rest) if pos == "verb" else _premodifiers(token, rest)
    return None if found is None else (token, *found)


def _premodifiers(token: Token, words: Sequence[str]) -> tuple[Token, ...] | None:
    """The words that stand right before a noun, as lemmas or as written; hyphens between them do not count."""
    found: list[Token] = []
    position = token.i - 1
    for word in reversed(words):
        while position >= 0 and token.doc[position].is_punct and token.doc[position].text == "-":
            position -= 1
        if position < 0 or word not in _forms(token.doc[position]):
            return None
        found.append(token.doc[position])
        position -= 1
    return tuple(found)


def _verb_words(scene: Scene, verb: Token, words: Sequence[str]) -> tuple[Token, ...] | None:
    """The particles, prepositions and nouns of a verb phrase ("walk out of", "take hostage")."""
    particles = {p.lower_: p for p in scene.syntax.particles(verb)}
    found: list[Token] = []
    for number, word in enumerate(words):
        if word in particles:
            found.append(particles[word])
        elif _heads_oblique(scene, verb, " ".join(words[number:])):
            return tuple(found)
        elif (near := _near(scene, verb, word)) is not None:
            found.append(near)
        else:
            return None
    return tuple(found)


def _reach(scene: Scene, verb: Token) -> frozenset[str]:
    """The words that a phrase of a verb can go on with: a quick look before its phrases are tried one by one."""
    syntax = scene.syntax
    behind = [preposition for preposition, _ in syntax.obliques(verb)]
    behind += [syntax.governing_preposition(clause) for clause in syntax.complements(verb)]
    near = (form for token in _window(scene, verb) for form in _forms(token))
    particles = (particle.lower_ for particle in syntax.particles(verb))
    return frozenset((*near, *particles, *(preposition.partition(" ")[0] for preposition in behind)))


def _heads_oblique(scene: Scene, verb: Token, preposition: str) -> bool:
    """Whether a complement or oblique of the verb stands behind the preposition."""
    return any(p == preposition and not scene.is_date(o) for p, o in scene.syntax.obliques(verb)) or any(
        scene.syntax.governing_preposition(c) == preposition for c in scene.syntax.complements(verb)
    )


def _near(scene: Scene, verb: Token, word: str) -> Token | None:
    """The word within the four tokens after the verb, or None."""
    return next((token for token in _window(scene, verb) if word in _forms(token)), None)


def _window(scene: Scene, verb: Token) -> Iterator[Token]:
    """The four tokens after a verb, or as many as its sentence has."""
    after = scene.syntax.tree.tokens[verb.i + 1 : verb.i + 5]
    return takewhile(lambda token: not token.is_sent_start, after)


def _forms(token: Token) -> tuple[str, str]:
    return lemma(token), token.lower_
