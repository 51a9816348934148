"""Who does what to whom in a parse, whatever label scheme the parser has: the one face of the syntax room.

Results are spaCy tokens in text order, and coordination is expanded: of "Moscow and Kyiv met", `subjects` gives two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.tokens import Doc, Token

from kg.language.clauses import Clauses
from kg.language.clearnlp import is_clearnlp, to_universal
from kg.language.lists import control
from kg.language.memory import remembered
from kg.language.repairs import repair
from kg.language.tree import Tree, head_names_last

_OBLIQUE = ("obl", "nmod", "obl:agent", "obl:unmarked", "nmod:unmarked")
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "agree", "offer"})
_OBJECT_CLAUSE = frozenset({"of", "from", "into", "for", "against"})


class Syntax(Clauses):
    """The reading of one document's parse.

    Args:
        doc: a parsed document, with lemmas, tags and coarse parts of speech.
        labels: the parser's label set, which decides the scheme; those that occur in `doc` if not given.
        repaired: whether known errors of the parser are mended first.

    >>> import spacy
    >>> doc = Doc(spacy.blank("en").vocab, words=["Moscow", "and", "Kyiv", "met"], heads=[3, 2, 0, 3],
    ...           deps=["nsubj", "cc", "conj", "ROOT"], pos=["PROPN", "CCONJ", "PROPN", "VERB"])
    >>> [token.text for token in Syntax(doc).subjects(doc[3])]
    ['Moscow', 'Kyiv']
    """

    __slots__ = ("answers", "doc")

    def __init__(self, doc: Doc, labels: Iterable[str] | None = None, *, repaired: bool = True) -> None:
        tree = Tree(doc)
        if is_clearnlp(tree.rels if labels is None else labels):
            to_universal(tree)
        head_names_last(tree)
        if repaired:
            repair(tree)
        super().__init__(tree)
        self.doc = doc
        self.answers: dict[tuple[str, int], Any] = {}

    @remembered
    def is_passive(self, verb: Token) -> bool:
        """As in `Clauses`, remembered."""
        return super().is_passive(verb)

    @remembered
    def complements(self, verb: Token) -> list[Token]:
        """As in `Clauses`, remembered."""
        return super().complements(verb)

    @remembered
    def relative_clauses(self, noun: Token) -> list[Token]:
        """As in `Clauses`, remembered."""
        return super().relative_clauses(noun)

    @remembered
    def governing_preposition(self, token: Token) -> str:
        """As in `Nominals`, remembered."""
        return super().governing_preposition(token)

    @remembered
    def modifiers(self, noun: Token) -> list[Token]:
        """As in `Nominals`, remembered."""
        return super().modifiers(noun)

    @remembered
    def possessors(self, noun: Token) -> list[Token]:
        """As in `Nominals`, remembered."""
        return super().possessors(noun)

    @remembered
    def subjects(self, verb: Token) -> list[Token]:
        """Logical subjects: of an active verb its subject, of a passive one its by-agent.

        A relative pronoun is replaced by its antecedent; a verb without a subject of its own takes it from the verb
        it is coordinated with, the one that controls it, or the noun that its participle modifies.
        """
        verb = self.predicate_head(verb)
        if self.is_passive(verb):
            return self.agents(verb)
        return self._tokens(self._surface(verb.i))

    @remembered
    def objects(self, verb: Token) -> list[Token]:
        """Logical objects: direct objects, the subject of a passive, the noun that a passive participle modifies.

        The addressee of a verb with a clausal complement ("told reporters that ...") is not among them.
        """
        verb = self.predicate_head(verb)
        found = [] if self._addresses(verb) else self._expand(self.tree.children(verb.i, "obj"))
        if self.is_passive(verb):
            found += self._surface(verb.i)
        elif not found:
            found = self._shared_object(verb) or self._relative_object(verb)
        return self._tokens(found)

    @remembered
    def recipients(self, verb: Token) -> list[Token]:
        """Indirect objects and addressees: "handed Ukraine a list", "told reporters that ..."."""
        verb = self.predicate_head(verb)
        rels = ("iobj", "obj") if self._addresses(verb) else ("iobj",)
        return self._tokens(self._expand(self.tree.children(verb.i, *rels)))

    @remembered
    def agents(self, verb: Token) -> list[Token]:
        """By-agents of a passive, and the agent word of a compound participle: "U.S." of "U.S.-mediated"."""
        verb = self.predicate_head(verb)
        found = self.tree.children(verb.i, "obl:agent")
        if self.is_passive(verb):
            nouns = self.tree.children(verb.i, "obl")
            found += [at for at in nouns if self.governing_preposition(self.tree.tokens[at]) == "by"]
        if self.tree.rels[verb.i] == "amod":
            found += [at for at in self.tree.children(verb.i, "compound", "obl:unmarked") if at < verb.i]
        return self._tokens(self._expand(found))

    @remembered
    def obliques(self, head: Token) -> list[tuple[str, Token]]:
        """Prepositional dependents of a verb or noun as (preposition, noun); ("", noun) for bare time phrases.

        Multiword prepositions are joined ("out of"); by-agents are left out.
        """
        head = self.predicate_head(head)
        agents = {agent.i for agent in self.agents(head)} if self.is_passive(head) else set()
        found: list[tuple[int, str]] = []
        for kid in self.tree.children(head.i, *_OBLIQUE):
            preposition = self.governing_preposition(self.tree.tokens[kid])
            found += [
                (at, self.governing_preposition(self.tree.tokens[at]) or preposition)
                for at in self._expand([kid])
            ]
        return [(preposition, self.tree.tokens[at]) for at, preposition in sorted(found) if at not in agents]

    def head_of_oblique(self, noun: Token) -> Token | None:
        """The verb or noun that a prepositional phrase or bare time phrase hangs on; None for any other token."""
        first = self.first_conjunct(noun)
        if self.tree.rels[first.i] not in _OBLIQUE:
            return None
        return self.tree.tokens[self.tree.heads[first.i]]

    def _expand(self, indexes: Iterable[int]) -> list[int]:
        """Replace relative pronouns by antecedents, and expand coordination."""
        found: list[int] = []
        for index in indexes:
            token = self.tree.tokens[index]
            meant = self.antecedent(token)
            found += self._coordinated(index) if meant.i == index else self._antecedents(meant.i, index)
        return found

    def _antecedents(self, noun: int, pronoun: int) -> list[int]:
        """All members of a coordination that a relative clause follows: "Freedonia and Sylvania, which fought"."""
        members = self._coordinated(noun)
        singular = self.tree.tags[self.tree.heads[pronoun]] == "VBZ"
        return members if max(members) < pronoun and not singular else [noun]

    def _surface(self, index: int) -> tuple[int, ...]:
        """Grammatical subjects of a predicate, inherited where it has none; remembered per predicate."""
        known = self._memo.get(("surface", index))
        if known is None:
            self._memo["surface", index] = ()  # a circle of inheritance ends here
            known = tuple(self._own_subjects(index) or self._inherited(index))
            self._memo["surface", index] = known
        return known

    def _own_subjects(self, index: int) -> list[int]:
        return self._expand(self.tree.children(index, "nsubj", "nsubj:pass"))

    def _inherited(self, index: int) -> Iterable[int]:
        rules: dict[str, Callable[[int], Iterable[int]]] = {
            "conj": self._from_conjunct,
            "xcomp": self._from_controller,
            "ccomp": self._from_matrix,
            "advcl": self._from_clause_head,
            "acl": self._from_noun,
            "acl:relcl": self._from_noun,
            "amod": self._from_noun,
        }
        rule = rules.get(self.tree.rels[index])
        return rule(index) if rule else ()

    def _from_conjunct(self, index: int) -> Iterable[int]:
        first = self.tree.heads[index]
        before = [at for at in self.tree.children(first, "conj") if at < index and self._own_subjects(at)]
        return self._surface(before[-1] if before else first)

    def _from_controller(self, index: int) -> Iterable[int]:
        head = self.tree.heads[index]
        lemma = self.tree.tokens[head].lemma_
        controlling = lemma not in _SUBJECT_CONTROL
        objects = self._expand(self.tree.children(head, "obj", "iobj")) if controlling else []
        obliques = [
            at for at in self.tree.children(head, "obl") if (lemma, self.tree.mark(at)) in control()["object"]
        ]
        return objects or self._expand(obliques) or self._surface(head)

    def _from_matrix(self, index: int) -> Iterable[int]:
        nonfinite = (
            self.tree.tokens[index].tag_ == "VBG" or self.complementizer(self.tree.tokens[index]) == "to"
        )
        return self._surface(self.tree.heads[index]) if nonfinite else ()

    def _from_clause_head(self, index: int) -> Iterable[int]:
        head = self.tree.heads[index]
        if self.complementizer(self.tree.tokens[index]) in _OBJECT_CLAUSE:
            objects = self._expand(self.tree.children(head, "obj", "nsubj:pass"))
            return objects or self._surface(head)
        return self._surface(head)

    def _from_noun(self, index: int) -> Iterable[int]:
        noun, verb = self.tree.heads[index], self.tree.tokens[index]
        if self.complementizer(verb) in ("to", "of", "for"):
            owners = [owner.i for owner in self.possessors(self.tree.tokens[noun])]
            above = self.tree.heads[noun]
            return owners or (self._surface(above) if self.tree.rels[noun] == "obj" else ())
        if self.tree.rels[index] == "amod" and verb.tag_ not in ("VBG", "VBN"):
            return ()
        return (noun,)

    def _addresses(self, verb: Token) -> bool:
        """Whether the verb's object is the one spoken to: it stands beside a finite clausal complement."""
        clauses = self.tree.children(verb.i, "ccomp")
        return any(self.complementizer(self.tree.tokens[at]) != "to" for at in clauses)

    def _shared_object(self, verb: Token) -> list[int]:
        """The object of "attacked and seized the town" for "attacked"."""
        if verb.pos_ != "VERB":
            return []
        for kid in self.tree.children(verb.i, "conj"):
            between = [self.tree.rels[at] for at in range(verb.i + 1, kid)]
            if all(rel in ("cc", "punct", "advmod", "aux", "conj") for rel in between):
                return self._expand(self.tree.children(kid, "obj"))
        return []

    def _relative_object(self, verb: Token) -> list[int]:
        """The antecedent of a relative clause without a relative pronoun: "the deal Russia signed"."""
        own = self.tree.children(verb.i, "nsubj", "csubj")
        if (
            self.tree.rels[verb.i] != "acl:relcl"
            or not own
            or self.tree.children(verb.i, "iobj", "ccomp", "cop")
        ):
            return []
        pronouns = [
            at for at in self.tree.subtree(verb.i) if self.tree.tokens[at].tag_ in ("WDT", "WP", "WRB", "WP$")
        ]
        return [] if pronouns else [self.tree.heads[verb.i]]
