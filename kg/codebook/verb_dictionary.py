"""Reads TABARI and PETRARCH verb dictionaries into blocks: synonyms with their codes, and the patterns that they share.

    &WEAPON                         a synonym set; its members follow, each after a plus sign
    --- ATTACK   [190]   ---        a block and its code (PETRARCH)
    RAID                            a verb of the block; CODE in brackets of its own: RAID [195]
    +LASH_OUT {+LASHED_OUT ...}     a verb of several words, the plus before the verb itself
    - * VILLAGE (WITH &WEAPON) [190]    a pattern: what stands before the verb, *, what stands after it, the code
    ~ a (a b ATTACK) SAY = a b 138  a transformation of one verb by another

In TABARI's files every verb is a block of its own and prepositions in patterns have no parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.dictionaries import Line, Unmapped, read_dictionary

_CODE = re.compile(r"\[([^\]]*)\]")
_FORMS = re.compile(r"\{[^}]*\}")
_HEADER = re.compile(r"^---\s*(.*?)\s*(?:\[([^\]]*)\])?\s*-*\s*$")
_TOKEN = re.compile(r"\{[^}]*\}|\([^)]*\)|[^\s{}()]+")
NULL = "---"
"""The code of what is no event."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in lower case, the word itself first, and its own code (empty: none)."""

    words: tuple[str, ...]
    code: str
    line: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as written: the tokens before and after the verb, the code, where it stands."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    code: str
    line: int
    text: str


@dataclass(slots=True)
class Block:
    """Verbs that are synonyms as far as the patterns go."""

    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class VerbDictionary:
    """A verb dictionary as written. Names of synonym sets carry no "&"; their members are in lower case."""

    name: str
    licence: str
    synonyms: dict[str, tuple[str, ...]]
    blocks: list[Block]
    unmapped: list[Unmapped]


def read_verb_dictionary(path: str | Path) -> VerbDictionary:
    """Reads the dictionary; what is malformed is listed in `unmapped`.

    Raises:
        DataError: the file cannot be read.
    """
    source = read_dictionary(path)
    reader = _Reader()
    for line in source.lines:
        reader.take(line)
    synonyms = {name: tuple(dict.fromkeys(members)) for name, members in reader.synonyms.items()}
    return VerbDictionary(source.name, source.licence, synonyms, reader.blocks, reader.unmapped)


class _Reader:
    """What has been read so far, and what the next line belongs to."""

    def __init__(self) -> None:
        self.synonyms: dict[str, list[str]] = {}
        self.blocks: list[Block] = []
        self.unmapped: list[Unmapped] = []
        self._set: list[str] | None = None
        self._headed = False
        self._code = ""

    def take(self, line: Line) -> None:
        text = line.text.strip()
        if not text:
            self._set = None
        elif text.startswith("&"):
            name = text[1:].split(maxsplit=1)[0] if text[1:].strip() else ""
            self._set = self.synonyms.setdefault(name.rstrip("_").lower(), [])
        elif self._set is not None and text.startswith("+"):
            self._set.append(_phrase(text[1:]))
        elif text.startswith("---"):
            self._open(text)
        elif text.startswith("~"):
            self._leave(line, "transformation of one verb by another (composition.csv has ours)")
        elif text.startswith("-"):
            self._pattern(line, text)
        else:
            self._set = None
            self._verb(line, text)

    def _open(self, text: str) -> None:
        match = _HEADER.match(text)
        self._headed, self._set = True, None
        self._code = _plain((match.group(2) if match else "") or "")
        self.blocks.append(Block())

    def _verb(self, line: Line, text: str) -> None:
        code = _CODE.search(text)
        own = _plain(code.group(1)) if code else self._code
        words = _verb_words(_FORMS.sub("", _CODE.sub("", text)).strip())
        if not words:
            self._leave(line, "words before the verb")
            return
        if not self._headed:
            self.blocks.append(Block())
        self.blocks[-1].verbs.append(Verb(words, own, line.number))

    def _pattern(self, line: Line, text: str) -> None:
        codes = _CODE.findall(text)
        before, star, after = _CODE.sub("", text[1:]).partition("*")
        if not (codes and star and self.blocks):
            self._leave(line, "malformed pattern (no code, no verb mark, or no verb above it)")
            return
        pattern = Pattern(
            tuple(_TOKEN.findall(before)), tuple(_TOKEN.findall(after)), _plain(codes[-1]), line.number, text
        )
        self.blocks[-1].patterns.append(pattern)

    def _leave(self, line: Line, reason: str) -> None:
        self.unmapped.append(Unmapped(line.number, line.text.strip(), reason))


def _plain(code: str) -> str:
    return "" if code.strip() == NULL else code.strip()


def _phrase(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().split())


_PREFIXES = frozenset(("re", "pre", "over", "under", "counter", "mis", "out", "co"))


def _verb_words(text: str) -> tuple[str, ...]:
    """The words of a verb, itself first; empty where something but a prefix stands before it.

    >>> _verb_words("+LASH_OUT"), _verb_words("RE_+OPEN"), _verb_words("RE-ELECT"), _verb_words("WIRE_+TAP")
    (('lash', 'out'), ('reopen',), ('reelect',), ())
    """
    words = re.sub(r"\b(re|pre|co)-", r"\1", text.lower()).replace("_", " ").split()
    marked = next((index for index, word in enumerate(words) if word.startswith("+")), 0)
    plain = [word.lstrip("+") for word in words]
    if marked == 1 and plain[0] in _PREFIXES:
        return (plain[0] + plain[1], *plain[2:])
    return tuple(plain) if marked == 0 and all(word.isalpha() for word in plain) else ()


def elements(tokens: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The units of one side of a pattern, as "phrase" (words that belong together) or "prep" (a preposition first).

    >>> list(elements(("&FIGHT_GAMES", "{PEACE TALKS}", "(TO +)")))
    [('phrase', ('&fight_games',)), ('phrase', ('peace', 'talks')), ('prep', ('to', '+'))]
    """
    for token in tokens:
        words = tuple(word for part in re.sub(r"[{}()]", " ", token).split() for word in _unit(part))
        if words:
            yield ("prep" if token.startswith("(") else "phrase"), words


def _unit(part: str) -> list[str]:
    """The words of one token; the name of a synonym set stays whole."""
    return [part.rstrip("_").lower()] if part.startswith("&") else part.replace("_", " ").lower().split()
