"""What belongs to a noun: its coordination, names and titles, modifiers, possessors, appositions, extent."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.language.tree import Tree

_NAME_RELS = ("compound", "flat", "amod", "nmod:desc", "goeswith", "nummod")
_NOUNS = ("NOUN", "PROPN", "NUM", "PRON", "SYM", "X")


class Nominals:
    """The readings of a noun phrase; the base of `Syntax`."""

    __slots__ = ("_memo", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._memo: dict[tuple[str, int], tuple[int, ...]] = {}

    def _tokens(self, indexes: Iterable[int]) -> list[Token]:
        tokens = self.tree.tokens
        return [tokens[index] for index in sorted(set(indexes))]

    def _below(self, token: Token, *rels: str) -> list[Token]:
        tokens = self.tree.tokens
        return [tokens[index] for index in self.tree.children(token.i, *rels)]

    def _coordinated(self, index: int) -> list[int]:
        """A token and the conjuncts that hang on it, theirs included."""
        found = [index]
        for kid in self.tree.children(index, "conj"):
            found.extend(self._coordinated(kid))
        return found

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and all coordinated with it, whichever of them is given."""
        return self._tokens(self._coordinated(self.first_conjunct(token).i))

    def first_conjunct(self, token: Token) -> Token:
        """The first member of the coordination that the token is in; the token itself where there is none."""
        index = token.i
        while self.tree.rels[index] == "conj":
            index = self.tree.heads[index]
        return self.tree.tokens[index]

    def appositions(self, noun: Token) -> list[Token]:
        """The other heads that stand for the same entity: "Medinsky, a Kremlin aide", from either side."""
        found = [
            conjunct for kid in self.tree.children(noun.i, "appos") for conjunct in self._coordinated(kid)
        ]
        above = noun.i
        while self.tree.rels[above] == "appos":
            above = self.tree.heads[above]
            found.append(above)
        return self._tokens(index for index in found if index != noun.i)

    def titles(self, noun: Token) -> list[Token]:
        """Nouns before a name that say what its bearer is: "Foreign Minister", "spokesman", "Kremlin aide"."""
        found = self.tree.children(noun.i, "nmod:desc")
        if self.is_name(noun):
            compounds = [kid for kid in self.tree.children(noun.i, "compound") if kid < noun.i]
            found += [kid for kid in compounds if self.tree.tokens[kid].pos_ == "NOUN"]
        return self._tokens(found)

    def possessors(self, noun: Token) -> list[Token]:
        """Owners in the genitive: "Russia" of "Russia's envoy", "its"; coordination expanded."""
        return self._tokens(
            at for kid in self.tree.children(noun.i, "nmod:poss") for at in self._coordinated(kid)
        )

    def modifiers(self, noun: Token) -> list[Token]:
        """Words before a noun that describe it, its titles left out: "Ukrainian", "peace"; of "U.S.-mediated", both words."""
        titles = {title.i for title in self.titles(noun)}
        found: list[int] = []
        for kid in self.tree.children(noun.i, "amod", "compound", "nmod:unmarked", "nmod:desc", "acl"):
            if kid < noun.i and kid not in titles:
                inner = self.tree.children(kid, "compound", "obl:unmarked", "amod", "conj", "obl")
                found += [kid, *(deeper for deeper in inner if deeper < noun.i)]
        return self._tokens(found)

    def determiner(self, noun: Token) -> Token | None:
        """The article, demonstrative or quantifier of a noun."""
        return next(iter(self._below(noun, "det")), None)

    def number_of(self, noun: Token) -> list[Token]:
        """Numerals that count the noun: "two" of "two earlier rounds", "tens", "thousands" of "tens of thousands of"."""
        direct = [kid for kid in self.tree.children(noun.i, "nummod") if kid < noun.i]
        return self._tokens(
            [*direct, *(inner for kid in direct for inner in self.tree.children(kid, "nummod"))]
        )

    def is_name(self, token: Token) -> bool:
        """Whether the token is a proper noun, or heads a named entity."""
        return token.pos_ == "PROPN" or (bool(token.ent_type_) and token.pos_ == "ADJ" and token.is_title)

    def name_tokens(self, noun: Token) -> list[Token]:
        """The words of the name that the noun heads, without titles: "Rustem Umerov"; the noun alone if no name."""
        left = noun.i
        while left > 0 and self._is_name_part(left - 1, noun):
            left -= 1
        right = noun.i + 1
        while right < len(self.tree.tokens) and self._is_name_part(right, noun) and self.is_name(noun):
            right += 1
        return self.tree.tokens[left:right]

    def _is_name_part(self, index: int, noun: Token) -> bool:
        head = self.tree.heads[index]
        if head == index or self.tree.rels[index] not in _NAME_RELS:
            return False
        token = self.tree.tokens[index]
        if self.tree.rels[index] == "nmod:desc" or token.pos_ not in ("PROPN", "ADJ", "NUM"):
            return False
        if token.pos_ != "PROPN" and not (token.is_title and token.ent_type_):
            return False
        return self.is_name(noun) and (head == noun.i or self._is_name_part(head, noun))

    def noun_phrase(self, noun: Token) -> tuple[int, int]:
        """Token indexes (first, end) of the whole phrase: modifiers, titles, "of" phrases, relative clauses.

        Conjuncts, appositions and the preposition before it are left out.
        """
        left_out = (
            "conj",
            "cc",
            "appos",
            "case",
            "punct",
            "cop",
            "nsubj",
            "parataxis",
            "mark",
            "advcl",
            "aux",
        )
        words = [noun.i]
        for kid in self.tree.kids[noun.i]:
            possessive = self.tree.rels[kid] == "case" and kid > noun.i
            if self.tree.rels[kid] not in left_out or possessive:
                words += self.tree.subtree(kid)
        first, last = min(words), max(words)
        return first, last + 1

    def antecedent(self, token: Token) -> Token:
        """What a relative pronoun stands for; any other token is returned as it is."""
        if token.tag_ not in ("WDT", "WP", "WP$") and not (token.lower_ == "that" and token.pos_ == "PRON"):
            return token
        for index in (token.i, *self.tree.ancestors(token.i)):
            if self.tree.rels[index] in ("acl:relcl", "acl"):
                return self.tree.tokens[self.tree.heads[index]]
        return token

    def governing_preposition(self, token: Token) -> str:
        """The preposition before a noun, multiword ones joined ("out of"); empty where there is none."""
        cases = [case for case in self._below(token, "case") if case.i < token.i]
        words = [word for case in cases for word in (case, *self._below(case, "fixed"))]
        if not words and self.tree.rels[token.i] == "conj":
            return self.governing_preposition(self.first_conjunct(token))
        return " ".join(word.lower_ for word in words)
