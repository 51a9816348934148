"""Events as Parquet, one row an event, for DuckDB, Polars, pandas and Spark. Needs pyarrow (`pip install kg-events[parquet]`)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from kg.errors import FormatError
from kg.export.event_rows import EventRecord
from kg.graph.triples import COUNTS

LISTS = ("modes", "contexts", "sources", "targets", "mediators", "hosts", "source_states", "target_states")


def parquet(events: Iterable[EventRecord]) -> bytes:
    """All events, whatever their status; actors by key and by name, dates as dates, numbers that nobody gives as null.

    Raises:
        FormatError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError as error:
        raise FormatError("Parquet needs pyarrow: pip install 'kg-events[parquet]'") from error
    table = pa.Table.from_pylist([_row(event) for event in events], schema=_schema(pa))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _schema(pa: Any) -> Any:
    texts = pa.list_(pa.string())
    names = ("event", "type", "cameo", "status", "precision", "place", "country")
    fields = [(name, pa.string()) for name in names]
    fields += [("quad_class", pa.int8()), ("date", pa.date32()), ("end_date", pa.date32())]
    fields += [(name, pa.float64()) for name in ("intensity", "confidence", "latitude", "longitude")]
    fields += [(name, texts) for name in (*LISTS, "source_names", "target_names", "publishers")]
    fields += [(name, pa.int32()) for name in (*COUNTS, "mentions", "articles")]
    return pa.schema(fields)


def _row(event: EventRecord) -> dict[str, Any]:
    place = event.places[0] if event.places else None
    return {
        "event": event.key,
        "type": event.event_type,
        "cameo": event.cameo or None,
        "status": event.status,
        "precision": event.precision,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "quad_class": event.quad_class,
        "date": event.date,
        "end_date": event.end,
        "intensity": event.intensity,
        "confidence": event.confidence,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        **{role: [actor.key for actor in getattr(event, role)] for role in LISTS[2:6]},
        "source_states": list(event.source_states),
        "target_states": list(event.target_states),
        "source_names": [actor.name for actor in event.sources],
        "target_names": [actor.name for actor in event.targets],
        "publishers": sorted({told.publisher for told in event.articles if told.publisher}),
        **asdict(event.quantities),
        "mentions": event.mentions,
        "articles": len(event.articles),
    }
