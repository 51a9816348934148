"""JSON-LD framed: one tree an event, with its mentions, their article and the actors inside, in the keys of our context.

The shape that a reader of events wants: what an event leads to is described where it first stands in the event's tree,
and named by its IRI after that. What no event leads to is left out; `jsonld` writes all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Quad

from kg.export.jsonld import jsonld

Node = dict[str, Any]

EMBEDDED = frozenset(
    {
        *("source", "target", "mediator", "host", "place", "ofState", "attributedTo"),
        *("article", "publisher", "sourceOrganization"),
    }
)
"""Keys whose value is written as a node with its description."""


def framed(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The events as one JSON-LD document, sorted by IRI, each with all that it rests on.

    Raises:
        FormatError: a quad holds a triple term, which JSON-LD 1.1 has no form for.
    """
    merged = (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    document = json.loads("".join(jsonld(merged, prefixes)))
    nodes = {node["@id"]: node for node in document["@graph"]}
    told: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        for event in _all(node.get("denotes")):
            told[event].append(node)
    events = [node for node in nodes.values() if "gev:Event" in _all(node.get("@type"))]
    document["@graph"] = [_event(node, told[node["@id"]], nodes) for node in events]
    yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _event(event: Node, mentions: list[Node], nodes: Mapping[str, Node]) -> Node:
    seen = {event["@id"]}
    found = _embedded(event, nodes, seen)
    inside = [{key: value for key, value in mention.items() if key != "denotes"} for mention in mentions]
    return found | {"@reverse": {"denotes": [_embedded(mention, nodes, seen) for mention in inside]}}


def _embedded(node: Node, nodes: Mapping[str, Node], seen: set[str]) -> Node:
    return {key: _value(value, nodes, seen) if key in EMBEDDED else value for key, value in node.items()}


def _value(value: Any, nodes: Mapping[str, Node], seen: set[str]) -> Any:
    if isinstance(value, list):
        return [_value(one, nodes, seen) for one in value]
    if not isinstance(value, str) or value in seen or value not in nodes:
        return value
    seen.add(value)
    return _embedded(nodes[value], nodes, seen)


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
