"""Reports within a sentence: a cue, who it belongs to, and what it covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from kg.codebook import Codebook
from kg.extraction.attribution_cues import Cue, CueKind, Cues
from kg.extraction.scene import NOMINAL, VERBAL, lemma
from kg.language import Document, ParagraphKind, Syntax
from kg.model import Span

ACCORDING = frozenset(("according to",))
VIEWS = frozenset(("view", "opinion", "word", "account", "eye", "mind", "estimate", "reckoning", "telling"))
"""Nouns after "in" or "by" whose possessor is the source: "in the minister's words"."""
CITING = frozenset(("cite", "quote"))
QUOTED = frozenset(("quote", "cite", "report", "hear", "record", "film"))
"""Passives whose subject is the source, before "as saying" or "saying"."""
IMPERSONAL = frozenset(("it", "there", "this", "that", "one", "you", "'s", "what"))
"""Subjects that stand for no source: "it was said", "laws that threaten", "one hopes"."""
SET_OFF = frozenset((",", "”", '"', "''", "“", "—", "-", "–", "’"))
SPEAKERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
LONGEST_LABEL = 7
"""Most words of a speaker's label before a colon."""
SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution inside a sentence: cue, source heads (none if unnamed), heads of the content."""

    cue: Token
    kind: CueKind
    sources: tuple[Token, ...]
    content: tuple[Token, ...]
    by_preposition: bool = False  # "according to", "in X's view"


class Reports:
    """Finds the reports of one document; each token is looked at once and remembered."""

    def __init__(self, document: Document, codebook: Codebook) -> None:
        self._document = document
        self._syntax = document.syntax
        self._tree = document.syntax.tree
        self._cues = Cues(document.syntax, codebook)
        self._known: dict[int, Report | None] = {}

    def at(self, token: Token) -> Report | None:
        """The report whose cue is `token`, or None."""
        if token.i not in self._known:
            self._known[token.i] = None  # a circle ends here
            self._known[token.i] = self._report(token)
        return self._known[token.i]

    @property
    def syntax(self) -> Syntax:
        """The document's syntax."""
        return self._syntax

    def above(self, token: Token) -> Iterator[Report]:
        """The reports in whose content a token stands, the nearest first; its own clause's "he said" included."""
        path: set[int] = set()
        for i in (token.i, *self._tree.ancestors(token.i)):
            if path and (report := self.at(self._tree.tokens[i])) is not None and _covers(report, path):
                yield report
            path.add(i)
            for kid in self._tree.kids[i]:
                beside = self.at(self._tree.tokens[kid]) if kid not in path else None
                if beside is not None and any(head.i == i for head in beside.content):
                    yield beside

    def is_nested(self, token: Token) -> bool:
        """Whether a cue stands in the content of another report, or in a quotation: its words are somebody's already."""
        if self._document.quotation_of(token) is not None:
            return True
        path = {token.i}
        for i in self._tree.ancestors(token.i):
            above = self.at(self._tree.tokens[i])
            if above is not None and any(head.i in path for head in above.content):
                return True
            path.add(i)
        return False

    def _report(self, token: Token) -> Report | None:
        if token.text == ":":
            return self._label(token)
        if (named := self._according_to(token)) is not None:
            return named
        for cue in self._cues.at(token):
            content = self._content(token, cue)
            if not content and cue.kind is CueKind.SPEECH and cue.content == "clause" and cue.pos == "verb":
                content = self._beside(token)
            if content or self._covers_quote(token, cue):
                sources = self._sources(token, cue)
                if sources:
                    return Report(token, cue.kind, sources, content)
        return None

    # ---------------------------------------------------------------- content

    def _content(self, token: Token, cue: Cue) -> tuple[Token, ...]:
        if cue.content == "clause":
            return tuple(self._clauses(token))
        if cue.content == "object":
            things = self._things(token)
            return (*things, *self._syntax.complements(token)) if token.pos_ in VERBAL else ()
        preposition = cue.content.partition(":")[2]
        found = [noun for word, noun in self._syntax.obliques(token) if word == preposition]
        clauses = [
            c for c in self._syntax.complements(token) if self._syntax.complementizer(c) == preposition
        ]
        return (*found, *clauses)

    def _clauses(self, token: Token) -> Iterator[Token]:
        yield from self._syntax.complements(token)
        if token.pos_ in NOMINAL:
            return
        # "told reporters that": the parse may hang the clause on the reporters
        for told in self._syntax.recipients(token):
            kids = (self._tree.tokens[kid] for kid in self._tree.children(told.i, "acl", "acl:relcl"))
            yield from (kid for kid in kids if "that" in _opening(kid))
        for kid in self._tree.children(token.i, "parataxis"):
            if self._syntax.is_predicate(self._tree.tokens[kid]) and not self._is_cue(self._tree.tokens[kid]):
                yield self._tree.tokens[kid]
        if self._tree.rels[token.i] == "parataxis":
            yield self._tree.tokens[self._tree.heads[token.i]]

    def _is_cue(self, token: Token) -> bool:
        return next(iter(self._cues.at(token)), None) is not None

    def _beside(self, token: Token) -> tuple[Token, ...]:
        """What a cue set off by a comma or quotation mark belongs to, where the parse hangs it elsewhere: ", she said"."""
        own = [token.i, *self._tree.children(token.i, *SUBJECTS)]
        first = min(own)
        if len(own) == 1 or self._things(token) or first == 0 or token.doc[first - 1].text not in SET_OFF:
            return ()
        head = self._tree.heads[token.i]
        if head != token.i:
            return (self._tree.tokens[head],) if not first <= head <= token.i else ()
        clauses = self._tree.children(token.i, "advcl", "conj", "dep")
        return tuple(self._tree.tokens[kid] for kid in clauses if kid < first)

    def _label(self, colon: Token) -> Report | None:
        """A speaker before a colon: "Minister: talks failed", "SMITH: Yes."; in headlines also after it: "Talks failed: minister"."""
        paragraph = self._document.paragraph_of(colon)
        before, after = colon.doc[paragraph.start : colon.i], colon.doc[colon.i + 1 : paragraph.end]
        headline = paragraph.kind is ParagraphKind.HEADLINE
        for label, said in ((before, after), (after, before)) if headline else ((before, after),):
            head = self._label_head(label, said)
            if head is not None and (headline or head.ent_type_ in SPEAKERS or head.text.isupper()):
                return Report(colon, CueKind.SPEECH, (head,), (said[0],))
        return None

    def _label_head(self, label: Sentence, said: Sentence) -> Token | None:
        """The noun of a speaker's label, or None where the words before or after the colon are none."""
        words = [word for word in label if not word.is_space and word.text not in ".!?"]
        if not 0 < len(words) <= LONGEST_LABEL or not any(word.is_alpha for word in said):
            return None
        head = words[-1]
        other = any(word.pos_ in VERBAL or word.is_punct or word.is_digit for word in words)
        return None if other or head.pos_ not in NOMINAL else head

    def _things(self, token: Token) -> Sequence[Token]:
        if token.pos_ not in VERBAL:
            return ()
        return self._syntax.objects(token)

    def _covers_quote(self, token: Token, cue: Cue) -> bool:
        """Whether a quotation stands right beside the cue: in its sentence, or next to a cue that has nothing else to say."""
        if cue.pos != "verb" or cue.kind is not CueKind.SPEECH or cue.content != "clause":
            return False
        if self._document.quotation_of(token) is not None:
            return False
        sentence = self._document.sentence_of(token)
        if any(self._document.quotation_of(t) is not None for t in sentence):
            return self._is_set_off(token)
        return not self._things(token) and self._is_beside_quote(sentence)

    def _is_beside_quote(self, sentence: Sentence) -> bool:
        """Whether a sentence follows a quotation at once, or leads to one by a colon."""
        doc, start, end = sentence.doc, sentence.start, sentence.end
        before = doc[max(start - 3, 0) : start]
        after = doc[end : end + 2] if any(t.text == ":" for t in doc[max(end - 3, 0) : end]) else ()
        return any(self._document.quotation_of(t) is not None for t in (*before, *after))

    def _is_set_off(self, token: Token) -> bool:
        """Whether a quotation begins or ends right beside the cue and its subject: within a few words."""
        own = [token.i, *self._tree.children(token.i, *SUBJECTS)]
        start, end = max(min(own) - 2, 0), min(max(own) + 7, len(token.doc))
        return any(self._document.quotation_of(t) is not None for t in token.doc[start:end])

    # ---------------------------------------------------------------- sources

    def _sources(self, token: Token, cue: Cue) -> tuple[Token, ...]:
        if cue.pos == "noun":
            return tuple(self._holders(token))
        if cue.pos == "verb" and self._syntax.is_passive(token):
            found = self._syntax.agents(token)
            if not found and lemma(token) in QUOTED:
                found = self._surface(token) if self._says_below(token) else []
            return tuple(found)
        return tuple(self._meant(self._surface(token) or self._syntax.subjects(token)))

    def _meant(self, tokens: Iterable[Token]) -> Iterator[Token]:
        yield from (token for token in tokens if token.lower_ not in IMPERSONAL)

    def _surface(self, token: Token) -> list[Token]:
        """The subjects that stand in the clause itself, relative pronouns as they are; coordination expanded."""
        head = self._syntax.predicate_head(token)
        kids = self._tree.children(head.i, *SUBJECTS)
        return [t for kid in kids for t in self._syntax.conjuncts(self._tree.tokens[kid])]

    def _says_below(self, token: Token) -> bool:
        window = token.doc[token.i + 1 : min(token.i + 3, len(token.doc))]
        return any(lemma(near) in ("say", "as") for near in window)

    def _holders(self, noun: Token) -> Iterator[Token]:
        """Whose statement a noun is: "X's claim", "a statement by X", "X issued a statement"."""
        owners = list(self._syntax.possessors(noun))
        if not owners:
            obliques = self._syntax.obliques(noun)
            owners = [other for word, other in obliques if word in ("by", "from", "among")]
        if not owners:
            owners = [m for m in self._syntax.modifiers(noun) if self._syntax.is_name(m)]
        if not owners:
            owners = self._carrying_subject(noun)
        yield from self._meant(owners)

    def _carrying_subject(self, noun: Token) -> list[Token]:
        """The subject of the verb that has the noun as its object: "issued a statement saying"."""
        first = self._syntax.first_conjunct(noun)
        head = self._tree.tokens[self._tree.heads[first.i]]
        if head.pos_ not in VERBAL or self._tree.rels[first.i] not in ("obj", "xcomp"):
            return []
        return self._surface(head) or self._syntax.subjects(head)

    # ---------------------------------------------------------------- according to

    def _according_to(self, token: Token) -> Report | None:
        """The source of "according to X" and "in X's view"; the content is the clause that the phrase hangs on."""
        if token.pos_ not in NOMINAL | {"PRON", "NUM", "ADJ"}:
            return None
        preposition = self._syntax.governing_preposition(token)
        if preposition in ACCORDING:
            sources = self._syntax.conjuncts(token)
        elif preposition in ("in", "by") and lemma(token) in VIEWS:
            sources = self._syntax.possessors(token)
        else:
            return None
        head = self._syntax.head_of_oblique(token) or self._tree.tokens[self._tree.heads[token.i]]
        return (
            Report(token, CueKind.SPEECH, tuple(sources), (head,), by_preposition=True) if sources else None
        )

    def cited(self, cue: Token) -> list[Token]:
        """Whom a cue's source relies on: "the agency reported, citing a source"."""
        clauses = (self._tree.tokens[kid] for kid in self._tree.children(cue.i, "advcl"))
        return [o for clause in clauses if lemma(clause) in CITING for o in self._syntax.objects(clause)]

    # ---------------------------------------------------------------- passages

    def phrase(self, heads: Sequence[Token]) -> Span:
        """The characters of a source: its noun phrase with appositions, coordination included."""
        ends: list[int] = []
        for head in heads:
            for token in (head, *self._syntax.appositions(head)):
                ends += self._syntax.noun_phrase(token)
        return self._document.span_of(min(ends), max(ends))

    def passage(self, heads: Sequence[Token]) -> Span | None:
        """The characters of a content, or None where it has no words of its own in the sentence."""
        if not heads:
            return None
        words = [index for head in heads for index in self._tree.subtree(head.i)]
        return self._document.span_of(min(words), max(words) + 1)


def _covers(report: Report, path: set[int]) -> bool:
    return any(head.i in path for head in report.content)


def _opening(clause: Token) -> list[str]:
    """The words before a clause's predicate that hang on it."""
    return [child.lower_ for child in clause.lefts]
