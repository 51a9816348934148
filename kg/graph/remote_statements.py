"""CONSTRUCT and DESCRIBE of an endpoint, by way of SELECT.

Servers cut statements short as they do rows, but few say so, and no order makes pages of them. So the pattern is asked as a
SELECT, which is paged, and the statements are made of its rows here: by Oxigraph, from the query's own template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from re import Match
from typing import Any, Protocol

from pyoxigraph import BlankNode, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from kg.errors import SparqlSyntaxError
from kg.graph.names import Names
from kg.graph.remote_queries import rdf_term, without_comments
from kg.graph.sparql import TOKEN, syntax_error
from kg.sparql import Binding

ROWS = 5_000
"""Rows that statements are made of at a time."""

_BLANK = "urn:kg:blank:"
"""What stands for a server's blank nodes while statements are made: VALUES holds none."""


class Asked(Protocol):
    """What is asked: a server's rows and quads, as `kg.graph.remote.RemoteStore` gives them."""

    names: Names

    def select(self, query: str) -> tuple[tuple[str, ...], Iterator[Binding]]:
        """Columns and rows of a SELECT."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any) -> Iterator[Quad]:  # noqa: A002
        """The quads of a pattern; None stands for anything."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A query taken apart: what stands before its form, what it gives (a template, or terms), and the rest."""

    head: str
    given: str
    rest: str

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of what it gives, each once, in order."""
        found = (token["variable"][1:] for token in TOKEN.finditer(self.given) if token["variable"])
        return tuple(dict.fromkeys(found))


def constructed(store: Asked, query: str) -> Iterator[Triple]:
    """The statements of a CONSTRUCT, some repeated.

    Raises:
        SparqlSyntaxError: the query is malformed.
        KgError: as the server's answers to a SELECT.
    """
    parts = construct_parts(query)
    variables = parts.variables
    list(_made(parts, variables, [], store.names))  # a malformed template is told before the server is asked
    columns = " ".join(f"?{name}" for name in variables)
    _, rows = store.select(f"{parts.head}SELECT {columns or '*'} {parts.rest}")
    while some := list(islice(rows, ROWS)):
        yield from _made(parts, variables, some, store.names)


def _made(parts: Parts, variables: Sequence[str], rows: Iterable[Binding], names: Names) -> Iterator[Triple]:
    columns = " ".join(f"?{name}" for name in variables)
    lines = (" ".join(_cell(row, name) for name in variables) for row in rows)
    values = f"VALUES ({columns}) {{ {' '.join(f'({line})' for line in lines)} }}"
    found = _answered_here(f"{parts.head}CONSTRUCT {parts.given} WHERE {{ {values} }}", names)
    assert isinstance(found, QueryTriples)  # noqa: S101  # CONSTRUCT gives nothing else
    for triple in found:
        yield Triple(*(_unblanked(term) for term in (triple.subject, triple.predicate, triple.object)))  # type: ignore[arg-type]


def _cell(row: Binding, name: str) -> str:
    if name not in row:
        return "UNDEF"
    term = rdf_term(row[name])
    return f"<{_BLANK}{term.value}>" if isinstance(term, BlankNode) else str(term)


def _unblanked(term: object) -> object:
    if isinstance(term, NamedNode) and term.value.startswith(_BLANK):
        return BlankNode(term.value.removeprefix(_BLANK))
    return term


def described(store: Asked, query: str) -> Iterator[Triple]:
    """The statements of a DESCRIBE: all whose subject is described.

    Raises:
        SparqlSyntaxError: the query is malformed.
        KgError: as the server's answers to a SELECT.
    """
    parts = describe_parts(query)
    subjects = _named(parts, store.names)
    if "{" in parts.rest:
        columns = " ".join(f"?{name}" for name in parts.variables)
        _, rows = store.select(f"{parts.head}SELECT DISTINCT {columns or '*'} {parts.rest}")
        subjects |= {term.value for row in rows for term in row.values() if term.kind == "uri"}
    for subject in sorted(subjects):
        for quad in store.quads_for_pattern(NamedNode(subject), None, None):
            yield Triple(quad.subject, quad.predicate, quad.object)


def _named(parts: Parts, names: Names) -> set[str]:
    """The IRIs that a DESCRIBE names itself."""
    terms = " ".join(token[0] for token in TOKEN.finditer(parts.given) if token["iri"] or token["name"])
    found = _answered_here(f"{parts.head}SELECT ?it WHERE {{ VALUES ?it {{ {terms} }} }}", names)
    assert isinstance(found, QuerySolutions)  # noqa: S101  # SELECT gives nothing else
    return {row[0].value for row in found if isinstance(row[0], NamedNode)}


def _answered_here(query: str, names: Names) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The answer of an empty store: to a query that brings its values with it."""
    try:
        return Store().query(query, prefixes=dict(names.prefixes))
    except SyntaxError as error:
        raise syntax_error(str(error), query) from error


# ---------------------------------------------------------------- taking a query apart


def construct_parts(query: str) -> Parts:
    """A CONSTRUCT taken apart; of the short form (`CONSTRUCT WHERE {...}`) the pattern is the template.

    >>> construct_parts("PREFIX a: <b> CONSTRUCT { ?s a a:c } WHERE { ?s ?p ?o } LIMIT 5")
    Parts(head='PREFIX a: <b> ', given='{ ?s a a:c }', rest=' WHERE { ?s ?p ?o } LIMIT 5')
    >>> construct_parts("CONSTRUCT WHERE { ?s ?p ?o }").given
    '{ ?s ?p ?o }'

    Raises:
        SparqlSyntaxError: it has no braces, or they do not match.
    """
    bare = without_comments(query)
    form = _form(bare, "CONSTRUCT")
    first, last = _braces(bare, form.end())
    if bare[form.end() : first].strip():
        return Parts(bare[: form.start()], bare[first:last], bare[form.end() :])
    return Parts(bare[: form.start()], bare[first:last], bare[last:])


def describe_parts(query: str) -> Parts:
    """A DESCRIBE taken apart.

    >>> describe_parts("DESCRIBE ?s actor:RUS WHERE { ?s ?p ?o }")
    Parts(head='', given=' ?s actor:RUS ', rest='WHERE { ?s ?p ?o }')
    """
    bare = without_comments(query)
    form = _form(bare, "DESCRIBE")
    after = (token for token in TOKEN.finditer(bare, form.end()) if token["word"] or token[0] == "{")
    end = next((token.start() for token in after), len(bare))
    return Parts(bare[: form.start()], bare[form.end() : end], bare[end:])


def _form(query: str, name: str) -> Match[str]:
    for token in TOKEN.finditer(query):
        if (token["word"] or "").upper() == name:
            return token
    raise SparqlSyntaxError(f"the query has no {name}")


def _braces(query: str, start: int) -> tuple[int, int]:
    """Where the first pair of braces after a place opens, and where it has closed."""
    depth, first = 0, -1
    for token in TOKEN.finditer(query, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 1 and first < 0:
            first = token.start()
        if first >= 0 and depth == 0:
            return first, token.end()
    raise SparqlSyntaxError("the query's braces do not match: each { needs its }")
