"""The command `kg` itself: its sub-commands by panel, imported when called, and how it fails."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any, NamedTuple

import rich_click as click

from kg import __version__
from kg.errors import KgError


class Entry(NamedTuple):
    """One sub-command: the panel it is listed in, the module that holds it, and its line in the list."""

    panel: str
    module: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "build": Entry("Build", "build", "Read articles into a graph."),
    "extract": Entry("Build", "extract", "Read articles and print what they say, as JSON; no graph is made."),
    "query": Entry("Ask", "query", "Answer a named question, or any SPARQL, from a graph."),
    "queries": Entry("Ask", "query", "List the named questions by theme, with their parameters and columns."),
    "why": Entry("Ask", "fusion", "Show which mentions make an EVENT one, with the score of each link."),
    "network": Entry("Analyse", "network", "Who acts toward whom: the network, its measures, its picture."),
    "export": Entry(
        "Export", "export", "Write a graph, sorted: Turtle, TriG, N-Quads, JSON-LD, tables of events."
    ),
    "push": Entry("Export", "transfer", "Write a graph to a server, or only what changed."),
    "pull": Entry("Export", "transfer", "Read a server's articles into a graph: only what changed."),
    "diff": Entry("Ask", "difference", "Say what two graphs tell differently, by event."),
    "info": Entry("Maintain", "maintain", "Count what a graph holds."),
    "check": Entry("Maintain", "maintain", "Check a graph against the shapes and the set checks."),
    "retract": Entry("Maintain", "keep", "Take articles out, with exactly what only they said."),
    "rebuild": Entry(
        "Maintain", "keep", "Make the index and all derived layers again, from what the articles say."
    ),
    "verify": Entry("Maintain", "keep", "Check every quote against its stored text."),
    "quarantine": Entry("Maintain", "keep", "List what was not let into a graph, and why."),
    "merge": Entry("Maintain", "fusion", "Decide that events A and B are one."),
    "split": Entry("Maintain", "fusion", "Decide that a MENTION is about another event."),
    "evaluate": Entry("Maintain", "evaluate", "Score the coding on a gold file, by class, with floors."),
    "codebook": Entry(
        "Maintain", "codebook", "Explain the codes: event classes, modes, contexts, sectors, CAMEO."
    ),
    "reference": Entry(
        "Maintain", "reference", "Say what a name means; import and compare tables of actors."
    ),
    "train": Entry(
        "Maintain", "train", "Build the language pipeline anew from public corpora, and score it."
    ),
    "demo": Entry("Maintain", "demo", "Build a graph from the sample articles and show it."),
    "completion": Entry("Maintain", "completion", "Print the shell's completion script."),
}
PANELS = tuple(dict.fromkeys(entry.panel for entry in COMMANDS.values()))


class LazyGroup(click.RichGroup):
    """Lists its commands without importing them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (click gives it)
        """The names, by panel."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A stand-in that has the command's line in the list."""
        entry = COMMANDS.get(cmd_name)
        return (
            click.RichCommand(name=cmd_name, short_help=entry.summary, help=entry.summary) if entry else None
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command itself, imported now."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(str(name)) if name in COMMANDS else None, rest

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what kg raises on purpose becomes one line on standard error."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has read enough
                raise
            click.echo(f"kg: {error.strerror or error}: {error.filename or 'standard output'}", err=True)
            ctx.exit(1)


def load(name: str) -> click.Command:
    """A sub-command by its name."""
    module = import_module(f"kg.cli.{COMMANDS[name].module}")
    command: click.Command = getattr(module, f"{name}_command")
    return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": None},
    epilog="Exit status: 0 done, 1 failed, 2 called wrongly, 3 done, but some input was skipped.",
)
@click.version_option(__version__, "-V", "--version", prog_name="kg")
def cli() -> None:
    """News articles in, a knowledge graph of geopolitical events out.

    Who did what to whom, when, where, and who says so.
    """


for _panel in PANELS:
    cli.add_panel(
        click.RichCommandPanel(
            _panel, commands=[name for name, entry in COMMANDS.items() if entry.panel == _panel]
        )
    )


def main() -> None:
    """The program `kg`."""
    cli(prog_name="kg")
