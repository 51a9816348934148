"""Who says so: the speaker behind a passage, by cue verbs, "according to", and quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction.parties import Parties, Party, distinct
from kg.extraction.scene import NOMINAL, VERBAL, Scene

CUES = frozenset(("speech",))
ACCORDING = ("according to", "in the words of")


class Attribution:
    """Finds speakers in one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parties = Parties(scene)
        self._quoted: dict[int, tuple[Party, ...]] = {}

    def speakers(self, trigger: Token) -> tuple[Party, ...]:
        """Who is said to say what the trigger reports; empty where the article speaks for itself."""
        for token in self._upwards(trigger):
            found = self._according_to(token)
            if (
                not found
                and token.i != trigger.i
                and self._is_cue(token)
                and self._in_complement(token, trigger)
            ):
                found = self._speakers_of(token)
            if found:
                return found
        return self.of_quotation(trigger)

    def _upwards(self, token: Token) -> Iterator[Token]:
        yield token
        tree = self._scene.syntax.tree
        yield from (tree.tokens[i] for i in tree.ancestors(token.i))

    def _is_cue(self, token: Token) -> bool:
        return token.pos_ in VERBAL and self._scene.has_effect(token, CUES)

    def _in_complement(self, cue: Token, trigger: Token) -> bool:
        inside = {trigger.i, *self._scene.syntax.tree.ancestors(trigger.i)}
        return any(clause.i in inside for clause in self._scene.syntax.complements(cue))

    def _speakers_of(self, cue: Token) -> tuple[Party, ...]:
        subjects = self._parties.subjects(cue)
        return distinct(Party(r, "cue") for token in subjects for r in self._parties.actors(token))

    def _according_to(self, token: Token) -> tuple[Party, ...]:
        if token.pos_ in NOMINAL and not self._scene.syntax.is_predicate(token):
            return ()
        named = [o for preposition, o in self._scene.syntax.obliques(token) if preposition in ACCORDING]
        return distinct(Party(r, "according to") for o in named for r in self._parties.actors(o))

    # ---------------------------------------------------------------- direct speech

    def of_quotation(self, trigger: Token) -> tuple[Party, ...]:
        """Who speaks the quotation that a token stands in; empty where it stands in none, or nobody is named."""
        quotation = self._scene.document.quotation_of(trigger)
        if quotation is None:
            return ()
        if quotation.start not in self._quoted:
            self._quoted[quotation.start] = self._speaker_near(quotation.start, quotation.end)
        return self._quoted[quotation.start]

    def _speaker_near(self, start: int, end: int) -> tuple[Party, ...]:
        """The subject of the cue verb nearest to a quotation: after it first, then before it, in its paragraph."""
        paragraph = next(p for p in self._scene.document.paragraphs if p.span.start <= start < p.span.end)
        tokens = self._scene.document.doc[paragraph.start : paragraph.end]
        outside = [t for t in tokens if self._is_cue(t) and not start <= t.idx < end]
        for cue in sorted(outside, key=lambda t: (abs(t.idx - (end if t.idx >= end else start)), t.idx)):
            if found := self._speakers_of(cue):
                return found
        return ()
