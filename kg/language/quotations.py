"""Direct speech: what stands between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

_OPEN, _CLOSE = "“„«", "”»"
_MARK = re.compile(r"[“”„«»\"]")


def quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans between double quotation marks, the marks left out; one a paragraph where a quote runs over several.

    An opening mark without a closing one counts up to the end of its paragraph when the next paragraph opens with
    a mark again (the convention of English newspapers); otherwise it is taken for a stray.

    >>> text = 'He said: “It is over. We go home.” She nodded.'
    >>> [span.of(text) for span in quotations(text, (Span(0, len(text)),))]
    ['It is over. We go home.']
    """
    found: list[Span] = []
    for number, paragraph in enumerate(paragraphs):
        after = paragraphs[number + 1].of(text) if number + 1 < len(paragraphs) else ""
        found.extend(_of_paragraph(text, paragraph, after))
    return tuple(found)


def _of_paragraph(text: str, paragraph: Span, after: str) -> Iterator[Span]:
    start: int | None = None
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        if start is None:
            if _opens(text, mark):
                start = mark.end()
        elif mark[0] in _CLOSE or (mark[0] == '"' and not _clearly_opens(text, mark)):
            yield Span(start, mark.start())
            start = None
        else:
            start = mark.end()
    if start is not None and after[:1] in ("“", '"', "„", "«"):
        yield Span(start, paragraph.end)


def _opens(text: str, mark: re.Match[str]) -> bool:
    return mark[0] in _OPEN or (mark[0] == '"' and not _clearly_closes(text, mark))


def _clearly_opens(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not before or before.isspace()) and bool(after) and not after.isspace()


def _clearly_closes(text: str, mark: re.Match[str]) -> bool:
    before, after = text[max(mark.start() - 1, 0) : mark.start()], text[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and (not after or after.isspace())
