"""Paragraphs of an article and what each is: headline, caption, dateline, credit, subheading, boilerplate or body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.language.lists import boilerplate, credit_names
from kg.model import Span


class ParagraphKind(StrEnum):
    """What a paragraph is in a news article."""

    HEADLINE = "headline"
    CAPTION = "caption"
    DATELINE = "dateline"
    CREDIT = "credit"
    SUBHEADING = "subheading"
    BODY = "body"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Dateline:
    """The parts of "GENEVA, Feb 18 (Reuters) -" as spans of the article's text."""

    place: Span
    date: Span | None = None
    agency: Span | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it is parsed: where it stands and what it is."""

    span: Span
    kind: ParagraphKind
    duplicate: bool = False
    dateline: Dateline | None = None


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = rf"(?:{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?)"
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'\- ]{2,40}"
_NAME = r"[A-ZÀ-Þ][\w.'\-]*(?: [A-ZÀ-Þ][\w.'\-]*){0,3}"
_DASH = r"(?:--|[-–—])"
_DATELINE = re.compile(
    rf"(?P<place>(?:{_PLACE}|{_NAME})(?:/{_NAME})?(?:, {_NAME})?)"
    rf"(?:,? (?P<date>{_DATE}))?(?: ?[(\[](?P<agency>[A-Z][\w ./\-]{{1,40}})[)\]])? ?{_DASH} "
)
_CAPITALS = re.compile(rf"{_PLACE}(?:,|/| [-–—(])")
_CAPTION_END = re.compile(
    rf"\b(?:in|at|near|outside|on) [^.]{{2,80}},? (?:on )?{_DATE}\.?(?: ?[(\[][^)\]]*[)\]]| REUTERS/.*)?$"
)
_CAPTION_START = re.compile(
    r"(?:FILE ?(?:PHOTO|PIC(?:TURE)?)? ?[:\-–—]|(?:Photo|Image|Picture|Caption)\s*:\s)", re.IGNORECASE
)
_PHOTOGRAPH = re.compile(
    r"(?:\((?:AP )?Photo by |\[Photo/|REUTERS/|\(AP Photo|\((?:AFP|Reuters|EPA)/|via Getty Images)"
)
_CREDIT = re.compile(
    r"(?:(?:Photo(?:graph)?|Image|Picture|Credit|Source|Video)s?(?: credit| by|:)|By [A-Z][\w.'\-]+ [A-Z]|"
    r"\(?(?:Additional )?(?:Reporting|Writing|Editing) (?:by|and) |\(AP Photo)"
)
_DATE_ALONE = re.compile(
    rf"(?:Updated?:? |On )?(?:[A-Z][a-z]{{2,8}}day,? )?(?:{_DATE}|\d{{4}}-\d{{2}}-\d{{2}})"
    r"(?:,? (?:at )?\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?\.?"
)
_SENTENCE_END = re.compile(r"[.?!…:;][\"'”’)\]]*$")


def blocks(text: str, title: str) -> tuple[Block, ...]:
    r"""The paragraphs of a text in order, each with its kind; blank lines belong to none.

    Lines of a hard-wrapped text are put together again; any other line end is the end of a paragraph.

    >>> [block.kind.value for block in blocks("Talks end\n\nReuters\n\nGENEVA, Feb 18 (Reuters) - It rained.", "Talks end")]
    ['headline', 'credit', 'dateline', 'body']
    """
    found: list[Block] = []
    lines = list(_lines(text))
    for number, span in enumerate(lines):
        after = lines[number + 1].of(text) if number + 1 < len(lines) else ""
        found.extend(_blocks_of(text, span, title, found, after))
    return tuple(found)


def _blocks_of(text: str, span: Span, title: str, before: list[Block], after: str) -> Iterator[Block]:
    kind = _kind(span.of(text), title, before, after)
    if kind is ParagraphKind.HEADLINE:
        yield Block(span, kind, duplicate=any(block.kind is kind for block in before))
        return
    match = _dateline(text, span) if kind is ParagraphKind.BODY else None
    if match is None:
        yield Block(span, kind)
        return
    yield Block(
        Span(span.start, len(text[: match.end()].rstrip())), ParagraphKind.DATELINE, dateline=_parts(match)
    )
    if match.end() < span.end:
        yield Block(Span(match.end(), span.end), kind)


def _dateline(text: str, span: Span) -> re.Match[str] | None:
    """A dateline has a place in capitals, or a place with a date or an agency."""
    match = _DATELINE.match(text, span.start, span.end)
    if match and (match["date"] or match["agency"] or _CAPITALS.match(text, span.start)):
        return match
    return None


def _parts(match: re.Match[str]) -> Dateline:
    def part(name: str) -> Span | None:
        return Span(*match.span(name)) if match[name] else None

    place = Span(match.start("place"), match.start("place") + len(match["place"].rstrip()))
    return Dateline(place, part("date"), part("agency"))


def _kind(line: str, title: str, before: list[Block], after: str) -> ParagraphKind:
    plain = _plain(line)
    if plain == _plain(title) or (not before and not title.strip() and _is_short(line, 25)):
        return ParagraphKind.HEADLINE
    whole, starts = boilerplate()
    if plain in whole or (plain.startswith(starts) and len(line) < 160) or _DATE_ALONE.fullmatch(line):
        return ParagraphKind.BOILERPLATE
    if _is_credit(line):
        return ParagraphKind.CREDIT
    if _is_caption(line, after, early=len(before) < 6):
        return ParagraphKind.CAPTION
    return ParagraphKind.SUBHEADING if _is_short(line, 12) else ParagraphKind.BODY


def _plain(line: str) -> str:
    return re.sub(r"\W+$", "", " ".join(line.casefold().split())) or line.casefold()


def _is_short(line: str, words: int) -> bool:
    return len(line.split()) <= words and not _SENTENCE_END.search(line)


def _is_credit(line: str) -> bool:
    names = [part.strip(" ()[]").casefold() for part in re.split(r"[/|,]| via ", line)]
    return (len(line) < 60 and all(name in credit_names() for name in names)) or (
        len(line) < 200 and bool(_CREDIT.match(line))
    )


def _is_caption(line: str, after: str, *, early: bool) -> bool:
    if _CAPTION_START.match(line) or _PHOTOGRAPH.search(line):
        return True
    if len(line) > 400 or not _CAPTION_END.search(line):
        return False
    unfinished = not _SENTENCE_END.search(line)
    return unfinished or _is_credit(after) or (early and "," in line[-25:])


def _lines(text: str) -> Iterator[Span]:
    """Lines with something on them, stripped; lines of one hard-wrapped paragraph are joined."""
    for block in re.finditer(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*", text):
        lines = [Span(*line.span()) for line in re.finditer(r"\S(?:[^\n]*\S)?", block[0])]
        shifted = [Span(line.start + block.start(), line.end + block.start()) for line in lines]
        yield from _joined(text, shifted)


def _joined(text: str, lines: list[Span]) -> Iterator[Span]:
    width = max(line.end - line.start for line in lines)
    open_span = lines[0]
    last = lines[0]
    for line in lines[1:]:
        first_word = line.of(text).split(maxsplit=1)[0]
        wrapped = 50 <= width <= 100 and last.end - last.start + 1 + len(first_word) > width
        if wrapped:
            open_span = Span(open_span.start, line.end)
        else:
            yield open_span
            open_span = line
        last = line
    yield open_span
