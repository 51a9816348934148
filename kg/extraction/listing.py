"""What an event-data table would list: PLOVER's rules over a draft and where it stands in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Token

from kg.extraction.draft import Draft
from kg.extraction.parties import TEXTS
from kg.extraction.scene import NOMINAL, Scene, head_of, lemma
from kg.extraction.status import is_spoken_purpose
from kg.model import Actor, Modality, Polarity

STATEMENTS = ("01", "02")
"""CAMEO roots that PLOVER drops."""
MODIFYING = frozenset(("acl", "acl:relcl"))
CIRCUMSTANCE = frozenset(("advcl", "acl", "acl:relcl"))
"""Relations of clauses that modify a noun or another clause."""
TOPICAL = frozenset(("about", "over", "regarding", "on", "concerning"))
"""Prepositions before what words are about."""
SPEAKING = frozenset(
    ("speech", "claim", "denial", "hope", "fear", "belief", "accusation", "criticism", "praise")
)
"""Effects of nouns that only speak or feel about an event."""
FEELING = frozenset(("hope", "fear", "belief"))
SPEECH = frozenset(("speech",))
ACCIDENTS = "@accidents"
OCCASIONS = frozenset(
    ("during", "before", "after", "since", "amid", "following", "ahead of", "despite", "until")
)
"""Prepositions before an event that another one is told beside."""
GIVEN = frozenset(("the", "this", "that", "these", "those"))
BODILY = frozenset(("ASSAULT", "PROTEST", "COERCE", "MOBILIZE"))
"""Classes that are listed even where the text names no party: something happened, whoever did it."""
VIOLENT = frozenset(("ASSAULT", "PROTEST"))
"""Classes whose events are told wherever they stand, in a subordinate clause or as a noun."""


def is_listed(scene: Scene, draft: Draft, sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
    """PLOVER's rules for a table: affirmed, not what another mention is about, not hypothetical, and somebody in it.

    Appeals (CAMEO 02) and comments (01) are no PLOVER events. Force and protest are listed wherever a clause reports
    them or a noun takes them as given, but not as the topic of words ("condolences over the attack");
    anything else that stands in a relative, participial or adverbial clause is a circumstance of the main event. Acts of speech need a speaker, but
    for the finite passive ("has been indicted").
    """
    if draft.polarity is Polarity.NEGATED or draft.is_content or draft.modality is Modality.HYPOTHETICAL:
        return False
    if draft.cameo.startswith(STATEMENTS):
        return False
    if draft.event in VIOLENT:
        mishap = not sources and not draft.modes and _is_mishap(scene, draft.token)
        return not mishap and _is_told(scene, draft.token, [*sources, *targets])
    if _is_subordinate(scene, draft.token) or _is_occasion(scene, draft.token):
        return False
    if draft.event in BODILY and (draft.token.pos_ not in NOMINAL or not sources):
        return _is_reported(scene, draft.token)
    return bool(sources) or (bool(targets) and _is_finite(scene, draft.token))


def is_background(scene: Scene, draft: Draft) -> bool:
    """Whether force or protest is only told of somebody or something in passing.

    A noun in a subordinate clause ("refugees fleeing the war"), or a verb without an actor in a clause that modifies a
    noun ("the journalist who was killed last year").
    """
    if draft.event not in VIOLENT:
        return False
    if draft.token.pos_ in NOMINAL:
        return _is_subordinate(scene, draft.token)
    tree = scene.syntax.tree
    first = scene.syntax.first_conjunct(draft.token)
    return not draft.sources and tree.rels[first.i] in MODIFYING


def _is_subordinate(scene: Scene, token: Token) -> bool:
    """Whether the trigger stands in a clause that modifies a noun or another clause, complement clauses not counted."""
    tree = scene.syntax.tree
    chain = (tree.tokens[i] for i in (token.i, *tree.ancestors(token.i)))
    return any(tree.rels[t.i] in CIRCUMSTANCE and not is_spoken(scene, t) for t in chain)


def _is_told(scene: Scene, token: Token, parties: Sequence[Actor]) -> bool:
    """Whether violence is reported or taken as given, and no mere topic of words."""
    told = _is_reported(scene, token) or _is_known(scene, token, parties)
    return told and not _is_topic(scene, token)


def _is_mishap(scene: Scene, token: Token) -> bool:
    """Whether people came to harm by nature or accident: nobody did it, and the sentence names an earthquake or a crash."""
    words = scene.codebook.lists[ACCIDENTS]
    return any(lemma(word) in words for word in scene.document.sentence_of(token))


def _is_occasion(scene: Scene, token: Token) -> bool:
    """Whether a noun only dates or places another event: "during their meeting", "before the talks"."""
    if token.pos_ not in NOMINAL or scene.syntax.is_predicate(token):
        return False
    preposition = scene.syntax.governing_preposition(token)
    determiner = scene.syntax.determiner(token)
    known = bool(scene.syntax.possessors(token)) or (determiner is not None and determiner.lower_ in GIVEN)
    return preposition in OCCASIONS or (preposition in ("in", "at") and known)


def is_spoken(scene: Scene, clause: Token) -> bool:
    """Whether a clause is what somebody says, though it hangs on a noun or a verb as a modifier.

    "was quoted as saying that", "passed a resolution condemning", "called the king to congratulate him".
    """
    governor = scene.syntax.governor(clause)
    if governor is None:
        return False
    if governor.pos_ in NOMINAL:
        return clause.tag_ == "VBG" and lemma(governor) in scene.codebook.lists[TEXTS]
    if scene.syntax.complementizer(clause) == "as":
        return scene.has_effect(clause, SPEECH)
    return is_spoken_purpose(scene, clause)


def _is_finite(scene: Scene, token: Token) -> bool:
    """Whether a verb stands in a finite clause: "has been indicted", but not "officials suspected of"."""
    return token.pos_ not in NOMINAL and scene.syntax.tense(token) in ("past", "present", "future")


def _is_known(scene: Scene, token: Token, parties: Sequence[Actor]) -> bool:
    """Whether a noun takes an event as given, by naming a party or by "the"."""
    determiner = scene.syntax.determiner(token)
    return bool(parties) or (
        determiner is not None and determiner.lower_ in ("the", "this", "these", "those")
    )


def _is_topic(scene: Scene, token: Token) -> bool:
    """Whether the noun stands below a word that only speaks or feels about it: "condolences over", "concern that"."""
    tree = scene.syntax.tree
    above = [tree.tokens[i] for i in tree.ancestors(token.i)]
    nouns = [token, *takewhile(lambda word: word.pos_ in NOMINAL, above)]
    if any(scene.syntax.governing_preposition(noun) in TOPICAL for noun in nouns):
        return True
    return any(
        (word.pos_ in NOMINAL and scene.has_effect(word, SPEAKING)) or _is_felt(scene, word)
        for word in (token, *above)
    )


def _is_felt(scene: Scene, clause: Token) -> bool:
    """Whether a clause is what a feeling is about: "expressed concern that violence has spread"."""
    governor = scene.syntax.governor(clause)
    if governor is None or scene.syntax.complementizer(clause) not in ("", "that"):
        return False
    felt = [o for o in scene.syntax.objects(governor) if o.i < clause.i and scene.has_effect(o, FEELING)]
    return bool(felt) and clause.tag_ != "VBG"


def _is_reported(scene: Scene, token: Token) -> bool:
    """Whether a trigger is the predicate, subject or object of a clause, not a mere circumstance."""
    if token.pos_ not in NOMINAL or scene.syntax.is_predicate(token):
        return True
    head = head_of(scene, token)
    if head is None:
        return True
    near = (*scene.syntax.subjects(head), *scene.syntax.objects(head))
    return scene.syntax.is_predicate(head) and any(other.i == token.i for other in near)
