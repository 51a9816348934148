"""The best tree over scored arcs: Chu and Liu (1965) and Edmonds (1967), with one word under the root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9
_CANDIDATES = 4  # words tried as the only one under the root


def dependency_tree(scores: NDArray[np.float64]) -> list[int]:
    """The heads of words 1, 2, ... in the tree of the highest total score with a single word under the root.

    Args:
        scores: square; row is the dependant, column the head, row and column 0 the root.

    >>> dependency_tree(np.array([[0.0, 0, 0], [1, 0, 9], [3, 8, 0]]))
    [2, 0]
    """
    heads = _spanning(scores.astype(np.float64))
    if sum(head == 0 for head in heads[1:]) == 1:
        return heads[1:]
    gain = [scores[word, 0] - scores[word, 1:].max() for word in range(1, len(scores))]
    roots = sorted(range(1, len(scores)), key=lambda word: -gain[word - 1])[:_CANDIDATES]
    trees = [_spanning(_only_root(scores, root)) for root in roots]
    return max(trees, key=lambda tree: sum(scores[word, head] for word, head in enumerate(tree) if word))[1:]


def _only_root(scores: NDArray[np.float64], root: int) -> NDArray[np.float64]:
    changed = scores.astype(np.float64)
    changed[1:, 0] = _NEVER
    changed[root, 0] = -_NEVER
    return changed


def _spanning(scores: NDArray[np.float64]) -> list[int]:
    """The heads of all nodes in the maximum spanning arborescence rooted in 0; the root's own is 0."""
    scores = scores.copy()
    np.fill_diagonal(scores, 2 * _NEVER)
    best = [0, *(int(head) for head in scores[1:].argmax(axis=1))]
    cycle = _cycle(best)
    if not cycle:
        return best
    inside = np.array(cycle)
    outside = np.array([node for node in range(len(scores)) if node not in set(cycle)])
    kept = scores[inside, [best[node] for node in cycle]]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), _NEVER)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    entering = scores[np.ix_(inside, outside)] - kept[:, None]
    smaller[:size, size] = leaving.max(axis=1)
    smaller[size, :size] = entering.max(axis=0) + kept.sum()
    solved = _spanning(smaller)
    for place, node in enumerate(outside.tolist()):
        if node:
            head = solved[place]
            best[node] = int(inside[leaving[place].argmax()] if head == size else outside[head])
    entry = solved[size]
    best[int(inside[entering[:, entry].argmax()])] = int(outside[entry])
    return best


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of one cycle among the heads, or none."""
    done: set[int] = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in done and node not in path:
            path.append(node)
            node = heads[node]
        if node in path:
            return path[path.index(node) :]
        done.update(path)
    return []
