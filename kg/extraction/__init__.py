"""From a parsed document to event mentions: who did what to whom, when, where, how sure, and who says so."""

from __future__ import annotations

from kg.extraction.extractor import Extractor

__all__ = ["Extractor"]
