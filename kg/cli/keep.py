"""`kg retract`, `kg rebuild`, `kg verify` and `kg quarantine`: keeping a graph in order."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, say

SHOWN = 50
"""Claims that are listed one by one; the rest is counted."""


@click.command("retract")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@options.graph_option
def retract_command(articles: tuple[str, ...], graph: Path) -> None:
    """Take articles out of a graph, with exactly what only they said.

    ARTICLE is an article's key, id, address or IRI.
    """
    from kg.graph import Graph
    from kg.reference import Reference

    with Graph.open(graph, reference=Reference.load(options.settings().reference), read_only=False) as opened:
        keys = [opened.find(article) for article in articles]
        gone = sum(opened.remove(key) for key in keys)
        opened.commit()
        say(f"{graph}: {gone} articles taken out, {len(opened.keys())} left")


@click.command("rebuild")
@options.graph_option
def rebuild_command(graph: Path) -> None:
    """Make the index and all derived layers again, from what the articles say and the reference data."""
    from kg.graph import Graph
    from kg.reference import Reference

    with Graph.open(graph, reference=Reference.load(options.settings().reference), read_only=False) as opened:
        opened.rebuild()
        say(f"{graph}: {len(opened.keys())} articles, {len(opened.store)} quads")


@click.command("verify")
@options.graph_option
@options.json_option
@click.pass_context
def verify_command(ctx: click.Context, graph: Path, *, as_json: bool) -> None:
    """Check every quote against its stored text, by hash and offsets; fails naming the claims that no longer hold."""
    from kg.graph import Graph

    with Graph.open(graph) as opened:
        found = opened.verify()
    if as_json:
        print_json(asdict(found))
    else:
        for broken in found.broken[:SHOWN]:
            click.echo(f"{broken.subject}: {broken.reason}")
        click.echo(
            f"{found.articles} articles, {found.claims} claims checked: {len(found.broken)} no longer hold"
            + (f"; {len(found.untexted)} articles have no stored text" if found.untexted else "")
        )
    if found.broken:
        ctx.exit(1)


@click.command("quarantine")
@options.graph_option
@options.json_option
def quarantine_command(graph: Path, *, as_json: bool) -> None:
    """List what was not let into a graph, and why."""
    from kg.graph import Graph

    with Graph.open(graph) as opened:
        found = opened.quarantine()
    if as_json:
        print_json(found)
        return
    for article in found:
        click.secho(f"{article['article']} ({article['key']}): {article['title']}", bold=True)
        for refused in article["refused"]:
            click.echo(f"  {_shown(refused)}")
            for reason in refused["reasons"]:
                click.echo(f"    {reason}")
    say(f"{len(found)} articles with something in quarantine")


def _shown(refused: dict[str, Any]) -> str:
    return f"{refused['mention']}: {refused['quote']!r}" if refused["mention"] else "the whole article"
