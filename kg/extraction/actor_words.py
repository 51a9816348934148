"""The nouns that point back to actors or hold others, read from data/extraction/anaphors.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import DataError
from kg.model import ActorKind
from kg.resources import resource


@cache
def anaphors(use: str) -> Mapping[str, frozenset[ActorKind]]:
    """The nouns of one use ("back", "pair", "holder", "class") and the kinds of actors that they can stand for.

    Raises:
        DataError: a row names a kind of actor that does not exist.

    >>> sorted(anaphors("back")["alliance"])
    [<ActorKind.ARMED_GROUP: 'ArmedGroup'>, <ActorKind.ORGANIZATION: 'Organization'>]
    """
    path = resource("data", "extraction", "anaphors.csv")
    found: dict[str, frozenset[ActorKind]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            if row["use"] == use:
                found[row["noun"]] = _kinds(row["noun"], row["kinds"])
    return MappingProxyType(found)


def _kinds(noun: str, cell: str) -> frozenset[ActorKind]:
    try:
        return frozenset(ActorKind(kind) for kind in cell.split())
    except ValueError as error:
        raise DataError(f"anaphors.csv, {noun!r}: {error}; use the names of kg.model.ActorKind") from error
