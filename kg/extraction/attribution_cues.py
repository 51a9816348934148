"""The words that give words or thoughts to somebody: "said", "claim that", "afraid of"; one loader for the table of cues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from spacy.tokens import Token

from kg.codebook import Codebook
from kg.codebook.tables import read
from kg.extraction.scene import lemma, part_of_speech
from kg.language import Syntax
from kg.resources import resource

COLUMNS = ("phrase", "pos", "kind", "content", "origin", "licence")
SPEECH_CLASSES = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"))
"""Classes of the codebook whose words are acts of speech, and so cues of what they are about."""


class CueKind(StrEnum):
    """What a cue reports of its source."""

    SPEECH = "speech"  # says, writes, demands, praises
    SHOWING = "showing"  # a poll, a film or a report shows
    THOUGHT = "thought"  # believes, fears, knows
    STANCE = "stance"  # wants, plans, supports


EFFECT_KINDS = {
    CueKind.SPEECH: (
        *("speech", "accusation", "denial", "admission", "claim", "warning", "threat", "criticism", "praise"),
        *("apology", "demand", "appeal", "order", "offer", "agreement", "opposition", "refusal", "backing"),
    ),
    CueKind.THOUGHT: ("belief", "expectation", "hope", "fear", "consideration"),
    CueKind.STANCE: ("plan", "decision"),
}
"""The codebook's operators that are cues, by what they do to the event below them."""
UNSOURCED = frozenset(("appear", "seem", "schedule", "due", "set", "head", "alleged"))
"""Operators of these effects whose subject is what is spoken of, not who speaks."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One word or phrase with what it may have as content: "clause", "object", or "prep:P"."""

    words: tuple[str, ...]
    pos: str
    kind: CueKind
    content: str


@cache
def cue_table() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """The cues of `data/codebook/attribution_cues.csv` by head lemma and part of speech, longer phrases first.

    >>> [cue.content for cue in cue_table()["claim", "noun"]]
    ['clause', 'prep:about', 'prep:of']
    """
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in read(resource("data", "codebook", "attribution_cues.csv"), COLUMNS):
        pos = row.one_of("pos", ("verb", "noun", "adj"))
        kind = CueKind(row.one_of("kind", tuple(CueKind)))
        words = tuple(row["phrase"].split())
        found.setdefault((words[0], pos), []).append(Cue(words, pos, kind, row["content"]))
    return {key: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for key, cues in found.items()}


class Cues:
    """Tells which tokens are cues, and of what."""

    def __init__(self, syntax: Syntax, codebook: Codebook) -> None:
        self._syntax = syntax
        self._codebook = codebook

    def at(self, token: Token) -> Iterator[Cue]:
        """The readings of a token as a cue: the table's first, then those of the codebook's own words."""
        pos = part_of_speech(token)
        if pos is None or (token.pos_ == "AUX" and not self._syntax.is_predicate(token)):
            return
        word = self._codebook.lemma(token.lower_, pos) or lemma(token)
        yield from (cue for cue in cue_table().get((word, pos), ()) if self._stands(token, cue))
        if token.tag_ == "VBN":  # "were worried that": an adjective by its form
            yield from (c for c in cue_table().get((token.lower_, "adj"), ()) if self._stands(token, c))
        yield from self._of_codebook(word, pos)

    def _of_codebook(self, word: str, pos: str) -> Iterator[Cue]:
        if word in UNSOURCED:
            return
        for operator in self._codebook.operators.candidates(word, pos):
            kind = next((k for k, effects in EFFECT_KINDS.items() if operator.effect in effects), None)
            if kind is not None and len(operator.words) == 1 and not operator.needs:
                yield Cue((word,), pos, kind, "clause")
        if pos == "verb" and any(
            entry.event in SPEECH_CLASSES and len(entry.words) == 1 and not entry.needs
            for entry in self._codebook.lexicon.candidates(word, pos)
        ):
            yield Cue((word,), pos, CueKind.SPEECH, "clause")

    def _stands(self, token: Token, cue: Cue) -> bool:
        """Whether the further words of a phrase stand at the token: particles and prepositions."""
        if len(cue.words) == 1:
            return True
        near = {particle.lower_ for particle in self._syntax.particles(token)}
        near |= {word for preposition, _ in self._syntax.obliques(token) for word in preposition.split()}
        near |= {self._syntax.governing_preposition(clause) for clause in self._syntax.complements(token)}
        near |= {self._syntax.complementizer(clause) for clause in self._syntax.complements(token)}
        near |= {
            child.lower_
            for child in token.doc[token.i + 1 : min(token.i + 4, len(token.doc))]
            if child.pos_ in ("ADP", "ADV", "PART")
        }
        return all(word in near for word in cue.words[1:])
