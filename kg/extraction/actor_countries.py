"""Whose somebody is: the country or body that a phrase names for its head, and the fallback where it names none.

The grounds, from the strongest to the weakest, each with the confidence of a reading that rests on it:

==============  ====  =====================================================
modifier         .90  "Ukrainian officials", "UNITA rebels"
possessor        .90  "Japan's foreign ministry"
complement       .85  "the army of Chad", "students throughout Indonesia"
apposition       .85  "Umerov, head of the Ukrainian delegation"
sentence         .45  the place, then the nearest country, of the sentence
context          .35  the country named most, up to there, in the article
==============  ====  =====================================================
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.actor_names import Name, Names
from kg.extraction.actor_phrases import Phrase, Phrases
from kg.extraction.actor_readings import Affiliation
from kg.extraction.actor_words import actor_words
from kg.extraction.place_use import LOCATIVE
from kg.language import Document

_OWNING = frozenset({"of", "for", "from", "at", "with", "to", *LOCATIVE})
_FOREIGN = frozenset({"to"})  # an ambassador to France is not French
_PP_HOPS = 3


class Countries:
    """Finds the affiliation of phrases of one document."""

    def __init__(self, document: Document, names: Names, phrases: Phrases) -> None:
        self._doc = document.syntax.tree.tokens
        self._starts = _sentence_starts(self._doc)
        self._document = document
        self._names = names
        self._phrases = phrases
        self._by_sentence = _countries_by_sentence(
            self._doc, self._starts, [n for n in names if not self.is_acted_on(n)]
        )
        self._dateline = _dateline_country(document, names)
        self._sentences = sorted(self._by_sentence)
        self._leading = self._leaders()

    def modifier(self, phrase: Phrase, main: Name | None = None) -> Affiliation | None:
        """From the names inside the phrase, before its head: the first country, else the last body."""
        inside = [name for name in phrase.names if name is not main and not self.is_acted_on(name)]
        return self._first(inside, "modifier", 0.9)

    def complement(self, phrase: Phrase) -> Affiliation | None:
        """From what follows: "of Chad", "in Guinea", "at the University of Lagos in Nigeria"."""
        behind = phrase
        only_of = self._doc[phrase.head].lemma_.lower() in actor_words("posted")
        for _ in range(_PP_HOPS):
            preposition = self._preposition(behind.end)
            if preposition is None or (only_of and self._doc[preposition].lower_ != "of"):
                return None
            following = self._phrases.of.get(preposition + 1)
            if following is None or (self._doc[preposition].lower_ in _FOREIGN and preposition == behind.end):
                return None
            names = [name for name in following.names if not self.is_acted_on(name)]
            found = self._first(names, "complement", 0.85) or self._possessor_of(following)
            if found is not None:
                near = behind is phrase and self._doc[preposition].lower_ not in LOCATIVE
                return found if near else replace(found, body=None)
            behind = following
        return None

    def further_complements(self, phrase: Phrase, first: Affiliation) -> list[Affiliation]:
        """The other states of a list behind "of": "the ministers of Kenya, Uganda and Tanzania"."""
        found: list[Affiliation] = []
        behind = self._phrases.of.get(phrase.end + 1)
        while behind is not None and self._doc[phrase.end].lower_ == "of":
            links = [token.lower_ for token in self._doc[behind.end : behind.end + 2]]
            width = 2 if links == [",", "and"] else int(links[:1] in ([","], ["and"]))
            behind = self._phrases.of.get(behind.end + width) if width else None
            name = behind.last_name if behind is not None else None
            if behind is None or name is None or not name.is_state or name.start > behind.start + 1:
                break
            found.append(replace(first, country=name.country, body=None))
        return found

    def fallback(self, index: int, *, official: bool = False) -> Affiliation | None:
        """Where nothing names a country: the sentence's, then the dateline's and what was named most before, then after.

        People are of where things happen ("rebels ... in Yemen"), officials of whom the sentence speaks first.
        """
        here = _sentence_start(self._starts, index)
        inside = self._by_sentence.get(here, [])
        if inside:
            preferred = "name" if official else "place"
            best = min(
                inside, key=lambda use: (use[1] != preferred, use[0] if official else abs(use[0] - index))
            )
            return Affiliation(best[2], f"fallback-{best[1]}", 0.45)
        country = self._dominant(here)
        return Affiliation(country, "fallback-context", 0.35) if country else None

    def _dominant(self, sentence: int) -> str | None:
        """The country named most before the sentence that starts at this token; before the first, the first one's."""
        position = bisect_left(self._sentences, sentence)
        return self._leading[position] if self._leading else None

    def _leaders(self) -> list[str | None]:
        """For each sentence that names countries, and behind the last, the country that leads the count up to there."""
        counted: Counter[str] = Counter({self._dateline: 2} if self._dateline else {})
        leading: list[str | None] = []
        for sentence in self._sentences:
            leading.append(_most(counted))
            counted.update(use[2] for use in self._by_sentence[sentence])
        first = (
            _most(Counter(use[2] for use in self._by_sentence[self._sentences[0]]))
            if self._sentences
            else None
        )
        return [country or first for country in (*leading, _most(counted))]

    def is_acted_on(self, name: Name) -> bool:
        """Whether a compound names a country that somebody is for, against or backed by: "pro-Iranian", "U.S.-backed"."""
        if self.is_stance(name.start):
            return True
        parts = self._doc[name.end - 1].lower_.split("-")
        if len(parts) > 1 and parts[-1] in actor_words("acted_on"):
            return True
        behind = self._doc[name.end : name.end + 2]
        return len(behind) == 2 and behind[0].text in "-–" and behind[1].lower_ in actor_words("acted_on")

    def is_stance(self, index: int) -> bool:
        """Whether a prefix makes the name at `index` what somebody is for or against: "pro-Iranian", "anti-Syria"."""
        parts = self._doc[index].lower_.split("-")
        if len(parts) > 1 and parts[0] in actor_words("against"):
            return True
        return (
            index >= 2
            and self._doc[index - 1].text in "-–"
            and self._doc[index - 2].lower_ in actor_words("against")
        )

    def _possessor_of(self, phrase: Phrase) -> Affiliation | None:
        return self._first(list(phrase.possessor.names), "complement", 0.85) if phrase.possessor else None

    def _first(self, names: list[Name], rule: str, confidence: float) -> Affiliation | None:
        bodies = [name for name in names if name.is_body or name.is_person]
        for name in [*bodies[-1:], *names]:
            if name.is_body and name.known:
                return Affiliation(name.country, rule, confidence, name.actor)
            if name.country:
                return Affiliation(name.country, rule, confidence)
        return None

    def _preposition(self, index: int) -> int | None:
        """The index of an owning preposition at `index`, behind "based" or "living" too."""
        for at in (index, index + 1):
            if (
                at < len(self._doc)
                and self._doc[at].lower_ in _OWNING
                and self._doc[at].pos_ in ("ADP", "SCONJ", "PART")
            ):
                return at if at == index or self._doc[index].tag_ in ("VBN", "VBG", "JJ") else None
        return None


def _sentence_starts(doc: Sequence[Token]) -> list[int]:
    return [token.i for token in doc if token.is_sent_start or not token.i]


def _sentence_start(starts: Sequence[int], index: int) -> int:
    return starts[bisect_right(starts, index) - 1]


def _countries_by_sentence(
    doc: Sequence[Token], starts: Sequence[int], names: list[Name]
) -> dict[int, list[tuple[int, str, str]]]:
    """For each sentence's first token the countries named in it: (index, "place" or "name", country)."""
    found: dict[int, list[tuple[int, str, str]]] = {}
    names_at = {name.end - 1: name for name in names}
    for name in names:
        if name.country is None or name.is_person or (name.end < len(doc) and doc[name.end].text == "$"):
            continue
        before = doc[name.start - 1] if name.start else None
        if before is not None and before.pos_ in ("DET", "ADJ") and before.i:
            before = doc[before.i - 1]
        held = before is not None and before.text == "," and _is_placed(names_at.get(before.i - 1))
        local = held or (before is not None and before.lower_ in LOCATIVE)
        local = local and not name.is_people and not name.is_body
        use = (name.start, "place" if local else "name", name.country)
        found.setdefault(_sentence_start(starts, name.start), []).append(use)
    return found


def _most(counted: Counter[str]) -> str | None:
    return max(sorted(counted), key=lambda code: counted[code]) if counted else None


def _is_placed(name: Name | None) -> bool:
    """Whether a name before a comma is a place, so that the state behind it says where it lies."""
    return name is not None and name.is_place


def _dateline_country(document: Document, names: Names) -> str | None:
    for paragraph in document.paragraphs:
        if paragraph.dateline is not None:
            inside = (names.at.get(index) for index in range(paragraph.start, paragraph.end))
            return next((name.country for name in inside if name is not None and name.country), None)
    return None
