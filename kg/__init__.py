"""kg: news articles in, a knowledge graph of geopolitical events out.

    >>> import kg
    >>> reading = kg.Reader().read(kg.make_article("Iraq invaded Kuwait on 2 August 1990."))
    >>> [(mention.event_type, str(mention.when.date)) for mention in reading.mentions]
    [('ASSAULT', '1990-08-02')]

Names are imported when they are first used: importing `kg` alone loads neither spaCy nor the store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, Limits, Table
    from kg.articles import make_article, read
    from kg.errors import KgError
    from kg.export import write_network, write_quads
    from kg.model import Actor, Article, EventMention, Place, Reading, Skipped, Span, When
    from kg.pipeline import BuildReport, build
    from kg.query import named_queries
    from kg.reading import Reader
    from kg.records import record
    from kg.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Article",
    "BuildReport",
    "EventMention",
    "Graph",
    "KgError",
    "Limits",
    "Place",
    "Reader",
    "Reading",
    "Settings",
    "Skipped",
    "Span",
    "Table",
    "When",
    "build",
    "make_article",
    "named_queries",
    "read",
    "record",
    "write_network",
    "write_quads",
]

_ROOMS = {
    "api": ("Graph", "Limits", "Table"),
    "articles": ("make_article", "read"),
    "errors": ("KgError",),
    "export": ("write_network", "write_quads"),
    "model": ("Actor", "Article", "EventMention", "Place", "Reading", "Skipped", "Span", "When"),
    "pipeline": ("BuildReport", "build"),
    "query": ("named_queries",),
    "reading": ("Reader",),
    "records": ("record",),
    "settings": ("Settings",),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    room = _ROOM_OF.get(name)
    if room is None:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(f"kg.{room}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
