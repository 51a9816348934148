"""Who one noun phrase means, from its own words and those right around it; None of this looks further back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.actor_countries import Countries
from kg.extraction.actor_names import Name, Names
from kg.extraction.actor_phrases import Phrase, Phrases, Role
from kg.extraction.actor_readings import FORMER, ActorMaker, ActorReading, Affiliation
from kg.extraction.actor_words import actor_words
from kg.extraction.place_use import is_locative
from kg.extraction.words import text_of, word_at
from kg.language import Document
from kg.model import Actor, ActorKind
from kg.reference import Reference

_GENITIVE = ("'s", "’s", "'", "’")


class PhraseReader:
    """Reads the phrases of one document, each by itself."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self._document = document
        self._doc = document.syntax.tree.tokens
        self.reference = reference
        self.names = Names(document, reference)
        self.phrases = Phrases(document, self.names, reference)
        self.countries = Countries(document, self.names, self.phrases)
        self._make = ActorMaker(reference)

    def name(self, name: Name, rule: str | None = None) -> ActorReading | None:
        """Who a name means that stands inside a phrase: "Ukrainian" is Ukraine, "Moscow's" Russia's government."""
        if name.is_state or (name.is_people and name.known and name.country):
            actor = self._make.state(name.country or "") or name.actor
            return self._reading(actor, name.start, name.end, rule or "demonym", 0.9)
        if name.is_place:
            actor = self._make.state(name.country or "", "GOV") if name.known else None
            return self._reading(actor, name.start, name.end, rule or "metonym", 0.85)
        if name.known:
            return self._reading(name.actor, name.start, name.end, rule or "name", 0.9)
        return None

    def ground(self, name: Name) -> ActorReading | None:
        """The state in which a place lies."""
        if not (name.is_place or name.is_state) or name.country is None:
            return None
        return self._reading(self._make.state(name.country), name.start, name.end, "territory", 0.4)

    def read(self, phrase: Phrase, affiliation: Affiliation | None = None) -> tuple[ActorReading, ...]:
        """Who the phrase as a whole means.

        Without an `affiliation` from elsewhere only what stands in and beside the phrase counts; a role or person of
        whom that names no country gives nothing.
        """
        last = phrase.last_name
        if last is not None:
            found = self._named(phrase, last, affiliation)
            return (found,) if found else ()
        if phrase.last_role is not None:
            if affiliation is None and self.is_bare(phrase) and self._word(phrase.end) != "for":
                return ()
            return tuple(self._roles(phrase, phrase.last_role, affiliation))
        body = self._body_before_class(phrase)
        found = self._named(phrase, body, affiliation) if body else self._settlement(phrase)
        return (found,) if found else ()

    def affiliation(self, phrase: Phrase, main: Name | None = None) -> Affiliation | None:
        """Whose the phrase's head is, by what stands in the phrase, before it, behind it, or in apposition to it."""
        return (
            self.countries.modifier(phrase, main)
            or self._of_possessor(phrase)
            or self.countries.complement(phrase)
            or self._of_apposition(phrase)
            or self._of_conjunct(phrase)
        )

    def is_bare(self, phrase: Phrase) -> bool:
        """Whether a role noun stands for no one person: "stand guard", "elected as minister"."""
        role, head = phrase.last_role, self._doc[phrase.head]
        if role is None or role.start != phrase.start or phrase.possessor is not None or head.is_sent_start:
            return False
        if "and" in (self._word(phrase.start - 1), self._word(phrase.end)) or self._word(phrase.end) == "of":
            return False
        return head.tag_ == "NN" and role.noun.kind is ActorKind.PERSON

    def is_former(self, phrase: Phrase) -> bool:
        """Whether the phrase speaks of somebody's past office: "former President"."""
        words = [self._doc[index].lower_ for index in range(phrase.start, phrase.end)]
        return any(word in actor_words("former") or word.startswith("ex-") for word in words)

    def sector(self, phrase: Phrase, upto: int) -> str | None:
        """The sector that the roles before token `upto` give, a mere rank's taken from what stands before it."""
        roles = [role for role in phrase.roles if role.end <= upto]
        if not roles:
            return None
        *before, last = roles
        sectors = [role.noun.sector for role in before if role.noun.sector]
        weak = self._lemma(last) in actor_words("rank") or last.noun.sector is None
        sector = sectors[-1] if weak and sectors else last.noun.sector
        if sector == "GOV" and self._speaks_of_opposition(phrase):
            sector = "OPP"
        return FORMER if sector and last.noun.kind is ActorKind.PERSON and self.is_former(phrase) else sector

    def _speaks_of_opposition(self, phrase: Phrase) -> bool:
        words = (self._doc[index].lower_ for index in range(phrase.start, phrase.end))
        return any(word in ("opposition", "dissident") for word in words)

    # names

    def _named(self, phrase: Phrase, name: Name, affiliation: Affiliation | None) -> ActorReading | None:
        if not name.known and self._is_thing(name):
            return None
        if name.is_person and not self._is_company(name):
            return self._person(phrase, name, affiliation)
        if name.is_body or name.is_person:
            return self._body(phrase, name, affiliation)
        if name.is_people:
            return self._people(phrase, name, affiliation)
        return self._territory(phrase, name)

    def _is_thing(self, name: Name) -> bool:
        """Whether it is the name of a building, a storm, a law: "Karzai International Airport"."""
        ends = {self._doc[name.start].lower_, self._doc[name.end - 1].lower_}
        return not ends.isdisjoint(actor_words("thing"))

    def _is_company(self, name: Name) -> bool:
        return not name.known and self._doc[name.end - 1].lower_.rstrip(".") in actor_words("company")

    def _territory(self, phrase: Phrase, name: Name) -> ActorReading | None:
        if name.is_state:
            if self._after_place(name):
                return None
            return self._reading(
                self._make.state(name.entry.key) if name.entry else None,
                phrase.start,
                phrase.end,
                "state",
                0.95,
            )
        preposition = self._document.syntax.governing_preposition(self._doc[name.end - 1])
        if is_locative(self._doc, phrase.start, preposition) or name.country is None:
            return None
        if name.entry is None:
            return self._reading(self._make.state(name.country), phrase.start, phrase.end, "territory", 0.5)
        return self._reading(self._make.known(name), phrase.start, phrase.end, "metonym", 0.85)

    def _after_place(self, name: Name) -> bool:
        """Whether the state only says where the place before it lies: "Geneva, Switzerland"."""
        before = self.names.at.get(name.start - 2)
        return before is not None and before.is_place and self._doc[name.start - 1].text == ","

    def _person(self, phrase: Phrase, name: Name, affiliation: Affiliation | None) -> ActorReading | None:
        if name.known:
            actor = self._as_titled(phrase, name, self._make.known(name, former=self.is_former(phrase)))
            return self._reading(actor, phrase.start, phrase.end, "name", 0.95)
        own = self.affiliation(phrase, name) or affiliation
        if own is None:
            return None
        sector = self.sector(phrase, name.start) or self._apposed_sector(phrase)
        if sector is None and own.body is not None:
            sector = own.body.sector
        actor = self._make.unknown_person(self._text(name), own, sector)
        return self._reading(actor, phrase.start, phrase.end, f"person-{own.rule}", own.confidence)

    def _as_titled(self, phrase: Phrase, name: Name, actor: Actor | None) -> Actor | None:
        """A known person with the country and sector of the title that the text gives: "Georgian President ..."."""
        titles = [
            role for role in phrase.roles if role.end <= name.start and role.noun.kind is ActorKind.PERSON
        ]
        if actor is None or not titles:
            return actor
        own = self.countries.modifier(phrase, name) or self._of_possessor(phrase)
        sector = self.sector(phrase, name.start)
        last = titles[-1]  # "opposition leader" says more than "leader"
        bare = last.end - last.start == 1 and self._lemma(last) in actor_words("rank")
        vague = bare and sector == last.noun.sector
        actor = actor if vague or sector is None else replace(actor, sector=sector)
        if own is not None and own.international:
            return replace(actor, country=None, body=own.international)
        return replace(actor, country=own.country, body=None) if own is not None and own.country else actor

    def _body(self, phrase: Phrase, name: Name, affiliation: Affiliation | None) -> ActorReading | None:
        if name.known:
            return self._reading(name.actor, phrase.start, phrase.end, "name", 0.95)
        own = self.affiliation(phrase, name)
        if own is None and name.hint:
            own = Affiliation(name.hint, "name", 0.8)
        if own is None and affiliation is not None:
            own = Affiliation(None, "international", 0.6) if self._is_international(name) else affiliation
        if own is None:
            return None
        firm = "BUS" if self._is_company(name) else None
        sector = (
            firm
            or self.sector(phrase, phrase.end)
            or self._sector_in_name(name)
            or self._apposed_sector(phrase)
        )
        actor = self._make.unknown_body(self._text(name), own.country, sector)
        return self._reading(actor, phrase.start, phrase.end, f"body-{own.rule}", own.confidence)

    def _is_international(self, name: Name) -> bool:
        return any(token.lower_ in actor_words("international") for token in self._doc[name.start : name.end])

    def _people(self, phrase: Phrase, name: Name, affiliation: Affiliation | None) -> ActorReading | None:
        ethnic = any(self._doc[index].lower_ == "ethnic" for index in range(phrase.start, name.end))
        own = self.countries.modifier(phrase, name)
        if own is None and (ethnic or name.country is None):
            own = self.countries.complement(phrase) or affiliation
        if own is not None and own.country != name.country:
            actor = self._make.people(self._text(name), own.country, "CVL")
            return self._reading(actor, phrase.start, phrase.end, f"people-{own.rule}", own.confidence)
        if name.country is None and own is None:
            return None
        return self._reading(name.actor, phrase.start, phrase.end, "people", 0.7 if ethnic else 0.9)

    def _settlement(self, phrase: Phrase) -> ActorReading | None:
        """The people of a town or camp that something is done to: "shelled Iraqi towns"; not of where it is done."""
        head = self._doc[phrase.head]
        if head.lemma_.lower() not in actor_words("settlement"):
            return None
        own = self.affiliation(phrase)
        preposition = self._document.syntax.governing_preposition(head)
        if own is None or own.country is None or is_locative(self._doc, phrase.start, preposition):
            return None
        sector = self.sector(phrase, phrase.end) or "CVL"
        actor = self._make.described(head.lower_, own, sector, ActorKind.POPULATION)
        return self._reading(actor, phrase.start, phrase.end, f"settlement-{own.rule}", 0.55)

    def _body_before_class(self, phrase: Phrase) -> Name | None:
        """The body that a class noun follows: "the Kifaya group"."""
        if self._doc[phrase.head].lemma_.lower() not in actor_words("class") or not phrase.names:
            return None
        last = phrase.names[-1]
        return last if last.is_body or (last.entry is None and not last.is_people) else None

    # roles

    def _roles(self, phrase: Phrase, role: Role, affiliation: Affiliation | None) -> Iterator[ActorReading]:
        for own in self._affiliations(phrase) or ([affiliation] if affiliation else []):
            found = self._role(phrase, role, own)
            if found is not None:
                yield found

    def _affiliations(self, phrase: Phrase) -> list[Affiliation]:
        """One affiliation a country where adjectives of origin are joined: "US and British forces"."""
        joined = [name for name in phrase.names if self._is_joined(name, phrase) and name.country]
        if len(joined) > 1:
            return [Affiliation(name.country, "modifier", 0.9) for name in joined]
        own = self.affiliation(phrase)
        if own is not None and own.rule == "complement" and self._doc[phrase.head].tag_ == "NNS":
            return [own, *self.countries.further_complements(phrase, own)]
        return [own] if own else []

    def _is_joined(self, name: Name, phrase: Phrase) -> bool:
        """Whether "and" or a comma inside the phrase links the name to another."""
        before = name.start > phrase.start and self._word(name.start - 1) in ("and", ",")
        return before or (name.end < phrase.end and self._word(name.end) in ("and", ","))

    def _role(self, phrase: Phrase, role: Role, own: Affiliation) -> ActorReading | None:
        if (
            own.body is not None
            and not role.noun.stands_for_state
            and own.rule in ("modifier", "possessor", "complement")
        ):
            return self._reading(own.body, phrase.start, phrase.end, f"body-{own.rule}", own.confidence)
        sector = self.sector(phrase, phrase.end)
        if sector == "UAF" and own.country and not own.rule.startswith("fallback"):
            sector = "REB"  # PLOVER's UAF is for the armed of whom nothing is known
        if role.noun.stands_for_state and own.country:
            actor = self._make.state(own.country, sector or "GOV")
        else:
            words = " ".join(token.text for token in self._doc[role.start : role.end])
            actor = self._make.described(words, own, sector, self._kind(role))
        return self._reading(actor, phrase.start, phrase.end, f"role-{own.rule}", own.confidence)

    def _of_possessor(self, phrase: Phrase) -> Affiliation | None:
        owner = phrase.possessor
        if owner is None:
            return None
        for reading in self.read(owner):
            body = (
                reading.actor
                if reading.actor.kind in (ActorKind.ORGANIZATION, ActorKind.ARMED_GROUP)
                else None
            )
            return Affiliation(reading.actor.country, "possessor", min(0.9, reading.confidence), body)
        return self.countries.modifier(owner)

    # apposition and coordination

    def _of_conjunct(self, phrase: Phrase) -> Affiliation | None:
        """The country that an adjective gives to both: "a Cuban physician and nurse", "Yemeni army and allied forces"."""
        before = self.phrases.of.get(phrase.start - 2)
        first = self._doc[phrase.start]
        if (
            self._word(phrase.start - 1) != "and"
            or before is None
            or first.pos_ == "DET"
            or first.tag_ == "PRP$"
        ):
            return None
        if phrase.names or not phrase.roles or not before.roles or before.last_name is not None:
            return None
        own = self.countries.modifier(before) or self._of_possessor(before)
        return Affiliation(own.country, "conjunct", 0.7) if own and own.country else None

    def _of_apposition(self, phrase: Phrase) -> Affiliation | None:
        for other in self.apposed(phrase):
            own = (
                self.countries.modifier(other)
                or (self._of_possessor(other) if other.possessor is not phrase else None)
                or self.countries.complement(other)
            )
            if own is not None:
                return Affiliation(own.country, "apposition", 0.85, own.body)
        return None

    def _apposed_sector(self, phrase: Phrase) -> str | None:
        found = (self.sector(other, other.end) for other in self.apposed(phrase))
        return next((sector for sector in found if sector), None)

    def apposed(self, phrase: Phrase) -> list[Phrase]:
        """The phrases that stand beside this one between commas for the same person or body."""
        found = []
        end = self._behind_aside(phrase.end)
        behind = self.phrases.of.get(end + 1)
        if behind is not None and behind.possessor is None and self._word(behind.end) in _GENITIVE:
            behind = self.phrases.of.get(behind.end + 1) or behind
        if self._word(end) == "," and behind is not None and self._complementary(phrase, behind):
            found.append(behind)
        start = phrase.possessor.start if phrase.possessor else phrase.start
        before = self.phrases.of.get(start - 2)
        if self._word(start - 1) == "," and before is not None and self._complementary(phrase, before):
            found.append(before)
        return found

    def _behind_aside(self, index: int) -> int:
        """The index behind a bracketed acronym or gloss: "(PFA)"."""
        if self._word(index) != "(":
            return index
        return next(
            (at + 1 for at in range(index, min(index + 6, len(self._doc))) if self._word(at) == ")"), index
        )

    def _complementary(self, one: Phrase, other: Phrase) -> bool:
        """Whether one of the two is a name and the other says what its bearer is, and no list goes on."""
        if self._word(other.end) in ("and", "or") and other.start > one.start:
            return False
        names = [phrase for phrase in (one, other) if phrase.last_name and not phrase.last_name.is_state]
        roles = [phrase for phrase in (one, other) if phrase.roles]
        return bool(names and roles) and all(
            not phrase.last_name or phrase.last_name.is_person or phrase.last_name.is_body
            for phrase in (one, other)
        )

    # small things

    def _sector_in_name(self, name: Name) -> str | None:
        for index in (name.end - 1, name.start):
            noun = self.reference.role_noun(self._doc[index].lower_)
            if noun is not None and noun.sector:
                return noun.sector
        return None

    def _reading(
        self, actor: Actor | None, start: int, end: int, rule: str, confidence: float
    ) -> ActorReading | None:
        return ActorReading(actor, self._document.span_of(start, end), rule, confidence) if actor else None

    def _kind(self, role: Role) -> ActorKind:
        """The kind of a role noun; several persons are a population."""
        plural = self._doc[role.end - 1].tag_ in ("NNS", "NNPS")
        return ActorKind.POPULATION if plural and role.noun.kind is ActorKind.PERSON else role.noun.kind

    def _lemma(self, role: Role) -> str:
        return self._doc[role.end - 1].lemma_.lower()

    def _text(self, name: Name) -> str:
        return text_of(self._doc[name.start : name.end])

    def _word(self, index: int) -> str:
        return word_at(self._doc, index)
