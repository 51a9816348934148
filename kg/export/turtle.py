"""Turtle and TriG for people and for version control: sorted, prefixed, one object a line.

Graphs, subjects and predicates stand in the order of their IRIs, `rdf:type` first; only prefixes that are used are
declared. So a change of one statement changes one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.export.terms import LANGUAGE_STRING, STRING, Shortener, Term, distinct, order
from kg.graph.names import TYPE, XSD

_PLAIN = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The triples of all graphs together, as Turtle; which graph one stands in is left out.

    >>> fact = Quad(NamedNode("http://example.com/a"), TYPE, NamedNode("http://example.com/b"))
    >>> "".join(turtle([fact], {"ex": "http://example.com/"})).splitlines()[-1]
    '    a ex:b .'
    """
    yield from trig((Quad(quad.subject, quad.predicate, quad.object) for quad in quads), prefixes)


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The quads as TriG, the default graph first.

    >>> a = NamedNode("http://example.com/a")
    >>> print("".join(trig([Quad(a, TYPE, a, a), Quad(a, a, Literal("x"), a)], {"ex": "http://example.com/"})))
    @prefix ex: <http://example.com/> .
    <BLANKLINE>
    ex:a {
        ex:a
            a ex:a ;
            ex:a "x" .
    }
    <BLANKLINE>
    """
    writer = _Writer(prefixes)
    blocks = list(writer.blocks(distinct(quads)))
    yield from (f"@prefix {name}: <{space}> .\n" for name, space in sorted(writer.used.items()))
    yield from blocks


class _Writer:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._shortener = Shortener(prefixes)
        self._orders: dict[Term, tuple[int, str, str, str]] = {}

    @property
    def used(self) -> Mapping[str, str]:
        return self._shortener.used

    def blocks(self, quads: list[Quad]) -> Iterator[str]:
        quads.sort(key=self._place)
        for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
            if isinstance(graph, DefaultGraph):
                yield from ("\n" + "".join(lines) for lines in self._subjects(inside, ""))
            else:
                body = "\n".join("".join(lines) for lines in self._subjects(inside, "    "))
                yield f"\n{self.term(graph)} {{\n{body}}}\n"

    def _place(self, quad: Quad) -> tuple[object, ...]:
        return (
            self._order(quad.graph_name),
            self._order(quad.subject),
            quad.predicate != TYPE,
            quad.predicate.value,
            self._order(quad.object),
        )

    def _order(self, term: Term) -> tuple[int, str, str, str]:
        found = self._orders.get(term)
        if found is None:
            found = self._orders[term] = order(term)
        return found

    def _subjects(self, quads: Iterable[Quad], indent: str) -> Iterator[list[str]]:
        for subject, about in groupby(quads, key=lambda quad: quad.subject):
            statements = [
                self._statement(predicate, group, indent)
                for predicate, group in groupby(about, key=lambda quad: quad.predicate)
            ]
            yield [f"{indent}{self.term(subject)}\n", " ;\n".join(statements), " .\n"]

    def _statement(self, predicate: NamedNode, quads: Iterable[Quad], indent: str) -> str:
        verb = "a" if predicate == TYPE else self.term(predicate)
        objects = [self.term(quad.object) for quad in quads]
        if len(objects) == 1:
            return f"{indent}    {verb} {objects[0]}"
        return f"{indent}    {verb}\n" + " ,\n".join(f"{indent}        {value}" for value in objects)

    def term(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._shortener.short(term.value) or str(term)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, Triple):
            return f"<<( {' '.join(map(self.term, (term.subject, term.predicate, term.object)))} )>>"
        return str(term)

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        plain = _PLAIN.get(datatype)
        if plain and plain.fullmatch(literal.value):
            return literal.value
        quoted = f'"{_SPECIAL.sub(_escape, literal.value)}"'
        if literal.language:
            direction = f"--{literal.direction}" if literal.direction else ""
            return f"{quoted}@{literal.language}{direction}"
        if datatype in (STRING, LANGUAGE_STRING):
            return quoted
        return f"{quoted}^^{self.term(literal.datatype)}"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
