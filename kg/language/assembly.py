"""Parsed pieces put together in one spaCy Doc, so that token offsets are offsets of the whole article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.document import Paragraph
from kg.language.paragraphs import Block
from kg.model import Span

_ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")
_OUTSIDE = 2  # spaCy's ENT_IOB for "in no entity"


def assemble(vocab: Vocab, text: str, pieces: Sequence[Span], docs: Sequence[Doc]) -> Doc:
    """One Doc over `text`: the pieces' tokens and parses, and a token for what stands between two pieces.

    `docs[i]` is the parse of `pieces[i]`. The characters between them are white space, attached to the token before.
    """
    words: list[str] = []
    spaces: list[bool] = []
    rows: list[np.ndarray] = []
    end = 0
    for piece, doc in zip(pieces, docs, strict=True):
        if piece.start > end:
            words.append(text[end : piece.start])
            spaces.append(False)
            rows.append(_gap(vocab))
        words.extend(token.text for token in doc)
        spaces.extend(bool(token.whitespace_) for token in doc)
        rows.append(doc.to_array(list(_ATTRIBUTES)).astype(np.uint64))
        end = piece.end
    whole = Doc(vocab, words=words, spaces=spaces)
    if rows:
        whole.from_array(list(_ATTRIBUTES), np.vstack(rows))  # type: ignore[arg-type]
    return whole


def _gap(vocab: Vocab) -> np.ndarray:
    values = {
        "TAG": vocab.strings.add("_SP"),
        "POS": vocab.strings["SPACE"],
        "DEP": vocab.strings.add("dep"),
        "HEAD": np.uint64(np.iinfo(np.uint64).max),
        "ENT_IOB": _OUTSIDE,
    }
    return np.array([[values.get(name, 0) for name in _ATTRIBUTES]], dtype=np.uint64)


def paragraphs_of(doc: Doc, found: Iterable[Block]) -> tuple[Paragraph, ...]:
    """Blocks with the tokens that they cover."""
    offsets = [token.idx for token in doc]
    return tuple(
        Paragraph(
            block.span,
            block.kind,
            bisect_left(offsets, block.span.start),
            bisect_left(offsets, block.span.end),
            block.duplicate,
            block.dateline,
        )
        for block in found
    )
