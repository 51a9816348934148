"""One name is one thing throughout an article: a full name seen once labels its short forms, the more frequent reading wins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.language.names.known import Known, KnownNames
from kg.language.names.naming import NAMED, PLACES, Name, Naming

_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]{1,7}")


def acronyms(naming: Naming) -> None:
    """The letters in parentheses behind an organisation's name are its acronym."""
    words = naming.words
    for name in naming:
        at = name.end + 1
        if name.label != "ORG" or words[at - 1 : at] != ["("] or words[at + 1 : at + 2] != [")"]:
            continue
        if _ACRONYM.fullmatch(words[at]):
            naming.put(Name(at, at + 1, "ORG"))


def short_forms(naming: Naming, known: KnownNames) -> None:
    """The family's name out of a person's full name stands for the person elsewhere in the article."""
    persons = families(naming, known)
    for index, word in enumerate(naming.words):
        if word not in persons:
            continue
        name = naming.at(index)
        if name is None:
            alone = not naming.is_part(index - 1) and not naming.is_part(index + 1)
            if naming.proper[index] and alone:
                naming.put(Name(index, index + 1, "PERSON"))
        elif len(name) == 1 and name.label in ("GPE", "ORG", "LOC", "FAC"):
            naming.put(Name(index, index + 1, "PERSON"))


def families(naming: Naming, known: KnownNames) -> frozenset[str]:
    """The family's words in full names of persons, but for those that are a state's or a body's name ("Michael Jordan")."""
    found = {_family(naming, name) for name in naming if name.label == "PERSON" and len(name) > 1}
    return frozenset(word for word in found if len(word) > 2 and not _is_sure_other(word, known))


def _family(naming: Naming, name: Name) -> str:
    """The last word; the first where the last is a syllable behind a hyphen, "Moon Jae-in"."""
    joint, last = naming.words[name.end - 2 : name.end]
    return naming.words[name.start] if joint == "-" and last.islower() else last


def _is_sure_other(word: str, known: KnownNames) -> bool:
    meaning = known.get(word)
    return meaning is not None and meaning.sure and meaning.label != "PERSON"


def repeated(naming: Naming, known: KnownNames) -> None:
    """A name is a name wherever it stands in the article: one of several words, one that is no common word, a known place."""
    first: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for name in naming:
        if name.label in NAMED and (len(name) > 1 or _is_telling(naming, name, known)):
            words = tuple(naming.words[name.start : name.end])
            first[words[0]].setdefault(words, name.label)
    for index, word in enumerate(naming.words):
        for words, label in first.get(word, {}).items():
            end = index + len(words)
            free = tuple(naming.words[index:end]) == words and not naming.within(index, end)
            if free and not naming.is_part(index - 1) and not naming.is_part(end):
                naming.put(Name(index, end, label))


def _is_telling(naming: Naming, name: Name, known: KnownNames) -> bool:
    meaning = known.get(naming.text(name))
    return naming.is_no_word(name.start) or (meaning is not None and meaning.label == name.label == "GPE")


def one_sense(naming: Naming, known: KnownNames) -> None:
    """What is written alike is one thing throughout the article: the more frequent label, of two as frequent the last.

    The last stands in a sentence, the first often in a headline, where little tells. Known names are left as they are, a
    state and a person may share one, but for a place that the article calls so once and no person by.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for name in reversed(list(naming)):
        if name.label in NAMED:
            labels[naming.text(name)][name.label] += 1
    persons = families(naming, known)
    for name in naming:
        text = naming.text(name)
        if name.label in NAMED and len(labels[text]) > 1:
            label = _one_label(labels[text], known.get(text), is_person=text in persons)
            if label:
                naming.put(Name(name.start, name.end, label))


def _one_label(labels: Counter[str], meaning: Known | None, *, is_person: bool) -> str | None:
    if meaning is None:
        return labels.most_common(1)[0][0]
    called_so = meaning.label in PLACES and labels[meaning.label] and not meaning.sure
    return meaning.label if called_so and not is_person else None
