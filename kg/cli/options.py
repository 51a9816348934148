"""Options that several commands share, and the types that read them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import rich_click as click

from kg.settings import Settings

Decorator = Callable[[Any], Any]


class Day(click.ParamType[Date]):
    """A day; of a month or a year given alone, its first or its last day."""

    name = "date"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(self, value: Any, param: Any, ctx: Any) -> Date:
        """Read 2026-02-18, 2026-02 or 2026."""
        if isinstance(value, Date):
            return value
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", value) is None:
            self.fail(f"{value!r} is no date; write 2026-02-18, 2026-02 or 2026", param, ctx)
        try:
            return self._day(*(int(part) for part in value.split("-")))
        except ValueError as error:
            self.fail(f"{value!r} is no date ({error})", param, ctx)

    def _day(self, year: int, month: int | None = None, day: int | None = None) -> Date:
        month = month or (12 if self._last else 1)
        first = Date(year, month, 1)
        return first.replace(day=day or (calendar.monthrange(year, month)[1] if self._last else 1))


graph_option: Decorator = click.option(
    "--graph",
    "-g",
    type=click.Path(path_type=Path),
    metavar="DIR",
    envvar="KG_GRAPH",
    default=Path("graph"),
    show_default=True,
    show_envvar=True,
    help="The graph's folder.",
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
published_option: Decorator = click.option(
    "--published",
    type=Day(),
    metavar="DATE",
    help="Day of publication of articles that do not say theirs; without it their dates stay relative.",
)
model_option: Decorator = click.option(
    "--language-model",
    metavar="NAME",
    help="Another spaCy pipeline, by the name of an installed package or by path.",
)
workers_option: Decorator = click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that read articles; 1 if not given."
)
paths_argument: Decorator = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def settings(**given: Any) -> Settings:
    """The settings of this run: kg.toml, the environment, and the flags that were given."""
    return Settings.load(**given)
