"""What belongs to a predicate as such: voice, tense, negation, its clause, and the clauses around it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language.lists import headline_passives
from kg.language.nominals import Nominals

CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis")
_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor"})
_OF_COMPLEMENT = frozenset({"of", "from", "into", "to", "about", "against", "for", "in", "on", "with"})


class Clauses(Nominals):
    """The readings of a clause."""

    __slots__ = ()

    def predicate_head(self, token: Token) -> Token:
        """The content predicate of the clause that a copula or auxiliary stands in; any other token as it is."""
        index = token.i
        while self.tree.rels[index] in ("cop", "aux", "aux:pass"):
            index = self.tree.heads[index]
        return self.tree.tokens[index]

    def is_predicate(self, token: Token) -> bool:
        """Whether the token heads a clause: a verb that is no auxiliary, or the predicate of a copula."""
        rel = self.tree.rels[token.i]
        if rel in ("cop", "aux", "aux:pass", "case", "mark", "fixed", "compound", "det"):
            return False
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and rel in ("root", *CLAUSAL, "conj")):
            return True
        return bool(self.tree.children(token.i, "cop", "nsubj", "nsubj:pass"))

    def is_attributive(self, verb: Token) -> bool:
        """Whether a participle stands before the noun it describes: "displaced families", "U.S.-mediated talks"."""
        return self.tree.rels[verb.i] == "amod" and verb.i < self.tree.heads[verb.i]

    def root_of(self, token: Token) -> Token:
        """The root of the tree that the token is in."""
        return self.tree.tokens[[token.i, *self.tree.ancestors(token.i)][-1]]

    def sentence_starts(self) -> list[int]:
        """Indexes of the first tokens of the sentences, false borders inside a sentence left out."""
        ends = 0
        starts = []
        for index, token in enumerate(self.tree.tokens):
            if token.is_sent_start and index >= ends:
                starts.append(index)
            if self.tree.heads[index] == index:
                ends = max(ends, self.tree.subtree(index)[-1] + 1)
        return starts

    def depth(self, token: Token) -> int:
        """How many heads lie above the token: 0 for a root."""
        return sum(1 for _ in self.tree.ancestors(token.i))

    def clause_of(self, token: Token) -> Token:
        """The nearest predicate at or above the token; the root where there is none."""
        for index in (token.i, *self.tree.ancestors(token.i)):
            if self.is_predicate(self.tree.tokens[index]):
                return self.tree.tokens[index]
        return self.root_of(token)

    def clause(self, verb: Token) -> tuple[int, int]:
        """Token indexes (first, end) of the clause that the predicate heads, without coordinated and outer clauses."""
        words = [verb.i]
        for kid in self.tree.kids[verb.i]:
            predicate = self.tree.rels[kid] == "conj" or self.tree.rels[kid] == "parataxis"
            if not predicate:
                words += self.tree.subtree(kid)
        ends = [at for at in words if self.tree.rels[at] != "punct"] or words
        return min(ends), max(ends) + 1

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb is in the passive, a bare participle ("talks mediated by") included."""
        verb = self.predicate_head(verb)
        if self.tree.children(verb.i, "aux:pass", "nsubj:pass"):
            return True
        tag = self.tree.tags[verb.i]
        if self.tree.has(verb.i, "aux", "obj") or tag not in ("VBN", "VBD"):
            return False
        if self.tree.has(verb.i, "nsubj"):
            return verb.lemma_ in headline_passives() and not self.tree.has(
                verb.i, "ccomp", "compound:prt", "conj"
            )
        if tag == "VBD":
            return False
        rel = self.tree.rels[verb.i]
        if rel == "conj":
            return self.is_passive(self.first_conjunct(verb))
        return rel in ("acl", "acl:relcl", "amod", "advcl")

    def auxiliaries(self, verb: Token) -> list[Token]:
        """Auxiliaries and the copula of a predicate, modals included."""
        return self._below(self.predicate_head(verb), "aux", "aux:pass", "cop")

    def modal(self, verb: Token) -> Token | None:
        """The modal auxiliary of a predicate: "would", "may"."""
        return next((token for token in self.auxiliaries(verb) if token.tag_ == "MD"), None)

    def negations(self, token: Token) -> list[Token]:
        """Words that negate a predicate or a noun: "not", "never", "no"; those of a shared auxiliary included."""
        found = self._below(self.predicate_head(token), "advmod", "det", "cc", "neg")
        return [word for word in found if word.lower_.replace("’", "'") in _NEGATIVE]

    def particles(self, verb: Token) -> list[Token]:
        """Particles of a phrasal verb: "off" of "called off"."""
        return self._below(verb, "compound:prt")

    def tense(self, verb: Token) -> str:
        """past, present, future, base (infinitive, imperative) or participle, read off the first finite word."""
        words = [token for token in self.auxiliaries(verb) if token.i < verb.i or verb.tag_ == "VB"]
        first = words[0] if words else verb
        if self.is_headline_future(verb):
            return "future"
        if not words and verb.tag_ == "VBN" and self.tree.has(verb.i, "nsubj"):
            return "past"  # a participle with a subject and no auxiliary is a simple past, tagged wrongly
        if first.tag_ == "MD":
            return "future" if first.lower_ in ("will", "'ll", "shall", "wo") else "present"
        if first.tag_ in ("VBD", "VBZ", "VBP"):
            return "past" if first.tag_ == "VBD" else "present"
        if verb.tag_ in ("VBG", "VBN"):
            return "participle"
        return "base"

    def is_headline_future(self, verb: Token) -> bool:
        """Whether a main clause has "to V" for "will V": "Freedonia to send troops to Sylvania"."""
        main = verb.tag_ == "VB" and self.tree.rels[verb.i] == "root" and self.tree.has(verb.i, "nsubj")
        return main and self.complementizer(verb) == "to"

    def governor(self, verb: Token) -> Token | None:
        """The predicate or noun whose complement, modifier or relative clause the verb heads; None for a main clause."""
        first = self.first_conjunct(self.predicate_head(verb))
        if self.tree.rels[first.i] not in CLAUSAL:
            return None
        return self.tree.tokens[self.tree.heads[first.i]]

    def complementizer(self, verb: Token) -> str:
        """The word that introduces a clause: "that", "to", "of" (of V-ing), "after"; empty where there is none."""
        return next((mark.lower_ for mark in self._below(verb, "mark", "case") if mark.i < verb.i), "")

    def complements(self, verb: Token) -> list[Token]:
        """Clauses that complete a predicate or noun: "that ...", "to V", zero-that, "of V-ing"; conjuncts expanded."""
        head = self.predicate_head(verb)
        found = [at for kid in self.tree.children(head.i, "ccomp", "xcomp") for at in self._clausal(kid)]
        for kid in self.tree.children(head.i, "advcl", "acl"):
            if self._completes(kid):
                found += self._clausal(kid)
        return self._tokens(found)

    def _clausal(self, index: int) -> list[int]:
        return [
            at for at in self._coordinated(index) if at == index or self.is_predicate(self.tree.tokens[at])
        ]

    def _completes(self, index: int) -> bool:
        token = self.tree.tokens[index]
        word = self.complementizer(token)
        if token.tag_ == "VBG" and not self.tree.has(index, "aux"):
            return word in _OF_COMPLEMENT
        return self.tree.rels[index] == "acl" and word in ("to", "that")

    def adverbial_clauses(self, verb: Token) -> list[Token]:
        """Clauses of time, purpose, manner or condition that hang on a predicate, complements left out."""
        head = self.predicate_head(verb)
        kids = [kid for kid in self.tree.children(head.i, "advcl") if not self._completes(kid)]
        return self._tokens(kids)

    def relative_clauses(self, noun: Token) -> list[Token]:
        """Relative clauses and participles that modify a noun: "that began", "mediated by"."""
        kids = self.tree.children(noun.i, "acl:relcl", "acl")
        return self._tokens(at for kid in kids for at in self._clausal(kid))
