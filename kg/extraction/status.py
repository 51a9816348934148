"""How sure a passage is of what it reports: will, would, must, may, if, not, allegedly, without, in order to.

The steps follow FactBank (Saurí and Pustejovsky 2009): certainty and polarity are read off the words around the
event, whoever speaks. What verbs do to their complements (failed to, denied, promised) is the codebook's: operators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.extraction.scene import NOMINAL, Scene, head_of, lemma
from kg.extraction.words import word_lists
from kg.model import Modality

NEGATIVE_PREPOSITIONS = frozenset(("without", "instead of", "rather than", "short of", "in the absence of"))
CONDITIONAL_PREPOSITIONS = frozenset(("in case of", "in the event of", "barring", "pending"))
CARRYING = frozenset(
    ("performance", "participation", "start", "continue", "completion", "attempt", "undergoing", "hosting")
)
"""Effects of verbs whose negation is the negation of the event noun below them: "did not launch the attack"."""
UNABLE = ("can", "ca", "could")
CONSENTING = frozenset(("agreement", "backing", "allow", "praise"))
"""Effects of verbs that one who says that he cannot refuses: "could not accept the plan" (CAMEO 12)."""
INVERTING = frozenset(("should", "were", "had"))
"""Auxiliaries that open a condition without "if"."""
OWN_PHRASE = 3
"""How many words before a verb "yet" or "never" may stand and still bear on it: "has yet to", "has never once"."""


@cache
def _words(kind: str) -> Mapping[str, str]:
    return word_lists("status_words")[kind]


OBLIGATION = frozenset(word for word, effect in _words("modal").items() if effect == "need")
CONDITION = frozenset(_words("condition"))


@dataclass(frozen=True, slots=True)
class Status:
    """What stands on a trigger's own clause.

    `effect` names the auxiliary's effect on the event, or is empty. `modality` is what an adjective or an imperative
    makes of it; `conditional` and `doubted` outrank it.
    """

    effect: str = ""
    negated: bool = False
    conditional: bool = False
    doubted: bool = False
    modality: Modality | None = None


def status_of(scene: Scene, trigger: Token) -> Status:
    """Reads tense, modal, negation, condition and hedges off the clause of a trigger."""
    clause = trigger if scene.syntax.is_predicate(trigger) else _carrying_clause(scene, trigger)
    modality = _announced(scene, trigger)
    if clause is None:
        return Status(
            negated=_negated(scene, trigger, None),
            conditional=scene.syntax.governing_preposition(trigger) in CONDITIONAL_PREPOSITIONS,
            doubted=_hedged(scene, trigger, trigger),
            modality=modality,
        )
    negated = _negated(scene, trigger, clause)
    inverted = _is_inverted(scene, clause)
    effect, unreal, doubted = ("", True, False) if inverted else _auxiliary(scene, clause, negated=negated)
    return Status(
        effect=effect,
        negated=negated,
        conditional=unreal
        or _conditional(scene, clause)
        or _is_purpose(scene, clause)
        or _asked(scene, clause),
        doubted=doubted or _hedged(scene, trigger, clause) or _is_hearsay(scene, clause),
        modality=Modality.DEMANDED if _is_imperative(scene, clause) else modality,
    )


def _carrying_clause(scene: Scene, noun: Token) -> Token | None:
    """The verb whose subject or object an event noun is: its tense and negation are the event's.

    What a definite object takes as given stays so, whatever the verb: "did not condemn the attack".
    """
    head = head_of(scene, noun)
    if head is None or not scene.syntax.is_predicate(head):
        return None
    first = scene.syntax.first_conjunct(noun)
    if any(token.i in (noun.i, first.i) for token in scene.syntax.subjects(head)):
        return head
    if not any(token.i in (noun.i, first.i) for token in scene.syntax.objects(head)):
        return None
    return None if _is_given(scene, noun) and not scene.has_effect(head, CARRYING) else head


def _is_given(scene: Scene, noun: Token) -> bool:
    determiner = scene.syntax.determiner(noun)
    return determiner is not None and determiner.lower_ in ("the", "this", "that", "these", "those")


# -------------------------------------------------------------------- polarity


def _negated(scene: Scene, trigger: Token, clause: Token | None) -> bool:
    """Whether not, no, never, neither, without or "yet to" bears on the trigger; two of them cancel out."""
    own = bool(scene.syntax.negations(trigger)) or _is_left_out(scene, trigger)
    if clause is None:
        return own
    by_clause = bool(scene.syntax.negations(clause)) or _is_left_out(scene, clause) or _has_yet_to(clause)
    by_clause = by_clause or _nor(scene, clause) or _empty_argument(scene, trigger, clause)
    return own or by_clause


def _is_left_out(scene: Scene, token: Token) -> bool:
    """Whether the token is what does not come about: "without attacking", "instead of a ceasefire"."""
    syntax = scene.syntax
    before = syntax.governing_preposition(token) or syntax.complementizer(token)
    return before in NEGATIVE_PREPOSITIONS or before in ("instead", "rather")


def _has_yet_to(clause: Token) -> bool:
    """Whether a clause has not come about so far: "has yet to sign", "is yet to sign"."""
    before = [token.lower_ for token in clause.doc[max(clause.i - OWN_PHRASE, 0) : clause.i]]
    return "yet" in before and "to" in before[before.index("yet") :]


def _nor(scene: Scene, clause: Token) -> bool:
    """The second half of "neither attacked nor threatened"; the first is negated by its own word."""
    first = scene.syntax.first_conjunct(clause)
    if first.i == clause.i:
        return False
    between = [token.lower_ for token in clause.doc[first.i : clause.i]]
    return "nor" in between or ("or" in between and bool(scene.syntax.negations(first)))


def _empty_argument(scene: Scene, trigger: Token, clause: Token) -> bool:
    """Whether a party of the clause is nobody: "no troops were deployed", "neither side attacked", "fired no shots"."""
    syntax = scene.syntax
    arguments = (*syntax.subjects(clause), *syntax.objects(clause))
    return any(_is_nobody(scene, token) for token in arguments if token.i != trigger.i)


def _is_nobody(scene: Scene, noun: Token) -> bool:
    determiner = scene.syntax.determiner(noun)
    words = (noun.lower_, determiner.lower_ if determiner is not None else "")
    return any(word in _words("nothing") for word in words)


# -------------------------------------------------------------------- certainty


def _auxiliary(scene: Scene, clause: Token, *, negated: bool) -> tuple[str, bool, bool]:
    """What the modal of a clause does: its effect, whether it makes the event unreal, whether only doubtful."""
    modal = scene.syntax.modal(clause)
    if modal is not None and _is_noun(modal):
        return "", True, False
    word = modal.lower_ if modal is not None else ""
    if modal is not None and _is_perfect(scene, clause):
        return _perfect_modal(scene, clause, word)
    effect = _words("modal").get(word, "")
    if negated and _refuses(scene, clause, word):
        return "negated_future", False, False
    if effect == "future" or (word == "would" and not _has_condition(scene, clause)) or _due(scene, clause):
        return ("negated_future" if negated else "future"), False, False
    return ("possibility" if word == "would" else effect), False, False


def _is_noun(modal: Token) -> bool:
    """Whether what the tagger calls a modal is a noun: "Moscow's will to agree", which is no agreement."""
    owned = modal.i > 0 and modal.nbor(-1).tag_ in ("POS", "PRP$", "DT")
    infinitive = modal.i + 1 < len(modal.doc) and modal.nbor().lower_ == "to"
    return owned or (infinitive and modal.lower_ == "will")


def _refuses(scene: Scene, clause: Token, modal: str) -> bool:
    """Whether to say that one cannot is to refuse: "could not accept the plan", "cannot recognise the vote"."""
    if modal not in UNABLE:
        return False
    entries = scene.codebook.lexicon.candidates(lemma(clause), "verb")
    approving = any(entry.event in ("AGREE", "SUPPORT") for entry in entries)
    return approving or scene.has_effect(clause, CONSENTING)


def _is_perfect(scene: Scene, clause: Token) -> bool:
    return any(
        auxiliary.lower_ in ("have", "'ve", "’ve", "of") for auxiliary in scene.syntax.auxiliaries(clause)
    )


def _perfect_modal(scene: Scene, clause: Token, word: str) -> tuple[str, bool, bool]:
    """Past modals: "may have attacked" is a guess, "must have" a conclusion; "would have" and "should have" say that it is not so."""
    if word in ("may", "might", "must", "can", "ca", "could"):
        unreal = word == "could" and _has_condition(scene, clause)
        return "", unreal, not unreal
    return "", word in ("would", "should", "ought"), False


def _due(scene: Scene, clause: Token) -> bool:
    """Whether a plan is due: "is to meet", "is set to sign", "is due to arrive": an infinitive under a form of be, or under set, due, going."""
    if clause.i == 0 or clause.nbor(-1).lower_ != "to" or _has_yet_to(clause):
        return False
    if any(
        auxiliary.lemma_ == "be" and auxiliary.i < clause.i - 1
        for auxiliary in scene.syntax.auxiliaries(clause)
    ):
        return True
    governor = scene.syntax.governor(clause)
    return governor is not None and governor.lower_ in _words("due")


def _has_condition(scene: Scene, clause: Token) -> bool:
    """Whether "would" stands under a condition rather than as the past of "will" in reported speech."""
    return any(_opens_condition(scene, clause) for clause in scene.syntax.adverbial_clauses(clause))


def _opens_condition(scene: Scene, clause: Token) -> bool:
    return scene.syntax.complementizer(clause) in CONDITION or _is_inverted(scene, clause)


def _is_inverted(scene: Scene, clause: Token) -> bool:
    """Whether word order makes a condition: "should talks fail, ...", "were the army to attack, ...", "had they signed, ..."."""
    sentence = scene.document.sentence_of(clause)
    if sentence[0].lower_ not in INVERTING or any(token.text == "?" for token in sentence[-3:]):
        return False
    comma = next((token.i for token in sentence if token.text == ","), -1)
    return sentence.start < clause.i < comma


def _conditional(scene: Scene, clause: Token) -> bool:
    """Whether the clause, or one above it in the sentence, is introduced by if or unless."""
    token: Token | None = clause
    while token is not None:
        if _opens_condition(scene, token):
            return True
        token = scene.syntax.governor(token)
    return False


def _is_purpose(scene: Scene, clause: Token) -> bool:
    """Whether an infinitive says what for: "sent envoys to end the war"; nothing says that it came about."""
    governor = scene.syntax.governor(clause)
    if (
        governor is None
        or clause.i == 0
        or clause.nbor(-1).lower_ != "to"
        or is_spoken_purpose(scene, clause)
    ):
        return False
    first = scene.syntax.first_conjunct(clause)
    adverbial = any(c.i == first.i for c in scene.syntax.adverbial_clauses(governor))
    return adverbial or (lemma(governor) in _words("sending verb") and bool(scene.syntax.objects(governor)))


def is_spoken_purpose(scene: Scene, clause: Token) -> bool:
    """Whether speaking is for the sake of saying what the clause says, so that it is said: "called the king to thank him"."""
    governor = scene.syntax.governor(clause)
    if governor is None or scene.syntax.complementizer(clause) != "to":
        return False
    return lemma(governor) in _words("addressing verb") and lemma(clause) in _words("spoken verb")


def _asked(scene: Scene, clause: Token) -> bool:
    """Whether a clause is the question of a sentence that asks."""
    sentence = scene.document.sentence_of(clause)
    marks = [token for token in sentence[-3:] if token.text == "?"]
    return bool(marks) and scene.syntax.governor(clause) is None


def _is_imperative(scene: Scene, clause: Token) -> bool:
    """Whether a clause orders: a bare verb at the root, without subject and auxiliaries, first in its sentence."""
    syntax = scene.syntax
    if clause.tag_ != "VB" or syntax.governor(clause) is not None or syntax.complementizer(clause):
        return False
    if syntax.subjects(clause) or [a for a in syntax.auxiliaries(clause) if a.lower_ not in ("do", "let")]:
        return False
    opening = scene.document.sentence_of(clause)[:3]
    return any(token.i == syntax.first_conjunct(clause).i for token in opening)


def _announced(scene: Scene, trigger: Token) -> Modality | None:
    """Planned or only thinkable, where an adjective says so: "the proposed sanctions", "possible investments"."""
    if trigger.pos_ not in NOMINAL:
        return None
    words = {m.lower_ for m in scene.syntax.modifiers(trigger)}
    if words & set(_words("potential noun")):
        return Modality.HYPOTHETICAL
    return Modality.PLANNED if words & set(_words("planned noun")) else None


def _hedged(scene: Scene, trigger: Token, clause: Token) -> bool:
    """Whether an adverb or adjective keeps its distance: "allegedly", "a suspected attack"."""
    tree = scene.syntax.tree
    kids = [tree.tokens[kid] for head in {trigger.i, clause.i} for kid in tree.children(head, "advmod")]
    if any(kid.lower_ in _words("hedge") for kid in kids):
        return True
    nominal = trigger.pos_ in NOMINAL
    return nominal and any(m.lower_ in _words("doubted noun") for m in scene.syntax.modifiers(trigger))


def _is_hearsay(scene: Scene, clause: Token) -> bool:
    """Whether others are said to say it: "is said to have attacked"; a passive of saying or believing over an infinitive, which names nobody who says so."""
    governor = scene.syntax.governor(clause)
    return (
        governor is not None
        and scene.syntax.complementizer(clause) == "to"
        and governor.lower_ in _words("hearsay")
        and scene.syntax.is_passive(governor)
        and lemma(governor) != "tell"
    )
