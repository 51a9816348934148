"""`kg completion`: the script that lets a shell complete kg's commands and options."""

from __future__ import annotations

import rich_click as click


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion_command(shell: str) -> None:
    """Print the shell's completion script.

    For bash, in ~/.bashrc: eval "$(kg completion bash)"; for zsh the same in ~/.zshrc; for fish: kg completion fish >
    ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    from kg.cli.root import cli

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "kg", "_KG_COMPLETE").source())
