"""Keys and names of actors that no table knows, so that all that is said of one follows from its key.

A key is ``x-{slug}-{iso}-{sector}``, lower case; the country and the sector are left out where unknown, and the key of
an international body stands where the country of those who act for it would. What has a name
of its own and is no person carries ``org-`` before the slug, since its name alone would not tell.
"""

from __future__ import annotations

from kg.reference.names import pieces, slug

ACRONYM = 4
"""A body of one word with up to this many letters is taken for an acronym: "PFA"."""


def unknown_key(name: str, whose: str | None, sector: str | None, *, organization: bool = False) -> str:
    """The key of an unknown actor; `whose` is a country code or the key of an international body.

    A name without a letter or digit that can stand in a key is an unnamed actor's.

    >>> unknown_key("officials", "UKR", "GOV")
    'x-officials-ukr-gov'
    >>> unknown_key("Azadliq", "AZE", "OPP", organization=True)
    'x-org-azadliq-aze-opp'
    >>> unknown_key("envoy", "Q1065", "GOV"), unknown_key("envoy", "x-lantern-league", None)
    ('x-envoy-q1065-gov', 'x-envoy-lantern-league')
    """
    stem = "-".join(["x-org" if organization else "x", *_words(name)])
    return "-".join([stem, *(part.lower().removeprefix("x-") for part in (whose, sector) if part)])


def common_label(phrase: str, adjective: str | None) -> str:
    """The name of an actor that the text only describes: its phrase as the key keeps it, after the demonym.

    >>> common_label("Security Forces", "Guinean")
    'Guinean security forces'
    >>> common_label("officials", None)
    'officials'
    """
    plain = " ".join(_words(phrase))
    return f"{adjective} {plain}" if adjective else plain


def proper_label(name: str, *, organization: bool = False) -> str:
    """The name of an unknown person or body as its key keeps it; a body's of up to four letters is an acronym.

    >>> proper_label("RUSTEM UMEROV")
    'Rustem Umerov'
    >>> proper_label("pfa", organization=True)
    'PFA'
    """
    words = _words(name)
    if organization and len(words) == 1 and len(words[0]) <= ACRONYM:
        return words[0].upper()
    return " ".join(word.capitalize() for word in words)


def _words(name: str) -> list[str]:
    return slug(name).split("-")[1:] if any(piece.isascii() for piece in pieces(name)) else ["unnamed"]
