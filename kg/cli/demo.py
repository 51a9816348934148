"""`kg demo`: a graph from the sample articles, shown."""

from __future__ import annotations

import shlex
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
    ("claims-denied", {"since": "2014"}, ("date", "claimant", "claim", "denier", "denial")),
    (
        "dyad-timeline",
        {"a": "Iran", "b": "Saudi Arabia", "until": "2023-03-10"},
        ("date", "type", "from", "to", "status", "intensity"),
    ),
)
"""What the demo asks: a named question, its parameters, and the columns shown (none: all)."""

SAMPLES = "[0-9]*.md"
"""Which of the sample articles are read."""

ROWS = 8
"""Rows shown of each answer."""

FILES = (
    ("graph.ttl", "everything, as Turtle"),
    ("actor-network.svg", "the picture: who deals with whom; open it in a browser"),
    ("actor-network.gexf", "the same network with dates, for Gephi"),
)

SUMMARY = """\
A mention is one passage that tells of an event: who did what to whom, when, and who says so. Mentions of one event, in one
article or in several, make one event of the graph. Mentions that deny, plan, demand or suppose are kept and marked; the
others are listed as events. Actors are linked where the reference data knows them."""

CENTRAL = """\
Events between two named actors. Partners: with how many others; betweenness: how often an actor lies on the shortest way
between two others; pagerank: weight by that of the partners."""

NEXT = """\
  kg queries                         more questions to ask of it
  kg extract --explain ARTICLE       why an article reads as it does
  kg build PATH... --graph DIR       the same with articles of your own"""


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
    click.echo(SUMMARY)
    print_report(report)
    if report.unchanged:
        click.echo(f"{report.unchanged} articles were in the graph already and were not read again.")
    with Graph.open(out / "graph") as graph:
        for name, given, columns in QUESTIONS:
            _show(graph, name, given, columns)
        table = read_events(graph, level="actor")
        network = actor_network(table, level="actor")
        click.secho("\nThe ten most central actors", bold=True)
        click.echo(CENTRAL)
        click.echo(f"  kg network --level actor --graph {graph.folder.root}")
        print_measure("central", network, table, top=10)
        _write(out, graph, network)


def _show(graph: Graph, name: str, given: dict[str, str], columns: tuple[str, ...]) -> None:
    """One question and its answer."""
    from kg.graph import Table
    from kg.query import ask, named_query

    query = named_query(name)
    parameters = "".join(f" -p {shlex.quote(f'{key}={value}')}" for key, value in given.items())
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
    for name, what in FILES:
        click.echo(f"  {out / name}".ljust(34) + f" {what}")
    click.secho("\nGo on (where make set kg up, it is .venv/bin/kg)", bold=True)
    click.echo(NEXT)
