"""English inflection of the codebook's own words, so that they are found whatever a lemmatizer makes of a form.

A trained lemmatizer guesses at verbs that it has seldom seen ("blam" for "blamed"). The codebook knows its words, so it
lists their forms: regular ones by rule, the others from `data/codebook/irregular_forms.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.codebook.tables import read

COLUMNS = ("lemma", "pos", "forms", "origin", "licence")
_CLUSTER = re.compile(r"[aeiouy]+")
_SHORT = re.compile(
    r"(?:^|[^aeiou])[aeiou][bdgklmnprtvz]$"
)  # ends in consonant, vowel, consonant that may double
_HISSING = ("s", "x", "z", "ch", "sh")

Irregular = Mapping[tuple[str, str], tuple[str, ...]]


def read_irregular(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The irregular forms by (lemma, part of speech).

    Raises:
        DataError: the table is malformed.

    >>> from kg.resources import resource
    >>> read_irregular(resource("data", "codebook", "irregular_forms.csv"))["strike", "verb"]
    ('struck', 'stricken')
    """
    return {
        (row["lemma"], row.one_of("pos", ("verb", "noun"))): tuple(row["forms"].split())
        for row in read(path, COLUMNS)
    }


def forms(lemma: str, pos: str, irregular: Irregular) -> Iterator[str]:
    """The inflected forms of a word, itself first. Where doubling is open ("benefit"), both spellings are given.

    >>> list(forms("ban", "verb", {}))
    ['ban', 'bans', 'banned', 'banning']
    >>> list(forms("treaty", "noun", {}))
    ['treaty', 'treaties']
    """
    yield lemma
    if pos == "verb":
        yield _with_s(lemma)
        known = irregular.get((lemma, pos))
        yield from known or _with_ending(lemma, "ed")
        yield from _with_ending(lemma, "ing")
    elif pos == "noun":
        yield from irregular.get((lemma, pos)) or (_with_s(lemma),)


def lemma_table(words: Iterable[tuple[str, str]], irregular: Irregular) -> dict[tuple[str, str], str]:
    """The lemma of every form of `words`, by (form, part of speech).

    A form that is itself one of the words stays itself; of two words that share a form the first counts.

    >>> lemma_table([("blame", "verb")], {})["blamed", "verb"]
    'blame'
    """
    own = dict.fromkeys(words)
    table = {(lemma, pos): lemma for lemma, pos in own}
    for lemma, pos in own:
        for form in forms(lemma, pos, irregular):
            table.setdefault((form, pos), lemma)
    return table


def _with_s(lemma: str) -> str:
    if lemma.endswith(_HISSING) or (lemma.endswith("o") and lemma not in ("video", "photo")):
        return lemma + "es"
    return lemma[:-1] + "ies" if _ends_in_consonant_y(lemma) else lemma + "s"


def _with_ending(lemma: str, ending: str) -> tuple[str, ...]:
    """The lemma with "ed" or "ing": final e dropped, y turned, a final consonant doubled where it may be."""
    if ending == "ed" and _ends_in_consonant_y(lemma):
        return (lemma[:-1] + "ied",)
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return (lemma[:-1] + ending,)
    if lemma.endswith("e") and ending == "ed":
        return (lemma + "d",)
    if not _SHORT.search(lemma):
        return (lemma + ending,)
    doubled = lemma + lemma[-1] + ending
    return (doubled,) if len(_CLUSTER.findall(lemma)) == 1 else (lemma + ending, doubled)


def _ends_in_consonant_y(lemma: str) -> bool:
    return lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou")
