"""How one article enters the graph: judged, written as a shard, and followed by the index; or as it was left, made good."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kg.errors import StorageError
from kg.graph.folder import Folder
from kg.graph.gate import Verdict, judge, record
from kg.graph.index import Index, serialize_sorted
from kg.graph.names import Names
from kg.graph.revision import earlier_versions, is_superseded, revised, revision_quads
from kg.graph.triples import Storable, storable
from kg.model import Article, Reading


class Outcome(StrEnum):
    """What adding an article came to."""

    ADDED = "added"
    REPLACED = "replaced"  # the same text read otherwise, or a changed text of the same article
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"  # the graph holds a later version
    QUARANTINED = "quarantined"  # nothing of it is sound; what stood there before still stands


@dataclass(frozen=True, slots=True)
class Added:
    """One article's entry into the graph.

    Attributes:
        key: of the article.
        outcome: what became of it.
        mentions: how many of its mentions are stored.
        undated: ids of mentions without any date, which cannot be stored.
        repeated: ids of mentions told twice by one passage, stored once.
        refused: ids of mentions that failed the gate and are in quarantine.
        replaced: keys of earlier versions that went.
    """

    key: str
    outcome: Outcome
    mentions: int
    undated: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading that has been judged."""

    article: Article
    verdict: Verdict
    parts: Storable

    def shard(self, index: Index, replaced: list[str]) -> bytes:
        """The article's shard, with the earlier texts that it is a revision of."""
        return serialize_sorted([*self.verdict.quads, *revision_quads(self.article.key, replaced, index)])

    def touches(self, index: Index) -> list[str]:
        """Keys of the articles that entering it will write or remove, as things stand."""
        if self.verdict.reading is None:
            return []
        replaced = earlier_versions(self.article, index)
        changed = index.folder.read_shard(self.article.key) != self.shard(index, replaced)
        return [self.article.key, *replaced] if changed else replaced


def prepare(reading: Reading, names: Names) -> Entry:
    """Judge a reading."""
    verdict = judge(reading, names)
    return Entry(reading.article, verdict, storable(verdict.reading or reading))


def enter(entry: Entry, index: Index) -> Added:
    """Write an article, after the caller has marked as pending what it touches.

    Raises:
        StorageError: the disk failed; what stood there before still stands.
    """
    key, folder, verdict = entry.article.key, index.folder, entry.verdict
    stored = folder.read_shard(key)
    if stored is None and is_superseded(key, index):
        return Added(key, Outcome.SUPERSEDED, 0)
    refused = tuple(one.mention for one in verdict.refused if one.mention)
    folder.write_quarantine(key, _quarantine(entry))
    if verdict.reading is None:
        return Added(key, Outcome.QUARANTINED, 0, refused=refused)
    replaced = earlier_versions(entry.article, index)
    shard = entry.shard(index, replaced)
    outcome = Outcome.REPLACED if stored is not None or replaced else Outcome.ADDED
    if stored == shard:
        outcome = Outcome.UNCHANGED
    else:
        _write(entry.article, shard, index)
    for old in replaced:
        _drop(old, index)
    parts = entry.parts
    return Added(key, outcome, len(parts.mentions), parts.undated, parts.repeated, refused, tuple(replaced))


def _write(article: Article, shard: bytes, index: Index) -> None:
    index.folder.write_text(article)
    put(article.key, shard, index)


def put(key: str, shard: bytes, index: Index) -> None:
    """Write an article's shard, and bring the index in step."""
    before = index.own(key)
    if index.folder.read_shard(key) is not None:
        index.forget(key, frozenset(shard.splitlines()))
    index.folder.write_shard(key, shard)
    index.follow(key, before)


def _drop(key: str, index: Index) -> None:
    before = index.own(key)
    index.forget(key)
    index.folder.drop_article(key)
    index.folder.write_quarantine(key, None)
    index.write(before, set())


def _quarantine(entry: Entry) -> bytes | None:
    if not entry.verdict.refused:
        return None
    found = record(entry.article, entry.verdict.refused)
    return (json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def quarantined(folder: Folder) -> list[dict[str, Any]]:
    """Every article's quarantine, by key.

    Raises:
        StorageError: a file of it is damaged.
    """
    found = []
    for path in folder.quarantine_files():
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise StorageError(f"{path} is damaged ({error}): remove it, or add its article again") from error
    return found


def recover(pending: Iterable[str], index: Index) -> None:
    """Bring the index in step with the shards of articles that a writer did not finish."""
    for key in pending:
        own, brought = index.parse(key)
        index.lost.update(brought)
        for old in revised(own, index.names):
            if index.folder.read_shard(old) is not None:
                _drop(old, index)
        index.follow(key, index.own(key))
