"""The words that decide who is meant, read from data/extraction/actor_words.csv, whose header explains their uses."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import DataError
from kg.model import ActorKind
from kg.resources import resource

Kinds = frozenset[ActorKind]


@cache
def actor_words(use: str) -> Mapping[str, Kinds]:
    """The lemmas of one use ("back", "pair", "holder", ...) and the kinds of actors that they can stand for.

    Raises:
        DataError: the table has no such use, or a row names a kind of actor that does not exist.

    >>> sorted(actor_words("back")["alliance"])
    [<ActorKind.ARMED_GROUP: 'ArmedGroup'>, <ActorKind.ORGANIZATION: 'Organization'>]
    """
    found = _table().get(use)
    if found is None:
        raise DataError(f"actor_words.csv has no word of use {use!r}; it has {', '.join(sorted(_table()))}")
    return found


@cache
def _table() -> Mapping[str, Mapping[str, Kinds]]:
    path = resource("data", "extraction", "actor_words.csv")
    found: dict[str, dict[str, Kinds]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found.setdefault(row["use"], {})[row["word"]] = _kinds(row["word"], row["kinds"])
    return MappingProxyType({use: MappingProxyType(words) for use, words in found.items()})


def _kinds(word: str, cell: str) -> Kinds:
    try:
        return frozenset(ActorKind(kind) for kind in cell.split())
    except ValueError as error:
        raise DataError(f"actor_words.csv, {word!r}: {error}; use the names of kg.model.ActorKind") from error
