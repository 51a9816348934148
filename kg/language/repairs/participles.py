"""Participles that modify a noun, hung on one that lies too far back."""

from __future__ import annotations

from kg.language.tree import Tree


def mend(tree: Tree) -> None:
    """Mend all participles of the tree that follow their noun."""
    for index in range(1, len(tree.tokens)):
        if tree.tags[index] in ("VBN", "VBD") and tree.rels[index] == "acl":
            _beyond_a_comma(tree, index)
            if not tree.has(index, "nsubj", "obj", "aux", "mark"):
                tree.tags[index] = "VBN"  # "seized before 2022": the form of a past tense, read as modifier


def _beyond_a_comma(tree: Tree, index: int) -> None:
    """As in "territory, including parts of the region seized": no comma before it, so none between it and its noun."""
    before, head = index - 1, tree.heads[index]
    if tree.tokens[before].pos_ not in ("NOUN", "PROPN") or head >= before:
        return
    if not any(tree.tokens[at].text == "," for at in range(head + 1, before)):
        return
    noun = _top_since_the_comma(tree, before)
    if noun != head:
        tree.attach(index, noun, "acl")


def _top_since_the_comma(tree: Tree, index: int) -> int:
    """The head of the last prepositional or noun phrase that ends at a word."""
    while tree.rels[index] in ("compound", "flat", "amod", "nmod:poss") and tree.heads[index] >= index:
        index = tree.heads[index]
    return index
