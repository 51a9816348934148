"""Where a name begins and ends, and what it is, by the words in and around it and by the names known beforehand."""

from __future__ import annotations

from kg.language.names.known import KnownNames, name_words
from kg.language.names.naming import Name, Naming

_PLACES = ("GPE", "LOC", "FAC")
_NAMED = ("PERSON", "ORG", *_PLACES)
_JOINTS = ("-", "al", "bin", "de", "van", "von")
_LONGEST = 4
"""Words of the longest name that is taken for a person's because a title stands before it."""


def trim(naming: Naming) -> None:
    """Titles, articles and marks at the edges are no part of a name."""
    for name in naming:
        if name.label not in _NAMED:
            continue
        start, end = name.start, name.end
        while start < end and _is_edge(naming.words[start], name.label, first=True):
            start += 1
        while start < end and _is_edge(naming.words[end - 1], name.label, first=False):
            end -= 1
        if (start, end) != (name.start, name.end):
            naming.drop(name)
            if start < end:
                naming.put(Name(start, end, name.label))


def _is_edge(word: str, label: str, *, first: bool) -> bool:
    if not any(char.isalnum() for char in word):
        return first or word != ")"
    if word == "'s":
        return True
    if first and label == "PERSON":
        return word in name_words("courtesy") or word in name_words("title")
    return first and word in ("the", "The")


def add_known(naming: Naming, known: KnownNames) -> None:
    """Known names: added where nothing was seen, made whole where a part was seen, and called what they are."""
    for start, end, meaning in known.find(naming.words, naming.offsets):
        seen = naming.within(start, end)
        if not seen:
            if meaning.sure and naming.capital[start] and meaning.label != "NORP":
                naming.put(Name(start, end, meaning.label))
            continue
        if all(name.start >= start and name.end <= end for name in seen):
            _settle(naming, Name(start, end, meaning.label), seen, sure=meaning.sure)


def _settle(naming: Naming, name: Name, seen: list[Name], *, sure: bool) -> None:
    whole = len(seen) == 1 and len(seen[0]) == len(name)
    alike = seen[0].label == name.label or {seen[0].label, name.label} <= set(_PLACES)
    if seen[0].label in ("DATE", "EVENT") or (whole and alike):
        return
    if sure and not (len(name) == 1 and seen[0].label == "PERSON" and name.label != "NORP"):
        naming.put(name)


def add_titled(naming: Naming) -> None:
    """What stands behind "Mr" or "President" is a person."""
    words = naming.words
    courtesies, titles = name_words("courtesy"), name_words("title")
    for index, word in enumerate(words):
        if word in courtesies or (word in titles and naming.proper[index]):
            _add_person(naming, index + 1, sure=word in courtesies)


def _add_person(naming: Naming, start: int, *, sure: bool) -> None:
    end = start
    while naming.is_part(end) or (end > start and naming.words[end] in _JOINTS and naming.is_part(end + 1)):
        end += 1
        if naming.doc[end - 1].is_sent_end:
            break
    if not 0 < end - start <= _LONGEST:
        return
    seen = naming.within(start, end)
    if not seen:
        naming.put(Name(start, end, "PERSON"))
    elif sure and len(seen) == 1 and seen[0].label in ("GPE", "ORG", "LOC"):
        naming.put(Name(start, max(end, seen[0].end), "PERSON"))


def by_last_word(naming: Naming, known: KnownNames) -> None:
    """A name that ends in "Ministry" is an organisation, one that ends in "Airport" a site."""
    for name in naming:
        last = naming.words[name.end - 1]
        if len(name) < 2 or name.label not in _NAMED or known.get(naming.text(name)):
            continue
        for use, label in (("body", "ORG"), ("site", "FAC"), ("land", "LOC")):
            if (
                last in name_words(use)
                and name.label != label
                and not (use == "land" and name.label == "GPE")
            ):
                naming.put(Name(name.start, name.end, label))


def by_neighbours(naming: Naming, known: KnownNames, persons: frozenset[str]) -> None:
    """What one word names, by the words beside it: "Rathbun said", "in Ramallah", "Senlis, France".

    `persons` are the words by which the article calls persons that it named in full.
    """
    for name in naming:
        word = naming.words[name.start]
        if len(name) > 1 or word in persons:
            continue
        meaning = known.get(word)
        label = meaning.label if meaning else None
        if name.label == "PERSON" and _is_place(naming, name, label):
            naming.put(Name(name.start, name.end, "GPE"))
        if name.label in _PLACES and label is None and _speaks(naming, name):
            naming.put(Name(name.start, name.end, "PERSON"))


def _speaks(naming: Naming, name: Name) -> bool:
    return naming.after(name) in name_words("speaks") and not _is_located(naming, name)


def _is_located(naming: Naming, name: Name) -> bool:
    return naming.before(name).lower() in name_words("where")


def _is_place(naming: Naming, name: Name, label: str | None) -> bool:
    return (label in _PLACES and _is_located(naming, name)) or _lies_in_a_place(naming, name)


def _lies_in_a_place(naming: Naming, name: Name) -> bool:
    """Whether a state or city follows between commas: "Senlis, France, in 1951"."""
    other = naming.at(name.end + 1)
    if naming.after(name) != "," or other is None or other.label != "GPE":
        return False
    return naming.after(other) in (",", ".", ")", ";", "")
