"""How much a graph holds."""

from __future__ import annotations

from collections import Counter

from pyoxigraph import NamedNode, Store

from kg.graph.names import TYPE, Names, gev
from kg.model import ActorKind

_CLASSES = ("Article", "Event", "EventMention", "Affiliation", "Place", *(kind.value for kind in ActorKind))


def count(store: Store, names: Names) -> dict[str, dict[str, int]]:
    """Counts of things by class, of events by type and status, and of quads by graph; keys sorted, zeros left out.

    >>> count(Store(), Names())["things"]
    {}
    """
    found = {
        "things": Counter({kind: _instances(store, kind) for kind in _CLASSES}),
        "events by type": _values(store, names, "eventType"),
        "events by status": _values(store, names, "status"),
        "quads by graph": _graphs(store, names),
    }
    return {title: {key: n for key, n in sorted(counter.items()) if n} for title, counter in found.items()}


def _instances(store: Store, kind: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, TYPE, gev(kind), None))


def _values(store: Store, names: Names, predicate: str) -> Counter[str]:
    events = store.quads_for_pattern(None, gev(predicate), None, names.graph("events"))
    values = (quad.object.value for quad in events if isinstance(quad.object, NamedNode))
    return Counter(names.short(value).partition(":")[2] for value in values)


def _graphs(store: Store, names: Names) -> Counter[str]:
    counter: Counter[str] = Counter()
    article = names.graph("article/").value
    for quad in store:
        graph = quad.graph_name
        name = graph.value if isinstance(graph, NamedNode) else "default"
        counter["articles" if name.startswith(article) else name.removeprefix(names.graph("").value)] += 1
    return counter
