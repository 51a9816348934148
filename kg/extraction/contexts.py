"""Which fields of politics an event belongs to: the entry's own contexts, then the concepts in its sentence."""

from __future__ import annotations

from kg.extraction.draft import Draft
from kg.extraction.scene import Scene, lemma

MOST = 3
"""Contexts of one mention at most; beyond that they say nothing."""
LONGEST = 3
"""Words of the longest context concept."""


class Contexts:
    """Reads the contexts of events in one scene; each sentence is looked through once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: dict[int, tuple[str, ...]] = {}

    def of(self, draft: Draft) -> tuple[str, ...]:
        """The contexts of a draft, the entry's first, then in order of their concepts in the sentence."""
        sentence = self._scene.document.sentence_of(draft.token)
        if sentence.start not in self._known:
            self._known[sentence.start] = self._concepts([lemma(token) for token in sentence])
        return tuple(dict.fromkeys((*draft.contexts, *self._known[sentence.start])))[:MOST]

    def _concepts(self, words: list[str]) -> tuple[str, ...]:
        found = (self._at(words, start) for start in range(len(words)))
        return tuple(context for context in found if context)

    def _at(self, words: list[str], start: int) -> str:
        """The context of the longest concept that begins with a word, or nothing."""
        concepts = self._scene.codebook.context_concepts
        phrases = (" ".join(words[start : start + length]) for length in range(LONGEST, 0, -1))
        return next((concepts[phrase] for phrase in phrases if phrase in concepts), "")
