"""The room's door: a parsed document goes in, a reading comes out."""

from __future__ import annotations

from kg.codebook import Codebook
from kg.extraction.coding import Coder
from kg.extraction.mentions import Freezer
from kg.extraction.scene import Scene
from kg.language import Document
from kg.model import Reading, Unresolved
from kg.reference import Reference


class Extractor:
    """Codes documents by one codebook and one set of reference data; both are read-only and shared."""

    def __init__(self, codebook: Codebook | None = None, reference: Reference | None = None) -> None:
        self._codebook = Codebook.load() if codebook is None else codebook
        self._reference = Reference.load() if reference is None else reference

    def extract(self, document: Document) -> Reading:
        """The event mentions of one document, who it names, and what stayed unresolved."""
        scene = Scene.of(document, self._codebook, self._reference)
        mentions = Freezer(scene).freeze(Coder(scene).code())
        return Reading(
            article=document.article,
            mentions=mentions,
            actors=scene.cast.named,
            unresolved=Unresolved(
                actors=scene.cast.unresolved,
                dates=scene.calendar.unresolved,
                places=scene.places.unresolved,
            ),
        )
