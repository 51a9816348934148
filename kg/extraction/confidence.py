"""How far a mention can be trusted: the share of mentions like it whose class is right, from the grounds it rests on.

Each ground that is missing lowers the log-odds of being right by a fixed weight, so confidence never rises where a
ground falls away. The weights are those of a logistic regression, rounded; `tools/calibrate_confidence.py` fits them anew
and writes the reliability table of docs/confidence.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from kg.extraction.draft import Draft
from kg.extraction.scene import NOMINAL, Scene
from kg.model import Modality

DEEPEST = 4
"""Embedding counts up to this many steps."""
CERTAIN = 0.9
"""The confidence that coding starts a draft with, before any doubt."""
LOWEST, HIGHEST = 0.05, 0.99


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks against a mention; 0 is best in every field.

    Attributes:
        depth: steps from the trigger up to the root of its sentence, at most `DEEPEST`: the more, the likelier a
            circumstance or a slip of the parse.
        noun: whether the trigger is a noun rather than a verb.
        no_source: whether no source was found.
        no_target: whether an event with a target has none.
        fallback: 1 less the product of the doubts that coding noted: sides filled from the usual places of a clause
            rather than from the entry's own slot, or lent by another mention.
        vague_actor: 1 less the confidence of the weakest actor reading; 0.5 where there is no actor.
        unsure: whether the text itself hedges.
    """

    depth: float = 0.0
    noun: float = 0.0
    no_source: float = 0.0
    no_target: float = 0.0
    fallback: float = 0.0
    vague_actor: float = 0.0
    unsure: float = 0.0


BASE = 2.1
"""Log-odds of a mention with nothing against it."""
WEIGHTS = Grounds(
    depth=0.6, noun=0.2, no_source=0.4, no_target=0.35, fallback=1.1, vague_actor=0.7, unsure=0.9
)
"""Log-odds lost for each ground. Fitted on gsr_dev and plv_dev (class right), then rounded; see docs/confidence.md."""


def grounds_of(scene: Scene, draft: Draft) -> Grounds:
    """What speaks against one draft."""
    weakest = min((party.reading.confidence for party in draft.parties), default=0.5)
    return Grounds(
        depth=min(scene.syntax.depth(draft.token), DEEPEST),
        noun=float(draft.token.pos_ in NOMINAL),
        no_source=float(not draft.sources),
        no_target=float(not draft.targets and not draft.symmetric),
        fallback=max(0.0, 1 - draft.confidence / CERTAIN),
        vague_actor=1 - weakest,
        unsure=float(draft.modality is Modality.UNCERTAIN),
    )


def confidence(grounds: Grounds) -> float:
    """The calibrated confidence, from 0.05 to 0.99, two digits; it falls as any ground grows.

    >>> confidence(Grounds()) > confidence(Grounds(noun=1.0)) > confidence(Grounds(noun=1.0, depth=2.0))
    True
    """
    lost = sum(getattr(WEIGHTS, ground.name) * getattr(grounds, ground.name) for ground in fields(Grounds))
    return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(lost - BASE)))), 2)


def confidence_of(scene: Scene, draft: Draft) -> float:
    """The confidence of one draft."""
    return confidence(grounds_of(scene, draft))
