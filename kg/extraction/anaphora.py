"""Events named again without their parties: "the talks", "the 2022 invasion", "earlier rounds of talks"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extraction.draft import Draft
from kg.extraction.parties import Parties, Party
from kg.extraction.scene import NOMINAL, VERBAL, Scene, lemma
from kg.model import ActorKind

INDEFINITE = frozenset(("a", "an", "any", "no", "another", "some"))
RENEWING = frozenset(("further", "more", "new", "next", "fresh", "additional", "another", "renewed"))
HOLDING = frozenset(("control", "hold", "occupy", "administer", "rule", "govern", "keep"))
"""Verbs whose subject is the one who took what is spoken of as taken: "controls Crimea, seized in 2014"."""


class Anaphora:
    """Fills the parties of repeated events from the mentions before them."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self._scene = scene
        self._parties = parties

    def resolve(self, drafts: Sequence[Draft]) -> None:
        """Lends parties to drafts that name none, or only one of two sides. `drafts` are in text order."""
        for draft in drafts:
            if not draft.sources and "seize" in draft.modes:
                draft.sources = self._holders(draft)
        dyad = _dominant_dyad(drafts)
        for number, draft in enumerate(drafts):
            if draft.token.pos_ in NOMINAL and self._is_definite(draft):
                self._lend(draft, [*reversed(drafts[:number]), *drafts[number + 1 :]])
                self._aim(draft, dyad)
            elif not draft.sources and self._is_renewed(draft):
                self._lend(draft, drafts[:number][::-1])
        for draft in drafts:
            self._address(draft)

    def _is_renewed(self, draft: Draft) -> bool:
        """Whether a verb has more of what was told before as its object: "further talks would be held"."""
        things = self._scene.syntax.objects(draft.token)
        return draft.symmetric and any(
            m.lower_ in RENEWING for thing in things for m in self._scene.syntax.modifiers(thing)
        )

    def _address(self, draft: Draft) -> None:
        """The other side of the talks that somebody promises, where the promise names nobody: "said talks would go on"."""
        if draft.event != "AGREE" or draft.targets or draft.symmetric or not draft.sources:
            return
        own = {party.reading.actor.country for party in draft.sources}
        sides = [party for inner in draft.content if inner.symmetric for party in inner.sources]
        others = tuple(party for party in sides if party.reading.actor.country not in own)
        if others and len(others) < len(sides):
            draft.targets = others
            draft.doubt(0.8)
            draft.note("targets", "the other side of what is promised")

    def _is_definite(self, draft: Draft) -> bool:
        determiner = self._scene.syntax.determiner(draft.token)
        return determiner is None or determiner.lower_ not in INDEFINITE

    def _lend(self, draft: Draft, others: Sequence[Draft]) -> None:
        """The parties of the nearest earlier mention of such an event, else of the next later one."""
        wanting = len(draft.sources) < 2 if draft.symmetric else not draft.parties
        if not wanting:
            return
        held = {party.key for party in draft.sources}
        for other in others:
            if self._same(draft, other) and held <= {party.key for party in other.parties}:
                draft.sources, draft.targets = other.sources, other.targets
                draft.doubt(0.8)
                draft.note("sources", f"as in the mention of {other.token.text!r}", None)
                return

    def _same(self, draft: Draft, other: Draft) -> bool:
        if other.event != draft.event or other.symmetric != draft.symmetric:
            return False
        if draft.symmetric:
            return len(other.sources) >= 2
        return bool(other.parties) and lemma(other.token) == lemma(draft.token)

    def _aim(self, draft: Draft, dyad: tuple[Party, ...]) -> None:
        """The other of the two states that an article is about, for an assault that names only its author."""
        keys = {party.key for party in dyad}
        own = {party.reading.actor.country for party in draft.sources}
        if draft.event != "ASSAULT" or draft.targets or len(own & keys) != 1:
            return
        draft.targets = tuple(party for party in dyad if party.key not in own)
        draft.doubt(0.7)
        draft.note("targets", "the other of the two states that the article is about")

    def _holders(self, draft: Draft) -> tuple[Party, ...]:
        """Who holds what is said to be seized."""
        tree = self._scene.syntax.tree
        for i in tree.ancestors(draft.token.i):
            token = tree.tokens[i]
            if token.pos_ in VERBAL and lemma(token) in HOLDING:
                readings = [
                    r for subject in self._parties.subjects(token) for r in self._parties.actors(subject)
                ]
                return tuple(Party(reading, "holder") for reading in readings)
        return ()


def _dominant_dyad(drafts: Sequence[Draft]) -> tuple[Party, ...]:
    """The two states that face each other in most of the reciprocal events of an article; empty where there are none."""
    pairs = Counter(frozenset(party.key for party in sides) for sides in _facing(drafts))
    if not pairs:
        return ()
    most = max(pairs, key=lambda pair: (pairs[pair], sorted(pair)))
    return next(sides for sides in _facing(drafts) if frozenset(p.key for p in sides) == most)


def _facing(drafts: Sequence[Draft]) -> Iterator[tuple[Party, ...]]:
    for draft in drafts:
        states = tuple(p for p in draft.sources if p.reading.actor.kind is ActorKind.STATE)
        if draft.symmetric and len(states) == 2 == len(draft.sources):
            yield states
