"""Labels of other corpora made ours: what a place is, which words are peoples, where a person's name begins and a date ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.language.names.known import known_names, name_words
from kg.training.columns import sentence_of
from kg.training.sentences import Labelled

Span = tuple[int, int, str]
"""First word, end (exclusive), label."""

_UNIT = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|century|morning|afternoon|evening|quarter)s?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
UNIT = re.compile(_UNIT)
DATE = re.compile(
    rf"\b({_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_UNIT}|centuries|(?:1[0-9]|20)\d\d(?:s)?|today|yesterday|"
    r"tomorrow|tonight|midnight|noon|spring|summer|autumn|winter|Christmas|Ramadan|a\.?m\.?|p\.?m\.?)\b",
    re.IGNORECASE,
)
_LAND = re.compile(
    r"\b(West Bank|Middle East|Horn of Africa|Caucasus|Balkans|Caribbean|Sahara|Sahel|Asia|Europe|Africa|Americas?|"
    r"Antarctica|Pacific|Atlantic|Arctic|Scandinavia|Himalayas?|Andes|Alps|Earth|Mars|Moon|Mountains?|Mount|Kashmir|"
    r"Darfur|Waziristan|Helmand|Donbas|Region)\b"
)


def place_label(name: str) -> str:
    """GPE, LOC or FAC for the name of a place.

    >>> [place_label(name) for name in ("Kenya", "Karst Airport", "Gulf of Karst", "South Africa", "Karstville")]
    ['GPE', 'FAC', 'LOC', 'GPE', 'GPE']
    """
    known = known_names().get(name)
    if known is not None and known.sure and known.label in ("GPE", "LOC", "FAC"):
        return known.label
    words = name.split()
    if words[-1] in name_words("site"):
        return "FAC"
    lands = name_words("land") | name_words("water")
    return "LOC" if _LAND.search(name) or not lands.isdisjoint(words) else "GPE"


def is_people(name: str) -> bool:
    """Whether a name is that of a people, a faith or the adjective of a state.

    >>> is_people("Kenyan"), is_people("Kenya")
    (True, False)
    """
    known = known_names().get(name)
    return known is not None and known.label == "NORP"


def is_state(name: str) -> bool:
    """Whether a name is that of a state or of a place as well known.

    >>> is_state("Kenya"), is_state("Kenyan")
    (True, False)
    """
    known = known_names().get(name)
    return known is not None and known.label == "GPE" and (known.sure or name.isupper() or name == "U.S.")


def with_peoples(words: Sequence[str], spans: Sequence[Span]) -> list[Span]:
    """The spans and, outside them, the peoples: corpora of persons, bodies and places leave them out.

    >>> with_peoples(["Kenyan", "tea"], [])
    [(0, 1, 'NORP')]
    """
    covered = {index for start, end, _ in spans for index in range(start, end)}
    return [
        *spans,
        *((at, at + 1, "NORP") for at, word in enumerate(words) if at not in covered and is_people(word)),
    ]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, in text order.

    >>> outermost([(0, 1, "GPE"), (0, 3, "ORG")])
    [(0, 3, 'ORG')]
    """
    taken: set[int] = set()
    kept = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if taken.isdisjoint(range(span[0], span[1])):
            kept.append(span)
            taken.update(range(span[0], span[1]))
    return sorted(kept)


def spans_of(tags: Sequence[str]) -> Iterator[Span]:
    """The spans of labels such as B-ORG, I-ORG, O; an I- without a beginning begins one.

    >>> list(spans_of(["B-ORG", "I-ORG", "O", "I-PER"]))
    [(0, 2, 'ORG'), (3, 4, 'PER')]
    """
    start = 0
    for at, tag in enumerate([*tags, "O"]):
        goes_on = tag.startswith("I-") and start < at and tags[at - 1][2:] == tag[2:]
        if goes_on:
            continue
        if start < at and tags[start][2:]:
            yield start, at, tags[start][2:]
        start = at


def labelled(words: Sequence[str], spans: Iterable[Span], spaces: Sequence[bool] | None = None) -> Labelled:
    """Words and spans as a sentence; without `spaces` (one a word: whether a space follows) words are joined as news are written.

    >>> labelled(["Kenya", "won", "."], [(0, 1, "GPE")])
    Labelled(text='Kenya won.', names=((0, 5, 'GPE'),))
    """
    chosen = outermost(spans)
    if spaces is None:
        tags = ["O"] * len(words)
        for start, end, label in chosen:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        return sentence_of((words, tags))
    offsets, text = [], ""
    for word, space in zip(words, spaces, strict=True):
        offsets.append(len(text))
        text += word + " " * space
    names = [(offsets[start], offsets[end - 1] + len(words[end - 1]), label) for start, end, label in chosen]
    return Labelled(text.rstrip(" "), tuple(names))
