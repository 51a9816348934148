"""Which fields of politics an event belongs to: the entry's own contexts, then the concepts in its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.draft import Draft
from kg.extraction.scene import Scene, lemma

MOST = 3
"""Contexts of one mention at most; beyond that they say nothing."""
LONGEST = 3
"""Words of the longest context concept."""


def contexts_of(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """The contexts of a draft, the entry's first, then in order of their concepts in the sentence."""
    found = dict.fromkeys((*draft.contexts, *_concepts(scene, draft)))
    return tuple(found)[:MOST]


def _concepts(scene: Scene, draft: Draft) -> Iterator[str]:
    concepts = scene.codebook.context_concepts
    words = [lemma(token) for token in scene.document.sentence_of(draft.token)]
    for start in range(len(words)):
        for length in range(LONGEST, 0, -1):
            context = concepts.get(" ".join(words[start : start + length]))
            if context is not None:
                yield context
                break
