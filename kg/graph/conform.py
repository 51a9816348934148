"""Do some quads keep to the shapes? Rule by rule in Python, for the few hundred quads of one article.

Quads are looked at as they are proposed, before the store normalises any literal.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.graph.findings import VIOLATION, Finding
from kg.graph.names import TYPE, XSD, Names
from kg.graph.shapes import Rule, Shape, shapes, subclasses

Term = NamedNode | BlankNode | Literal | Triple
Comparable = Decimal | Date | str

CHECK = "shapes"
_ZONE = re.compile(r"(Z|[+-]\d\d:\d\d)$")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class Things:
    """Triples by subject and by object, whatever graph they stand in.

    One reading of the quads serves every question about them: their terms cost more to fetch than to compare.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._forward: dict[Term, dict[str, set[Term]]] = {}
        self._backward: dict[Term, dict[str, set[Term]]] = {}
        self.by_class: dict[str, set[Term]] = defaultdict(set)
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take in more quads; those of one subject that follow each other cost least."""
        backward = _backward_paths()
        before: Term | None = None
        paths: dict[str, set[Term]] = {}
        for subject, predicate, value, _ in quads:
            if subject != before:
                before, paths = subject, self._forward.setdefault(subject, {})
            path = predicate.value
            paths.setdefault(path, set()).add(value)
            if path in backward:
                self._backward.setdefault(value, {}).setdefault(path, set()).add(subject)
            if path == TYPE.value and isinstance(value, NamedNode):
                self.by_class[value.value].add(subject)

    def __contains__(self, subject: Term) -> bool:
        return subject in self._forward

    def of(self, subject: Term) -> Mapping[str, set[Term]]:
        """The values of each property of a subject."""
        return self._forward.get(subject, {})

    def pairs(self, path: str) -> Iterator[tuple[Term, Term]]:
        """Subject and value, wherever a property stands."""
        for subject, paths in self._forward.items():
            for value in paths.get(path, ()):
                yield subject, value

    def values(self, subject: Term, paths: Iterable[str], *, inverse: bool = False) -> set[Term]:
        """The values of a property, each once."""
        table = self._backward if inverse else self._forward
        found = table.get(subject, {})
        sets = [found[path] for path in paths if path in found]
        return set().union(*sets) if len(sets) != 1 else sets[0]

    def is_a(self, thing: Term, kind: str) -> bool:
        """Whether a thing is of a class or of one below it."""
        below = subclasses().get(kind, {kind})
        types = self.of(thing).get(TYPE.value, ())
        return any(isinstance(found, NamedNode) and found.value in below for found in types)


def nonconforming(things: Things, names: Names) -> list[Finding]:
    """Every break of the shapes in some quads, taken as one graph; sorted.

    >>> nonconforming(Things([]), Names())
    []
    """
    found = {finding for shape in shapes() for finding in _of_shape(shape, things, names)}
    return sorted(found)


def _of_shape(shape: Shape, things: Things, names: Names) -> Iterator[Finding]:
    always, of_path = _by_path(shape)
    for thing in {thing for kind in shape.classes for thing in things.by_class.get(kind, ())}:
        if shape.iri_only and not isinstance(thing, NamedNode):
            yield Finding(CHECK, VIOLATION, names.short(text_of(thing)), "is no IRI")
        for rule in always:
            values = things.values(thing, rule.paths, inverse=rule.inverse)
            if values or rule.kind == "minCount":
                yield from _broken(rule, thing, values, things, names)
        for path, values in things.of(thing).items():
            for rule in of_path.get((path, len(values) > 1), ()):
                yield from _broken(rule, thing, values, things, names)


def _broken(rule: Rule, thing: Term, values: set[Term], things: Things, names: Names) -> Iterator[Finding]:
    for value in _BREAKS[rule.kind](_Case(rule, thing, things), values):
        yield Finding(CHECK, rule.severity, names.short(text_of(thing)), described(rule, value, names))


@cache
def _by_path(shape: Shape) -> tuple[tuple[Rule, ...], Mapping[tuple[str, bool], tuple[Rule, ...]]]:
    """Rules that always have to be looked at; and those that look at the values of one property alone.

    The latter by the property and whether it has more than one value: a single one is never too many.
    """
    always: list[Rule] = []
    found: dict[tuple[str, bool], tuple[Rule, ...]] = {}
    for rule in shape.rules:
        if rule.kind == "minCount" or rule.inverse or len(rule.paths) != 1:
            always.append(rule)
            continue
        for many in (False, True):
            if many or not _is_about_many(rule):
                key = rule.paths[0], many
                found[key] = (*found.get(key, ()), rule)
    return tuple(always), found


def _is_about_many(rule: Rule) -> bool:
    """Whether one value alone always keeps to the rule."""
    return rule.kind == "uniqueLang" or (rule.kind == "maxCount" and rule.value != 0)


@cache
def _backward_paths() -> frozenset[str]:
    return frozenset(
        path for shape in shapes() for rule in shape.rules if rule.inverse for path in rule.paths
    )


def described(rule: Rule, value: str, names: Names) -> str:
    """What a finding says: the property, the value, and what is wrong with it."""
    path = "|".join(names.short(path) for path in rule.paths)
    shown = names.short(value)
    return f"{path} {shown}: {rule.message}" if value else f"{path}: {rule.message}"


def text_of(term: Term) -> str:
    """A term's IRI or text."""
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else str(term)


# ---------------------------------------------------------------- one function a kind of rule


class _Case(NamedTuple):
    """A rule applied to a thing."""

    rule: Rule
    thing: Term
    things: Things

    def others(self) -> set[Term]:
        """The values of the property that this rule compares with."""
        return self.things.values(self.thing, [str(self.rule.value)])

    def number(self) -> Decimal:
        return Decimal(str(self.rule.value))


Test = Callable[[_Case, set[Term]], Iterator[str]]


def _each(broken: Callable[[_Case, Term], bool]) -> Test:
    """A rule that looks at one value at a time."""

    def test(case: _Case, values: set[Term]) -> Iterator[str]:
        return (text_of(value) for value in values if broken(case, value))

    return test


def _count(case: _Case, values: set[Term]) -> Iterator[str]:
    bound = int(str(case.rule.value))
    if len(values) < bound if case.rule.kind == "minCount" else len(values) > bound:
        yield ""


def _one_per_language(_: _Case, values: set[Term]) -> Iterator[str]:
    tags = [value.language for value in values if isinstance(value, Literal) and value.language]
    if len(tags) > len(set(tags)):
        yield ""


def _out_of_range(case: _Case, value: Term) -> bool:
    number = comparable(value)
    if not isinstance(number, Decimal):
        return True
    return number < case.number() if case.rule.kind == "minInclusive" else number > case.number()


def _wrong_length(case: _Case, value: Term) -> bool:
    length = len(text_of(value))
    return length < case.number() if case.rule.kind == "minLength" else length > case.number()


def _wrong_order(case: _Case, value: Term) -> bool:
    return any(not _ordered(case.rule.kind, comparable(value), comparable(o)) for o in case.others())


def _ordered(kind: str, value: Comparable | None, other: Comparable | None) -> bool:
    if isinstance(value, Decimal) and isinstance(other, Decimal):
        return value < other or (kind == "lessThanOrEquals" and value == other)
    if isinstance(value, Date) and isinstance(other, Date):
        return value < other or (kind == "lessThanOrEquals" and value == other)
    return False


def comparable(term: Term) -> Comparable | None:
    """A literal's value as a number, a day or a text; None where it is not of its own type, or no literal."""
    if not isinstance(term, Literal):
        return None
    kind, text = term.datatype.value.removeprefix(XSD), term.value
    try:
        if kind == "date":
            return Date.fromisoformat(_ZONE.sub("", text))
        if kind == "integer":
            return Decimal(int(text))
        if kind == "decimal":
            return Decimal(text) if _NUMBER.fullmatch(text) else None
    except (ValueError, InvalidOperation):
        return None
    return text


def _other_type(case: _Case, value: Term) -> bool:
    return (
        not isinstance(value, Literal) or value.datatype.value != case.rule.value or comparable(value) is None
    )


def _in(case: _Case, value: Term) -> bool:
    allowed = case.rule.value
    return not (isinstance(value, NamedNode) and isinstance(allowed, frozenset) and value.value in allowed)


def _mismatch(case: _Case, value: Term) -> bool:
    return isinstance(value, BlankNode) or re.search(str(case.rule.value), text_of(value)) is None


_BREAKS: Mapping[str, Test] = MappingProxyType(
    {
        "minCount": _count,
        "maxCount": _count,
        "uniqueLang": _one_per_language,
        "minInclusive": _each(_out_of_range),
        "maxInclusive": _each(_out_of_range),
        "minLength": _each(_wrong_length),
        "maxLength": _each(_wrong_length),
        "lessThan": _each(_wrong_order),
        "lessThanOrEquals": _each(_wrong_order),
        "datatype": _each(_other_type),
        "in": _each(_in),
        "pattern": _each(_mismatch),
        "class": _each(lambda case, value: not case.things.is_a(value, str(case.rule.value))),
        "disjoint": _each(lambda case, value: value in case.others()),
    }
)
