"""N-Quads, one line a quad, sorted: the plainest form, and the one to compare and hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad

from kg.export.terms import distinct


def nquads(quads: Iterable[Quad], _prefixes: Mapping[str, str] | None = None) -> Iterator[str]:
    """The lines, sorted by their characters, each once.

    >>> from pyoxigraph import Literal, NamedNode
    >>> a, b = NamedNode("http://example.com/a"), NamedNode("http://example.com/b")
    >>> print("".join(nquads([Quad(b, a, Literal("x")), Quad(a, a, b)])), end="")
    <http://example.com/a> <http://example.com/a> <http://example.com/b> .
    <http://example.com/b> <http://example.com/a> "x" .
    """
    yield from sorted(f"{quad} .\n" for quad in distinct(quads))
