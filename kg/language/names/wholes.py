"""Names by their deciding words: "Fisheries Ministry" is a body, "Karst Treaty" no name at all, "Bank of Freedonia" one name."""

from __future__ import annotations

from kg.language.names.known import KnownNames, name_words
from kg.language.names.naming import NAMED, PLACES, Name, Naming

_KINDS = (
    ("body", "ORG"),
    ("site", "FAC"),
    ("land", "LOC"),
    ("area", "GPE"),
    ("event", "EVENT"),
    ("day", "DATE"),
)
_LONGEST = 6
"""Words that are looked at on either side of "of"."""
_SHORTEST = 3
"""Letters of the shortest word before "of" that opens a name: "Bay", but not "Inc"."""


def by_last_word(naming: Naming, known: KnownNames) -> None:
    """A name that ends in "Ministry" is an organisation, in "Airport" a site, in "Cup" an event, in "Treaty" none of these."""
    for name in naming:
        if name.label not in NAMED or known.get(naming.text(name)):
            continue
        whole = _with_the_word_behind(naming, name)
        if len(whole) > 1:
            _judge(naming, name, whole)


def _with_the_word_behind(naming: Naming, name: Name) -> Name:
    """The name made longer by a word that makes an event or a thing of it: "Karst" in "the Karst Treaty"."""
    free = naming.is_part(name.end) and naming.at(name.end) is None
    if free and any(naming.after(name) in name_words(use) for use in ("event", "thing", "day")):
        return Name(name.start, name.end + 1, name.label)
    return name


def _judge(naming: Naming, name: Name, whole: Name) -> None:  # "Doris Day" stays a person
    last = naming.words[whole.end - 1]
    if last in name_words("thing"):
        naming.drop(name)
        return
    for use, label in _KINDS:
        kept = name.label == label or {name.label, label} in ({"GPE", "LOC"}, {"PERSON", "DATE"})
        if last in name_words(use) and not kept:
            naming.put(Name(whole.start, whole.end, label))


def of_names(naming: Naming) -> None:
    """What stands before and behind "of" is one name if the first says so: "Bank of Freedonia", "Gulf of Karst"."""
    for index, word in enumerate(naming.words):
        if word in ("of", "for") and 0 < index < len(naming.words) - 1:
            label = _label_of_head(naming.words[index - 1], word)
            if label and naming.capital[index - 1]:
                _join(naming, index, label)


def _label_of_head(head: str, joint: str) -> str | None:
    if len(head) < _SHORTEST or not head.isalpha():
        return None
    if head in name_words("body") or head in name_words("chamber"):
        return "ORG"
    if joint == "for":
        return None
    return "LOC" if head in name_words("water") else "GPE" if head in name_words("realm") else None


def _join(naming: Naming, joint: int, label: str) -> None:
    behind = joint + 1 + (naming.words[joint + 1] == "the")
    left, right = naming.at(joint - 1), naming.at(behind)
    if not naming.is_part(behind) or left is right or not _fit(left, right, joint, behind):
        return
    if label == "GPE" and (right is None or right.label not in PLACES):
        return
    start = left.start if left else _reach(naming, joint - 1, -1) + 1
    end = right.end if right else _reach(naming, behind, 1)
    naming.put(Name(min(start, joint - 1), end, label))


def _fit(left: Name | None, right: Name | None, joint: int, behind: int) -> bool:
    """Whether the names on both sides, if any, end and begin beside the "of" and are of kinds that such a name is made of."""
    first = left is None or (left.end == joint and left.label in NAMED)
    return first and (right is None or (right.start == behind and right.label in ("ORG", *PLACES)))


def _reach(naming: Naming, index: int, step: int) -> int:
    """The first token from `index` on that is no proper noun with a capital."""
    at = index
    while naming.is_part(at) and abs(at - index) < _LONGEST:
        at += step
    return at
