"""Whether a text is English, by what is said of it or by py3langid, which works offline."""

from __future__ import annotations

from math import sqrt

MIN_CHARACTERS = 80
"""Below this a language cannot be told well; such a text is taken for English unless its source says otherwise."""

_SAMPLE = 5_000  # characters
_MARGIN = 8.0
"""How far another language must lead English: nats over the root of the length in bytes, as py3langid scales them.

Measured: English sentences of 80 characters and more lead by at most 3.7 (bare lists of foreign names), sentences of
80 to 110 characters in eleven other languages by at least 14.7.
"""


def language_code(declared: str) -> str:
    """The ISO 639-1 code in what an input declares: a tag ("en-GB"), or English by name.

    >>> language_code("en-GB"), language_code("English"), language_code("FR_ca")
    ('en', 'en', 'fr')
    """
    code = declared.strip().lower().replace("_", "-").partition("-")[0]
    return "en" if code in {"eng", "english"} else code


def language_name(code: str) -> str:
    """The English name of a language, or its code where it has none.

    >>> language_name("fr")
    'French'
    """
    from babel import Locale

    return str(Locale("en").languages.get(code, f"in the language {code!r}"))


def detected_language(text: str) -> str | None:
    """The language that `text` is in, "en" in case of doubt; None where it is too short to tell.

    >>> detected_language("Les négociateurs se sont réunis mercredi à Genève pour une deuxième journée de pourparlers.")
    'fr'
    """
    if len(text) < MIN_CHARACTERS:
        return None
    import py3langid

    sample = text[:_SAMPLE]
    scores = dict(py3langid.rank(sample))
    best = max(scores, key=lambda code: (scores[code], code))
    lead = (scores[best] - scores["en"]) / sqrt(len(sample.encode()))
    return best if lead > _MARGIN else "en"
