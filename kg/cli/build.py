"""`kg build`: articles into a graph."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.output import PARTIAL, print_json, print_skipped, print_table, progress, say

if TYPE_CHECKING:
    from kg.pipeline import BuildReport


@click.command("build")
@options.paths_argument
@options.graph_option
@options.published_option
@options.workers_option
@options.model_option
@click.option("--reread", is_flag=True, help="Read articles anew that the graph holds already.")
@options.json_option
@click.pass_context
def build_command(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    graph: Path,
    published: Date | None,
    workers: int | None,
    language_model: str | None,
    reread: bool,
    as_json: bool,
) -> None:
    """Read articles into a graph.

    PATH is a file (text, Markdown, HTML, JSONL), a folder of them, or - for standard input. Articles that the graph
    holds already are not read again; one bad article never stops the run.
    """
    from kg.articles import read
    from kg.graph import Graph
    from kg.pipeline import build
    from kg.reading import Reader
    from kg.reference import Reference

    settings = options.settings(workers=workers, language_model=language_model)
    articles = read(paths, published=published)
    reference = Reference.load(settings.reference)
    with progress("articles") as advance, Graph.create(graph, reference=reference) as opened:
        report = build(articles, opened, reader=Reader(settings), reread=reread, progress=advance)
    print_skipped(report.skipped)
    if as_json:
        print_json(report.record())
    else:
        print_report(report)
    if any(item.bad for item in report.skipped):
        ctx.exit(PARTIAL)


def print_report(report: BuildReport) -> None:
    """A run in figures, and hints where something is missing."""
    print_table(("", "this run"), report_rows(report))
    if report.mentions:
        print_table(
            ("class", "mentions"), sorted(report.mentions.items(), key=lambda item: (-item[1], item[0]))
        )
    if report.undated_articles:
        say(
            f"{len(report.undated_articles)} articles have no publication date ({report.undated_articles[0]}, ...): "
            "dates such as 'on Tuesday' stay relative there; give --published"
        )
    if report.undated:
        say(f"{len(report.undated)} mentions have no date at all and are not in the graph")
    if report.refused or report.quarantined:
        say(
            f"{len(report.refused)} mentions and {report.quarantined} whole articles are in quarantine: "
            "kg quarantine tells why"
        )
    if report.revised:
        say(f"{len(report.revised)} earlier versions of articles were replaced")


def report_rows(report: BuildReport) -> list[tuple[str, int | float]]:
    """The figures that are no lists."""
    return [
        ("articles read", report.read),
        ("articles unchanged", report.unchanged),
        ("inputs skipped", len(report.skipped)),
        ("event mentions", sum(report.mentions.values())),
        ("of them listed as events", report.listed),
        ("of them without a date", len(report.undated)),
        ("actors linked to the reference data", report.actors_linked),
        ("actors not linked", report.actors_unlinked),
        ("dates stated in the text", report.dates_stated),
        ("dates taken from the article's own", report.dates_inherited),
        ("dates not resolved", report.dates_unresolved),
        ("places not resolved", report.places_unresolved),
        ("statements (quads) in the graph", report.quads),
        ("seconds", report.seconds),
    ]
