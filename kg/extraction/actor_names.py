"""The proper names of a document: those that the reference data knows, then those that only the entity recogniser sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extraction.actor_words import actor_words
from kg.extraction.words import text_of
from kg.language import Document
from kg.model import Actor
from kg.reference import Entry, EntryKind, Form, Match, Reference

_STATES = (EntryKind.STATE, EntryKind.CAPITAL, EntryKind.SEAT, EntryKind.PLACE)
_BODIES = (EntryKind.ORGANIZATION, EntryKind.ARMED_GROUP)
_PERSONS = (EntryKind.PERSON, EntryKind.SURNAME)
_PEOPLES = (EntryKind.DEMONYM, EntryKind.PEOPLE)
_LABELS = {
    "PERSON": EntryKind.PERSON,
    "ORG": EntryKind.ORGANIZATION,
    "GPE": EntryKind.PLACE,
    "LOC": EntryKind.PLACE,
}
_FIRM = (EntryKind.DEMONYM, EntryKind.PERSON, *_BODIES)
_CUT = ("'s", "’s", "'", "’", ",", "(", ")", '"', "“", "”", ";", ":")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: token indexes (end exclusive), the entry it leads to (None: unknown), what kind of name it is.

    `hint` is a country that an unknown name holds ("Bank of China").
    """

    start: int
    end: int
    kind: EntryKind
    entry: Entry | None = None
    hint: str | None = None

    @property
    def known(self) -> bool:
        """Whether the reference data knows the name."""
        return self.entry is not None

    @property
    def country(self) -> str | None:
        """The country that the name names or belongs to."""
        return self.entry.country if self.entry else self.hint

    @property
    def actor(self) -> Actor | None:
        """The actor that a known name stands for."""
        return self.entry.actor if self.entry else None

    @property
    def is_state(self) -> bool:
        """Whether it is a state's own name."""
        return self.kind is EntryKind.STATE

    @property
    def is_place(self) -> bool:
        """Whether it is a capital, a seat or another place."""
        return self.kind in _STATES and not self.is_state

    @property
    def is_person(self) -> bool:
        """Whether it is a person's name."""
        return self.kind in _PERSONS

    @property
    def is_body(self) -> bool:
        """Whether it is an organisation's or an armed group's name."""
        return self.kind in _BODIES

    @property
    def is_people(self) -> bool:
        """Whether it is a demonym or a people's name."""
        return self.kind in _PEOPLES

    @property
    def is_adjective(self) -> bool:
        """Whether it is a demonym that only describes: "Ukrainian"."""
        return self.entry is not None and self.entry.form is Form.ADJECTIVE


class Names:
    """The names of one document, none overlapping another; `at[i]` is the name that covers token `i`."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self._doc = document.syntax.tree.tokens
        self._reference = reference
        self._on = document.article.published
        self._strangers = self._find_strangers(document.doc)
        self.at: dict[int, Name] = {}
        for paragraph in document.paragraphs:
            for name in self._known(paragraph.start, paragraph.end):
                self._put(name)
        for name in self._unknown(document.doc):
            self._put(name)

    def __iter__(self) -> Iterator[Name]:
        return iter(dict.fromkeys(self.at[index] for index in sorted(self.at)))

    def _put(self, name: Name) -> None:
        if not any(index in self.at for index in range(name.start, name.end)):
            self.at.update(dict.fromkeys(range(name.start, name.end), name))

    def _known(self, start: int, end: int) -> Iterator[Name]:
        words = [token.text for token in self._doc[start:end]]
        for match in self._reference.match(words, self._on):
            entry = self._choose(match, start)
            if entry is None or self._is_part_of_name(match, start, entry):
                continue
            if self._is_namesake(start + match.end - 1, entry):
                continue
            if not self._within_longer(match, start, entry):
                yield Name(start + match.start, start + match.end, entry.kind, entry)

    def _choose(self, match: Match, offset: int) -> Entry | None:
        """The first entry that held on the article's day and suits the word's part of speech."""
        token = self._doc[offset + match.end - 1]
        valid = [entry for entry in match.entries if entry.period.holds(self._on)] or list(match.entries)
        forms = [entry for entry in valid if entry.form in _forms(token, self._doc)]
        return next(iter(forms or valid), None)

    def _is_part_of_name(self, match: Match, offset: int, entry: Entry) -> bool:
        """Whether a surname stands inside a name that is not that person's: "King Olovar", "Haroon Rashid Aswad"."""
        if entry.kind is not EntryKind.SURNAME:
            return False
        before, behind = offset + match.start - 1, offset + match.end
        for step, index in ((-1, before), (1, behind)):
            if 0 < index < len(self._doc) - 1 and self._doc[index].text in "-–":
                index += step  # noqa: PLW2901  (a hyphen joins the parts of a name)
            if self._is_loose_name(index):
                return True
        return False

    def _is_namesake(self, index: int, entry: Entry) -> bool:
        """Whether the article means another of that surname, whom it names in full: "Omar Suleiman", later "Suleiman"."""
        full = self._strangers.get(self._doc[index].lower_)
        return entry.kind is EntryKind.SURNAME and full is not None and full[0] != entry.name[0]

    def _find_strangers(self, doc: Doc) -> dict[str, str]:
        """By last word, the name of persons whom the article names in full and no table knows, if no other such is known."""
        found: dict[str, str] = {}
        known: set[str] = set()
        for person in (each for each in doc.ents if each.label_ == "PERSON" and len(each) > 1):
            last = person[-1].lower_
            if self._reference.lookup(person.text):
                known.add(last)
            else:
                found.setdefault(last, person.text)
        return {last: name for last, name in found.items() if last not in known}

    def _is_loose_name(self, index: int) -> bool:
        """Whether a word is a proper noun that is no title, date or known name's end."""
        if not 0 <= index < len(self._doc) or index in self.at:
            return False
        token = self._doc[index]
        plain = token.pos_ == "PROPN" and token.ent_type_ != "DATE" and token.text[0].isupper()
        return plain and token.ent_type_ not in ("NORP", "GPE", "ORG") and not self._is_role(index)

    def _within_longer(self, match: Match, offset: int, entry: Entry) -> bool:
        """Whether the words are only a part of a longer name: "Jordan" of "Michael Jordan"."""
        first, end = offset + match.start, offset + match.end
        entity = _entity(self._doc, first)
        if entity is None or entity[1] - entity[0] <= end - first or end > entity[1]:
            return False
        if entity[2] == "PERSON" and first > entity[0] and self._doc[first - 1].text in "-–":
            return True  # "Waker-uz-Zaman" has nothing to do with a newspaper
        others = [self._doc[index] for index in range(entity[0], entity[1]) if not first <= index < end]
        if entity[2] == "ORG":
            one_word = end - first == 1 and self._doc[first].is_title and entry.kind is EntryKind.ORGANIZATION
            return one_word and end < entity[1] and self._doc[end].pos_ == "PROPN"
        plain = all(
            token.pos_ == "PROPN" and self._reference.role_noun(token.text) is None for token in others
        )
        return entity[2] == "PERSON" and plain and entry.kind not in _FIRM

    def _unknown(self, doc: Doc) -> Iterator[Name]:
        for entity in doc.ents:
            kind = _LABELS.get(entity.label_)
            if kind is not None:
                yield from self._pieces(entity.start, entity.end, kind)
            elif entity.label_ == "NORP" and len(entity.text) > 1:
                yield Name(entity.start, entity.end, EntryKind.PEOPLE)

    def _unknown_name(self, start: int, end: int, kind: EntryKind) -> Name:
        places = self._reference.places(text_of(self._doc[start:end])) if kind is EntryKind.PLACE else ()
        return Name(start, end, kind, hint=places[0].country if places else None)

    def _pieces(self, start: int, end: int, kind: EntryKind) -> Iterator[Name]:
        """The parts of an entity that no known name covers; of a body with a state's name inside, the whole."""
        body = kind is EntryKind.ORGANIZATION
        if body and self._only_describes(start, end):
            return
        if body and (owner := self._owner_inside(start, end)):
            for index in range(start, end):
                self.at.pop(index, None)
            yield Name(start, end, kind, hint=owner.country)
            return
        piece: list[int] = []
        for index in range(start, end + 1):
            if index < end and index not in self.at and self._belongs(index, kind):
                piece.append(index)
            elif piece and index < end and self._doc[index].text in "-–" and index + 1 < end:
                continue
            elif piece:
                if not self._reference.role_noun(text_of(self._doc[piece[0] : piece[-1] + 1])):
                    yield self._unknown_name(piece[0], piece[-1] + 1, kind)
                piece = []

    def _owner_inside(self, start: int, end: int) -> Name | None:
        """The country inside a body's name ("Bank of China"), if the name does not start with it."""
        inside = [self.at[index] for index in range(start, end) if index in self.at]
        if not inside or start in self.at or any(token.text in _CUT for token in self._doc[start:end]):
            return None
        places = all(name.is_state or name.is_place or name.is_people for name in inside)
        return inside[0] if places else None

    def _belongs(self, index: int, kind: EntryKind) -> bool:
        token = self._doc[index]
        if token.text in _CUT or not token.text[0].isalnum() or is_platform(self._doc, index):
            return False
        return kind is not EntryKind.PERSON or not self._is_role(index)

    def _is_role(self, index: int) -> bool:
        token = self._doc[index]
        return any(self._reference.role_noun(form) for form in (token.text, token.lemma_))

    def _only_describes(self, start: int, end: int) -> bool:
        """Whether a body's supposed name is a common role after names: "Foreign Ministry", "Nigerian Interior Ministry"."""
        while start < end and (start in self.at or self._doc[start].pos_ == "DET"):
            start += 1
        words = [token.lower_ for token in self._doc[start:end]]
        forms = (" ".join(words[cut:]) for cut in range(min(2, len(words))))
        if start == end or self._reference.role_noun(next(forms, "")):
            return True
        return all(self._is_role(index) or index in self.at for index in range(start, end))


def is_platform(doc: Sequence[Token], index: int) -> bool:
    """Whether the word is the place on the net where something was written: "wrote on X", "a post on Telegram"."""
    before = doc[index - 1].lower_ if index else ""
    alone = doc[index].text in ("X", "X.") and doc[index - 1].pos_ != "PROPN"
    return alone or (before in ("on", "via") and doc[index].lower_ in actor_words("platform"))


def _forms(token: Token, doc: Sequence[Token]) -> tuple[Form, ...]:
    """The forms that a word's part of speech and place allow."""
    follower = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if follower is not None and follower.pos_ in ("NOUN", "PROPN", "ADJ") and token.pos_ in ("ADJ", "PROPN"):
        return (Form.NAME, Form.ADJECTIVE)
    if follower is not None and follower.text in ("-", "–") and not token.whitespace_:
        return (Form.NAME, Form.ADJECTIVE)
    if token.tag_ in ("NNPS", "NNS"):
        return (Form.NAME, Form.PLURAL)
    return (
        (Form.NAME, Form.SINGULAR, Form.PLURAL)
        if token.pos_ in ("NOUN", "PROPN")
        else (Form.NAME, Form.ADJECTIVE)
    )


def _entity(doc: Sequence[Token], index: int) -> tuple[int, int, str] | None:
    """The entity that covers a token: first token, end, label."""
    if not doc[index].ent_type_:
        return None
    start = index
    while start and doc[start].ent_iob_ != "B":
        start -= 1
    end = index + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return start, end, doc[index].ent_type_
