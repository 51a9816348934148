"""Gerunds that the parser took for modifiers or parts of names."""

from __future__ import annotations

from kg.language.lists import control
from kg.language.tree import Tree


def mend(tree: Tree) -> None:
    """Mend all gerunds of the tree."""
    for index in range(len(tree.tokens)):
        if tree.tags[index] == "VBG":
            _gerund(tree, index)


def _gerund(tree: Tree, index: int) -> None:
    rel = tree.rels[index]
    if rel == "amod" and tree.heads[index] > index:
        if tree.has(index, "mark") or _is_complement(tree, index):
            _take_object(tree, index)
        elif index > 0 and tree.tokens[index - 1].text == ",":
            _take_object(tree, index)
            verb = next((at for at in tree.ancestors(index) if tree.tokens[at].pos_ == "VERB"), None)
            if verb is not None:
                tree.attach(index, verb, "advcl")
    elif rel in ("nmod", "obl") and tree.has(index, "obj"):
        _release_from_name(tree, index)
    elif rel == "acl" and _mark_of_verb(tree, index, tree.heads[tree.heads[index]]):
        tree.attach(index, tree.heads[tree.heads[index]], "advcl")


def _is_complement(tree: Tree, index: int) -> bool:
    """Whether "of supplying weapons" follows a verb like "accuse", so that it cannot mean weapons that supply."""
    noun = tree.heads[index]
    cases = [kid for kid in tree.children(noun, "case") if kid == index - 1]
    verbs = [at for at in tree.ancestors(noun) if tree.tokens[at].pos_ == "VERB"]
    return (
        bool(cases and verbs) and (tree.lemmas[verbs[0]], tree.tokens[cases[0]].lower_) in control()["gerund"]
    )


def _mark_of_verb(tree: Tree, index: int, verb: int) -> bool:
    return (tree.lemmas[verb], tree.mark(index)) in control()["gerund"]


def _take_object(tree: Tree, index: int) -> None:
    """As in "of shelling villages": the gerund heads the noun, and the preposition introduces its clause."""
    noun = tree.heads[index]
    tree.promote(index, "obj")
    for kid in [kid for kid in tree.children(noun, "case", "punct") if kid < index]:
        tree.attach(kid, index, "mark" if tree.rels[kid] == "case" else "punct")
    verb = next((at for at in tree.ancestors(index) if _mark_of_verb(tree, index, at)), tree.heads[index])
    tree.attach(index, verb, tree.clause_under(verb)) if verb != index else None


def _release_from_name(tree: Tree, index: int) -> None:
    """As in "at the Court of Justice accusing X" read as one noun phrase; "after meeting X" as a prepositional phrase."""
    nouns = [kid for kid in tree.children(index, "compound") if kid == index - 1]
    if not nouns:
        tree.rels[index] = tree.clause_under(tree.heads[index])
        return
    tree.promote(nouns[0], "acl")
    for kid in tree.children(index, "case", "det", "amod", "compound"):
        tree.attach(kid, nouns[0], tree.rels[kid])
    verb = next((at for at in tree.ancestors(nouns[0]) if tree.tokens[at].pos_ == "VERB"), nouns[0])
    tree.attach(index, verb, tree.clause_under(verb))
