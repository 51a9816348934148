"""What the RDF formats share: one order of terms, blank nodes with one name, IRIs under prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from kg.graph.names import XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple | DefaultGraph
Order = tuple[int, str, str, str]

STRING = XSD + "string"
LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def order(term: Term) -> Order:
    """The place of a term: the default graph, IRIs, blank nodes, literals, triple terms, each by its characters.

    >>> order(NamedNode("urn:a")) < order(BlankNode("a")) < order(Literal("a"))
    True
    """
    if isinstance(term, NamedNode):
        return (1, term.value, "", "")
    if isinstance(term, BlankNode):
        return (2, term.value, "", "")
    if isinstance(term, Literal):
        return (3, term.value, term.datatype.value, term.language or "")
    return (4, str(term), "", "") if isinstance(term, Triple) else (0, "", "", "")


def distinct(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, unsorted; blank nodes, if there are any, named by RDF canonicalisation (RDFC-1.0).

    >>> fact = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
    >>> len(distinct([fact, fact]))
    1
    """
    found = set(quads)
    if not any(_has_blank(quad) for quad in found):
        return list(found)
    dataset = Dataset(found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _has_blank(part: Quad | Triple) -> bool:
    graph = part.graph_name if isinstance(part, Quad) else None
    nested = isinstance(part.object, Triple) and _has_blank(part.object)
    return nested or any(isinstance(term, BlankNode) for term in (part.subject, part.object, graph))


class Shortener:
    """Writes IRIs as prefixed names where the rest is a plain name, and remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._spaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._known: dict[str, str | None] = {}
        self.used: dict[str, str] = {}

    def short(self, iri: str) -> str | None:
        """`prefix:name`, or None where no prefix fits.

        >>> shortener = Shortener({"ex": "https://example.org/"})
        >>> shortener.short("https://example.org/Ruritania"), shortener.used
        ('ex:Ruritania', {'ex': 'https://example.org/'})
        """
        if iri not in self._known:
            self._known[iri] = self._find(iri)
        return self._known[iri]

    def _find(self, iri: str) -> str | None:
        for prefix, space in self._spaces:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                self.used[prefix] = space
                return f"{prefix}:{iri[len(space) :]}"
        return None
