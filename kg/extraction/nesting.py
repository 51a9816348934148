"""Which event a passage presents as the content of another: "agreed [to continue [negotiations]]"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.extraction.scene import NOMINAL, VERBAL, Scene, is_circumstance
from kg.extraction.triggers import ROLE_GIVING, Trigger

DEPTH = 6
CONTENT_PREPOSITIONS = frozenset(
    ("for", "to", "of", "on", "about", "over", "against", "from", "in", "into", "with", "at", "as", "upon")
)
"""Prepositions behind which the content of an operator stands: "called for a ceasefire", "a call for talks"."""
INSIDE_NOUN = frozenset(("of", "for", "to", "on", "about"))


class Nesting:
    """The tree of triggers: each hangs under the nearest trigger whose complement it stands in."""

    def __init__(self, scene: Scene, triggers: Mapping[int, Trigger]) -> None:
        self._scene = scene
        self._triggers = triggers
        self._children: dict[int, tuple[int, ...]] = {}
        self.parent: dict[int, int] = {}
        for i in sorted(triggers, key=lambda i: -_depth(triggers[i].token)):
            below = [
                child for child in self._below(triggers[i].token) if child not in self.parent and child != i
            ]
            self._children[i] = tuple(sorted(dict.fromkeys(below)))
            self.parent.update(dict.fromkeys(below, i))

    def children(self, i: int) -> tuple[int, ...]:
        """The triggers right below a trigger, in text order."""
        return self._children.get(i, ())

    def roots(self) -> Iterator[int]:
        """The triggers below no other, in text order."""
        return (i for i in self._triggers if i not in self.parent)

    def _below(self, token: Token) -> Iterator[int]:
        for start in self._complements(token):
            if not self._is_above(start, token) or self._has_role(token):
                yield from self._descend(start, DEPTH)

    def _is_above(self, noun: Token, token: Token) -> bool:
        """Whether a participle modifies the very noun that it takes as its object: "the march staged by students"."""
        return noun.i in self._scene.syntax.tree.ancestors(token.i)

    def _has_role(self, token: Token) -> bool:
        """Whether the participle names a role in the event it modifies: "talks mediated by Norway"."""
        operator = self._triggers[token.i].operator
        return operator is not None and operator.effect in ROLE_GIVING

    def _complements(self, token: Token) -> Iterator[Token]:
        """Where the content of a trigger can stand: complement clauses, objects, phrases with a content preposition."""
        syntax = self._scene.syntax
        yield from syntax.complements(token)
        if token.pos_ in VERBAL:
            yield from syntax.objects(token)
        for preposition, oblique in syntax.obliques(token):
            opening = preposition or self._opening(oblique)
            if opening in CONTENT_PREPOSITIONS and not is_circumstance(oblique):
                yield oblique

    def _opening(self, noun: Token) -> str:
        """The word that opens a noun phrase: a preposition may hang on the first of two joined modifiers."""
        start, _ = self._scene.syntax.noun_phrase(noun)
        return noun.doc[start].lower_ if start < noun.i else ""

    def _descend(self, token: Token, depth: int) -> Iterator[int]:
        """The nearest triggers at or below a token, through words that report nothing themselves."""
        if token.i in self._triggers:
            yield token.i
            return
        if depth == 0:
            return
        for start in self._passage(token):
            yield from self._descend(start, depth - 1)

    def _passage(self, token: Token) -> Iterator[Token]:
        syntax = self._scene.syntax
        yield from syntax.complements(token)
        if token.pos_ in VERBAL:
            yield from syntax.objects(token)
            return
        if token.pos_ in NOMINAL and not self._scene.cast.at(token):
            yield from (o for preposition, o in syntax.obliques(token) if preposition in INSIDE_NOUN)


def _depth(token: Token) -> int:
    """Steps from the token up to the root of its sentence."""
    return sum(1 for _ in token.ancestors)
