"""Clauses with "to": whether they complete a verb or tell its purpose."""

from __future__ import annotations

from kg.language.lists import control
from kg.language.tree import Tree


def mend(tree: Tree, index: int) -> None:
    """Make a clause with "to" the complement or the purpose of its verb."""
    if tree.mark(index) == "to" and tree.tags[index] != "VBG":
        if tree.rels[index] in ("advcl", "acl"):
            _infinitive(tree, index)
        elif tree.rels[index] == "xcomp":
            _purpose(tree, index)


def _purpose(tree: Tree, index: int) -> None:
    """As in "called the minister to discuss it": the infinitive is the caller's purpose."""
    verb = tree.heads[index]
    if (tree.lemmas[verb], "") in control()["purpose"] and tree.has(verb, "obj"):
        tree.rels[index] = "advcl"


def _infinitive(tree: Tree, index: int) -> None:
    """As in "urged both sides to exercise", "called on Russia to withdraw", "marched through the city to demand"."""
    head = tree.heads[index]
    words = control()
    verb = head if tree.tokens[head].pos_ in ("VERB", "AUX") else tree.heads[head]
    if verb != head and (
        (tree.lemmas[head], "") in words["noun"] or tree.rels[head] not in ("obj", "iobj", "obl")
    ):
        return
    if tree.tokens[verb].pos_ != "VERB" or verb > index:
        return
    controllers = [kid for kid in tree.children(verb, "obj", "iobj", "obl") if verb < kid < index]
    object_control = any((tree.lemmas[verb], tree.mark(kid)) in words["object"] for kid in controllers)
    objects = [kid for kid in controllers if tree.rels[kid] != "obl"]
    passive = tree.has(verb, "nsubj:pass", "aux:pass") and (tree.lemmas[verb], "") in words["object"]
    subject_control = (tree.lemmas[verb], "") in words["subject"] and not objects
    complement = object_control or subject_control or passive
    tree.attach(index, verb, "xcomp" if complement else "advcl")
