"""What the coding of one article works on: the parsed document, who, when and where, and the codebook, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.codebook import Codebook
from kg.extraction.actors import Cast
from kg.extraction.places import Places
from kg.extraction.times import Calendar
from kg.language import Document, Syntax
from kg.model import Actor, Span
from kg.reference import Reference

TIMES = frozenset(("DATE", "TIME"))
DAYS = "@days"
VERBAL = frozenset(("VERB", "AUX"))
NOMINAL = frozenset(("NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Scene:
    """One article, ready to be coded."""

    document: Document
    codebook: Codebook
    reference: Reference
    cast: Cast
    calendar: Calendar
    places: Places

    @classmethod
    def of(cls, document: Document, codebook: Codebook, reference: Reference) -> Scene:
        """Sets the scene of a document: names its actors, dates and places."""
        _mend_lemmas(document, codebook)
        return cls(
            document,
            codebook,
            reference,
            Cast(document, reference),
            Calendar(document),
            Places(document, reference),
        )

    @property
    def syntax(self) -> Syntax:
        """The document's syntax."""
        return self.document.syntax

    def state(self, country: str) -> Actor | None:
        """The state of a country code as an actor."""
        return self.reference.actor(country, self.document.article.published)

    def has_effect(self, token: Token, effects: frozenset[str]) -> bool:
        """Whether the token's lemma is an operator of the codebook with one of these effects."""
        pos = part_of_speech(token)
        found = () if pos is None else self.codebook.operators.candidates(lemma(token), pos)
        return any(operator.effect in effects for operator in found)

    def is_date(self, noun: Token) -> bool:
        """Whether a noun is a day, month or hour, so that a preposition before it belongs to no verb: "on Tuesday"."""
        return noun.ent_type_ in TIMES or lemma(noun) in self.codebook.lists[DAYS]


def _mend_lemmas(document: Document, codebook: Codebook) -> None:
    """Gives the codebook's own words their right lemmas: a statistical lemmatizer leaves "blam" and "expell"."""
    for token in document.doc:
        pos = part_of_speech(token)
        known = None if pos is None else codebook.lemma(token.lower_, pos)
        if known is not None:
            token.lemma_ = known


def lemma(token: Token) -> str:
    """The lemma in lower case.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> lemma(Doc(Vocab(), ["Attacks"], lemmas=["Attack"])[0])
    'attack'
    """
    return token.lemma_.lower()


def part_of_speech(token: Token) -> str | None:
    """The lexicon's part of speech of a token, or None where the lexicon has no such entries.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> [part_of_speech(token) for token in Doc(Vocab(), ["rebels", "in"], pos=["NOUN", "ADP"])]
    ['noun', None]
    """
    if token.pos_ in VERBAL:
        return "verb"
    if token.pos_ in NOMINAL:
        return "noun"
    return "adj" if token.pos_ == "ADJ" else None


def head_of(scene: Scene, token: Token) -> Token | None:
    """The word that a token's phrase hangs on, coordination looked through; None at the root."""
    tree = scene.syntax.tree
    first = scene.syntax.first_conjunct(token)
    above = tree.heads[first.i]
    return None if above == first.i else tree.tokens[above]


CIRCUMSTANCES = frozenset(("wake", "aftermath", "eve", "course"))


def is_circumstance(noun: Token) -> bool:
    """Whether a noun only makes a preposition of time or cause: "in the wake of", "on the eve of"."""
    return lemma(noun) in CIRCUMSTANCES


def span_of(token: Token) -> Span:
    """The characters of one token.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> span_of(Doc(Vocab(), ["Rebels", "attacked"])[1])
    Span(start=7, end=15)
    """
    return Span(token.idx, token.idx + len(token))
