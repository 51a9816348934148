"""The folder that a graph lives in: which file stands where, and writes that are whole or absent.

kg.toml              marker: format version and base of the IRIs
shards/ab/{key}.nq   what each article says, as sorted N-Quads: the truth
texts/ab/{key}.json  each article as read, so that quotes can be checked against it
quarantine/ab/{key}.json  what of each article was not let in, and why
pending              keys of articles whose shard may be ahead of the index
index/               Oxigraph store of the writer; can be made again from the shards
snapshots/{n}/       hard-linked copies of the index for readers; `snapshots/current` names the newest
"""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date as Date
from pathlib import Path
from typing import Any

from kg.errors import NotAGraphError, StorageError
from kg.graph.names import BASE
from kg.model import Article

FORMAT = 1
"""Version of the folder's layout; a folder of a later version is refused rather than misread."""

MARKER = "kg.toml"
KEPT_SNAPSHOTS = 2


class Folder:
    """A graph's folder on disk; knows files and bytes, not what they mean."""

    def __init__(self, root: Path, base: str) -> None:
        self.root = root
        self.base = base

    @classmethod
    def create(cls, root: Path, base: str = BASE) -> Folder:
        """Make the folder, or open it where it is a graph already.

        Raises:
            NotAGraphError: the path is a file, or a folder that holds something else.
            StorageError: the folder cannot be written.
        """
        if (root / MARKER).is_file():
            return cls.open(root)
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise NotAGraphError(
                f"{root} is not empty and no graph: name a new or empty folder, or a graph's folder"
            )
        folder = cls(root, base)
        with storage(root):
            root.mkdir(parents=True, exist_ok=True)
            for name in ("shards", "texts", "snapshots"):
                (root / name).mkdir(exist_ok=True)
        folder.write(root / MARKER, f'format = {FORMAT}\nbase = "{base}"\n'.encode())
        return folder

    @classmethod
    def open(cls, root: Path) -> Folder:
        """Open a graph's folder.

        Raises:
            NotAGraphError: there is no folder, no marker file in it, or its format is not ours.
        """
        marker = root / MARKER
        if not marker.is_file():
            raise NotAGraphError(
                f"{root} holds no graph ({MARKER} is missing): make one with `kg build ... --graph {root}`"
            )
        try:
            found = tomllib.loads(marker.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise NotAGraphError(f"{marker} cannot be read ({error}): is this a graph's folder?") from error
        if found.get("format") != FORMAT:
            raise NotAGraphError(
                f"{root} has graph format {found.get('format')}, this kg reads format {FORMAT}: build it again from its articles"
            )
        return cls(root, str(found.get("base", BASE)))

    # ------------------------------------------------------------ shards and texts

    def shard(self, key: str) -> Path:
        """Where an article's quads stand."""
        return self.root / "shards" / key[:2] / f"{key}.nq"

    def text(self, key: str) -> Path:
        """Where an article's text stands."""
        return self.root / "texts" / key[:2] / f"{key}.json"

    def shards(self) -> list[Path]:
        """All shards, sorted by key."""
        return sorted((self.root / "shards").glob("??/*.nq"))

    def keys(self) -> list[str]:
        """The keys of all articles, sorted."""
        return [path.stem for path in self.shards()]

    def read_shard(self, key: str) -> bytes | None:
        """An article's quads as stored, or None."""
        path = self.shard(key)
        return path.read_bytes() if path.is_file() else None

    def read_article(self, key: str) -> Article | None:
        """An article as it was read in, or None.

        Raises:
            StorageError: the file is damaged.
        """
        path = self.text(key)
        if not path.is_file():
            return None
        try:
            fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            published = fields.pop("published", None)
            return Article(**fields, published=Date.fromisoformat(published) if published else None)
        except (ValueError, TypeError) as error:
            raise StorageError(f"{path} is damaged ({error}): add the article again") from error

    def write_text(self, article: Article) -> None:
        """Store an article's text; it is written before its quads."""
        fields = asdict(article) | {"published": article.published.isoformat() if article.published else None}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        self.write(self.text(article.key), text.encode())

    def read_text_file(self, key: str) -> bytes | None:
        """The file of an article's text as it stands, or None."""
        path = self.text(key)
        return path.read_bytes() if path.is_file() else None

    def write_text_file(self, key: str, content: bytes) -> None:
        """Store the file of an article's text as another graph holds it."""
        self.write(self.text(key), content)

    def write_shard(self, key: str, shard: bytes) -> None:
        """Store an article's quads; a reader finds the old or the new, never a part."""
        self.write(self.shard(key), shard)

    def drop_article(self, key: str) -> None:
        """Remove an article's quads and text."""
        with storage(self.root):
            self.shard(key).unlink(missing_ok=True)
            self.text(key).unlink(missing_ok=True)

    # ------------------------------------------------------------ quarantine

    def quarantine(self, key: str) -> Path:
        """Where stands what of an article was not let in."""
        return self.root / "quarantine" / key[:2] / f"{key}.json"

    def quarantine_files(self) -> list[Path]:
        """The quarantine of every article that has one, sorted by key."""
        return sorted((self.root / "quarantine").glob("??/*.json"))

    def write_quarantine(self, key: str, content: bytes | None) -> None:
        """Write what of an article was not let in; None where all of it was."""
        path = self.quarantine(key)
        if content is not None:
            if not path.is_file() or path.read_bytes() != content:
                self.write(path, content)
        elif path.is_file():
            with storage(self.root):
                path.unlink(missing_ok=True)

    # ------------------------------------------------------------ what is not yet in the index

    def pending(self) -> list[str]:
        """Keys of articles that were being written when the index was last brought up to date."""
        path = self.root / "pending"
        return sorted(set(path.read_text(encoding="utf-8").split())) if path.is_file() else []

    def mark_pending(self, keys: Iterable[str]) -> None:
        """Note, before they are written, which articles the index may come to lag behind."""
        with storage(self.root), (self.root / "pending").open("a", encoding="utf-8") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())

    def clear_pending(self) -> None:
        """The index holds everything again."""
        with storage(self.root):
            (self.root / "pending").unlink(missing_ok=True)

    # ------------------------------------------------------------ snapshots

    def snapshot(self) -> Path | None:
        """The newest copy for readers, or None before the first."""
        current = self.root / "snapshots" / "current"
        if not current.is_file():
            return None
        path = self.root / "snapshots" / current.read_text(encoding="utf-8").strip()
        return path if path.is_dir() else None

    def next_snapshot(self) -> Path:
        """Where the next copy goes."""
        return self.root / "snapshots" / str(max(self._snapshots(), default=0) + 1)

    def publish_snapshot(self, path: Path) -> None:
        """Point readers at a finished copy, and remove all but the newest few."""
        self.write(self.root / "snapshots" / "current", path.name.encode())
        for number in sorted(self._snapshots())[:-KEPT_SNAPSHOTS]:
            shutil.rmtree(self.root / "snapshots" / str(number), ignore_errors=True)

    def _snapshots(self) -> list[int]:
        return [int(path.name) for path in (self.root / "snapshots").glob("*") if path.name.isdigit()]

    # ------------------------------------------------------------ bytes

    def write(self, path: Path, content: bytes) -> None:
        """Write a file whole: to a neighbour, synced, then renamed over.

        Raises:
            StorageError: the disk is full, read-only or gone; what stood there before still stands.
        """
        part = path.with_name(path.name + ".part")
        with storage(self.root):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            except OSError:
                part.unlink(missing_ok=True)
                raise


@contextmanager
def storage(root: Path) -> Iterator[None]:
    """Turn a failing disk into an error that says so.

    Raises:
        StorageError: an OSError happened inside.
    """
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"cannot write to {root}: {error.strerror or error}. What was stored before is intact; make room or permission and run again"
        ) from error
