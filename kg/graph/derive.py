"""The derived layers, brought in step with the articles that came, went or changed; and only where they reach.

    articles' graphs + descriptions -> graph/kb, graph/actors -> graph/events -> graph/rollup, graph/edges
    articles' texts                 -> graph/origins

Every layer is a function of the articles, the reference data and the decisions alone: what comes out is the same, byte
for byte, as deriving everything from nothing, in whatever order and groups the articles came. What can change is

- the descriptions of what the touched articles name, and of what follows from those;
- the components of links (see `clusters`) that the touched mentions were in or are linked to now, mentions that name
  an actor or place whose description changed, and mentions that a changed decision names;
- components with an event of the same name before numbering, and events about an event that got another name;
- the stories that the touched articles tell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph import decisions as decided
from kg.graph.clusters import Component, blocks, components, link, loose, strongest
from kg.graph.copies import Teller, retell
from kg.graph.described import Described, named_in
from kg.graph.fusion import Event, base_key, event_quads, fuse
from kg.graph.identity import SLACK, THRESHOLD, WEIGHTS, Link
from kg.graph.index import Index
from kg.graph.kb import Background
from kg.graph.lookup import MentionReader
from kg.graph.names import SCHEMA, Names, gev
from kg.graph.neighbours import FILE, Edge, Neighbours, Placed
from kg.graph.projection import Changed
from kg.graph.rollup import Parties, edge_quads, rollup_quads
from kg.graph.schema import FILES, schema_quads
from kg.graph.sketches import Sketch, may_agree, sides
from kg.model import Actor

_DATE = gev("date")

VERSION = 2
"""Counts changes of the rules that the weights do not show; another version derives everything anew."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much one derivation had to look at.

    Attributes:
        articles: articles that came, went or changed.
        mentions: mentions that were clustered again.
        events: events that were made again.
        everything: whether it began from nothing.
        changed: what it wrote; None where it began from nothing.
    """

    articles: int
    mentions: int
    events: int
    everything: bool
    changed: Changed | None = None


def derive(index: Index, background: Background, touched: Collection[str] | None) -> Work:
    """Bring every derived graph in step.

    Args:
        index: the index, in step with the shards.
        background: the reference data.
        touched: keys of the articles that came, went or changed since the last derivation; None where that is not
            known, as after a crash: then everything is derived anew.

    Raises:
        StorageError: the disk failed.
        DataError: the file of decisions is malformed.
    """
    neighbours = Neighbours(index.folder.root / FILE)
    try:
        work = _Derivation(index, background, neighbours).run(touched)
        neighbours.save()
    finally:
        neighbours.close()
    index.lost.clear()
    return work


def stamp(background: Background, names: Names) -> str:
    """A digest of the rules and data that derivations rest on, beside articles and decisions."""
    rules = (
        f"{VERSION} {sorted(WEIGHTS.items())} {THRESHOLD} {names.base} {background.digest} {_schema(names)}"
    )
    return hashlib.sha256(rules.encode()).hexdigest()


@cache
def _schema(names: Names) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, schema_quads(names)))).encode()).hexdigest()


def decisions_changed(root: Path) -> bool:
    """Whether the decisions in a graph's folder are others than those that its layers obey."""
    neighbours = Neighbours(root / FILE)
    try:
        obeyed = neighbours.note("decisions")
    finally:
        neighbours.close()
    return decided.parse(obeyed).made != decided.load(root / decided.FILE).made


class _Derivation:
    def __init__(self, index: Index, background: Background, neighbours: Neighbours) -> None:
        self._index, self._background, self._neighbours = index, background, neighbours
        self._names = index.names
        self._decisions = decided.load(index.folder.root / decided.FILE)
        self._reader = MentionReader(index.store, self._names)
        self._months: set[str] = set()  # of the events that were or are now

    def run(self, touched: Collection[str] | None) -> Work:
        rules = stamp(self._background, self._names)
        everything = touched is None or self._neighbours.stamp != rules
        everything = everything or len(touched or ()) >= self._neighbours.articles()
        articles = self._index.folder.keys() if everything or touched is None else sorted(touched)
        if everything:
            self._neighbours.clear()
            self._neighbours.write_note("stamp", rules)
            self._write_schema()
        described = Described(self._index, self._background, self._neighbours)
        changed = described.update(articles, everything=everything)
        gone, fresh = self._mentions(articles, set() if everything else changed)
        pool, found = self._regroup(gone, fresh, everything=everything)
        before, events = self._write_events(pool | gone, found, everything=everything)
        self._neighbours.forget(gone)
        self._write_origins(articles, everything=everything)
        self._neighbours.write_note("decisions", decided.dump(self._decisions.made))
        wrote = Changed(
            frozenset({*before, *events}), frozenset(self._months), described.wrote or bool(changed)
        )
        return Work(len(articles), len(pool), len(events), everything, None if everything else wrote)

    def _write_schema(self) -> None:
        for name in FILES:
            graph = self._names.graph(name)
            wanted = {quad for quad in schema_quads(self._names) if quad.graph_name == graph}
            self._index.write(self._index.graph(name), wanted)

    # ------------------------------------------------------------ which mentions to look at again

    def _mentions(self, articles: Iterable[str], changed: Iterable[str]) -> tuple[set[str], set[str]]:
        """Mentions that are gone, and mentions that are new, changed, or to be seen in a new light."""
        held: set[str] = set()
        now: set[str] = set()
        for key in articles:
            held |= self._neighbours.mentions_of(key)
            now |= self._reader.mentions_of(key)
        gone = held - now
        for subject in sorted(changed):
            now |= self._reader.mentions_naming(subject)
        before = decided.parse(self._neighbours.note("decisions"))
        now |= {m for m in decided.changed(before, self._decisions) if self._reader.holds(m)}
        return gone, now

    def _regroup(
        self, gone: set[str], fresh: set[str], *, everything: bool
    ) -> tuple[set[str], list[Component]]:
        """All mentions whose events may change, and the components that they form now."""
        sight = self._reader.sketch
        pool = (self._with_components(gone | fresh) - gone) | fresh
        for mention in sorted(fresh):
            item = sight(mention)
            self._neighbours.file(mention, blocks(item), (item.first, item.last))
            self._neighbours.set_sides(mention, *sides(item))
        if everything:
            return pool, components(map(sight, sorted(pool)), self._decisions)
        for mention in self._bereft(pool - fresh, gone, fresh):  # its best link may now be another
            best = strongest(self._links_of(sight(mention), pool | gone))
            if best:
                pool |= self._with_components({best.a, best.b}) - gone
        for mention in sorted(fresh):
            linked = {end for x in self._links_of(sight(mention), pool | gone) for end in (x.a, x.b)}
            pool |= (self._with_components(linked) | linked) - gone
        while True:
            found = components(map(sight, sorted(pool)), self._decisions)
            more = self._reached(pool, gone, found) - pool - gone
            if not more:
                return pool, found
            pool |= (self._with_components(more) | more) - gone

    def _with_components(self, mentions: Collection[str]) -> set[str]:
        return self._neighbours.members(self._neighbours.components_of(mentions))

    def _bereft(self, held: set[str], gone: set[str], fresh: set[str]) -> list[str]:
        """The mentions that are loose once others are gone or changed."""
        if not gone and not any(self._neighbours.events_of(fresh)):
            return []
        return sorted(loose(map(self._reader.sketch, sorted(held | fresh)), self._decisions) - fresh)

    def _links_of(self, item: Sketch, known: Collection[str]) -> list[Link]:
        """The links of one mention to others beside the known ones."""
        days = (item.first - SLACK, item.last + SLACK)
        beside = self._neighbours.beside(blocks(item), days) - set(known)
        own = sides(item)
        fitting = {other for other, its in self._neighbours.sides(beside).items() if may_agree(own, its)}
        fitting |= {
            m for m in self._decisions.joined_with(item.id) if m not in known and self._reader.holds(m)
        }
        found = (link(item, self._reader.sketch(other), self._decisions) for other in sorted(fitting))
        return [x for x in found if x]

    def _reached(self, pool: set[str], gone: set[str], found: Sequence[Component]) -> set[str]:
        """Mentions of events whose name, or whose content's name, depends on the pool."""
        groups = sorted_groups(found)
        bases = {base_key(group) for group in groups} | self._old_bases(pool | gone)
        more = self._neighbours.with_bases(bases) - pool - gone
        if more:
            return more
        held = self._neighbours.events_of(pool | gone)
        now = {m: event.key for event in self._events(groups) for m in event.mentions}
        renamed = {mention for mention in pool | gone if held.get(mention) != now.get(mention)}
        return {m for mention in renamed for m in self._reader.mentions_about(mention)}

    def _old_bases(self, mentions: Collection[str]) -> set[str]:
        return self._neighbours.bases_of(mentions)

    # ------------------------------------------------------------ events, roll-up, edges

    def _events(self, groups: Sequence[Sequence[Sketch]]) -> list[Event]:
        about = {content for group in groups for item in group for content in item.mention.content}
        return fuse(groups, self._reader.states_of, self._neighbours.events_of(about))

    def _write_events(
        self, pool: set[str], found: Sequence[Component], *, everything: bool
    ) -> tuple[set[str], list[str]]:
        """Keys of the events that stood for some mentions before, and of those that do now."""
        groups = sorted_groups(found)
        events = self._events(groups)
        old = set(self._neighbours.events_of(pool).values())
        layers: dict[str, set[Quad]] = {"events": set(), "rollup": set()}
        edges: dict[str, set[Edge]] = {}
        for event in events:
            parties = self._parties(event)
            replaced = self._decisions.replaced(set(event.mentions))
            layers["events"].update(event_quads(event, self._names, replaced))
            layers["rollup"].update(rollup_quads(parties, self._reader.standings, self._names))
            edges[event.key] = {
                (str(q.subject.value), q.predicate.value, str(q.object.value))
                for q in edge_quads(parties, self._reader.standings, self._names)
                if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
            }
        self._replace(layers, old, pool, everything=everything)
        self._write_edges(old, edges, everything=everything)
        self._place(found, events)
        return old, [event.key for event in events]

    def _replace(
        self, layers: Mapping[str, set[Quad]], old: set[str], pool: set[str], *, everything: bool
    ) -> None:
        for name, wanted in layers.items():
            held = self._index.graph(name) if everything else self._held(name, old, pool)
            self._index.write(held, wanted)
            if not everything:
                self._months |= {_month(q) for q in (*held, *wanted) if q.predicate == _DATE}

    def _held(self, name: str, events: set[str], mentions: set[str]) -> set[Quad]:
        store, graph = self._index.store, self._names.graph(name)
        found: set[Quad] = set()
        for kind, keys in (("event", events), ("mention", mentions)):
            for key in keys:
                found.update(store.quads_for_pattern(self._names.of(kind, key), None, None, graph))
        return found

    def _write_edges(self, old: set[str], edges: Mapping[str, set[Edge]], *, everything: bool) -> None:
        graph = self._names.graph("edges")

        def quad(edge: Edge) -> Quad:
            return Quad(NamedNode(edge[0]), NamedNode(edge[1]), NamedNode(edge[2]), graph)

        before = self._neighbours.edges_of(old)
        self._neighbours.drop_edges(old)
        for event, found in edges.items():
            self._neighbours.add_edges(event, found)
        after = {edge for found in edges.values() for edge in found}
        gone = {edge for edge in before - after if not self._neighbours.has_edge(edge)}
        held = self._index.graph("edges") if everything else {quad(edge) for edge in gone}
        self._index.write(held, {quad(edge) for edge in after})

    def _place(self, found: Sequence[Component], events: Sequence[Event]) -> None:
        component_of = {m: component.mentions[0] for component in found for m in component.mentions}
        for event in events:
            base = base_key([self._reader.sketch(m) for m in event.mentions])
            self._neighbours.place(
                Placed(m, m.split("-", 1)[0], component_of[m], event.key, base) for m in event.mentions
            )

    def _parties(self, event: Event) -> Parties:
        def iris(actors: Iterable[Actor]) -> tuple[str, ...]:
            return tuple(self._names.of("actor", actor.key).value for actor in actors)

        return Parties(
            self._names.of("event", event.key),
            event.event_type,
            event.when.date,
            iris(event.sources),
            iris(event.targets),
            iris((*event.mediators, *event.hosts)),
            event.status == "attested",
        )

    # ------------------------------------------------------------ origins

    def _write_origins(self, articles: Iterable[str], *, everything: bool) -> None:
        graph, names = self._names.graph("origins"), self._names
        stories = retell(articles, self._text, self._neighbours)
        wanted: set[Quad] = set()
        held = self._index.graph("origins") if everything else set[Quad]()
        origins: dict[str, NamedNode] = {}
        for key, story in stories.items():
            article = names.of("article", key)
            held.update(self._index.store.quads_for_pattern(article, gev("origin"), None, graph))
            if story is not None:
                origin = origins.get(story) or self._origin(story)
                origins[story] = origin
                wanted.add(Quad(article, gev("origin"), origin, graph))
        self._index.write(held, wanted)

    def _text(self, key: str) -> str | None:
        if self._index.folder.read_shard(key) is None:
            return None
        article = self._index.folder.read_article(key)
        return article.text if article else ""

    def _origin(self, story: str) -> NamedNode:
        first = min(self._teller(key) for key in self._neighbours.telling([story]) | {story})
        return NamedNode(first.origin) if first.origin else self._names.of("article", first.article)

    def _teller(self, key: str) -> Teller:
        facts, article = self._reader.facts, self._names.of("article", key).value
        agency = facts.need(article, SCHEMA + "sourceOrganization")
        published = facts.one(article, SCHEMA + "datePublished") or "9999"
        return Teller(not agency, published, facts.need(article, SCHEMA + "publisher"), key, agency)


def _month(dated: Quad) -> str:
    return dated.object.value[:7] if isinstance(dated.object, Literal) else ""


def sorted_groups(found: Iterable[Component]) -> list[tuple[Sketch, ...]]:
    """All clusters of some components, in the order in which they are named."""
    groups = (group for component in found for group in component.clusters)
    return sorted(groups, key=lambda group: [item.id for item in group])


DERIVED = ("kb", "actors", "events", "rollup", "edges", "origins")

__all__ = [
    "DERIVED",
    "MentionReader",
    "Work",
    "decisions_changed",
    "derive",
    "named_in",
    "sorted_groups",
    "stamp",
]
