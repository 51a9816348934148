"""How sure a passage is of what it reports: will, would, must, may, if, not."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.scene import NOMINAL, Scene, head_of

FUTURE = frozenset(("will", "'ll", "’ll", "wo", "shall"))
OBLIGATION = frozenset(("must", "should", "ought"))
POSSIBILITY = frozenset(("may", "might", "could", "can", "ca"))
CONDITION = frozenset(("if", "unless", "provided", "lest", "until"))
HYPOTHETICAL_NOUN = frozenset(
    ("possible", "potential", "alleged", "suspected", "threatened", "planned", "proposed")
)


@dataclass(frozen=True, slots=True)
class Status:
    """What stands on a trigger's own clause. `effect` names the auxiliary's effect on the event, or is empty."""

    effect: str = ""
    negated: bool = False
    conditional: bool = False
    doubted: bool = False


def status_of(scene: Scene, trigger: Token) -> Status:
    """Reads tense, modal, negation and condition off the clause of a trigger."""
    syntax = scene.syntax
    clause = trigger if syntax.is_predicate(trigger) else _carrying_clause(scene, trigger)
    negated = bool(syntax.negations(trigger)) or (clause is not None and bool(syntax.negations(clause)))
    if clause is None:
        return Status(negated=negated, doubted=_hedged(scene, trigger))
    return Status(
        effect=_effect(scene, clause, negated=negated),
        negated=negated,
        conditional=_conditional(scene, clause) or _is_purpose(scene, clause),
        doubted=_hedged(scene, trigger),
    )


def _carrying_clause(scene: Scene, noun: Token) -> Token | None:
    """The verb whose subject or object an event noun is: its tense and negation are the event's."""
    head = head_of(scene, noun)
    if head is None or not scene.syntax.is_predicate(head):
        return None
    first = scene.syntax.first_conjunct(noun)
    near = (*scene.syntax.objects(head), *scene.syntax.subjects(head))
    return head if any(token.i in (noun.i, first.i) for token in near) else None


def _effect(scene: Scene, clause: Token, *, negated: bool) -> str:
    modal = scene.syntax.modal(clause)
    word = modal.lower_ if modal is not None else ""
    if (
        word in FUTURE
        or (word == "would" and not _conditional_would(scene, clause))
        or _going_to(scene, clause)
    ):
        return "negated_future" if negated else "future"
    if word in OBLIGATION:
        return "need"
    return "possibility" if word in POSSIBILITY or word == "would" else ""


def _going_to(scene: Scene, clause: Token) -> bool:
    """ "is to meet", "is set to sign", "is due to arrive": an infinitive under a form of be, or under set, due, going."""
    if scene.syntax.complementizer(clause) != "to":
        return False
    governor = scene.syntax.governor(clause)
    return governor is not None and governor.lower_ in (
        "set",
        "due",
        "going",
        "scheduled",
        "expected",
        "is",
        "are",
        "was",
    )


def _conditional_would(scene: Scene, clause: Token) -> bool:
    """Whether "would" stands under a condition rather than as the past of "will" in reported speech."""
    return any(scene.syntax.complementizer(c) in CONDITION for c in scene.syntax.adverbial_clauses(clause))


def _conditional(scene: Scene, clause: Token) -> bool:
    """Whether the clause, or one above it in the sentence, is introduced by if or unless."""
    token: Token | None = clause
    while token is not None:
        if scene.syntax.complementizer(token) in CONDITION:
            return True
        token = scene.syntax.governor(token)
    return False


def _is_purpose(scene: Scene, clause: Token) -> bool:
    """Whether an infinitive says what for: "sent envoys to end the war"; nothing says that it came about."""
    governor = scene.syntax.governor(clause)
    return (
        governor is not None
        and scene.syntax.complementizer(clause) == "to"
        and any(c.i == clause.i for c in scene.syntax.adverbial_clauses(governor))
    )


def _hedged(scene: Scene, trigger: Token) -> bool:
    if trigger.pos_ not in NOMINAL:
        return any(
            c.lower_ in ("allegedly", "reportedly", "apparently", "possibly", "probably")
            for c in trigger.children
        )
    return any(m.lower_ in HYPOTHETICAL_NOUN for m in scene.syntax.modifiers(trigger))
