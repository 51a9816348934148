"""Where a name begins and ends, and what it is, by the words in it and by the names known beforehand."""

from __future__ import annotations

import re

from kg.language.names.known import KnownNames, is_role, name_words
from kg.language.names.naming import NAMED, PLACES, Name, Naming

_JOINTS = ("-", "al", "bin", "de", "van", "von")
_OPEN = ("and", "of", "the", "for", "in", "&")
_INITIAL = re.compile(r"[A-HJ-Z]\.?")
_LONGEST = 4
"""Words of the longest name that is taken for a person's because a title stands before it."""


def trim(naming: Naming) -> None:
    """Titles, articles and marks at the edges are no part of a name."""
    for name in naming:
        if name.label not in NAMED:
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


def drop_common_words(naming: Naming) -> None:
    """A common word that has its capital from where it stands, "Missiles hit the port", is nobody's name.

    A word of somebody's longer name is spared: "President Moon Jae-in left. Moon returned".
    """
    of_persons = {
        word
        for name in naming
        if name.label == "PERSON" and len(name) > 1
        for word in naming.words[name.start : name.end]
    }
    for name in naming:
        at = name.start
        begins = len(name) == 1 and naming.doc[at].is_sent_start and not naming.is_no_word(at)
        common = begins and naming.doc[at].pos_ == "NOUN" and naming.after(name) not in name_words("speaks")
        if name.label == "PERSON" and common and naming.words[at] not in of_persons:
            naming.drop(name)


def name_datelines(naming: Naming, known: KnownNames) -> None:
    """A city in capitals before a comma or dash at the beginning is the city: "CAIRO, Feb. 12"."""
    for name in naming:
        at = name.start
        opens = len(name) == 1 and naming.doc[at].is_sent_start and naming.words[at].isupper()
        meaning = known.get(naming.words[at].title()) if opens and name.label != "GPE" else None
        if meaning and meaning.label == "GPE" and naming.after(name) in (",", "-", "–", "—", "("):
            naming.put(Name(at, name.end, "GPE"))


def drop_durations(naming: Naming) -> None:
    """What recurs and what merely lasts is no date: "every year", "day to day", "years"."""
    units = name_words("unit")
    for name in naming:
        words = [word.lower() for word in naming.words[name.start : name.end]]
        if name.label == "DATE" and all(word in units for word in words):
            naming.drop(name)


def _is_edge(word: str, label: str, *, first: bool) -> bool:
    if not any(char.isalnum() for char in word):
        return first or word != ")"
    if word == "'s":
        return True
    if not first:
        return word in _OPEN
    if label == "PERSON":
        return is_role(word)
    return word in ("the", "The")


def add_known(naming: Naming, known: KnownNames) -> None:
    """Known names: added where nothing was seen, made whole where a part was seen, and called what they are."""
    for first, end, meaning in known.find(naming.words, naming.offsets):
        start = _behind_possessor(naming, first, end, known)
        seen = naming.within(start, end)
        is_no_word = meaning.label == "GPE" and end == start + 1 and _is_no_word(naming, start)
        if not seen:
            sure = meaning.sure or _is_state_in_letters(naming, start, end, meaning.label)
            sure = sure or (is_no_word and not naming.doc[start].is_sent_start)
            if sure and naming.capital[start] and meaning.label != "NORP":
                naming.put(Name(start, end, meaning.label))
            continue
        if all(name.start >= start and name.end <= end for name in seen):
            _settle(naming, Name(start, end, meaning.label), seen, sure=meaning.sure or is_no_word)


def _behind_possessor(naming: Naming, start: int, end: int, known: KnownNames) -> int:
    """Where the body's own name begins in "Freedonia's Foreign Ministry": the state is named by itself."""
    owner = known.get(naming.words[start])
    if (
        owner is None
        or owner.label != "GPE"
        or naming.words[start + 1 : start + 2] != ["'s"]
        or end < start + 4
    ):
        return start
    return start + 2


def _is_no_word(naming: Naming, index: int) -> bool:
    """Whether what is written as a name, and not in capitals throughout, cannot be a common word."""
    return not naming.doc[index].is_upper and naming.is_no_word(index)


def _is_state_in_letters(naming: Naming, start: int, end: int, label: str) -> bool:
    """Whether it is "US" or "UAE", and the words around it are not written in capitals too."""
    if label != "GPE" or end > start + 1 or not naming.words[start].isupper():
        return False
    around = naming.words[max(0, start - 2) : start] + naming.words[end : end + 2]
    return any(word.isalpha() and not word.isupper() for word in around)


def _settle(naming: Naming, name: Name, seen: list[Name], *, sure: bool) -> None:
    whole = len(seen) == 1 and len(seen[0]) == len(name)
    alike = seen[0].label == name.label or {seen[0].label, name.label} <= set(PLACES)
    if seen[0].label in ("DATE", "EVENT") or (whole and alike):
        return
    if sure and not (len(name) == 1 and seen[0].label == "PERSON" and name.label != "NORP"):
        naming.put(name)


def is_deciding(naming: Naming, name: Name) -> bool:
    """Whether the last word of a name says that it is a body's, a site's or a land's."""
    last = naming.words[name.end - 1]
    return any(last in name_words(use) for use in ("body", "site", "land"))


def add_titled(naming: Naming) -> None:
    """What stands behind "Mr" or "President" is a person."""
    words = naming.words
    courtesies, titles = name_words("courtesy"), name_words("title")
    for index, word in enumerate(words):
        if word in courtesies or (word in titles and naming.proper[index]):
            _cut_title(naming, index, titles)
            _add_person(naming, index + 1, sure=word in courtesies)


def _cut_title(naming: Naming, index: int, titles: frozenset[str]) -> None:
    """A name that took in the second half of a title is a person's: "Secretary [General Ana Key]"."""
    name = naming.at(index)
    behind_title = index > 0 and naming.words[index - 1] in titles and naming.at(index - 1) is None
    if not (name and behind_title) or name.start < index or name.label != "ORG":
        return
    if 1 < len(name) <= _LONGEST:
        naming.put(Name(index + 1, name.end, "PERSON"))


def _add_person(naming: Naming, start: int, *, sure: bool) -> None:
    end = start
    while naming.is_part(end) or (end > start and naming.words[end] in _JOINTS and naming.is_part(end + 1)):
        end += 1
        if naming.doc[end - 1].is_sent_end:
            break
    if not 0 < end - start <= _LONGEST or all(is_role(word) for word in naming.words[start:end]):
        return
    seen = naming.within(start, end)
    if not seen:
        naming.put(Name(start, end, "PERSON"))
    elif sure and len(seen) == 1 and seen[0].label in ("GPE", "ORG", "LOC"):
        naming.put(Name(start, max(end, seen[0].end), "PERSON"))


def add_initials(naming: Naming) -> None:
    """A letter before a person's name belongs to it: "A. Noel Key"."""
    for name in naming:
        start = name.start
        while start and name.label == "PERSON" and _is_initial(naming, start - 1):
            start -= 1
        if start < name.start:
            naming.put(Name(start, name.end, "PERSON"))


def _is_initial(naming: Naming, index: int) -> bool:
    alone = naming.at(index) is None and not naming.doc[index + 1].is_sent_start
    return alone and _INITIAL.fullmatch(naming.words[index]) is not None


def add_nicknames(naming: Naming) -> None:
    """What a person is called, in quotation marks between the names, belongs to both: 'Ana "Rook" Key'."""
    for name in naming:
        end = _behind_nickname(naming, name.end)
        last = naming.at(end) if end else None
        if name.label != "PERSON" or not end or not naming.is_part(end):
            continue
        if last is None or (last.label == "PERSON" and last.start == end):
            naming.put(Name(name.start, last.end if last else end + 1, "PERSON"))


def _behind_nickname(naming: Naming, index: int) -> int:
    """The token behind one to three words with capitals in quotation marks; 0 if there are none."""
    words = naming.words
    if words[index : index + 1] != ['"'] or '"' not in words[index + 2 : index + 5]:
        return 0
    end = words.index('"', index + 2)
    return end + 1 if all(naming.capital[index + 1 : end]) else 0


def add_syllables(naming: Naming) -> None:
    """What is no common word behind a hyphen ends the name that it is written with: "Lam Cheuk-ting", not "Lam-era"."""
    for name in naming:
        at = name.end
        if name.label == "PERSON" and naming.words[at : at + 1] == ["-"] and _is_syllable(naming, at + 1):
            naming.put(Name(name.start, at + 2, "PERSON"))


def _is_syllable(naming: Naming, index: int) -> bool:
    close = index < len(naming.words) and naming.offsets[index] == naming.offsets[index - 1] + 1
    return (
        close
        and naming.at(index) is None
        and naming.doc[index].pos_ == "PROPN"
        and naming.words[index].islower()
    )
