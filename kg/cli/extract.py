"""`kg extract`: what articles say, as JSON, without a graph."""

from __future__ import annotations

import json
from datetime import date as Date
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.output import PARTIAL, print_skipped, progress

if TYPE_CHECKING:
    from kg.records import Record


@click.command("extract")
@options.paths_argument
@click.option(
    "--explain", is_flag=True, help="Say for each event the trigger, and how every field was found."
)
@click.option(
    "--json", "as_json", is_flag=True, default=True, help="Print JSON, one object a line; the default."
)
@options.published_option
@options.workers_option
@options.model_option
@click.pass_context
def extract_command(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    explain: bool,
    as_json: bool,  # noqa: ARG001  (there is no other form)
    published: Date | None,
    workers: int | None,
    language_model: str | None,
) -> None:
    """Read articles and print what they say: one JSON object an article, one article a line.

    PATH is a file (text, Markdown, HTML, JSONL), a folder of them, or - for standard input.
    """
    from kg.articles import read
    from kg.model import Skipped
    from kg.reading import Reader
    from kg.records import record

    settings = options.settings(workers=workers, language_model=language_model)
    skipped: list[Skipped] = []
    with progress("articles") as advance:
        for item in Reader(settings).read_all(read(paths, published=published)):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                click.echo(_line(record(item, explain=explain)))
            if advance:
                advance(1)
    print_skipped(skipped)
    if any(item.bad for item in skipped):
        ctx.exit(PARTIAL)


def _line(value: Record) -> str:
    return json.dumps(value, ensure_ascii=False)
