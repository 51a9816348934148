"""`kg train`: the language pipeline built anew from public corpora, and its table of scores."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from kg.cli import options
from kg.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from kg.training.rebuild import Report

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("train")
@click.option("--corpora", type=FOLDER, required=True, help="Folder of the corpora, as fetched.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to build in.")
@click.option("--evaluate", is_flag=True, help="Build nothing: print the scores of a pipeline.")
@click.option(
    "--model", type=FOLDER, help="Pipeline to score, or to take words (and names) from; the shipped."
)
@click.option("--teacher", "encoder", type=FOLDER, help="Pretrained encoder: a large parser teaches first.")
@click.option("--seed", type=int, default=0, show_default=True, help="Where chance begins.")
@click.option(
    "--steps",
    type=click.IntRange(min=1),
    default=4600,
    show_default=True,
    help="Batches that the parser learns.",
)
@click.option("--parser-only", is_flag=True, help="Take the recogniser of names over from the model.")
@click.option("--without-gmb", is_flag=True, help="Learn names without the Groningen Meaning Bank.")
@click.option("--resume", is_flag=True, help="Go on from what an earlier run left in --out.")
@options.json_option
def train_command(  # noqa: PLR0913  (one parameter an option)
    *,
    corpora: Path,
    out: Path | None,
    evaluate: bool,
    model: Path | None,
    encoder: Path | None,
    seed: int,
    steps: int,
    parser_only: bool,
    without_gmb: bool,
    resume: bool,
    as_json: bool,
) -> None:
    """Build the language pipeline anew from public corpora, and score it.

    The folder holds the treebanks UD English EWT, GUM and PUD as CoNLL-U and the corpora of names (docs/language.md says where
    they are to be had). The same seed gives the same pipeline.
    """
    from kg import __version__
    from kg.resources import resource
    from kg.training import rebuild

    base = model or resource("data", "model")
    if evaluate:
        report = rebuild.evaluate(base, corpora)
    else:
        if out is None:
            raise click.UsageError("give --out DIR to build a pipeline in, or --evaluate to score one")
        plan = rebuild.Plan(
            corpora,
            out,
            base,
            names=base if parser_only else None,
            encoder=encoder,
            seed=seed,
            steps=steps,
            newswire=not without_gmb,
            version=__version__,
            resume=resume,
        )
        report = rebuild.evaluate(rebuild.rebuild(plan, say), corpora)
    if as_json:
        print_json(asdict(report))
    else:
        _print(report)


def _print(report: Report) -> None:
    names = list(next(iter(report.trees.values())).recall)
    rows = [
        (
            key,
            scores.las,
            scores.uas,
            scores.upos,
            scores.lemma,
            scores.sentences,
            *map(scores.recall.get, names),
        )
        for key, scores in report.trees.items()
    ]
    title = f"{report.speed:.0f} words a second of processor time, {report.size:.1f} MB"
    print_table(("raw text of", "LAS", "UAS", "UPOS", "lemma", "sentences", *names), rows, title)
    lines = [
        (
            key.removeprefix("names: "),
            line.step.names,
            line.network.f1,
            line.step.precision,
            line.step.recall,
            line.step.f1,
        )
        for key, line in report.names.lines.items()
    ]
    print_table(("names in", "names", "network F1", "P", "R", "whole step F1"), lines, "Names")
    for key in report.names.missing:
        say(f"not scored, the folder does not hold it: {key.removeprefix('names: ')} (names)")
