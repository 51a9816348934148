"""What a name is a name of, by the words beside it."""

from __future__ import annotations

from kg.language.names.known import KnownNames, name_words
from kg.language.names.naming import PLACES, Name, Naming
from kg.language.names.rules import is_deciding

_LONGEST = 3
"""Words of the longest name that the words beside it are asked about."""


def by_neighbours(naming: Naming, known: KnownNames, persons: frozenset[str]) -> None:
    """What an unknown name is by the words beside it: "Rathbun said", "spokesman Ivo Rathbun", "Karst militants", "Senlis, France".

    `persons` are the words by which the article calls persons that it named in full.
    """
    for name in naming:
        word = naming.words[name.start]
        if len(name) > _LONGEST or (len(name) == 1 and word in persons):
            continue
        meaning = known.get(naming.text(name))
        label = _told_by(naming, name, known) if meaning is None else None
        if meaning and meaning.label in PLACES and name.label in ("PERSON", "ORG"):
            placed = _is_located(naming, name) or _is_listed(naming, name)
            label = meaning.label if placed else None
        if label and label != name.label:
            naming.put(Name(name.start, name.end, label))


def _told_by(naming: Naming, name: Name, known: KnownNames) -> str | None:
    before, after = naming.before(name), naming.after(name)
    if name.label in ("ORG", *PLACES) and before in name_words("role") and not is_deciding(naming, name):
        return "PERSON"
    if name.label in ("PERSON", *PLACES) and after in name_words("belongs"):
        return "ORG"
    if name.label in ("PERSON", "ORG") and _is_settled(naming, name):
        return "GPE"
    if len(name) > 1:
        return None
    if name.label in PLACES and _speaks(naming, name):
        return "PERSON"
    return "GPE" if name.label == "PERSON" and _lies_in_a_place(naming, name, known) else None


def _is_settled(naming: Naming, name: Name) -> bool:
    """Whether "the town of" stands before the name."""
    start = name.start
    return (
        start > 1 and naming.words[start - 1] == "of" and naming.words[start - 2] in name_words("settlement")
    )


def _speaks(naming: Naming, name: Name) -> bool:
    """Whether the name says something, or is somebody, and is not written as a place: not "the North said"."""
    if _is_located(naming, name) or naming.before(name).lower() == "the":
        return False
    return naming.after(name) in name_words("speaks") or naming.words[name.end : name.end + 2] == [",", "who"]


def _is_located(naming: Naming, name: Name) -> bool:
    """Whether "in" or "near" stands before the name, or before the article before it: "in the West Bank"."""
    before = name.start - 1
    if before > 0 and naming.words[before] == "the":
        before -= 1
    return before >= 0 and naming.words[before].lower() in name_words("where")


def _is_listed(naming: Naming, name: Name) -> bool:
    """Whether a comma or "and" joins it to a place: "Kyiv, Kharkiv and other cities"."""
    for joint, other in ((name.start - 1, name.start - 2), (name.end, name.end + 1)):
        beside = naming.at(other) if 0 <= other < len(naming.words) else None
        if beside and beside.label == "GPE" and naming.words[joint] in (",", "and"):
            return True
    return False


def _lies_in_a_place(naming: Naming, name: Name, known: KnownNames) -> bool:
    """Whether a known state or city follows between commas: "Senlis, France, in 1951"."""
    other = naming.at(name.end + 1)
    if (
        naming.after(name) != ","
        or other is None
        or other.label != "GPE"
        or not known.get(naming.text(other))
    ):
        return False
    return naming.after(other) in (",", ".", ")", ";", "")
