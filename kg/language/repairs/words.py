"""Words whose part of speech the tagger missed: nouns that are verbs, verbs that are nouns."""

from __future__ import annotations

from functools import cache

from kg.language.lists import control, headline_passives, noun_verbs, phrasal_verbs, reporting_verbs
from kg.language.tree import ROOT, Tree

_SUBJECTS = ("nsubj", "nsubj:pass")
_VERB_TAGS = ("VB", "VBP", "VBZ", "VBD")
_BEFORE_NOUN = (
    "compound",
    "amod",
    "det",
    "nummod",
    "nmod:poss",
    "nmod:desc",
    "nmod:unmarked",
    "punct",
    "flat",
)
_PARTICLES = frozenset({"over", "up", "off", "out", "down", "back", "in", "away"})
_OBJECT_STARTS = ("DT", "PRP", "PRP$", "CD", "JJ", "NNP", "NNPS", "$")
_AUXILIARIES = frozenset(
    "be have do will would shall should can could may might must get ought need dare let go use keep".split()  # noqa: SIM905
)
_VISITING = frozenset(
    {
        "visiting",
        "outgoing",
        "incoming",
        "acting",
        "ruling",
        "leading",
        "warring",
        "neighbouring",
        "neighboring",
    }
)


def mend(tree: Tree) -> None:
    """Mend the words of the tree, and hang them where words of their kind belong."""
    for index, tag in enumerate(tree.tags):
        if tag in _VERB_TAGS:
            _noun_read_as_verb(tree, index)
            _name_read_as_auxiliary(tree, index)
        elif tag in ("NN", "NNS", "NNP"):
            _adjective_in_like(tree, index)
            _gerund_read_as_noun(tree, index)
            _infinitive_read_as_noun(tree, index)
            _verb_read_as_noun(tree, index)
        elif tag == "VBG":
            _attribute_read_as_verb(tree, index)
        if tag in ("VBD", "VBN", "VBG") and tree.lemmas[index] not in _known_verbs():
            _lemma(tree, index)
        if tree.tags[index] == "VB":
            _infinitive_read_as_oblique(tree, index)


@cache
def _known_verbs() -> frozenset[str]:
    controllers = (lemma for kind in ("subject", "object", "gerund") for lemma, _ in control()[kind])
    nouns = (lemma for lemma, _ in noun_verbs().values())
    return headline_passives() | reporting_verbs() | frozenset(controllers) | frozenset(nouns)


def _lemma(tree: Tree, index: int) -> None:
    """As in "jailed" with the lemma "jaile": the stem of a verb that is known."""
    form = tree.tokens[index].lower_
    stem = form.removesuffix("ing") if form.endswith("ing") else form.removesuffix("ed")
    doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    known = [word for word in (stem, stem + "e", doubled) if word in _known_verbs()]
    if stem != form and known:
        tree.retag(index, tree.tags[index], tree.tokens[index].pos_, known[0])


def lemma_of_form(form: str) -> str:
    """The lemma of a verb's plain or third-person form, by spelling.

    >>> [lemma_of_form(form) for form in ("lynches", "denies", "slaps", "cut")]
    ['lynch', 'deny', 'slap', 'cut']
    """
    if form in noun_verbs():
        return noun_verbs()[form][0]
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def as_verb(tree: Tree, index: int) -> None:
    """Make a word a finite verb: "orders" the third person, "cut" a past or plural form."""
    form = tree.tokens[index].lower_
    lemma = lemma_of_form(form)
    past = noun_verbs().get(form, (form, False))[0] != form or form in (
        "cut",
        "hit",
        "set",
        "hurt",
        "shut",
        "split",
    )
    tag = "VBZ" if form.endswith("s") and lemma != form else "VBD" if past else "VBP"
    tree.retag(index, tag, "VERB", lemma)


def _verb_read_as_noun(tree: Tree, index: int) -> None:
    """As in "Bolivia cut ties", "Mob lynches man", "A gunman shot two men": only verbs have objects."""
    if tree.rels[index] in ("compound", "amod") or not tree.kids[index]:
        return
    objects = [kid for kid in tree.children(index, "obj") if kid > index]
    vowed = _plans(tree, index)
    second = _has_finite_conjunct(tree, index) or _phrasal(tree, index)
    if not (objects or vowed or second) or tree.has(index, "cop", "case"):
        return
    if not tree.has(index, *_SUBJECTS):
        before = [kid for kid in tree.children(index, "compound", "nmod:desc", "amod") if kid == index - 1]
        if not before or tree.tokens[before[0]].pos_ not in ("NOUN", "PROPN"):
            return
        make_subject(tree, before[0], index)
    as_verb(tree, index)
    for kid in vowed:
        tree.rels[kid] = "xcomp"
    for kid in tree.children(index, "nmod"):
        tree.rels[kid] = "obl"


def _adjective_in_like(tree: Tree, index: int) -> None:
    """As in "difficult but business-like": the end of a compound adjective read as a noun."""
    if index > 0 and tree.tokens[index].lower_ == "like" and tree.tokens[index - 1].text == "-":
        tree.retag(index, "JJ", "ADJ", "like")


def _has_finite_conjunct(tree: Tree, index: int) -> bool:
    """As in "Rebels shot and killed a politician"."""
    seconds = [kid for kid in tree.children(index, "conj") if tree.tags[kid] in ("VBD", "VBZ", "VBP")]
    own = tree.has(index, *_SUBJECTS) and not tree.has(index, "det")
    return own and any(not tree.has(kid, *_SUBJECTS, "cop") for kid in seconds)


def _phrasal(tree: Tree, index: int) -> bool:
    """As in "Freedonia hands over pilot": a plural at the root between a name and a particle."""
    form = tree.tokens[index].lower_
    if tree.tags[index] != "NNS" or tree.rels[index] != ROOT or index + 1 >= len(tree.tokens) or index == 0:
        return False
    particle = (lemma_of_form(form), tree.tokens[index + 1].lower_) in phrasal_verbs()
    return particle and tree.tags[index - 1] in ("NNP", "NN")


def _plans(tree: Tree, index: int) -> list[int]:
    """The infinitives below "plans" in "Freedonia plans to host a summit"."""
    if (
        tree.tags[index] != "NNS"
        or tree.rels[index] != ROOT
        or tree.has(index, "det", "amod", "nmod:poss", *_SUBJECTS)
    ):
        return []
    if (lemma_of_form(tree.tokens[index].lower_), "") not in control()["subject"]:
        return []
    return [kid for kid in tree.children(index, "acl") if kid == index + 2 and tree.mark(kid) == "to"]


def make_subject(tree: Tree, noun: int, verb: int) -> None:
    """Make a noun that hangs on the verb its subject, with the words before it."""
    tree.attach(noun, verb, "nsubj")
    for kid in [kid for kid in tree.kids[verb] if kid < noun and tree.rels[kid] in _BEFORE_NOUN]:
        if tree.rels[kid] != "punct":
            tree.attach(kid, noun, tree.rels[kid])


def _gerund_read_as_noun(tree: Tree, index: int) -> None:
    """As in "accused X of massacring civilians", "of meddling in its affairs": a noun after "accuse ... of"."""
    form = tree.tokens[index].lower_
    if tree.tags[index] != "NN" or not form.endswith("ing") or index == 0 or form == "wrongdoing":
        return
    preposition = tree.tokens[index - 1].lower_
    verbs = [at for at in tree.ancestors(index) if (tree.lemmas[at], preposition) in control()["gerund"]]
    with_object = tree.rels[index] == "compound" and tree.heads[index] == index + 1
    bare = tree.rels[index] in ("nmod", "obl") and not tree.has(index, "amod", "nmod", "det", "nmod:poss")
    alone = bare and index + 1 < len(tree.tokens) and tree.tags[index + 1] == "IN"
    if not verbs or not (with_object or alone):
        return
    tree.retag(index, "VBG", "VERB", form.removesuffix("ing"))
    _lemma(tree, index)
    if with_object:
        tree.rels[index] = "amod"  # the repair of gerunds gives it its object
        return
    for kid in tree.children(index, "case"):
        tree.rels[kid] = "mark"
    tree.attach(index, verbs[0], "advcl")
    for kid in [kid for kid in tree.children(verbs[0], "obl") if kid > index]:
        tree.attach(kid, index, "obl")


def _infinitive_read_as_noun(tree: Tree, index: int) -> None:
    """As in "agreed to exchange prisoners", "offered to hand over two men": a noun after "to"."""
    known = noun_verbs().get(tree.tokens[index].lower_)
    if known is None or index < 2 or tree.tokens[index - 1].lower_ != "to" or index + 1 >= len(tree.tokens):
        return
    to = index - 1
    wanting = (tree.lemmas[index - 2], "") in control()["subject"] | control()["noun"]
    following = tree.tags[index + 1]
    noun_follows = following in ("NNS", "NN") and not known[1]
    particle = tree.tokens[index + 1].lower_ in _PARTICLES and following in ("RP", "RB", "IN")
    if not wanting or not (following in _OBJECT_STARTS or noun_follows or particle):
        return
    tree.retag(index, "VB", "VERB", known[0])
    if tree.heads[index] > index and tree.rels[index] in ("compound", "amod"):
        noun = tree.promote(index, "obj")
        for kid in [kid for kid in tree.kids[noun] if kid < index]:
            tree.attach(kid, index, tree.rels[kid])
    if tree.heads[to] == index:
        tree.rels[to] = "case"


def _infinitive_read_as_oblique(tree: Tree, index: int) -> None:
    """As in "refused to hand over": the preposition is the infinitive's "to"."""
    to = index - 1
    if tree.rels[index] not in ("obl", "nmod") or tree.heads[to] != index or tree.tokens[to].lower_ != "to":
        return
    head = tree.heads[index]
    tree.rels[to] = "mark"
    verbal = tree.tokens[head].pos_ == "VERB"
    tree.rels[index] = "acl" if not verbal else "advcl" if tree.has(head, "obj") else "xcomp"
    for kid in tree.children(head, "obl", "obj", "advmod", "nmod"):
        if kid > index:
            tree.attach(kid, index, tree.rels[kid])
    for kid in tree.children(index, "advmod"):
        if kid == index + 1 and tree.tokens[kid].lower_ in _PARTICLES:
            tree.rels[kid] = "compound:prt"


def _noun_read_as_verb(tree: Tree, index: int) -> None:
    """As in "rejected a US offer", "over Taiwan arms sale", "in a failed independence bid"."""
    if (
        tree.tags[index - 1] in ("TO", "MD")
        or index == 0
        or tree.has(index, "aux", "aux:pass", "mark", "obj")
    ):
        return
    before = _phrase_before(tree, index)
    if before is None:
        return
    nominal = tree.rels[index] in ("obl", "nmod", "obj")
    bare_object = tree.rels[index] == "obj" and tree.heads[before] == index
    article = tree.tags[index] in ("VB", "VBP") and _indefinite(tree, before, index)
    if not (
        article
        or bare_object
        or (nominal and (tree.has(index, "case") or tree.heads[before] == tree.heads[index]))
    ):
        return
    form = tree.tokens[index].lower_
    tree.retag(
        index,
        "NNS" if form.endswith("s") and lemma_of_form(form) != form else "NN",
        "NOUN",
        lemma_of_form(form),
    )
    if tree.heads[before] == index:
        tree.rels[before] = "compound"
        tree.rels[index] = "obj" if tree.rels[index] in ("xcomp", "ccomp") else tree.rels[index]
    else:
        tree.attach(index, tree.heads[before], tree.rels[before])
        tree.attach(before, index, "compound")
    for kid in tree.children(before, "det", "case", "nmod:poss", "mark"):
        tree.attach(kid, index, tree.rels[kid])
    for kid in tree.children(index, "xcomp"):
        tree.rels[kid] = "acl"


def _phrase_before(tree: Tree, index: int) -> int | None:
    """The head of the noun phrase that ends right before a word and hangs on it or on its head."""
    at = index - 1
    while tree.heads[at] < index - 1 and tree.rels[at] in ("compound", "flat"):
        at = tree.heads[at]
    if tree.tokens[at].pos_ not in ("NOUN", "PROPN") or tree.rels[at] == ROOT:
        return None
    return at if tree.heads[at] in (index, tree.heads[index]) else None


def _indefinite(tree: Tree, noun: int, index: int) -> bool:
    """Whether an "a" introduces the phrase and a name ends it: "a US" lacks its noun."""
    articles = [kid for kid in tree.children(noun, "det") if tree.tokens[kid].lower_ in ("a", "an")]
    return bool(articles) and tree.tags[index - 1] == "NNP" and tree.tags[index] in ("VB", "VBP")


def _name_read_as_auxiliary(tree: Tree, index: int) -> None:
    """As in "Human Rights Watch accused": the last word of the name read as an auxiliary."""
    verb = tree.heads[index]
    title = tree.tokens[index].is_title and tree.tokens[index - 1].is_title and index > 0
    if (
        tree.rels[index] != "aux"
        or not title
        or tree.lemmas[index] in _AUXILIARIES
        or tree.has(verb, *_SUBJECTS)
    ):
        return
    tree.retag(index, "NNP", "PROPN", tree.tokens[index].text)
    tree.rels[index] = "nsubj"


def _attribute_read_as_verb(tree: Tree, index: int) -> None:
    """As in "told visiting Foreign Minister X that", "the outgoing president": the participle read as a clause."""
    if tree.tokens[index].lower_ not in _VISITING or tree.has(index, "mark", "aux", *_SUBJECTS):
        return
    objects = [kid for kid in tree.children(index, "obj") if kid > index]
    verb = tree.heads[index]
    if not objects or tree.rels[index] not in ("xcomp", "ccomp", "advcl", "obj") or verb > index:
        return
    noun = objects[0]
    later = [kid for kid in tree.kids[index] if kid > noun]
    tree.attach(noun, verb, "obj")
    tree.attach(index, noun, "amod")
    for kid in later:
        tree.attach(kid, verb, "ccomp" if tree.mark(kid) == "that" else tree.rels[kid])
