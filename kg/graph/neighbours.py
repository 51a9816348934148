"""What the incremental derivation remembers beside the index: who stands near whom, and what was derived from whom.

A SQLite file in the graph's folder. It holds nothing that does not follow from the index; where it is missing, damaged
or stamped by other rules, everything is derived anew and it is filled again. All its questions are answered from the
block, the component or the article that they name, never by going through the whole graph.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = "neighbours.sqlite"

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS named
    (subject TEXT, article TEXT, digest TEXT, PRIMARY KEY (subject, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS named_by ON named (article);
CREATE TABLE IF NOT EXISTS told
    (subject TEXT, digest TEXT, text TEXT, articles INTEGER, PRIMARY KEY (subject, digest)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS root (root TEXT, subject TEXT, PRIMARY KEY (root, subject)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS root_by ON root (subject);
CREATE TABLE IF NOT EXISTS description (subject TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mention
    (id TEXT PRIMARY KEY, article TEXT, component TEXT, event TEXT, base TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mention_article ON mention (article);
CREATE INDEX IF NOT EXISTS mention_component ON mention (component);
CREATE INDEX IF NOT EXISTS mention_base ON mention (base);
CREATE TABLE IF NOT EXISTS block
    (name TEXT, day INTEGER, mention TEXT, first INTEGER, last INTEGER, PRIMARY KEY (name, day, mention)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sides (mention TEXT PRIMARY KEY, sources TEXT, targets TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS block_mention ON block (mention);
CREATE TABLE IF NOT EXISTS edge (a TEXT, act TEXT, b TEXT, event TEXT, PRIMARY KEY (a, act, b, event)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edge_event ON edge (event);
CREATE TABLE IF NOT EXISTS shingle (hash INTEGER, article TEXT, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shingle_article ON shingle (article);
CREATE TABLE IF NOT EXISTS size (article TEXT PRIMARY KEY, shingles INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copy (article TEXT PRIMARY KEY, story TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copy_story ON copy (story);
"""
_NAMES = (
    "named",
    "told",
    "root",
    "description",
    "mention",
    "block",
    "sides",
    "edge",
    "shingle",
    "size",
    "copy",
    "meta",
)
_MANY = 500
"""Parameters of one statement."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mention ended up: its component (by first mention), its event, and the event's key before numbering."""

    id: str
    article: str
    component: str
    event: str
    base: str


Edge = tuple[str, str, str]


class Neighbours:
    """The file, opened; changes are kept by `save`, and lost without it.

    >>> found = Neighbours(None)
    >>> found.place([Placed("m-1", "art", "m-1", "E", "E")])
    >>> found.events_of(["m-1"])
    {'m-1': 'E'}
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._db = _open(path)

    @property
    def stamp(self) -> str:
        """The rules by which the content was derived; empty where there is none."""
        return self.note("stamp")

    def note(self, name: str) -> str:
        """Something noted under a name; empty where there is nothing."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything."""
        for name in _NAMES:
            self._db.execute(f"DELETE FROM {name}")  # noqa: S608  (our own names)

    def save(self) -> None:
        """Keep what was changed."""
        self._db.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # ------------------------------------------------------------ who is named where

    def named(self, article: str) -> set[str]:
        """The subjects that an article named when it was last seen."""
        return set(self._column("SELECT subject FROM named WHERE article = ?", article))

    def articles(self) -> int:
        """How many articles are known."""
        return int(self._db.execute("SELECT COUNT(*) FROM size").fetchone()[0])

    def set_named(self, article: str, told: Mapping[str, str]) -> None:
        """Note which subjects an article names, and how it describes each; empty where it does not."""
        before = self._db.execute(
            "SELECT subject, digest FROM named WHERE article = ?", (article,)
        ).fetchall()
        self._db.executemany(
            "UPDATE told SET articles = articles - 1 WHERE subject = ? AND digest = ?", before
        )
        self._db.execute("DELETE FROM named WHERE article = ?", (article,))
        rows = [(subject, _digest(text), text) for subject, text in told.items()]
        self._db.executemany("INSERT INTO named VALUES (?, ?, ?)", [(s, article, d) for s, d, _ in rows])
        self._db.executemany(
            "INSERT INTO told VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
            [row for row in rows if row[2]],
        )
        self._db.executemany("DELETE FROM told WHERE subject = ? AND digest = ? AND articles < 1", before)

    def first_description(self, subject: str) -> str:
        """Of all that articles say a subject is, the first in order; empty where none says."""
        found = self._column("SELECT text FROM told WHERE subject = ? ORDER BY text LIMIT 1", subject)
        return found[0] if found else ""

    def is_named(self, subject: str) -> bool:
        """Whether some article names a subject."""
        return self._any("SELECT 1 FROM named WHERE subject = ? LIMIT 1", subject)

    def roots(self) -> list[str]:
        """The actors that the reference data is asked for, sorted."""
        return self._column("SELECT DISTINCT root FROM root ORDER BY root")

    def is_root(self, root: str) -> bool:
        """Whether the reference data is asked for an actor."""
        return self._any("SELECT 1 FROM root WHERE root = ? LIMIT 1", root)

    def roots_of(self, subject: str) -> set[str]:
        """The actors that a subject leads to."""
        return set(self._column("SELECT root FROM root WHERE subject = ?", subject))

    def set_roots(self, subject: str, roots: Iterable[str]) -> None:
        """Note which actors a subject leads to."""
        self._db.execute("DELETE FROM root WHERE subject = ?", (subject,))
        self._db.executemany("INSERT INTO root VALUES (?, ?)", [(root, subject) for root in roots])

    def description(self, subject: str) -> str:
        """The digest of the description that the layers rest on; empty where there is none."""
        found = self._column("SELECT digest FROM description WHERE subject = ?", subject)
        return found[0] if found else ""

    def set_description(self, subject: str, digest: str) -> None:
        """Note the digest of a description; empty where the subject is described no more."""
        self._db.execute("DELETE FROM description WHERE subject = ?", (subject,))
        if digest:
            self._db.execute("INSERT INTO description VALUES (?, ?)", (subject, digest))

    # ------------------------------------------------------------ mentions

    def mentions_of(self, article: str) -> set[str]:
        """The mentions that an article had when it was last seen."""
        return set(self._column("SELECT id FROM mention WHERE article = ?", article))

    def components_of(self, mentions: Collection[str]) -> set[str]:
        """The components that mentions are in."""
        return {row[0] for row in self._in("SELECT DISTINCT component FROM mention WHERE id IN", mentions)}

    def members(self, components: Collection[str]) -> set[str]:
        """The mentions of components."""
        return {row[0] for row in self._in("SELECT id FROM mention WHERE component IN", components)}

    def events_of(self, mentions: Collection[str]) -> dict[str, str]:
        """The event of each mention that has one."""
        return {row[0]: row[1] for row in self._in("SELECT id, event FROM mention WHERE id IN", mentions)}

    def bases_of(self, mentions: Collection[str]) -> set[str]:
        """The unnumbered keys of the mentions' events."""
        return {row[0] for row in self._in("SELECT DISTINCT base FROM mention WHERE id IN", mentions)}

    def with_bases(self, bases: Collection[str]) -> set[str]:
        """The mentions whose events have one of some unnumbered keys."""
        return {row[0] for row in self._in("SELECT id FROM mention WHERE base IN", bases)}

    def place(self, placed: Iterable[Placed]) -> None:
        """Note where mentions ended up."""
        self._db.executemany(
            "INSERT OR REPLACE INTO mention VALUES (?, ?, ?, ?, ?)",
            ((p.id, p.article, p.component, p.event, p.base) for p in placed),
        )

    def forget(self, mentions: Collection[str]) -> None:
        """Mentions are gone."""
        for table, column in (("mention", "id"), ("block", "mention"), ("sides", "mention")):
            self._db.executemany(
                f"DELETE FROM {table} WHERE {column} = ?",  # noqa: S608  (our own names)
                [(mention,) for mention in mentions],
            )

    def file(self, mention: str, blocks: Iterable[tuple[str, int]], days: tuple[int, int]) -> None:
        """Note the blocks that a mention stands in, instead of those before, and its first and last day."""
        self._db.execute("DELETE FROM block WHERE mention = ?", (mention,))
        rows = [(name, day, mention, *days) for name, day in blocks]
        self._db.executemany("INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?, ?)", rows)

    def set_sides(self, mention: str, sources: Iterable[str], targets: Iterable[str]) -> None:
        """Note the actors and states on both sides of a mention."""
        row = (mention, " ".join(sorted(sources)), " ".join(sorted(targets)))
        self._db.execute("INSERT OR REPLACE INTO sides VALUES (?, ?, ?)", row)

    def sides(self, mentions: Collection[str]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """The actors and states on both sides of mentions."""
        rows = self._in("SELECT mention, sources, targets FROM sides WHERE mention IN", mentions)
        return {row[0]: (frozenset(row[1].split()), frozenset(row[2].split())) for row in rows}

    def beside(self, blocks: Iterable[tuple[str, int]], days: tuple[int, int]) -> set[str]:
        """The mentions in some blocks whose days touch those from the first to the last."""
        found: set[str] = set()
        statement = "SELECT mention FROM block WHERE name = ? AND day = ? AND first <= ? AND last >= ?"
        for name, day in blocks:
            found.update(self._column(statement, name, day, days[1], days[0]))
        return found

    # ------------------------------------------------------------ edges

    def edges_of(self, events: Collection[str]) -> set[Edge]:
        """The plain edges that events stand for."""
        rows = self._in("SELECT DISTINCT a, act, b FROM edge WHERE event IN", events)
        return {(row[0], row[1], row[2]) for row in rows}

    def drop_edges(self, events: Iterable[str]) -> None:
        """Events stand for no edges any more."""
        self._db.executemany("DELETE FROM edge WHERE event = ?", [(event,) for event in events])

    def add_edges(self, event: str, edges: Iterable[Edge]) -> None:
        """An event stands for edges."""
        self._db.executemany(
            "INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?)", [(*edge, event) for edge in edges]
        )

    def has_edge(self, edge: Edge) -> bool:
        """Whether some event stands for an edge."""
        return self._any("SELECT 1 FROM edge WHERE a = ? AND act = ? AND b = ? LIMIT 1", *edge)

    # ------------------------------------------------------------ copies

    def shingles(self, article: str) -> set[int]:
        """The sampled shingles of an article's text."""
        rows = self._db.execute("SELECT hash FROM shingle WHERE article = ?", (article,))
        return {int(row[0]) for row in rows}

    def set_shingles(self, article: str, hashes: Iterable[int]) -> None:
        """Note an article's sampled shingles."""
        self._db.execute("DELETE FROM shingle WHERE article = ?", (article,))
        rows = [(value, article) for value in hashes]
        self._db.executemany("INSERT INTO shingle VALUES (?, ?)", rows)
        self._db.execute("INSERT OR REPLACE INTO size VALUES (?, ?)", (article, len(rows)))

    def sizes(self, articles: Collection[str]) -> dict[str, int]:
        """How many sampled shingles each article has."""
        return {
            row[0]: int(row[1])
            for row in self._in("SELECT article, shingles FROM size WHERE article IN", articles)
        }

    def sharing(self, hashes: Collection[int]) -> dict[str, int]:
        """How many of some shingles each article has that has any."""
        found: dict[str, int] = {}
        for (article,) in self._in("SELECT article FROM shingle WHERE hash IN", hashes):
            found[article] = found.get(article, 0) + 1
        return found

    def stories_of(self, articles: Collection[str]) -> set[str]:
        """The stories that articles tell, by the first article of each."""
        return {row[0] for row in self._in("SELECT DISTINCT story FROM copy WHERE article IN", articles)}

    def telling(self, stories: Collection[str]) -> set[str]:
        """The articles that tell some stories."""
        return {row[0] for row in self._in("SELECT article FROM copy WHERE story IN", stories)}

    def set_story(self, article: str, story: str | None) -> None:
        """Note which story an article tells; None where the article is gone."""
        if story is None:
            self._db.execute("DELETE FROM copy WHERE article = ?", (article,))
            self._db.execute("DELETE FROM size WHERE article = ?", (article,))
        else:
            self._db.execute("INSERT OR REPLACE INTO copy VALUES (?, ?)", (article, story))

    # ------------------------------------------------------------ SQL

    def _column(self, statement: str, *given: str | int) -> list[str]:
        return [str(row[0]) for row in self._db.execute(statement, given)]

    def _any(self, statement: str, *given: str) -> bool:
        return self._db.execute(statement, given).fetchone() is not None

    def _in(self, statement: str, values: Collection[str] | Collection[int]) -> Iterator[tuple[str, ...]]:
        every: Sequence[str | int] = list(values)
        for start in range(0, len(every), _MANY):
            some = every[start : start + _MANY]
            yield from self._db.execute(f"{statement} ({','.join('?' * len(some))})", some)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _open(path: Path | None) -> sqlite3.Connection:
    """The database; one that cannot be read is begun anew."""
    if path is None:
        db = sqlite3.connect(":memory:")
        db.executescript(_TABLES)
        return db
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False)
    try:
        db.executescript("PRAGMA cache_size = -65536;" + _TABLES)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
