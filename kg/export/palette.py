"""Colours that people with any colour vision tell apart. Source: Okabe and Ito, Color Universal Design (2008)."""

from __future__ import annotations

from types import MappingProxyType

BLUE = "#0072B2"
VERMILLION = "#D55E00"
GREY = "#8A8F98"

COOPERATION, CONFLICT, NEITHER = BLUE, VERMILLION, GREY

KIND_COLOURS = MappingProxyType(
    {
        "State": "#2F3E4E",
        "Organization": "#56B4E9",
        "ArmedGroup": "#B5483A",
        "Person": "#E8B923",
        "Population": "#6FA287",
    }
)
"""Of nodes, by class of the ontology; shapes tell them apart as well."""


def sign_colour(intensity: float) -> str:
    """Blue for cooperation, vermillion for conflict, grey for neither.

    >>> sign_colour(4.0) == COOPERATION, sign_colour(0.0) == NEITHER
    (True, True)
    """
    if intensity > 0:
        return COOPERATION
    return CONFLICT if intensity < 0 else NEITHER


def rgb(colour: str) -> tuple[int, int, int]:
    """A colour's red, green and blue, 0 to 255.

    >>> rgb("#0072B2")
    (0, 114, 178)
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
