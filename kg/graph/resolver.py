"""From what a person types to the IRI of an actor: "Russia", "RUS", "Kremlin", a CURIE or an IRI."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import DataError, ParameterError
from kg.graph.names import DCTERMS, GEV, LABEL, TYPE, Names
from kg.graph.remote import RemoteStore
from kg.reference import Reference

KINDS = ("State", "Organization", "ArmedGroup", "Person", "Population")


@cache
def shipped_reference() -> Reference | None:
    """The reference data that ships with kg, or None where its tables are missing or damaged."""
    try:
        return Reference.load()
    except DataError:
        return None


def resolve_actor(
    store: Store | RemoteStore, text: str, names: Names, *, kinds: Iterable[str] = KINDS
) -> NamedNode:
    """The actor that a text stands for.

    Tried in order: an IRI, a CURIE, a key ("RUS"), a label or identifier in the graph (letter case aside), a name in
    the reference data ("Kremlin").

    >>> resolve_actor(Store(), "actor:RUS", Names()).value
    'https://w3id.org/gev/id/actor/RUS'

    Raises:
        ParameterError: no actor of the wanted kinds has that name, or several have; the message lists the nearest.
    """
    wanted = frozenset(kinds)
    direct = _direct(text.strip(), names)
    if direct is not None:
        return direct
    labels = labelled(store, wanted, names)
    found = labels.get(text.strip().casefold(), set())
    if len(found) > 1:
        listed = ", ".join(sorted(names.short(iri.value) for iri in found))
        raise ParameterError(f"{text!r} names several actors: {listed}. Give one of these")
    return next(iter(found), None) or _from_reference(text, names, wanted, labels)


def _direct(text: str, names: Names) -> NamedNode | None:
    iri = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if iri.startswith(("http://", "https://")):
        pass
    elif names.long(iri) is not None:
        iri = names.long(iri) or iri
    else:
        return None
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise ParameterError(f"{text!r} is no IRI: {error}") from error


def labelled(store: Store | RemoteStore, kinds: frozenset[str], names: Names) -> dict[str, set[NamedNode]]:
    """The actors of some kinds by label, identifier and key, in lower case."""
    actors = {
        quad.subject: {names.key(quad.subject.value, "actor")}
        for kind in sorted(kinds)
        for quad in store.quads_for_pattern(None, TYPE, NamedNode(GEV + kind))
        if isinstance(quad.subject, NamedNode)
    }
    for predicate in (LABEL, NamedNode(DCTERMS + "identifier")):
        for quad in store.quads_for_pattern(None, predicate, None):
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and subject in actors and isinstance(value, Literal):
                actors[subject].add(value.value)
    found: dict[str, set[NamedNode]] = {}
    for actor, called in actors.items():
        for name in called:
            found.setdefault(name.casefold(), set()).add(actor)
    return found


def _from_reference(
    text: str, names: Names, kinds: frozenset[str], labels: dict[str, set[NamedNode]]
) -> NamedNode:
    reference = shipped_reference()
    entries = reference.lookup(text.strip()) if reference else ()
    for entry in entries:
        if entry.actor_kind is not None and entry.actor_kind.value in kinds:
            return names.of("actor", entry.key)
    if entries:
        kind = entries[0].kind.value.replace("_", " ")
        article = "an" if kind[0] in "aeiou" else "a"
        raise ParameterError(
            f"{text!r} is {article} {kind}; this parameter asks for one of {', '.join(sorted(kinds))}"
        )
    near = get_close_matches(text.casefold(), labels, n=3, cutoff=0.6)
    shown = [min(f"{names.short(iri.value)} ({name})" for iri in labels[name]) for name in near]
    hint = f" Nearest: {', '.join(shown)}." if shown else ""
    raise ParameterError(
        f"no actor is called {text!r} in this graph.{hint} Give a name, a code such as RUS, or an IRI"
    )
