"""Sentences that the parser cut in two."""

from __future__ import annotations

from kg.language.lists import reporting_verbs
from kg.language.sentences import sentence_starts
from kg.language.tree import ROOT, Tree

_FINAL = frozenset(".?!…;:")
_QUOTES = frozenset({'"', "'", "”", "’", "''", ")", "]"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def mend(tree: Tree) -> None:
    """Join sentences that end without a full stop to the next one."""
    starts = [token.i for token in tree.tokens if token.is_sent_start]
    certain = sentence_starts(
        [token.text for token in tree.tokens], [bool(token.whitespace_) for token in tree.tokens]
    )
    for start in sorted({*starts[1:]}.difference(certain)):
        if not _ends_before(tree, start):
            _join(tree, start)


def _ends_before(tree: Tree, start: int) -> bool:
    """Whether a sentence may end before this token: after a full stop, or at the end of a paragraph."""
    at = start - 1
    while at >= 0 and tree.tokens[at].text in _QUOTES:
        at -= 1
    return at < 0 or tree.tokens[at].text[-1] in _FINAL or tree.tokens[at].is_space


def _join(tree: Tree, start: int) -> None:
    left, right = _top(tree, start - 1), _top(tree, start)
    if left == right:
        return
    left_verbal, right_verbal = _verbal(tree, left), _verbal(tree, right)
    if right_verbal and not left_verbal:
        _join_noun(tree, left, right, start)
    elif right_verbal and tree.lemmas[right] in reporting_verbs():
        tree.attach(left, right, "ccomp")
    else:
        tree.attach(right, left, "parataxis")


def _join_noun(tree: Tree, noun: int, verb: int, start: int) -> None:
    """A verbless piece before a clause: a title before its name, or a phrase of time or place."""
    subject = next((kid for kid in tree.children(verb, "nsubj", "nsubj:pass") if kid >= start), None)
    touching = subject is not None and tree.tokens[start - 1].text != "," and tree.first_of(subject) == start
    if subject is not None and touching:
        tree.attach(noun, subject, "nmod:desc")
    elif tree.tokens[noun].pos_ in ("NOUN", "PROPN", "NUM"):
        tree.attach(noun, verb, "obl" if tree.mark(noun) else "obl:unmarked")
    else:
        tree.attach(noun, verb, "advmod" if tree.tokens[noun].pos_ == "ADV" else "parataxis")


def _top(tree: Tree, index: int) -> int:
    while tree.rels[index] != ROOT:
        index = tree.heads[index]
    return index


def _verbal(tree: Tree, index: int) -> bool:
    return tree.tokens[index].pos_ in ("VERB", "AUX") or tree.has(index, "cop", "nsubj", "nsubj:pass")
