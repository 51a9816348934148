"""`kg codebook`: what the codes mean."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, print_table
from kg.errors import ParameterError

if TYPE_CHECKING:
    from kg.codebook import Codebook

TABLES = ("classes", "modes", "contexts", "sectors", "cameo")


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
    columns = list(dict.fromkeys(name for row in found for name in row))
    print_table(columns, [[row.get(name) for name in columns] for row in found])


def rows(codebook: Codebook, code: str) -> list[dict[str, Any]]:
    """The rows of a table, or every row that bears a code.

    Raises:
        ParameterError: there is no such table or code.
    """
    tables = {
        "classes": codebook.event_types,
        "modes": codebook.modes,
        "contexts": codebook.contexts,
        "sectors": codebook.sectors,
        "cameo": codebook.cameo,
    }
    if code in tables:
        return [_row(value) for value in tables[code].values()]  # type: ignore[attr-defined]
    wanted = code.casefold()
    found = [
        {"table": name, **row}
        for name, table in tables.items()
        for row in (_row(value) for value in table.values())  # type: ignore[attr-defined]
        if wanted in (str(row.get("code")).casefold(), str(row.get("event_type")).casefold())
    ]
    if not found:
        raise ParameterError(f"no table and no code {code!r}: the tables are {', '.join(TABLES)}")
    return found


def _row(value: Any) -> dict[str, Any]:
    plain = asdict(value)
    return {name: " ".join(cell) if isinstance(cell, tuple) else cell for name, cell in plain.items()}
