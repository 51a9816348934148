"""Whether a passage looks back, at now, or ahead: what tense, modals, cue words and adjectives say of a trigger."""

from __future__ import annotations

from enum import StrEnum

from spacy.tokens import Token

from kg.extraction.words import word_lists
from kg.language import Document, ParagraphKind

_HEADS = (ParagraphKind.HEADLINE, ParagraphKind.SUBHEADING)
_LONGEST_CHAIN = 6  # governors that are followed before giving up: deeper is a parser's error


class Frame(StrEnum):
    """The direction in which an event lies, seen from the article."""

    BACKGROUND = "background"  # before the story's own time: "had seized", "two earlier rounds"
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


def in_list(kind: str, token: Token) -> bool:
    """Whether the token's lemma, or its form, stands in a list of time_words.csv."""
    words = word_lists("time_words")[kind]
    return token.lemma_.lower() in words or token.lower_ in words


class Frames:
    """The frames of one document's predicates and event nouns."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.syntax = document.syntax
        self._known: dict[int, Frame] = {}

    def of(self, trigger: Token, depth: int = 0) -> Frame:
        """The frame of a verb or event noun."""
        token = self.syntax.predicate_head(trigger)
        if token.i not in self._known:
            frame = self._read(token, depth)
            if depth:  # what a limit or circle cut short is not for others
                return frame
            self._known[token.i] = frame
        return self._known[token.i]

    def _read(self, token: Token, depth: int) -> Frame:
        if depth > _LONGEST_CHAIN:
            return Frame.PAST
        if not self.syntax.is_predicate(token):
            return self._of_noun(token, depth)
        return self._by_auxiliaries(token) or self._by_form(token, depth)

    def _by_auxiliaries(self, verb: Token) -> Frame | None:
        words = [word.lower_ for word in self.syntax.auxiliaries(verb)]
        if self.syntax.modal(verb) is not None:
            return Frame.PAST if "have" in words else Frame.FUTURE
        if self.is_past_perfect(verb):
            return Frame.PAST if self._reported(verb) else Frame.BACKGROUND
        if {"has", "have", "'ve", "’ve"} & set(words):
            return Frame.PAST
        return None

    def is_past_perfect(self, verb: Token) -> bool:
        """Whether the predicate is in the past perfect: "had seized"."""
        words = {word.lower_ for word in self.syntax.auxiliaries(verb)}
        return "had" in words and verb.tag_ in ("VBN", "VBD")

    def _reported(self, verb: Token) -> bool:
        """Whether the past perfect is only reported speech's: "confirmed that both sides had agreed"."""
        governor = self.syntax.governor(verb)
        if governor is None or self.is_past_perfect(governor):
            return False
        return any(v.i == verb.i for v in self.syntax.complements(governor))

    def _by_form(self, verb: Token, depth: int) -> Frame:
        tense = self.syntax.tense(verb)
        if tense == "future":
            return Frame.FUTURE
        if tense in ("past", "present"):
            return Frame.PAST if tense == "past" or self._in_heading(verb) else Frame.PRESENT
        first = self.syntax.first_conjunct(verb)
        if first.i != verb.i:
            reduced = verb.tag_ == "VBN" and not self.syntax.auxiliaries(first)  # "regions seized in the war"
            return Frame.PAST if reduced else self.of(first, depth + 1)
        return self._nonfinite(verb, tense, depth)

    def _in_heading(self, verb: Token) -> bool:
        """Whether a present tense is a heading's, which tells the past: not in the progressive, not in a full sentence."""
        paragraph = self.document.paragraph_of(verb)
        if paragraph.kind not in _HEADS or verb.tag_ == "VBG":
            return False
        return not paragraph.span.of(self.document.article.text).rstrip().endswith(".")

    def _nonfinite(self, verb: Token, tense: str, depth: int) -> Frame:
        governor = self.syntax.governor(verb)
        if governor is None:
            return Frame.PAST if tense == "participle" else Frame.FUTURE
        if in_list("same_time_cue", governor):
            return self.of(governor, depth + 1)
        if tense == "base":
            return Frame.FUTURE
        if verb.tag_ == "VBN" or not self.syntax.is_predicate(governor):
            return Frame.PAST
        if self.syntax.complementizer(verb) or any(v.i == verb.i for v in self.syntax.complements(governor)):
            return Frame.FUTURE if in_list("scheduled_cue", governor) else Frame.PAST
        return self.of(governor, depth + 1)

    def _of_noun(self, noun: Token, depth: int) -> Frame:
        described = self._described(noun)
        if described:
            return described
        above = self.syntax.clause_of(noun)
        if above.i == noun.i or not self.syntax.is_predicate(above):
            return Frame.PAST
        is_subject = any(s.i == noun.i for s in self.syntax.subjects(above))
        if in_list("future_cue", above) and not in_list("same_time_cue", above) and not is_subject:
            return Frame.FUTURE
        frame = self.of(above, depth + 1)
        return Frame.PAST if frame is Frame.FUTURE and in_list("comment_cue", above) else frame

    def _described(self, noun: Token) -> Frame | None:
        """What the adjectives say: "earlier rounds of talks", "upcoming talks"."""
        for word in (w for head in self.with_containers(noun) for w in self.syntax.modifiers(head)):
            if in_list("adjective_before", word):
                return Frame.BACKGROUND
            if in_list("adjective_after", word):
                return Frame.FUTURE
        return None

    def with_containers(self, noun: Token) -> list[Token]:
        """The noun, and the nouns that measure it: "rounds" and "days" of "two rounds of talks"."""
        found = [noun]
        while len(found) < _LONGEST_CHAIN and self.syntax.governing_preposition(found[-1]) == "of":
            above = self.syntax.head_of_oblique(found[-1])
            if above is None or not in_list("container", above):
                break
            found.append(above)
        return found
