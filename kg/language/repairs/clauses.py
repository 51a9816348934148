"""Clauses hung on the wrong word: headlines, relative clauses, infinitives, subjects read as prepositional phrases."""

from __future__ import annotations

from kg.language.repairs import infinitives
from kg.language.repairs.words import make_subject
from kg.language.tree import ROOT, Tree

_FINITE = ("VBD", "VBZ", "VBP")
_FREE = (ROOT, "advcl", "acl", "acl:relcl", "conj", "ccomp", "xcomp")
_PAST = ("VBD", "VBN")
_SUBJECTS = ("nsubj", "nsubj:pass")
_CONJUNCTIONS = frozenset({"before", "after", "since", "until", "as", "while", "once"})
_LOOSE = ("vocative", "discourse", "dislocated", "nsubj", "parataxis", "appos", "dep", "obl:unmarked", ROOT)
_VERBLESS = ("NOUN", "PROPN", "PRON", "NUM")


def mend(tree: Tree) -> None:
    """Mend all clauses of the tree."""
    for index in range(len(tree.tokens)):
        if tree.tokens[index].text == ",":
            _headline_pair(tree, index)
    for index in range(len(tree.tokens)):
        if tree.tags[index] in _PAST:
            _participle_as_main_verb(tree, index)
            _main_verb_as_modifier(tree, index)
        if tree.tags[index] in _FINITE:
            _verb_as_compound(tree, index)
            _main_verb_below_noun(tree, index)
            _main_verb_below_participle(tree, index)
            _finite_conjunct(tree, index)
        elif tree.tags[index] == "VBN":
            _finite_conjunct(tree, index)
            _participle(tree, index)
            _hyphened_participle(tree, index)
            if tree.has(index, "obj") and _may_be_finite(tree, index) and tree.tokens[index - 1].text == ",":
                _main_verb_below_noun(tree, index)
        if _may_be_finite(tree, index):
            _subject_as_oblique(tree, index)
            _gerund_subject(tree, index)
        _relative(tree, index)
        infinitives.mend(tree, index)
        if tree.rels[index] == "conj":
            _crossing_conjunct(tree, index)


def _crossing_conjunct(tree: Tree, index: int) -> None:
    """As in "asked X to help patrol, share and increase": what stands amid a coordination is part of it."""
    for first in range(tree.heads[index] + 1, index):
        if tree.dominates(tree.heads[index], first) and any(
            kid > index for kid in tree.children(first, "conj")
        ):
            tree.attach(index, first, "conj")
            return


def _may_be_finite(tree: Tree, index: int) -> bool:
    """A finite verb, or one tagged as participle that has an object and no auxiliary ("killed one")."""
    if tree.tags[index] in _FINITE:
        return True
    active = tree.has(index, "obj") or tree.rels[index] in ("xcomp", "ccomp")
    return tree.tags[index] == "VBN" and active and not tree.has(index, "aux", "aux:pass", "cop", "obl:agent")


def _own_subject(tree: Tree, index: int) -> bool:
    return tree.has(index, *_SUBJECTS, "csubj", "expl")


def _headline_pair(tree: Tree, comma: int) -> None:
    """As in "Ukraine, Russia end talks": the first name read as a call to somebody."""
    if comma == 0 or comma + 1 >= len(tree.tokens):
        return
    left = _phrase_head(tree, comma - 1)
    right = _phrase_head(tree, comma + 1)
    verb = tree.heads[right]
    words = (tree.tokens[left], tree.tokens[right])
    names = all(word.pos_ == "PROPN" or (word.is_title and word.pos_ in ("NOUN", "ADJ")) for word in words)
    if (
        not names
        or tree.rels[right] != "nsubj"
        or tree.rels[left] not in _LOOSE
        or tree.has(left, "case", "nmod:desc")
    ):
        return
    opening = tree.tokens[tree.first_of(left)].is_sent_start or tree.first_of(left) == 0
    adjacent = verb == tree.subtree(right)[-1] + 1 or tree.heads[left] == verb
    if opening and adjacent and tree.tags[verb] in ("VBP", "VBD", "VB"):
        _pair(tree, left, right, verb)


def _phrase_head(tree: Tree, index: int) -> int:
    while tree.rels[index] in ("compound", "amod", "det", "flat") and tree.heads[index] != index:
        index = tree.heads[index]
    return index


def _pair(tree: Tree, left: int, right: int, verb: int) -> None:
    above, rel = tree.heads[left], tree.rels[left]
    rest = [kid for kid in tree.kids[left] if kid > verb]
    if tree.dominates(left, verb):
        tree.attach(verb, verb if rel == ROOT else above, rel)
    if rel == "nsubj" and above != verb:  # the second verb of the headline took the first name
        outer = tree.heads[above]
        outer_rel = tree.rels[above]
        tree.attach(verb, verb if outer_rel == ROOT else outer, outer_rel)
        tree.attach(above, verb, "advcl" if tree.has(above, "mark") else "conj")
    tree.attach(left, verb, "nsubj")
    tree.attach(right, left, "conj")
    for kid in rest:
        if not tree.dominates(kid, verb):
            bare = (
                tree.tokens[kid].pos_ in _VERBLESS and not tree.has(kid, "case") and not tree.has(verb, "obj")
            )
            tree.attach(kid, verb, "obj" if bare else tree.rels[kid])


def _verb_as_compound(tree: Tree, verb: int) -> None:
    """As in "Gunmen kill 20 in attack", "Mob lynches man": the verb read as a modifier of its object."""
    head = tree.heads[verb]
    if tree.rels[verb] not in ("compound", "amod") or head < verb:
        return
    before = [kid for kid in tree.children(verb, "compound") if kid == verb - 1]
    if before and tree.tags[verb] == "VBZ":
        make_subject(tree, before[0], verb)
    if not (tree.has(head, *_SUBJECTS) or tree.has(verb, *_SUBJECTS)):
        return
    tree.promote(verb, "obj")
    for kid in tree.children(head, *_SUBJECTS, "obl", "advcl", "obl:unmarked", "advmod", "punct"):
        tree.attach(kid, verb, tree.rels[kid])


def _main_verb_below_noun(tree: Tree, verb: int) -> None:
    """As in "Talks, brokered by X, collapsed": the main verb read as another modifier of its subject."""
    noun = tree.heads[verb]
    if (
        tree.rels[verb] not in ("acl", "acl:relcl", "appos", "parataxis", "dep")
        or tree.rels[noun] != ROOT
        or noun > verb
    ):
        return
    pronoun = any(tree.tags[kid] in ("WDT", "WP", "WRB") for kid in tree.subtree(verb) if kid < verb)
    nominal = tree.tokens[noun].pos_ in ("NOUN", "PROPN") and not tree.has(noun, *_SUBJECTS, "cop")
    if not nominal or pronoun or tree.has(verb, "mark"):
        return
    if _own_subject(tree, verb) and tree.tokens[verb - 1].text != "," and not _names(tree, noun, verb):
        return
    tree.promote(verb, "nsubj")
    for kid in [kid for kid in tree.kids[noun] if kid > verb]:
        tree.attach(kid, verb, tree.rels[kid])


def _names(tree: Tree, noun: int, verb: int) -> bool:
    """Whether the verb's subject is a name that follows the noun at once: "minister Ana Lorn"."""
    subjects = [kid for kid in tree.children(verb, "nsubj") if tree.tokens[kid].pos_ == "PROPN"]
    start = tree.first_of(subjects[0]) if subjects else 0
    return start > noun and tree.tokens[start - 1].text != ","


def _main_verb_below_participle(tree: Tree, verb: int) -> None:
    """As in "Forces backed by X captured the town": the main verb read as a complement of the participle."""
    participle = tree.heads[verb]
    noun = tree.heads[participle]
    misread = tree.rels[verb] in ("xcomp", "ccomp", "conj", "parataxis") and tree.rels[participle] == "acl"
    if not misread or tree.rels[noun] != ROOT or _own_subject(tree, verb) or tree.has(verb, "mark", "cc"):
        return
    tree.attach(verb, noun, "acl")
    tree.promote(verb, "nsubj")
    for kid in [kid for kid in tree.kids[noun] if kid > verb]:
        tree.attach(kid, verb, tree.rels[kid])


def _finite_conjunct(tree: Tree, verb: int) -> None:
    """As in "accused X of arming rebels and threatened": a finite verb coordinated with a gerund or infinitive."""
    first = tree.heads[verb]
    if tree.rels[verb] != "conj" or _own_subject(tree, verb):
        return
    if (
        tree.tags[first] not in ("VBG", "VB")
        or tree.has(first, "aux")
        or tree.has(verb, "mark", "aux", "aux:pass")
    ):
        return
    if tree.tags[verb] == "VBN" and tree.tags[first] == "VB":
        return
    finite = [
        at
        for at in tree.ancestors(first)
        if tree.tags[at] in (*_FINITE, "VBN") and tree.tokens[at].pos_ == "VERB"
    ]
    if finite:
        tree.attach(verb, finite[0], "conj")


def _hyphened_participle(tree: Tree, index: int) -> None:
    """As in "Rwanda-backed rebels seized": the compound participle read as the main verb."""
    if (
        index < 2
        or tree.tokens[index - 1].text != "-"
        or tree.rels[index] == "amod"
        or index + 1 >= len(tree.tokens)
    ):
        return
    noun = _phrase_head(tree, index + 1)
    if tree.tokens[noun].pos_ not in ("NOUN", "PROPN") or not tree.dominates(index, noun):
        return
    main = next(
        (kid for kid in tree.children(index, "xcomp", "ccomp", "conj", "parataxis") if kid > noun), noun
    )
    tree.promote(main, "amod")
    tree.attach(index, noun, "amod")
    for kid in tree.kids[index].copy():
        if kid == index - 2:
            tree.rels[kid] = "compound"
        elif kid != index - 1:
            tree.attach(kid, main, tree.rels[kid])


def _participle_as_main_verb(tree: Tree, index: int) -> None:
    """As in "The strike, carried out by a drone, destroyed it": the participle read as the main verb."""
    subjects = [kid for kid in tree.children(index, *_SUBJECTS) if kid < index]
    if not subjects or tree.has(index, "aux", "aux:pass", "cop", "obj") or tree.tokens[index - 1].text != ",":
        return
    for verb in tree.children(index, "advcl", "conj", "ccomp", "xcomp", "parataxis"):
        bare = not _own_subject(tree, verb) and not tree.has(verb, "mark", "cc")
        if (
            verb > index
            and bare
            and tree.tags[verb] in (*_FINITE, "VBN")
            and tree.tokens[verb - 1].text == ","
        ):
            tree.promote(verb, "acl")
            tree.attach(subjects[0], verb, "nsubj")
            tree.attach(index, subjects[0], "acl")
            return


def _main_verb_as_modifier(tree: Tree, verb: int) -> None:
    """As in "The junta, led by X, dissolved parliament": the main verb read as a modifier of its object."""
    noun = tree.heads[verb]
    if (
        tree.rels[verb] != "amod"
        or verb == 0
        or tree.tokens[verb - 1].text != ","
        or tree.has(noun, "case", "det")
    ):
        return
    top = next((at for at in tree.ancestors(noun) if tree.rels[at] == ROOT), noun)
    if top == noun or tree.tokens[top].pos_ not in ("NOUN", "PROPN") or tree.has(top, "cop", *_SUBJECTS):
        return
    tree.promote(verb, "obj")
    tree.attach(verb, top, "acl")
    tree.promote(verb, "nsubj")
    for kid in [kid for kid in tree.kids[top] if kid > verb]:
        tree.attach(kid, verb, tree.rels[kid])


def _subject_as_oblique(tree: Tree, verb: int) -> None:
    """As in "after the talks ended", "before the second day began": the subject read as the noun of a preposition."""
    if verb == 0 or tree.rels[verb] not in _FREE or _own_subject(tree, verb):
        return
    noun = _oblique_ending_at(tree, verb - 1)
    if noun is None:
        return
    above = tree.heads[noun]
    inside = tree.dominates(verb, noun)
    if inside and tree.rels[verb] == "advcl":
        _release_opening(tree, verb, noun)
    elif (tree.rels[verb] == ROOT or inside) and not _release_main_clause(tree, verb, noun):
        return
    if not inside:
        tree.attach(verb, above, tree.clause_under(above))
    for word in tree.children(noun, "case"):
        tree.attach(word, verb, "mark")
    tree.attach(noun, verb, "nsubj")


def _oblique_ending_at(tree: Tree, end: int) -> int | None:
    """The head of a noun phrase after a temporal conjunction whose last word is `end`."""
    for index in (end, *tree.ancestors(end)):
        if tree.rels[index] in ("obl", "nmod") and tree.mark(index) in _CONJUNCTIONS:
            return index
        if tree.rels[index] not in ("nmod", "compound", "conj", "amod", "flat", "appos"):
            return None
    return None


def _release_opening(tree: Tree, verb: int, noun: int) -> None:
    """As in "In a statement made before the day began, X said": the opening phrase is the main clause's, and holds the verb."""
    main, above = tree.heads[verb], tree.heads[noun]
    opening = [kid for kid in tree.kids[verb] if kid != noun and tree.dominates(kid, noun)]
    for kid in opening:
        tree.attach(kid, main, tree.rels[kid])
    if opening:
        tree.attach(verb, above, tree.clause_under(above))


def _release_main_clause(tree: Tree, verb: int, noun: int) -> bool:
    """Hang the verb as a clause of time where its subject is, and let the clause after the comma be the main one."""
    above = tree.heads[noun]
    later = [
        kid
        for kid in tree.children(verb, "parataxis", "conj", "ccomp")
        if kid > verb and _own_subject(tree, kid)
    ]
    if not later:
        return False
    main = later[0]
    tree.promote(main, "advcl")
    for kid in [kid for kid in tree.kids[verb] if kid < noun and not tree.dominates(kid, noun)]:
        tree.attach(kid, main, tree.rels[kid])
    outer = above if above != verb else main
    top = next((kid for kid in tree.kids[verb] if tree.dominates(kid, noun)), None)
    if top is not None and top != noun:
        tree.attach(top, main, tree.rels[top])
    tree.attach(verb, outer, "advcl")
    return True


def _gerund_subject(tree: Tree, verb: int) -> None:
    """As in "after fighting erupted": the subject read as a verb with the finite verb as its complement."""
    head = tree.heads[verb]
    if (
        head == verb - 1
        and tree.rels[verb] in ("xcomp", "ccomp")
        and tree.tags[head] == "VBG"
        and not _own_subject(tree, verb)
    ):
        tree.promote(verb, "nsubj")
        for kid in tree.children(head, "mark", "nsubj", "punct"):
            tree.attach(kid, verb, tree.rels[kid])


def _participle(tree: Tree, index: int) -> None:
    """As in "parts of the region seized before" hung on the verb."""
    head = tree.heads[index]
    if tree.rels[index] not in ("advcl", "conj", "xcomp", "dep") or index == 0:
        return
    before = tree.tokens[index - 1]
    bare = not tree.has(index, *_SUBJECTS, "obj", "aux", "aux:pass", "cop", "cc", "mark", "case")
    if (
        bare
        and before.pos_ in ("NOUN", "PROPN")
        and head < index - 1
        and tree.tokens[head].pos_ in ("VERB", "AUX")
    ):
        noun = _phrase_head(tree, index - 1)
        if tree.rels[noun] in ("nmod", "obl", "conj"):
            for kid in [kid for kid in tree.kids[index] if kid < index]:
                tree.attach(kid, head, tree.rels[kid])
            tree.attach(index, noun, "acl")


def _relative(tree: Tree, index: int) -> None:
    """Relative clauses read as apposition or complement, or hung on the place inside the noun phrase."""
    rel = tree.rels[index]
    if rel in ("appos", "parataxis", "dep", "conj", "ccomp"):
        pronouns = [kid for kid in tree.children(index, *_SUBJECTS) if tree.tags[kid] in ("WDT", "WP")]
        noun = _noun_before(tree, pronouns[0]) if pronouns else None
        if noun is not None and noun != index and not tree.dominates(index, noun):
            tree.attach(index, noun, "acl:relcl")
    if tree.rels[index] == "acl:relcl" and not _coordinated_clause(tree, index):
        noun = tree.heads[index]
        outer = tree.heads[noun]
        which = any(tree.tokens[kid].lower_ == "which" for kid in tree.children(index, *_SUBJECTS))
        placed = tree.tokens[noun].ent_type_ == "GPE" and tree.rels[noun] == "nmod" and tree.has(noun, "case")
        if which and placed and tree.tokens[outer].pos_ == "NOUN":
            tree.attach(index, outer, "acl:relcl")


def _coordinated_clause(tree: Tree, index: int) -> bool:
    """As in "seized power and the president fled": the second clause read as a relative clause of the object."""
    first = tree.first_of(index)
    verb = next((at for at in tree.ancestors(index) if tree.tokens[at].pos_ == "VERB"), None)
    if tree.rels[first] != "cc" or verb is None or not tree.has(index, *_SUBJECTS):
        return False
    tree.attach(first, index, "cc")
    tree.attach(index, verb, "conj")
    return True


def _noun_before(tree: Tree, pronoun: int) -> int | None:
    at = pronoun - 1
    if at >= 0 and tree.tokens[at].text == ",":
        at -= 1
    if at < 0 or tree.tokens[at].pos_ not in _VERBLESS:
        return None
    return _phrase_head(tree, at)
