"""Queries as a SPARQL endpoint is asked them, and the terms of its answers."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.errors import GraphError, LimitError
from kg.graph.names import Names
from kg.graph.sparql import TOKEN, over_all_graphs
from kg.sparql import Term

RdfTerm = NamedNode | BlankNode | Literal


def query_form(query: str) -> str:
    r"""SELECT, ASK, CONSTRUCT or DESCRIBE.

    >>> query_form("PREFIX a: <b> # SELECT\nASK {}")
    'ASK'
    """
    words = (token["word"].upper() for token in TOKEN.finditer(query) if token["word"])
    return next((word for word in words if word not in {"PREFIX", "BASE"}), "")


def declared(query: str, names: Names) -> str:
    r"""The query with the usual prefixes that it uses and does not declare.

    >>> declared("ASK { ?e a gev:Event }", Names())
    'PREFIX gev: <https://w3id.org/gev/ont#>\nASK { ?e a gev:Event }'
    """
    used: set[str] = set()
    own: set[str] = set()
    after = ""
    for token in TOKEN.finditer(query):
        if token["name"] and ":" in token["name"]:
            prefix = token["name"].partition(":")[0]
            (own if after == "PREFIX" else used).add(prefix)
        if token["word"] or token["name"]:
            after = (token["word"] or "").upper()
    wanted = sorted((used & set(names.prefixes)) - own)
    return "".join(f"PREFIX {prefix}: <{names.prefixes[prefix]}>\n" for prefix in wanted) + query


def without_comments(query: str) -> str:
    r"""The query without its comments, so that something can be put after it.

    >>> without_comments("ASK {} # '\n")
    'ASK {} \n'
    """
    return "".join("" if token["comment"] else token[0] for token in TOKEN.finditer(query))


def pageable(query: str, variables: tuple[str, ...]) -> str:
    """A SELECT as the inside of another, in a fixed order, so that LIMIT and OFFSET can be put after it.

    >>> pageable("PREFIX a: <b> SELECT ?x { ?x a a:c }", ("x",))
    'PREFIX a: <b> SELECT * WHERE { { SELECT ?x { ?x a a:c } ORDER BY ?x } }'
    """
    if not over_all_graphs(query):
        raise LimitError(
            "the server cut its answer short, and a query with FROM cannot be asked in pages: narrow it"
        )
    bare = without_comments(query)
    start = next((t.start() for t in TOKEN.finditer(bare) if (t["word"] or "").upper() == "SELECT"), None)
    if start is None:
        raise GraphError("only a SELECT can be asked for in pages")
    head, body = bare[:start], bare[start:].rstrip()
    last = body.rpartition("}")[2]
    if re.search(r"\b(ORDER\s+BY|LIMIT|OFFSET)\b", last, re.IGNORECASE) is None and variables:
        body += f" ORDER BY {' '.join(f'?{name}' for name in variables)}"
    return f"{head}SELECT * WHERE {{ {{ {body} }} }}"


# ---------------------------------------------------------------- terms


def rdf_term(term: Term) -> RdfTerm:
    """An answer's value as an RDF term.

    >>> str(rdf_term(Term("literal", "Kyiv", language="en")))
    '"Kyiv"@en'
    """
    if term.kind == "uri":
        return NamedNode(term.value)
    if term.kind == "bnode":
        return BlankNode(re.sub(r"\W", "", term.value))
    if term.language:
        return Literal(term.value, language=term.language.lower())
    return Literal(term.value, datatype=NamedNode(term.datatype)) if term.datatype else Literal(term.value)
