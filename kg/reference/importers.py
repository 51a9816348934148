"""Takes over actor and agent dictionaries of TABARI, PETRARCH and Phoenix as tables in our format.

    >>> import_actors("Phoenix.Countries.actors.txt").write("phoenix/")  # doctest: +SKIP
    >>> Reference.load(["phoenix/"])                                      # doctest: +SKIP

======================================================  ==================================================
in the dictionary                                       in the tables
======================================================  ==================================================
a country code alone ([AFG])                            seats: names that stand for the state
dated codes                                             people and offices (ELI is no office)
an undated code of government, army, opposition ...     people, or organisations where a word says so
IGO, NGO, MNC, INT                                      organisations of that type
REB, IMG                                                armed_groups
an agent (~GOV)                                         role_nouns
======================================================  ==================================================

What our own tables know already is left alone and counted; codes of three letters are read by `cameo_actors.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.dictionaries import Unmapped, counts
from kg.errors import DataError
from kg.model import ActorKind
from kg.reference.actor_dictionary import DatedCode, Record, read_actor_dictionary
from kg.reference.names import slug
from kg.reference.reference import FORMER_OFFICIAL, Reference
from kg.reference.tables import LIST_SEPARATOR, rows
from kg.reference.types import EntryKind

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "seats": ("name", "actor", "sector", "city", "valid_from", "valid_to"),
    "organisations": ("key", "name", "aliases", "kind", "country", "org_type", "sector", "headquarters"),
    "armed_groups": ("key", "name", "aliases", "country", "org_type", "sector"),
    "people": ("key", "name", "aliases", "surnames", "country", "sector", "wikidata"),
    "offices": (
        "person",
        "role",
        "organisation",
        "country",
        "sector",
        "start",
        "end",
        "precision",
        "checked",
    ),
    "role_nouns": ("lemma", "kind", "sector", "stands_for_state"),
}
ORIGIN = ("source", "licence")
KNOWN = "known to our own tables already"
TWICE = "name stands in the dictionary twice"
_ACRONYM = 4
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "al", "el", "bin", "ibn", "van"}
)
_ARMED = frozenset({"REB", "UAF"})
_OFFICIAL = frozenset({"GOV", "ELI", "LEG", "JUD", "COP", "MIL", "SPY", "OPP", "PTY"})

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ActorImport:
    """What came out of a dictionary: rows by table, and what was left out."""

    tables: Mapping[str, tuple[Row, ...]]
    unmapped: tuple[Unmapped, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How much was left out, by reason."""
        return counts(self.unmapped)

    def write(self, folder: str | Path) -> tuple[Path, ...]:
        """Writes a table for each kind of row; the folder loads as a user's own."""
        into = Path(folder)
        into.mkdir(parents=True, exist_ok=True)
        return tuple(
            write_table(into / f"{name}.csv", COLUMNS[name], rows) for name, rows in self.tables.items()
        )


def write_table(path: Path, columns: Iterable[str], table: Iterable[Row]) -> Path:
    """Writes rows under the columns and those that say where a row comes from."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*columns, *ORIGIN), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    return path


def import_actors(path: str | Path, *, reference: Reference | None = None) -> ActorImport:
    """Reads a dictionary of actors or agents and maps what can be mapped.

    Args:
        path: the dictionary; which kind it is shows from its codes.
        reference: what is known already; the shipped tables if not given.

    Raises:
        DataError: the file cannot be read.
    """
    source = read_actor_dictionary(path)
    mapping = _Mapping(reference or Reference.load(), {"source": source.name, "licence": source.licence})
    of_agents = source.of_agents
    for record in source.records:
        if of_agents:
            mapping.agent(record)
        else:
            mapping.actor(record)
    unmapped = sorted([*source.unmapped, *mapping.unmapped], key=lambda entry: entry.line)
    return ActorImport(mapping.tables(), tuple(unmapped))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a CAMEO code says of an actor; `unknown` holds the first part that no table explains."""

    country: str = ""
    sector: str = ""
    org_type: str = ""
    body: str = ""
    unknown: str = ""


class Codes:
    """Reads CAMEO actor codes, three letters at a time."""

    def __init__(self, reference: Reference) -> None:
        self._states = reference.states
        self._parts = {
            (row.text("part"), row.text("code")): row.get("value") or "" for row in rows("cameo_actors")
        }

    def read(self, code: str) -> Standing:
        """What the code says; the first country and the first sector count.

        >>> Codes(Reference.load()).read("AFGGOV")
        Standing(country='AFG', sector='GOV', org_type='', body='', unknown='')
        """
        plain = code.replace("~", "")
        found = {"country": "", "sector": "", "org_type": "", "body": "", "unknown": ""}
        for part in (plain[at : at + 3] for at in range(0, len(plain), 3)):
            name, value = self._part(part, first=part == plain[:3])
            found[name] = found[name] or value
        return Standing(**found)

    def _part(self, part: str, *, first: bool) -> tuple[str, str]:
        if part in self._states:
            return "country", part
        for name in ("sector", "org_type", "body", "country"):
            value = self._parts.get((name, part))
            if value is not None:
                return name, value
        return ("unknown", part) if first else ("body", "")


class _Mapping:
    """Rows by table and key."""

    def __init__(self, reference: Reference, origin: Row) -> None:
        self._reference = reference
        self._origin = origin
        self._codes = Codes(reference)
        self._rows: dict[str, dict[tuple[str, ...], Row]] = {name: {} for name in COLUMNS}
        self.unmapped: list[Unmapped] = []

    def tables(self) -> dict[str, tuple[Row, ...]]:
        """The tables that have rows, each sorted."""
        return {
            name: tuple(row | self._origin for _, row in sorted(found.items()))
            for name, found in self._rows.items()
            if found
        }

    def agent(self, record: Record) -> None:
        """A noun for what somebody is."""
        standing = self._codes.read(record.codes[0].code) if record.codes else Standing(unknown="none")
        for name in record.names:
            lemma = name.lower()
            if not standing.sector:
                self._leave(
                    record,
                    f"no PLOVER sector for code {standing.unknown or standing.org_type or 'of origin'}",
                )
            elif self._reference.role_noun(lemma) is not None:
                self._leave(record, KNOWN)
            else:
                self._put(
                    "role_nouns",
                    (lemma,),
                    record,
                    {"lemma": lemma, **self._role(lemma), "sector": standing.sector},
                )

    def _role(self, lemma: str) -> Row:
        """The kind of a noun is that of its last word, as far as our own table knows it; else a person."""
        known = self._reference.role_noun(lemma.rpartition(" ")[2])
        return {"kind": str(known.kind if known else ActorKind.PERSON)}

    def actor(self, record: Record) -> None:
        """An actor, by its codes."""
        names = _spellings(record.names)
        if not record.codes or not names:
            self._leave(record, "no code")
            return
        standings = [self._codes.read(code.code) for code in record.codes]
        main = standings[-1]
        if main.unknown:
            self._leave(record, f"code {main.unknown} names no state or type of body")
        elif main.country and not main.sector and not main.org_type:
            self._state(record, names, main.country)
        elif self._is_person(record, names[0], main):
            self._person(record, names, list(zip(record.codes, standings, strict=True)))
        else:
            self._body(record, names, main)

    def _is_person(self, record: Record, name: str, main: Standing) -> bool:
        """Dated codes are a person's, save a firm's; undated ones where the sector has officials and no word says body."""
        if any(map(_is_dated, record.codes)):
            return main.org_type != "MNC" and main.sector != "BUS"
        return main.sector in _OFFICIAL and not main.org_type and not self._is_body(name)

    def _is_body(self, name: str) -> bool:
        """Whether a word of the name says that it is a body: "Afghan National Army"."""
        nouns = (self._reference.role_noun(word) for word in name.lower().split())
        return (
            any(noun is not None and noun.kind is not ActorKind.PERSON for noun in nouns)
            or len(name.split()) > 5
        )

    def _state(self, record: Record, names: list[str], country: str) -> None:
        for name in names:
            known = self._reference.lookup(name)
            if any(entry.country == country for entry in known):
                self._leave(record, KNOWN)
            else:
                self._put("seats", (name, country), record, {"name": name, "actor": country})

    def _person(self, record: Record, names: list[str], dated: list[tuple[DatedCode, Standing]]) -> None:
        kinds = (EntryKind.PERSON,)
        if any(entry.kind in kinds for name in names for entry in self._reference.lookup(name)):
            self._leave(record, KNOWN)
            return
        key = slug(names[0])
        last = dated[-1][1]
        plain = last.sector if not _is_dated(dated[-1][0]) else ""
        row = {
            "key": key,
            "name": names[0],
            "aliases": _listed(names[1:]),
            "country": last.country,
            "sector": plain,
        }
        if not self._put("people", (key,), record, row):
            return
        for code, standing in dated:
            if _is_dated(code) and standing.sector != FORMER_OFFICIAL:
                self._office(key, code, standing, record)

    def _office(self, person: str, code: DatedCode, standing: Standing, record: Record) -> None:
        start, end = (str(day or "") for day in (code.period.start, code.period.end))
        sector = standing.sector or "GOV"
        organisation = standing.body if not standing.country else ""
        row = {
            "person": person,
            "role": "official",
            "organisation": organisation,
            "country": standing.country,
        }
        row |= {"sector": sector, "start": start, "end": end, "precision": "day"}
        self._put("offices", (person, start, end, sector, standing.country), record, row)

    def _body(self, record: Record, names: list[str], standing: Standing) -> None:
        if any(
            entry.kind in (EntryKind.ORGANIZATION, EntryKind.ARMED_GROUP)
            for entry in self._reference.lookup(names[0])
        ):
            self._leave(record, KNOWN)
            return
        key = slug(names[0])
        row = {"key": key, "name": names[0], "aliases": _listed(names[1:]), "sector": standing.sector}
        row |= {"country": standing.country, "org_type": standing.org_type}
        if standing.sector in _ARMED or standing.org_type == "IMG":
            self._put("armed_groups", (key,), record, row | {"sector": standing.sector or "REB"})
        else:
            self._put("organisations", (key,), record, row | {"kind": str(ActorKind.ORGANIZATION)})

    def _put(self, table: str, key: tuple[str, ...], record: Record, row: Row) -> bool:
        if key in self._rows[table]:
            self._leave(record, TWICE)
            return False
        self._rows[table][key] = row
        return True

    def _leave(self, record: Record, reason: str) -> None:
        self.unmapped.append(Unmapped(record.line, record.names[0] if record.names else "", reason))


def _is_dated(code: DatedCode) -> bool:
    return bool(code.period.start or code.period.end)


def _listed(names: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(names)


def _spellings(names: Iterable[str]) -> list[str]:
    """Names as the press writes them, each once; an acronym in parentheses is a name of its own."""
    found = (spelling for name in names for spelling in _split(name))
    return [name for name in dict.fromkeys(found) if _has_key(name)]


def _has_key(name: str) -> bool:
    try:
        return bool(slug(name))
    except DataError:
        return False


def _split(name: str) -> Iterator[str]:
    outside, _, rest = name.replace(LIST_SEPARATOR, " ").partition("(")
    inside = rest.partition(")")[0].strip()
    yield written(outside.strip())
    if inside.isalpha() and inside.isupper():
        yield f"={inside}"


def written(name: str) -> str:
    """A name in capitals as the press writes it; acronyms of one word stay as they are.

    >>> written("LORD'S RESISTANCE ARMY"), written("ANSF"), written("BAN KI-MOON"), written("RULE OF LAW")
    ("Lord's Resistance Army", 'ANSF', 'Ban Ki-Moon', 'Rule of Law')
    """
    words = name.lstrip("'\"-").split()
    if len(words) == 1 and (len(name) <= _ACRONYM or "." in name):
        return name
    return " ".join(
        word.lower()
        if at and word.lower() in _SMALL
        else "-".join(part.capitalize() for part in word.split("-"))
        for at, word in enumerate(words)
    )
