"""`kg why`, `kg merge` and `kg split`: why mentions are one event, and how to disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, say

if TYPE_CHECKING:
    from kg.graph.identity import Link
    from kg.reference import Reference


def _reference() -> Reference:
    from kg.reference import Reference

    return Reference.load(options.settings().reference)


note_option = click.option("--note", default="", metavar="TEXT", help="The reason, for those who review it.")


@click.command("why")
@click.argument("event")
@click.argument("other", required=False)
@options.graph_option
@options.json_option
def why_command(event: str, other: str | None, graph: Path, *, as_json: bool) -> None:
    """Show which mentions make an EVENT one, and the score of each link with its parts.

    With OTHER, show what keeps the two events apart.
    """
    from kg.graph import Graph
    from kg.graph.why import why, why_not

    with Graph.open(graph) as opened:
        if other is None:
            found = why(opened, event)
            if as_json:
                print_json(asdict(found))
                return
            click.secho(found.event, bold=True)
            for told in found.mentions:
                click.echo(f"  {told.mention}  {told.date}  {told.polarity}\n    {told.quote}")
            _print_links(found.links)
            for former in found.replaces:
                click.echo(f"replaces {former}")
            return
        apart = why_not(opened, event, other)
    if as_json:
        print_json(asdict(apart))
        return
    for obstacle, pairs in apart.obstacles:
        click.echo(f"kept apart by {obstacle}: {pairs} pairs of mentions")
    click.echo("the nearest pair, whatever forbids it:")
    _print_links([apart.best])


def _print_links(links: Iterable[Link]) -> None:
    for link in links:
        parts = ", ".join(f"{name} {value:g}" for name, value in link.parts)
        click.echo(f"  {link.score:.3f}  {link.a}  {link.b}\n    {parts}")


@click.command("merge")
@click.argument("a")
@click.argument("b")
@options.graph_option
@note_option
def merge_command(a: str, b: str, graph: Path, note: str) -> None:
    """Decide that events A and B are one; later builds obey it.

    The decision stands in decisions.yaml in the graph's folder, to be reviewed and kept in version control.
    """
    from kg.graph import Graph
    from kg.graph.why import merge

    with Graph.open(graph, reference=_reference(), read_only=False) as opened:
        click.echo(merge(opened, a, b, note))
    say(f"written to {graph / 'decisions.yaml'}")


@click.command("split")
@click.argument("mention")
@options.graph_option
@note_option
def split_command(mention: str, graph: Path, note: str) -> None:
    """Decide that a MENTION is about another event than the rest of its event; later builds obey it."""
    from kg.graph import Graph
    from kg.graph.why import split

    with Graph.open(graph, reference=_reference(), read_only=False) as opened:
        click.echo(split(opened, mention, note))
    say(f"written to {graph / 'decisions.yaml'}")
