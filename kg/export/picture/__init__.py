"""The picture of an actor network: a signed network on one page, as SVG or PNG.

    network -> scene (what stands where, in points) -> matplotlib -> bytes

Cooperation is blue and solid, conflict vermillion and dashed; arrows lead from who acts to whom it is done; a line
without a head is mutual. Width tells the number of events, and a ring around each actor the share of either sign.
"""

from __future__ import annotations

import networkx as nx

from kg.export.picture.draw import draw
from kg.export.picture.scene import Scene, compose

__all__ = ["Scene", "compose", "picture"]


def picture(network: nx.MultiDiGraph[str], form: str, *, title: str | None = None, top: int = 40) -> bytes:
    """The network's `top` actors as "svg" or "png"; what is left out is said below the picture."""
    return draw(compose(network, title=title, top=top), form)
