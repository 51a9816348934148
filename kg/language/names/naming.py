"""The names of a document while they are decided on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

PLACES = ("GPE", "LOC", "FAC")
NAMED = ("PERSON", "ORG", *PLACES)
"""Labels of persons, bodies and places: what the rules are about."""


@dataclass(frozen=True, slots=True)
class Name:
    """First token, end (exclusive), label."""

    start: int
    end: int
    label: str

    def __len__(self) -> int:
        return self.end - self.start


class Naming:
    """Names over the tokens of a document, none overlapping another."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = [token.text for token in doc]
        self.capital = [word[0].isupper() for word in self.words]
        proper = doc.vocab.strings["PROPN"]
        self.proper = [
            large and pos == proper for large, pos in zip(self.capital, doc.to_array("POS"), strict=True)
        ]
        """Whether each token is a proper noun with a capital."""
        self.offsets = [token.idx for token in doc]
        self._at: dict[int, Name] = {}
        for entity in doc.ents:
            self.put(Name(entity.start, entity.end, entity.label_))

    def __iter__(self) -> Iterator[Name]:
        """The names in text order; names put or dropped meanwhile do not matter to an iteration that has begun."""
        return iter(list(dict.fromkeys(self._at[index] for index in sorted(self._at))))

    def at(self, index: int) -> Name | None:
        """The name that covers a token."""
        return self._at.get(index)

    def within(self, start: int, end: int) -> list[Name]:
        """The names that cover any of these tokens, in text order."""
        return list(dict.fromkeys(self._at[index] for index in range(start, end) if index in self._at))

    def put(self, name: Name) -> None:
        """Set a name; what it overlaps goes."""
        for other in self.within(name.start, name.end):
            self.drop(other)
        self._at.update(dict.fromkeys(range(name.start, name.end), name))

    def drop(self, name: Name) -> None:
        """Take a name out."""
        for index in range(name.start, name.end):
            if self._at.get(index) is name:
                del self._at[index]

    def text(self, name: Name) -> str:
        """The name as it is written."""
        return self.words[name.start] if len(name) == 1 else self.doc[name.start : name.end].text

    def before(self, name: Name) -> str:
        """The word before a name; empty at the start."""
        return self.words[name.start - 1] if name.start else ""

    def after(self, name: Name) -> str:
        """The word behind a name; empty at the end."""
        return self.words[name.end] if name.end < len(self.words) else ""

    def is_part(self, index: int) -> bool:
        """Whether a token is a proper noun with a capital; false beyond the ends of the text."""
        return 0 <= index < len(self.words) and self.proper[index]

    def is_no_word(self, index: int) -> bool:
        """Whether a token with a capital cannot be a common word, "Odesa": the vectors know none that is written so."""
        vocab = self.doc.vocab
        known = not len(vocab.vectors) or vocab.has_vector(self.doc[index].lower_)
        return self.capital[index] and not known

    def write(self) -> None:
        """Make the names the document's entities."""
        self.doc.ents = [Span(self.doc, name.start, name.end, label=name.label) for name in self]
