"""What the importers of other coders' dictionaries print: the files written, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import rich_click as click

from kg.cli.output import print_json, print_table, say

FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


def print_import(
    taken: Mapping[str, int], counts: Mapping[str, int], unmapped: Iterable[Any], *, as_json: bool
) -> None:
    """What was taken over and, by reason, what was not; as JSON every line that was left out."""
    if as_json:
        left = [{"line": entry.line, "text": entry.text, "reason": entry.reason} for entry in unmapped]
        print_json({"taken_over": dict(taken), "left_out": left})
        return
    print_table(("taken over", "rows"), taken.items())
    if counts:
        print_table(("left out, because", "lines"), counts.items())


def say_files(files: Iterable[Path], hint: str) -> None:
    """The files written, and how to use them."""
    for file in files:
        say(f"{file}: written")
    say(hint)
