"""Which word a time expression belongs to: the verb or noun whose time it tells."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction.times_frames import in_list
from kg.extraction.times_grammar import TimeExpression, find_expressions
from kg.language import Document

_NOUNS = frozenset({"NOUN", "PROPN"})
_BETWEEN = frozenset({"ADP", "DET", "ADV", "SCONJ", "PUNCT"})
_FREE_STANDING = frozenset(
    {"weekday", "weekdays", "named-day", "date", "days", "month-day", "iso", "ago", "unit", "weekend"}
)

_MID_POSITION = frozenset(
    {"weekday", "weekdays", "named-day", "unit"}
)  # what stands between subject and verb


@dataclass(frozen=True, slots=True)
class BoundExpression:
    """A time expression, its tokens (first, end exclusive), and the token whose time it tells.

    `premodifier`: it stands inside that token's noun phrase ("the 2022 invasion", "Tuesday's attack"), so that it
    says nothing of any verb. `head` is None where the expression stands alone.
    """

    expression: TimeExpression
    start: int
    end: int
    head: Token | None
    premodifier: bool = False

    @property
    def free_standing(self) -> bool:
        """Whether a parser may well have hung it on the wrong word: "met officials on Tuesday"."""
        return not self.premodifier and self.expression.kind in _FREE_STANDING


def bind(document: Document) -> tuple[BoundExpression, ...]:
    """All time expressions of a document, in text order, each with the word it belongs to."""
    starts = [token.idx for token in document.syntax.tree.tokens]
    bound: list[BoundExpression] = []
    for expression in find_expressions(document.doc.text):
        first = max(bisect_left(starts, expression.span.start + 1) - 1, 0)
        end = max(bisect_left(starts, expression.span.end), first + 1)
        counted = _counted_from(document, first, bound[-1]) if bound else None
        head, inside = (counted, False) if counted is not None else _head(document, expression, first, end)
        bound.append(BoundExpression(expression, first, end, head, inside))
    return tuple(bound)


def _counted_from(document: Document, first: int, before: BoundExpression) -> Token | None:
    """The event noun between an offset and a date in "two days after the attack on 5 February": the date is the noun's."""
    tokens = document.syntax.tree.tokens
    between = tokens[before.end : first - 1]
    if before.expression.kind != "offset" or not between or tokens[first - 1].pos_ != "ADP":
        return None
    plain = all(token.pos_ in ("DET", "ADJ", "NUM", *_NOUNS) for token in between)
    return between[-1] if plain and between[-1].pos_ in _NOUNS else None


def _head(document: Document, expression: TimeExpression, first: int, end: int) -> tuple[Token | None, bool]:
    doc, heads = document.syntax.tree.tokens, document.syntax.tree.heads
    if expression.kind == "offset":
        return doc[heads[end - 1]], True
    if expression.kind in ("length", "nth-day"):
        noun = _measured(document, end)
        if noun is not None:
            return noun, True
    noun = _commemorated(document, first)
    if noun is not None:
        return noun, False
    top = _top(document, first, end)
    above = doc[heads[top.i]] if heads[top.i] != top.i else None
    if above is not None and above.i >= end and above.pos_ in _NOUNS and _adjoins(document, end, above):
        return above, True
    verb = _verb_beside(document, expression.kind, first, end)
    if verb is not None and (above is None or above.i != verb.i):
        return verb, False
    return above if above is not None else _nearest_predicate(document, top), False


def _commemorated(document: Document, first: int) -> Token | None:
    """The event noun right before the expression's preposition in "the anniversary of the invasion on 24 February 2022"."""
    tree = document.syntax.tree
    at = first - 2
    if at < 0 or tree.tokens[first - 1].pos_ != "ADP" or tree.tokens[at].pos_ not in _NOUNS:
        return None
    above = tree.tokens[tree.heads[at]]
    return tree.tokens[at] if above.i < at and in_list("anniversary", above) else None


def _top(document: Document, first: int, end: int) -> Token:
    """The token of the expression that the others hang on."""
    heads = document.syntax.tree.heads
    tops = [at for at in range(first, end) if not first <= heads[at] < end or heads[at] == at]
    nominal = [at for at in tops if document.syntax.tree.tokens[at].pos_ not in _BETWEEN]
    return document.syntax.tree.tokens[(nominal or tops or [first])[-1]]


def _measured(document: Document, end: int) -> Token | None:
    """The event noun that "two days of", "two-day" or "second day (of)" measures: the head of the noun phrase after it."""
    doc = document.syntax.tree.tokens
    for token in doc[end : end + 8]:
        if token.pos_ in _NOUNS and not in_list("container", token):
            above = document.syntax.tree.heads[token.i]
            if above > token.i and above < end + 8 and doc[above].pos_ in _NOUNS:
                continue
            return token
        if token.pos_ in ("VERB", "AUX") or token.is_sent_start:
            return None
    return None


def _adjoins(document: Document, end: int, noun: Token) -> bool:
    """Whether only words of one noun phrase stand between the expression and its noun."""
    return all(
        t.pos_ in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT", "NUM", "VERB")
        for t in document.syntax.tree.tokens[end : noun.i]
    )


def _verb_beside(document: Document, kind: str, first: int, end: int) -> Token | None:
    """The verb that stands directly before the expression and its preposition, or directly after a subject and it.

    "said on Tuesday that ...", "the minister on Tuesday said": parsers go wrong here, word order does not.
    """
    doc = document.syntax.tree.tokens
    at = first - 1
    while at >= 0 and doc[at].pos_ in ("ADP", "SCONJ", "DET") and not doc[at + 1].is_sent_start:
        at -= 1
    if at < 0 or doc[at + 1].is_sent_start:
        return None
    if doc[at].pos_ == "VERB":
        return doc[at]
    subject_before = doc[at].pos_ in (*_NOUNS, "PRON") and end < len(doc) and not doc[end].is_sent_start
    if kind in _MID_POSITION and subject_before and doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return document.syntax.predicate_head(doc[end])
    return None


def _nearest_predicate(document: Document, token: Token) -> Token | None:
    """The nearest predicate of the sentence, those after the token first: for an expression without a head."""
    sentence = document.sentence_of(token)
    predicates = [t for t in sentence if t.i != token.i and document.syntax.is_predicate(t)]
    following = [t for t in predicates if t.i > token.i]
    return following[0] if following else (predicates[-1] if predicates else None)
