"""Objects and clauses that the parser hung by the wrong relation or on the wrong one of two verbs."""

from __future__ import annotations

from kg.language.lists import control, headline_passives, phrasal_verbs, reporting_verbs
from kg.language.tree import ROOT, Tree

_SUBJECTS = ("nsubj", "nsubj:pass")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_FINITE = ("VBD", "VBZ", "VBP")
_COPULAR = frozenset(
    [
        "be",
        "become",
        "remain",
        "seem",
        "appear",
        "stay",
        "prove",
        "look",
        "turn",
        "call",
        "name",
        "elect",
        "declare",
        "consider",
    ]
)
_CONJUNCTIONS = frozenset(
    {"after", "before", "when", "while", "because", "if", "unless", "until", "although", "though"}
)
_PARTS = frozenset({"much", "most", "some", "many", "all", "half", "both", "none", "several", "one"})
_MEASURES = ("DATE", "TIME", "PERCENT", "QUANTITY", "CARDINAL", "MONEY")
_RECIPROCAL = frozenset({"other", "another", "others"})


def mend(tree: Tree) -> None:
    """Mend all objects and clauses of the tree."""
    for index in range(len(tree.tokens)):
        rel, pos = tree.rels[index], tree.tokens[index].pos_
        if rel == "iobj":
            _only_object(tree, index)
        elif rel in ("obl", "nmod", "xcomp"):
            _nominal(tree, index, rel, pos)
        elif rel == "conj" and pos in ("VERB", "AUX"):
            _conjunct(tree, index)
        elif pos == "VERB":
            _clause(tree, index, rel, tree.tags[index])


def _nominal(tree: Tree, index: int, rel: str, pos: str) -> None:
    if rel != "xcomp" and pos in ("PROPN", "NUM"):
        _person_after_office(tree, index)
        _object_after_place(tree, index)
    if rel == "nmod" and tree.mark(index) == "by":
        _agent_below_noun(tree, index)
    elif tree.rels[index] == "obl" and pos in _NOMINAL:
        _object_of_particle(tree, index)
        _object_without_preposition(tree, index)
    elif rel == "xcomp" and pos == "NOUN":
        _object_as_complement(tree, index)


def _only_object(tree: Tree, noun: int) -> None:
    """As in "warned X against opening it", "allowed X to enter": the only object is the direct one."""
    verb = tree.heads[noun]
    controlled = (tree.lemmas[verb], "") in control()["object"] and tree.lemmas[verb] not in reporting_verbs()
    if not tree.has(verb, "obj", "ccomp") and (controlled or not tree.has(verb, "xcomp")):
        tree.rels[noun] = "obj"


def _agent_below_noun(tree: Tree, agent: int) -> None:
    """As in "was extradited to A by B", "was set on fire by B": names and bare nouns have no agent, a passive does."""
    noun = tree.heads[agent]
    verb = tree.heads[noun]
    oblique = tree.rels[noun] == "obl" and tree.tags[noun] in ("NN", "NNP", "NNPS") and verb < noun
    bare = not tree.has(noun, "det", "amod", "compound", "nmod:poss") or tree.tags[noun] != "NN"
    who = tree.tokens[agent].pos_ in ("NOUN", "PROPN") and tree.tokens[agent].ent_type_ not in _MEASURES
    if oblique and bare and who and tree.has(verb, "aux:pass") and not tree.has(verb, "obl:agent"):
        tree.attach(agent, verb, "obl:agent")


def _conjunct(tree: Tree, index: int) -> None:
    if tree.mark(index) in _CONJUNCTIONS and not tree.has(index, "cc"):
        tree.rels[index] = "advcl"
    elif tree.tags[index] == "VBN":
        _participle_as_conjunct(tree, index)
    elif tree.tags[tree.heads[index]] == "CD":
        _conjunct_of_number(tree, index)


def _participle_as_conjunct(tree: Tree, index: int) -> None:
    """As in "resumed talks, mediated by X": the participle modifies the noun before the comma."""
    first = tree.heads[index]
    if index < 2 or tree.tokens[index - 1].text != "," or not tree.has(index, "obl:agent"):
        return
    nouns = [kid for kid in tree.children(first, "obj") if tree.last_of(kid) == index - 2]
    if nouns and not tree.has(index, "aux", "aux:pass", "cc", *_SUBJECTS) and not tree.has(first, "aux:pass"):
        tree.attach(index, nouns[0], "acl")


def _conjunct_of_number(tree: Tree, index: int) -> None:
    """As in "killing three and wounding dozens": the first object read as the number of the second."""
    number = tree.heads[index]
    noun = tree.heads[number]
    verb = tree.heads[noun]
    if tree.rels[number] != "nummod" or noun < index or tree.rels[noun] != "obj" or verb > number:
        return
    tree.attach(index, verb, "conj")
    tree.attach(number, verb, "obj")
    tree.attach(noun, index, "obj")


def _clause(tree: Tree, index: int, rel: str, tag: str) -> None:
    if rel == "amod" and tag in ("VBD", "VBN"):
        _conjunct_as_modifier(tree, index)
        _clause_as_modifier(tree, index)
    elif tag == "VBG" and rel in ("acl", "advcl"):
        if rel == "acl":
            _participle_after_comma(tree, index)
        _gerund_of_each_other(tree, index)
    elif tag == "VBD" and rel == "acl" and _headline_passive(tree, index):
        tree.retag(index, "VBN", "VERB", tree.lemmas[index])
    elif rel == ROOT and tag in ("VBN", "VBD"):
        _absolute_as_main_clause(tree, index)


def _headline_passive(tree: Tree, index: int) -> bool:
    """As in "nine leaders jailed for their role": a past participle with the tag of a past tense."""
    return tree.lemmas[index] in headline_passives() and not tree.has(index, *_SUBJECTS, "obj", "aux")


def _object_of_particle(tree: Tree, noun: int) -> None:
    """As in "handed over the general to X": the particle read as a preposition."""
    verb = tree.heads[noun]
    cases = tree.children(noun, "case")
    if (
        len(cases) != 1
        or cases[0] != verb + 1
        or tree.has(cases[0], "fixed")
        or tree.has(verb, "obj", "compound:prt", "aux:pass")
    ):
        return
    if (tree.lemmas[verb], tree.tokens[cases[0]].lower_) in phrasal_verbs():
        tree.attach(cases[0], verb, "compound:prt")
        tree.rels[noun] = "obj"


def _object_after_place(tree: Tree, number: int) -> None:
    """As in "hand over to Great Britain two of its nationals": the recipient read as a modifier of the object."""
    names = [
        kid
        for kid in tree.children(number, "compound")
        if kid == number - 1 and tree.tokens[kid].pos_ == "PROPN"
    ]
    verb = tree.heads[number]
    if (
        tree.tags[number] != "CD"
        or not names
        or not tree.has(number, "case", "nmod")
        or tree.has(verb, "obj")
    ):
        return
    name = names[0]
    tree.attach(name, verb, "obl")
    for kid in [kid for kid in tree.kids[number] if kid < name]:
        tree.attach(kid, name, tree.rels[kid])
    tree.rels[number] = "obj"


def _person_after_office(tree: Tree, name: int) -> None:
    """As in "Secretary of State Ana Lorn": the office is the title of the person, not hers."""
    office = tree.heads[name]
    cases = [kid for kid in tree.children(name, "case") if tree.tokens[kid].lower_ == "of"]
    first = name
    while tree.tokens[first].ent_type_ == "PERSON" and tree.tokens[first].ent_iob_ == "I":
        first -= 1
    person = (
        tree.tokens[name].ent_type_ == "PERSON" and first < name and tree.tokens[first].ent_type_ == "PERSON"
    )
    if tree.rels[name] != "nmod" or not cases or not person or not tree.tokens[office].is_title:
        return
    field = first - 1
    if field <= cases[0] or tree.heads[field] != name or tree.rels[field] not in ("compound", "nmod:desc"):
        return
    tree.attach(field, office, "nmod")
    for kid in [kid for kid in tree.kids[name] if kid < field]:
        tree.attach(kid, field, tree.rels[kid])
    tree.promote(name, "nmod:desc")
    for kid in [
        kid for kid in tree.kids[office] if kid > name or tree.rels[kid] in ("case", "cc", "conj", "punct")
    ]:
        tree.attach(kid, name, tree.rels[kid])


def _object_without_preposition(tree: Tree, noun: int) -> None:
    """As in "shot down 12 drones": a prepositional phrase without preposition is an object."""
    verb = tree.heads[noun]
    active = tree.tokens[verb].pos_ == "VERB" and not tree.has(verb, "obj", "aux:pass", "nsubj:pass", "ccomp")
    bare = (
        verb < noun and not tree.has(noun, "case", "mark", "advmod") and tree.tags[noun] not in ("WDT", "WP")
    )
    if active and bare and tree.tokens[noun].ent_type_ not in ("DATE", "TIME") and _near(tree, verb, noun):
        tree.rels[noun] = "obj"


def _near(tree: Tree, verb: int, noun: int) -> bool:
    start = tree.first_of(noun)
    return tree.tags[start] != "IN" and all(tree.tags[at] in ("RP", "RB") for at in range(verb + 1, start))


def _object_as_complement(tree: Tree, noun: int) -> None:
    """As in "suspended aid to X": the object read as a predicate."""
    verb = tree.heads[noun]
    if verb > noun or tree.tokens[verb].pos_ != "VERB" or tree.lemmas[verb] in _COPULAR:
        return
    if not tree.has(noun, "mark", "cop", "case", "obj", *_SUBJECTS) and not tree.has(
        verb, "obj", "aux:pass", "nsubj:pass"
    ):
        tree.rels[noun] = "obj"


def _conjunct_as_modifier(tree: Tree, verb: int) -> None:
    """As in "killed 30 people and wounded scores": the second verb read as a modifier of its object."""
    noun = tree.heads[verb]
    first = tree.heads[noun]
    words = [kid for kid in tree.children(verb, "cc") if kid == verb - 1]
    words += [kid for kid in tree.children(noun, "cc") if kid == verb - 1]
    listed = (
        tree.tokens[verb - 1].text == "," and not tree.has(noun, "det", "case") and tree.rels[noun] == "obj"
    )
    if not (words or listed) or noun < verb or tree.rels[noun] not in ("obj", "conj"):
        return
    if tree.rels[noun] == "conj" and tree.rels[first] == "obj":
        first = tree.heads[first]
    others = [kid for kid in tree.children(first, "obj") if kid < verb]
    if tree.tags[first] not in (*_FINITE, "VBN") or not others:
        return
    tree.promote(verb, "obj")
    tree.attach(verb, first, "conj")
    for word in words:
        tree.attach(word, verb, "cc")


def _clause_as_modifier(tree: Tree, verb: int) -> None:
    """As in "The enemy attacked civilians," X wrote: a verb with its own subject read as a modifier of its object."""
    noun = tree.heads[verb]
    subjects = [kid for kid in tree.children(verb, "nsubj") if tree.tags[kid] != "EX"]
    if noun < verb or not subjects or tree.tags[verb] != "VBD" or tree.has(verb, "obj", "aux"):
        return
    tree.promote(verb, "obj")
    above = tree.heads[verb]
    if tree.rels[verb] in _SUBJECTS:
        tree.rels[verb] = "ccomp" if tree.lemmas[above] in reporting_verbs() else "csubj"
    for kid in [kid for kid in tree.kids[noun] if kid < verb]:
        tree.attach(kid, verb, tree.rels[kid])


def _participle_after_comma(tree: Tree, index: int) -> None:
    """As in "launched an operation, forcing people to flee": the participle says what the clause did, not the noun."""
    noun = tree.heads[index]
    verb = tree.heads[noun]
    if (
        index == 0
        or tree.tokens[index - 1].text != ","
        or tree.rels[noun] not in ("obj", "obl")
        or tree.has(index, "mark")
    ):
        return
    if tree.tokens[verb].pos_ == "VERB" and verb < noun and tree.has(index, "obj", "ccomp", "xcomp"):
        tree.attach(index, verb, "advcl")


def _gerund_of_each_other(tree: Tree, index: int) -> None:
    """As in "accuse each other of arming rebels": the clause read as part of "each other"."""
    noun = tree.heads[index]
    verb = next((at for at in tree.ancestors(noun) if tree.tokens[at].pos_ == "VERB"), noun)
    if (
        tree.tokens[noun].lower_ in _RECIPROCAL
        and (tree.lemmas[verb], tree.mark(index)) in control()["gerund"]
    ):
        tree.attach(index, verb, "advcl")


def _absolute_as_main_clause(tree: Tree, verb: int) -> None:
    """As in "X was accused of misusing funds, much of it believed to be lost": the aside read as the main clause."""
    subjects = [
        kid for kid in tree.children(verb, "nsubj", "nsubj:pass") if tree.tokens[kid].lower_ in _PARTS
    ]
    mains = [
        kid for kid in tree.children(verb, "ccomp", "parataxis") if kid < verb and tree.has(kid, *_SUBJECTS)
    ]
    if (
        not subjects
        or not mains
        or tree.has(verb, "aux", "aux:pass", "cop")
        or tree.tokens[subjects[0] - 1].text != ","
    ):
        return
    main = mains[0]
    tree.promote(main, "advcl")
    if not tree.has(main, "aux:pass") or tree.has(main, "obl:agent"):
        return
    for kid in reversed(tree.subtree(verb)):
        if (
            tree.rels[kid] in ("obl", "obl:agent")
            and tree.mark(kid) == "by"
            and tree.tokens[tree.first_of(kid) - 1].text == ","
        ):
            tree.attach(kid, main, "obl:agent")
            return
