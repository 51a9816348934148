"""Finds the longest known names in a sequence of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.reference.names import agrees, pieces
from kg.reference.types import Entry, EntryKind, Match

EXACT = "="
"""A name that starts with this sign in a table is found in exactly its own capitals: "=CARE"."""

_WORDS_IN_CAPITALS = frozenset(
    {"US", "WHO", "IS", "IT", "AS", "MAY", "CAR", "CARE", "AID", "ARM", "WILL", "RICE"}
)
_ORDER = {kind: rank for rank, kind in enumerate(EntryKind)}

Name = tuple[str, ...]


def preference(entry: Entry) -> tuple[int, int, str]:
    """What sorts the entries of one name: by kind, then by rank in the tables.

    >>> from kg.model import ActorKind
    >>> from kg.reference.types import Form
    >>> state = Entry("GEO", "Georgia", EntryKind.STATE, Form.NAME, ActorKind.STATE)
    >>> region = Entry("x-georgia", "Georgia", EntryKind.PLACE, Form.NAME, None)
    >>> preference(state) < preference(region)
    True
    """
    return _ORDER[entry.kind], entry.rank, entry.key


class Matcher:
    """An index from names to entries, and the search for the longest of them in a text.

    >>> from kg.model import ActorKind
    >>> from kg.reference.types import Form
    >>> matcher = Matcher([("United Nations", Entry("Q1065", "United Nations", EntryKind.ORGANIZATION, Form.NAME,
    ...                                             ActorKind.ORGANIZATION))])
    >>> [(m.start, m.end) for m in matcher.find("The United Nations met".split())]
    [(1, 3)]
    """

    def __init__(self, named: Iterable[tuple[str, Entry]]) -> None:
        self._forms: dict[Name, list[tuple[Name, bool, Entry]]] = {}
        self._longest: dict[str, int] = {}
        self._known: dict[Name, tuple[Entry, ...]] = {}
        for name, entry in named:
            self._add(name, entry)

    def _add(self, name: str, entry: Entry) -> None:
        parts = pieces(name)
        if not parts:
            return
        key = tuple(part.casefold() for part in parts)
        self._forms.setdefault(key, []).append((parts, name.startswith(EXACT), entry))
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries of one whole name, the likeliest first.

        >>> Matcher([]).lookup("Atlantis")
        ()
        """
        return self._entries(pieces(name), capitals=False)

    def find(self, words: Sequence[str]) -> tuple[Match, ...]:
        """The names in a sequence of words, from left to right; none overlaps another, the longest wins.

        In "President Moon Jae-in" that is "Moon Jae-in", though "President Moon" is a name too and begins before it.
        A name may also be a part of a word at a hyphen ("U.S." in "U.S.-mediated"); see `Match.whole`.

        >>> from kg.model import ActorKind
        >>> from kg.reference.types import Form
        >>> state = Entry("USA", "United States", EntryKind.STATE, Form.NAME, ActorKind.STATE)
        >>> [match.whole for match in Matcher([("U.S.", state)]).find(["U.S.-mediated", "U.S.", "talks"])]
        [False, True]
        """
        text, owners, last = _pieces_of(words)
        capitals = _all_capitals(words)
        found: list[Match] = []
        at = 0
        while at < len(text):
            length, entries = self._longest_at(text, at, capitals)
            if self._cuts_short(text, at, length, entries, capitals):
                length = 0
            elif entries:
                found.append(_match(owners, last, at, at + length, entries))
            at += max(length, 1)  # behind the name, so that no part of it is found again
        return tuple(found)

    def _longest_at(self, text: Sequence[str], at: int, capitals: bool) -> tuple[int, tuple[Entry, ...]]:
        limit = min(self._longest.get(text[at].casefold(), 0), len(text) - at)
        for length in range(limit, 0, -1):
            entries = self._entries(tuple(text[at : at + length]), capitals)
            if entries:
                return length, entries
        return 0, ()

    def _cuts_short(
        self, text: Sequence[str], at: int, length: int, entries: tuple[Entry, ...], capitals: bool
    ) -> bool:
        """Whether a longer name begins inside, or somebody's full name inside a surname's, and goes on behind it."""
        for inner in range(at + 1, at + length):
            reach, others = self._longest_at(text, inner, capitals)
            in_full = bool(others) and others[0].kind is EntryKind.PERSON
            whole = in_full and entries[0].kind is EntryKind.SURNAME and inner + reach > at + length
            if whole or reach > length:
                return True
        return False

    def _entries(self, written: Name, capitals: bool) -> tuple[Entry, ...]:
        if capitals and len(written) == 1 and written[0] in _WORDS_IN_CAPITALS:
            return ()
        known = self._known.get(written)
        if known is None:
            forms = self._forms.get(tuple(part.casefold() for part in written))
            if forms is None:  # not remembered: there is no end of words that are no names
                return ()
            fits = dict.fromkeys(entry for named, exact, entry in forms if _fits(written, named, exact))
            known = self._known[written] = tuple(sorted(fits, key=preference))
        return known


def _fits(written: Name, named: Name, exact: bool) -> bool:
    return written == named if exact else all(map(agrees, written, named))


def _pieces_of(words: Sequence[str]) -> tuple[list[str], list[int], list[bool]]:
    """All pieces of the words, the word each comes from, and whether it is the last of its word.

    Punctuation other than hyphens, apostrophes and periods stands as a piece of its own, so that no name spans it.
    """
    text: list[str] = []
    owners: list[int] = []
    last: list[bool] = []
    for index, word in enumerate(words):
        parts = pieces(word) or (() if word in _JOINTS else (word,))
        text += parts
        owners += [index] * len(parts)
        last += [False] * (len(parts) - 1) + [True] * bool(parts)
    return text, owners, last


_JOINTS = frozenset({"-", "–", "'", "’", ".", "&"})


def _match(owners: list[int], last: list[bool], start: int, end: int, entries: tuple[Entry, ...]) -> Match:
    opens = start == 0 or owners[start - 1] != owners[start]
    return Match(owners[start], owners[end - 1] + 1, entries, opens and last[end - 1])


def _all_capitals(words: Sequence[str]) -> bool:
    """Whether the text is set in capitals throughout, so that "US" may be a pronoun."""
    letters = [word for word in words if len(word) > 1 and word.isalpha()]
    return len(letters) >= 4 and all(word.isupper() for word in letters)
