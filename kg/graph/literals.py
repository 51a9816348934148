"""Literals in the one form that the store keeps too, so that what is written is what is read back.

Oxigraph normalises on the way in (1.10 becomes 1.1, en-GB becomes en-gb); a shard that used another spelling would
differ from its own index.
"""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.graph.names import XSD

_DATE = NamedNode(XSD + "date")
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")
_URI = NamedNode(XSD + "anyURI")


def day(value: Date) -> Literal:
    """An xsd:date.

    >>> day(Date(2026, 2, 18)).value
    '2026-02-18'
    """
    return Literal(value.isoformat(), datatype=_DATE)


def integer(value: int) -> Literal:
    """An xsd:integer.

    >>> str(integer(5))
    '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most four places, without a trailing zero.

    >>> decimal(0.90).value, decimal(-9.0).value, decimal(-0.0).value
    ('0.9', '-9', '0')
    """
    text = f"{Decimal(str(value)):.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=_DECIMAL)


def text(value: str, language: str | None = None) -> Literal:
    """A string, or a text in a language; the tag in lower case.

    >>> str(text("Kyiv", "en-GB"))
    '"Kyiv"@en-gb'
    """
    return Literal(value, language=language.lower()) if language else Literal(value)


def address(value: str) -> Literal:
    """An xsd:anyURI; web addresses in the wild are not always valid IRIs, so it is no node.

    >>> address("https://example.org/a b").value
    'https://example.org/a b'
    """
    return Literal(value, datatype=_URI)
