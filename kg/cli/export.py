"""`kg export`: a graph as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from kg.cli import options, where
from kg.cli.output import say
from kg.errors import ParameterError

FORMATS = ("turtle", "trig", "nquads", "jsonld", "framed", "polecat", "gdelt", "parquet")
EVENT_TABLES = FORMATS[-3:]


@click.command("export")
@options.graph_option
@where.endpoint_option
@where.base_option
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), help="By default what the ending of --out says."
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), help="A file; standard output if not given, or -."
)
@click.option(
    "--reifiers",
    is_flag=True,
    help="Say of every plain edge which events it stands for (RDF 1.2; TriG, N-Quads).",
)
def export_command(  # noqa: PLR0913  (one parameter an option)
    *, graph: Path, endpoint: str | None, base: str | None, form: str | None, out: Path | None, reifiers: bool
) -> None:
    """Write a graph, sorted: the same graph gives the same bytes.

    Turtle leaves out which article says a thing; TriG, N-Quads and JSON-LD keep it. "framed" is JSON-LD with one tree an
    event. "polecat" and "gdelt" are tables of the events as those data sets lay theirs out, "parquet" a table of our own.
    """
    from kg.errors import FormatError
    from kg.export import format_of, with_reifiers, write_events, write_quads

    file = out if out and str(out) != "-" else None
    if form is None and file is None:
        raise ParameterError(
            "standard output has no ending to tell the format: give --format, such as --format trig"
        )
    chosen = form or format_of(str(file))
    if reifiers and chosen not in ("trig", "nquads"):
        raise FormatError(f"{chosen} has no form for reifiers: export trig or nquads")
    with where.opened(graph, endpoint, base) as opened:
        quads, names = opened.quads(), opened.names
    target = file or sys.stdout.buffer
    if chosen in EVENT_TABLES:
        told = f"{write_events(quads, target, format=chosen, names=names)} events"
    else:
        quads = with_reifiers(quads, names) if reifiers else quads
        write_quads(quads, target, format=chosen, prefixes=names.prefixes)
        told = f"{len(quads)} quads"
    if file:
        say(f"{file}: {told} as {chosen}")
