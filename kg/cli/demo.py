"""`kg demo`: a graph from the sample articles, shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.build import print_report
from kg.cli.network import print_measure
from kg.cli.output import print_table, progress

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph

QUESTIONS: tuple[tuple[str, dict[str, str], tuple[str, ...]], ...] = (
    ("mediators", {}, ("name", "n", "first", "last")),
    ("dyad-timeline", {"a": "Russia", "b": "Ukraine", "since": "2022-02", "until": "2022-04"}, ()),
    ("contradictory-accounts", {}, ()),
)
"""What the demo asks: a named question, its parameters, and the columns shown (none: all)."""

SAMPLES = "[0-9]*.md"
"""Which of the sample articles are read."""

ROWS = 8
"""Rows shown of each answer."""


@click.command("demo")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder to fill.",
)
@options.workers_option
def demo_command(*, out: Path, workers: int | None) -> None:
    """Build a graph from the sample articles and show it.

    Fills a folder with the graph, graph.ttl, actor-network.gexf and actor-network.svg.
    """
    from kg.analysis import actor_network, read_events
    from kg.articles import read
    from kg.graph import Graph
    from kg.pipeline import build
    from kg.reading import Reader
    from kg.reference import Reference
    from kg.resources import resource

    samples = sorted(resource("data", "articles").glob(SAMPLES))
    settings = options.settings(workers=workers)
    with (
        progress("articles") as advance,
        Graph.create(out / "graph", reference=Reference.load(settings.reference)) as graph,
    ):
        report = build(read(samples), graph, reader=Reader(settings), progress=advance)
    click.secho(f"{len(samples)} sample articles, read into {out / 'graph'}", bold=True)
    print_report(report)
    with Graph.open(out / "graph") as graph:
        for name, given, columns in QUESTIONS:
            _show(graph, name, given, columns)
        table = read_events(graph, level="actor")
        network = actor_network(table, level="actor")
        click.secho("\nThe ten most central actors", bold=True)
        print_measure("central", network, table, top=10)
        _write(out, graph, network)


def _show(graph: Graph, name: str, given: dict[str, str], columns: tuple[str, ...]) -> None:
    """One question and its answer."""
    from kg.graph import Table
    from kg.query import ask, named_query

    query = named_query(name)
    parameters = "".join(f" -p {key}={value}" for key, value in given.items())
    click.secho(f"\n{query.question}", bold=True)
    click.echo(f"  kg query {name}{parameters} --graph {graph.folder.root}")
    answer = ask(graph, name, given)
    if isinstance(answer, Table):
        shown = columns or answer.columns
        places = [answer.columns.index(column) for column in shown]
        print_table(shown, [[row[place] for place in places] for row in answer.rows[:ROWS]])
        if len(answer) > ROWS:
            click.echo(f"  ... {len(answer) - ROWS} more rows")


def _write(out: Path, graph: Graph, network: nx.MultiDiGraph[str]) -> None:
    from kg.export import write_network, write_quads

    write_quads(graph.quads(), out / "graph.ttl", format="turtle", prefixes=graph.names.prefixes)
    for name in ("actor-network.gexf", "actor-network.svg"):
        write_network(network, out / name, format=Path(name).suffix[1:])
    click.secho("\nWritten", bold=True)
    for name in ("graph.ttl", "actor-network.gexf", "actor-network.svg"):
        click.echo(f"  {out / name}")
