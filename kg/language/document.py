"""An article as the extraction reads it: paragraphs, sentences, tokens, syntax, quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.language.paragraphs import Dateline, ParagraphKind
from kg.language.quotations import quotations
from kg.language.syntax import Syntax
from kg.model import Article, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its characters, its tokens (first, end exclusive), and what it is.

    `duplicate` marks a headline that stood before. `dateline` is set where `kind` is dateline.
    """

    span: Span
    kind: ParagraphKind
    start: int
    end: int
    duplicate: bool = False
    dateline: Dateline | None = None


class Document:
    """One article, parsed. Offsets of `doc` are offsets of `article.text`."""

    def __init__(
        self, article: Article, doc: Doc, paragraphs: tuple[Paragraph, ...], labels: frozenset[str]
    ) -> None:
        self.article = article
        self.doc = doc
        self.paragraphs = paragraphs
        self.syntax = Syntax(doc, labels)
        """Who does what to whom, in the parser's own label scheme or any other; mends parts of speech of `doc` too."""
        self._starts = [paragraph.start for paragraph in paragraphs]

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Direct speech: the characters between quotation marks, quotes over several sentences or paragraphs in one piece each."""
        return quotations(self.article.text, tuple(paragraph.span for paragraph in self.paragraphs))

    def quotation_of(self, token: Token) -> Span | None:
        """The quotation that a token stands in, or None."""
        return next((span for span in self.quotations if span.start <= token.idx < span.end), None)

    def paragraph_of(self, token: Token) -> Paragraph:
        """The paragraph that a token stands in; a line end belongs to the paragraph before it."""
        return self.paragraphs[max(bisect_right(self._starts, token.i) - 1, 0)]

    def sentence_of(self, token: Token) -> Sentence:
        """The sentence that a token stands in, pieces that the parser cut apart joined again."""
        starts = self._sentence_starts
        at = bisect_right(starts, token.i) - 1
        end = starts[at + 1] if at + 1 < len(starts) else len(self.doc)
        return self.doc[starts[at] : end]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return self.syntax.sentence_starts()

    def sentences(self, *kinds: ParagraphKind) -> Iterator[Sentence]:
        """Sentences in order, of paragraphs of these kinds (all if none is given)."""
        for paragraph in self.paragraphs:
            at = paragraph.start if not kinds or paragraph.kind in kinds else paragraph.end
            while at < paragraph.end:
                sentence = self.sentence_of(self.doc[at])
                yield self.doc[at : min(sentence.end, paragraph.end)]
                at = sentence.end

    def span_of(self, start: int, end: int) -> Span:
        """The characters of the tokens from `start` up to, not including, `end`."""
        last = self.doc[end - 1]
        return Span(self.doc[start].idx, last.idx + len(last))
