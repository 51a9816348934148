"""Are two mentions about one occurrence? What forbids it, and a score of documented parts for what is left.

    score = sum of weight x part, over participants, date, place, mode, context, numbers and text
            + 0.08 within one article;    linked from 0.70 on

Every part lies between 0 and 1; where one of the two mentions is silent, the part takes a middle value, so that silence
neither joins nor parts. Some differences forbid a link whatever the score: another class, different places, parties
that exclude or reverse each other, days too far apart, a plan and its alleged fulfilment in the wrong order, two days
that one article keeps apart, speech about different things.

Weights and threshold were set by hand on the worked cases of tests/graph/test_identity.py and on the project's own
gold set (tests/evaluation/fusion); nothing was tuned on public test sets. docs/graph.md has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from kg.graph.sketches import SPEECH, Sketch, sketch
from kg.model import COUNTED, DateBasis, Modality, Precision

WEIGHTS = {
    "participants": 0.35,
    "date": 0.25,
    "place": 0.10,
    "mode": 0.05,
    "context": 0.05,
    "numbers": 0.05,
    "text": 0.15,
    "article": 0.08,
}
THRESHOLD = 0.70

LASTING = frozenset({"CONSULT", "COOPERATE", "AID", "PROTEST", "MOBILIZE"})
"""Classes whose events often last for days, so that one report may name the first day and another the last."""

TELLING = 2
"""From how many topic words on a passage says what an act of speech is about."""

SLACK = 2
"""How many days apart two days may lie: time zones, and news that is told a day or two later."""

RECENT = 7
"""How many days back "earlier" most likely points."""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two mentions are held to be about one event: the score and its parts.

    Attributes:
        score: the weighted sum of the parts.
        a: id of the one mention, the smaller.
        b: id of the other.
        parts: name and value (0 to 1) of each part, in the order of `WEIGHTS`; of a decision, only ("decision", 1).
    """

    score: float
    a: str
    b: str
    parts: tuple[tuple[str, float], ...]


# ---------------------------------------------------------------- what forbids a link


def forbidden(a: Sketch, b: Sketch) -> bool:
    """Whether two mentions cannot be about one occurrence; symmetric, and false of a mention and itself."""
    return differ_but_for_days(a, b) or days_differ(a, b)


def differ_but_for_days(a: Sketch, b: Sketch) -> bool:
    """Whether anything but their days keeps two mentions apart."""
    return bool(obstacle_but_days(a, b))


def obstacle(a: Sketch, b: Sketch) -> str:
    """The first thing that forbids a link, in a word; empty where nothing does."""
    return obstacle_but_days(a, b) or ("days" if days_differ(a, b) else "")


def obstacle_but_days(a: Sketch, b: Sketch) -> str:
    """The first thing but their days that forbids a link, in a word."""
    if a.mention.event_type != b.mention.event_type:
        return "class"
    if _place(a, b) == 0:
        return "places"
    if _parties_differ(a, b):
        return "parties"
    if _order_differs(a, b):
        return "order of plan and deed"
    if _contents_differ(a, b):
        return "content"
    return "numbers" if _tolls_differ(a, b) else ""


def _parties_differ(a: Sketch, b: Sketch) -> bool:
    if a.reciprocal or b.reciprocal:
        return _sides(a, b, "parties", "states") == 0
    return _sides(a, b, "sources", "source_states") == 0 or _sides(a, b, "targets", "target_states") == 0


def days_differ(a: Sketch, b: Sketch) -> bool:
    """Whether their days keep two mentions apart: too far from each other, or told apart by one article."""
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
    """Whether two acts of speech are about different things: other classes of events, or nothing said in common."""
    about = [frozenset(content.rpartition("-")[2] for content in s.mention.content) for s in (a, b)]
    if about[0] and about[1]:
        return not about[0] & about[1]
    return (
        a.mention.event_type in SPEECH
        and min(len(a.words), len(b.words)) >= TELLING
        and not a.words & b.words
    )


def _tolls_differ(a: Sketch, b: Sketch) -> bool:
    """Whether the dead of one are fewer than half of the other's, and neither words nor means nor place are common."""
    one, other = _toll(a), _toll(b)
    if one is None or other is None or a.places & b.places:
        return False
    (_, fewest), (most, _) = sorted([one, other])
    if 2 * fewest >= most:
        return False
    means = frozenset(a.mention.modes), frozenset(b.mention.modes)
    return not a.words & b.words or bool(means[0] and means[1] and not means[0] & means[1])


def _toll(item: Sketch) -> tuple[float, float] | None:
    """The fewest and the most dead that a mention tells of: "dozens" and "at least 20" leave the most open."""
    told = item.mention.quantities
    least, most = told.killed_lower, told.killed_upper
    if least is None and most is None:
        return None if told.killed is None else (told.killed, told.killed)
    return least or 0, inf if most is None else most


# ---------------------------------------------------------------- the parts of the score


def score(a: Sketch, b: Sketch) -> Link:
    """How far two mentions speak for one occurrence, part by part."""
    parts = {
        "participants": _participants(a, b),
        "date": _date(a, b),
        "place": _place(a, b),
        "mode": _mode(a, b),
        "context": _context(a, b),
        "numbers": _numbers(a, b),
        "text": _text(a, b),
        "article": 1.0 if a.article == b.article else 0.0,
    }
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    first, second = sorted((a.id, b.id))
    return Link(round(total, 6), first, second, tuple((k, round(v, 6)) for k, v in parts.items()))


def _participants(a: Sketch, b: Sketch) -> float:
    """The mean over both sides; a reciprocal event is compared as a whole."""
    if a.reciprocal or b.reciprocal:
        return _sides(a, b, "parties", "states")
    return (_sides(a, b, "sources", "source_states") + _sides(a, b, "targets", "target_states")) / 2


def _sides(a: Sketch, b: Sketch, side: str, states: str) -> float:
    """How far the actors of one side agree.

    1 the same actors; .8 a state and who acts for it; .7 others of one state, or nobody named on either side;
    .6 nobody named on one; .5 two persons of one state; 0 none in common.
    """
    one, other = getattr(a, side), getattr(b, side)
    if not one or not other:
        return 0.7 if one == other else 0.6
    if one == other:
        return 1.0
    same = len(one & other) / len(one | other)
    one_states, other_states = getattr(a, states), getattr(b, states)
    if not one_states or not other_states:
        return max(same, 0.5) if same else 0.0
    common = len(one_states & other_states) / len(one_states | other_states)
    if not (common or same):
        return 0.0
    return max(same, _kinship(a, b, one, other) * common + 0.2 * same)


def _kinship(a: Sketch, b: Sketch, one: frozenset[str], other: frozenset[str]) -> float:
    alone, beside = one - other, other - one
    if alone and beside and alone <= a.people and beside <= b.people:
        return 0.5
    return 0.8 if one & b.states or other & a.states else 0.7


def _date(a: Sketch, b: Sketch) -> float:
    """How far the days agree.

    1 the same days; .9 overlapping; .6, .4 news told one or two days later; .7 a day in its month or week;
    two stated days in a row .4 for what lasts, else .2.
    """
    gap = max(a.first - b.last, b.first - a.last)
    if gap > 0:
        return _near(a, b, gap)
    if a.open or b.open:
        return _open_date(a, b)
    if (a.first, a.last, a.news) == (b.first, b.last, b.news):
        return 1.0
    span = max(a.last - a.first, b.last - b.first)
    return 0.9 if span < RECENT else 0.7 if span < 32 else 0.4


def _near(a: Sketch, b: Sketch, gap: int) -> float:
    """News may be told late, never before it happens; two stated days may be off by a time zone."""
    if a.open or b.open or gap > SLACK:
        return 0.0
    if a.news or b.news:
        early = (a.news and not b.news and a.first < b.first) or (b.news and not a.news and b.first < a.first)
        return 0.0 if early else (0.6, 0.4)[gap - 1]
    if gap > 1:
        return 0.0
    return 0.4 if {a.mention.event_type, b.mention.event_type} <= LASTING else 0.2


def _open_date(a: Sketch, b: Sketch) -> float:
    """.8 two open dates that agree; .7 to .3 how recent a day is to what "before" or "after" counts from."""
    if a.coming != b.coming:
        return 0.6
    apart = abs(a.when.date.toordinal() - b.when.date.toordinal())
    if a.open and b.open:
        return 0.8 if a.when.precision is b.when.precision and apart <= RECENT else 0.2
    open_one, other = (a, b) if a.open else (b, a)
    from_day = open_one.when.date.toordinal()
    away = min(abs(from_day - other.first), abs(from_day - other.last))
    return 0.7 if away <= SLACK else 0.5 if away <= RECENT else 0.3


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


def _numbers(a: Sketch, b: Sketch) -> float:
    """The mean ratio of the smaller to the larger of each count that both give; .5 where there is none."""
    one, other = a.mention.quantities, b.mention.quantities
    given = [(getattr(one, name), getattr(other, name)) for name in COUNTED]
    ratios = [min(x, y) / max(x, y) if x or y else 1.0 for x, y in given if x is not None and y is not None]
    return sum(ratios) / len(ratios) if ratios else 0.5


def _text(a: Sketch, b: Sketch) -> float:
    """Common topic words over those of the shorter passage, at least three; .5 where one has none.

    Of speech acts the words say what the speech is about.
    """
    least = min(len(a.words), len(b.words))
    if not least:
        return 0.5
    common = len(a.words & b.words)
    if not common:
        return 0.0
    return min(1.0, common / max(least, 3) + (0.0 if a.mention.event_type in SPEECH else 0.2))


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


__all__ = [
    "LASTING", "RECENT", "SLACK", "SPEECH", "THRESHOLD", "WEIGHTS", "Link", "Sketch", "days_differ", "differ_but_for_days",
    "forbidden", "is_country", "obstacle", "score", "sketch",
]  # fmt: skip
