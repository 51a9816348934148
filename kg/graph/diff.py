"""What two graphs say differently, by event: events of one only, and events of both that they tell otherwise.

Events are the same where they have the same IRI. An event's IRI follows from its mentions, so another account can change
it: of the events left over, those that share most mentions are the same under another name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from kg.graph.accounts import Facts
from kg.graph.names import GEV, Names, gev
from kg.graph.triples import COUNTS

TOLD = (
    *(
        "eventType",
        "mode",
        "status",
        "date",
        "endDate",
        "datePrecision",
        "source",
        "target",
        "mediator",
        "host",
    ),
    *("place", "context", "intensity", "confidence", "content", *COUNTS.values()),
)
"""What of an event is compared, besides its mentions."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One property of an event that two graphs tell otherwise: the values of each, short, sorted."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class EventDifference:
    """An event (its short IRI), its day and class, and how it differs: "added", "removed" or "changed"."""

    date: str
    event: str
    event_type: str
    kind: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences, by day, and the keys of articles that only one graph holds."""

    events: tuple[EventDifference, ...]
    articles_added: tuple[str, ...]
    articles_removed: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the graphs tell the same.

        >>> Difference((), (), ("0a1b",)).same
        False
        """
        return not (self.events or self.articles_added or self.articles_removed)


def difference(before: Iterable[Quad], after: Iterable[Quad], names: Names) -> Difference:
    """What `after` tells that `before` did not, and the other way round.

    >>> difference([], [], Names()).same
    True
    """
    old, new = _Told(before, names), _Told(after, names)
    pairs = _paired(old, new)
    found = [EventDifference(*new.head(iri), "added") for iri in new.events if iri not in set(pairs.values())]
    found += [EventDifference(*old.head(iri), "removed") for iri in old.events if iri not in pairs]
    for iri, other in pairs.items():
        if changes := _changes(old.told(iri), new.told(other)):
            found.append(EventDifference(*new.head(other), "changed", changes))
    return Difference(
        tuple(sorted(found)),
        tuple(sorted(new.articles - old.articles)),
        tuple(sorted(old.articles - new.articles)),
    )


class _Told:
    """What one graph tells of its events."""

    def __init__(self, quads: Iterable[Quad], names: Names) -> None:
        listed = [quad for quad in quads if isinstance(quad.subject, NamedNode)]
        self.names = names
        self.facts = Facts(listed)
        self.events = frozenset(self.facts.of_type("Event"))
        self.articles = {names.key(iri, "article") for iri in self.facts.of_type("Article")}
        self.mentions: dict[str, set[str]] = defaultdict(set)
        for quad in listed:
            if quad.predicate == gev("denotes") and isinstance(quad.object, NamedNode):
                self.mentions[quad.object.value].add(str(quad.subject)[1:-1])

    def head(self, iri: str) -> tuple[str, str, str]:
        """Day, short name and class of an event."""
        facts = self.facts
        kind = self.names.short(facts.need(iri, GEV + "eventType")).partition(":")[2]
        return facts.need(iri, GEV + "date"), self.names.short(iri), kind

    def told(self, iri: str) -> dict[str, tuple[str, ...]]:
        found = {name: self._short(self.facts.all(iri, GEV + name)) for name in TOLD}
        return found | {"mentions": self._short(self.mentions[iri])}

    def _short(self, values: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.names.short(value) for value in values))


def _paired(old: _Told, new: _Told) -> dict[str, str]:
    """Events of the old graph with those of the new that are the same: by name, else those sharing most mentions."""
    pairs = {iri: iri for iri in sorted(old.events & new.events)}
    place = {mention: iri for iri in sorted(new.events - old.events) for mention in new.mentions[iri]}
    shared = Counter(
        (iri, place[mention])
        for iri in old.events - new.events
        for mention in old.mentions[iri]
        if mention in place
    )
    taken: set[str] = set()
    for (iri, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if iri not in pairs and other not in taken:
            pairs[iri] = other
            taken.add(other)
    return pairs


def _changes(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> tuple[Change, ...]:
    get: Callable[[str], Change] = lambda name: Change(name, before[name], after[name])  # noqa: E731
    return tuple(get(name) for name in before if before[name] != after[name])
