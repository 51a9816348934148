"""`Cast`: who an article speaks of, token by token.

A token stands for whom its phrase means (`actor_phrase_readings`), for whom it points back to (`coreference`), or, where
a phrase names no country, for somebody of the country that the sentence is about (`actor_countries`, with less
confidence). What no rule explains is no actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Token

from kg.extraction.actor_phrase_readings import PhraseReader
from kg.extraction.actor_phrases import Phrase
from kg.extraction.actor_readings import ActorReading, Affiliation
from kg.extraction.actor_words import actor_words
from kg.extraction.coreference import PRONOUNS, Coreference
from kg.extraction.short_names import ShortNames
from kg.extraction.words import text_of, word_at
from kg.language import Document
from kg.model import Actor, ActorKind, Span
from kg.reference import Reference

_RELATIVE = ("WP", "WDT", "WP$")
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "its", "their", "his", "her"])
_TWO = frozenset(["two", "both", "three"])
_GROUPING = frozenset({"between", "among", "of"})
_OFFICIAL = frozenset({"GOV", "LEG", "JUD", "SPY"})
_UNSTATED = Affiliation(None, "unstated", 0.3)
_SURE = 0.6
"""From this confidence on a reading is the text's own word, and may be pointed back to."""

_POINTED_BACK = 0.8  # what coreference keeps of the confidence of the reading that it points to


__all__ = ["ActorReading", "Cast"]


class Cast:
    """The actors of one document; every answer is found once and remembered.

    Args:
        document: the parsed article.
        reference: who is known beforehand.
    """

    def __init__(self, document: Document, reference: Reference) -> None:
        self._document = document
        self._doc = document.syntax.tree.tokens
        self._reader = PhraseReader(document, reference)
        self._phrases = self._reader.phrases
        self._own: dict[int, tuple[ActorReading, ...]] = {}
        self._at: dict[int, tuple[ActorReading, ...]] = {}
        self._short_names = ShortNames(document, self._phrases.all, self._own_readings, self._phrase)

    def at(self, token: Token) -> tuple[ActorReading, ...]:
        """The actors that the noun phrase around `token` refers to, as far as `token` belongs to its head or name.

        A name that only describes the head ("Ukrainian" of "Ukrainian officials") gives the actor it names itself.
        Conjuncts are the caller's business.
        """
        found = self._at.get(token.i)
        if found is None:
            self._at[token.i] = ()  # a circle of pointing back ends here
            found = self._at[token.i] = self._read(token)
        return found

    def modifiers_of(self, token: Token) -> tuple[ActorReading, ...]:
        """The actors that stand before or behind a noun and belong to it, in order, each once.

        Possessors, premodifiers ("Russia-Ukraine talks", "U.S.-mediated") and what "of", "between", "among", "with"
        bring; a mere place before it ("the Geneva talks") is none.
        """
        phrase = self._phrases.of.get(token.i)
        if phrase is None:
            return ()
        found = [*self._possessor(phrase), *self._premodifiers(phrase), *self._partners(phrase)]
        return tuple({reading.actor.key: reading for reading in reversed(found)}.values())[::-1]

    def territory_of(self, token: Token) -> tuple[ActorReading, ...]:
        """The state on whose ground a place name lies, where `at` finds no actor in it: "a curfew in Abidjan".

        For slots that take the state of a place as a party when nothing else fills them.
        """
        name = self._reader.names.at.get(token.i)
        reading = self._reader.ground(name) if name is not None else None
        return (reading,) if reading else ()

    @cached_property
    def named(self) -> tuple[Actor, ...]:
        """All actors that the text itself names or describes, in order of first mention."""
        found: dict[str, Actor] = {}
        for phrase in self._phrases.all:
            for reading in self._led(phrase) or self._own_readings(phrase):
                if reading.confidence >= _SURE:
                    found.setdefault(reading.actor.key, reading.actor)
        return tuple(found.values())

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """Names of persons and bodies that no table knows and whom no word of the text gives a country."""
        unread = (phrase for phrase in self._phrases.all if not self._own_readings(phrase))
        names = (phrase.last_name for phrase in unread if not self._short_names.of(phrase))
        texts = (
            text_of(self._doc[n.start : n.end])
            for n in names
            if n and not n.known and (n.is_person or n.is_body)
        )
        return tuple(dict.fromkeys(texts))

    # one token

    def _read(self, token: Token) -> tuple[ActorReading, ...]:
        if token.tag_ in _RELATIVE:
            antecedent = self._document.syntax.antecedent(token)
            return self.at(antecedent) if antecedent.i != token.i else ()
        if token.lower_ in PRONOUNS and token.pos_ == "PRON":
            return self._pointing(self._coreference.pronoun(token), token.i, token.i + 1, "pronoun")
        phrase = self._phrases.of.get(token.i)
        if phrase is None:
            return ()
        inner = self._reader.names.at.get(token.i)
        if (
            inner is not None
            and inner is not phrase.last_name
            and inner.end < phrase.end
            and not inner.is_person
        ):
            reading = self._reader.name(inner)
            return (reading,) if reading else ()
        return self._phrase(phrase) or self._part(phrase, token.i)

    def _part(self, phrase: Phrase, index: int) -> tuple[ActorReading, ...]:
        """Whom the words up to a role noun mean, where the phrase goes on to something else: "rebel-held"."""
        for role in phrase.roles:
            if role.start <= index < role.end < phrase.end:
                part = self._phrases.part(phrase, role.end)
                return self._reader.read(part) or self._reader.read(part, self._guess(part))
        return ()

    def _phrase(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        return (
            self._led(phrase)
            or self._held(phrase)
            or self._own_readings(phrase)
            or self._pointed(phrase)
            or self._short_names.of(phrase)
            or self._fallback(phrase)
        )

    def _own_readings(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """What the phrase says by itself; with a possessive pronoun, of its antecedent's country."""
        found = self._own.get(phrase.start)
        if found is None:
            found = self._own[phrase.start] = () if self._is_pair(phrase) else self._reader.read(phrase)
        return found

    def _led(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """The person whose name ends what the role is of: "Head of the Ukrainian delegation Rustem Umerov"."""
        inside = self._phrases.of.get(phrase.end + 1)
        if phrase.last_role is None or inside is None or self._word(phrase.end) not in ("of", "for"):
            return ()
        named = inside.last_name is not None and inside.last_name.is_person
        body = inside.roles and inside.roles[-1].noun.kind is not ActorKind.PERSON
        return self._phrase(inside) if named and body else ()

    def _held(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """Those of whom there are "thousands", or who are a body's "members"."""
        lemma = self._doc[phrase.head].lemma_.lower()
        if lemma not in actor_words("holder") or self._word(phrase.end) != "of":
            return ()
        inside = self._phrases.of.get(phrase.end + 1)
        return self._phrase(inside) if inside is not None and not self._is_place(inside) else ()

    def _pointed(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """Whom a definite phrase without a country of its own names again."""
        lemma = self._doc[phrase.head].lemma_.lower()
        if self._is_pair(phrase):
            found = self._coreference.pair(phrase, actor_words("pair")[lemma])
            return self._pointing(
                found, phrase.start, phrase.end, "pair", states=lemma not in ("leader", "president")
            )
        if phrase.last_name is not None or self._doc[phrase.start].lower_ not in _DEFINITE:
            return ()
        role = phrase.last_role
        if lemma not in actor_words("back") and role is None:
            return ()
        kinds = actor_words("back").get(lemma, frozenset())
        start = role.start if role is not None else phrase.head
        text = text_of(self._doc[start : phrase.end]).lower()
        return self._pointing(
            self._coreference.definite(phrase, text, kinds), phrase.start, phrase.end, "definite"
        )

    def _fallback(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """Somebody of the country that the sentence is about, where the phrase names none."""
        country = ActorKind.STATE in actor_words("back").get(self._doc[phrase.head].lemma_.lower(), ())
        if country or self._is_pair(phrase) or self._reader.is_bare(phrase):
            return ()
        return self._reader.read(phrase, self._guess(phrase))

    def _guess(self, phrase: Phrase, *, pointing: bool = True) -> Affiliation:
        """The affiliation that the text does not state: the possessive pronoun's, else the sentence's or article's."""
        if self._doc[phrase.head].lemma_.lower() in actor_words("unplaced") or self._is_foreign(phrase):
            return _UNSTATED
        official = self._reader.sector(phrase, phrase.end) in _OFFICIAL
        owner = self._owner_affiliation(phrase) if pointing else None
        guess = owner or self._reader.countries.fallback(phrase.start, official=official)
        return guess or _UNSTATED

    def _is_foreign(self, phrase: Phrase) -> bool:
        """Whether a word says that somebody is not of the country spoken of: "foreign workers"."""
        if phrase.last_name is not None:
            return False
        return any(self._word(index) in actor_words("foreign") for index in range(phrase.start, phrase.head))

    def _owner_affiliation(self, phrase: Phrase) -> Affiliation | None:
        """The country of whom a possessive pronoun means: "its forces"."""
        for one in (phrase, *self._reader.apposed(phrase)):
            first = self._doc[one.start]
            if first.tag_ == "PRP$":
                owners = self.at(first)
                return _of_owner(owners[0]) if owners else None
        return None

    @cached_property
    def _coreference(self) -> Coreference:
        return Coreference(self._document, self._phrases.all, self._candidate)

    def _candidate(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        return self._own_readings(phrase) or self._short_names.of(phrase) or self._indefinite(phrase)

    def _indefinite(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        """Somebody new of no stated country: "rebels attacked", an unknown name; of the sentence's country."""
        first = self._doc[phrase.start]
        name = phrase.last_name
        country = ActorKind.STATE in actor_words("back").get(self._doc[phrase.head].lemma_.lower(), ())
        new = phrase.last_role is not None and not country and first.lower_ not in _DEFINITE
        named = name is not None and not name.known and (name.is_person or name.is_body)
        if not (new or named) or first.tag_ == "PRP$" or self._is_pair(phrase):
            return ()
        return self._reader.read(phrase, self._guess(phrase, pointing=False))

    def _is_pair(self, phrase: Phrase) -> bool:
        """Whether the phrase speaks of several together: "both sides", "the two countries", "the sides"."""
        head = self._doc[phrase.head]
        paired = head.tag_ == "NNS" and head.lemma_.lower() in actor_words("pair")
        # "opposition parties" are no parties to something
        told = any(role.end - role.start > 1 for role in phrase.roles)
        if not paired or told or phrase.names or phrase.possessor:
            return False
        words = {self._word(index) for index in range(phrase.start, phrase.end)}
        return bool(words & _TWO) or (
            head.lemma_ in ("side", "party", "neighbour", "neighbor") and "the" in words
        )

    def _is_place(self, phrase: Phrase) -> bool:
        return phrase.last_name is not None and (phrase.last_name.is_place or phrase.last_name.is_state)

    def _pointing(
        self, found: Iterable[ActorReading], start: int, end: int, rule: str, *, states: bool = False
    ) -> tuple[ActorReading, ...]:
        """Readings of what points back: here, by this rule, a little less sure."""
        span = self._document.span_of(start, end)
        readings = [self._pointer(reading, span, rule) for reading in found]
        if states:
            readings = [self._as_party(reading) for reading in readings]
        return tuple({reading.actor.key: reading for reading in readings}.values())

    def _pointer(self, reading: ActorReading, span: Span, rule: str) -> ActorReading:
        return replace(reading, span=span, rule=rule, confidence=round(reading.confidence * _POINTED_BACK, 3))

    def _as_party(self, reading: ActorReading) -> ActorReading:
        """The state behind an actor of a country, since sides and countries are states."""
        actor = reading.actor
        if actor.kind in (ActorKind.STATE, ActorKind.ARMED_GROUP) or not actor.country:
            return reading
        state = self._reader.reference.states.get(actor.country)
        return replace(reading, actor=state.actor) if state else reading

    # modifiers

    def _possessor(self, phrase: Phrase) -> tuple[ActorReading, ...]:
        if phrase.possessor is not None:
            name = phrase.possessor.last_name
            inner = self._reader.name(name) if name is not None and name.is_place else None
            return (inner,) if inner else self._phrase(phrase.possessor)
        first = self._doc[phrase.start]
        return self.at(first) if first.tag_ == "PRP$" else ()

    def _premodifiers(self, phrase: Phrase) -> Iterator[ActorReading]:
        for name in phrase.names:
            if name is phrase.last_name or self._is_stance(name.start):
                continue
            paired = self._word(name.end) in ("-", "–", "/") or self._word(name.start - 1) in ("-", "–", "/")
            if name.is_place and not paired:
                continue
            reading = self._reader.name(name)
            if reading is not None:
                yield reading

    def _is_stance(self, index: int) -> bool:
        """Whether the name is only what somebody is for or against: "pro-Iranian"."""
        return self._reader.countries.is_stance(index)

    def _partners(self, phrase: Phrase) -> Iterator[ActorReading]:
        preposition = self._word(phrase.end)
        if preposition not in _GROUPING:
            return
        behind = self._phrases.of.get(phrase.end + 1)
        while behind is not None:
            yield from self._phrase(behind)
            joined = self._word(behind.end) == "and" and preposition != "of"
            behind = self._phrases.of.get(behind.end + 1) if joined else None

    def _word(self, index: int) -> str:
        return word_at(self._doc, index)


def _of_owner(owner: ActorReading) -> Affiliation:
    """What a possessive pronoun says of whose somebody is: the country of whom it means, or the body of none."""
    actor = owner.actor
    body = actor if actor.kind is not ActorKind.PERSON or actor.body else None
    return Affiliation(actor.country, "pronoun", min(0.7, owner.confidence), body)
