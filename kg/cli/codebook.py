"""`kg codebook`: what the codes mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, print_table
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.codebook import Codebook


@click.command("codebook")
@click.argument("code", default="classes", metavar="[TABLE|CODE]")
@options.json_option
def codebook_command(code: str, *, as_json: bool) -> None:
    """Explain the codes: event classes, modes, contexts, sectors, CAMEO.

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
