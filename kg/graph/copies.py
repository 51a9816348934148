"""Which articles tell one story in one wording, and whose story it is: the source that they all count as.

Ten papers that print one agency's report are one witness. Two articles are copies where at least 60 % of the sampled
shingles (runs of five words) of the shorter stand in the longer, and at least three: so a report that was cut still
counts as its original, which the likeness of whole sets (Jaccard, MinHash) would miss. The sample is every shingle
whose hash is divisible by four, the same in every article ("scaled MinHash", Irber et al. 2022,
doi:10.1101/2022.01.11.475838), so the share is estimated without bias, looked up in an index, and needs no random
number. Copies of copies are copies.

A story's origin is the agency of the article that tells it first (an article that names its agency goes before others,
then the earlier day, then the key), else its publisher, else the article itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.graph.neighbours import Neighbours

RUN = 5
"""Words of a shingle."""

SAMPLE = 4
"""One of so many shingles is kept."""

SHARE = 0.6
"""How much of the shorter text must stand in the longer."""

LEAST = 3
"""How many sampled shingles two copies must share at the least."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Teller:
    """An article as the teller of a story; sorts in the order in which articles count as its first teller.

    `agency` and `publisher` are IRIs or empty, `published` an ISO date or "9999".
    """

    unsigned: bool
    published: str
    publisher: str
    article: str
    agency: str

    @property
    def origin(self) -> str:
        """The IRI of the agency or publisher; empty where neither is named."""
        return self.agency or self.publisher


def shingles(text: str) -> frozenset[int]:
    """The sampled shingles of a text, as 63-bit numbers; letter case and punctuation aside.

    >>> one = shingles("The Northern Front blew up a bridge in Hofbau on Thursday and killed four soldiers there.")
    >>> one == shingles("The Northern Front blew up a bridge in Hofbau on Thursday, and killed four soldiers THERE")
    True
    """
    words = _WORD.findall(text.lower())
    runs = {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1 for run in runs)
    return frozenset(value for value in hashes if value % SAMPLE == 0)


def are_copies(shared: int, one: int, other: int) -> bool:
    """Whether two texts of so many sampled shingles, of which so many are common, are copies.

    >>> are_copies(6, 9, 40), are_copies(5, 9, 40), are_copies(2, 2, 2)
    (True, False, False)
    """
    return shared >= LEAST and shared >= SHARE * min(one, other)


def retell(
    touched: Iterable[str], text_of: Callable[[str], str | None], neighbours: Neighbours
) -> dict[str, str | None]:
    """Bring the stories in step with articles that came, went or changed.

    Args:
        touched: keys of the articles.
        text_of: gives an article's text; None where the article is gone.
        neighbours: where shingles and stories are noted.

    Returns:
        The story, by its first article's key, of every article whose story may have changed; None where it is gone.
    """
    keys = sorted(touched)
    affected = neighbours.telling(neighbours.stories_of(keys)) | set(keys)
    gone = set()
    for key in keys:
        text = text_of(key)
        neighbours.set_shingles(key, shingles(text or ""))
        if text is None:
            gone.add(key)
    affected -= gone
    for key in sorted(set(keys) - gone):
        affected |= neighbours.telling(neighbours.stories_of(_copies(key, neighbours)))
    found: dict[str, str | None] = dict.fromkeys(sorted(gone))
    found |= _stories(affected, neighbours)
    for key, story in found.items():
        neighbours.set_story(key, story)
    return found


def _copies(key: str, neighbours: Neighbours) -> set[str]:
    own = neighbours.shingles(key)
    sharing = {other: n for other, n in neighbours.sharing(own).items() if other != key and n >= LEAST}
    sizes = neighbours.sizes(sharing)
    return {other for other, shared in sharing.items() if are_copies(shared, len(own), sizes[other])}


def _stories(articles: Iterable[str], neighbours: Neighbours) -> dict[str, str | None]:
    """Each article's story: the smallest key that a chain of copies leads to."""
    story: dict[str, str | None] = {}
    for start in sorted(articles):
        if start in story:
            continue
        open_keys = [start]
        story[start] = start
        while open_keys:
            fresh = _copies(open_keys.pop(), neighbours) - story.keys()
            story |= dict.fromkeys(fresh, start)
            open_keys += fresh
    return story
