"""kg: news articles in, a knowledge graph of geopolitical events out."""

from __future__ import annotations

__version__ = "0.1.0"
