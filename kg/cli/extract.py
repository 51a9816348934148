"""`kg extract`: what articles say, without a graph: as JSON, explained in plain text, or as pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.output import PARTIAL, print_skipped, progress, say

if TYPE_CHECKING:
    from kg.model import Reading


@click.command("extract")
@options.paths_argument
@click.option(
    "--explain",
    is_flag=True,
    help="Say in plain text for each event the trigger, and how every role, date and status was found; with --json, "
    "in the JSON.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line; the default.")
@click.option(
    "--html",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a page for each article into this folder, passages marked and explained, instead of printing.",
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
    as_json: bool,
    folder: Path | None,
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

    settings = options.settings(workers=workers, language_model=language_model)
    skipped: list[Skipped] = []
    put = _pages(folder) if folder else _printed(explain=explain, as_json=as_json)
    with progress("articles") as advance:
        for item in Reader(settings).read_all(read(paths, published=published)):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                put(item)
            if advance:
                advance(1)
    print_skipped(skipped)
    if any(item.bad for item in skipped):
        ctx.exit(PARTIAL)


def _printed(*, explain: bool, as_json: bool) -> Callable[[Reading], None]:
    """Prints a reading as a line of JSON, or as plain text under the article's title."""
    from kg.extraction import explain as explanation
    from kg.records import record

    def line(reading: Reading) -> None:
        click.echo(json.dumps(record(reading, explain=explain), ensure_ascii=False))

    def text(reading: Reading) -> None:
        click.secho(f"{reading.article.title} [{reading.article.id}]\n", bold=True)
        click.echo(explanation.explain(reading))

    return text if explain and not as_json else line


def _pages(folder: Path) -> Callable[[Reading], None]:
    """Writes a reading as a page, named by the article's id; of two articles of one id the later has its key in the name."""
    from kg.extraction.explain import to_html
    from kg.graph.names import slug

    taken: set[str] = set()
    folder.mkdir(parents=True, exist_ok=True)

    def page(reading: Reading) -> None:
        name = slug(reading.article.id)
        name = f"{name}-{reading.article.key}" if name in taken else name
        taken.add(name)
        file = folder / f"{name}.html"
        file.write_text(to_html(reading), encoding="utf-8")
        say(f"{file}: {len(reading.mentions)} events")

    return page
