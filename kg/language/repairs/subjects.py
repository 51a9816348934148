"""Subjects that the parser gave to another word: to the day, to a conjunct, to an adjective, to nobody."""

from __future__ import annotations

from kg.language.lists import headline_passives
from kg.language.repairs.nominals import DAYS
from kg.language.tree import ROOT, Tree

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = ("NOUN", "PROPN")
_FINITE = ("VBD", "VBZ", "VBP")
_PARTS_OF_DAY = frozenset({"late", "early", "earlier", "later"})
_SENTENCE_END = frozenset({".", "?", "!"})


def mend(tree: Tree) -> None:
    """Mend all subjects of the tree."""
    for index in range(len(tree.tokens)):
        rel, tag = tree.rels[index], tree.tags[index]
        if rel in ("aux", "aux:pass", "cop"):
            _subject_of_auxiliary(tree, index)
        if rel in _SUBJECTS and tree.tokens[index].lower_ in DAYS:
            _day_as_subject(tree, index)
        elif rel == "cc":
            _coordinated_modifier(tree, index)
        elif rel == ROOT and tag == "JJ":
            _adjective_as_predicate(tree, index)
        elif rel == "advcl" and tag == "JJ":
            _adjective_as_clause(tree, index)
        elif tag in ("VBN", "JJ") and not tree.has(index, *_SUBJECTS) and harms(tree, index):
            _number_as_subject(tree, index)
            _number_as_conjunct(tree, index)
        elif tag in _FINITE:
            _modifier_as_subject(tree, index)


def harms(tree: Tree, index: int) -> bool:
    """Whether a participle is of a verb that is passive in headlines: "wounded", "jailed"."""
    lemma = tree.lemmas[index]
    stems = (lemma, lemma.removesuffix("ed"), lemma.removesuffix("d"))
    return any(stem in headline_passives() for stem in stems)


def _day_as_subject(tree: Tree, day: int) -> None:
    """As in "Prime Minister R M today accused", "Freedonia Friday recalled": the day read as the subject."""
    verb = tree.heads[day]
    at = day - 1
    if any(kid < day and not tree.dominates(day, kid) for kid in tree.children(verb, *_SUBJECTS)):
        tree.rels[day] = "obl:unmarked"
        return
    if at >= 0 and tree.tokens[at].lower_ in _PARTS_OF_DAY:
        at -= 1
    if verb < day or at < 0 or tree.tokens[at].pos_ not in _NOMINAL or not tree.dominates(day, at):
        return
    below = {kid for kid in tree.kids[day] if tree.tokens[kid].lower_ in _PARTS_OF_DAY}
    noun = at
    while tree.heads[noun] != day and tree.heads[noun] not in below:
        noun = tree.heads[noun]
    if tree.rels[noun] == "nmod:poss" or tree.has(noun, "case"):
        return
    tree.attach(noun, verb, tree.rels[day])
    tree.rels[day] = "obl:unmarked"
    for kid in [kid for kid in tree.kids[day] if kid < at and kid not in below]:
        tree.attach(kid, noun, tree.rels[kid])
    for name in tree.children(noun, "appos"):
        if name > noun and name == at and tree.tokens[tree.first_of(name) - 1].text != ",":
            tree.promote(name, "nmod:desc")


def _coordinated_modifier(tree: Tree, word: int) -> None:
    """As in "Freedonia and the Sylvanians reached": the first conjunct read as a modifier of the second."""
    second = tree.heads[word]
    if second > word and tree.rels[second] in ("compound", "amod") and tree.heads[second] > second:
        _coordinated_possessed(tree, word, tree.heads[second])
        return
    if second < word or tree.rels[second] == "conj" or tree.tokens[second].pos_ not in _NOMINAL:
        return
    firsts = [
        kid
        for kid in tree.children(second, "nmod:desc", "compound", "nmod:unmarked", "dep", "amod")
        if kid < word
    ]
    if not firsts or tree.tokens[firsts[-1]].pos_ != "PROPN" or tree.last_of(firsts[-1]) != word - 1:
        return
    first, after = firsts[-1], tree.tags[word + 1]
    articles = [kid for kid in tree.children(second, "det") if kid == tree.first_of(first) - 1]
    if (
        after not in ("DT", "PRP$")
        and tree.tokens[second].pos_ != "PROPN"
        and not (articles and after == "JJ")
    ):
        return  # "EU and NATO membership", "US and British troops"
    above, rel = tree.heads[second], tree.rels[second]
    tree.attach(first, second, "conj")
    tree.promote(first, "conj")
    if rel != ROOT and above != second:
        tree.rels[first] = rel
    for kid in [kid for kid in tree.kids[second] if kid < word]:
        tree.attach(kid, first, tree.rels[kid])


def _coordinated_possessed(tree: Tree, word: int, second: int) -> None:
    """As in "Freedonia's government and Sylvanian rebels": a noun with its own owner modifies no other noun."""
    firsts = [
        kid for kid in tree.children(second, "compound") if kid < word and tree.last_of(kid) == word - 1
    ]
    owned = firsts and (tree.has(firsts[0], "nmod:poss") or tree.has(second, "nmod:poss"))
    if not owned or tree.rels[second] in (ROOT, "conj"):
        return
    first, above, rel = firsts[0], tree.heads[second], tree.rels[second]
    tree.attach(first, above, rel)
    tree.attach(second, first, "conj")
    tree.attach(word, second, "cc")
    for kid in [kid for kid in tree.kids[second] if kid < word]:
        tree.attach(kid, first, tree.rels[kid])


def _adjective_as_predicate(tree: Tree, index: int) -> None:
    """As in "Soldiers loyal to X attacked", "Demonstrators angry at prices threw": the main verb below the adjective."""
    subjects = [kid for kid in tree.children(index, "nsubj") if kid < index]
    if not subjects or tree.has(index, "cop", "aux"):
        return
    for verb in tree.children(index, "parataxis", "advcl", "ccomp", "conj"):
        if verb < index or tree.tags[verb] not in _FINITE or tree.has(verb, "mark", "cc"):
            continue
        own = tree.children(verb, *_SUBJECTS)
        if any(not tree.has(kid, "case") for kid in own):
            continue
        for kid in own:
            tree.attach(kid, index, "obl")
        tree.promote(verb, "acl")
        tree.attach(subjects[0], verb, "nsubj")
        for kid in [kid for kid in tree.kids[index] if kid > verb or kid < subjects[0]]:
            tree.attach(kid, verb, tree.rels[kid])
        tree.attach(index, subjects[0], "acl")
        return


def _adjective_as_clause(tree: Tree, index: int) -> None:
    """As in "Demonstrators angry at prices threw": the main verb above the adjective that has its subject."""
    verb = tree.heads[index]
    subjects = [kid for kid in tree.children(index, "nsubj") if tree.last_of(kid) == index - 1]
    if not subjects or verb < index or tree.has(index, "cop", "aux", "mark"):
        return
    own = tree.children(verb, *_SUBJECTS)
    if any(not tree.has(kid, "case") or kid < index for kid in own):
        return
    for kid in own:
        tree.attach(kid, index, "obl")
    tree.attach(subjects[0], verb, "nsubj")
    tree.attach(index, subjects[0], "acl")


def _subject_of_auxiliary(tree: Tree, index: int) -> None:
    """As in "Were X to attack": the subject hung on the auxiliary before it."""
    verb = tree.heads[index]
    if not tree.has(verb, *_SUBJECTS):
        for kid in tree.children(index, *_SUBJECTS):
            tree.attach(kid, verb, tree.rels[kid])


def _number_as_subject(tree: Tree, verb: int) -> None:
    """As in "Two killed, five wounded in blast": the number stands for the people."""
    numbers = [kid for kid in tree.children(verb, "nummod") if kid == verb - 1]
    if numbers and not tree.has(verb, "aux", "aux:pass", "obj") and tree.rels[verb] != "amod":
        tree.rels[numbers[0]] = "nsubj:pass"


def _number_as_conjunct(tree: Tree, verb: int) -> None:
    """As in "Two were killed and three wounded": the number read as the conjunct, the participle as its complement."""
    number = tree.heads[verb]
    first = tree.heads[number]
    if (
        number != verb - 1
        or tree.rels[number] != "conj"
        or tree.tags[number] != "CD"
        or tree.tags[first] != "VBN"
    ):
        return
    tree.retag(verb, "VBN", "VERB", tree.lemmas[verb])
    tree.promote(verb, "nsubj:pass")
    for kid in tree.children(number, "cc", "advcl", "obl"):
        tree.attach(kid, verb, tree.rels[kid])


def _modifier_as_subject(tree: Tree, verb: int) -> None:
    """As in "Police clash with students": the subject read as a modifier of the finite verb."""
    if tree.rels[verb] in ("compound", "amod") or tree.has(verb, *_SUBJECTS, "csubj", "expl", "aux", "cop"):
        return
    nouns = [kid for kid in tree.children(verb, "compound", "nmod:desc") if kid == verb - 1]
    if nouns and tree.tokens[nouns[0]].pos_ in _NOMINAL and not tree.has(nouns[0], "case"):
        tree.rels[nouns[0]] = "nsubj"


def join_conjuncts(tree: Tree) -> None:
    """Leave one subject of two: make a coordination where a conjunction stands between. Runs after the clauses are mended."""
    for index in tree.doubled(*_SUBJECTS):
        _object_as_subject(tree, index)
        _join_conjunct(tree, index)


def _object_as_subject(tree: Tree, verb: int) -> None:
    """As in "The demand that X return the treasures has strained ties": the clause's object read as a second subject."""
    first, *others = tree.children(verb, *_SUBJECTS)
    for second in others:
        before = tree.first_of(second) - 1
        inside = first < before < verb and tree.dominates(first, before)
        if inside and tree.tags[before] in (*_FINITE, "VB") and not tree.has(before, "obj"):
            tree.attach(second, before, "obj")


def _join_conjunct(tree: Tree, verb: int) -> None:
    """As in "Talks between A and the rebels broke down": the second conjunct read as a second subject."""
    first, *others = tree.children(verb, *_SUBJECTS)
    for second in others:
        words = [kid for kid in tree.children(second, "cc") if kid < second]
        if not words or second > verb or tree.last_of(first) != words[0] - 1:
            continue
        between = [kid for kid in tree.children(first, "nmod") if tree.mark(kid) == "between"]
        partner = between[-1] if between and not tree.has(between[-1], "conj") else first
        tree.attach(second, partner, "conj")
