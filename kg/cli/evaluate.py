"""`kg evaluate`: how well the coding does on a gold file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from kg.evaluation import Scores


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--floor", "floors", multiple=True, metavar="METRIC=F1", help="Fail below it: class=0.5; repeatable."
)
@click.option("--fold-yield", is_flag=True, help="CONCEDE and RETREAT count as one class.")
@click.option("--class-only", is_flag=True, help="The gold has no actors: compare classes only.")
@options.workers_option
@options.model_option
@options.json_option
@click.pass_context
def evaluate_command(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context,
    *,
    gold: Path,
    floors: tuple[str, ...],
    fold_yield: bool,
    class_only: bool,
    workers: int | None,
    language_model: str | None,
    as_json: bool,
) -> None:
    """Score the coding on a gold file, by class, with floors.

    GOLD is JSONL, one record a line: id, text, event (a PLOVER class; null where the sentence must give none), sources
    and targets. Compared, sentence by sentence, are the sets of classes, of source and target codes, of (source,
    class, target) triples and of dyads.
    """
    from kg.evaluation import Options, below, evaluate, read_floors, read_gold
    from kg.reading import Reader

    chosen = Options(fold_yield=fold_yield, class_only=class_only)
    wanted = read_floors(floors)
    settings = options.settings(workers=workers, language_model=language_model)
    scores = evaluate(read_gold(gold), Reader(settings), chosen)
    if as_json:
        print_json(_record(scores))
    else:
        _print(scores)
    missed = below(scores, wanted)
    for line in missed:
        say(f"kg: {line}")
    if missed:
        ctx.exit(1)


def _figures(counts: Any) -> dict[str, Any]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, **asdict(counts)}


def _record(scores: Scores) -> dict[str, Any]:
    tables = {
        name: {key: _figures(counts) for key, counts in table.items()}
        for name, table in (("metrics", scores.metrics), ("by_class", scores.by_class))
    }
    plain = ("sentences", "unread", "coded", "exact", "neutral", "disturbed")
    return {name: getattr(scores, name) for name in plain} | tables


def _print(scores: Scores) -> None:
    head = (
        f"{scores.sentences} sentences, {scores.coded} coded, {scores.exact} exactly right, "
        f"{scores.disturbed} of {scores.neutral} that must give no event given one, {scores.unread} unread"
    )
    for title, name, table in ((head, "compared", scores.metrics), (None, "class", scores.by_class)):
        rows = [
            (key, counts.precision, counts.recall, counts.f1, counts.tp, counts.fp, counts.fn)
            for key, counts in table.items()
        ]
        print_table((name, "precision", "recall", "F1", "right", "wrong", "missed"), rows, title)
