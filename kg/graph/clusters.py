"""From pairs to events: candidates by blocking, links from the best to the weakest, clusters without contradiction.

The result depends on the set of mentions and on the decisions of people alone, never on the order in which articles
came. Mentions that no chain of links connects never influence each other; so the components of the link graph can be
made one by one, and an article that comes or goes changes no component but those that it touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.decisions import NO_DECISIONS, Decisions
from kg.graph.identity import (
    LASTING,
    RECENT,
    SLACK,
    THRESHOLD,
    Link,
    days_differ,
    differ_but_for_days,
    forbidden,
    score,
)
from kg.graph.sketches import Sketch
from kg.model import Precision

BUCKET = 8
"""Days of one block: long enough that most mentions stand in one, short enough that a block stays small."""

Block = tuple[str, int]


def blocks(item: Sketch) -> Iterator[Block]:
    """Where a mention stands for comparison: class and state, place or article; and a stretch of days.

    Two mentions that can be linked share a block of one of them widened by `SLACK` days.
    """
    kind = item.mention.event_type
    days = range((item.first - SLACK) // BUCKET, (item.last + SLACK) // BUCKET + 1)
    for name, values in (("s", item.states), ("p", item.places), ("a", {item.article})):
        for value in sorted(values):
            for day in days:
                yield f"{kind}|{name}|{value}", day


def near(a: Sketch, b: Sketch) -> bool:
    """Whether two mentions' days overlap or nearly do."""
    return a.first <= b.last + SLACK and b.first <= a.last + SLACK


def candidates(sketches: Iterable[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs worth comparing: one class, a state, place or article in common, and near in time; each pair once."""
    found: dict[Block, list[Sketch]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for item in sorted(sketches, key=lambda s: s.id):
        for block in blocks(item):
            for other in found[block]:
                pair = (other.id, item.id)
                if pair not in seen and near(other, item):
                    seen.add(pair)
                    yield other, item
            found[block].append(item)


def link(a: Sketch, b: Sketch, decisions: Decisions = NO_DECISIONS) -> Link | None:
    """The link between two mentions, if they are to be linked; a decision goes before the score."""
    if decisions.joins(a.id, b.id):
        return decided(a, b)
    if decisions.parts(a.id, b.id) or forbidden(a, b):
        return None
    found = score(a, b)
    return found if found.score >= THRESHOLD else None


def decided(a: Sketch, b: Sketch) -> Link:
    """The link that somebody decided on."""
    first, second = sorted((a.id, b.id))
    return Link(1.0, first, second, (("decision", 1.0),))


def links(sketches: Iterable[Sketch], decisions: Decisions = NO_DECISIONS) -> list[Link]:
    """All links that count: decisions, then the strongest first; ties by id."""
    by_id = {item.id: item for item in sketches}
    joined = [decided(by_id[a], by_id[b]) for a, b in decisions.pairs(by_id)]
    found = [link(a, b, decisions) for a, b in candidates(by_id.values())]
    scored = [x for x in found if x and x.parts[0][0] != "decision"]
    return sorted(joined + _kept(scored, by_id), key=_strength)


def _kept(found: Iterable[Link], by_id: Mapping[str, Sketch]) -> list[Link]:
    """The links that count: all between like days, and of each loose mention the best of its others.

    A mention is loose that nothing ties to its days: an open or wide date, or no link of like days to a mention with
    a day of its own in another article. Otherwise reports that may be about yesterday or today would chain the days
    of a war to one another, and one more report would touch them all.
    """
    every = list(found)
    sure = [x for x in every if _like_days(by_id[x.a], by_id[x.b])]
    tied = _tied(sure, by_id)
    best: dict[str, Link] = {}
    for x in sorted(every, key=_strength):
        if not _like_days(by_id[x.a], by_id[x.b]):
            for end in (x.a, x.b):
                if end not in tied:
                    best.setdefault(end, x)
    return sure + list(dict.fromkeys(best.values()))


def _tied(sure: Iterable[Link], by_id: Mapping[str, Sketch]) -> set[str]:
    ends = ((end, other) for x in sure for end, other in ((x.a, x.b), (x.b, x.a)))
    return {end for end, other in ends if _ties(by_id[end], by_id[other])}


def loose(sketches: Iterable[Sketch], decisions: Decisions = NO_DECISIONS) -> set[str]:
    """The mentions that no link ties to their days, among mentions that include all that they are so linked to."""
    by_id = {item.id: item for item in sketches}
    alike = ((a, b) for a, b in candidates(by_id.values()) if _like_days(a, b))
    sure = [x for x in (link(a, b, decisions) for a, b in alike) if x and x.parts[0][0] != "decision"]
    return by_id.keys() - _tied(sure, by_id)


def strongest(found: Iterable[Link]) -> Link | None:
    """The link that is followed first; None of none."""
    return min(found, key=_strength, default=None)


def _like_days(a: Sketch, b: Sketch) -> bool:
    return not is_vague(a) and not is_vague(b) and a.first <= b.last and b.first <= a.last


def _ties(item: Sketch, other: Sketch) -> bool:
    return item.article != other.article and not other.news


def is_vague(item: Sketch) -> bool:
    """Whether a mention's date is open, or wider than a week."""
    return item.open or item.last - item.first > RECENT


def _strength(link: Link) -> tuple[bool, float, str, str]:
    return link.parts[0][0] != "decision", -link.score, link.a, link.b


@dataclass(frozen=True, slots=True)
class Component:
    """Mentions that links connect, and the clusters that they fall into; all sorted by id."""

    mentions: tuple[str, ...]
    clusters: tuple[tuple[Sketch, ...], ...]


def clusters(sketches: Iterable[Sketch], decisions: Decisions = NO_DECISIONS) -> list[tuple[Sketch, ...]]:
    """The mentions grouped by occurrence; groups and members sorted by id."""
    found = [group for component in components(sketches, decisions) for group in component.clusters]
    return sorted(found, key=lambda group: tuple(item.id for item in group))


def components(sketches: Iterable[Sketch], decisions: Decisions = NO_DECISIONS) -> list[Component]:
    """The components of the link graph, each with its clusters; sorted by first mention."""
    by_id = {item.id: item for item in sketches}
    found = links(by_id.values(), decisions)
    whole = _Groups(by_id)
    split = _Groups(by_id)
    for each in found:
        whole.join(each.a, each.b)
        left, right = split.of(each.a), split.of(each.b)
        if each.parts[0][0] == "decision" or not _clash(left, right, by_id, decisions):
            split.join(each.a, each.b)
    members = whole.all()
    inside: dict[str, list[tuple[Sketch, ...]]] = defaultdict(list)
    for group in split.all():
        inside[whole.of(group[0])[0]].append(tuple(by_id[key] for key in group))
    return [Component(group, tuple(inside[group[0]])) for group in members]


class _Groups:
    """Disjoint sets of mentions; the smaller is poured into the larger, so that joining n takes n log n steps."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._group: dict[str, list[str]] = {key: [key] for key in ids}

    def of(self, key: str) -> Sequence[str]:
        return self._group[key]

    def join(self, a: str, b: str) -> None:
        left, right = self._group[a], self._group[b]
        if left is right:
            return
        if len(left) < len(right):
            left, right = right, left
        left.extend(right)
        for key in right:
            self._group[key] = left

    def all(self) -> list[tuple[str, ...]]:
        """The sets, sorted, and sorted in themselves from now on."""
        for group in {id(group): group for group in self._group.values()}.values():
            group.sort()
        return sorted({tuple(group) for group in self._group.values()})


def _clash(
    left: Sequence[str], right: Sequence[str], by_id: Mapping[str, Sketch], decisions: Decisions
) -> bool:
    """Whether anything in the one cluster forbids anything in the other.

    Two days of a lasting event are no clash where some mention of either cluster spans both: "talks on 10 May" and
    "the talks that ended on 12 May" are one with "talks from 10 to 12 May".
    """
    if left is right:
        return False
    spans = [by_id[key] for key in (*left, *right) if _lasts(by_id[key])]
    return any(decisions.parts(a, b) or _keeps_apart(by_id[a], by_id[b], spans) for a in left for b in right)


def _keeps_apart(a: Sketch, b: Sketch, spans: Sequence[Sketch]) -> bool:
    if differ_but_for_days(a, b):
        return True
    first, last = min(a.first, b.first), max(a.last, b.last)
    return days_differ(a, b) and not any(span.first <= first and last <= span.last for span in spans)


def _lasts(item: Sketch) -> bool:
    several_days = item.when.end is not None and item.when.precision is Precision.DAY
    return several_days and item.mention.event_type in LASTING
