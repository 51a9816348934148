"""Where: the places of an article's events, and which uses of a place's name are of the place itself.

"In Moscow" is a place. "Moscow said", "Moscow's chief negotiator" and "talks with Moscow" are a government, "Russian" is
a people or an adjective; none of them is where an event happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.tokens import Token

from kg.extraction.place_names import PlaceName, PlaceNames
from kg.extraction.words import text_of, word_lists
from kg.language import Document, ParagraphKind
from kg.model import Place, Reason
from kg.reference import Reference

_PLACE_ENTITIES = ("GPE", "LOC", "FAC")
_NESTED = 3  # how deep a place may lie in a phrase: "at a hotel in a suburb of Geneva"
_OPEN_PREPOSITIONS = frozenset({"of", "on", "against", "to", "from", "for", "into"})

Found = tuple[str, tuple[PlaceName, ...]]
"""The rule that found the places of an event, and their names."""


class Places:
    """The places of one article."""

    def __init__(self, document: Document, reference: Reference) -> None:
        self.document = document
        self._syntax = document.syntax
        self._doc = document.syntax.tree.tokens
        self._names = PlaceNames(document, reference)
        self._words = word_lists("place_words")
        self._known: dict[int, Found] = {}

    @property
    def names(self) -> tuple[PlaceName, ...]:
        """All names of places in the article, whatever they stand for there."""
        return self._names.found

    @cached_property
    def dateline(self) -> Place | None:
        """The place that the article was filed from; not by itself the place of any event."""
        for paragraph in self.document.paragraphs:
            if paragraph.kind is ParagraphKind.DATELINE or paragraph.dateline is not None:
                inside = [n for n in self.names if paragraph.start <= n.start < paragraph.end]
                return inside[0].place if inside else None
        return None

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """Names in a place's position that the reference data does not know, each once, in text order."""
        known = self._names.by_token
        found = (
            entity.text
            for entity in self.document.doc.ents
            if entity.label_ in _PLACE_ENTITIES
            and not any(token.i in known for token in entity)
            and self._preposition(entity.root) in self._words["locative"]
        )
        return tuple(dict.fromkeys(found))

    def is_place_use(self, token: Token) -> bool:
        """Whether the token is part of a place's name that stands for the place itself."""
        name = self._names.by_token.get(token.i)
        return name is not None and self._is_literal(name)

    def where(self, trigger: Token) -> tuple[Place, ...]:
        """The places that the text gives for the event of a verb or noun, in text order; empty where it gives none.

        Of a place and the country that it lies in, only the place is returned.
        """
        return tuple(dict.fromkeys(name.place for name in self._found(trigger)[1]))

    def reasons(self, trigger: Token) -> tuple[Reason, ...]:
        """Why the event of a verb or noun is where `where` says: the rule, and the words that name the place."""
        rule, names = self._found(trigger)
        return tuple(Reason("place", rule, self.document.span_of(name.start, name.end)) for name in names)

    def _found(self, trigger: Token) -> Found:
        token = self._syntax.predicate_head(trigger)
        if token.i not in self._known:
            searches = (
                ("phrases of the trigger", self._of_trigger),
                ("the clause around it", self._of_clause),
                ("the caption", self._of_caption),
            )
            found = ((rule, names) for rule, search in searches if (names := search(token)))
            rule, names = next(found, ("", []))
            self._known[token.i] = (rule, _most_specific(names))
        return self._known[token.i]

    # -- the trigger's own places

    def _of_trigger(self, token: Token) -> list[PlaceName]:
        found = [
            *self._modifying(token),
            *self._located(token),
            *self._acted_on(token),
            *self._beside(token, token),
        ]
        return sorted({name.start: name for name in found}.values(), key=lambda n: n.start)

    def _modifying(self, noun: Token) -> Iterator[PlaceName]:
        """'the Geneva talks', 'two days of Geneva talks'; a state before a noun is an actor."""
        if noun.pos_ not in ("NOUN", "PROPN"):
            return
        for word in self._syntax.modifiers(noun):
            name = self._names.by_token.get(word.i)
            if name is not None and not name.is_state and not name.container and name.end <= noun.i:
                yield name

    def _located(self, head: Token, depth: int = 0) -> Iterator[PlaceName]:
        """Locative phrases of a verb or noun, and of the nouns in them."""
        for preposition, noun in self._syntax.obliques(head):
            if self._locates(preposition, head) or (depth and preposition == "of"):
                yield from self._in_phrase(noun, depth)
            elif noun.pos_ == "PROPN" and depth < _NESTED:  # "talks between Russia and Ukraine in Geneva"
                yield from self._located(noun, depth + 1)

    def _in_phrase(self, noun: Token, depth: int) -> Iterator[PlaceName]:
        """The place that a noun names, or that its phrase names in apposition or further inside."""
        for token in (noun, *self._syntax.appositions(noun)):
            name = self._names.by_token.get(token.i)
            if name is not None and not name.container:
                yield name
                return
        yield from self._modifying(noun)
        for owner in self._syntax.possessors(noun):
            name = self._names.by_token.get(owner.i)
            if name is not None:
                yield name
        if depth < _NESTED:
            yield from self._located(noun, depth + 1)

    def _locates(self, preposition: str, head: Token) -> bool:
        if preposition in self._words["locative"]:
            return True
        lemma = head.lemma_.lower()
        if preposition in self._words["motion"]:
            return lemma in self._words["going"]
        return False

    def _acted_on(self, head: Token) -> Iterator[PlaceName]:
        """A place that the action itself takes in: 'bombed Aleppo', 'the invasion of Ukraine', 'seized Crimea'."""
        lemma = head.lemma_.lower()
        nouns: list[Token] = []
        if head.pos_ == "VERB" and lemma in self._words["object"]:
            nouns = self._syntax.objects(head)
        elif head.pos_ == "NOUN" and lemma in self._words["event_noun"]:
            nouns = [n for p, n in self._syntax.obliques(head) if p in _OPEN_PREPOSITIONS]
        for noun in nouns:
            yield from self._in_phrase(noun, 1)

    # -- those of its clause

    def _of_clause(self, token: Token) -> list[PlaceName]:
        """The places of the clause around a noun, of the verb a verb is coordinated with or depends on as a participle."""
        above = self._above(token)
        if above is None or above.i == token.i:
            return []
        return [*self._located(above), *self._beside(above, token)]

    def _beside(self, verb: Token, token: Token) -> Iterator[PlaceName]:
        """What the parse hung on another argument: 'hold talks with Sylvania in Geneva', 'X attacked Y in Aleppo'."""
        if not self._syntax.is_predicate(verb):
            return
        for noun in (*self._syntax.subjects(verb), *self._syntax.objects(verb)):
            if noun.i != token.i and (noun.pos_ == "PROPN" or self._scene(noun)):
                yield from self._located(noun)

    def _of_caption(self, token: Token) -> list[PlaceName]:
        """A picture shows what its caption tells at the place that the caption names."""
        paragraph = self.document.paragraph_of(token)
        if paragraph.kind is not ParagraphKind.CAPTION:
            return []
        inside = [n for n in self.names if paragraph.start <= n.start < paragraph.end and not n.container]
        return [n for n in inside if self._preposition(self._doc[n.end - 1]) in self._words["locative"]][:1]

    def _above(self, token: Token) -> Token | None:
        if not self._syntax.is_predicate(token):
            above = self._syntax.clause_of(token)
            return None if above.lemma_.lower() in self._words["speech"] else above
        first = self._syntax.first_conjunct(token)
        if first.i != token.i:
            return first
        governor = self._syntax.governor(token)
        participle = token.tag_ in ("VBG", "VBN") and not self._syntax.auxiliaries(token)
        is_complement = governor is not None and any(
            v.i == token.i for v in self._syntax.complements(governor)
        )
        return governor if participle and not is_complement else None

    def _scene(self, noun: Token) -> bool:
        return noun.lemma_.lower() in self._words["scene_noun"]

    # -- literal or not

    def _is_literal(self, name: PlaceName) -> bool:
        """Whether a name stands for the place: by its preposition, what it modifies, and what it is an argument of."""
        head = self._doc[name.end - 1]
        if name.container or self._is_dateline(name) or self._is_seat(name):
            return True
        if self._belongs_to(head):
            return self._describes_scene(head)
        preposition = self._preposition(head)
        if preposition:
            return self._literal_after(preposition, head)
        return not self._acts(head)

    def _is_dateline(self, name: PlaceName) -> bool:
        """'MANILA, Philippines (Reuters) -': in capitals at the head of a sentence, a bracket or dash soon after."""
        token = self._doc[name.start]
        if not (token.is_sent_start and token.text.isupper() and len(token) > 3):
            return False
        return any(t.text in ("(", "-", "–", "—", "--") for t in self._doc[name.end : name.end + 5])

    def _is_seat(self, name: PlaceName) -> bool:
        """'the Calgary-based company'."""
        return text_of(self._doc[name.end : name.end + 2]).lower() in ("-based", "-born", "based")

    def _belongs_to(self, head: Token) -> bool:
        """Whether the name stands before a noun that it modifies or owns."""
        above = self._doc[self._syntax.tree.heads[head.i]]
        return above.i > head.i and above.pos_ in ("NOUN", "PROPN", "ADJ") and not self._preposition(head)

    def _describes_scene(self, head: Token) -> bool:
        """'the Geneva talks', 'Syria's coast' are at the place; 'Moscow's chief negotiator', 'Beijing officials' are not."""
        above = self._doc[self._syntax.tree.heads[head.i]]
        return above.lemma_.lower() in self._words["scene_noun"]

    def _literal_after(self, preposition: str, head: Token) -> bool:
        if preposition in self._words["locative"] or preposition in ("such as", "from"):
            return True
        anchor = self._syntax.head_of_oblique(head)
        lemma = anchor.lemma_.lower() if anchor is not None else ""
        if preposition == "between":
            return lemma in self._words["way"]
        if preposition in ("to", "via", "out of"):
            return lemma in self._words["going"] or lemma in self._words["event_noun"]
        if preposition in ("like", "including", "than", "after"):
            return lemma in self._words["place_noun"]
        if preposition == "with":
            return lemma == "border"
        return preposition == "of" and lemma not in self._words["of_actor"]

    def _acts(self, head: Token) -> bool:
        """Whether the name is the subject of an action, or an object that is spoken to or dealt with."""
        first = self._syntax.first_conjunct(head)
        clause = self._syntax.clause_of(head)
        if clause.i == head.i:
            return False
        if self._among(self._syntax.subjects(clause), head, first):
            return clause.pos_ == "VERB"
        if self._among(self._syntax.objects(clause), head, first):
            return clause.lemma_.lower() not in self._words["object"]
        return False

    def _among(self, arguments: Iterable[Token], *tokens: Token) -> bool:
        wanted = {token.i for token in tokens}
        return any(argument.i in wanted for argument in arguments)

    def _preposition(self, token: Token) -> str:
        return self._syntax.governing_preposition(token)


def _most_specific(names: Iterable[PlaceName]) -> tuple[PlaceName, ...]:
    """Each place once; a country only where no place inside it is named."""
    found = list(names)
    inner = {name.place.country for name in found if not name.is_state and not name.is_region}
    kept = [n for n in found if not ((n.is_state or n.is_region) and n.place.country in inner)]
    return tuple({name.place: name for name in reversed(kept)}.values())[::-1]
