"""Loads the closed word lists of time and number that the extraction room reads: one loader for both tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from kg.errors import DataError
from kg.resources import resource


def text_of(tokens: Sequence[Token]) -> str:
    """The text of neighbouring tokens as it stands in the article.

    >>> from spacy.tokens import Doc
    >>> from spacy.vocab import Vocab
    >>> doc = Doc(Vocab(), ["the", "U.S.", "-", "mediated", "talks"], spaces=[True, False, False, True, False])
    >>> text_of(list(doc)[1:])
    'U.S.-mediated talks'
    """
    return "".join([*(token.text_with_ws for token in tokens[:-1]), *(token.text for token in tokens[-1:])])


def word_at(tokens: Sequence[Token], index: int) -> str:
    """The word at a place in small letters, none before the first token or behind the last.

    >>> import spacy
    >>> tokens = list(spacy.blank("en")("The talks"))
    >>> word_at(tokens, 0), word_at(tokens, -1), word_at(tokens, 2)
    ('the', '', '')
    """
    return tokens[index].lower_ if 0 <= index < len(tokens) else ""


@cache
def word_lists(table: str) -> Mapping[str, Mapping[str, str]]:
    """The words of `data/codebook/{table}.csv`, kind by kind, each word with its value.

    Raises:
        DataError: the table is missing, or a row has no word or no kind.

    >>> word_lists("time_words")["weekday"]["tuesday"]
    '1'
    """
    lists: dict[str, dict[str, str]] = {}
    path = resource("data", "codebook", f"{table}.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            if not row.get("word") or not row.get("kind"):
                raise DataError(f"{path.name}, line {number}: needs a word and a kind; fill both columns")
            lists.setdefault(row["kind"], {})[row["word"]] = row["value"]
    return MappingProxyType({kind: MappingProxyType(words) for kind, words in lists.items()})


def alternatives(*kinds: str, table: str = "time_words") -> str:
    """A regular-expression alternation of the words of `kinds`, the longest first; blanks match any blank space.

    >>> alternatives("season").split("|")[:2]
    ['autumn', 'spring']
    """
    words = {word for kind in kinds for word in word_lists(table)[kind]}
    escaped = (
        word.replace(".", r"\.").replace(" ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w))
    )
    return "|".join(escaped)
