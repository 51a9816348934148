"""Article in, parsed document out: the one place that loads spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ParameterError
from kg.language.normalise import same_length
from kg.language.paragraphs import blocks
from kg.model import Article, Span
from kg.resources import resource

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.language.document import Document

LONGEST_PIECE = 8_000
"""Characters that are parsed at once; a longer paragraph is cut at a sentence end or a space."""

_BATCH = 64  # paragraphs a batch: measured best between 32 and 256 on the shipped pipeline


class Pipeline:
    """Reads articles with a spaCy pipeline: the shipped one, or any installed one by name or path.

    Args:
        model: name of an installed spaCy package ("en_core_web_sm") or the path of one; the shipped weights if None.

    Raises:
        ParameterError: on first use, if there is no such pipeline or it has no parser.
    """

    def __init__(self, model: str | Path | None = None) -> None:
        self._model = model

    @cached_property
    def nlp(self) -> Language:
        """The spaCy pipeline, loaded on first use.

        Raises:
            ParameterError: there is no such pipeline, or it has no parser.
        """
        return _load(resource("data", "model") if self._model is None else self._model)

    @property
    def software(self) -> str:
        """Name and version of the pipeline and of spaCy: "kg_news_sm 0.1.0 (spaCy 3.8.18)"."""
        meta = self.nlp.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']} (spaCy {version('spacy')})"

    def read(self, article: Article) -> Document:
        """Parse one article.

        >>> document = Pipeline().read(Article("k", "k", "Freedonia accused Sylvania of lying.", ""))
        >>> document.syntax.objects(document.doc[1])
        [Sylvania]

        Raises:
            ParameterError: the language model cannot be loaded.
        """
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Document]:
        """Parse articles in order, their paragraphs batched together.

        Raises:
            ParameterError: the language model cannot be loaded.
        """
        plans, sources = tee(_Plan(article) for article in articles)
        pieces = (piece.of(plan.text) for plan in sources for piece in plan.pieces)
        parsed = self.nlp.pipe(pieces, batch_size=_BATCH)
        labels = frozenset(self.nlp.get_pipe("parser").labels)  # type: ignore[attr-defined]
        for plan in plans:
            yield plan.assemble([next(parsed) for _ in plan.pieces], self.nlp, labels)


class _Plan:
    """One article cut into the pieces that are parsed."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.blocks = blocks(article.text, article.title)
        self.text = _unwrapped(same_length(article.text), [block.span for block in self.blocks])
        self.pieces = [piece for block in self.blocks for piece in _pieces(self.text, block.span)]

    def assemble(self, docs: list[Doc], nlp: Language, labels: frozenset[str]) -> Document:
        """Put the parsed pieces together in one Doc whose text is as long as the article's."""
        from kg.language.assembly import assemble, paragraphs_of
        from kg.language.document import Document
        from kg.language.names import settle

        doc = assemble(nlp.vocab, self.text, self.pieces, docs)
        settle(doc)
        return Document(self.article, doc, paragraphs_of(doc, self.blocks), labels)


def _unwrapped(text: str, paragraphs: list[Span]) -> str:
    """The text with the line ends inside paragraphs made spaces."""
    parts, end = [], 0
    for span in paragraphs:
        parts += [text[end : span.start], span.of(text).replace("\n", " ")]
        end = span.end
    return "".join([*parts, text[end:]])


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST_PIECE:
        cut = _cut(text, start, start + LONGEST_PIECE)
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def _cut(text: str, start: int, limit: int) -> int:
    half = (start + limit) // 2
    for pattern in (r"[.?!][\"')\]]* ", r"\s"):
        ends = [match.end() for match in re.finditer(pattern, text[half:limit])]
        if ends:
            return half + ends[-1]
    return limit


def _load(model: str | Path) -> Language:
    import spacy

    from kg.language import relatives, sentences
    from kg.language.products import multiply_with_numpy

    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ParameterError(
            f"language model {str(model)!r} cannot be loaded ({str(error).splitlines()[0]}): "
            "give the name of an installed spaCy pipeline or the path of one, or leave it out for the shipped one"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise ParameterError(
            f"language model {str(model)!r} has no parser: choose one with tagger, parser and lemmatizer"
        )
    if sentences.COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(sentences.COMPONENT, before="parser")
    if relatives.COMPONENT not in nlp.pipe_names and relatives.RELATION in nlp.get_pipe("parser").labels:  # type: ignore[attr-defined]
        nlp.add_pipe(relatives.COMPONENT, after="parser")
    multiply_with_numpy(nlp)
    return nlp
