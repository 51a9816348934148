"""Compares the reference tables with Wikidata, reports what differs, and on demand writes what is new to a user's folder.

Nothing here changes a reviewed row: differences are reported for a person to judge, and only rows that our tables lack
altogether can be taken over, into a folder of the user's own. The queries stand in `queries/wikidata/`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

from kg.errors import DataError, ParameterError
from kg.model import ActorKind
from kg.reference.importers import COLUMNS, Row, write_table
from kg.reference.reference import Reference
from kg.reference.types import Body, EntryKind, Office, Person
from kg.resources import resource
from kg.sparql import Binding, Endpoint

WIKIDATA = "https://query.wikidata.org/sparql"
QUERIES = ("heads", "organisations", "armed_groups", "names")
"""What is asked when nothing is named; "ministers" is asked for the countries that are given."""

NEAR = timedelta(days=31)
_PEOPLE = (EntryKind.PERSON, EntryKind.SURNAME)
_BODIES = (EntryKind.ORGANIZATION, EntryKind.ARMED_GROUP)
_HEADS = ("president", "prime minister", "king", "queen", "chancellor", "premier", "emir", "sultan")
_VALUES = re.compile(r"VALUES \?iso3 \{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: `status` is new (we lack it), changed (both differ) or missing (only we have it)."""

    table: str
    status: str
    key: str
    name: str
    column: str = ""
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What a comparison found, and the new rows by table."""

    findings: tuple[Finding, ...]
    rows: dict[str, tuple[Row, ...]]

    def write(self, path: str | Path) -> Path:
        """Writes the findings as CSV."""
        file = Path(path)
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            names = [field.name for field in fields(Finding)]
            writer.writerow(names)
            writer.writerows([getattr(finding, name) for name in names] for finding in self.findings)
        return file

    def apply(self, folder: str | Path) -> tuple[Path, ...]:
        """Writes the new rows as tables that load as a user's own.

        Raises:
            ParameterError: the folder is that of the shipped tables, or holds one of the tables already.
        """
        into = Path(folder)
        if into.resolve() == resource("data", "reference").resolve():
            raise ParameterError(f"{into} holds the shipped tables: give a folder of your own")
        taken = [name for name in self.rows if (into / f"{name}.csv").exists()]
        if taken:
            raise ParameterError(f"{into} holds {', '.join(taken)} already: give an empty folder")
        into.mkdir(parents=True, exist_ok=True)
        return tuple(
            write_table(into / f"{name}.csv", COLUMNS[name], rows) for name, rows in self.rows.items()
        )


def update(
    reference: Reference,
    endpoint: Endpoint | None = None,
    *,
    queries: Sequence[str] = QUERIES,
    countries: Sequence[str] = (),
    page: int = 2000,
) -> UpdateReport:
    """Asks Wikidata and compares; nothing is written.

    Args:
        reference: our tables.
        endpoint: where to ask; Wikidata's public endpoint if not given.
        queries: which of `queries/wikidata/` to ask.
        countries: ISO alpha-3 codes; the ministers of these are asked for too.
        page: rows a request.

    Raises:
        ParameterError: there is no such query or country.
        KgError: the endpoint fails; see `kg.sparql.Endpoint.ask`.
    """
    unknown = [name for name in queries if name not in QUERIES] + [
        c for c in countries if c not in reference.states
    ]
    if unknown:
        raise ParameterError(
            f"no query or country {', '.join(unknown)}: the queries are {', '.join(QUERIES)}"
        )
    asked = endpoint or Endpoint(WIKIDATA)
    comparison = _Comparison(reference)
    steps = {"heads": comparison.heads, "names": comparison.names}
    for name in queries:
        rows = [_plain(row) for row in asked.pages(_query(name), page)]
        if name in steps:
            steps[name](rows)
        else:
            comparison.bodies(name, rows)
    for country in countries:
        query = _VALUES.sub(f'VALUES ?iso3 {{ "{country}" }}', _query("ministers"))
        comparison.terms([_plain(row) for row in asked.pages(query, page)])
    return comparison.report()


def _query(name: str) -> str:
    return resource("queries", "wikidata", f"{name}.rq").read_text(encoding="utf-8")


def _plain(row: Binding) -> Row:
    """The values as text: ids without their address, days without their hour."""
    return {name: _value(term.value) for name, term in row.items()}


def _value(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z?", text):
        return text[:10]
    return text.removeprefix("http://www.wikidata.org/entity/")


def _day(text: str | None) -> Date | None:
    try:
        return Date.fromisoformat(text) if text else None
    except ValueError:
        return None


class _Comparison:
    """Collects findings and new rows."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._by_id = {person.wikidata: person for person in reference.persons.values() if person.wikidata}
        self._bodies = {body.wikidata: body for body in reference.bodies.values() if body.wikidata}
        self._findings: list[Finding] = []
        self._rows: dict[str, dict[tuple[str, ...], Row]] = {}

    def report(self) -> UpdateReport:
        """Everything found, sorted."""
        tables = {
            name: tuple(row for _, row in sorted(rows.items())) for name, rows in sorted(self._rows.items())
        }
        order = sorted(
            set(self._findings), key=lambda f: tuple(getattr(f, field.name) for field in fields(Finding))
        )
        return UpdateReport(tuple(order), tables)

    def heads(self, rows: Sequence[Row]) -> None:
        """Heads of state and government: their terms, and ours that nobody there has held."""
        self.terms(rows)
        covered = {row["iso3"] for row in rows}
        theirs = {person.key for row in rows if (person := self._person(row))}
        for key, offices in self._reference.offices.items():
            for office in offices:
                if office.role in _HEADS and office.country in covered and key not in theirs:
                    self._missing("offices", key, self._reference.persons[key].name, office.role)

    def terms(self, rows: Iterable[Row]) -> None:
        """Persons and the offices that they held."""
        for row in rows:
            if row["iso3"] not in self._reference.states:
                continue
            person = self._person(row)
            if person is None:
                self._new_person(row)
            else:
                self._term(person, row)

    def _person(self, row: Row) -> Person | None:
        found = self._by_id.get(row["person"])
        if found is not None:
            return found
        entries = (e for e in self._reference.lookup(row["name"]) if e.kind in _PEOPLE)
        named = (self._reference.persons[entry.key] for entry in entries)
        return next(
            (p for p in named if p.country == row["iso3"] and p.wikidata in (None, row["person"])), None
        )

    def _new_person(self, row: Row) -> None:
        key = row["person"]
        self._new(
            "people", (key,), {"key": key, "name": row["name"], "country": row["iso3"], "wikidata": key}
        )
        self._new_office(key, row)

    def _new_office(self, key: str, row: Row) -> None:
        cells = {
            "person": key,
            "role": row["role"],
            "country": row["iso3"],
            "sector": "GOV",
            "precision": "day",
        }
        cells |= {"start": row.get("start", ""), "end": row.get("end", "")}
        if not _day(row.get("start")):
            self._note("offices", "new", key, row["name"], "start", "", "no day given: not taken over")
        else:
            self._new("offices", (key, cells["start"], row["role"]), cells)

    def _term(self, person: Person, row: Row) -> None:
        start, end = _day(row.get("start")), _day(row.get("end"))
        own = [o for o in self._reference.offices_of(person.key) if o.country == row["iso3"]]
        if start is None:
            return
        same = [office for office in own if office.period.start and abs(office.period.start - start) <= NEAR]
        if not same and not any(_within(office, start) for office in own):
            self._new_office(person.key, row | {"name": person.name})
        for office in same[:1]:
            ours = office.period.end
            if (ours is None) != (end is None) or (ours and end and abs(ours - end) > NEAR):
                self._note(
                    "offices", "changed", person.key, person.name, "end", str(ours or ""), str(end or "")
                )

    def bodies(self, table: str, rows: Iterable[Row]) -> None:
        """Organisations or armed groups: names, days of life."""
        for row in rows:
            known = self._bodies.get(row["body"]) or self._named_body(row["name"])
            if known is None:
                self._new_body(table, row)
                continue
            days = (("valid_from", known.period.start, "start"), ("valid_to", known.period.end, "end"))
            for column, ours, theirs in days:
                day = _day(row.get(theirs))
                if day and (ours is None or abs(ours - day) > NEAR):
                    self._note(table, "changed", known.key, known.name, column, str(ours or ""), str(day))

    def _named_body(self, name: str) -> Body | None:
        entries = (entry for entry in self._reference.lookup(name) if entry.kind in _BODIES)
        return next((self._reference.bodies[entry.key] for entry in entries), None)

    def _new_body(self, table: str, row: Row) -> None:
        aliases = [alias.replace(";", ",") for alias in row.get("aliases", "").split("|") if alias]
        cells = {"key": row["body"], "name": row["name"], "aliases": ";".join(sorted(aliases))}
        if table == "organisations":
            cells |= {"kind": str(ActorKind.ORGANIZATION), "org_type": "IGO"}
            cells |= {"headquarters": row.get("headquarters", "")}
        else:
            cells |= {"country": row.get("iso3", ""), "sector": "REB"}
        self._new(table, (row["body"],), cells)

    def names(self, rows: Iterable[Row]) -> None:
        """Demonyms, capitals and seats that lead to no entry of the state."""
        for row in rows:
            if row["iso3"] in self._reference.states:
                entries = self._reference.lookup(row["name"])
                if not any(entry.country == row["iso3"] for entry in entries):
                    self._note("states", "new", row["iso3"], row["name"], row["kind"], "", row["name"])

    def _new(self, table: str, key: tuple[str, ...], row: Row) -> None:
        rows = self._rows.setdefault(table, {})
        if key not in rows:
            rows[key] = row | {"source": "Wikidata", "licence": "CC0-1.0"}
            self._note(table, "new", key[0], row.get("name", row.get("role", "")))

    def _missing(self, table: str, key: str, name: str, role: str) -> None:
        self._note(table, "missing", key, name, "role", role)

    def _note(self, table: str, status: str, key: str, name: str, *rest: str) -> None:
        self._findings.append(Finding(table, status, key, name, *rest))


def _within(office: Office, day: Date) -> bool:
    return office.period.holds(day)


def read_findings(path: str | Path) -> Iterator[Finding]:
    """Findings back from a report.

    Raises:
        DataError: the file is no report.
    """
    with Path(path).open(encoding="utf-8", newline="") as stream:
        try:
            for row in csv.DictReader(stream):
                yield Finding(**row)
        except TypeError as error:
            raise DataError(f"{path} is no report of an update: {error}") from error
