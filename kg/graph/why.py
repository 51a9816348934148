"""Why mentions are held to be about one event, and how a person disagrees: `why`, `why_not`, `merge`, `split`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.graph.clusters import link
from kg.graph.decisions import FILE, Decision, Decisions, Merge, Split, append, load, parse
from kg.graph.folder import storage
from kg.graph.identity import Link, obstacle, score
from kg.graph.lookup import MentionReader
from kg.graph.names import DCTERMS, TYPE, gev
from kg.graph.sketches import Sketch
from kg.graph.store import Graph


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of an event: its id, its article's key, the day as the passage gives it, and the passage."""

    mention: str
    article: str
    date: str
    polarity: str
    quote: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why an event is one event.

    Attributes:
        event: its key.
        mentions: its mentions, by id.
        links: every link between two of them, the strongest first; scores and parts as in `kg.graph.identity`.
        replaces: keys of the events that somebody merged into it.
    """

    event: str
    mentions: tuple[Told, ...]
    links: tuple[Link, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two events are two: the best scored pair of mentions, and what forbids each pair, counted.

    Attributes:
        best: the pair that comes nearest to a link, whatever forbids it.
        obstacles: what keeps pairs apart ("places", "days", "score too low", "decision", ...) and how many.
    """

    best: Link
    obstacles: tuple[tuple[str, int], ...]


def why(graph: Graph, event: str) -> Why:
    """The mentions of an event and the links that make them one.

    Args:
        graph: the graph.
        event: a key ("CONSULT-20300510-1a2b3c4d5e"), a CURIE ("ev:...") or an IRI; also of an event that was merged
            into another.

    >>> import tempfile
    >>> with Graph.create(tempfile.mkdtemp(), reference=None) as graph:
    ...     why(graph, "ev:CONSULT-20300510-1a2b3c4d5e")
    Traceback (most recent call last):
    kg.errors.UsageError: the graph has no event CONSULT-20300510-1a2b3c4d5e: take one from `kg query`

    Raises:
        UsageError: the graph has no such event.
    """
    key = find_event(graph, event)
    sketches = _sketches(graph, mentions_of(graph, key))
    decisions = load(graph.folder.root / FILE)
    found = [link(a, b, decisions) for a, b in combinations(sketches, 2)]
    linked = sorted((x for x in found if x), key=lambda x: (-x.score, x.a, x.b))
    told = tuple(_told(item) for item in sketches)
    return Why(key, told, tuple(linked), tuple(sorted(_replaced(graph, key))))


def why_not(graph: Graph, one: str, other: str) -> WhyNot:
    """What keeps two events apart.

    Raises:
        UsageError: the graph has no such event, or both are one.
    """
    a, b = find_event(graph, one), find_event(graph, other)
    if a == b:
        raise UsageError(f"{one} and {other} are one event: ask why with that event alone")
    decisions = load(graph.folder.root / FILE)
    pairs = [
        (x, y)
        for x in _sketches(graph, mentions_of(graph, a))
        for y in _sketches(graph, mentions_of(graph, b))
    ]
    counts: dict[str, int] = {}
    for x, y in pairs:
        reason = _reason(x, y, decisions)
        counts[reason] = counts.get(reason, 0) + 1
    best = min((score(x, y) for x, y in pairs), key=lambda x: (-x.score, x.a, x.b))
    return WhyNot(best, tuple(sorted(counts.items())))


def _reason(a: Sketch, b: Sketch, decisions: Decisions) -> str:
    if decisions.parts(a.id, b.id):
        return "decision"
    kept = obstacle(a, b)
    if kept:
        return kept
    return "something else in the events" if link(a, b, decisions) else "score too low"


def merge(graph: Graph, a: str, b: str, note: str = "") -> str:
    """Decide that two events are one; the decision is written down, and every derivation obeys it.

    Args:
        graph: a graph open for writing.
        a: an event, as for `why`.
        b: another event, of the same class.
        note: the reason, for those who review the decision.

    Returns:
        The key of the event that they are now. Other keys stay with it as dcterms:replaces.

    Raises:
        UsageError: the graph has no such event, or the two are of different classes.
        GraphError: the graph is open for reading only.
        StorageError: the decision cannot be written.
    """
    one, other = find_event(graph, a), find_event(graph, b)
    if one == other:
        return one
    kinds = {_type(graph, key) for key in (one, other)}
    if len(kinds) > 1:
        raise UsageError(
            f"{one} and {other} are of different classes ({', '.join(sorted(kinds))}): an event has one"
        )
    mentions = sorted({*mentions_of(graph, one), *mentions_of(graph, other)})
    former = {one, other, *_replaced(graph, one), *_replaced(graph, other)}
    _decide(graph, Merge(tuple(mentions), tuple(sorted(former)), note))
    return event_of(graph, mentions[0])


def split(graph: Graph, mention: str, note: str = "") -> str:
    """Decide that a mention is about another event than the others of its event.

    Args:
        graph: a graph open for writing.
        mention: an id, a CURIE ("m:...") or an IRI.
        note: the reason, for those who review the decision.

    Returns:
        The key of the event that the mention is about now.

    Raises:
        UsageError: the graph has no such mention.
        GraphError: the graph is open for reading only.
        StorageError: the decision cannot be written.
    """
    key = _key(graph, mention, "mention")
    others = tuple(other for other in mentions_of(graph, event_of(graph, key)) if other != key)
    if others:
        _decide(graph, Split(key, others, note))
    return event_of(graph, key)


def _decide(graph: Graph, decision: Decision) -> None:
    path = graph.folder.root / FILE
    with storage(graph.folder.root):
        held = path.read_text(encoding="utf-8") if path.is_file() else ""
    parse(held, str(path))
    graph.folder.write(path, append(held, decision).encode())
    graph.rederive()


# ---------------------------------------------------------------- looking up


def find_event(graph: Graph, event: str) -> str:
    """The key of an event of the graph; of one that was merged into another, the other's.

    Raises:
        UsageError: the graph has no such event.
    """
    graph.commit()
    key = _key(graph, event, "event")
    iri = graph.names.of("event", key)
    if any(True for _ in graph.store.quads_for_pattern(iri, TYPE, gev("Event"), None)):
        return key
    for quad in graph.store.quads_for_pattern(None, NamedNode(DCTERMS + "replaces"), iri, None):
        if isinstance(quad.subject, NamedNode):
            return graph.names.key(quad.subject.value, "event")
    raise UsageError(f"the graph has no event {key}: take one from `kg query`")


def mentions_of(graph: Graph, event: str) -> list[str]:
    """The ids of an event's mentions, sorted; the event by its key."""
    graph.commit()
    found = graph.store.quads_for_pattern(None, gev("denotes"), graph.names.of("event", event), None)
    return sorted(_ids(graph, (q.subject for q in found), "mention"))


def event_of(graph: Graph, mention: str) -> str:
    """The key of the event that a mention, given by its id, is about.

    Raises:
        UsageError: the graph has no such mention.
    """
    graph.commit()
    found = graph.store.quads_for_pattern(graph.names.of("mention", mention), gev("denotes"), None, None)
    for key in _ids(graph, (q.object for q in found), "event"):
        return key
    raise UsageError(f"the graph has no mention {mention}: take one from `kg why` or the query `evidence`")


def _replaced(graph: Graph, event: str) -> list[str]:
    iri = graph.names.of("event", event)
    found = graph.store.quads_for_pattern(iri, NamedNode(DCTERMS + "replaces"), None, None)
    return _ids(graph, (q.object for q in found), "event")


def _ids(graph: Graph, terms: Iterable[object], kind: str) -> list[str]:
    return [graph.names.key(term.value, kind) for term in terms if isinstance(term, NamedNode)]


def _key(graph: Graph, text: str, kind: str) -> str:
    given = text.strip().removeprefix("<").removesuffix(">")
    return graph.names.key(graph.names.long(given) or given, kind)


def _type(graph: Graph, event: str) -> str:
    found = graph.store.quads_for_pattern(graph.names.of("event", event), gev("eventType"), None, None)
    return next(iter(_ids(graph, (q.object for q in found), "event")), "").rpartition("/")[2]


def _sketches(graph: Graph, mentions: Sequence[str]) -> list[Sketch]:
    reader = MentionReader(graph.store, graph.names)
    return [reader.sketch(mention) for mention in mentions]


def _told(item: Sketch) -> Told:
    mention, when = item.mention, item.when
    day = when.edtf or "/".join(d.isoformat() for d in (when.date, when.end) if d)
    return Told(item.id, item.article, day, mention.polarity.value, mention.quote)


__all__ = [
    "Told",
    "Why",
    "WhyNot",
    "event_of",
    "find_event",
    "mentions_of",
    "merge",
    "split",
    "why",
    "why_not",
]
