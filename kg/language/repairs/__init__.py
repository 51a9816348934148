"""Known errors of small parsers on news text, mended by rule on the tree.

Each rule names the construction it restores and what the parser makes of it. The rules were found by reading the
shipped pipeline's parses of some hundred invented news sentences; they look at relations, tags and positions, and at
the word lists of data/language/, never at whole sentences. A parse without these errors passes unchanged.
"""

from __future__ import annotations

from kg.language.repairs import (
    arguments,
    clauses,
    content_clauses,
    gerunds,
    main_verbs,
    nominals,
    participles,
    sentences,
    speech,
    subjects,
    words,
)
from kg.language.tree import Tree


def repair(tree: Tree) -> None:
    """Mend the tree in place: sentence borders first, then noun phrases, words, subjects, clauses, and attributions."""
    sentences.mend(tree)
    nominals.mend(tree)
    words.mend(tree)
    main_verbs.mend(tree)
    subjects.mend(tree)
    gerunds.mend(tree)
    clauses.mend(tree)
    content_clauses.mend(tree)
    participles.mend(tree)
    arguments.mend(tree)
    subjects.join_conjuncts(tree)
    nominals.merge_subjects(tree)
    speech.mend(tree)
