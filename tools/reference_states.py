"""Compares data/reference/states.csv with the territory names and codes of CLDR and prints where they differ.

    pip install babel
    python tools/reference_states.py

CLDR (Unicode licence) is the second source for names and alpha-2 codes; what it prints is for a person to judge.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale

from kg.reference.names import fold

STATES = Path(__file__).parents[1] / "data" / "reference" / "states.csv"


def main() -> None:
    """Prints each state whose CLDR name is none of ours, and each code that CLDR lacks."""
    territories = Locale("en").territories
    missing = differing = 0
    with STATES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["iso2"]:
                continue
            theirs = territories.get(row["iso2"])
            names = {fold(name).lower() for name in (row["name"], *row["aliases"].split(";"))}
            if theirs is None:
                missing += 1
                print(f"{row['key']}: CLDR has no territory {row['iso2']}")
            elif plain(theirs) not in {plain(name) for name in names}:
                differing += 1
                print(f"{row['key']}: ours {row['name']}, CLDR {theirs}")
    print(f"{missing} codes not in CLDR, {differing} names differ")


def plain(name: str) -> str:
    """A name without case, diacritics and the spellings of "and" and "Saint"."""
    return fold(name).lower().replace("&", "and").replace("st.", "saint").replace("’", "'")


if __name__ == "__main__":
    main()
