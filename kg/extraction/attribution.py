"""Who says so: the speaker behind a passage, by cue words, "according to", labels, quotation marks and continued speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.codebook import Codebook
from kg.extraction.attribution_cues import CueKind
from kg.extraction.attribution_quotes import Quotes
from kg.extraction.attribution_reports import Report, Reports
from kg.extraction.parties import Parties, Party, distinct
from kg.extraction.scene import Scene
from kg.language import Document
from kg.model import Span

TELLING = frozenset((CueKind.SPEECH, CueKind.SHOWING, CueKind.THOUGHT))
"""Kinds of cue whose source vouches for the content; who wants or plans something reports nothing."""
VOUCHING = frozenset(("speech", "denial", "claim", "admission"))
"""Effects of words that vouch for an event noun: "confirmed the attack". To condemn an attack is not to report it."""


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """One attribution within a sentence, as passages of the article; `content` is None where only a quotation says it."""

    source: Span
    cue: Span
    content: Span | None
    kind: CueKind


class Attribution:
    """Finds speakers in one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._parties = Parties(scene)
        self._reports = Reports(scene.document, scene.codebook)
        self._quotes = Quotes(scene.document, self._reports)
        self._actors: dict[tuple[int, ...], tuple[Party, ...]] = {}

    def speakers(self, trigger: Token) -> tuple[Party, ...]:
        """Who is said to say what the trigger reports; empty where the article speaks for itself, or nobody is named."""
        return next((found for heads in self._sources(trigger) if (found := self._named(heads))), ())

    def of_quotation(self, trigger: Token) -> tuple[Party, ...]:
        """Who speaks the quotation that a token stands in; empty where it stands in none, or nobody is named."""
        return next((found for heads in self._quotes.speakers(trigger) if (found := self._named(heads))), ())

    def source_of(self, token: Token) -> Span | None:
        """The words that name who says what a token stands in, known or not ("a source"); None for the article itself."""
        heads = next(iter(self._sources(token)), None)
        return None if heads is None else self._reports.phrase(heads)

    def _sources(self, trigger: Token) -> Iterator[Sequence[Token]]:
        """The sources to choose from, the nearest first."""
        for report in self._reports.above(trigger):
            if report.kind in TELLING and self._vouches(report):
                yield (*report.sources, *self._reports.cited(report.cue))
        yield from self._quotes.speakers(trigger)
        yield from self._quotes.label(trigger)
        yield from self._quotes.continued(trigger)

    def _vouches(self, report: Report) -> bool:
        """Whether the source of a report says that its content is so, rather than judge it."""
        syntax = self._scene.syntax
        if not report.content or any(syntax.is_predicate(head) for head in report.content):
            return True
        return (
            not report.cue.is_alpha or report.by_preposition or self._scene.has_effect(report.cue, VOUCHING)
        )

    def _named(self, heads: Sequence[Token]) -> tuple[Party, ...]:
        """The actors that source tokens name; remembered, since a whole quotation shares them."""
        key = tuple(head.i for head in heads)
        if key not in self._actors:
            meant = (self._scene.syntax.antecedent(head) for head in heads)
            self._actors[key] = distinct(
                Party(r, "cue") for head in meant for r in self._parties.actors(head)
            )
        return self._actors[key]


def attributions(document: Document, codebook: Codebook | None = None) -> tuple[AttributionSpan, ...]:
    """All attributions that the article itself makes, sentence by sentence; those inside another's words are left out.

    >>> from kg.articles import make_article
    >>> from kg.language import Pipeline
    >>> text = "The minister said the talks had failed."
    >>> (found,) = attributions(Pipeline().read(make_article(text, title="")))
    >>> found.source.of(text), found.cue.of(text)
    ('The minister', 'said')
    """
    reports = Reports(document, Codebook.load() if codebook is None else codebook)
    found = (reports.at(token) for token in document.doc)
    return tuple(
        AttributionSpan(
            reports.phrase(report.sources),
            Span(report.cue.idx, report.cue.idx + len(report.cue)),
            reports.passage(report.content),
            report.kind,
        )
        for report in found
        if report is not None and not reports.is_nested(report.cue)
    )
