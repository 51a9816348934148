"""`kg export`: a graph as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from kg.cli import options
from kg.cli.output import say
from kg.errors import ParameterError

FORMATS = ("turtle", "trig", "nquads", "jsonld")


@click.command("export")
@options.graph_option
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), help="By default what the ending of --out says."
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), help="A file; standard output if not given, or -."
)
def export_command(graph: Path, form: str | None, out: Path | None) -> None:
    """Write a graph as Turtle, TriG, N-Quads or JSON-LD, sorted: the same graph gives the same bytes.

    Turtle leaves out which article says a thing; the others keep it.
    """
    from kg.export import format_of, write_quads
    from kg.graph import Graph

    file = out if out and str(out) != "-" else None
    if form is None and file is None:
        raise ParameterError(
            "standard output has no ending to tell the format: give --format, such as --format trig"
        )
    chosen = form or format_of(str(file))
    with Graph.open(graph) as opened:
        quads = opened.quads()
        write_quads(quads, file or sys.stdout.buffer, format=chosen, prefixes=opened.names.prefixes)
    if file:
        say(f"{file}: {len(quads)} quads as {chosen}")
