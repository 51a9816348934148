"""Finds the names of places in a document and decides which place of that name is meant.

A name of several places is decided by what stands beside it ("Paris, Texas", "Tripoli in Lebanon"), then by the
countries that the article names; else the best known place is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from kg.extraction.words import word_lists
from kg.language import Document
from kg.model import Place
from kg.reference import EntryKind, Form, Reference

_LONGEST_NAME = 5
_NOT_PLACES = frozenset({"PERSON", "NORP", "DATE", "EVENT"})
_DATELINE_ENDS = frozenset({"(", "-", "–", "—", "--"})
_DATELINE = 7  # words from a dateline's first to the bracket or dash that ends it: "DURBAN, South Africa ("
_SHORT = 3  # letters of an acronym, which may stand in capitals anywhere
_LINKS = frozenset({"of", "the", "and", "de", "al", "la", "-", "el", "da", "do", "du"})


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name that may be a place's: its tokens (first, end exclusive), the place, and what kind of name it is.

    `container` marks a name that only says where the one before it lies ("Switzerland" of "Geneva, Switzerland").
    """

    start: int
    end: int
    place: Place
    is_state: bool = False
    is_region: bool = False  # known only as part of a country: "Texas"
    container: bool = False


class PlaceNames:
    """The place names of one document, in text order."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self._doc: Sequence[Token] = document.syntax.tree.tokens
        self._text = document.doc.text
        self._document = document
        self._reference = reference
        self._regions = word_lists("place_words")["region"]
        self._looked_up: dict[str, tuple[Place | None, tuple[Place, ...], str | None]] = {}

    @cached_property
    def found(self) -> tuple[PlaceName, ...]:
        """All place names, whatever they stand for, the ambiguous ones decided."""
        names = list(self._candidates())
        for index, name in enumerate(names[:-1]):
            following = names[index + 1]
            if self._contains(name, following) and not name.container:
                country = following.place.country
                names[index] = replace(name, place=self._within(name, country))
                names[index + 1] = replace(following, container=True)
        return tuple(self._decided(name, index, names) for index, name in enumerate(names))

    @cached_property
    def by_token(self) -> dict[int, PlaceName]:
        """The name that a token is part of, by token index."""
        return {at: name for name in self.found for at in range(name.start, name.end)}

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the article names each country, as a state or by a demonym."""
        counts: Counter[str] = Counter()
        for token in self._document.syntax.tree.tokens:
            if token.text[:1].isupper() and not token.is_punct:
                counts.update(self._countries_of(token))
        counts.update(n.place.country for n in self._candidates() if n.is_state and n.place.country)
        return counts

    def _countries_of(self, token: Token) -> Iterator[str]:
        for entry in self._reference.lookup(token.text)[:1]:
            if entry.kind is EntryKind.DEMONYM and entry.country:
                yield entry.country

    # -- finding

    def _candidates(self) -> Iterator[PlaceName]:
        end = 0
        for token in self._document.syntax.tree.tokens:
            if token.i < end or not self._may_begin(token):
                continue
            name = self._longest_at(token.i)
            if name is not None and not self._of_other_kind(name) and not self._part_of_other_name(name):
                end = name.end
                yield name

    def _may_begin(self, token: Token) -> bool:
        if not token.text[:1].isupper() or token.is_punct:
            return False
        if self._opens_dateline(token):
            return True
        if token.pos_ in ("PROPN", "ADJ", "NOUN") or token.ent_type_ in ("GPE", "LOC", "FAC"):
            return token.pos_ == "PROPN" or bool(token.ent_type_) or self._after_preposition(token)
        return self._after_preposition(token) and not token.is_sent_start

    def _opens_dateline(self, token: Token) -> bool:
        """'DURBAN, South Africa (CNN) -': taggers take a word in capitals for a common noun, or for a person's name."""
        if (
            len(token) <= _SHORT
            or not token.text.isupper()
            or not (token.is_sent_start or self._begins_line(token))
        ):
            return False
        return any(t.text in _DATELINE_ENDS for t in self._doc[token.i + 1 : token.i + _DATELINE])

    def _begins_line(self, token: Token) -> bool:
        return token.i > 0 and self._doc[token.i - 1].is_space

    def _after_preposition(self, token: Token) -> bool:
        at = token.i - 1
        while at >= 0 and self._doc[at].lower_ in word_lists("place_words")["direction"]:
            at -= 1
        words = word_lists("place_words")
        return at >= 0 and (
            self._doc[at].lower_ in words["locative"] or self._doc[at].lower_ in words["motion"]
        )

    def _longest_at(self, start: int) -> PlaceName | None:
        limit = min(start + _LONGEST_NAME, len(self._doc))
        last = start + 1
        while last < limit and (self._doc[last].text[:1].isupper() or self._doc[last].lower_ in _LINKS):
            last += 1
        for end in range(last, start, -1):
            if end > start + 1 and self._doc[end - 1].lower_ in _LINKS:
                continue
            name = self._looked(start, end)
            if name is not None:
                return name
        return None

    def _words(self, start: int, end: int) -> str:
        """The text of the tokens; spaCy's own spans would build it anew each time."""
        last = self._doc[end - 1]
        return self._text[self._doc[start].idx : last.idx + len(last)]

    def _looked(self, start: int, end: int) -> PlaceName | None:
        words = self._words(start, end)
        if words not in self._looked_up:
            self._looked_up[words] = (self._state(words), self._reference.places(words), self._region(words))
        state, places, region = self._looked_up[words]
        if state is not None:
            return PlaceName(start, end, state, is_state=True)
        after_comma = start > 0 and self._doc[start - 1].text == ","
        if region is not None and (after_comma or not places or len(words) > 4):
            known = next((p for p in places if p.country == region), None)
            place = known or Place(
                f"x-place-{words.lower().replace(' ', '-').replace('.', '')}", words, region
            )
            return PlaceName(start, end, place, is_region=True)
        return PlaceName(start, end, places[0]) if places else None

    def _state(self, words: str) -> Place | None:
        for entry in self._reference.lookup(words):
            if (
                entry.kind is EntryKind.STATE
                and entry.form is Form.NAME
                and (len(words) > 2 or words.isupper())
            ):
                return Place(entry.key, entry.name, entry.country)
        return None

    def _region(self, words: str) -> str | None:
        short = len(words) < 4 and "." not in words
        return None if short and not words.isupper() else self._regions.get(words.lower())

    def _of_other_kind(self, name: PlaceName) -> bool:
        """Whether the entity recogniser takes a lesser known name for a person's or a people's."""
        token = self._doc[name.start]
        if name.is_state or token.ent_type_ not in _NOT_PLACES:
            return False
        return not self._after_preposition(token) and not self._opens_dateline(token)

    def _part_of_other_name(self, name: PlaceName) -> bool:
        """Whether the name is only a part of a longer one, of a person or body: "Paris Hilton", "Bank of England"."""
        entity = self._doc[name.start].ent_type_
        if entity in ("PERSON", "ORG") and self._inside_entity(name):
            return True
        following = self._doc[name.end] if name.end < len(self._doc) else None
        if following is not None and following.pos_ == "PROPN" and following.text[:1].isupper():
            return not self._place_begins(following)
        before = self._doc[name.start - 1] if name.start else None
        heads = self._document.syntax.tree.heads
        return (
            before is not None
            and before.pos_ == "PROPN"
            and before.text[:1].isupper()
            and before.lower_ not in word_lists("place_words")["direction"]
            and name.start <= heads[before.i] < name.end
            and before.ent_type_ not in ("GPE", "LOC")
        )

    def _inside_entity(self, name: PlaceName) -> bool:
        """Whether the named entity around the name goes on beyond it."""
        before = self._doc[name.start].ent_iob_ == "I" and self._doc[name.start - 1].lower_ != "the"
        after = name.end < len(self._doc) and self._doc[name.end].ent_iob_ == "I"
        return before or after

    def _place_begins(self, token: Token) -> bool:
        return token.ent_iob_ == "B" and token.ent_type_ in ("GPE", "LOC", "PERSON", "DATE")

    # -- deciding

    def _contains(self, name: PlaceName, following: PlaceName) -> bool:
        """Whether the second name says where the first lies: "Geneva, Switzerland", "Tripoli (Libya)"."""
        between = [t.text for t in self._doc[name.end : following.start]]
        if between not in ([","], ["("], ["in"]) or name.is_state:
            return False
        if following.place.country is None or not (following.is_state or following.is_region):
            return False
        known = self._reference.places(name.place.name)
        inside = any(p.country == following.place.country for p in known)
        return inside or (name.is_region and name.place.country == following.place.country)

    def _within(self, name: PlaceName, country: str | None) -> Place:
        known = self._reference.places(self._words(name.start, name.end))
        return next((p for p in known if p.country == country), name.place)

    def _decided(self, name: PlaceName, index: int, names: list[PlaceName]) -> PlaceName:
        contained = index + 1 < len(names) and names[index + 1].container
        if name.is_state or name.is_region or contained:
            return name
        words = self._words(name.start, name.end)
        known = self._looked_up[words][1]
        if len(known) < 2 or known[0].country in self.countries or self._is_capital(known[0]):
            return name
        likely = [p for p in known if p.country in self.countries]
        best = max(likely, key=lambda p: self.countries[p.country or ""], default=name.place)
        return replace(name, place=best)

    def _is_capital(self, place: Place) -> bool:
        state = self._reference.state(place.country or "")
        return state is not None and state.capital == place.name
