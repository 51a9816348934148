"""Facts and mentions read from the store as they are asked for: what `accounts` reads from a list of triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date as Date

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.accounts import Facts, Library, account_of
from kg.graph.names import Names, gev
from kg.graph.rollup import Standings
from kg.graph.sketches import Sketch, sketch
from kg.model import Actor

ROLES = ("source", "target", "mediator", "host", "attributedTo", "place")


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


class MentionReader:
    """Mentions and their sketches, read from the index as they are asked for."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store, self._names = store, names
        self._space = names.of("mention", "").value
        self._sketches: dict[str, Sketch] = {}
        self.facts = StoreFacts(store)
        self._library = Library(self.facts, names)
        self.standings = Standings(self.facts)

    def mentions_of(self, article: str) -> set[str]:
        """The mentions of an article."""
        return self._of("article", self._names.of("article", article).value)

    def mentions_naming(self, subject: str) -> set[str]:
        """The mentions that name an actor or place in any role."""
        return {mention for role in ROLES for mention in self._of(role, subject)}

    def mentions_about(self, mention: str) -> set[str]:
        """The mentions whose content is a mention."""
        return self._of("content", self._names.of("mention", mention).value)

    def _of(self, predicate: str, value: str) -> set[str]:
        found = self._store.quads_for_pattern(None, gev(predicate), NamedNode(value), None)
        subjects = (quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))
        return {subject.removeprefix(self._space) for subject in subjects if subject.startswith(self._space)}

    def holds(self, mention: str) -> bool:
        """Whether the graph holds a mention."""
        iri = self._names.of("mention", mention)
        return any(True for _ in self._store.quads_for_pattern(iri, gev("article"), None, None))

    def sketch(self, mention: str) -> Sketch:
        """The sketch of a mention, by its id."""
        found = self._sketches.get(mention)
        if found is None:
            iri = self._names.of("mention", mention).value
            account = account_of(iri, self.facts, self._library, self._names)
            self.facts.forget({iri})
            found = self._sketches[mention] = sketch(account, self.states_on)
        return found

    def states_on(self, actor: Actor, day: Date) -> frozenset[str]:
        """The keys of the states that an actor acts for on a day."""
        states = self.standings.states([self._names.of("actor", actor.key).value], day)
        return frozenset(self._names.key(state, "actor") for state in states)

    def states_of(self, item: Sketch) -> Mapping[str, frozenset[str]]:
        """The states of each actor of a mention, by actor."""
        mention = item.mention
        actors = (*mention.sources, *mention.targets, *mention.mediators, *mention.hosts)
        return {actor.key: self.states_on(actor, item.when.date) for actor in actors}
