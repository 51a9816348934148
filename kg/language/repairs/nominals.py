"""Noun phrases that the parser took apart: quantities, places, two subjects that are one, bare days."""

from __future__ import annotations

from kg.language.lists import phrasal_verbs
from kg.language.tree import Tree

DAYS = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tomorrow",
    }
)
_QUANTIFIERS = frozenset(
    {
        "ten",
        "dozen",
        "score",
        "hundred",
        "thousand",
        "million",
        "billion",
        "number",
        "lot",
        "couple",
        "majority",
        "half",
    }
)
_ABOUT = frozenset({"about", "around", "over", "nearly", "almost", "roughly", "some"})
_PLACES = ("GPE", "LOC", "FAC")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_SUBJECTS = ("nsubj", "nsubj:pass")


_AIMS = ("to", "against", "towards", "toward")
_DATED = ("DATE", "TIME")


def mend(tree: Tree) -> None:
    """Mend all noun phrases of the tree."""
    for index in range(len(tree.tokens)):
        rel = tree.rels[index]
        if rel == "case" and tree.tags[index] == "RP":
            _particle_as_preposition(tree, index)
        elif rel == "conj":
            _place_in_place(tree, index)
        elif rel in ("obl", "nmod"):
            _recipient_below_agent(tree, index)
            _about_a_number(tree, index)
            _including(tree, index)
        elif rel == "appos":
            _apposition_of_conjunct(tree, index)
        if tree.tokens[index].lower_ in DAYS:
            _day_before_object(tree, index)
            _bare_day(tree, index)
        if tree.tokens[index].lower_ == "than" and index > 1:
            _no_more_than(tree, index)
        if tree.lemmas[index].lower() in _QUANTIFIERS:
            _quantified(tree, index)


def merge_subjects(tree: Tree) -> None:
    """Make one subject of two that name the same: runs after the clauses are mended, which may bring two together."""
    for index in tree.doubled(*_SUBJECTS):
        _two_subjects(tree, index)


def _particle_as_preposition(tree: Tree, particle: int) -> None:
    """As in "broke off relations" read as "broke [off relations]"."""
    noun = tree.heads[particle]
    verb = tree.heads[noun]
    known = (tree.lemmas[verb], tree.tokens[particle].lower_) in phrasal_verbs()
    if verb == particle - 1 and known and len(tree.children(noun, "case")) == 1 and not tree.has(verb, "obj"):
        tree.attach(particle, verb, "compound:prt")
        tree.rels[noun] = "obj"


def _place_in_place(tree: Tree, index: int) -> None:
    """As in "in Geneva, Switzerland, 18 February" read as a coordination."""
    first = tree.heads[index]
    place = tree.tokens[first].ent_type_ in _PLACES and tree.has(first, "case")
    if place and not any(tree.has(kid, "cc") for kid in tree.children(first, "conj")):
        for kid in tree.children(first, "conj"):
            if tree.tokens[kid].ent_type_ in (*_PLACES, "DATE"):
                tree.rels[kid] = "nmod:unmarked"


def _about_a_number(tree: Tree, index: int) -> None:
    """As in "controls about 20 per cent" read as a prepositional phrase."""
    verb = tree.heads[index]
    cases = tree.children(index, "case")
    numbers = tree.children(index, "nummod")
    if len(cases) != 1 or not numbers or tree.tokens[cases[0]].lower_ not in _ABOUT or cases[0] < verb:
        return
    if cases[0] + 1 == tree.first_of(numbers[0]) or cases[0] + 1 == numbers[0]:
        tree.rels[cases[0]] = "advmod"
        time = tree.tokens[index].ent_type_ == "DATE"
        tree.rels[index] = "obl:unmarked" if time or tree.has(verb, "obj") else "obj"


def _no_more_than(tree: Tree, than: int) -> None:
    """As in "No more than 20 people died": the negation is the number's bound, not the verb's."""
    bound, negation = than - 1, than - 2
    negated = tree.tokens[negation].lower_ in ("no", "not") and tree.tags[bound] in ("JJR", "RBR")
    if negated and not tree.dominates(negation, bound):
        tree.attach(negation, bound, "advmod")


def _recipient_below_agent(tree: Tree, index: int) -> None:
    """As in "a concession by A to B", "an attack by A on B": what the noun is aimed at read as part of A's name."""
    name = tree.heads[index]
    noun = tree.heads[name]
    aims = _AIMS if tree.tokens[index].ent_type_ in _DATED else (*_AIMS, "on")
    aimed = tree.rels[index] == "nmod" and tree.mark(index) in aims
    agent = tree.rels[name] == "nmod" and tree.mark(name) == "by" and tree.tokens[name].pos_ == "PROPN"
    if aimed and agent and noun < name < index and tree.tokens[noun].pos_ == "NOUN":
        tree.attach(index, noun, "nmod")


def _including(tree: Tree, index: int) -> None:
    """As in "..., including Crimea" hung on the verb: it is part of the noun before it."""
    before = tree.first_of(index) - 1
    if tree.mark(index) != "including" or before < 1:
        return
    noun = before - 1 if tree.tokens[before].text == "," else before
    if tree.tokens[noun].pos_ in _NOMINAL and not tree.dominates(index, noun) and tree.heads[index] < noun:
        tree.attach(index, noun, "nmod")


def _apposition_of_conjunct(tree: Tree, index: int) -> None:
    """As in "A and his counterpart, B": B stands for the counterpart, not for A."""
    head = tree.heads[index]
    if (
        tree.tokens[index].ent_type_ == "PERSON"
        and tree.rels[head] == "nmod"
        and tree.tokens[head].ent_type_ != "PERSON"
    ):
        role = next(at for at in tree.ancestors(head) if tree.rels[at] != "nmod")
        if tree.tokens[role].pos_ == "NOUN":
            tree.attach(index, role, "appos")  # "ambassador to the United Nations, K V": V is the ambassador
            return
    verb = tree.heads[head]
    names = tree.tokens[head].pos_ == "PROPN" and tree.tokens[index].pos_ == "PROPN"
    infinitive = verb > 1 and tree.tokens[verb - 1].lower_ == "to" and tree.last_of(index) == verb - 2
    if (
        names
        and tree.rels[head] == "nsubj"
        and (tree.last_of(index) == verb - 1 or infinitive)
        and tree.tags[verb] in ("VBP", "VB")
    ):
        tree.attach(
            index, head, "conj"
        )  # "A, B sign pact": no comma closes the apposition, and the verb is plural
        return
    conjuncts = [kid for kid in tree.children(head, "conj") if kid < index]
    if conjuncts and tree.tokens[conjuncts[-1]].pos_ in _NOMINAL and tree.tags[index] not in ("NNS", "NNPS"):
        tree.attach(index, conjuncts[-1], "appos")


def _day_before_object(tree: Tree, day: int) -> None:
    """As in "denied on Thursday charges by X": the day read as part of the object, its preposition as the object's."""
    noun = tree.heads[day]
    verb = tree.heads[noun]
    cases = [kid for kid in tree.children(noun, "case") if kid == day - 1]
    if (
        tree.rels[day] == "compound"
        and tree.rels[noun] == "obl"
        and cases
        and not tree.has(verb, "obj", "ccomp")
    ):
        tree.attach(day, verb, "obl")
        tree.attach(cases[0], day, "case")
        tree.rels[noun] = "obj"


def _bare_day(tree: Tree, index: int) -> None:
    """As in "said Friday it would", "said Monday": the day read as object, clause or subject."""
    head = tree.heads[index]
    misread = tree.rels[index] in ("obj", "iobj", "ccomp", "xcomp", "nsubj", "appos", "parataxis", "dep")
    bare = index > head and not tree.has(index, "case", "cop", "nsubj")
    if misread and bare and tree.tokens[head].pos_ in ("VERB", "AUX"):
        tree.rels[index] = "obl:unmarked"


def _quantified(tree: Tree, index: int) -> None:
    """As in "tens of thousands of protesters": the protesters are the head, the quantity counts them."""
    of = [kid for kid in tree.children(index, "nmod") if tree.mark(kid) == "of" and kid > index]
    if not of or tree.has(index, "nmod:poss", "amod") or tree.rels[index] == "nummod":
        return
    definite = any(tree.tokens[kid].lower_ == "the" for kid in tree.children(index, "det"))
    if definite or tree.tokens[index].pos_ not in ("NOUN", "NUM"):
        return
    noun = of[0]
    outer = [
        kid
        for kid in tree.kids[index]
        if tree.rels[kid] in ("case", "conj", "cc", "mark", "cop", *_SUBJECTS, "punct")
    ]
    outer += [kid for kid in tree.kids[index] if kid > noun and kid not in outer]
    for word in tree.children(noun, "case"):
        tree.rels[word] = "dep"
    tree.promote(noun, "nummod")
    for kid in outer:
        tree.attach(kid, noun, tree.rels[kid])
    _quantified(tree, noun) if tree.lemmas[noun].lower() in _QUANTIFIERS else None


def _belongs_to_tail(tree: Tree, first: int, end: int, second: int) -> bool:
    """As in "Police in the capital Zenda say", "cities such as Zenda": the name belongs to what follows the subject."""
    if end == first:
        return False
    if tree.has(second, "case"):
        tree.attach(second, first, "nmod")
    elif tree.tokens[end].pos_ == "VERB" and tree.tags[end] == "VBG":
        tree.attach(second, end, "obj")
    elif tree.tokens[second].ent_type_ in _PLACES and tree.rels[end] in ("nmod", "obl"):
        tree.attach(second, end, "appos")
    else:
        return False
    return True


def _two_subjects(tree: Tree, verb: int) -> None:
    """As in "Moscow's negotiator, aide V M, told" and "Head of the delegation R U said": one subject, two readings of it."""
    nouns = [kid for kid in tree.children(verb, *_SUBJECTS) if tree.tokens[kid].pos_ in ("NOUN", "PROPN")]
    if len(nouns) < 2 or tree.tokens[nouns[0]].ent_type_ == "DATE":
        return
    first, *others = nouns
    for second in others:
        end, start = tree.last_of(first), tree.first_of(second)
        if second > verb or first > verb or start <= end:
            continue
        between = {tree.tokens[at].text for at in range(end + 1, start)}
        if not between and _belongs_to_tail(tree, first, end, second):
            continue
        named = tree.tokens[second].pos_ == "PROPN"
        if not between and named:
            tree.attach(first, second, "nmod:desc")
            first = second
        if "," not in between or not (named or tree.tokens[first].pos_ == "PROPN"):
            continue
        tree.attach(second, first, "appos")
        for kid in tree.children(second, "conj", "cc"):
            tree.attach(kid, first, tree.rels[kid])
