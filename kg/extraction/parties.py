"""Who stands where: follows the codebook's slots from a trigger to the tokens and actors of its clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from kg.codebook import Condition, Role, Slot, Step, Test
from kg.extraction.actors import ActorReading
from kg.extraction.scene import NOMINAL, VERBAL, Scene, head_of, is_circumstance, lemma

LENDING = frozenset(
    ("performance", "participation", "start", "continue", "completion", "attempt", "response")
)
"""Effects of verbs whose subject is the subject of the event noun they govern: "launched an attack"."""
INSIDE = (
    "of",
    "to",
    "from",
    "in",
    "for",
    "with",
    "against",
    "by",
    "on",
    "between",
    "among",
    "at",
    "near",
    "over",
)
"""Prepositions through which a noun phrase that names no actor itself ("a base near X") leads to one."""
LOCATIVE = frozenset(("in", "at", "near", "across", "throughout"))
"""Prepositions before places, whose state a slot takes where the phrase names nobody: "closed its embassy in Asmara"."""
PURPOSE = frozenset(("", "to"))
ASIDE = frozenset(
    (
        *("", "according to", "as", "after", "before", "during", "since", "until", "like", "despite", "by"),
        *("amid", "following", "because of", "due to", "ahead of"),
    )
)
"""Prepositions whose phrases never say whom an act concerns."""
CAUSES = frozenset(("over",))
"""Prepositions that name what a deed is about, of verbs: "broke off ties with Chad over its links to Mali"."""
MEASURES = "@measures"
TEXTS = "@texts"
CURRENCIES = "@currencies"
AMOUNT = frozenset(("over", "around", "about", "up to", "more than", "nearly"))
"""Words before an amount that are no prepositions there: "gave over $3 million"."""
DEPTH = 3
REACH = 4
"""Links that the last search for a target follows."""
FIRST_PERSON = frozenset(("i", "we", "us", "me", "our", "my"))


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a role, and the slot that it was read from."""

    reading: ActorReading
    slot: str

    @property
    def key(self) -> str:
        """The actor's key."""
        return self.reading.actor.key


class Parties:
    """Reads slots in one scene. `speaker` tells who "I" and "we" are in direct speech."""

    def __init__(self, scene: Scene, speaker: Callable[[Token], tuple[Party, ...]] | None = None) -> None:
        self._scene = scene
        self._speaker = speaker
        self._syntax = scene.syntax
        self._known: dict[tuple[int, str, str], Sequence[Token]] = {}
        self._steps: dict[str, Callable[[Token], Sequence[Token]]] = {
            "subj": self.subjects,
            "obj": self._objects,
            "iobj": self._syntax.recipients,
            "poss": self._syntax.possessors,
            "agent": self._agents,
            "comp": self._completions,
            "head": self._head,
            "any": self._anywhere,
        }

    # ---------------------------------------------------------------- tokens

    def tokens(self, trigger: Token, slot: Slot) -> list[Token]:
        """The head tokens that a slot leads to, in text order; steps of actors (mod, sym) end the path."""
        found = [trigger]
        for step in slot.steps:
            found = [
                thing
                for start in found
                for token in self._step(start, step)
                for thing in self._measured(token)
            ]
        return found

    def _measured(self, token: Token) -> list[Token]:
        """A noun, and what it is a measure of: "tons", and "aid", of "tons of food aid"."""
        lists = self._scene.codebook.lists
        links = ["of"] if lemma(token) in lists[MEASURES] else []
        links += ["in", "worth of"] if lemma(token) in lists[CURRENCIES] else []
        if not links:
            return [token]
        return [token, *(o for preposition, o in self._syntax.obliques(token) if preposition in links)]

    def _step(self, token: Token, step: Step) -> Sequence[Token]:
        """The tokens in a position; remembered, since many entries of the lexicon ask for the same ones."""
        key = (token.i, step.name, step.word)
        if key not in self._known:
            self._known[key] = self._look(token, step)
        return self._known[key]

    def _look(self, token: Token, step: Step) -> Sequence[Token]:
        if step.name == "prep":
            return self._obliques(token, step.word)
        if step.name in ("mod", "mod2"):
            modifiers = list(self._syntax.modifiers(token))
            return [m for m in modifiers if lemma(m) == step.word] if step.word else modifiers
        return self._steps[step.name](token) if step.name in self._steps else ()

    def subjects(self, token: Token) -> Sequence[Token]:
        """The logical subjects of a verb or predicate; of an event noun, those of the light verb that carries it."""
        if token.pos_ in NOMINAL and not self._syntax.is_predicate(token):
            carrier = self.carrier(token)
            return self._doers(token) if carrier is None else self._syntax.subjects(carrier)
        return self._syntax.subjects(token)

    def _doers(self, noun: Token) -> list[Token]:
        """Who brings an event about by a participle behind its noun: "the march staged by students"."""
        clauses = [c for c in self._syntax.relative_clauses(noun) if self._scene.has_effect(c, LENDING)]
        return [agent for clause in clauses for agent in self._syntax.agents(clause)]

    def _objects(self, token: Token) -> Sequence[Token]:
        found = self._syntax.objects(token)
        if found or token.pos_ not in VERBAL:
            return found
        currencies = self._scene.codebook.lists[CURRENCIES]
        return [o for word, o in self._syntax.obliques(token) if word in AMOUNT and lemma(o) in currencies]

    def _completions(self, token: Token) -> list[Token]:
        """The clauses that complete a verb, or say what it is for: "summoned the envoy to complain"."""
        found = self._syntax.complements(token)
        clauses = () if found else self._syntax.adverbial_clauses(token)
        return found or [c for c in clauses if self._syntax.complementizer(c) == "to"]

    def _agents(self, token: Token) -> Sequence[Token]:
        return self._syntax.agents(token) if token.pos_ in VERBAL else self._obliques(token, "by")

    def _head(self, token: Token) -> Sequence[Token]:
        governor = head_of(self._scene, token)
        return () if governor is None else (governor,)

    def _anywhere(self, token: Token) -> Sequence[Token]:
        return [*self._syntax.subjects(token), *self._syntax.objects(token), *self._any_oblique(token)]

    def _any_oblique(self, token: Token) -> list[Token]:
        return [o for preposition, o in self._syntax.obliques(token) if preposition]

    def _obliques(self, token: Token, word: str) -> list[Token]:
        """Dependents with a preposition; those of an event noun may hang on the light verb that carries it."""
        found = [o for preposition, o in self._syntax.obliques(token) if preposition == word]
        if not found and token.pos_ in NOMINAL and (carrier := self.carrier(token)) is not None:
            found = [o for preposition, o in self._syntax.obliques(carrier) if preposition == word]
        return found

    def carrier(self, noun: Token) -> Token | None:
        """The light verb that an event noun is the object of ("launch" of "launched an attack"), or None."""
        governor = head_of(self._scene, noun)
        while (
            governor is not None
            and governor.pos_ in NOMINAL
            and lemma(governor) in ("series", "round", "wave")
        ):
            noun, governor = governor, head_of(self._scene, governor)
        if governor is None or governor.pos_ not in VERBAL or not self._scene.has_effect(governor, LENDING):
            return None
        first = self._syntax.first_conjunct(noun)
        return governor if any(o.i in (noun.i, first.i) for o in self._syntax.objects(governor)) else None

    # ---------------------------------------------------------------- actors

    def role(self, trigger: Token, role: Role) -> tuple[Party, ...]:
        """The actors of the first alternative that names any."""
        for together in role.alternatives:
            found = distinct(party for slot in together for party in self.slot(trigger, slot))
            if found:
                return found
        return ()

    def slot(self, trigger: Token, slot: Slot) -> tuple[Party, ...]:
        """The actors that one slot names."""
        name, last = str(slot), slot.steps[-1]
        if last.name == "sym":
            return self.symmetric(trigger)
        if last.name in ("mod", "mod2"):
            heads = self.tokens(trigger, Slot(slot.steps[:-1]))
            return self._modifying(heads, last, name)
        heads = self.tokens(trigger, slot)
        found = tuple(Party(r, name) for token in heads for r in self.actors(token))
        if found or last.word not in LOCATIVE:
            return found
        return tuple(Party(r, name) for token in heads for r in self._scene.cast.territory_of(token))

    def _modifying(self, heads: Iterable[Token], step: Step, name: str) -> tuple[Party, ...]:
        picked: list[ActorReading] = []
        for head in heads:
            readings = [r for r in self._scene.cast.modifiers_of(head) if r.span.start < head.idx]
            picked += readings[1:] if step.name == "mod2" else readings[:1]
        return tuple(Party(reading, name) for reading in picked)

    def symmetric(self, trigger: Token) -> tuple[Party, ...]:
        """All parties of a reciprocal event: subjects, objects that are actors, with, between and among, modifiers."""
        found = [Party(r, "subj") for t in self.subjects(trigger) for r in self.actors(t)]
        if trigger.pos_ in VERBAL:
            objects = self._syntax.objects(trigger)
            found += [Party(r, "obj") for t in objects for r in self._scene.cast.at(t)]
            beside = [
                o for t in objects for word, o in self._syntax.obliques(t) if word in ("with", "between")
            ]
            found += [Party(r, "obj.prep") for o in beside for r in self.actors(o)]
        else:
            found += [Party(r, "mod") for r in self._scene.cast.modifiers_of(trigger)]
            found += [Party(r, "poss") for t in self._syntax.possessors(trigger) for r in self.actors(t)]
        for word in ("with", "between", "among", "by", "of"):
            if word != "of" or trigger.pos_ in NOMINAL:
                found += [
                    Party(r, f"prep:{word}") for t in self._obliques(trigger, word) for r in self.actors(t)
                ]
        return distinct(found)

    def actors(self, token: Token, depth: int = DEPTH) -> tuple[ActorReading, ...]:
        """The actors that a noun phrase names: itself, else by its modifiers, else through the phrases inside it."""
        if self._speaker is not None and token.lower_ in FIRST_PERSON:
            return tuple(party.reading for party in self._speaker(token))
        if speakers := self._own_people(token):
            return speakers
        readings = self._scene.cast.at(token)
        if readings or depth == 0 or token.pos_ not in NOMINAL | {"ADJ", "NUM", "DET"}:
            return tuple(readings)
        modifying = self._scene.cast.modifiers_of(token)
        if modifying:
            return tuple(modifying[: self._joint(modifying)])
        return self._inner(token, depth) or self._authors(token) or self._behind(token, depth)

    def _own_people(self, noun: Token) -> tuple[ActorReading, ...]:
        """The speaker, for whom "our pilots" and "my government" act, where the words name nobody else."""
        if self._speaker is None or not any(o.lower_ in FIRST_PERSON for o in self._syntax.possessors(noun)):
            return ()
        if any("fallback" not in reading.rule for reading in self._scene.cast.at(noun)):
            return ()
        return tuple(party.reading for party in self._speaker(noun))

    def _joint(self, readings: Sequence[ActorReading]) -> int:
        """How many readings from the first on are joined alike: two of "Malaysian and Indonesian ships"."""
        text = self._scene.document.article.text
        for number, (one, other) in enumerate(pairwise(readings), start=1):
            if text[one.span.end : other.span.start].strip() not in ("and", ","):
                return number
        return len(readings)

    def _inner(self, noun: Token, depth: int) -> tuple[ActorReading, ...]:
        """The actors of the first phrase inside a noun phrase that names any, all its conjuncts."""
        phrases: dict[int, list[Token]] = {}
        for preposition, oblique in self._syntax.obliques(noun):
            if preposition in INSIDE:
                phrases.setdefault(self._syntax.first_conjunct(oblique).i, []).append(oblique)
        named = (tuple(r for o in phrase for r in self.actors(o, depth - 1)) for phrase in phrases.values())
        return next(filter(None, named), ())

    def _behind(self, noun: Token, depth: int) -> tuple[ActorReading, ...]:
        """The actors of a place right behind an object, which a parser may hang on the verb: "bombed a bridge in Lebanon"."""
        verb, (_, end) = head_of(self._scene, noun), self._syntax.noun_phrase(noun)
        if verb is None or all(token.i != noun.i for token in self._syntax.objects(verb)):
            return ()
        places = [place for preposition, place in self._syntax.obliques(verb) if preposition == "in"]
        return next((tuple(self.actors(place, depth - 1)) for place in places if end < place.i < end + 3), ())

    def _authors(self, noun: Token) -> tuple[ActorReading, ...]:
        """Who did what a noun names: by the participle behind it ("crimes committed by Croat forces"), or who issued a text."""
        clauses = self._syntax.relative_clauses(noun)
        agents = [agent for clause in clauses for agent in self._syntax.agents(clause)]
        governor = head_of(self._scene, noun)
        if self.is_text(noun) and governor is not None and governor.pos_ in VERBAL:
            issued = any(o.i == noun.i for o in self._syntax.objects(governor))
            agents += self._syntax.subjects(governor) if issued else []
        return tuple(r for agent in agents for r in self._scene.cast.at(agent))

    def is_text(self, noun: Token) -> bool:
        """Whether a noun is a text in which somebody speaks: "a resolution condemning"."""
        return lemma(noun) in self._scene.codebook.lists[TEXTS]

    def reach(self, trigger: Token, others: Sequence[Party], *, adverbial: bool) -> tuple[Party, ...]:
        """The nearest actors below a trigger that are none of `others`, whatever links lead there; territory last.

        Clauses of purpose, and those that modify a noun, are followed only if `adverbial`.
        """
        known = {party.key for party in others}
        level, seen, lands = [trigger], {trigger.i}, list[Party]()
        for _ in range(REACH):
            level = [
                t for start in level for t in self._around(start, adverbial=adverbial) if t.i not in seen
            ]
            seen.update(token.i for token in level)
            found = distinct(
                Party(r, "reach") for t in level for r in self._scene.cast.at(t) if r.actor.key not in known
            )
            if found:
                return found
            lands += [Party(r, "territory") for t in level for r in self._scene.cast.territory_of(t)]
        return distinct(land for land in lands if land.key not in known)

    def _around(self, token: Token, *, adverbial: bool) -> list[Token]:
        """What hangs on a token and may name who it concerns."""
        syntax = self._syntax
        noun = token.pos_ in NOMINAL
        near = [*syntax.complements(token), *syntax.objects(token), *syntax.recipients(token)]
        near += [o for word, o in syntax.obliques(token) if self._concerns(token, word, o)]
        near += [*syntax.possessors(token), *syntax.modifiers(token)] if noun else []
        if adverbial:
            near += [c for c in syntax.adverbial_clauses(token) if syntax.complementizer(c) in PURPOSE]
            near += syntax.relative_clauses(token) if noun else []
        return near

    def _concerns(self, token: Token, preposition: str, oblique: Token) -> bool:
        """Whether a phrase may say whom an act concerns, rather than its time, cause or source."""
        if is_circumstance(oblique):
            return False
        if token.pos_ in NOMINAL:
            return preposition not in ASIDE or preposition == "by"
        return preposition not in ASIDE | CAUSES

    def inside(self, token: Token, others: Sequence[Party]) -> tuple[Party, ...]:
        """The first actors in the complements of a trigger that are none of `others`: whom an act of speech concerns."""
        known = {party.key for party in others}
        for head in self._content(token):
            found = distinct(Party(r, "inside") for r in self.actors(head) if r.actor.key not in known)
            if found:
                return found
        return ()

    def _content(self, token: Token) -> list[Token]:
        """The noun phrases in objects and complement clauses of a trigger, clause by clause, addressees first."""
        heads = self._beneficiaries(token)
        for clause in self._syntax.complements(token):
            heads += [*self._syntax.subjects(clause), *self._beneficiaries(clause)]
        return heads

    def _beneficiaries(self, verb: Token) -> list[Token]:
        """Whom something is given or said to, then the objects, then all other phrases: "handed over to Britain two men"."""
        to = [o for preposition, o in self._syntax.obliques(verb) if preposition == "to"]
        return [
            *(*self._syntax.recipients(verb), *to),
            *(*self._syntax.objects(verb), *self._any_oblique(verb)),
        ]

    # ---------------------------------------------------------------- conditions

    def meets(self, trigger: Token, needs: Sequence[Condition]) -> bool:
        """Whether all conditions of an entry hold of a trigger."""
        return all(self._holds(trigger, condition) is not condition.negated for condition in needs)

    def _holds(self, trigger: Token, condition: Condition) -> bool:
        if condition.test is Test.PASSIVE:
            return self._syntax.is_passive(trigger)
        if condition.test is Test.ACTIVE:
            return not self._syntax.is_passive(trigger)
        if condition.test is Test.COMPLEMENT or condition.slot is None:
            return bool(self._syntax.complements(trigger))
        if condition.test is Test.ACTOR:
            return bool(self.slot(trigger, condition.slot))
        found = self.tokens(trigger, condition.slot)
        if condition.test is Test.FILLED:
            return bool(found)
        return any(self._is_one_of(token, condition.words) for token in found)

    def _is_one_of(self, token: Token, words: frozenset[str]) -> bool:
        """The head lemma, or the head with its compound ("peace talks"), stands in `words`."""
        if lemma(token) in words or token.lower_ in words:
            return True
        return token.i > 0 and f"{token.nbor(-1).lower_} {lemma(token)}" in words

    def consumed(self, trigger: Token, needs: Sequence[Condition]) -> list[Token]:
        """The tokens that an entry's conditions rest on by their word: "deal" of "strike a deal"."""
        return [
            token
            for condition in needs
            if condition.test is Test.ONE_OF and condition.slot is not None and not condition.negated
            for token in self.tokens(trigger, condition.slot)
            if self._is_one_of(token, condition.words)
        ]


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties without repetition of an actor: the first reading of each, in order."""
    first: dict[str, Party] = {}
    for party in parties:
        first.setdefault(party.key, party)
    return tuple(first.values())
