"""How the shipped language pipeline is made: treebanks and name corpora in, weights and their scores out.

Nothing here runs when articles are read. `kg train` is its only user.
"""

from __future__ import annotations
