"""`kg info` and `kg check`: what a graph holds, and whether it is sound."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import rich_click as click

from kg.cli import options, where
from kg.cli.output import print_json, print_table

SHOWN = 50
"""Findings that are listed one by one; the rest is counted."""


@click.command("info")
@options.graph_option
@options.json_option
def info_command(graph: Path, *, as_json: bool) -> None:
    """Count what a graph holds: articles, mentions, events, actors, and quads by graph."""
    from kg.graph import Graph

    with Graph.open(graph) as opened:
        counts = opened.info()
    if as_json:
        print_json(counts)
        return
    for title, numbers in counts.items():
        print_table((title, ""), numbers.items())


@click.command("check")
@options.graph_option
@where.endpoint_option
@where.base_option
@options.json_option
@click.pass_context
def check_command(
    ctx: click.Context, graph: Path, endpoint: str | None, base: str | None, *, as_json: bool
) -> None:
    """Check a graph against the shapes and the set checks; fails where there is a violation."""
    from kg.graph.check import check_by

    with where.opened(graph, endpoint, base) as opened:
        report = check_by(opened.query, opened.names)
    if as_json:
        print_json(asdict(report))
    else:
        for finding in (*report.violations, *report.warnings)[:SHOWN]:
            click.echo(f"{finding.severity.lower()}: {finding.check}: {finding.subject}: {finding.message}")
        click.echo(
            f"{report.quads} quads, {len(report.checks)} checks: "
            f"{len(report.violations)} violations, {len(report.warnings)} warnings"
        )
    if report.violations:
        ctx.exit(1)
