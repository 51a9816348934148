"""What a query gives back: a table of plain Python values, or statements."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.graph.names import RDF, XSD, Names

Cell = str | int | float | bool | Date | None
"""A value in a table; IRIs are shortened to CURIEs where a prefix fits, and None is an unbound variable."""

_NUMBERS = {XSD + name for name in ("decimal", "double", "float")}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT query; an ASK gives one row with the column `answer`.

    >>> table = Table(("name", "n"), (("Ruritania", 2), ("Graustark", None)))
    >>> print(table.to_markdown())
    | name | n |
    | --- | --- |
    | Ruritania | 2 |
    | Graustark |  |
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def column(self, name: str) -> list[Cell]:
        """The values of one column, by row.

        >>> Table(("name", "n"), (("Ruritania", 2),)).column("n")
        [2]

        Raises:
            ValueError: there is no column of that name.
        """
        if name not in self.columns:
            raise ValueError(f"there is no column {name!r}: there are {', '.join(self.columns)}")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def records(self) -> list[dict[str, Cell]]:
        """One dictionary a row.

        >>> Table(("n",), ((2,),)).records()
        [{'n': 2}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_csv(self) -> str:
        r"""Comma-separated values with a header line (RFC 4180, but LF line ends).

        >>> Table(("name", "n"), (("Port Firefly, old town", 2),)).to_csv()
        'name,n\n"Port Firefly, old town",2\n'
        """
        return self._separated(",")

    def to_tsv(self) -> str:
        r"""Tab-separated values with a header line; tabs and line ends in a value become spaces.

        >>> Table(("name", "n"), (("Ruritania", None),)).to_tsv()
        'name\tn\nRuritania\t\n'
        """
        plain = [[_text(cell).translate(_NO_BREAKS) for cell in row] for row in self.rows]
        return "".join("\t".join(row) + "\n" for row in [list(self.columns), *plain])

    def to_json(self) -> str:
        """A JSON array of one object a row; dates as ISO strings, unbound variables as null.

        >>> Table(("n",), ((None,),)).to_json()
        '[{"n": null}]'
        """
        return json.dumps(self.records(), ensure_ascii=False, default=str)

    def to_markdown(self) -> str:
        r"""A Markdown table; bars in a value are escaped.

        >>> Table(("a",), (("x|y",),)).to_markdown().splitlines()[-1]
        '| x\\|y |'
        """
        cells = [[_text(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in self.rows]
        lines = [list(self.columns), ["---"] * len(self.columns), *cells]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def to_pandas(self) -> Any:
        """A pandas DataFrame (needs the `pandas` extra)."""
        import pandas as pd  # type: ignore[import-untyped]

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))

    def _separated(self, separator: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([[_text(cell) for cell in row] for row in self.rows])
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Statements:
    """Triples of a CONSTRUCT or DESCRIBE query, sorted, each once."""

    triples: tuple[Triple, ...]
    names: Names

    def __len__(self) -> int:
        return len(self.triples)

    def to_turtle(self) -> str:
        """Turtle with the usual prefixes, of those only the ones in use.

        >>> fact = Triple(Names().of("actor", "UKR"), NamedNode(XSD + "anyURI"), Literal("GOV"))
        >>> Statements((fact,), Names()).to_turtle().splitlines()[-1]
        'actor:UKR xsd:anyURI "GOV" .'
        """
        used = {p: space for p, space in self.names.prefixes.items() if self._uses(space)}
        written = serialize(self.triples, format=RdfFormat.TURTLE, prefixes=used)
        return (written or b"").decode()

    def to_ntriples(self) -> str:
        r"""N-Triples, sorted.

        >>> fact = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
        >>> Statements((fact,), Names()).to_ntriples()
        '<urn:a> <urn:b> "c" .\n'
        """
        return "".join(f"{triple} .\n" for triple in self.triples)

    def _uses(self, space: str) -> bool:
        terms = (
            term for triple in self.triples for term in (triple.subject, triple.predicate, triple.object)
        )
        return any(isinstance(term, NamedNode) and term.value.startswith(space) for term in terms)


Answer = Table | Statements

_NO_BREAKS = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], names: Names) -> Table:
    """A table of RDF terms as one of Python values.

    >>> table(["n"], [[Literal(5)]], Names()).rows
    ((5,),)
    """
    return Table(tuple(columns), tuple(tuple(cell(term, names) for term in row) for row in rows))


def statements(triples: Iterable[Triple], names: Names) -> Statements:
    """Triples sorted, each once (Oxigraph's CONSTRUCT repeats them).

    >>> fact = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
    >>> len(statements([fact, fact], Names()))
    1
    """
    return Statements(tuple(sorted(set(triples), key=str)), names)


def cell(term: NamedNode | BlankNode | Literal | Triple | None, names: Names) -> Cell:
    """An RDF term as a Python value.

    >>> cell(Literal("2026-02-18", datatype=NamedNode(XSD + "date")), Names())
    datetime.date(2026, 2, 18)
    >>> cell(NamedNode("https://w3id.org/gev/id/actor/RUS"), Names())
    'actor:RUS'
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return names.short(term.value)
    return _value(term) if isinstance(term, Literal) else str(term)


def _value(literal: Literal) -> Cell:
    kind, text = literal.datatype.value, literal.value
    if kind in {XSD + "string", RDF + "langString"}:
        return text
    try:
        if kind == XSD + "integer":
            return int(text)
        if kind in _NUMBERS:
            return float(text)
        if kind == XSD + "date":
            return Date.fromisoformat(text)
    except ValueError:
        return text
    return text == "true" if kind == XSD + "boolean" else text
