"""`kg diff`: what two graphs say differently, by event."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import rich_click as click

from kg.cli import options, where
from kg.cli.output import print_json, say


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.json_option
@click.pass_context
def diff_command(ctx: click.Context, before: str, after: str, *, as_json: bool) -> None:
    """Say what two graphs tell differently, by event; fails where they differ, as diff does.

    A and B are folders, or addresses of endpoints.
    """
    from kg.graph.diff import difference

    sides = []
    for place in (before, after):
        endpoint = place if place.startswith(("http://", "https://")) else None
        with where.opened(Path(place), endpoint) as opened:
            sides.append((opened.quads(), opened.names))
    found = difference(sides[0][0], sides[1][0], sides[0][1])
    if as_json:
        print_json(asdict(found))
    else:
        for event in found.events:
            sign = {"added": "+", "removed": "-", "changed": "~"}[event.kind]
            click.echo(f"{sign} {event.date} {event.event_type} {event.event}")
            for change in event.changes:
                click.echo(f"    {change.name}: {_shown(change.before)} -> {_shown(change.after)}")
    say(
        f"{len(found.events)} events differ; "
        f"{len(found.articles_removed)} articles only in {before}, {len(found.articles_added)} only in {after}"
    )
    if not found.same:
        ctx.exit(1)


def _shown(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "(nothing)"
