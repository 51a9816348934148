"""One event out of the mentions that are about it: what it says where they differ, and what it is called.

Nothing that a mention says is lost: the event is a view over its mentions and can be made again from them. Where they
differ, the event takes

- class, date and precision from its sharpest mention (asserted before planned, a day before a month, a stated date
  before the article's own, then the more confident);
- participants from all affirming mentions, the more specific for the less (a minister for the state, anybody for
  "unidentified"); who mediates or hosts is no party as well;
- the places of all, the town for its country; every context; the mode that most articles give;
- the lowest number of killed, injured, detained, displaced and people taking part, and the widest bounds that any
  gives; the highest confidence;
- its status by the rule of queries/views/status.rq.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from kg.graph import literals
from kg.graph.identity import is_country
from kg.graph.names import DCTERMS, TYPE, VOCAB, Names, gev
from kg.graph.sketches import Sketch
from kg.graph.triples import COUNTS, NEEDS_TARGET, NOBODY, Pairs, code_pairs, when_pairs
from kg.model import (
    COUNTED,
    UNIDENTIFIED,
    Actor,
    ActorKind,
    DateBasis,
    EventMention,
    Modality,
    Place,
    Polarity,
    Precision,
    Quantities,
    When,
)

T = TypeVar("T")

_SHARPNESS = {p: n for n, p in enumerate((Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.YEAR))}
_BASES = {basis: n for n, basis in enumerate(DateBasis)}
_FACTS = {Modality.ASSERTED: 0, Modality.UNCERTAIN: 1, Modality.PLANNED: 2, Modality.DEMANDED: 3}


@dataclass(frozen=True, slots=True)
class Event:
    """One occurrence, real or only claimed: what its mentions add up to.

    `key` is the local part of its IRI. `mentions` holds the ids of the mentions it rests on, sorted; `content` the
    keys of the events that it, an act of speech, is about.
    """

    key: str
    event_type: str
    when: When
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    mediators: tuple[Actor, ...]
    hosts: tuple[Actor, ...]
    places: tuple[Place, ...]
    modes: tuple[str, ...]
    cameo: str | None
    contexts: tuple[str, ...]
    quantities: Quantities
    status: str
    intensity: float
    confidence: float
    mentions: tuple[str, ...]
    content: tuple[str, ...] = ()


def status(mentions: Iterable[EventMention]) -> str:
    """What the mentions of one event add up to.

    Contested where some mention affirms it as fact and another negates it; attested where an article affirms it in
    its own voice; claimed where only quoted speakers do; then negated, planned, demanded; else hypothetical.
    """
    seen = list(mentions)
    affirmed = [mention for mention in seen if mention.polarity is Polarity.AFFIRMED]
    facts = [mention for mention in affirmed if mention.modality is Modality.ASSERTED]
    denied = len(affirmed) < len(seen)
    if facts:
        own_voice = any(not mention.attributed_to for mention in facts)
        return "contested" if denied else "attested" if own_voice else "claimed"
    if denied:
        return "negated"
    modalities = {mention.modality for mention in affirmed}
    coming = (modality for modality in (Modality.PLANNED, Modality.DEMANDED) if modality in modalities)
    return next(coming, Modality.HYPOTHETICAL).value


def sharpness(item: Sketch) -> tuple[object, ...]:
    """Sort key: the mention that an event's date is read from comes first."""
    mention = item.mention
    return (
        mention.polarity is not Polarity.AFFIRMED,
        _FACTS.get(mention.modality, 4),
        _SHARPNESS.get(item.when.precision, 4),
        _BASES[item.when.basis],
        -mention.confidence,
        mention.id,
    )


def mention_key(item: Sketch) -> str:
    """What names an occurrence, as far as one mention knows it: class, day, parties and place."""
    mention = item.mention
    fields = (
        mention.event_type,
        item.when.date.isoformat(),
        " ".join(sorted(actor.key for actor in mention.sources)),
        " ".join(sorted(actor.key for actor in mention.targets)),
        " ".join(sorted(place.key for place in mention.places)),
    )
    return "|".join(fields)


def base_key(group: Sequence[Sketch]) -> str:
    """The key of a cluster's event before it is numbered: class, day, and a hash of its smallest mention key."""
    smallest = min(mention_key(item) for item in group)
    kind, day = smallest.split("|")[:2]
    return f"{kind}-{day.replace('-', '')}-{hashlib.sha256(smallest.encode()).hexdigest()[:10]}"


def name_clusters(groups: Sequence[Sequence[Sketch]]) -> list[str]:
    """The key of each cluster's event.

    Two clusters may share their base key (two raids of one day, no town named); the later, in order of their mentions,
    is numbered.
    """
    seen: Counter[str] = Counter()
    keys = []
    for key in map(base_key, groups):
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def fuse(
    groups: Sequence[Sequence[Sketch]],
    states_of: Callable[[Sketch], Mapping[str, frozenset[str]]],
    elsewhere: Mapping[str, str] = MappingProxyType({}),
) -> list[Event]:
    """The events that clusters of mentions stand for, in the order of the clusters.

    `states_of` gives, for a mention, the states that each of its actors acts for on the day, by actor key; `elsewhere`
    the event's key of mentions in no cluster here, which events here may be about.
    """
    keys = name_clusters(groups)
    event_of = dict(elsewhere)
    event_of |= {item.id: key for group, key in zip(groups, keys, strict=True) for item in group}
    return [_event(key, group, event_of, states_of) for group, key in zip(groups, keys, strict=True)]


def _event(
    key: str,
    group: Sequence[Sketch],
    event_of: Mapping[str, str],
    states_of: Callable[[Sketch], Mapping[str, frozenset[str]]],
) -> Event:
    affirming = [item for item in group if item.mention.polarity is Polarity.AFFIRMED] or list(group)
    affirming.sort(key=sharpness)
    mentions = [item.mention for item in affirming]
    standing: dict[str, frozenset[str]] = {}
    for item in group:
        standing |= states_of(item)
    sources, targets, mediators, hosts = _parties(mentions, standing)
    modes = (
        _most_common(_by_article(affirming, lambda mention: [mention.modes] if mention.modes else [])) or ()
    )
    content = {event_of[other] for item in group for other in item.mention.content if other in event_of}
    return Event(
        key=key,
        event_type=mentions[0].event_type,
        when=affirming[0].when,
        sources=sources,
        targets=targets,
        mediators=mediators,
        hosts=hosts,
        places=_places(mentions),
        modes=modes,
        cameo=_most_common(_by_article(affirming, lambda mention: [mention.cameo] if mention.cameo else [])),
        contexts=tuple(sorted({context for mention in mentions for context in mention.contexts})),
        quantities=_quantities(mentions),
        status=status(item.mention for item in group),
        intensity=_intensity(mentions, modes),
        confidence=max(mention.confidence for mention in mentions),
        mentions=tuple(sorted(item.id for item in group)),
        content=tuple(sorted(content - {key})),
    )


# ---------------------------------------------------------------- fields where mentions differ


def _parties(
    mentions: Sequence[EventMention], standing: Mapping[str, frozenset[str]]
) -> tuple[tuple[Actor, ...], ...]:
    def all_of(field: str) -> tuple[Actor, ...]:
        return most_specific([actor for mention in mentions for actor in getattr(mention, field)], standing)

    mediators, hosts = all_of("mediators"), all_of("hosts")
    brokers = {actor.key for actor in mediators}
    sources = _without(all_of("sources"), brokers)
    targets = _without(all_of("targets"), brokers)
    if any(not mention.targets and len(mention.sources) > 1 for mention in mentions):
        sources, targets = most_specific([*sources, *targets], standing), ()
    targets = _without(targets, {actor.key for actor in sources}) or targets
    lacks = not targets and len(sources) < 2 and mentions[0].event_type in NEEDS_TARGET
    return sources or (NOBODY,), (NOBODY,) if lacks else targets, mediators, hosts


def _without(actors: tuple[Actor, ...], keys: set[str]) -> tuple[Actor, ...]:
    return tuple(actor for actor in actors if actor.key not in keys)


def most_specific(actors: Iterable[Actor], standing: Mapping[str, frozenset[str]]) -> tuple[Actor, ...]:
    """The actors, each once, sorted: nobody's state beside one who acts for it, nor "unidentified" beside a name.

    >>> rus = Actor("RUS", "Russia", ActorKind.STATE, "RUS")
    >>> army = Actor("x-army-rus-mil", "army", ActorKind.ORGANIZATION, "RUS", "MIL")
    >>> [a.key for a in most_specific([rus, army], {"x-army-rus-mil": frozenset({"RUS"}), "RUS": frozenset({"RUS"})})]
    ['x-army-rus-mil']
    """
    found = {actor.key: actor for actor in sorted(actors, key=lambda actor: actor.key)}
    if len(found) > 1:
        found.pop(UNIDENTIFIED, None)
    acted_for = {
        state
        for key, actor in found.items()
        if actor.kind is not ActorKind.STATE
        for state in standing.get(key, ())
    }
    return tuple(
        actor
        for key, actor in sorted(found.items())
        if actor.kind is not ActorKind.STATE or key not in acted_for
    )


def _places(mentions: Sequence[EventMention]) -> tuple[Place, ...]:
    found = {place.key: place for mention in mentions for place in mention.places}
    towns = {place.country for place in found.values() if not is_country(place.key, place.country)}
    kept = [p for p in found.values() if not (is_country(p.key, p.country) and p.country in towns)]
    return tuple(sorted(kept, key=lambda place: place.key))


def _quantities(mentions: Sequence[EventMention]) -> Quantities:
    """The lowest of each number; a bound that some mention states, as wide as all the numbers told ask for."""
    found: dict[str, int] = {}
    for field in COUNTED:
        numbers, lower, upper = (_told(mentions, field + bound) for bound in ("", "_lower", "_upper"))
        if numbers:
            found[field] = min(numbers)
        if lower:
            found[f"{field}_lower"] = min(*lower, *numbers)
        if upper:
            found[f"{field}_upper"] = max(*upper, *numbers)
    return Quantities(**found)


def _told(mentions: Iterable[EventMention], field: str) -> list[int]:
    values = (getattr(mention.quantities, field) for mention in mentions)
    return [value for value in values if value is not None]


def _intensity(mentions: Sequence[EventMention], modes: tuple[str, ...]) -> float:
    """The intensity of the mode that the event has; of several readings of it, the first by mention."""
    fitting = [mention for mention in mentions if mention.modes == modes] or list(mentions)
    return min(fitting, key=lambda mention: mention.id).intensity


def _by_article(items: Iterable[Sketch], values: Callable[[EventMention], Iterable[T]]) -> list[T]:
    return [
        value
        for _, value in sorted(
            {(item.article, value) for item in items for value in values(item.mention)}, key=str
        )
    ]


def _most_common(values: Sequence[T]) -> T | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value))) if counts else None


# ---------------------------------------------------------------- to quads


def event_quads(event: Event, names: Names, replaced: Iterable[str] = ()) -> Iterator[Quad]:
    """An event and its links from the mentions, in `graph/events`.

    `replaced` holds the keys of events that somebody merged into it.
    """
    graph, subject = names.graph("events"), names.of("event", event.key)
    for part in (_what(event), _who(event, names), when_pairs(event.when), _sure(event, names)):
        for predicate, value in part:
            yield Quad(subject, predicate, value, graph)
    for other in sorted(set(replaced) - {event.key}):
        yield Quad(subject, NamedNode(DCTERMS + "replaces"), names.of("event", other), graph)
    for mention in event.mentions:
        yield Quad(names.of("mention", mention), gev("denotes"), subject, graph)


def _what(event: Event) -> Pairs:
    yield TYPE, gev("Event")
    yield from code_pairs(event.event_type, event.modes, event.cameo, event.contexts)


def _who(event: Event, names: Names) -> Pairs:
    roles = {
        "source": event.sources,
        "target": event.targets,
        "mediator": event.mediators,
        "host": event.hosts,
    }
    for role, actors in roles.items():
        for actor in actors:
            yield gev(role), names.of("actor", actor.key)
    for place in event.places:
        yield gev("place"), names.of("place", place.key)


def _sure(event: Event, names: Names) -> Pairs:
    for field, name in COUNTS.items():
        count = getattr(event.quantities, field)
        if count is not None:
            yield gev(name), literals.integer(count)
    yield gev("intensity"), literals.decimal(event.intensity)
    yield gev("confidence"), literals.decimal(event.confidence)
    yield gev("status"), NamedNode(VOCAB + event.status)
    for other in event.content:
        yield gev("content"), names.of("event", other)
