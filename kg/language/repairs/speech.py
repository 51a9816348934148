"""Attributions: the verb of saying heads what was said, wherever it stands, and has its speaker as subject."""

from __future__ import annotations

from itertools import pairwise

from kg.language.lists import reporting_verbs
from kg.language.repairs.nominals import DAYS
from kg.language.tree import ROOT, Tree

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_WITH_ADDRESSEE = frozenset({"tell", "inform", "assure", "warn", "remind"})


def mend(tree: Tree) -> None:
    """Mend all attributions of the tree."""
    verbs = reporting_verbs()
    for index in range(len(tree.tokens)):
        if tree.lemmas[index] in verbs and tree.tags[index] in _FINITE:
            _inverted_speaker(tree, index)
            _trailing_attribution(tree, index)
            _clause_below_noun(tree, index)
            _content_before(tree, index)
            _content_within(tree, index)
            _elliptic_content(tree, index)


def _trailing_attribution(tree: Tree, verb: int) -> None:
    """As in "..., officials said": read as an aside, a conjunct or a complement of what was said."""
    head = tree.heads[verb]
    if (
        tree.rels[verb] not in ("parataxis", "conj", "ccomp", "advcl", "dep", "appos", "acl:relcl")
        or head > verb
    ):
        return
    told = tree.lemmas[verb] in _WITH_ADDRESSEE
    if tree.has(verb, "cc", "mark", "ccomp", "aux:pass") or (tree.has(verb, "obj") and not told):
        return
    speaker = _speaker_before(tree, verb)
    if speaker is None or not _after_comma(tree, speaker):
        return
    content = _outermost(tree, head, verb)
    tree.attach(speaker, verb, "nsubj")
    later = [kid for kid in tree.kids[content] if kid > verb and tree.rels[kid] != "punct"]
    tree.attach(verb, verb if tree.rels[content] == ROOT else tree.heads[content], tree.rels[content])
    tree.attach(content, verb, "ccomp")
    for kid in later:
        tree.attach(kid, verb, tree.rels[kid])


def _speaker_before(tree: Tree, verb: int) -> int | None:
    subjects = [kid for kid in tree.children(verb, *_SUBJECTS) if kid < verb]
    if subjects:
        return None if tree.tags[subjects[0]] in ("WDT", "WP") else subjects[0]
    before = verb - 1
    while tree.rels[before] in ("compound", "flat", "amod") and tree.heads[before] < verb:
        before = tree.heads[before]
    loose = tree.rels[before] in ("dep", "appos", "conj", "obj", "nmod:unmarked", "parataxis", "obl:unmarked")
    return before if loose and tree.tokens[before].pos_ in _NOMINAL else None


def _after_comma(tree: Tree, speaker: int) -> bool:
    before = tree.first_of(speaker) - 1
    return before > 0 and (tree.tokens[before].text == "," or tree.tokens[before].is_quote)


def _outermost(tree: Tree, content: int, verb: int) -> int:
    """The highest clause before the attribution: all of it is what was said."""
    for above in tree.ancestors(content):
        if above > verb:
            break
        content = above
    return content


def _content_before(tree: Tree, verb: int) -> None:
    """As in "..., killing 14, the ministry said": what stands between content and speaker is part of the content."""
    contents = [kid for kid in tree.children(verb, "ccomp") if kid < verb]
    speakers = [kid for kid in tree.children(verb, *_SUBJECTS) if kid < verb]
    if contents and speakers and contents[-1] < speakers[0]:
        for kid in tree.children(verb, "advcl", "obl", "xcomp"):
            if contents[-1] < kid < speakers[0]:
                tree.attach(kid, contents[-1], tree.rels[kid])


def _content_within(tree: Tree, verb: int) -> None:
    """As in "We demand that X close the camps," Y said: the that-clause belongs to the clause right before it."""
    contents = [kid for kid in tree.children(verb, "ccomp") if kid < verb]
    for first, second in pairwise(contents):
        adjacent = tree.last_of(first) == tree.first_of(second) - 1
        verbal = tree.tokens[first].pos_ == "VERB" and not tree.has(first, "ccomp")
        if adjacent and verbal and tree.mark(second) == "that":
            tree.attach(second, first, "ccomp")


def _elliptic_content(tree: Tree, verb: int) -> None:
    """As in "X rejects plan, says talks pointless": what X says read as the subject of "says"."""
    subjects = tree.children(verb, *_SUBJECTS)
    if tree.tags[verb] != "VBZ" or len(subjects) != 1 or subjects[0] < verb or tree.heads[verb] > verb:
        return
    firsts = [kid for kid in tree.children(verb, "ccomp") if kid < verb and tree.has(kid, *_SUBJECTS)]
    predicates = [kid for kid in tree.children(subjects[0], "amod") if kid == tree.last_of(subjects[0])]
    if tree.rels[verb] == ROOT and firsts and predicates and predicates[0] > subjects[0]:
        tree.promote(firsts[-1], "conj")  # no speaker is "talks pointless": a predicate follows the noun
    if tree.tags[subjects[0]] == "NNS" and tree.tokens[verb - 1].text == "," and tree.rels[verb] != ROOT:
        tree.rels[subjects[0]] = "ccomp"
        tree.rels[verb] = "conj"


def _inverted_speaker(tree: Tree, verb: int) -> None:
    """As in "...," said the president: the speaker after the verb read as object or complement."""
    if tree.has(verb, *_SUBJECTS) or verb == 0:
        return
    before = tree.tokens[verb - 1]
    if not (before.text == "," or before.is_quote):
        return
    for kid in tree.kids[verb]:
        nominal = tree.tokens[kid].pos_ in _NOMINAL and not tree.has(kid, "case", "cop", "mark", *_SUBJECTS)
        if (
            kid > verb
            and nominal
            and tree.tokens[kid].lower_ not in DAYS
            and tree.rels[kid] not in ("punct", "obl")
        ):
            tree.rels[kid] = "nsubj"
            return


def _clause_below_noun(tree: Tree, verb: int) -> None:
    """As in "confirmed the session lasted", "told reporters that X would": the clause read as a modifier of a noun."""
    if tree.has(verb, "ccomp"):
        return
    for noun in tree.children(verb, "obj", "iobj", "obl", "obl:unmarked"):
        for clause in tree.children(noun, "acl:relcl", "acl"):
            if _is_that_clause(tree, clause, noun):
                tree.attach(clause, verb, "ccomp")
                return
            if tree.rels[noun] == "obj" and _is_bare_clause(tree, clause, noun):
                tree.attach(clause, verb, "ccomp")
                tree.attach(noun, clause, "nsubj")
                return


def _is_that_clause(tree: Tree, clause: int, noun: int) -> bool:
    marks = [kid for kid in tree.children(clause, "mark") if tree.tokens[kid].lower_ == "that"]
    relative = tree.rels[clause] == "acl:relcl" or tree.tokens[noun].lower_ in DAYS
    return bool(marks) and tree.has(clause, *_SUBJECTS, "expl") and relative


def _is_bare_clause(tree: Tree, clause: int, noun: int) -> bool:
    finite = tree.tags[clause] in ("VBD", "VBZ", "VBP") or tree.has(clause, "aux", "cop")
    words = range(noun + 1, clause)
    pronoun = any(tree.tags[at] in ("WDT", "WP", "WRB", "TO") or tree.tokens[at].text == "," for at in words)
    return finite and not pronoun and not tree.has(clause, *_SUBJECTS, "mark") and clause > noun
