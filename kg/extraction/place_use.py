"""Whether a place's name stands for a place or for who governs from there, told from the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extraction.actor_words import actor_words

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "inside",
        "outside",
        "around",
        "across",
        "through",
        "throughout",
        "within",
        "into",
        "along",
        "over",
        "under",
    ]
)
"""Prepositions after which a place is a place."""

_MOTION = frozenset(["to", "from", "toward", "towards", "via"])


def is_locative(doc: Sequence[Token], start: int, preposition: str = "") -> bool:
    """Whether the place name that starts at `start` stands in a locative position: "in Moscow", "flew to Geneva".

    Words between the preposition and the name ("in downtown Moscow") are looked through; `preposition` is the one that
    the parse gives, which also sees the second name of "in Geneva and Abu Dhabi".
    """
    if _is_genitive(doc, start):
        return False
    if preposition in LOCATIVE:
        return True
    index = start - 1
    while index >= 0 and doc[index].pos_ in ("DET", "ADJ") and index >= start - 3:
        index -= 1
    if index < 0:
        return False
    word = doc[index].lower_
    return word in LOCATIVE or (word in _MOTION and _goes(doc, index))


def _is_genitive(doc: Sequence[Token], start: int) -> bool:
    """Whether the name owns something: "in Moscow's view" is about who governs there."""
    end = start
    while end < len(doc) and doc[end].pos_ in ("PROPN", "DET", "ADJ"):
        end += 1
    return end < len(doc) and doc[end].tag_ == "POS"


def _goes(doc: Sequence[Token], preposition: int) -> bool:
    """Whether the preposition belongs to a word of movement in the words before it."""
    before = doc[max(0, preposition - 6) : preposition]
    return any(token.lemma_.lower() in actor_words("going") for token in before)
