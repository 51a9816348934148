"""Speech beyond the sentence: quotations over several sentences, labels before a colon, speech that goes on."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from kg.extraction.attribution_cues import CueKind
from kg.extraction.attribution_reports import Report, Reports
from kg.language import Document, Paragraph, ParagraphKind
from kg.model import Span

Heads = tuple[Token, ...]
BACKSHIFTED = frozenset(("would", "should", "must", "could", "might", "ought"))
"""Modals that mark the sentence after a report as its continuation: "She said talks had begun. They would last a week." """
RUNNING = frozenset((ParagraphKind.BODY,))


class Quotes:
    """Who speaks in the quotations of one document; each quotation and paragraph is looked at once."""

    def __init__(self, document: Document, reports: Reports) -> None:
        self._document = document
        self._reports = reports
        self._by_quotation: dict[int, tuple[Heads, ...]] = {}
        self._by_paragraph: dict[int, tuple[Report, ...]] = {}
        self._by_sentence: dict[int, tuple[Heads, ...]] = {}

    def speakers(self, token: Token) -> tuple[Heads, ...]:
        """The candidates for who speaks the quotation that a token stands in, the likeliest first."""
        quotation = self._document.quotation_of(token)
        return () if quotation is None else self._of(quotation)

    def _of(self, quotation: Span) -> tuple[Heads, ...]:
        known = self._by_quotation.get(quotation.start)
        if known is None:
            self._by_quotation[quotation.start] = ()
            known = tuple(self._candidates(quotation))
            self._by_quotation[quotation.start] = known
        return known

    def _candidates(self, quotation: Span) -> Iterator[Heads]:
        """The cues of the paragraph, those of the quotation's own sentences first; else the speech that goes on."""
        index, paragraph = self._paragraph_at(quotation.start)
        reports = self._telling(paragraph)
        yield from (r.sources for r in sorted(reports, key=lambda report: self._distance(quotation, report)))
        if not reports and index > 0 and self._opens(paragraph, quotation):
            yield from self._last_speaker(self._document.paragraphs[index - 1])

    def _distance(self, quotation: Span, report: Report) -> tuple[bool, int, int]:
        """Another sentence counts further than the same one; among equals, the cue after the quotation comes first."""
        cue = report.cue
        sentence = self._document.sentence_of(cue)
        apart = sentence.end_char < quotation.start - 2 or sentence.start_char > quotation.end + 2
        gap = cue.idx - quotation.end if cue.idx >= quotation.end else quotation.start - cue.idx
        return apart, abs(gap), cue.idx

    def _paragraph_at(self, offset: int) -> tuple[int, Paragraph]:
        paragraphs = self._document.paragraphs
        return next((n, p) for n, p in enumerate(paragraphs) if p.span.start <= offset < p.span.end)

    def _telling(self, paragraph: Paragraph) -> tuple[Report, ...]:
        """The reports of speech in a paragraph outside its quotations."""
        if paragraph.start not in self._by_paragraph:
            tokens = self._document.syntax.tree.tokens[paragraph.start : paragraph.end]
            found = [report for token in tokens if (report := self._reports.at(token)) is not None]
            self._by_paragraph[paragraph.start] = tuple(
                report
                for report in found
                if report.kind is CueKind.SPEECH and self._document.quotation_of(report.cue) is None
            )
        return self._by_paragraph[paragraph.start]

    def _opens(self, paragraph: Paragraph, quotation: Span) -> bool:
        """Whether a paragraph is one quotation from its first word to its last: speech that goes on."""
        return quotation.start - paragraph.span.start <= 1 and paragraph.span.end - quotation.end <= 2

    def _last_speaker(self, paragraph: Paragraph) -> Iterator[Heads]:
        """Who speaks at the end of a paragraph that holds speech."""
        reports = self._telling(paragraph)
        if reports:
            yield reports[-1].sources
            return
        inside = [q for q in self._document.quotations if paragraph.span.overlaps(q)]
        if inside and inside[-1].start - paragraph.span.start <= 1:
            yield from self._of(inside[-1])

    def label(self, token: Token) -> Iterator[Heads]:
        """The speaker named before the first colon of the token's paragraph, or after the last one of a headline."""
        paragraph = self._document.paragraph_of(token)
        for report in self._telling(paragraph):
            if report.cue.text == ":" and (report.sources[0].i < report.cue.i) == (report.cue.i < token.i):
                yield report.sources

    # ---------------------------------------------------------------- free indirect speech

    def continued(self, token: Token) -> tuple[Heads, ...]:
        """Who goes on speaking in a sentence without a cue: one with a backshifted modal right after a report of speech."""
        sentence = self._document.sentence_of(token)
        known = self._by_sentence.get(sentence.start)
        if known is None:
            self._by_sentence[sentence.start] = ()
            known = tuple(self._from_sentence_before(sentence))
            self._by_sentence[sentence.start] = known
        return known

    def _from_sentence_before(self, sentence: Sentence) -> Iterator[Heads]:
        paragraph = self._document.paragraph_of(sentence[0])
        if paragraph.kind not in RUNNING or sentence.start <= paragraph.start or not self._is_open(sentence):
            return
        before = self._document.sentence_of(sentence.doc[sentence.start - 1])
        reports = [r for r in self._telling(paragraph) if before.start <= r.cue.i < before.end]
        main = [r for r in reports if r.content and not self._reports.is_nested(r.cue)]
        if main:
            yield main[0].sources
        else:
            yield from self.continued(before[0])

    def _is_open(self, sentence: Sentence) -> bool:
        """Whether a sentence has a backshifted modal, no quotation, and no cue of its own."""
        shifted = any(token.tag_ == "MD" and token.lower_ in BACKSHIFTED for token in sentence)
        return shifted and not any(self._has_voice(token) for token in sentence)

    def _has_voice(self, token: Token) -> bool:
        return self._document.quotation_of(token) is not None or self._reports.at(token) is not None
