"""`kg network`: the actor network of a graph, its measures and its files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options, where
from kg.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis import EventTable

MEASURES = ("central", "degree", "strength", "betweenness", "pagerank", "communities", "balance", "mediators")
FORMATS = ("graphml", "gexf", "json", "csv", "nodes-csv", "svg", "png")
ALL = 1_000_000


@click.command("network")
@options.graph_option
@where.endpoint_option
@where.base_option
@click.option(
    "--from", "since", type=options.Day(), metavar="DATE", help="First day: 2026-02-18, 2026-02 or 2026."
)
@click.option("--to", "until", type=options.Day(last=True), metavar="DATE", help="Last day.")
@click.option(
    "--type", "types", multiple=True, metavar="CLASS", help="Only events of this PLOVER class; repeatable."
)
@click.option(
    "--actor", "actors", multiple=True, metavar="ACTOR", help="Only edges of this actor; repeatable."
)
@click.option(
    "--level", type=click.Choice(("state", "actor")), default="state", show_default=True, help="Whose ties."
)
@click.option("--status", "statuses", multiple=True, metavar="STATUS", help="Which events count [attested].")
@click.option(
    "--measure", type=click.Choice(MEASURES), default="central", show_default=True, help="What to print."
)
@click.option(
    "--top", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="How many rows."
)
@click.option(
    "--out", "-o", "files", multiple=True, type=click.Path(path_type=Path), help="Write a file; repeatable."
)
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), help="By default what the ending of --out says."
)
@options.json_option
def network_command(  # noqa: PLR0913  (one parameter an option)
    *,
    graph: Path,
    endpoint: str | None,
    base: str | None,
    since: Date | None,
    until: Date | None,
    types: tuple[str, ...],
    actors: tuple[str, ...],
    level: str,
    statuses: tuple[str, ...],
    measure: str,
    top: int,
    files: tuple[Path, ...],
    form: str | None,
    as_json: bool,
) -> None:
    """Who acts toward whom: the network, its measures, its picture.

    Prints a measure as a table, or writes the network with --out: .graphml, .gexf (with dates, for Gephi's timeline),
    .json (node-link), .csv (edges), .svg and .png.
    """
    from kg.analysis import EventTable, Selection, actor_network, read_events
    from kg.analysis.events import ATTESTED

    with where.opened(graph, endpoint, base) as opened:
        chosen = Selection(since, until, event_types(types), statuses or ATTESTED)
        one_by_one = measure == "mediators" and not files
        table = read_events(opened, level=level, selection=chosen) if one_by_one else EventTable(())
        network = actor_network(
            table if one_by_one else opened,
            since=since,
            until=until,
            types=chosen.types,
            actors=[_actor(opened, name) for name in actors],
            level=level,
            statuses=chosen.statuses,
        )
    for file in files:
        _write(network, file, form)
    if not files:
        print_measure(measure, network, table, top=top, as_json=as_json)


def event_types(given: Iterable[str]) -> tuple[str, ...]:
    """PLOVER classes as typed, in capitals.

    Raises:
        ParameterError: there is no such class.
    """
    from kg.codebook import Codebook
    from kg.errors import ParameterError

    wanted = tuple(code.strip().upper() for code in given)
    known = Codebook.load().event_types if wanted else {}
    for code in wanted:
        if code not in known:
            raise ParameterError(f"no event class {code!r}: there are {', '.join(known)}")
    return wanted


def _actor(graph: Any, text: str) -> str:
    from kg.graph.resolver import resolve_actor

    return resolve_actor(graph.store, text, graph.names).value


def _write(network: nx.MultiDiGraph[str], file: Path, form: str | None) -> None:
    from kg.export import format_of, write_network

    to_stdout = str(file) == "-"
    chosen = form or ("json" if to_stdout else format_of(file))
    write_network(network, sys.stdout.buffer if to_stdout else file, format=chosen)
    if not to_stdout:
        say(f"{file}: {network.number_of_nodes()} actors, {network.number_of_edges()} edges as {chosen}")


def print_measure(
    measure: str, network: nx.MultiDiGraph[str], table: EventTable, *, top: int, as_json: bool = False
) -> None:
    """One measure of a network, as a table or JSON."""
    found = rows(measure, network, table)[:top]
    if as_json:
        print_json([asdict(row) for row in found])
        return
    hidden = {"actor", "mediator", "one", "other", "events_list", "actors"}
    columns = [field.name for field in fields(found[0]) if field.name not in hidden] if found else ["label"]
    cells = [[_cell(getattr(row, column)) for column in columns] for row in found]
    print_table([column.removesuffix("_label") for column in columns], cells, _title(measure, network))


def rows(measure: str, network: nx.MultiDiGraph[str], table: EventTable) -> Sequence[Any]:
    """The rows of a measure, in its own order."""
    from kg import analysis

    measures: dict[str, Callable[[], Sequence[Any]]] = {
        "central": lambda: analysis.central_actors(network, ALL),
        "degree": lambda: analysis.degree(network),
        "strength": lambda: analysis.strength(network),
        "betweenness": lambda: analysis.betweenness(network),
        "pagerank": lambda: analysis.pagerank(network),
        "communities": lambda: analysis.communities(network).communities,
        "balance": lambda: analysis.actor_balance(network),
        "mediators": lambda: analysis.mediators(table),
    }
    return measures[measure]()


def _cell(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _title(measure: str, network: nx.MultiDiGraph[str]) -> str:
    told = network.graph
    return (
        f"{measure}: {network.number_of_nodes()} actors, {network.number_of_edges()} edges; {told['edges_from']} of "
        f"{told['events']} events ({told['without_partner']} with one party, {told['unidentified']} with none known)"
    )
