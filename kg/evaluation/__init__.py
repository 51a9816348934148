"""How well the coding does on a gold file: the figures of event-data coders, by class, with floors that fail.

A gold file is JSONL, one record a line: `id`, `text`, `event` (a PLOVER class; null where the sentence must give no
event), and, where it says who, `sources` and `targets`. Records that share a `sent_id` are of one sentence.
"""

from __future__ import annotations

from kg.evaluation.floors import below, read_floors
from kg.evaluation.gold import Options, Sentence, read_gold
from kg.evaluation.run import codes_of, evaluate
from kg.evaluation.scores import Counts, Scores, score

__all__ = [
    "Counts",
    "Options",
    "Scores",
    "Sentence",
    "below",
    "codes_of",
    "evaluate",
    "read_floors",
    "read_gold",
    "score",
]
