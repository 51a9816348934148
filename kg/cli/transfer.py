"""`kg push`, `kg pull` and `kg diff`: a graph to a server and back, and what two graphs say differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options, where
from kg.cli.output import progress, say

if TYPE_CHECKING:
    from kg.graph.transfer import Transfer

prune_option = click.option(
    "--prune", is_flag=True, help="Remove articles that the other side does not hold."
)
whole_option = click.option("--whole", is_flag=True, help="Send what has not changed too.")
needed_endpoint = click.option(
    "--endpoint",
    metavar="URL",
    envvar="KG_ENDPOINT",
    show_envvar=True,
    required=True,
    help="The SPARQL endpoint.",
)


@click.command("push")
@options.graph_option
@needed_endpoint
@click.option(
    "--store",
    metavar="URL",
    envvar="KG_STORE",
    show_envvar=True,
    required=True,
    help="The server's graph store: .../sparql-graph-crud-auth of a Virtuoso, .../store of an Oxigraph server.",
)
@prune_option
@whole_option
@click.option(
    "--texts", is_flag=True, help="Send the articles' texts too, so that whoever pulls can verify quotes."
)
def push_command(  # noqa: PLR0913  (one parameter an option)
    *, graph: Path, endpoint: str, store: str, prune: bool, whole: bool, texts: bool
) -> None:
    """Write a graph to a server: one PUT an article, and only what changed. Cut off, it goes on where it stopped."""
    from kg.graph import Graph
    from kg.graph.graph_store import GraphStore
    from kg.graph.transfer import push

    target = GraphStore(store, where.credentials())
    with progress("articles") as advance, Graph.open(graph) as opened:
        remote = where.remote(endpoint, opened.names.base)
        _report(push(opened, remote, target, prune=prune, whole=whole, texts=texts, progress=advance))


@click.command("pull")
@options.graph_option
@needed_endpoint
@where.base_option
@prune_option
@whole_option
@click.pass_context
def pull_command(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context, graph: Path, endpoint: str, base: str | None, *, prune: bool, whole: bool
) -> None:
    """Read a server's articles into a graph: only what changed; and their texts, where they were pushed too."""
    from kg.cli.output import PARTIAL
    from kg.graph import Graph
    from kg.graph.names import BASE
    from kg.graph.transfer import pull
    from kg.reference import Reference

    reference = Reference.load(options.settings().reference)
    with (
        progress("articles") as advance,
        Graph.create(graph, base=base or BASE, reference=reference) as opened,
    ):
        remote = where.remote(endpoint, opened.names.base)
        done = pull(remote, opened, prune=prune, whole=whole, progress=advance)
    _report(done)
    if done.refused:
        ctx.exit(PARTIAL)


def _report(done: Transfer) -> None:
    say(f"{len(done.written)} articles written, {len(done.unchanged)} unchanged, {len(done.removed)} removed")
    if done.refused:
        say(f"{len(done.refused)} articles failed the gate and were left out: {', '.join(done.refused[:5])}")
