"""Asks the columns of a graph: SQL over Parquet by DuckDB, with answers like those of SPARQL.

A `Columns` belongs to one snapshot. Its tables, with IRIs in the short form that answers have ("ev:...", "actor:RUS"):

    events       one row an event, parties, states and sectors as lists (see `projection`)
    dyads        one row an event and pair of states, `s` who acts and `t` on whom; reciprocal events both ways
    labels       thing, label            terms       thing, term (a concept's preferred label)
    notations    thing, notation         broader     thing, broader
    coordinates  thing, latitude, longitude (degrees)

Macros say in SQL what queries say in SPARQL; sums and means come out with the digits that Oxigraph's decimals give.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import LimitError
from kg.graph.projection import MEMORY, NAMES_FILE, connect, event_files, no_events, parquet
from kg.graph.sparql import NO_LIMITS, Limits

if TYPE_CHECKING:
    import duckdb

KEPT = 1_000_000
"""Bytes of events up to which they are taken into memory: to open the files takes longer than to answer from them."""

_VIEWS = """
CREATE {kind} events AS SELECT * FROM {events};
CREATE VIEW dyads AS SELECT * EXCLUDE (target_state), unnest(target_state) AS t FROM (
  SELECT event, type, date, "end", precision, status, intensity, target_state, unnest(source_state) AS s FROM events);
CREATE TABLE names AS SELECT * FROM {names};
CREATE VIEW labels AS SELECT thing, value AS label FROM names WHERE property = 'label';
CREATE VIEW terms AS SELECT thing, value AS term FROM names WHERE property = 'term';
CREATE VIEW notations AS SELECT thing, value AS notation FROM names WHERE property = 'notation';
CREATE VIEW broader AS SELECT thing, value AS broader FROM names WHERE property = 'broader';
CREATE VIEW coordinates AS SELECT y.thing, y.value::DOUBLE AS latitude, x.value::DOUBLE AS longitude
  FROM names AS y JOIN names AS x ON y.thing = x.thing AND y.property = 'latitude' AND x.property = 'longitude';
CREATE MACRO has(side, one) AS len(side) > 0 AND (one IS NULL OR list_contains(side, one));
CREATE MACRO involves(sources, targets, one, other) AS
  (has(sources, one) AND has(targets, other)) OR (has(sources, other) AND has(targets, one));
CREATE MACRO within(day, since, until) AS
  (since::DATE IS NULL OR day >= since::DATE) AND (until::DATE IS NULL OR day <= until::DATE);
CREATE MACRO exact(total) AS ((total * 10000)::HUGEINT::VARCHAR || 'e-4')::DOUBLE;
CREATE MACRO mean(total, n) AS (((total * 10000)::HUGEINT * 100000000000000 // n)::VARCHAR || 'e-18')::DOUBLE;
"""


class Columns:
    """The columns of one snapshot, open for questions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = connect()
        files = event_files(folder)
        events = parquet(files) if files else f"({no_events()})"
        kind = "TABLE" if sum(path.stat().st_size for path in files) <= KEPT else "VIEW"
        self._db.execute(_VIEWS.format(kind=kind, events=events, names=parquet([folder / NAMES_FILE])))

    @classmethod
    def open(cls, folder: Path) -> Columns | None:
        """The columns in a folder; None where its files are damaged, so that SPARQL answers until they are written again."""
        import duckdb

        try:
            return cls(folder)
        except (duckdb.IOException, duckdb.InvalidInputException):
            return None

    def close(self) -> None:
        """Let go of the engine."""
        self._db.close()

    def ask(
        self, sql: str, parameters: Mapping[str, Any] | None = None, limits: Limits = NO_LIMITS
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]] | None:
        """The columns and rows that a SELECT gives; None where the snapshot's files went meanwhile, or are damaged.

        Args:
            sql: over the tables above; parameters as `$name`.
            parameters: a value for each.
            limits: when to stop.

        Raises:
            LimitError: it took longer, took more memory or gave more rows than the limits allow.
        """
        import duckdb

        with self._limited(limits) as db:
            try:
                found = db.execute(sql, dict(parameters or {}))
                rows = found.fetchall() if limits.rows is None else found.fetchmany(limits.rows + 1)
            except duckdb.InterruptException as error:
                raise LimitError(
                    f"the query took longer than {limits.seconds:g} seconds: narrow it, or raise the time limit"
                ) from error
            except duckdb.OutOfMemoryException as error:
                raise LimitError(
                    f"the query needs more than {limits.megabytes or MEMORY} MB: narrow it, or raise the memory limit"
                ) from error
            except (duckdb.IOException, duckdb.InvalidInputException):
                return None
            described: Sequence[Any] = found.description or ()
        limits.check_rows(len(rows))
        return tuple(str(column[0]) for column in described), rows

    @contextmanager
    def _limited(self, limits: Limits) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own, for threads that ask at once; DuckDB has no time limit but can be interrupted."""
        with self._db.cursor() as db:
            timer = threading.Timer(limits.seconds, db.interrupt) if limits.seconds is not None else None
            if limits.megabytes is not None:
                db.execute(f"SET memory_limit = '{limits.megabytes}MB'")
            if timer:
                timer.start()
            try:
                yield db
            finally:
                if timer:
                    timer.cancel()
                if limits.megabytes is not None:
                    db.execute(f"SET memory_limit = '{MEMORY}MB'")


__all__ = ["Columns"]
