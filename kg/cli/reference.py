"""`kg reference`: what a name means on a day, tables made of other coders' dictionaries, comparison with Wikidata."""

from __future__ import annotations

from collections import Counter
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options
from kg.cli.groups import DefaultGroup
from kg.cli.imports import FILE, print_import, say_files
from kg.cli.output import print_json, print_table, say
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.reference import Reference
    from kg.reference.update import UpdateReport

SHOWN = 50
"""Differences that are listed one by one; the rest is counted."""


@click.group("reference", cls=DefaultGroup)
def reference_command() -> None:
    """Say what a name means; import and compare tables of actors.

    Without a sub-command, show is meant: kg reference Kremlin.
    """


# ---------------------------------------------------------------- show


@reference_command.command("show")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--on", type=options.Day(), metavar="DATE", help="The day on which the name is used.")
@options.json_option
def show_command(*, words: tuple[str, ...], on: Date | None, as_json: bool) -> None:
    """Say what a name means: which actors, the likeliest first, which role, which places.

    With --on, as of that day: who held which office, which states there were.
    """
    from kg.reference import Reference

    found = meanings(Reference.load(options.settings().reference), " ".join(words), on)
    if as_json:
        print_json(found)
        return
    for title, rows in found.items():
        columns = [column for column in rows[0] if any(row[column] is not None for row in rows)]
        print_table(columns, [[row[column] for column in columns] for row in rows], title)


def meanings(reference: Reference, name: str, on: Date | None = None) -> dict[str, list[dict[str, Any]]]:
    """What a name may mean, by table; tables without a row are left out.

    Raises:
        ParameterError: the name is unknown.

    >>> from kg.reference import Reference
    >>> [row["actor"] for row in meanings(Reference.load(), "Kremlin")["actors"]]
    ['Russia']
    """
    entries = [entry for entry in reference.lookup(name, on) if entry.actor is not None]
    role = reference.role_noun(name)
    tables = {
        "actors": [_actor(entry) for entry in entries],
        "offices": [_office(office) for entry in entries for office in reference.offices_of(entry.key, on)],
        "roles": [{"role": role.lemma, "kind": role.kind.value, "sector": role.sector}] if role else [],
        "places": [_place(place) for place in reference.places(name)],
    }
    found = {title: rows for title, rows in tables.items() if rows}
    if not found:
        raise ParameterError(f"no actor, role or place is called {name!r}{_within(reference, name)}")
    return found


def _within(reference: Reference, name: str) -> str:
    """The known names that stand in an unknown one."""
    words = name.split()
    inner = [" ".join(words[match.start : match.end]) for match in reference.match(words)]
    return f"; known in it: {', '.join(inner)}" if inner else "; check the spelling"


def _actor(entry: Any) -> dict[str, Any]:
    period = entry.period
    return {
        "actor": entry.name,
        "named by": entry.kind.value.replace("_", " "),
        "kind": entry.actor_kind.value,
        "country": entry.country,
        "sector": entry.sector,
        "type": entry.org_type or None,
        "from": period.start and str(period.start),
        "to": period.end and str(period.end),
        "key": entry.key,
    }


def _office(office: Any) -> dict[str, Any]:
    return {
        "person": office.person,
        "role": office.role,
        "of": office.organization or office.country,
        "sector": office.sector,
        "from": office.period.start and str(office.period.start),
        "to": office.period.end and str(office.period.end),
    }


def _place(place: Any) -> dict[str, Any]:
    fields = ("name", "country", "latitude", "longitude", "key")
    return {"place" if name == "name" else name: getattr(place, name) for name in fields}


# ---------------------------------------------------------------- import and update


@reference_command.command("import")
@FILE
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write tables into.",
)
@options.json_option
def import_command(*, file: Path, out: Path, as_json: bool) -> None:
    """Make tables of an actor or agent dictionary of TABARI, PETRARCH or Phoenix.

    What our tables know already, or what has no counterpart, is counted by reason; --json names each line.
    """
    from kg.reference import Reference
    from kg.reference.importers import import_actors

    found = import_actors(file, reference=Reference.load(options.settings().reference))
    files = found.write(out)
    taken = {name: len(rows) for name, rows in found.tables.items()}
    print_import(taken, found.counts, found.unmapped, as_json=as_json)
    say_files(files, f'to use them, set in kg.toml: reference = ["{out}"]')


@reference_command.command("update")
@click.option(
    "--from",
    "source",
    type=click.Choice(("wikidata",)),
    default="wikidata",
    show_default=True,
    help="What to compare with.",
)
@click.option(
    "--endpoint", metavar="URL", help="Another SPARQL endpoint that holds Wikidata, such as a mirror."
)
@click.option(
    "--countries", metavar="CODES", default="", help="Ask for the ministers of these too: FRA,DEU,..."
)
@click.option(
    "--apply",
    "into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write what our tables lack into this folder of your own.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the differences as CSV instead of printing them.",
)
@options.json_option
def update_command(  # noqa: PLR0913  (one parameter an option)
    *, source: str, endpoint: str | None, countries: str, into: Path | None, out: Path | None, as_json: bool
) -> None:
    """Compare the tables of states, people and organisations with Wikidata. Uses the network.

    Reviewed rows are never changed: differences are reported (new: only Wikidata has it; missing: only we have it;
    changed: both, but not the same), and --apply takes over new rows only.
    """
    from kg.reference import Reference
    from kg.reference.update import WIKIDATA, update
    from kg.sparql import Endpoint

    codes = [code.strip().upper() for code in countries.split(",") if code.strip()]
    asked = Endpoint(endpoint or WIKIDATA)
    say(f"asking {asked.url} ({source})")
    report = update(Reference.load(options.settings().reference), asked, countries=codes)
    if out:
        say(f"{report.write(out)}: {len(report.findings)} differences")
    elif as_json:
        print_json([_finding(finding) for finding in report.findings])
    else:
        _print(report)
    if into:
        say_files(report.apply(into), f'to use them, set in kg.toml: reference = ["{into}"]')


def _finding(finding: Any) -> dict[str, str]:
    from dataclasses import asdict

    return asdict(finding)


def _print(report: UpdateReport) -> None:
    counts = Counter((finding.table, finding.status) for finding in report.findings)
    print_table(("table", "status", "rows"), [(*key, counts[key]) for key in sorted(counts)])
    rows = [list(_finding(finding).values()) for finding in report.findings[:SHOWN]]
    if rows:
        print_table(("table", "status", "key", "name", "column", "ours", "theirs"), rows)
    if len(report.findings) > SHOWN:
        say(f"{len(report.findings) - SHOWN} more differences: give --out report.csv")
