"""One dependency tree in one scheme, whatever labels the parser used: the ground that `Syntax` reads.

Relations are those of Universal Dependencies with four simplifications: all members of a coordination hang on the
first, the head of a name is its last word, a title hangs on the name as `nmod:desc`, and subtypes without
consequence for who did what to whom are dropped (`nsubj:outer` is `nsubj`).
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

ROOT = "root"
_RETAGGED = "kg.language.retagged"

_SIMPLER = {
    "ROOT": ROOT,
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "nmod:tmod": "nmod:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "obl:tmod": "obl:unmarked",
    "obl:npmod": "obl:unmarked",
    "obl:arg": "obl",
    "obl:loc": "obl",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "det:predet": "det",
    "det:poss": "nmod:poss",
    "cc:preconj": "cc",
    "advcl:relcl": "advcl",
    "ccomp:obj": "ccomp",
    "expl:pv": "expl",
}


class Tree:
    """Heads, relations and children of the tokens of one document, by token index; editable until it is read."""

    __slots__ = ("doc", "heads", "kids", "lemmas", "rels", "tags", "tokens")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens: list[Token] = list(doc)
        for index, known in doc.user_data.pop(_RETAGGED, {}).items():
            self._set(index, *known)  # a second reading starts from the tagger's words, as the first did
        self.heads: list[int] = [token.head.i for token in self.tokens]
        self.rels: list[str] = [_SIMPLER.get(label := token.dep_, label) for token in self.tokens]
        self.tags: list[str] = [token.tag_ for token in self.tokens]
        self.lemmas: list[str] = [token.lemma_ for token in self.tokens]
        self.kids: list[list[int]] = [[] for _ in self.tokens]
        for index, head in enumerate(self.heads):
            if head != index:
                self.kids[head].append(index)
            else:
                self.rels[index] = ROOT

    def children(self, index: int, *rels: str) -> list[int]:
        """The dependents of a token by one of the relations (all of them if none is given), in text order.

        >>> from spacy.vocab import Vocab
        >>> doc = Doc(Vocab(), ["Rebels", "attacked"], heads=[1, 1], deps=["nsubj", "ROOT"])
        >>> Tree(doc).children(1, "nsubj")
        [0]
        """
        kids = self.kids[index]
        if not kids or not rels:
            return list(kids)
        known = self.rels
        return [kid for kid in kids if known[kid] in rels]

    def has(self, index: int, *rels: str) -> bool:
        """Whether a token has a dependent by one of the relations.

        >>> from spacy.vocab import Vocab
        >>> doc = Doc(Vocab(), ["Rebels", "attacked"], heads=[1, 1], deps=["nsubj", "ROOT"])
        >>> Tree(doc).has(1, "obj"), Tree(doc).has(1, "nsubj", "obj")
        (False, True)
        """
        return any(self.rels[kid] in rels for kid in self.kids[index])

    def attach(self, index: int, head: int, rel: str) -> None:
        """Hang a token, with all below it, on another head; on itself to make it a root.

        A move that would close a circle (the new head lies below the token) is not made.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "attacked", "today"], heads=[1, 1, 0], deps=["nsubj", "ROOT", "dep"]))
        >>> tree.attach(2, 1, "obl:unmarked")
        >>> tree.children(1), tree.rels[2]
        ([0, 2], 'obl:unmarked')
        """
        if head != index and self.dominates(index, head):
            return
        old = self.heads[index]
        if old != index:
            self.kids[old].remove(index)
        self.heads[index] = head
        self.rels[index] = ROOT if head == index else rel
        if head != index:
            insort(self.kids[head], index)

    def promote(self, index: int, rel: str) -> int:
        """Put a token in its head's place; the former head hangs on it by `rel`. Returns the former head.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Anna", "Novak"], heads=[0, 0], deps=["ROOT", "flat"]))
        >>> tree.promote(1, "compound"), tree.heads, tree.rels
        (0, [1, 1], ['compound', 'root'])
        """
        old = self.heads[index]
        above, above_rel = self.heads[old], self.rels[old]
        self.attach(index, index if above == old else above, above_rel)
        self.attach(old, index, rel)
        return old

    def dominates(self, index: int, other: int) -> bool:
        """Whether `other` is `index` itself or lies below it.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "attacked"], heads=[1, 1], deps=["nsubj", "ROOT"]))
        >>> tree.dominates(1, 0), tree.dominates(0, 1)
        (True, False)
        """
        while other != index:
            above = self.heads[other]
            if above == other:
                return False
            other = above
        return True

    def clause_under(self, head: int) -> str:
        """The relation by which a clause that modifies a token hangs on it: of a verb adverbial, of a noun adnominal.

        >>> from spacy.vocab import Vocab
        >>> Tree(Doc(Vocab(), ["talks", "ended"], pos=["NOUN", "VERB"])).clause_under(1)
        'advcl'
        """
        return "advcl" if self.tokens[head].pos_ in ("VERB", "AUX") else "acl"

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["The", "rebels", "attacked"], heads=[1, 2, 2], deps=["det", "nsubj", "ROOT"]))
        >>> list(tree.ancestors(0))
        [1, 2]
        """
        while (above := self.heads[index]) != index:
            yield above
            index = above

    def _set(self, index: int, tag: str, pos: str, lemma: str) -> None:
        token = self.tokens[index]
        token.tag_, token.pos_, token.lemma_ = tag, pos, lemma

    def retag(self, index: int, tag: str, pos: str, lemma: str = "") -> None:
        """Give a word another part of speech, in the document too, so that all its readers see the same word.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "shot"], heads=[1, 1], deps=["nsubj", "ROOT"]))
        >>> tree.retag(1, "VBD", "VERB", "shoot")
        >>> tree.tokens[1].pos_, tree.lemmas[1]
        ('VERB', 'shoot')
        """
        token = self.tokens[index]
        lemma = lemma or token.lower_
        original = (token.tag_, token.pos_, token.lemma_)
        self.doc.user_data.setdefault(_RETAGGED, {}).setdefault(index, original)
        self._set(index, tag, pos, lemma)
        self.tags[index], self.lemmas[index] = tag, lemma

    def doubled(self, *rels: str) -> list[int]:
        """The tokens with more than one dependent by these relations, in text order.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "troops", "attacked"], heads=[2, 2, 2], deps=["nsubj", "nsubj", "ROOT"]))
        >>> tree.doubled("nsubj")
        [2]
        """
        heads = Counter(self.heads[at] for at, rel in enumerate(self.rels) if rel in rels)
        return sorted(head for head, count in heads.items() if count > 1)

    def mark(self, index: int) -> str:
        """The word that introduces a clause or noun phrase (mark or case), lower case; empty where there is none.

        >>> from spacy.attrs import LOWER
        >>> from spacy.vocab import Vocab
        >>> vocab = Vocab(lex_attr_getters={LOWER: str.lower})
        >>> tree = Tree(Doc(vocab, ["met", "in", "Oslo"], heads=[0, 2, 0], deps=["ROOT", "case", "obl"]))
        >>> tree.mark(2), tree.mark(0)
        ('in', '')
        """
        kids = self.kids[index]
        return next(
            (self.tokens[kid].lower_ for kid in kids if self.rels[kid] in ("mark", "case") and kid < index),
            "",
        )

    def first_of(self, index: int) -> int:
        """The first token below and including a token, punctuation left out.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ['"', "The", "rebels"], heads=[2, 2, 2], deps=["punct", "det", "ROOT"]))
        >>> tree.first_of(2)
        1
        """
        return next((at for at in self.subtree(index) if self.rels[at] != "punct"), index)

    def last_of(self, index: int) -> int:
        """The last token below and including a token, punctuation left out.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "attacked", "."], heads=[1, 1, 1], deps=["nsubj", "ROOT", "punct"]))
        >>> tree.last_of(1)
        1
        """
        return next((at for at in reversed(self.subtree(index)) if self.rels[at] != "punct"), index)

    def last_before(self, index: int, limit: int) -> int:
        """The last token below and including a token that stands before `limit`, punctuation left out.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["Rebels", "attacked", "Oslo"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "obj"]))
        >>> tree.last_before(1, 2)
        1
        """
        return max(at for at in self.subtree(index) if at < limit and self.rels[at] != "punct")

    def subtree(self, index: int) -> list[int]:
        """A token and all below it, in text order.

        >>> from spacy.vocab import Vocab
        >>> tree = Tree(Doc(Vocab(), ["The", "rebels", "attacked"], heads=[1, 2, 2], deps=["det", "nsubj", "ROOT"]))
        >>> tree.subtree(1)
        [0, 1]
        """
        found, stack = [], [index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.kids[at])
        return sorted(found)


def head_names_last(tree: Tree) -> None:
    """Make the last word of a flat name its head: "Volodymyr Zelenskyy" is headed by "Zelenskyy".

    A common noun or title at the head of a flat name ("aide Vladimir Medinsky") becomes the name's title and keeps
    its own premodifiers.

    >>> from spacy.vocab import Vocab
    >>> tree = Tree(Doc(Vocab(), ["Anna", "Novak"], heads=[0, 0], deps=["ROOT", "flat"]))
    >>> head_names_last(tree)
    >>> tree.heads
    [1, 1]
    """
    for index in sorted({tree.heads[at] for at, rel in enumerate(tree.rels) if rel == "flat"}):
        flat = _flat_words(tree, index)
        if flat and tree.rels[index] != "flat" and min(flat) > index:
            _head_last(tree, index, flat)


def _flat_words(tree: Tree, index: int) -> list[int]:
    direct = tree.children(index, "flat")
    return [word for kid in direct for word in (kid, *_flat_words(tree, kid))]


def _head_last(tree: Tree, first: int, flat: list[int]) -> None:
    *middle, last = sorted(flat)
    titled = tree.tokens[first].pos_ == "NOUN"
    kept = ("amod", "compound", "det", "nmod:poss", "nmod:desc", "nummod") if titled else ()
    moved = [kid for kid in tree.kids[first] if kid not in flat and tree.rels[kid] not in kept]
    for index in (*middle, last):
        tree.attach(index, first, "flat")
    tree.promote(last, "nmod:desc" if titled else "compound")
    for index in (*middle, *moved):
        tree.attach(index, last, "compound" if index in middle else tree.rels[index])
