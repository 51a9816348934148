"""Relative clauses that the parser hangs on the verb before them: "moved to Karst, where he lives".

In the training parts of UD English EWT and GUM a clause with "where" behind a noun and a comma is relative in 34 of 39
places, one with "of which" or "to whom" behind a noun in 75 of 80; a small parser takes the verb instead of the noun.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

COMPONENT = "kg_relative_clauses"
"""The name of the spaCy component that mends them, right behind the parser."""

RELATION = "acl:relcl"
"""What a parser calls a relative clause in Universal Dependencies; one without it follows another scheme."""

_WITHIN_A_NAME = ("flat", "compound", "appos", "nmod:unmarked")


@Language.component(COMPONENT)
def mend_relative_clauses(doc: Doc) -> Doc:
    """Hang clauses with ", where" and "of which" on the noun that stands before these words.

    >>> from spacy.vocab import Vocab
    >>> words = ["They", "saw", "Karst", ",", "where", "he", "lives"]
    >>> tags = ["PRON", "VERB", "PROPN", "PUNCT", "ADV", "PRON", "VERB"]
    >>> deps = ["nsubj", "ROOT", "obj", "punct", "advmod", "nsubj", "advcl"]
    >>> doc = mend_relative_clauses(Doc(Vocab(), words, pos=tags, heads=[1, 1, 1, 6, 6, 6, 1], deps=deps))
    >>> doc[6].head, doc[6].dep_
    (Karst, 'acl:relcl')
    """
    nouns = {}
    for token in doc:
        if token.text in ("where", "which", "whom"):
            clause, noun = token.head, _noun_before(token)
            if (
                noun is not None
                and clause.i > token.i
                and clause.dep_ == "advcl"
                and not clause.is_ancestor(noun)
            ):
                nouns[clause.i] = noun.i
    if nouns:
        _hang(doc, nouns)
    return doc


def _noun_before(word: Token) -> Token | None:
    """The noun before ", where" or ", of which"; of a name of several words the first."""
    doc, at = word.doc, word.i - 1
    if word.text != "where":
        if at < 0 or doc[at].head != word or doc[at].dep_ != "case":
            return None
        at -= 1
    has_comma = at > 0 and doc[at].text == ","
    if at < 0 or (word.text == "where" and not has_comma):
        return None
    noun = doc[at - has_comma]
    while noun.dep_ in _WITHIN_A_NAME and noun.head.i < noun.i:
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN") and noun.sent.start == word.sent.start else None


def _hang(doc: Doc, nouns: dict[int, int]) -> None:
    heads, relations = [token.head.i for token in doc], [token.dep for token in doc]
    for clause, noun in nouns.items():
        heads[clause], relations[clause] = noun, doc.vocab.strings.add(RELATION)
    offsets = (np.array(heads) - np.arange(len(heads))).astype(np.uint64)
    doc.from_array(["HEAD", "DEP"], np.stack([offsets, np.array(relations, dtype=np.uint64)], axis=1))  # type: ignore[arg-type]
