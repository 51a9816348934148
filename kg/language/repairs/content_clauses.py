"""That-clauses that complete a noun and that the parser gave to its verb: "rejected accusations that it had lied"."""

from __future__ import annotations

from kg.language.lists import content_nouns
from kg.language.tree import Tree


def mend(tree: Tree) -> None:
    """Give each that-clause to the noun that it completes, where the verb's object is such a noun."""
    for index, rel in enumerate(tree.rels):
        if rel in ("ccomp", "advcl") and tree.mark(index) == "that":
            _give_to_noun(tree, index)


def _give_to_noun(tree: Tree, index: int) -> None:
    objects = [at for at in tree.children(tree.heads[index], "obj") if at < index]
    if objects and tree.lemmas[objects[-1]] in content_nouns():
        tree.attach(index, objects[-1], "acl")
