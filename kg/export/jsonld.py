"""JSON-LD 1.1 with short keys: the context of ontology/context.jsonld stands in the file, so nothing is fetched.

One node object a subject and graph, keys and values sorted. Decimals and dates are strings whose type the context
gives, so that no digit is lost on the way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.errors import FormatError
from kg.export.terms import STRING, Shortener, Term, distinct, order
from kg.graph.names import TYPE, XSD
from kg.resources import resource

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what every JSON reader keeps exact


class Key(NamedTuple):
    """A short key of the context: its name, and the type ("@id" or an IRI) of values written as bare strings."""

    name: str
    type: str | None


@cache
def context() -> Mapping[str, Key]:
    """The short keys of ontology/context.jsonld, by the IRI of the property."""
    entries: dict[str, Any] = json.loads(resource("ontology", "context.jsonld").read_bytes())["@context"]

    def full(name: str) -> str:
        prefix, colon, local = name.partition(":")
        return entries[prefix] + local if colon and isinstance(entries.get(prefix), str) else name

    keys: dict[str, Key] = {}
    for name, entry in entries.items():
        if isinstance(entry, dict):
            keys[full(entry["@id"])] = Key(name, full(entry["@type"]))
        elif ":" in entry and not entry.startswith("http"):
            keys[full(entry)] = Key(name, None)
    return MappingProxyType(keys)


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The quads as one JSON-LD document, node by node, the default graph first.

    Raises:
        FormatError: a quad holds a triple term or a text direction, which JSON-LD 1.1 has no form for.
    """
    found = distinct(quads)
    writer = _Writer(found, prefixes)
    blocks = [_indented(node) for node in writer.graphs(found)]
    head = json.dumps(writer.declared(), ensure_ascii=False, indent=2, sort_keys=True).replace("\n", "\n  ")
    yield f'{{\n  "@context": {head},\n  "@graph": ['
    yield ",".join(f"\n{block}" for block in blocks)
    yield "\n  ]\n}\n"


def _indented(node: Mapping[str, Any]) -> str:
    text = json.dumps(node, ensure_ascii=False, indent=2)
    return "\n".join(f"    {line}" for line in text.split("\n"))


class _Writer:
    def __init__(self, quads: Iterable[Quad], prefixes: Mapping[str, str]) -> None:
        """Prefixes that a key is called by, or that some IRI has as its scheme, would be misread: they are not used."""
        names = {key.name for key in context().values()}
        schemes = {
            term.value.partition(":")[0]
            for quad in quads
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)
            if isinstance(term, NamedNode)
        }
        usable = {name: space for name, space in prefixes.items() if name not in names | schemes}
        self._shortener = Shortener(usable)
        self._used: dict[str, Key] = {}

    def declared(self) -> dict[str, object]:
        """The context: the prefixes and keys that occur."""
        keys = {
            key.name: {"@id": iri, "@type": key.type} if key.type else {"@id": iri}
            for iri, key in self._used.items()
        }
        return {**self._shortener.used, **keys}

    def graphs(self, quads: list[Quad]) -> Iterator[dict[str, Any]]:
        by_graph: Callable[[Quad], Any] = lambda quad: order(quad.graph_name)  # noqa: E731
        quads.sort(key=lambda quad: (by_graph(quad), order(quad.subject), quad.predicate.value))
        for _, group in groupby(quads, key=by_graph):
            inside = list(group)
            graph = inside[0].graph_name
            if isinstance(graph, DefaultGraph):
                yield from self._nodes(inside)
            else:
                yield {"@id": self._name(graph), "@graph": list(self._nodes(inside))}

    def _nodes(self, quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
        for subject, about in groupby(quads, key=lambda quad: quad.subject):
            values: dict[str, list[Any]] = {}
            for predicate, group in groupby(about, key=lambda quad: quad.predicate):
                for value in sorted((quad.object for quad in group), key=order):
                    key, written = self._entry(predicate, value)
                    values.setdefault(key, []).append(written)
            node: dict[str, Any] = {"@id": self._name(subject)}
            yield node | {key: v[0] if len(v) == 1 else v for key, v in sorted(values.items())}

    def _entry(self, predicate: NamedNode, value: Term) -> tuple[str, Any]:
        if predicate == TYPE and isinstance(value, NamedNode | BlankNode):
            return "@type", self._name(value)
        key = context().get(predicate.value)
        if key:
            self._used[predicate.value] = key
            return key.name, self._value(value, key.type)
        return self._name(predicate), self._value(value, None)

    def _name(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return self._shortener.short(term.value) or term.value
        if isinstance(term, BlankNode):
            return str(term)
        raise FormatError(f"JSON-LD has no form for {term}: export TriG or N-Quads instead")

    def _value(self, term: Term, coerced: str | None) -> Any:
        if not isinstance(term, Literal):
            return self._name(term) if coerced == "@id" else {"@id": self._name(term)}
        if term.direction:
            raise FormatError(f"JSON-LD has no form for {term}: export TriG or N-Quads instead")
        if coerced == term.datatype.value:
            return term.value
        return self._literal(term, bare=coerced is None)

    def _literal(self, literal: Literal, *, bare: bool) -> Any:
        if literal.language:
            return {"@language": literal.language, "@value": literal.value}
        datatype = literal.datatype.value
        value: str | int | None = None
        if datatype == STRING:
            value = literal.value
        elif datatype == XSD + "integer" and _INTEGER.fullmatch(literal.value):
            value = int(literal.value)
        if value is None:
            return {"@type": self._name(literal.datatype), "@value": literal.value}
        return value if bare else {"@value": value}
