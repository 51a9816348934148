"""Where sentences may begin, decided by rule before the parser, which cuts at line noise and misses quotes else.

A parser that is told the borders of a sentence keeps to them. Inside a paragraph of news they can be read off the
full stops: what stands before one (an abbreviation, an initial, the number sign "No."), and what follows it (a capital,
a small letter, a figure, a closing quotation mark). Where neither tells, the parser is left to choose.
"""

from __future__ import annotations

import re

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.lists import abbreviations, reporting_verbs, sentence_openers

COMPONENT = "kg_sentence_starts"
"""The name of the spaCy component that does this."""

_YES, _NO, _OPEN = 1, -1, 0
_STOPS = frozenset(".?!")
_CLOSERS = frozenset("\"')]}”’»")
_OPENERS = frozenset("\"'([{“‘«")
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}$")
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.$")
_ELLIPSIS = re.compile(r"(?:\.\s?){2,}$|…$")
_DASHES = frozenset({"-", "--", "–", "—"})
_CREDITS = frozenset({"image", "photo", "photograph", "picture", "credit"})
_IRREGULAR = {"said": "say", "told": "tell", "wrote": "write"}
_PARTICLE = re.compile(r"[a-z]{1,3}[-'][A-ZÀ-Þ]")  # "al-Shabaab", "d'Estaing"


@Language.component(COMPONENT)
def mark_sentence_starts(doc: Doc) -> Doc:
    """Set `is_sent_start` of every token: true, false, or undecided.

    >>> import spacy
    >>> doc = mark_sentence_starts(spacy.blank("en")("The U.S. envoy met Gen. Dima. He left on Oct. 12."))
    >>> [token.text for token in doc if token.is_sent_start]
    ['The', 'He']
    """
    words = [token.text for token in doc]
    gaps = [bool(token.whitespace_) for token in doc]
    starts = np.full(len(words), _NO, dtype=np.int64)
    for index, decision in _borders(words, gaps):
        starts[index] = decision
    starts[:1] = _YES
    doc.from_array(["SENT_START"], starts.reshape(-1, 1).astype(np.uint64))  # type: ignore[arg-type]
    return doc


def sentence_starts(words: list[str], gaps: list[bool]) -> list[int]:
    """Where sentences begin for certain: indexes of words, the first of the text included.

    Args:
        words: the tokens of a paragraph, punctuation apart.
        gaps: for each token, whether a space follows it.

    >>> sentence_starts(["It", "fell", ".", "He", "left", "."], [True, False, True, True, False, False])
    [0, 3]
    """
    return sorted({0, *(index for index, decision in _borders(words, gaps) if decision == _YES)})[
        : len(words)
    ]


def _borders(words: list[str], gaps: list[bool]) -> list[tuple[int, int]]:
    found = []
    for stop, word in enumerate(words):
        if word == ":" and stop > 1 and words[stop - 1].lower() in _CREDITS and words[stop - 1].istitle():
            found.append((stop - 1, _YES))  # after a caption: "Leaders in Kyiv Image: Anna Novak."
        elif word[-1:] in _STOPS or word[-1:] == "…":
            start = _after_closers(words, gaps, stop)
            if start < len(words) and words[start].strip():
                found.append((start, _decide(words, gaps, stop, start)))
    return found


def _after_closers(words: list[str], gaps: list[bool], stop: int) -> int:
    """The first token after a full stop, the marks and brackets that close with it, and numbers of notes."""
    at = stop + 1
    while at < len(words) and words[at] in _CLOSERS and not gaps[at - 1]:
        at += 1
    while words[at : at + 1] == ["["] and words[at + 2 : at + 3] == ["]"] and words[at + 1].isdigit():
        at += 3  # a reference to a note: "in 1805. [19]"
    return at


def _decide(words: list[str], gaps: list[bool], stop: int, start: int) -> int:
    if words[start][-1] in _STOPS and not words[start][:-1]:
        return _NO  # "?!", ". . ."
    first = next((word for word in words[start : start + 3] if word not in _OPENERS), "")
    if not gaps[start - 1] and words[start] not in _OPENERS:
        return _NO  # "U.S.-led", ".com"
    if not (_may_open(first) or _PARTICLE.match("".join(words[start : start + 3]))):
        return _NO
    if _ELLIPSIS.search(words[stop]):
        return _OPEN
    closed = start > stop + 1
    if words[stop] != ".":
        return _after_mark(words, stop, start, first, closed=closed)
    before = words[stop - 1] if stop else ""
    return _YES if closed else _after_abbreviation(before + ".", first, plain=True)


def _may_open(word: str) -> bool:
    """Whether a sentence may begin with the word: no small letter, no dash before an author."""
    return not (word[:1].islower() or word in _DASHES)


def _after_mark(words: list[str], stop: int, start: int, first: str, *, closed: bool) -> int:
    if words[stop][-1] in "?!":
        return _NO if closed and _is_attributed(words, start) else _YES
    return _YES if closed else _after_abbreviation(words[stop], first, plain=False)


def _is_attributed(words: list[str], start: int) -> bool:
    """Whether a quoted question goes on with who asked it, as in '"Who will pay?" Minister Alba asked'."""
    for word in words[start + 1 : start + 5]:
        if _reports(word):
            return True
        if not word[:1].isupper():
            return False
    return False


def _reports(word: str) -> bool:
    """Whether a word is a finite form of a verb that introduces somebody's words.

    >>> [_reports(word) for word in ("said", "asked", "declares", "insisted", "left")]
    [True, True, True, True, False]
    """
    stems = (
        _IRREGULAR.get(word, word),
        word.removesuffix("s"),
        word.removesuffix("d"),
        word.removesuffix("ed"),
    )
    return not reporting_verbs().isdisjoint(stems)


def _after_abbreviation(word: str, first: str, *, plain: bool) -> int:
    """After a word with its full stop: `plain` where the tokenizer set the full stop apart, as after most words."""
    kind = abbreviations().get(word)
    lettered = bool(_INITIAL.match(word) or _DOTTED.match(word))
    if kind in ("title", "inner") or (kind in ("number", "month") and first[:1].isdigit()):
        return _NO
    if plain and kind in (None, "number", "month") and not _INITIAL.match(word):
        return _YES
    if first.lower() in sentence_openers():
        return _YES
    return _NO if lettered else _OPEN
