"""What people decided about which mentions are one event: a YAML file that every derivation obeys.

The file `decisions.yaml` lies in the graph's folder; it is made to be read, reviewed and kept in version control:

    - decision: merge            # these mentions are about one event
      mentions: [3f..-10-52-CONSULT, 9a..-0-40-CONSULT]
      events: [CONSULT-20300510-1a2b3c4d5e, CONSULT-20300511-5e4d3c2b1a]
      note: two papers on the same round
    - decision: split            # this mention is about another event than those
      mention: 9a..-0-40-CONSULT
      apart_from: [3f..-10-52-CONSULT]

Events come and go with their mentions, so a decision names mentions; `events` keeps what the events were called, and
the event that now holds the mentions bears the other names as dcterms:replaces. Of two decisions on the same pair, the
later counts. A mention that the graph does not hold is passed over: its article may come back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from kg.errors import DataError

FILE = "decisions.yaml"
HEAD = "# Which mentions are one event, as people decided; kg obeys this in every derivation. See docs/graph.md.\n"


@dataclass(frozen=True, slots=True)
class Merge:
    """These mentions are about one event. `events` are the keys of the events that were merged."""

    mentions: tuple[str, ...]
    events: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """This mention is about another event than each of those."""

    mention: str
    apart_from: tuple[str, ...]
    note: str = ""


Decision = Merge | Split


@dataclass(frozen=True)
class Decisions:
    """Decisions in their order, and what they come to for pairs of mentions.

    >>> found = Decisions((Merge(("a", "b")), Split("a", ("b",))))
    >>> found.joins("a", "b"), found.parts("b", "a")
    (False, True)
    """

    made: tuple[Decision, ...] = ()
    _groups: list[set[str]] = field(init=False, repr=False, compare=False)
    _apart: set[frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups: list[set[str]] = []
        apart: set[frozenset[str]] = set()
        for decision in self.made:
            if isinstance(decision, Merge):
                groups.append(set(decision.mentions))
                apart = {pair for pair in apart if not pair <= groups[-1]}
            else:
                for group in groups:
                    if decision.mention in group and group & set(decision.apart_from):
                        group.discard(decision.mention)
                apart |= {frozenset((decision.mention, other)) for other in decision.apart_from}
        object.__setattr__(self, "_groups", groups)
        object.__setattr__(self, "_apart", apart)

    def joins(self, a: str, b: str) -> bool:
        """Whether two mentions were decided to be about one event.

        >>> Decisions((Merge(("a", "b")),)).joins("b", "a")
        True
        """
        return any(a in group and b in group for group in self._groups)

    def parts(self, a: str, b: str) -> bool:
        """Whether two mentions were decided to be about different events.

        >>> Decisions((Split("a", ("b",)), Merge(("a", "b")))).parts("a", "b")
        False
        """
        return bool(self._apart) and frozenset((a, b)) in self._apart

    def pairs(self, present: Container[str]) -> Iterator[tuple[str, str]]:
        """For each merge, its mentions that are present, as a chain of pairs.

        >>> list(Decisions((Merge(("a", "b", "c")),)).pairs({"a", "c"}))
        [('a', 'c')]
        """
        for group in self._groups:
            here = sorted(mention for mention in group if mention in present)
            yield from pairwise(here)

    def joined_with(self, mention: str) -> frozenset[str]:
        """The mentions that are decided to be about the same event as one, itself left out.

        >>> sorted(Decisions((Merge(("a", "b", "c")),)).joined_with("a"))
        ['b', 'c']
        """
        return frozenset().union(*(group for group in self._groups if mention in group)) - {mention}

    @property
    def mentions(self) -> frozenset[str]:
        """Every mention that some decision names.

        >>> sorted(Decisions((Split("a", ("b",)),)).mentions)
        ['a', 'b']
        """
        return frozenset(name for decision in self.made for name in _names(decision))

    def replaced(self, mentions: Container[str]) -> frozenset[str]:
        """Keys of the events that were merged into the event of some mentions.

        >>> Decisions((Merge(("a", "b"), ("CONSULT-1",)),)).replaced({"a", "b"})
        frozenset({'CONSULT-1'})
        """
        kept = (
            decision
            for decision in self.made
            if isinstance(decision, Merge) and sum(mention in mentions for mention in decision.mentions) > 1
        )
        return frozenset(key for decision in kept for key in decision.events)


NO_DECISIONS = Decisions()


def _names(decision: Decision) -> tuple[str, ...]:
    return decision.mentions if isinstance(decision, Merge) else (decision.mention, *decision.apart_from)


# ---------------------------------------------------------------- the file


def load(path: Path) -> Decisions:
    """The decisions of a file; none where there is no file.

    Raises:
        DataError: the file is no list of decisions; the message names the entry.

    >>> load(Path("nowhere.yaml")) == NO_DECISIONS
    True
    """
    if not path.is_file():
        return NO_DECISIONS
    return parse(path.read_text(encoding="utf-8"), str(path))


def parse(text: str, origin: str = FILE) -> Decisions:
    """Decisions from YAML.

    >>> parse("- {decision: merge, mentions: [a, b]}").joins("a", "b")
    True

    Raises:
        DataError: the text is no list of decisions.
    """
    try:
        entries = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise DataError(
            f"{origin} is no YAML ({error}): correct it, or restore it from version control"
        ) from error
    if not isinstance(entries, list):
        raise DataError(
            f"{origin} holds no list of decisions: each begins with `- decision: merge` or `split`"
        )
    return Decisions(tuple(_decision(entry, f"{origin}, decision {n}") for n, entry in enumerate(entries, 1)))


def _decision(entry: Any, where: str) -> Decision:
    kind = entry.get("decision") if isinstance(entry, Mapping) else None
    if kind == "merge":
        return Merge(_keys(entry, "mentions", where), _keys(entry, "events", where, least=0), _note(entry))
    if kind == "split":
        mention = entry.get("mention")
        if isinstance(mention, str):
            return Split(mention, _keys(entry, "apart_from", where), _note(entry))
        raise DataError(f"{where} lacks `mention`: give the id of one mention")
    raise DataError(f"{where} is neither merge nor split: write `decision: merge` or `decision: split`")


def _keys(entry: Mapping[str, Any], name: str, where: str, least: int = 1) -> tuple[str, ...]:
    values = entry.get(name, [])
    if not isinstance(values, list) or len(values) < least or not all(isinstance(v, str) for v in values):
        raise DataError(f"{where}: `{name}` is no list of ids: write {name}: [id, id]")
    return tuple(sorted(set(values)))


def _note(entry: Mapping[str, Any]) -> str:
    return str(entry.get("note") or "")


def dump(decisions: Sequence[Decision]) -> str:
    """Decisions as YAML, in their order: `parse` gives them back.

    >>> print(dump([Split("a", ("b",))]).splitlines()[1])
    - decision: split
    """
    entries = [_entry(decision) for decision in decisions]
    return HEAD + yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=110)


def _entry(decision: Decision) -> dict[str, Any]:
    if isinstance(decision, Merge):
        found: dict[str, Any] = {"decision": "merge", "mentions": list(decision.mentions)}
        found |= {"events": list(decision.events)} if decision.events else {}
    else:
        found = {"decision": "split", "mention": decision.mention, "apart_from": list(decision.apart_from)}
    return found | ({"note": decision.note} if decision.note else {})


def digest(decisions: Decisions) -> str:
    """A few hexadecimal digits that change with the decisions.

    >>> digest(Decisions()) == digest(Decisions()), digest(Decisions()) == digest(Decisions((Split("a", ("b",)),)))
    (True, False)
    """
    return hashlib.sha256(dump(decisions.made).encode()).hexdigest()[:16]


def changed(before: Decisions, after: Decisions) -> frozenset[str]:
    """The mentions that decisions name which stand in one file and not in the other, or in another order.

    >>> sorted(changed(NO_DECISIONS, Decisions((Split("a", ("b",)),))))
    ['a', 'b']
    """
    if before.made == after.made:
        return frozenset()
    return before.mentions | after.mentions


def append(text: str, decision: Decision) -> str:
    """A file's text with one more decision at its end; what stands there, comments too, stays as it is.

    >>> append("", Split("a", ("b",))) == dump([Split("a", ("b",))])
    True
    """
    added = yaml.safe_dump([_entry(decision)], sort_keys=False, allow_unicode=True, width=110)
    return (text.rstrip("\n") + "\n" if text.strip() else HEAD) + added
