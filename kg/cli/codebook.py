"""`kg codebook`: what the codes mean, what codes them, and lexicons made of other coders' verb dictionaries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options
from kg.cli.groups import DefaultGroup
from kg.cli.imports import FILE, print_import, say_files
from kg.cli.output import print_json, print_table
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.codebook import Codebook


@click.group("codebook", cls=DefaultGroup)
def codebook_command() -> None:
    """Explain the codes: event classes, modes, contexts, sectors, CAMEO.

    Without a sub-command, show is meant: kg codebook CONSULT.
    """


@codebook_command.command("show")
@click.argument("code", default="classes", metavar="[TABLE|CODE]")
@options.json_option
def show_command(code: str, *, as_json: bool) -> None:
    """Print a table of codes, or everything that bears a code.

    Give a TABLE (classes, modes, contexts, sectors, cameo) to list it, or a CODE (CONSULT, diplomatic, GOV, 046) to see
    everything of that name.
    """
    from kg.codebook import Codebook

    found = rows(Codebook.load(), code)
    if as_json:
        print_json(found)
        return
    for name, table in found.items():
        columns = [column for column in table[0] if any(row[column] not in (None, "") for row in table)]
        print_table(columns, [[row[column] for column in columns] for row in table], name)


@codebook_command.command("coverage")
@click.argument("event_type", default="", metavar="[CLASS]")
@options.json_option
def coverage_command(event_type: str, *, as_json: bool) -> None:
    """Count what codes each class and mode: words of the lexicon, and compositions such as "threatened to".

    Give a CLASS (CONSULT) to see its modes alone.
    """
    from kg.codebook import Codebook
    from kg.codebook.coverage import coverage

    codebook = Codebook.load()
    if event_type and event_type.upper() not in codebook.event_types:
        raise ParameterError(f"no class {event_type!r}: the classes are {', '.join(codebook.event_types)}")
    found = [asdict(row) for row in coverage(codebook) if event_type.upper() in ("", row.event_type)]
    if as_json:
        print_json(found)
        return
    print_table(list(found[0]), [list(row.values()) for row in found], "coverage")


@codebook_command.command("import")
@FILE
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The lexicon to write, such as lexicon.csv; the lists it needs go beside it.",
)
@options.json_option
def import_command(*, file: Path, out: Path, as_json: bool) -> None:
    """Make a lexicon of a verb dictionary of TABARI, PETRARCH or PETRARCH2.

    What has no counterpart is counted by reason; --json names each line.
    """
    from kg.codebook.importers import import_verbs

    found = import_verbs(file)
    files = found.write(out)
    print_import(
        {"entries": len(found.entries), "lists": len(found.lists)},
        found.counts,
        found.unmapped,
        as_json=as_json,
    )
    say_files(files, f"to use it, set in kg.toml: codebook = {[str(path) for path in files]}")


def rows(codebook: Codebook, code: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table, or those of every table that bear a code, by the table's name.

    Raises:
        ParameterError: there is no such table or code.
    """
    values: dict[str, Iterable[Any]] = {
        "classes": codebook.event_types.values(),
        "modes": codebook.modes.values(),
        "contexts": codebook.contexts.values(),
        "sectors": codebook.sectors.values(),
        "cameo": codebook.cameo.values(),
    }
    tables = {name: [_row(value) for value in table] for name, table in values.items()}
    if code in tables:
        return {code: tables[code]}
    wanted = code.casefold()
    bearing = {
        name: [row for row in table if wanted in (_folded(row, "code"), _folded(row, "event_type"))]
        for name, table in tables.items()
    }
    if not any(bearing.values()):
        raise ParameterError(f"no table and no code {code!r}: the tables are {', '.join(tables)}")
    return {name: table for name, table in bearing.items() if table}


def _folded(row: dict[str, Any], column: str) -> str:
    return str(row.get(column) or "").casefold()


def _row(value: Any) -> dict[str, Any]:
    plain = asdict(value)
    return {name: " ".join(cell) if isinstance(cell, tuple) else cell for name, cell in plain.items()}
