"""One pipeline, codebook and reference for the room's tests, and short ways from a text to what is tested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

import pytest
from spacy.tokens import Token

from kg.articles import make_article
from kg.codebook import Codebook
from kg.extraction.coding import Coder
from kg.extraction.draft import Draft
from kg.extraction.scene import Scene
from kg.language import Pipeline
from kg.reference import Reference

PUBLISHED = dt.date(2026, 2, 18)


@cache
def _tools() -> tuple[Pipeline, Codebook, Reference]:
    return Pipeline(), Codebook.load(), Reference.load()


@pytest.fixture
def scene_of() -> Callable[[str], Scene]:
    """The scene of a text, published on one day for all."""
    pipeline, codebook, reference = _tools()

    def build(text: str) -> Scene:
        document = pipeline.read(make_article(text, title="", published=PUBLISHED))
        return Scene.of(document, codebook, reference)

    return build


@pytest.fixture
def drafts_of(scene_of: Callable[[str], Scene]) -> Callable[[str], list[Draft]]:
    """The drafts that a text codes to."""
    return lambda text: Coder(scene_of(text)).code()


@pytest.fixture
def word() -> Callable[[Scene, str], Token]:
    """The first token of a scene that is written so."""
    return lambda scene, text: next(token for token in scene.document.doc if token.text == text)
