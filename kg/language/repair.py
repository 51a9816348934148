"""Known errors of small parsers on news text, mended by rule on the tree."""

from __future__ import annotations

from kg.language.tree import Tree


def repair(tree: Tree) -> None:
    """Mend the tree in place."""
