"""Questions by name: queries/*.rq with typed parameters, bound and never pasted.

A query file is plain SPARQL that runs anywhere. Its head comment says the question, the theme, the parameters and the
columns; a comment line `#: VALUES (?x ?y) (a b) (b a)` says where parameters are bound:

    # Who mediated between two parties, how often, first and last?
    #
    # Theme: mediation
    # Parameters:
    #   a: state = any; one party
    # Columns:
    #   mediator; the actor that brokered

Before it runs, each such line becomes a VALUES block of RDF terms; a parameter that is not given is UNDEF, and a block
of nothing else is left out, so that a query without parameters asks about everything.

Aggregates over all events are slow as SPARQL on disk. A query may have a twin, queries/*.sql, that says the same in SQL
over the graph's columns (`kg.graph.columns`), with parameters as `$name`. It answers where the graph lies in a folder and has
columns; behind an endpoint, and on a graph without them, the SPARQL does. Tests hold that both give the same rows.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from functools import cache, partial
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.errors import DataError, ParameterError, UnknownQueryError
from kg.graph import Graph, literals
from kg.graph.names import PLOVER
from kg.graph.remote import Remote
from kg.graph.resolver import resolve_actor
from kg.graph.sparql import NO_LIMITS, Limits
from kg.graph.table import Answer, Table, cell
from kg.model import Actor
from kg.resources import resource

Value = str | int | Date | Actor
"""What a parameter may be given as; a string is read according to the parameter's type."""

Term = NamedNode | Literal

ANY = "any"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a named query. `default` is None where leaving it out asks about all."""

    name: str
    kind: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question, its parameters, its columns (name and meaning), and the SPARQL that answers it.

    `sql` says the same over a graph's columns; it is empty where the query has no such twin.
    """

    name: str
    question: str
    theme: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    sparql: str
    sql: str = ""


def named_queries() -> Mapping[str, NamedQuery]:
    """Every query that ships with kg, by name, sorted.

    >>> "mediators" in named_queries()
    True
    """
    return _catalogue(resource("queries"))


@cache
def _catalogue(folder: Path) -> dict[str, NamedQuery]:
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.rq"))}


def named_query(name: str) -> NamedQuery:
    """A query by its name.

    >>> named_query("mediators").question
    'Who mediated between two parties, how often, first and last?'

    Raises:
        UnknownQueryError: there is none; the message lists those there are.
    """
    found = named_queries().get(name)
    if found is None:
        raise UnknownQueryError(f"no query is called {name!r}: there are {', '.join(named_queries())}")
    return found


def ask(
    graph: Graph | Remote,
    query: str,
    parameters: Mapping[str, Value] | None = None,
    limits: Limits = NO_LIMITS,
) -> Answer:
    """Answer a named query, or any SPARQL query.

    Args:
        graph: the graph to ask.
        query: a query's name, or SPARQL (told apart by white space, which no name has).
        parameters: by name; strings are read by the parameter's type: an actor as a name ("Russia"), a code ("RUS"),
            a CURIE or an IRI; a date as 2026-02-18, 2026-02 or 2026; a PLOVER class by its code.
        limits: how long it may take and how many rows it may give.

    Raises:
        UnknownQueryError: no query has that name.
        ParameterError: a parameter is unknown, given to free SPARQL, or cannot be read.
        SparqlSyntaxError: the SPARQL does not parse.
        UsageError: it would leave the graph or change it.
        LimitError: it ran past its limits.
    """
    given = dict(parameters or {})
    if not is_sparql(query):
        named = named_query(query)
        found = _from_columns(named, given, graph, limits)
        return graph.query(bind(named, given, graph), limits) if found is None else found
    if given:
        raise ParameterError(
            f"SPARQL takes no parameters ({', '.join(sorted(given))}): write the values into it, or use a named query"
        )
    return graph.query(query, limits)


def is_sparql(query: str) -> bool:
    """Whether a text is SPARQL and not a query's name.

    >>> is_sparql("mediators"), is_sparql("ASK {}")
    (False, True)
    """
    return re.fullmatch(r"[\w-]+", query.strip()) is None


# ---------------------------------------------------------------- reading a query file

_PARAMETER = re.compile(r"#\s+(\w+): (\w+) = (\S+); (.+)")
_COLUMN = re.compile(r"#\s+(\w+); (.+)")
_BINDING = re.compile(r"^(\s*)#: VALUES \(([^)]*)\)((?:\s*\([^)]*\))+)\s*$", re.MULTILINE)


def read_query(path: Path) -> NamedQuery:
    """Read a query file.

    Raises:
        DataError: its head has no question or no columns, or names a type of parameter that does not exist.

    >>> read_query(resource("queries", "mediators.rq")).theme
    'mediation'
    """
    text = path.read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    parameters = tuple(_parameter(match, path) for line in head if (match := _PARAMETER.fullmatch(line)))
    columns = tuple((m[1], m[2]) for line in head if (m := _COLUMN.fullmatch(line)))
    theme = next((line.partition(":")[2].strip() for line in head if line.startswith("# Theme:")), "")
    if not head or not columns:
        raise DataError(
            f"{path}: the head comment must give a question and the columns; see queries/mediators.rq"
        )
    twin = path.with_suffix(".sql")
    sql = twin.read_text(encoding="utf-8") if twin.is_file() else ""
    return NamedQuery(path.stem, head[0][1:].strip(), theme, parameters, columns, text, sql)


def _parameter(match: re.Match[str], path: Path) -> Parameter:
    name, kind, default, meaning = match.groups()
    if kind not in READERS:
        raise DataError(f"{path}: parameter {name} has type {kind}; there are {', '.join(sorted(READERS))}")
    return Parameter(name, kind, None if default == ANY else default, meaning)


# ---------------------------------------------------------------- binding parameters


def bind(query: NamedQuery, given: Mapping[str, Value], graph: Graph | Remote) -> str:
    """The query's SPARQL with its parameters bound.

    Raises:
        ParameterError: a parameter is unknown or cannot be read.
    """
    return _BINDING.sub(partial(_values, terms=_terms(query, given, graph)), query.sparql)


def _terms(query: NamedQuery, given: Mapping[str, Value], graph: Graph | Remote) -> dict[str, Term]:
    """The value of each parameter that has one, as an RDF term."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in sorted(given):
        if name not in known:
            listed = ", ".join(known) or "none"
            raise ParameterError(f"query {query.name} has no parameter {name!r}: it has {listed}")
    terms = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None and value != ANY:
            terms[name] = _term(parameter, value, graph)
    return terms


def _from_columns(
    query: NamedQuery, given: Mapping[str, Value], graph: Graph | Remote, limits: Limits
) -> Table | None:
    """The answer of a query's twin; None where it has none, or the graph has no columns."""
    columns = graph.columns() if query.sql and isinstance(graph, Graph) else None
    if columns is None:
        return None
    terms = _terms(query, given, graph)
    values = {name: cell(terms.get(name), graph.names) for name in (p.name for p in query.parameters)}
    found = columns.ask(query.sql, values, limits)
    return None if found is None else Table(found[0], tuple(found[1]))


def _values(match: re.Match[str], terms: Mapping[str, Term]) -> str:
    rows = [row.split() for row in re.findall(r"\(([^)]*)\)", match[3])]
    used = [row for row in rows if any(name in terms for name in row)]
    if not used:
        return match[0]
    cells = [" ".join(str(terms.get(name, "UNDEF")) for name in row) for row in used]
    unique = " ".join(f"({row})" for row in dict.fromkeys(cells))
    return f"{match[1]}VALUES ({match[2]}) {{ {unique} }}"


def _term(parameter: Parameter, value: Value, graph: Graph | Remote) -> Term:
    try:
        return READERS[parameter.kind](parameter, value, graph)
    except ValueError as error:
        raise ParameterError(
            f"parameter {parameter.name} ({parameter.kind}): {value!r} cannot be read: {error}"
        ) from error


def _actor(parameter: Parameter, value: Value, graph: Graph | Remote) -> Term:
    if isinstance(value, Actor):
        return graph.names.of("actor", value.key)
    kinds = {"kinds": ("State",)} if parameter.kind == "state" else {}
    return resolve_actor(graph.store, str(value), graph.names, **kinds)


def _thing(kind: str, _: Parameter, value: Value, graph: Graph | Remote) -> Term:
    """An event or article by IRI, CURIE or key."""
    text = str(value).strip().strip("<>")
    if text.startswith(("http://", "https://")):
        return NamedNode(text)
    if ":" in text:
        iri = graph.names.long(text)
        if iri is None:
            raise ValueError("its prefix is not known")
        return NamedNode(iri)
    return graph.names.of(kind, text)


def _date(parameter: Parameter, value: Value, _: Graph | Remote) -> Term:
    """A day; of a month or year the first day, or for a parameter `until` the last."""
    if isinstance(value, Date):
        return literals.day(value)
    text = str(value).strip()
    if re.fullmatch(r"\d{4}(-\d{2})?(-\d{2})?", text) is None:
        raise ValueError("write 2026-02-18, 2026-02 or 2026")
    year, month, day = (int(part) if part else None for part in (*text.split("-"), "", "")[:3])
    last = parameter.name == "until"
    month = month or (12 if last else 1)
    first_of_month = Date(year or 1, month, 1)
    day = day or (calendar.monthrange(first_of_month.year, month)[1] if last else 1)
    return literals.day(first_of_month.replace(day=day))


def _integer(_: Parameter, value: Value, __: Graph | Remote) -> Term:
    return literals.integer(int(str(value)))


def _text(_: Parameter, value: Value, __: Graph | Remote) -> Term:
    return literals.text(str(value))


def _concept(prefix: str, _: Parameter, value: Value, graph: Graph | Remote) -> Term:
    """A concept of the PLOVER scheme by its code, in any case."""
    code = str(value).strip().removeprefix("plover:").removeprefix(PLOVER).removeprefix(prefix)
    for spelling in (code, code.upper()):
        concept = NamedNode(f"{PLOVER}{prefix}{spelling}")
        if next(graph.store.quads_for_pattern(concept, None, None, None), None) is not None:
            return concept
    raise ValueError("PLOVER has no such code; see `kg query` on skos:notation, or docs/graph.md")


Reader = Callable[[Parameter, Value, Graph | Remote], Term]

READERS: Mapping[str, Reader] = {
    "actor": _actor,
    "state": _actor,
    "event": partial(_thing, "event"),
    "article": partial(_thing, "article"),
    "date": _date,
    "integer": _integer,
    "text": _text,
    "type": partial(_concept, ""),
    "sector": partial(_concept, "sector-"),
}
"""How a value of each type of parameter becomes a term."""

__all__ = [
    "NamedQuery",
    "Parameter",
    "ask",
    "bind",
    "is_sparql",
    "named_queries",
    "named_query",
    "read_query",
]
