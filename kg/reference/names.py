"""How a name is cut and compared: pieces without diacritics, periods and hyphens, so that spellings meet.

A name and a stretch of text are the same if their pieces are: "U.S." and "US", "al-Qaeda" and "Al Qaeda",
"Côte d'Ivoire" and "Cote d’Ivoire". The text may be more capitalised than the name, never less, except that an
acronym of four letters or more may be written as a word ("Nato", "Opec").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kg.errors import DataError

_PIECE = re.compile(r"[^\W_]+(?:\.(?=[^\W\d_]\b)[^\W\d_]\b)*")
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "ẞ": "SS",
        "æ": "ae",
        "Æ": "Ae",
        "ə": "a",
    }
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "ad",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "ul",
        "bin",
        "ibn",
        "de",
        "del",
        "la",
        "le",
        "du",
        "van",
        "von",
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
    ]
)
"""Parts of names that are written small or large as the writer likes: "Al Jazeera", "the al-Jazeera network"."""

ACRONYM_AS_WORD = 4
"""From this many letters on, British style writes an acronym as a word: "Nato", but never "Un"."""


def fold(text: str) -> str:
    """`text` without diacritics, its case kept.

    >>> fold("Erdoğan, Élysée, Chișinău")
    'Erdogan, Elysee, Chisinau'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[str, ...]:
    """The comparable pieces of a name or of one token.

    >>> pieces("U.S.-mediated"), pieces("People's"), pieces("Côte d’Ivoire")
    (('US', 'mediated'), ('People', 's'), ('Cote', 'd', 'Ivoire'))
    """
    return tuple(piece.replace(".", "") for piece in _PIECE.findall(fold(text)))


def agrees(written: str, named: str) -> bool:
    """Whether one piece of text can stand for one piece of a name, their letters being the same.

    >>> agrees("IRAN", "Iran"), agrees("us", "US"), agrees("Nato", "NATO"), agrees("Al", "al")
    (True, False, True, True)
    """
    if written == named or (named.lower() in _PARTICLES and not named.isupper()):
        return True
    if len(named) >= ACRONYM_AS_WORD and named.isupper() and written.istitle():
        return True
    letters = zip(written, named, strict=False)
    return len(written) == len(named) and all(mine in {theirs, theirs.upper()} for mine, theirs in letters)


def slug(name: str) -> str:
    """The key of a thing that has no identifier of its own.

    Raises:
        DataError: the name has no letter or digit in any script that can stand in a key.

    >>> slug("Lord's Resistance Army")
    'x-lords-resistance-army'
    """
    plain = re.sub(r"['’.]", "", fold(name)).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if not words:
        raise DataError(f"no key can be made from the name {name!r}: give it a key of its own")
    return "x-" + "-".join(words)
