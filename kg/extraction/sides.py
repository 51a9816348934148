"""The sides that an entry's own slots leave empty: where else in the clause a source or target may stand."""

from __future__ import annotations

from spacy.tokens import Token

from kg.codebook import Operator, Role
from kg.extraction.actor_keys import common_label, unknown_key
from kg.extraction.actors import ActorReading
from kg.extraction.draft import Draft
from kg.extraction.parties import Parties, Party, distinct
from kg.extraction.scene import NOMINAL, Scene, lemma, span_of
from kg.extraction.status import CONDITION, is_spoken_purpose
from kg.model import Actor, ActorKind

SOURCE_FALLBACK = Role.parse("subj agent poss mod prep:by")
TARGET_FALLBACK = Role.parse("obj iobj prep:against prep:on prep:to prep:with prep:from prep:at prep:into")
NOUN_TARGET_FALLBACK = Role.parse("prep:on prep:against prep:to prep:with prep:of prep:in")
STATE_ACTS = frozenset(("investigate", "arrest", "convict", "expel", "deport"))
"""Modes that in the passive, with nobody named, are acts of the state where they take place."""
ADDRESSEE = Role.parse("obj iobj prep:to")
ENGAGED = frozenset(("engage", "involve"))
"""Verbs whose passive subject does what they govern: "were engaged in looting"."""
CROWD = "protesters"
AT_A_PLACE = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Classes whose target may be the country of the place: a town is shelled, people march in a capital."""
PASSIVE_SUBJECT = Role.parse("obj")
OWN_MIND = frozenset(
    ("agreement", "preparation", "offer", "plan", "decision", "expectation", "hope", "consideration")
)
"""Effects that are the subject's own even in the passive: "is prepared to", "is committed to", "is expected to"."""


class Sides:
    """Fills missing sources and targets in one scene, each at a lower confidence than a slot of the entry."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self._scene = scene
        self._parties = parties

    def fill(self, draft: Draft) -> None:
        """Fills a missing side from the usual places of the clause, at a lower confidence."""
        if is_spoken_purpose(self._scene, draft.token):
            self._as_addressed(draft)
        if not draft.sources:
            draft.sources = self._parties.role(draft.token, SOURCE_FALLBACK) or self._acting_state(draft)
            draft.doubt(0.9)
        if not draft.targets and not draft.symmetric:
            noun = draft.token.pos_ in NOMINAL
            found = self._parties.role(draft.token, NOUN_TARGET_FALLBACK if noun else TARGET_FALLBACK)
            draft.targets = tuple(party for party in found if party.key not in {s.key for s in draft.sources})
            draft.targets = draft.targets or self.reached(draft)
            draft.doubt(0.95 if draft.targets else 0.9)
        if not draft.targets and not draft.symmetric and draft.event in AT_A_PLACE:
            draft.targets = self._struck_place(draft)

    def reached(self, draft: Draft) -> tuple[Party, ...]:
        """The nearest other actor below the trigger; a march is against whoever its demands name.

        A threat with a condition is aimed at whoever is to meet it: "unless Chad arranges a ceasefire".
        """
        start = self._parties.carrier(draft.token) if draft.token.pos_ in NOMINAL else draft.token
        if start is None or draft.event == "RETREAT":
            return ()
        found = self._conditioned(start, draft.sources) if draft.event == "THREATEN" else ()
        return found or self._parties.reach(start, draft.sources, adverbial=draft.event in AT_A_PLACE)

    def _conditioned(self, verb: Token, others: tuple[Party, ...]) -> tuple[Party, ...]:
        syntax, known = self._scene.syntax, {party.key for party in others}
        chain = [verb]
        for outer in chain:
            chain += syntax.complements(outer)
        clauses = [c for v in chain for c in syntax.adverbial_clauses(v)]
        subjects = [s for c in clauses if syntax.complementizer(c) in CONDITION for s in syntax.subjects(c)]
        found = (Party(r, "condition") for s in subjects for r in self._parties.actors(s))
        return distinct(party for party in found if party.key not in known)

    def _acting_state(self, draft: Draft) -> tuple[Party, ...]:
        """The state of the place, for what only states do: "was put under investigation in Italy"."""
        syntax = self._scene.syntax
        if (
            not STATE_ACTS & set(draft.modes)
            or draft.token.pos_ in NOMINAL
            or not syntax.is_passive(draft.token)
        ):
            return ()
        return self._states_of_place(draft)

    def _states_of_place(self, draft: Draft) -> tuple[Party, ...]:
        for place in self._scene.places.where(draft.token):
            actor = self._scene.state(place.country) if place.country else None
            if actor is not None:
                reading = ActorReading(actor, span_of(draft.token), "the country of the place", 0.5)
                return (Party(reading, "place"),)
        return ()

    def _struck_place(self, draft: Draft) -> tuple[Party, ...]:
        """The state where force or protest took place, as its target where the text names no other."""
        own = {party.reading.actor.country for party in draft.sources}
        found = self._states_of_place(draft)
        if draft.event != "PROTEST":
            found = tuple(party for party in found if party.key not in own)
        if found:
            draft.doubt(0.8)
        return found

    def _as_addressed(self, draft: Draft) -> None:
        """Gives what somebody calls somebody to say the sides of the call: "called the king to thank him"."""
        governor = self._scene.syntax.governor(draft.token)
        if governor is None:
            return
        caller, called = (self._parties.role(governor, role) for role in (SOURCE_FALLBACK, ADDRESSEE))
        if caller and called:
            draft.sources, draft.targets = caller, called

    def people(self, draft: Draft) -> None:
        """Gives a protest that names nobody to the people of the country where it takes place."""
        if not draft.sources and draft.event == "PROTEST":
            draft.sources = self._crowd(draft)

    def _crowd(self, draft: Draft) -> tuple[Party, ...]:
        """Whoever marches in a country without being named: its people."""
        countries = [party.reading.actor.country for party in self._states_of_place(draft)]
        if not countries or countries[0] is None:
            return ()
        draft.doubt(0.9)
        state = self._scene.reference.states[countries[0]]
        adjective = state.adjectives[0] if state.adjectives else state.name
        actor = Actor(
            unknown_key(CROWD, state.key, "CVL"),
            common_label(CROWD, adjective),
            ActorKind.POPULATION,
            state.key,
            "CVL",
            known=False,
        )
        reading = ActorReading(actor, span_of(draft.token), "the people of the country of the place", 0.4)
        return (Party(reading, "place"),)

    def of_operator(self, token: Token, operator: Operator) -> tuple[Party, ...]:
        """Whose act the operator is; of "is prepared to" and its like, the subject, though the parse has a passive."""
        found = self._parties.role(token, operator.source) or self._parties.role(token, SOURCE_FALLBACK)
        own = operator.effect in OWN_MIND or lemma(token) in ENGAGED
        if not found and own and self._scene.syntax.is_passive(token):
            found = self._parties.role(token, PASSIVE_SUBJECT)
        return found
