"""Events as columns: the projection of the derived layers to Parquet, and how it is kept in step.

One row an event, one file a month of its first day, in `columns/{n}/` beside snapshot number n:

    events-2026-02.parquet   the events of that month, with parties, states and sectors as lists
    names.parquet            labels, notations, broader concepts and coordinates of what queries name
    columns.json             written last: a folder without it is not whole, and is not read

A commit writes the months that it touched, and the names where they changed; all other files are hard links to those
of the snapshot before. What stands in the columns is read from the index, so they say what SPARQL says.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from kg.graph.folder import Folder, storage
from kg.graph.names import GEV, RDFS, SCHEMA, SKOS, TYPE, Names, gev

if TYPE_CHECKING:
    import duckdb

VERSION = 1
"""Counts changes of what the files hold; another version is written anew."""

LEAST = 2_000
"""Events below which a graph is given no columns: SPARQL answers sooner than DuckDB starts."""

MEMORY = 1024
"""Megabytes that DuckDB may take before it goes to the disk."""

MANIFEST = "columns.json"
NAMES_FILE = "names.parquet"

_SINGLE = {
    "type": "eventType",
    "date": "date",
    "end": "endDate",
    "precision": "datePrecision",
    "status": "status",
    "intensity": "intensity",
    "confidence": "confidence",
    "killed": "killed",
    "injured": "injured",
    "detained": "detained",
    "crowd": "crowdSize",
}
_LISTS = {
    "source": "source",
    "target": "target",
    "mediator": "mediator",
    "host": "host",
    "place": "place",
    "mode": "mode",
    "context": "context",
    "content": "content",
    "source_state": "sourceState",
    "target_state": "targetState",
    "source_sector": "sourceSector",
    "target_sector": "targetSector",
}
_TYPES = {"date": "DATE", "end": "DATE", "intensity": "DECIMAL(9,4)", "confidence": "DECIMAL(9,4)"}
_TYPES |= dict.fromkeys(("killed", "injured", "detained", "crowd"), "BIGINT")
_NAMED = {
    "label": RDFS + "label",
    "term": SKOS + "prefLabel",
    "notation": SKOS + "notation",
    "broader": SKOS + "broader",
    "latitude": SCHEMA + "latitude",
    "longitude": SCHEMA + "longitude",
}
_COLUMN_OF = {GEV + local: name for name, local in (_SINGLE | _LISTS).items()}
_ROW = ("event", *_SINGLE, *_LISTS)

_END: tuple[None, tuple[Quad, ...]] = (None, ())

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Changed:
    """What of the events' layers one derivation wrote.

    Attributes:
        events: keys of the events that are new, gone, or made again.
        months: the months ("2026-02") of the first days that they had before or have now.
        names: whether descriptions of actors or places were written.
    """

    events: frozenset[str]
    months: frozenset[str]
    names: bool


def columns_folder(root: Path, snapshot: Path) -> Path:
    """Where the columns of a snapshot stand."""
    return root / "columns" / snapshot.name


def is_whole(columns: Path) -> bool:
    """Whether a folder of columns was written to its end, by these rules."""
    path = columns / MANIFEST
    return path.is_file() and json.loads(path.read_text(encoding="utf-8")).get("version") == VERSION


def event_files(columns: Path) -> list[Path]:
    """The files of events, by month."""
    return sorted(columns.glob("events-*.parquet"))


class Projection:
    """Writes the columns of a store."""

    def __init__(self, folder: Folder, store: Store, names: Names) -> None:
        self._folder, self._store, self._names = folder, store, names
        self._short = names.short
        self._db: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        """Let go of the engine."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def write(self, snapshot: Path, before: Path | None, changed: Changed | None) -> None:
        """Write the columns of a new snapshot.

        Args:
            snapshot: its folder.
            before: the folder of the snapshot that stood before the derivation, if any.
            changed: what the derivation wrote since that; None where that may be anything.

        Raises:
            StorageError: the disk failed.
        """
        target = columns_folder(self._folder.root, snapshot)
        old = columns_folder(self._folder.root, before) if before else None
        if (old is None or not is_whole(old)) and not self._worth_it():
            return
        with storage(self._folder.root), tempfile.TemporaryDirectory(dir=self._folder.root) as rough:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            if old is None or changed is None or not is_whole(old):
                self._write_all(target, Path(rough))
            else:
                self._update(target, old, changed, Path(rough))
            (target / MANIFEST).write_text(json.dumps({"version": VERSION}) + "\n", encoding="utf-8")
        self._prune()

    def _worth_it(self) -> bool:
        found = self._store.quads_for_pattern(None, TYPE, gev("Event"), self._names.graph("events"))
        return sum(1 for _ in islice(found, LEAST)) >= LEAST

    def _prune(self) -> None:
        held = {path.name for path in (self._folder.root / "snapshots").iterdir() if path.is_dir()}
        for path in (self._folder.root / "columns").iterdir():
            if path.name not in held:
                shutil.rmtree(path, ignore_errors=True)

    # ------------------------------------------------------------ files

    def _write_all(self, target: Path, rough: Path) -> None:
        self._write_names(target / NAMES_FILE, rough)
        source = _table(rough / "events.csv", _ROW, self._every_row())
        db = self._connection()
        db.execute(f"CREATE TEMP TABLE every AS {_SELECT.format(source=source)} ORDER BY date, event")
        months = db.execute("SELECT DISTINCT strftime(date, '%Y-%m') AS m FROM every ORDER BY m").fetchall()
        for (month,) in months:
            first = f"DATE '{month}-01'"
            within = f"date >= {first} AND date < {first} + INTERVAL 1 MONTH"
            _copy(db, f"SELECT * FROM every WHERE {within}", target / f"events-{month}.parquet")
        db.execute("DROP TABLE every")

    def _update(self, target: Path, old: Path, changed: Changed, rough: Path) -> None:
        touched = {f"events-{month}.parquet" for month in changed.months}
        touched |= {NAMES_FILE} if changed.names else set()
        for path in sorted(old.glob("*.parquet")):
            if path.name not in touched:
                _link(path, target / path.name)
        if changed.names:
            self._write_names(target / NAMES_FILE, rough)
        if not changed.months:
            return
        events = [self._names.of("event", key) for key in sorted(changed.events)]
        source = _table(rough / "events.csv", _ROW, self._rows(events))
        gone = _table(rough / "gone.csv", ("event",), ([self._short(e.value)] for e in events))
        for month in sorted(changed.months):
            self._write_month(month, target, old, source, gone)

    def _write_month(self, month: str, target: Path, old: Path, source: str, gone: str) -> None:
        db, name = self._connection(), f"events-{month}.parquet"
        fresh = f"SELECT * FROM ({_SELECT.format(source=source)}) WHERE strftime(date, '%Y-%m') = '{month}'"
        rows = fresh
        if (old / name).is_file():
            kept = f"SELECT * FROM {parquet([old / name])} ANTI JOIN {gone} USING (event)"
            rows = f"{kept} UNION ALL {fresh}"
        if db.execute(f"SELECT 1 FROM ({rows}) LIMIT 1").fetchone():
            _copy(db, f"SELECT * FROM ({rows}) ORDER BY date, event", target / name)

    def _write_names(self, path: Path, rough: Path) -> None:
        rows = sorted(self._names_rows())
        source = _table(rough / "names.csv", ("thing", "property", "value"), rows)
        _copy(self._connection(), f"SELECT * FROM {source} ORDER BY thing, property, value", path)

    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._db is None:
            self._db = connect()
        return self._db

    # ------------------------------------------------------------ what the index says

    def _every_row(self) -> Iterator[list[str]]:
        """Both layers side by side: Oxigraph keeps the subjects of all graphs in one order."""
        start = self._names.of("event", "").value
        told, rolled_up = (
            groupby(self._quads(None, layer), key=lambda quad: quad.subject) for layer in ("events", "rollup")
        )
        other, more = next(rolled_up, _END)
        for event, quads in told:
            if not isinstance(event, NamedNode) or not event.value.startswith(start):
                continue
            if other == event:
                yield self._row(event, [*quads, *more])
                other, more = next(rolled_up, _END)
            else:
                yield self._row(event, [*quads, *self._quads(event, "rollup")])

    def _rows(self, events: Iterable[NamedNode]) -> Iterator[list[str]]:
        for event in events:
            told = list(self._quads(event, "events"))
            if told:
                yield self._row(event, [*told, *self._quads(event, "rollup")])

    def _row(self, event: NamedNode, quads: Iterable[Quad]) -> list[str]:
        cells: dict[str, list[str]] = {name: [] for name in _ROW}
        cells["event"].append(self._names.short(event.value))
        for quad in quads:
            column = _COLUMN_OF.get(quad.predicate.value)
            if column:
                cells[column].append(self._cell(quad.object))
        return [" ".join(sorted(cell)) for cell in cells.values()]

    def _quads(self, subject: NamedNode | None, layer: str) -> Iterator[Quad]:
        return iter(self._store.quads_for_pattern(subject, None, None, self._names.graph(layer)))

    def _cell(self, term: Term) -> str:
        return self._short(term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", term))

    def _names_rows(self) -> Iterator[tuple[str, str, str]]:
        for graph in ("actors", "kb", "scheme"):
            for column, predicate in _NAMED.items():
                found = self._store.quads_for_pattern(
                    None, NamedNode(predicate), None, self._names.graph(graph)
                )
                for quad in found:
                    if isinstance(quad.subject, NamedNode):
                        yield self._short(quad.subject.value), column, self._cell(quad.object)


# ---------------------------------------------------------------- SQL


def connect() -> duckdb.DuckDBPyConnection:
    """A DuckDB connection without a file, that fetches nothing from anywhere, and sorts as SPARQL does."""
    import duckdb

    db = duckdb.connect()
    db.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
    db.execute("SET default_null_order = 'NULLS_FIRST_ON_ASC_LAST_ON_DESC'")
    spill = _quoted(Path(tempfile.gettempdir()) / f"kg-duckdb-{os.getpid()}")
    db.execute(
        f"SET enable_progress_bar = false; SET memory_limit = '{MEMORY}MB'; SET temp_directory = {spill}"
    )
    return db


def _select() -> str:
    cells = ["event"]
    cells += [f'"{name}"::{_TYPES.get(name, "VARCHAR")} AS "{name}"' for name in _SINGLE]
    cells += [f"coalesce(string_split({name}, ' '), []::VARCHAR[]) AS {name}" for name in _LISTS]
    return f"SELECT {', '.join(cells)} FROM {{source}}"


_SELECT = _select()


def no_events() -> str:
    """SQL for a table of events without a row.

    >>> connect().execute(no_events()).fetchall()
    []
    """
    nothing = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in _ROW)
    return f"{_SELECT.format(source=f'(SELECT {nothing})')} WHERE false"


def _table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows of text as a table that DuckDB reads: as a file, which is faster than statements."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    form = "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"'"
    return f"read_csv({_quoted(path)}, {form}, columns = {{{types}}})"


def parquet(paths: Collection[Path]) -> str:
    """SQL for a table that some Parquet files hold together.

    >>> parquet([Path("a.parquet"), Path("it's.parquet")])
    "read_parquet(['a.parquet', 'it''s.parquet'])"
    """
    return f"read_parquet([{', '.join(map(_quoted, paths))}])"


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"


def _copy(db: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    db.execute(f"COPY ({rows}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)")


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a file system without hard links
        shutil.copyfile(old, new)


__all__ = [
    "Changed",
    "Projection",
    "columns_folder",
    "connect",
    "event_files",
    "is_whole",
    "no_events",
    "parquet",
]
