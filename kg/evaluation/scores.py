"""Compares coded events with gold ones, sentence by sentence, micro-averaged.

Compared are the sets of classes, of source codes, of target codes, of (source, class, target) triples and of (source,
target) dyads. A reciprocal gold event (two or more sources, no target) counts as unordered pairs, and both of its sides
hold every party; predictions of its class are folded the same way. A prediction without targets but with two sources,
against directional gold, is read in both directions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, permutations, product

from kg.evaluation.gold import YIELDING, CodedEvent, Options, Sentence

METRICS = ("class", "source", "target", "triple", "dyad")
NOBODY = "---"
Item = tuple[str, ...]
Sets = dict[str, set[Item]]


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives.

    >>> Counts(3, 1, 1).f1
    0.75
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @classmethod
    def of(cls, gold: set[Item], predicted: set[Item]) -> Counts:
        """What a prediction gets right, adds and misses.

        >>> Counts.of({("AID",), ("CONSULT",)}, {("CONSULT",), ("REJECT",)})
        Counts(tp=1, fp=1, fn=1)
        """
        return cls(len(gold & predicted), len(predicted - gold), len(gold - predicted))

    @property
    def precision(self) -> float:
        """Share of what was predicted that is right; 0 where nothing was predicted.

        >>> Counts(tp=3, fp=1).precision
        0.75
        """
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none.

        >>> Counts(tp=3, fn=1).recall
        0.75
        """
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Counts(tp=1, fp=1, fn=0).f1 == 2 / 3
        True
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one run.

    Attributes:
        sentences: how many there are.
        coded: those that were given an event.
        exact: those whose triples are exactly the gold's.
        neutral: those that must give no event.
        disturbed: those of the neutral ones that were given one.
        unread: those that could not be read and count as given none.
        metrics: counts of what is compared: class, source, target, triple, dyad.
        by_class: counts of each class, those with most gold first.
    """

    sentences: int
    coded: int
    exact: int
    neutral: int
    disturbed: int
    unread: int = 0
    metrics: dict[str, Counts] = field(default_factory=dict)
    by_class: dict[str, Counts] = field(default_factory=dict)


def score(
    sentences: Sequence[Sentence], predicted: Sequence[Sequence[CodedEvent]], options: Options | None = None
) -> Scores:
    """Scores predictions, one list of coded events a sentence, in the order of the sentences.

    >>> gold = [Sentence("s1", "Ruritania aided Freedonia.", (CodedEvent("AID", ("RUR",), ("FRE",)),))]
    >>> score(gold, [[CodedEvent("AID", ("RUR",), ())]]).metrics["target"]
    Counts(tp=0, fp=0, fn=1)
    """
    options = options or Options()
    metrics = {name: Counts() for name in (METRICS[:1] if options.class_only else METRICS)}
    classes: dict[str, Counts] = {}
    exact = 0
    for sentence, events in zip(sentences, predicted, strict=True):
        gold, found = _aligned(sentence.events, events, options)
        pairs = items(gold, found)
        exact += pairs["triple"][0] == pairs["triple"][1]
        for name in metrics:
            metrics[name] += Counts.of(*pairs[name])
        for item in pairs["class"][0] | pairs["class"][1]:
            code, one = item[0], {item}
            right, given = pairs["class"]
            classes[code] = classes.get(code, Counts()) + Counts.of(one & right, one & given)
    neutral = [bool(found) for s, found in zip(sentences, predicted, strict=True) if not s.events]
    ordered = sorted(classes, key=lambda code: (-classes[code].tp - classes[code].fn, code))
    return Scores(
        sentences=len(sentences),
        coded=sum(map(bool, predicted)),
        exact=exact,
        neutral=len(neutral),
        disturbed=sum(neutral),
        metrics=metrics,
        by_class={code: classes[code] for code in ordered},
    )


def _aligned(
    gold: Sequence[CodedEvent], predicted: Sequence[CodedEvent], options: Options
) -> tuple[list[CodedEvent], list[CodedEvent]]:
    """Both sides with CONCEDE and RETREAT folded if asked, and gold under an accepted class where that was predicted."""
    folded = partial(_folded, fold_yield=options.fold_yield)
    found = [event.renamed(folded(event.event)) for event in predicted]
    classes = {event.event for event in found}
    return [
        _accepted(event, folded(event.event), map(folded, event.accepted), classes) for event in gold
    ], found


def _folded(code: str, *, fold_yield: bool) -> str:
    return "YIELD" if fold_yield and code in YIELDING else code


def _accepted(event: CodedEvent, code: str, others: Iterable[str], classes: set[str]) -> CodedEvent:
    if code in classes:
        return event.renamed(code)
    return event.renamed(next((other for other in others if other in classes), code))


def items(
    gold: Sequence[CodedEvent], predicted: Sequence[CodedEvent]
) -> dict[str, tuple[set[Item], set[Item]]]:
    """What is compared in one sentence: for each metric the gold set and the predicted set.

    >>> talks = CodedEvent("CONSULT", ("RUR", "FRE"), symmetric=True)
    >>> items([talks], [CodedEvent("CONSULT", ("FRE",), ("RUR",))])["triple"]
    ({('FRE', 'RUR', 'CONSULT')}, {('FRE', 'RUR', 'CONSULT')})
    """
    wanted: Sets = {name: set() for name in METRICS}
    found: Sets = {name: set() for name in METRICS}
    reciprocal = {event.event for event in gold if event.symmetric}
    only_reciprocal = bool(gold) and all(event.symmetric for event in gold)
    for event in gold:
        _add_gold(wanted, event)
    for event in predicted:
        _add_predicted(
            found,
            event,
            fold=only_reciprocal or event.event in reciprocal,
            unordered=event.event in reciprocal,
        )
    if reciprocal:
        for sets in (wanted, found):
            sets["dyad"] = {tuple(sorted(pair)) for pair in sets["dyad"]}
    return {name: (wanted[name], found[name]) for name in METRICS}


def _add_gold(sets: Sets, event: CodedEvent) -> None:
    if event.symmetric:
        parties = set(event.sources)
        _add(sets, event, (parties, parties), combinations(event.sources, 2), unordered=True)
    else:
        pairs = product(event.sources or (NOBODY,), event.targets or (NOBODY,))
        _add(sets, event, (set(event.sources), set(event.targets)), pairs, unordered=False)


def _add_predicted(sets: Sets, event: CodedEvent, *, fold: bool, unordered: bool) -> None:
    sources, targets = set(event.sources), set(event.targets)
    pairs: Iterable[Item]
    # No target but several sources reads both ways: who met whom has no direction to get wrong.
    if not targets and len(event.sources) >= 2:
        pairs, targets = permutations(event.sources, 2), sources
    else:
        pairs = product(event.sources or (NOBODY,), event.targets or (NOBODY,))
    if fold:
        sources = targets = sources | targets
    _add(sets, event, (sources, targets), pairs, unordered=unordered)


def _add(
    sets: Sets,
    event: CodedEvent,
    sides: tuple[set[str], set[str]],
    pairs: Iterable[Item],
    *,
    unordered: bool,
) -> None:
    distinct = set(pairs)
    sets["class"].add((event.event,))
    for name, side in zip(("source", "target"), sides, strict=True):
        sets[name] |= {(code,) for code in side}
    ordered = {tuple(sorted(pair)) for pair in distinct} if unordered else distinct
    sets["triple"] |= {(*pair, event.event) for pair in ordered}
    sets["dyad"] |= {pair for pair in distinct if NOBODY not in pair}
