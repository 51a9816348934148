"""A copy of the text that the parser reads better, character for character as long as the original.

The parser was trained on ASCII quotes and plain spaces. Every replacement is one character for one, so an offset
into the copy is an offset into the article's own text.
"""

from __future__ import annotations

import unicodedata

_REPLACED = {
    **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
    **dict.fromkeys("‘’‚‛′`´ʼ＇‹›", "'"),
    **dict.fromkeys("‐‑‒−﹣－", "-"),
    **dict.fromkeys("―", "—"),
}


def same_length(text: str) -> str:
    r"""`text` with ASCII quotes, plain hyphens and plain spaces; the same number of characters, the same line ends.

    Space separators (Unicode class Zs: no-break, thin, ideographic) and tabs become a space; control and invisible
    format characters (Cc, Cf: soft hyphen, zero-width space, direction marks) become a space too, because a
    character may not vanish. Lone surrogates become "?".

    >>> same_length("“Russia’s\u00a0envoy”")
    '"Russia\'s envoy"'
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return text.translate({ord(char): _plain(char) for char in set(text)})


def _plain(char: str) -> str:
    if char in _REPLACED:
        return _REPLACED[char]
    if char == "\n" or char.isprintable():
        return char
    return "?" if unicodedata.category(char) == "Cs" else " "
