"""Which mentions are about one occurrence: candidates by blocking, a score of documented parts, careful clustering.

The result depends on the set of mentions alone, never on the order in which articles came. A mention is compared with
those of its class that share a state, a place or an article with it and lie near it in time. A pair's score is

    0.45 participants + 0.30 date + 0.10 place + 0.10 mode + 0.05 context (+ 0.10 within one article)

each part between 0 and 1, and a pair is linked at 0.80. Some differences forbid a link whatever the score: different
places, parties that exclude or reverse each other, days too far apart, a plan and its alleged fulfilment in the wrong
order, two days that one article keeps apart, allegations of different things. Links are followed from the best to
the weakest, and two clusters join only if nothing in the one forbids anything in the other: so a vague mention cannot
pull two rounds of talks together.

The weights and the threshold were set by hand on the worked cases of tests/graph/test_identity.py; nothing was tuned
on the public test sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from kg.graph.accounts import Account
from kg.model import UNIDENTIFIED, Actor, DateBasis, EventMention, Modality, Precision, When

LASTING = frozenset({"CONSULT", "COOPERATE", "AID", "PROTEST", "MOBILIZE"})
"""Classes whose events often last for days, so that one report may name the first day and another the last."""

WEIGHTS = {"participants": 0.45, "date": 0.30, "place": 0.10, "mode": 0.10, "context": 0.05, "article": 0.10}
THRESHOLD = 0.80
HORIZON = 45
"""How many days "before" and "after" reach, when an open date is compared with a day."""

SLACK = 2
"""How many days apart two days may lie: time zones, and news that is told a day or two later."""

StatesOn = Callable[[Actor, Date], frozenset[str]]
OPEN = {Precision.BEFORE, Precision.AFTER}
COMING = {Modality.PLANNED, Modality.DEMANDED}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the comparison sees of a mention; days as proleptic ordinals."""

    id: str
    article: str
    mention: EventMention
    when: When
    sources: frozenset[str]
    targets: frozenset[str]
    source_states: frozenset[str]
    target_states: frozenset[str]
    places: frozenset[str]
    first: int
    last: int
    open: bool  # first or last is a guess at how far "before" or "after" reaches
    news: bool  # only the article's date speaks for the day: it happened then or shortly before
    coming: bool  # planned or demanded, with no day of its own

    @property
    def reciprocal(self) -> bool:
        """All parties are sources."""
        return not self.targets

    @property
    def parties(self) -> frozenset[str]:
        """Sources and targets."""
        return self.sources | self.targets

    @property
    def states(self) -> frozenset[str]:
        """The states of all parties."""
        return self.source_states | self.target_states


@dataclass(frozen=True, slots=True)
class Link:
    """Why two mentions are held to be about one event: the score and its parts."""

    score: float
    a: str
    b: str
    parts: tuple[tuple[str, float], ...]


def sketch(account: Account, states_on: StatesOn) -> Sketch:
    """Prepare a mention for comparison."""
    mention, when = account.mention, account.when
    day = when.date
    news = _is_news(when)
    first, last = (day.toordinal(), day.toordinal()) if news else _interval(when)
    own_day = when.precision is Precision.DAY and when.basis in {
        DateBasis.STATED,
        DateBasis.SENTENCE,
    }
    return Sketch(
        mention.id,
        account.article,
        mention,
        when,
        _keys(mention.sources),
        _keys(mention.targets),
        frozenset(state for actor in mention.sources for state in states_on(actor, day)),
        frozenset(state for actor in mention.targets for state in states_on(actor, day)),
        frozenset(place.key for place in mention.places),
        first,
        last,
        when.precision in OPEN and not news,
        news,
        mention.modality in COMING and not own_day,
    )


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.key for actor in actors if actor.key != UNIDENTIFIED)


def _is_news(when: When) -> bool:
    """Whether the day is the article's, as of news of the day: a day, or on or shortly before it (EDTF "~")."""
    about = when.precision is Precision.BEFORE and (when.edtf or "").endswith("~")
    return about or (when.precision is Precision.DAY and when.basis is DateBasis.ARTICLE)


def _interval(when: When) -> tuple[int, int]:
    day = when.date.toordinal()
    end = (when.end or when.date).toordinal()
    match when.precision:
        case Precision.BEFORE:
            return day - HORIZON, day
        case Precision.AFTER:
            return day, day + HORIZON
        case Precision.WEEK:
            return day - when.date.weekday(), max(end, day - when.date.weekday() + 6)
        case Precision.MONTH:
            return day - when.date.day + 1, max(end, day - when.date.day + 31)
        case Precision.YEAR:
            return Date(when.date.year, 1, 1).toordinal(), max(end, Date(when.date.year, 12, 31).toordinal())
        case _:
            return day, end


# ---------------------------------------------------------------- what forbids a link


def forbidden(a: Sketch, b: Sketch) -> bool:
    """Whether two mentions cannot be about one occurrence; symmetric, and false of a mention and itself."""
    return differ_but_for_days(a, b) or _days_differ(a, b)


def differ_but_for_days(a: Sketch, b: Sketch) -> bool:
    """Whether anything but their days keeps two mentions apart."""
    return (
        a.mention.event_type != b.mention.event_type
        or _places_differ(a, b)
        or _parties_differ(a, b)
        or _order_differs(a, b)
        or _contents_differ(a, b)
    )


def _places_differ(a: Sketch, b: Sketch) -> bool:
    return _place(a, b) == 0


def _parties_differ(a: Sketch, b: Sketch) -> bool:
    if a.reciprocal or b.reciprocal:
        return _sides(a.parties, b.parties, a.states, b.states) == 0
    straight = _sides(a.sources, b.sources, a.source_states, b.source_states)
    return straight == 0 or _sides(a.targets, b.targets, a.target_states, b.target_states) == 0


def _days_differ(a: Sketch, b: Sketch) -> bool:
    if _date(a, b) == 0:
        return True
    if a.article != b.article:
        return False
    stated = all(s.when.basis is DateBasis.STATED and not s.open for s in (a, b))
    apart = a.first > b.last or b.first > a.last
    earlier = any(s.open and s.when.precision is Precision.BEFORE for s in (a, b))
    return (stated and apart) or (earlier and a.open != b.open)


def _order_differs(a: Sketch, b: Sketch) -> bool:
    """A plan or demand is met after it was made; what is only threatened or imagined has not happened."""
    hypothetical = Modality.HYPOTHETICAL
    if (a.mention.modality is hypothetical) != (b.mention.modality is hypothetical):
        return True
    if a.coming == b.coming:
        return False
    plan, deed = (a, b) if a.coming else (b, a)
    return deed.when.date <= plan.when.date


def _contents_differ(a: Sketch, b: Sketch) -> bool:
    about = [frozenset(content.rpartition("-")[2] for content in s.mention.content) for s in (a, b)]
    return bool(about[0] and about[1] and not about[0] & about[1])


# ---------------------------------------------------------------- the parts of the score


def score(a: Sketch, b: Sketch) -> Link:
    """How far two mentions speak for one occurrence, part by part."""
    parts = {
        "participants": _participants(a, b),
        "date": _date(a, b),
        "place": _place(a, b),
        "mode": _mode(a, b),
        "context": _context(a, b),
        "article": 1.0 if a.article == b.article else 0.0,
    }
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    first, second = sorted((a.id, b.id))
    return Link(round(total, 6), first, second, tuple(parts.items()))


def _participants(a: Sketch, b: Sketch) -> float:
    """The mean over both sides; a reciprocal event is compared as a whole."""
    if a.reciprocal or b.reciprocal:
        return _sides(a.parties, b.parties, a.states, b.states)
    sources = _sides(a.sources, b.sources, a.source_states, b.source_states)
    return (sources + _sides(a.targets, b.targets, a.target_states, b.target_states)) / 2


def _sides(a: frozenset[str], b: frozenset[str], a_states: frozenset[str], b_states: frozenset[str]) -> float:
    """1 the same actors; .7 actors of the same states, or nobody named on either side; .6 on one; 0 none in common."""
    if not a or not b:
        return 0.7 if a == b else 0.6
    if a == b:
        return 1.0
    same = len(a & b) / len(a | b)
    if a_states and b_states:
        common = len(a_states & b_states) / len(a_states | b_states)
        return max(same, 0.7 * common + 0.3 * same) if common or same else 0.0
    return max(same, 0.5) if same else 0.0


def _date(a: Sketch, b: Sketch) -> float:
    """1 the same days; .9 overlapping; .6 and .4 one and two days apart; .5 a day in a month; .3 to .8 open dates."""
    gap = max(a.first - b.last, b.first - a.last)
    if gap > 0:
        return _near(a, b, gap)
    if a.open or b.open:
        return _open_date(a, b)
    if (a.first, a.last, a.news) == (b.first, b.last, b.news):
        return 1.0
    wide = max(a.last - a.first, b.last - b.first) > 7
    return 0.5 if wide else 0.9


def _near(a: Sketch, b: Sketch, gap: int) -> float:
    """News may be told late, never before it happens; two stated days may be off by a time zone."""
    if a.open or b.open or gap > SLACK:
        return 0.0
    if a.news or b.news:
        early = (a.news and not b.news and a.first < b.first) or (b.news and not a.news and b.first < a.first)
        return 0.0 if early else (0.6, 0.4)[gap - 1]
    return 0.4 if gap == 1 else 0.0


def _open_date(a: Sketch, b: Sketch) -> float:
    if a.coming != b.coming:
        return 0.6
    if a.open and b.open:
        close = abs(a.when.date.toordinal() - b.when.date.toordinal()) <= 7
        same = a.when.precision is b.when.precision
        return 0.8 if same and close else 0.2
    return 0.3


def _place(a: Sketch, b: Sketch) -> float:
    """1 the same place; .8 one within the other; .5 one of them unnamed; 0 different places."""
    if not a.places or not b.places:
        return 0.5
    if a.places & b.places:
        return 1.0
    return 0.8 if _within(a, b) or _within(b, a) else 0.0


def _within(a: Sketch, b: Sketch) -> bool:
    """Whether a place of `a` lies in a whole country that `b` names."""
    countries = {place.country for place in b.mention.places if is_country(place.key, place.country)}
    return any(place.country in countries for place in a.mention.places if place.country)


def is_country(key: str, country: str | None) -> bool:
    """Whether a place is a country's whole territory, by its key: the reference data keys those by their code.

    >>> is_country("UKR", "UKR"), is_country("geneva", "CHE")
    (True, False)
    """
    return country is not None and key.lower() == country.lower()


def _mode(a: Sketch, b: Sketch) -> float:
    one, other = frozenset(a.mention.modes), frozenset(b.mention.modes)
    if one == other:
        return 1.0
    return 0.6 if not one or not other else _overlap(one, other)


def _context(a: Sketch, b: Sketch) -> float:
    one, other = frozenset(a.mention.contexts), frozenset(b.mention.contexts)
    return _overlap(one, other) if one and other else 0.5


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


# ---------------------------------------------------------------- candidates and clusters


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs worth comparing: one class, a state, place or article in common, and near in time; each pair once."""
    blocks: dict[tuple[str, str, str], list[Sketch]] = defaultdict(list)
    for item in sketches:
        kind = item.mention.event_type
        for name, values in (("state", item.states), ("place", item.places), ("article", {item.article})):
            for value in values:
                blocks[kind, name, value].append(item)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        yield from _near_pairs(sorted(block, key=lambda s: (s.first, s.id)), seen)


def _near_pairs(block: Sequence[Sketch], seen: set[tuple[str, str]]) -> Iterator[tuple[Sketch, Sketch]]:
    """Pairs of a block, sorted by first day, whose days overlap or nearly do."""
    active: list[Sketch] = []
    for item in block:
        active = [other for other in active if other.last + SLACK >= item.first]
        for other in active:
            pair = (min(item.id, other.id), max(item.id, other.id))
            if pair not in seen:
                seen.add(pair)
                yield other, item
        active.append(item)


def links(sketches: Sequence[Sketch]) -> list[Link]:
    """All links between mentions, the strongest first; ties by id."""
    found = [score(a, b) for a, b in candidates(sketches) if not forbidden(a, b)]
    return sorted(
        (link for link in found if link.score >= THRESHOLD), key=lambda link: (-link.score, link.a, link.b)
    )


def clusters(sketches: Sequence[Sketch]) -> list[tuple[Sketch, ...]]:
    """The mentions grouped by occurrence; groups and members sorted by id."""
    by_id = {item.id: item for item in sketches}
    group: dict[str, tuple[str, ...]] = {key: (key,) for key in by_id}
    for link in links(sketches):
        left, right = group[link.a], group[link.b]
        if left is right or _clash(left, right, by_id):
            continue
        joined = tuple(sorted(left + right))
        group |= dict.fromkeys(joined, joined)
    return [tuple(by_id[key] for key in keys) for keys in sorted(set(group.values()))]


def _clash(left: Sequence[str], right: Sequence[str], by_id: Mapping[str, Sketch]) -> bool:
    """Whether anything in the one cluster forbids anything in the other.

    Two days of a lasting event are no clash where some mention of either cluster spans both: "talks on 10 May" and
    "the talks that ended on 12 May" are one with "talks from 10 to 12 May".
    """
    spans = [by_id[key] for key in (*left, *right) if _lasts(by_id[key])]
    return any(_keeps_apart(by_id[a], by_id[b], spans) for a in left for b in right)


def _keeps_apart(a: Sketch, b: Sketch, spans: Sequence[Sketch]) -> bool:
    if differ_but_for_days(a, b):
        return True
    first, last = min(a.first, b.first), max(a.last, b.last)
    return _days_differ(a, b) and not any(span.first <= first and last <= span.last for span in spans)


def _lasts(item: Sketch) -> bool:
    several_days = item.when.end is not None and item.when.precision is Precision.DAY
    return several_days and item.mention.event_type in LASTING
