"""Whether a place's name stands for a place or for who governs from there, told from the words around it."""

from __future__ import annotations

from spacy.tokens import Doc

LOCATIVE = frozenset("in at near inside outside around across through throughout within into along over under".split())
"""Prepositions after which a place is a place."""

_MOTION = frozenset("to from toward towards via".split())
_GOING = frozenset(
    "go come arrive travel fly flee return head move drive walk march leave depart visit trip flight send ship transfer deport".split()
)


def is_locative(doc: Doc, start: int, preposition: str = "") -> bool:
    """Whether the place name that starts at `start` stands in a locative position: "in Moscow", "flew to Geneva".

    Words between the preposition and the name ("in downtown Moscow") are looked through; `preposition` is the one that
    the parse gives, which also sees the second name of "in Geneva and Abu Dhabi".
    """
    if preposition in LOCATIVE:
        return True
    index = start - 1
    while index >= 0 and doc[index].pos_ in ("DET", "ADJ") and index >= start - 3:
        index -= 1
    if index < 0:
        return False
    word = doc[index].lower_
    return word in LOCATIVE or (word in _MOTION and _goes(doc, index))


def _goes(doc: Doc, preposition: int) -> bool:
    """Whether the preposition belongs to a word of movement in the words before it."""
    before = doc[max(0, preposition - 6) : preposition]
    return any(token.lemma_.lower() in _GOING for token in before)
