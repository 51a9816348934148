"""PLOVER and CAMEO as data structures: classes, modes, contexts, sectors, codes, the event lexicon and its operators.

Everything is read from tables under `data/codebook/`; a user's own tables of the same columns add to them or override.
"""

from __future__ import annotations

from kg.codebook.codebook import Codebook
from kg.codebook.composition import Composed, Composition, Fate
from kg.codebook.lexicon import Lexicon, LexiconEntry
from kg.codebook.operators import Effect, Operator, Operators
from kg.codebook.scheme import CameoCode, Context, EventType, Mode, Sector
from kg.codebook.slots import Condition, Role, Slot, Step, Test

__all__ = [
    "CameoCode",
    "Codebook",
    "Composed",
    "Composition",
    "Condition",
    "Context",
    "Effect",
    "EventType",
    "Fate",
    "Lexicon",
    "LexiconEntry",
    "Mode",
    "Operator",
    "Operators",
    "Role",
    "Sector",
    "Slot",
    "Step",
    "Test",
]
