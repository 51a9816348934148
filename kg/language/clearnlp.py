"""From spaCy's English labels (the ClearNLP scheme of en_core_web_*) to the relations of `Tree`.

The differences and how each is read: prepositions head their nouns,
"be" heads its predicate, coordination is a chain, and passives, objects and possessors go by other names.
Source of the labels: https://github.com/clir/clearnlp-guidelines (md/specifications/dependency_labels.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.language.tree import Tree

LABELS = frozenset(
    {
        "acomp",
        "agent",
        "attr",
        "auxpass",
        "csubjpass",
        "dative",
        "dobj",
        "intj",
        "meta",
        "neg",
        "nounmod",
        "npadvmod",
    }
    | {"nsubjpass", "oprd", "pcomp", "pobj", "poss", "preconj", "predet", "prep", "prt", "quantmod", "relcl"}
)
"""Labels that only the ClearNLP scheme has."""

_RENAMED = {
    "acomp": "xcomp",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "discourse",
    "neg": "advmod",
    "nounmod": "compound",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pobj": "nmod",
    "poss": "nmod:poss",
    "preconj": "cc",
    "predet": "det",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
_VERBAL = ("VERB", "AUX", "ADJ", "ADV")


def is_clearnlp(labels: Iterable[str]) -> bool:
    """Whether a parser's label set is ClearNLP's rather than Universal Dependencies'."""
    return bool(LABELS.intersection(labels))


def to_universal(tree: Tree) -> None:
    """Rewrite a tree with ClearNLP labels in place."""
    for index, rel in enumerate(tree.rels):
        if rel == "aux" and tree.tokens[index].tag_ == "TO":
            tree.rels[index] = "mark"
    for index in reversed(range(len(tree.tokens))):
        if tree.rels[index] in ("prep", "agent") or _is_prepositional_dative(tree, index):
            _lower_preposition(tree, index)
    for index in range(len(tree.tokens)):
        if tree.rels[index] == "npadvmod":
            tree.rels[index] = _unmarked(tree, index)
        elif tree.rels[index] == "nmod" and index < tree.heads[index]:
            tree.rels[index] = "compound"
    for index, rel in enumerate(tree.rels):
        tree.rels[index] = rel if rel == "nmod" else _RENAMED.get(rel, rel)
    _flatten_coordination(tree)
    for index in range(len(tree.tokens)):
        _lower_copula(tree, index)
        _raise_small_clause(tree, index)


def _is_prepositional_dative(tree: Tree, index: int) -> bool:
    return tree.rels[index] == "dative" and bool(tree.children(index, "pobj"))


def _lower_preposition(tree: Tree, preposition: int) -> None:
    """Hang the noun on what the preposition hung on, and the preposition on the noun as its case."""
    head = tree.heads[preposition]
    if tree.rels[head] == "prep" and head + 1 == preposition:
        return  # "out of", "according to": the outer preposition lowers both
    agent = tree.rels[preposition] == "agent"
    words = [preposition, *_further_words(tree, preposition)]
    noun = next((kid for word in words for kid in tree.children(word, "pobj")), None)
    clause = next((kid for word in words for kid in tree.children(word, "pcomp")), None)
    below = noun if noun is not None else clause
    if below is None:
        tree.rels[preposition] = "advmod"
        return
    verbal = tree.tokens[head].pos_ in _VERBAL or head == preposition
    if noun is not None:
        rel = "obl:agent" if agent else "obl" if verbal else "nmod:of"
    else:
        rel = "advcl" if verbal else "acl"
    tree.attach(below, head if head != preposition else below, "nmod" if rel == "nmod:of" else rel)
    first = words[0]
    tree.attach(first, below, "case" if noun is not None else "mark")
    for word in words[1:]:
        tree.attach(word, first, "fixed")
    for word in words:
        for kid in tree.children(word, "conj", "cc", "advmod", "pobj", "pcomp", "prep"):
            tree.attach(kid, below, tree.rels[kid] if tree.rels[kid] != "pobj" else "conj")


def _further_words(tree: Tree, preposition: int) -> list[int]:
    inner = [kid for kid in tree.children(preposition, "prep", "pcomp") if kid == preposition + 1]
    words = [kid for kid in inner if tree.rels[kid] == "prep" or tree.tokens[kid].pos_ == "ADP"]
    return [deeper for kid in words for deeper in (kid, *_further_words(tree, kid))]


def _unmarked(tree: Tree, index: int) -> str:
    head = tree.heads[index]
    if tree.tokens[head].pos_ in _VERBAL:
        hyphened = index < head and any(tree.tokens[at].text == "-" for at in range(index, head))
        return "compound" if hyphened else "obl:unmarked"
    return "nmod:unmarked"


def _flatten_coordination(tree: Tree) -> None:
    for index in range(len(tree.tokens)):
        if tree.rels[index] != "conj":
            continue
        first = tree.heads[index]
        while tree.rels[first] == "conj":
            first = tree.heads[first]
        between = [
            at for at in range(index) if tree.rels[at] == "cc" and at > first and tree.heads[at] < index
        ]
        own = [at for at in between if tree.heads[at] == tree.heads[index]]
        tree.attach(index, first, "conj")
        for word in own:
            tree.attach(word, index, "cc")


def _lower_copula(tree: Tree, be: int) -> None:
    """Make the predicate of "be" the head of its clause; "be" becomes its copula."""
    if tree.tokens[be].lemma_ != "be" or tree.rels[be].startswith(("aux", "cop")):
        return
    if any(tree.tokens[kid].lower_ == "there" for kid in tree.children(be, "expl")):
        for kid in tree.children(be, "xcomp"):
            tree.rels[kid] = "nsubj"
        return
    predicates = [kid for kid in tree.children(be, "xcomp") if _is_predicate(tree, kid)]
    predicates = predicates or [kid for kid in tree.children(be, "obl") if kid > be][:1]
    if not predicates or not tree.children(be, "nsubj", "csubj", "expl"):
        return
    predicate = predicates[0]
    tree.promote(predicate, "cop")
    for kid in tree.children(be):
        tree.attach(kid, predicate, tree.rels[kid])


def _raise_small_clause(tree: Tree, index: int) -> None:
    """As in "called the vote a sham": the subject of a clause without a verb is the object of the verb above."""
    nominal = tree.tokens[index].pos_ in ("NOUN", "PROPN", "ADJ")
    if tree.rels[index] != "ccomp" or not nominal or tree.has(index, "cop", "aux", "mark", "expl"):
        return
    for kid in tree.children(index, "nsubj"):
        tree.attach(kid, tree.heads[index], "obj")
        tree.rels[index] = "xcomp"


def _is_predicate(tree: Tree, index: int) -> bool:
    infinitive = any(tree.tokens[kid].tag_ == "TO" for kid in tree.kids[index])
    return not infinitive
