"""Main verbs that the parser did not see: headlines' presents and futures, past forms taken for modifiers."""

from __future__ import annotations

from itertools import pairwise

from kg.language.lists import noun_verbs
from kg.language.repairs.nominals import DAYS
from kg.language.repairs.subjects import harms
from kg.language.repairs.words import as_verb, lemma_of_form
from kg.language.tree import ROOT, Tree

_NOMINAL = ("NOUN", "PROPN")
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
_OBJECT_STARTS = ("DT", "PRP$", "PRP", "CD", "JJ", *_NOUN_TAGS)
_SUBJECTS = ("nsubj", "nsubj:pass")


def mend(tree: Tree) -> None:
    """Mend all sentences of the tree whose main verb is hidden."""
    starts = [token.i for token in tree.tokens if token.is_sent_start]
    for start, end in pairwise([*starts, len(tree.tokens)]):
        tags = tree.tags[start:end]
        _pair_with_noun(tree, start, end)
        if "VBN" in tags:
            _past_of_two(tree, start, end)
            _past_of_root(tree, start, end)
        if any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tree.tags[start:end]):
            continue
        if "VB" in tags:
            _future(tree, start, end)
        elif not any(tag.startswith("VB") for tag in tags):
            _verb_as_noun(tree, start, end)
        if "VBN" in tags:
            _past(tree, start, end)


def _future(tree: Tree, start: int, end: int) -> None:
    """As in "Freedonia to send troops to Sylvania": the infinitive read as a modifier of the name."""
    for verb in range(start + 2, end):
        noun = tree.heads[verb]
        infinitive = tree.tags[verb] == "VB" and tree.tokens[verb - 1].lower_ == "to"
        if not infinitive or tree.rels[noun] != ROOT or tree.rels[verb] != "acl" or noun > verb:
            continue
        if (
            tree.last_before(noun, verb - 1) == verb - 2
            and tree.tokens[noun].pos_ == "PROPN"
            and not tree.has(noun, "case")
        ):
            tree.promote(verb, "nsubj")
            for kid in [kid for kid in tree.kids[noun] if kid > verb]:
                tree.attach(kid, verb, tree.rels[kid])
        return


def _verb_as_noun(tree: Tree, start: int, end: int) -> None:
    """As in "Protesters storm parliament", "Court orders dissolution of party", "A, B trade fire": no verb at all."""
    for index in range(start + 1, end - 1):
        if _looks_like_verb(tree, index, start):
            head = tree.heads[index]
            if tree.rels[index] in ("compound", "amod", "nmod:desc") and head > index:
                as_verb(tree, index)
                tree.promote(index, "obj")
                _take_subject(tree, index, head)
                return


def _pair_with_noun(tree: Tree, start: int, end: int) -> None:
    """As in "Freedonia, Sylvania trade fire as tensions mount": the first verb of two read as a noun."""
    at = start + 3
    if at + 1 < end and tree.tokens[start + 1].text == "," and tree.rels[at] == "compound":
        names = tree.tags[start] == tree.tags[start + 2] == "NNP"
        if names and _looks_like_verb(tree, at, start) and tree.heads[at] > at:
            noun = tree.heads[at]
            as_verb(tree, at)
            tree.promote(at, "obj")
            _take_subject(tree, at, noun)


def _past_of_two(tree: Tree, start: int, end: int) -> None:
    """As in "Doctors from X donated and delivered goods": the first of two main verbs read as a participle."""
    for verb in range(start + 1, end):
        if tree.tags[verb] != "VBN" or tree.rels[verb] != "acl" or tree.has(verb, "obl:agent", "aux", "mark"):
            continue
        seconds = [
            kid
            for kid in tree.children(verb, "conj")
            if tree.tags[kid] in ("VBD", "VBZ", "VBP") and not tree.has(kid, *_SUBJECTS, "aux", "mark")
        ]
        root = next((at for at in tree.ancestors(verb) if tree.rels[at] == ROOT), verb)
        nominal = tree.tokens[root].pos_ in _NOMINAL and not tree.has(root, "cop", "case", *_SUBJECTS)
        if seconds and nominal and root < verb:
            tree.retag(verb, "VBD", "VERB", tree.lemmas[verb])
            _make_main(tree, verb, root)
            return


def _past_of_root(tree: Tree, start: int, end: int) -> None:
    """As in "The government apologised for it.", "The party on Friday called for it.": read as a noun and participle."""
    root = next((at for at in range(start, end) if tree.rels[at] == ROOT), start)
    whole = "." in (tree.tokens[end - 1].text, tree.tokens[max(end - 2, start)].text)
    if not whole or tree.tokens[root].pos_ not in _NOMINAL:
        return
    if tree.has(root, "cop", "case", "acl:relcl", *_SUBJECTS):
        return
    for verb in range(root + 1, end):
        if tree.tags[verb] in ("VBN", "VBD") and tree.rels[verb] == "acl":
            if not tree.has(verb, "obl:agent", "aux", "mark", "advcl") and _ends_subject(tree, verb, root):
                _make_past(tree, verb, root)
            return


def _ends_subject(tree: Tree, verb: int, root: int) -> bool:
    noun = tree.heads[verb]
    day = tree.tokens[noun].lower_ in DAYS and tree.heads[noun] == root and verb == noun + 1
    return day or (noun == root and verb == root + 1 and not harms(tree, verb))


def _make_past(tree: Tree, verb: int, root: int) -> None:
    noun = tree.heads[verb]
    tree.retag(verb, "VBD", "VERB", tree.lemmas[verb])
    _make_main(tree, verb, root)
    if noun != root:
        tree.attach(noun, verb, "obl")


def _looks_like_verb(tree: Tree, index: int, start: int) -> bool:
    form = tree.tokens[index].lower_
    before, after = tree.tags[index - 1], tree.tags[index + 1]
    if lemma_of_form(form) not in noun_verbs() or tree.tags[index] not in ("NN", "NNS"):
        return False
    if before not in _NOUN_TAGS or after not in _OBJECT_STARTS:
        return False
    if form.endswith("s") and lemma_of_form(form) != form:
        return before in ("NN", "NNP")
    pair = index - 2 > start and any(tree.tokens[at].text in (",", "and") for at in range(start, index - 1))
    people = before in ("NNS", "NNPS") or tree.tokens[index - 1].lower_ == "police"
    return people or (before == "NNP" and pair)


def _take_subject(tree: Tree, verb: int, noun: int) -> None:
    """Give the verb the noun right before it as subject, with the words before that one."""
    subject = verb - 1
    tree.attach(subject, verb, "nsubj")
    for kid in [*tree.kids[noun], *tree.kids[verb]]:
        if kid >= subject:
            continue
        apart = any(tree.tokens[at].text == "," for at in range(kid, subject))
        if not apart and kid != subject:
            tree.attach(kid, subject, tree.rels[kid])
        elif tree.heads[kid] == noun:
            name = tree.rels[kid] == "compound"  # the first of two names: "A, B trade fire"
            tree.attach(kid, verb, "dep" if name else tree.rels[kid])


def _past(tree: Tree, start: int, end: int) -> None:
    """As in "A and B donated food to C": the only verb, a past form tagged as participle, read as a modifier."""
    root = next((at for at in range(start, end) if tree.rels[at] == ROOT), start)
    if tree.tokens[root].pos_ not in _NOMINAL or tree.has(root, "cop", "case", *_SUBJECTS):
        return
    for verb in range(root + 1, end - 1):
        follows = tree.tokens[verb - 1].pos_ in _NOMINAL and tree.tokens[verb - 1].text != "-"
        plain = tree.tags[verb] == "VBN" and tree.rels[verb] in ("amod", "acl") and follows
        if not plain or tree.has(verb, "obl:agent", "aux", "aux:pass", "mark"):
            continue
        if tree.rels[verb] == "amod" and tree.heads[verb] > verb:
            _release(tree, verb, root)
        return


def _release(tree: Tree, verb: int, root: int) -> None:
    noun = tree.promote(verb, "obj")
    tree.retag(verb, "VBD", "VERB", tree.lemmas[verb])
    for kid in [kid for kid in tree.kids[noun] if kid < verb]:
        tree.attach(kid, root, tree.rels[kid])
    _make_main(tree, verb, root)


def _make_main(tree: Tree, verb: int, root: int) -> None:
    tree.attach(verb, root, "acl")
    tree.promote(verb, "nsubj")
    last = max([verb, *tree.children(verb, "conj")])
    for kid in [kid for kid in tree.kids[root] if kid > verb]:
        bare = tree.rels[kid] == "nmod" and not tree.has(kid, "case") and not tree.has(last, "obj")
        after = last if kid > last and tree.rels[kid] in ("nmod", "obj") else verb
        rel = "obj" if bare else "obl" if tree.rels[kid] == "nmod" else tree.rels[kid]
        tree.attach(kid, after, rel)
