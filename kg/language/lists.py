"""The word lists of the language room, each read once from data/language/."""

from __future__ import annotations

import csv
from functools import cache

from kg.errors import DataError
from kg.resources import resource


def _rows(name: str, *columns: str) -> list[dict[str, str]]:
    path = resource("data", "language", name)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    missing = [column for column in columns if not rows or column not in rows[0]]
    if missing:
        raise DataError(f"{path} lacks the column {missing[0]!r}: restore the file that ships with kg")
    return rows


def _column(name: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in _rows(name, column))


@cache
def boilerplate() -> tuple[frozenset[str], tuple[str, ...]]:
    """Lines of news pages that are no part of an article: whole lines, and beginnings of lines; lower case.

    Raises:
        DataError: the table is malformed.

    >>> "advertising" in boilerplate()[0]
    True
    """
    rows = _rows("boilerplate.csv", "phrase", "match")
    whole = frozenset(row["phrase"] for row in rows if row["match"] == "whole")
    return whole, tuple(row["phrase"] for row in rows if row["match"] == "start")


@cache
def credit_names() -> frozenset[str]:
    """Agencies and photo services whose name may stand alone on a line; lower case.

    Raises:
        DataError: the table is malformed.

    >>> "reuters" in credit_names()
    True
    """
    return frozenset(row["phrase"].casefold() for row in _rows("credits.csv", "phrase"))


@cache
def content_nouns() -> frozenset[str]:
    """Lemmas of nouns that a that-clause completes.

    Raises:
        DataError: the table is malformed.

    >>> "accusation" in content_nouns()
    True
    """
    return _column("content_nouns.csv", "lemma")


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of verbs that introduce somebody's words.

    Raises:
        DataError: the table is malformed.

    >>> "say" in reporting_verbs()
    True
    """
    return _column("reporting.csv", "lemma")


@cache
def control() -> dict[str, frozenset[tuple[str, str]]]:
    """Words that a "to V" clause completes, by who is its subject: "subject", "object" or "noun".

    Of "purpose" are verbs with an object that such a clause does not complete: it tells what for ("called X to ask").

    Each word is a pair of its lemma and the preposition before the one controlled ("call", "on"), empty for none.

    Raises:
        DataError: the table is malformed.

    >>> ("urge", "") in control()["object"]
    True
    """
    rows = _rows("control.csv", "lemma", "control", "preposition")
    kinds = {row["control"] for row in rows}
    return {
        kind: frozenset((row["lemma"], row["preposition"]) for row in rows if row["control"] == kind)
        for kind in sorted(kinds)
    }


@cache
def headline_passives() -> frozenset[str]:
    """Lemmas of verbs that are passive where they have neither object nor auxiliary: "Three killed in ambush".

    Raises:
        DataError: the table is malformed.

    >>> "kill" in headline_passives()
    True
    """
    return _column("headline_passives.csv", "lemma")


@cache
def noun_verbs() -> dict[str, tuple[str, bool]]:
    """Words that are noun and verb alike: the form to its verb's lemma, and whether nouns often follow the noun.

    Raises:
        DataError: the table is malformed.

    >>> noun_verbs()["shot"], noun_verbs()["trade"]
    (('shoot', False), ('trade', True))
    """
    rows = _rows("noun_verbs.csv", "form", "lemma", "compound")
    return {row["form"]: (row["lemma"], row["compound"] == "yes") for row in rows}


@cache
def phrasal_verbs() -> frozenset[tuple[str, str]]:
    """Verbs with a particle and an object, as pairs of lemma and particle: ("hand", "over").

    Raises:
        DataError: the table is malformed.

    >>> ("hand", "over") in phrasal_verbs()
    True
    """
    return frozenset(
        (row["lemma"], row["particle"]) for row in _rows("phrasal_verbs.csv", "lemma", "particle")
    )


@cache
def abbreviations() -> dict[str, str]:
    """Abbreviations with their full stop, by what may follow: "title", "number", "month", "inner" or "end".

    Raises:
        DataError: the table is malformed.

    >>> abbreviations()["Gen."], abbreviations()["Oct."], abbreviations()["Inc."]
    ('title', 'month', 'end')
    """
    rows = _rows("abbreviations.csv", "abbreviation", "kind")
    return {row["abbreviation"]: row["kind"] for row in rows}


@cache
def sentence_openers() -> frozenset[str]:
    """Words that open a sentence, and continue no name, where they are capitalised; lower case.

    Raises:
        DataError: the table is malformed.

    >>> "the" in sentence_openers()
    True
    """
    return _column("sentence_openers.csv", "word")
