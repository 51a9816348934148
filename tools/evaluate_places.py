"""Measures places against a gold file of toponyms (JSONL: text, toponyms with start, end, type, country, fcode, lat, lon).

    python tools/evaluate_places.py ../shared/gold/geo_dev.jsonl [--limit N] [--errors]

Literal: of the toponyms marked as literal that are a country or a populated place of the gazetteer (same name within
50 km, so over 15,000 people), the share that the system takes for places of the right country. The country is the
gold's own where it has one, else that of the gazetteer's place at those coordinates or of that GeoNames id.
Not literal: of the metonymic, demonym and other uses that name no place, the share not taken as places.
Only the corpus GeoWebNews tells literal from metonymic uses; the others call every toponym literal ("Ottawa has said"),
so there the country that the name is given says more than whether it was taken for a place.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from babel import Locale

from kg.articles import make_article
from kg.extraction.places import Places
from kg.language import Pipeline
from kg.reference import EntryKind, Reference

LITERAL = frozenset(
    {"literal", "Literal", "Literal_Expression", "Mixed", "Coercion", "Embedded_Literal", "Literal_Modifier"}
)
NOT_LITERAL = frozenset(
    {
        "Metonymic",
        "Demonym",
        "Homonym",
        "Language",
        "Non_Literal_Modifier",
        "Embedded_Non_Lit",
        "Non_Toponym",
        "Non_Lit_Expression",
    }
)
STRICTLY_FIGURATIVE = frozenset({"Metonymic", "Demonym"})
_KM_A_DEGREE = 111.2
_NEAR_KM = 50.0


@dataclass
class Tally:
    """Right and all, by kind of toponym, and what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, kind: str, *, right: bool, error: tuple[str, str, str]) -> None:
        """Counts one toponym."""
        self.total[kind] += 1
        self.right[kind] += right
        if not right:
            self.errors[error] += 1


class Gold:
    """Reads the country of a gold toponym, or None where it is no country and no place of the gazetteer."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        english = Locale("en").territories
        self.iso3 = {english[s.iso2]: s.key for s in reference.states.values() if s.iso2 in english}

    def country(self, toponym: dict[str, Any]) -> str | None:
        """ISO alpha-3 of a country or of a city over 15,000."""
        name = toponym["text"]
        for entry in self.reference.lookup(name):
            if entry.kind is EntryKind.STATE and str(toponym.get("fcode", "PCL")).startswith("PCL"):
                return entry.country
        places = self.reference.places(name)
        if toponym.get("geonameid"):
            same = [p.country for p in places if str(p.geonames) == str(toponym["geonameid"])]
            if same:
                return same[0]
        near = [p.country for p in places if _near(p.latitude, p.longitude, toponym)]
        if near and str(toponym.get("fcode", "PPL")).startswith("PPL"):
            return self.iso3.get(toponym.get("country", ""), near[0])
        return None


def _near(latitude: float | None, longitude: float | None, toponym: dict[str, Any]) -> bool:
    if latitude is None or longitude is None or not toponym.get("lat"):
        return False
    south_north = latitude - float(toponym["lat"])
    west_east = (longitude - float(toponym["lon"])) * cos(radians(latitude))
    return hypot(south_north, west_east) * _KM_A_DEGREE < _NEAR_KM


def align(raw: str, text: str) -> list[int]:
    """For each character of the raw text, its offset in the article's text, which lost blanks and control characters."""
    offsets, at = [], 0
    for index, char in enumerate(raw):
        if at < len(text) and char != text[at] and text[at : at + 1].isspace() and not char.isspace():
            at += 1
        offsets.append(min(at, len(text) - 1))
        same = at < len(text) and char == text[at]
        replaced = not same and raw[index + 1 : index + 2] == text[at + 1 : at + 2]
        at += same or replaced
    return offsets


def judge(places: Places, gold: Gold, record: dict[str, Any], offsets: list[int], tally: Tally) -> None:
    """Counts the toponyms of one record."""
    by_start = {token.idx: token for token in places.document.doc}
    names = {at: name for name in places.names for at in range(name.start, name.end)}
    for toponym in record["toponyms"]:
        token = by_start.get(offsets[toponym["start"]])
        name = names.get(token.i) if token is not None else None
        taken = token is not None and places.is_place_use(token)
        label = (toponym["type"], toponym["text"], name.place.country or "?" if name else "-")
        context = record["text"][max(0, toponym["start"] - 30) : toponym["end"] + 20].replace("\n", " ")
        if toponym["type"] in LITERAL:
            country = gold.country(toponym)
            if country is None:
                continue
            right = taken and name is not None and name.place.country == country
            tally.add(
                f"literal {record['corpus']}",
                right=right,
                error=(*label[:1], context, label[2] if taken else "not taken " + label[2]),
            )
            tally.add("literal", right=right, error=("", "", ""))
            found = name is not None and name.place.country == country
            tally.add("country of the name, any use", right=found, error=("", "", ""))
        elif toponym["type"] in NOT_LITERAL:
            tally.add("not literal", right=not taken, error=(toponym["type"], context, ""))
            tally.add(f"not literal: {toponym['type']}", right=not taken, error=("", "", ""))
            if toponym["type"] in STRICTLY_FIGURATIVE:
                tally.add("metonym or demonym", right=not taken, error=("", "", ""))


def read(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """The records of a gold file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def measure(records: Iterable[dict[str, Any]], reference: Reference) -> Tally:
    """Counts the toponyms of all records."""
    pipeline, tally, gold = Pipeline(), Tally(), Gold(reference)
    for record in records:
        article = make_article(record["text"])
        offsets = align(record["text"], article.text)
        judge(Places(pipeline.read(article), reference), gold, record, offsets, tally)
    return tally


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure places against a gold file of toponyms.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument(
        "--reference", type=Path, action="append", default=[], help="a folder with tables of your own"
    )
    options = parser.parse_args()
    tally = measure(read(options.gold, options.limit), Reference.load(options.reference))
    for kind in sorted(tally.total):
        print(
            f"{kind:32} {tally.right[kind]:5} / {tally.total[kind]:5}  {tally.right[kind] / tally.total[kind]:.3f}"
        )
    if options.errors:
        for error, count in tally.errors.most_common():
            print(count, *error, sep="\t")


if __name__ == "__main__":
    main()
