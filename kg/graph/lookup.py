"""Facts read from the store as they are asked for: what `accounts.Facts` is for a list of triples."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.accounts import Facts


class StoreFacts(Facts):
    """Triples of a store by subject and predicate, over all graphs; a subject is read once and kept.

    >>> StoreFacts(Store()).knows("http://example.org/a")
    False
    """

    def __init__(self, store: Store) -> None:
        super().__init__(())
        self._store = store

    def all(self, subject: str, predicate: str) -> list[str]:
        """Every value, sorted, each once."""
        self._read(subject)
        return super().all(subject, predicate)

    def knows(self, subject: str) -> bool:
        """Whether anything is said of the subject."""
        self._read(subject)
        return bool(self._values[subject])

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The subjects that have a value (an IRI), sorted."""
        found = self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(value), None)
        return sorted({quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)})

    def forget(self, subjects: set[str]) -> None:
        """Read some subjects anew when they are asked for next."""
        for subject in subjects:
            self._values.pop(subject, None)

    def _read(self, subject: str) -> None:
        if subject in self._values:
            return
        values: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(NamedNode(subject), None, None, None):
            if isinstance(quad.object, NamedNode | Literal):
                values[quad.predicate.value].append(quad.object.value)
        self._values[subject] = values
