"""Where a graph lies: in a folder, or behind an endpoint; the options that say so, and opening either."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli.options import Decorator

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.graph.remote import Remote

endpoint_option: Decorator = click.option(
    "--endpoint",
    metavar="URL",
    envvar="KG_ENDPOINT",
    show_envvar=True,
    help="A SPARQL endpoint that holds the graph, in place of a folder; KG_USER and KG_PASSWORD for one that asks.",
)
base_option: Decorator = click.option(
    "--base", metavar="IRI", help="Where the IRIs of an endpoint's graph begin, if not the public base."
)


def opened(graph: Path, endpoint: str | None, base: str | None = None) -> Graph | Remote:
    """The graph of a folder, or the one behind an endpoint, for reading."""
    from kg.graph import Graph

    return remote(endpoint, base) if endpoint else Graph.open(graph)


def remote(endpoint: str, base: str | None = None) -> Remote:
    """The graph behind an endpoint."""
    from kg.graph.names import BASE
    from kg.graph.remote import Remote
    from kg.sparql import Endpoint

    return Remote(Endpoint(endpoint, credentials=credentials()), base or BASE)


def credentials() -> tuple[str, str] | None:
    """User name and password of an endpoint, from the environment: they are not to stand in a shell's history."""
    user = os.environ.get("KG_USER")
    return (user, os.environ.get("KG_PASSWORD", "")) if user else None
