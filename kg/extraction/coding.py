"""Codes the events of an article: from triggers, inside out, to drafts.

An entry of the lexicon makes an event of its own. An operator above it ("agreed to", "threatened to", "lifted") and
the auxiliaries of its clause ("will", "must", "not") change its class or status by the codebook's composition table.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.codebook import Composed, Fate, LexiconEntry, Operator
from kg.extraction.anaphora import Anaphora
from kg.extraction.attribution import Attribution
from kg.extraction.draft import Draft
from kg.extraction.nesting import Nesting
from kg.extraction.parties import Parties, Party, distinct
from kg.extraction.scene import NOMINAL, Scene, head_of, lemma, span_of
from kg.extraction.sides import SOURCE_FALLBACK, Sides
from kg.extraction.status import OBLIGATION, Status, is_spoken_purpose, status_of
from kg.extraction.triggers import Trigger, find_triggers
from kg.model import Modality, Polarity

SPEECH_QUADS = (1, 3)
"""Verbal cooperation and verbal conflict: acts of speech, whose objects are their content."""
STATEMENTS = frozenset(("claim",))
"""Effects of words that only speak of an event (CAMEO 01): it is a mention, but what is told is the statement."""
NAMING = frozenset(("hosting", "denial"))
"""Effects of verbs whose own object may be whom or what they concern, rather than the event below."""
REPLIES = "@replies"


class Coder:
    """Codes one scene. `drafts` holds every mention in the making, in the order of coding."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._attribution = Attribution(scene)
        self._parties = Parties(scene, self._attribution.of_quotation)
        self._sides = Sides(scene, self._parties)
        self._triggers = find_triggers(scene, self._parties)
        self._nesting = Nesting(scene, self._triggers)
        self.drafts: list[Draft] = []

    def code(self) -> list[Draft]:
        """Codes all triggers; the drafts in text order."""
        for root in self._nesting.roots():
            self._node(root)
        for modal in self._scene.document.doc:
            if modal.lower_ in OBLIGATION and modal.tag_ == "MD":
                self._obligation(self._scene.syntax.clause_of(modal))
        self.drafts.sort(key=lambda draft: draft.token.i)
        Anaphora(self._scene, self._parties).resolve(self.drafts)
        for draft in self.drafts:
            self._sides.people(draft)
        return self.drafts

    # ---------------------------------------------------------------- one trigger

    def _node(self, i: int) -> list[Draft]:
        """Codes a trigger and all below it; returns the drafts that stand for it towards the trigger above."""
        trigger = self._triggers[i]
        below = [draft for child in self._nesting.children(i) for draft in self._node(child)]
        status = status_of(self._scene, trigger.token)
        if self._is_agreement(trigger) and self._is_opinion(trigger.token):
            return below
        if trigger.operator is not None and below and not _stands_alone(trigger):
            if trigger.operator.effect == "mediation":
                self._mediate(trigger, trigger.operator, below)
                if self._modifies(trigger.token, below[0]):
                    return below
            return self._operate(trigger, trigger.operator, below, status)
        if (
            trigger.entry is not None
            and trigger.entry.event == "REJECT"
            and self._is_about_words(trigger.token)
        ):
            return below
        if trigger.entry is None:
            return below or self._bare_operator(trigger, status)
        draft = self._from_entry(trigger, trigger.entry)
        if self._is_speech(draft):
            self._hold(draft, [inner for inner in below if not is_spoken_purpose(self._scene, inner.token)])
        return self._under_auxiliaries(i, draft, status)

    def _from_entry(self, trigger: Trigger, entry: LexiconEntry) -> Draft:
        draft = Draft(trigger.token, entry.event, contexts=list(entry.contexts), cameo=entry.cameo)
        if entry.mode:
            draft.modes.append(entry.mode)
        draft.symmetric = entry.source.symmetric
        draft.sources = self._parties.role(trigger.token, entry.source)
        draft.targets = self._parties.role(trigger.token, entry.target)
        draft.mediators = self._parties.role(trigger.token, entry.mediator)
        draft.hosts = self._parties.role(trigger.token, entry.host)
        draft.note("event", f"lexicon {entry.place}: {entry.phrase}", span_of(trigger.token))
        self._sides.fill(draft)
        self.drafts.append(draft)
        return draft

    def _is_speech(self, draft: Draft) -> bool:
        return self._scene.codebook.event_types[draft.event].quad in SPEECH_QUADS

    def _is_cooperative(self, draft: Draft) -> bool:
        return self._scene.codebook.event_types[draft.event].quad in (1, 2)

    def _hold(self, draft: Draft, below: Sequence[Draft]) -> None:
        """Makes the drafts below the content of an act of speech."""
        for inner in below:
            inner.is_content = True
            draft.content.append(inner)

    # ---------------------------------------------------------------- operators

    def _operate(
        self, trigger: Trigger, operator: Operator, below: list[Draft], status: Status
    ) -> list[Draft]:
        sources = self._sides.of_operator(trigger.token, operator)
        effect = operator.effect
        if _is_own_warning(operator, sources, below[0]):
            effect = "threat"
        elif effect == "order" and self._informs(trigger.token):
            effect = "speech"
        composed = self._compose(effect, below[0])
        if not composed.event:
            return self._pass_through(trigger, composed, below, sources, status)
        draft = self._composed(trigger, composed, below, sources)
        draft.targets = (
            self._parties.role(trigger.token, operator.target)
            or _inner_target(draft, below)
            or self._sides.reached(draft)
        )
        draft.note(
            "event", f"operator {operator.place}: {operator.phrase} ({operator.effect}); {composed.clause}"
        )
        return self._under_auxiliaries(trigger.token.i, draft, status)

    def _compose(self, effect: str, inner: Draft) -> Composed:
        """What an operator makes of an event; of an event that is not to be, what it makes of anything else."""
        composition = self._scene.codebook.composition
        if inner.polarity is Polarity.NEGATED and composition.apply(effect).event:
            return composition.apply(effect)
        return composition.apply(effect, inner.event, inner.modes)

    def _bare_operator(self, trigger: Trigger, status: Status) -> list[Draft]:
        """An operator over something that is no event of the lexicon: "agreed to set up a research centre"."""
        operator, token = trigger.operator, trigger.token
        if operator is None or token.pos_ in NOMINAL or not self._governs(token) or self._is_reply(token):
            return []
        composed = self._scene.codebook.composition.apply(operator.effect)
        sources = self._sides.of_operator(token, operator)
        if not composed.event or not sources:
            return []
        draft = self._composed(trigger, composed, (), sources)
        draft.targets = (
            self._parties.role(token, operator.target)
            or self._parties.inside(token, sources)
            or self._sides.reached(draft)
        )
        draft.note(
            "event", f"operator {operator.place}: {operator.phrase} ({operator.effect}); {composed.clause}"
        )
        return self._under_auxiliaries(token.i, draft, status)

    def _is_reply(self, token: Token) -> bool:
        """Whether words are all that is at stake: "declined to comment", "told reporters the talks were hard"."""
        if self._is_about_words(token):
            return True
        return self._informs(token)

    def _informs(self, token: Token) -> bool:
        """Whether somebody is told that something is so, not to do it: "told reporters the talks were hard"."""
        syntax = self._scene.syntax
        heads = (syntax.complementizer(clause) for clause in syntax.complements(token))
        return bool(syntax.recipients(token)) and "to" not in heads

    def _is_agreement(self, trigger: Trigger) -> bool:
        if trigger.entry is not None:
            return trigger.entry.event == "AGREE"
        return trigger.operator is not None and trigger.operator.effect == "agreement"

    def _is_opinion(self, token: Token) -> bool:
        """Whether agreement is on what is so, not on what to do: "agree that it is old", "agree with what they say"."""
        clauses = self._scene.syntax.complements(token)
        return bool(clauses) and all(self._is_fact(clause) for clause in clauses)

    def _is_fact(self, clause: Token) -> bool:
        syntax = self._scene.syntax
        head = syntax.complementizer(clause)
        plain = syntax.modal(clause) is None and syntax.tense(clause) in ("past", "present")
        return head == "with" or (head == "that" and plain)

    def _is_about_words(self, token: Token) -> bool:
        """Whether a refusal is one to speak: "declined to provide details"."""
        syntax = self._scene.syntax
        clauses = syntax.complements(token)
        things = [*syntax.objects(token), *(o for clause in clauses for o in syntax.objects(clause))]
        replies = self._scene.codebook.lists[REPLIES]
        return any(lemma(thing) in replies for thing in (*clauses, *things))

    def _governs(self, token: Token) -> bool:
        """Whether a clause, or an object that is no actor, completes the operator."""
        syntax = self._scene.syntax
        things = [o for o in syntax.objects(token) if not self._scene.cast.at(o)]
        return bool(syntax.complements(token) or things)

    def _composed(
        self, trigger: Trigger, composed: Composed, below: Sequence[Draft], sources: tuple[Party, ...]
    ) -> Draft:
        """The event that an operator makes of the events below it."""
        contexts = list(below[0].contexts) if below else []
        draft = Draft(trigger.token, composed.event, contexts=contexts, cameo=composed.cameo)
        if composed.mode:
            draft.modes.append(composed.mode)
        draft.sources = sources
        draft.confidence = 0.95 * (below[0].confidence if below else 0.8)
        self._settle(composed, below)
        if composed.fate is Fate.CONTENT:
            self._hold(draft, below)
        if composed.fate is Fate.ABSORBED:
            self._drop(below)
        self.drafts.append(draft)
        return draft

    def _modifies(self, participle: Token, draft: Draft) -> bool:
        """Whether the participle describes the event's own noun: "U.S.-mediated talks", "talks mediated by Norway"."""
        return draft.token.i in self._scene.syntax.tree.ancestors(participle.i)

    def _mediate(self, trigger: Trigger, operator: Operator, below: list[Draft]) -> None:
        """Of "U.S.-mediated talks", the mediator has a role in the talks, and is no party to them."""
        mediators = self._sides.of_operator(trigger.token, operator)
        keys = {party.key for party in mediators}
        for draft in below:
            draft.mediators = distinct((*draft.mediators, *mediators))
            draft.sources = tuple(party for party in draft.sources if party.key not in keys)
            draft.note("mediators", _because(operator), span_of(trigger.token))

    def _pass_through(
        self,
        trigger: Trigger,
        composed: Composed,
        below: list[Draft],
        sources: tuple[Party, ...],
        status: Status,
    ) -> list[Draft]:
        """An operator without an event of its own: it lends its subject, and its status, to the events below."""
        self._settle(composed, below)
        for draft in below:
            draft.is_content |= trigger.operator is not None and trigger.operator.effect in STATEMENTS
            if not draft.sources and draft.token.pos_ in NOMINAL:
                draft.sources = sources
            told = trigger.operator is not None and trigger.operator.effect in ("speech", "belief")
            if draft.symmetric and len(draft.sources) == 1 and draft.token.pos_ in NOMINAL and not told:
                draft.sources = distinct((*sources, *draft.sources))
            draft.note("status", _because(trigger.operator))
        tops = [top for draft in below for top in self._under_auxiliaries(trigger.token.i, draft, status)]
        return [] if composed.fate is Fate.ABSORBED else tops

    def _settle(self, composed: Composed, below: Sequence[Draft]) -> None:
        for draft in below:
            if composed.modality is not None:
                draft.modality = composed.modality
            if composed.polarity is not None:
                draft.polarity = composed.polarity
        if not composed.event and composed.fate is Fate.ABSORBED:
            self._drop(below)

    def _drop(self, below: Sequence[Draft]) -> None:
        dropped = {id(draft) for draft in below}
        self.drafts = [draft for draft in self.drafts if id(draft) not in dropped]

    # ---------------------------------------------------------------- auxiliaries

    def _under_auxiliaries(self, i: int, draft: Draft, status: Status) -> list[Draft]:
        """Applies will, must, may, if and not of the trigger's own clause."""
        if status.conditional:
            draft.modality = Modality.HYPOTHETICAL
        elif status.doubted:
            draft.modality = Modality.UNCERTAIN
        elif status.modality is not None:
            draft.modality = status.modality
        settled = draft.modality in (Modality.HYPOTHETICAL, Modality.DEMANDED)
        if not status.effect or settled or self._governed(i, draft):
            if status.negated:
                draft.polarity = Polarity.NEGATED
            return [draft]
        return self._modal(draft, status)

    def _governed(self, i: int, draft: Draft) -> bool:
        """Whether an operator above settles class or status of this one, so that its auxiliaries say nothing more."""
        parent = self._nesting.parent.get(i)
        operator = None if parent is None else self._triggers[parent].operator
        if operator is None:
            return False
        composed = self._scene.codebook.composition.apply(operator.effect, draft.event, draft.modes)
        return bool(composed.event or composed.modality)

    def _modal(self, draft: Draft, status: Status) -> list[Draft]:
        speakers = self._others_speaking(draft) if status.effect == "need" else ()
        effect = "obligation" if speakers else status.effect
        if effect == "future" and self._is_ultimatum(draft.token):
            effect = "threat"
        composed = self._scene.codebook.composition.apply(effect, draft.event, draft.modes)
        draft.note("status", f"auxiliary ({effect}); {composed.clause}")
        if not composed.event or self._is_expected(draft):
            self._settle(composed, [draft])
            if status.negated:
                draft.polarity = Polarity.NEGATED
            return [draft]
        outer = self._composed(
            Trigger(draft.token, None, None, ()), composed, [draft], speakers or draft.sources
        )
        outer.reasons = list(draft.reasons)
        announced = not outer.sources
        if announced:
            outer.sources = self._attribution.speakers(draft.token)
        outer.symmetric = draft.symmetric and not speakers and not announced and self._is_cooperative(outer)
        outer.targets = draft.sources if speakers else draft.targets
        if draft.symmetric and not outer.symmetric and not speakers and not announced:
            outer.sources = (
                tuple(party for party in draft.sources if party.slot == "subj") or draft.sources[:1]
            )
            outer.targets = tuple(party for party in draft.sources if party not in outer.sources)
        outer.mediators, outer.hosts = draft.mediators, draft.hosts
        return [outer]

    def _is_expected(self, draft: Draft) -> bool:
        """Whether somebody speaks of what an event without a doer of its own would bring: "hoped the lifting would help"."""
        clause = head_of(self._scene, draft.token)
        if draft.sources or clause is None or draft.token.pos_ != "NOUN":
            return False
        modal = self._scene.syntax.modal(clause)
        reported = self._scene.syntax.governor(clause) is not None
        return reported and modal is not None and modal.lower_ == "would"

    def _is_ultimatum(self, verb: Token) -> bool:
        """Whether what is announced depends on another's giving way: "will withdraw unless"."""
        syntax = self._scene.syntax
        return any(syntax.complementizer(clause) == "unless" for clause in syntax.adverbial_clauses(verb))

    def _obligation(self, verb: Token) -> None:
        """Of "X said that Y must V", whatever V is: X demands something of Y."""
        if any(draft.token.i == verb.i for draft in self.drafts):
            return
        acting = self._parties.role(verb, SOURCE_FALLBACK)
        draft = Draft(verb, "REQUEST", sources=acting)
        speakers = self._others_speaking(draft)
        if acting and speakers:
            composed = self._scene.codebook.composition.apply("obligation")
            demand = self._composed(Trigger(verb, None, None, ()), composed, (), speakers)
            demand.targets = acting
            demand.note("event", f"obligation that somebody else speaks of; {composed.clause}")

    def _others_speaking(self, draft: Draft) -> tuple[Party, ...]:
        """Who says what somebody else must do: the one who demands it."""
        acting = {party.key for party in draft.sources}
        return tuple(s for s in self._attribution.speakers(draft.token) if s.key not in acting)


def _inner_target(draft: Draft, below: Sequence[Draft]) -> tuple[Party, ...]:
    """Whom an act of speech is aimed at, where it names nobody: a party of what it is about, other than the speaker.

    Demands, accusations and support aim at who is to act or has acted; threats, promises and refusals at who is to
    suffer or gain.
    """
    speakers = {party.key for party in draft.sources}
    acting_first = draft.event in ("REQUEST", "ACCUSE", "SUPPORT")
    for inner in below:
        sides = (inner.sources, inner.targets) if acting_first else (inner.targets, inner.sources)
        for side in sides:
            others = tuple(party for party in side if party.key not in speakers)
            if others:
                return others
    return ()


def _stands_alone(trigger: Trigger) -> bool:
    """Whether a verb has whom it concerns as object, so that an event below is only the occasion: "hosted the leaders for talks"."""
    if trigger.entry is None or trigger.operator is None or trigger.operator.effect not in NAMING:
        return False
    return any(str(need.slot) == "obj" and not need.negated for need in trigger.entry.needs)


def _is_own_warning(operator: Operator, sources: Sequence[Party], inner: Draft) -> bool:
    """Whether one warns of what one will do oneself: "warned that it would strike back"."""
    acting = {party.key for party in inner.sources}
    return operator.effect == "warning" and bool(acting) and acting == {party.key for party in sources}


def _because(operator: Operator | None) -> str:
    """The operator behind a step, with its place in the tables."""
    return "" if operator is None else f"operator {operator.place}: {operator.phrase} ({operator.effect})"
