"""`kg query` and `kg queries`: questions to a graph."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options, where
from kg.cli.output import print_json, print_table
from kg.errors import InputError, ParameterError

if TYPE_CHECKING:
    from kg.graph.table import Answer
    from kg.query import NamedQuery

FORMATS = ("table", "csv", "tsv", "json", "markdown", "turtle", "ntriples")


@click.command("query")
@click.argument("question", metavar="NAME|FILE|-")
@options.graph_option
@where.endpoint_option
@where.base_option
@click.option(
    "--param", "-p", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of a named question."
)
@click.option("--format", "-f", "form", type=click.Choice(FORMATS), help="How to print the answer.")
@options.json_option
@click.option("--timeout", type=float, metavar="SECONDS", help="Stop after so long.")
@click.option("--limit", "rows", type=click.IntRange(1), metavar="N", help="Fail rather than give more rows.")
@click.option(
    "--outside", is_flag=True, help="Let SPARQL ask other endpoints (SERVICE) and choose its data set (FROM)."
)
def query_command(  # noqa: PLR0913  (one parameter an option)
    *,
    question: str,
    graph: Path,
    endpoint: str | None,
    base: str | None,
    given: tuple[str, ...],
    form: str | None,
    as_json: bool,
    timeout: float | None,
    rows: int | None,
    outside: bool,
) -> None:
    """Answer a named question, or any SPARQL, from a graph.

    Give the NAME of a question (see kg queries), a FILE of SPARQL, - to read SPARQL from standard input, or SPARQL
    itself. Actors are given as Russia, RUS or an IRI, dates as 2026-02-18, 2026-02 or 2026:

        kg query mediators -p a=Russia -p b=UKR -p since=2026-02
    """
    from kg.graph import Limits
    from kg.query import ask

    settings = options.settings(timeout=timeout, row_limit=rows)
    limits = Limits(seconds=settings.timeout, rows=settings.row_limit, outside=outside)
    with where.opened(graph, endpoint, base) as opened:
        answer = ask(opened, _text(question), _parameters(given), limits)
    print_answer(answer, "json" if as_json else form)


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    parameters = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ParameterError(f"parameter {pair!r}: write it as name=value, such as -p a=Russia")
        parameters[name.strip()] = value.strip()
    return parameters


def _text(question: str) -> str:
    """The SPARQL or the name that an argument stands for."""
    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    if path.suffix in (".rq", ".sparql") or (len(question) < 1000 and "{" not in question and path.is_file()):
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: {error}; give a file of SPARQL in UTF-8") from error
    return question


def print_answer(answer: Answer, form: str | None) -> None:
    """An answer in one of the formats: a table, or Turtle for statements, where none is asked for.

    Raises:
        FormatError: the answer cannot be written so.
    """
    from kg.errors import FormatError
    from kg.graph import Statements

    if isinstance(answer, Statements):
        writers = {"turtle": answer.to_turtle, "ntriples": answer.to_ntriples}
        chosen = form or "turtle"
    else:
        writers = {
            "csv": answer.to_csv,
            "tsv": answer.to_tsv,
            "json": lambda: answer.to_json() + "\n",
            "markdown": lambda: answer.to_markdown() + "\n",
        }
        chosen = form or "table"
        if chosen == "table":
            print_table(answer.columns, answer.rows)
            return
    if chosen not in writers:
        kind = "statements" if isinstance(answer, Statements) else "rows"
        raise FormatError(
            f"the answer is {kind}, which {chosen} cannot hold; choose one of {', '.join(writers)}"
        )
    click.echo(writers[chosen](), nl=False)


@click.command("queries")
@click.argument("name", required=False)
@options.json_option
def queries_command(name: str | None, *, as_json: bool) -> None:
    """List the named questions by theme, with their parameters and columns; with NAME, that one and its SPARQL."""
    from dataclasses import asdict

    from kg.query import named_queries, named_query

    chosen = [named_query(name)] if name else by_theme(named_queries().values())
    if as_json:
        print_json([asdict(query) for query in chosen])
        return
    for theme, queries in groupby(chosen, key=lambda query: query.theme):
        click.secho(f"{theme.capitalize()}\n", underline=True)
        for query in queries:
            _describe(query)
    if name:
        click.echo(chosen[0].sparql)


def by_theme(queries: Iterable[NamedQuery]) -> list[NamedQuery]:
    """Named questions sorted by theme, then by name."""
    return sorted(queries, key=lambda query: (query.theme, query.name))


def _describe(query: NamedQuery) -> None:
    click.secho(query.name, bold=True)
    click.echo(f"  {query.question}")
    for parameter in query.parameters:
        default = f" [{parameter.default}]" if parameter.default else ""
        click.echo(f"    -p {parameter.name}={parameter.kind.upper()}{default}  {parameter.meaning}")
    click.echo(f"  columns: {', '.join(column for column, _ in query.columns)}\n")
