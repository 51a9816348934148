"""The hops of `kg train` in order: corpora, teacher, silver, parser, one pipeline; and the table of scores."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.language import Pipeline
from kg.language.normalise import same_length
from kg.language.sentences import COMPONENT
from kg.resources import resource
from kg.training import corpora
from kg.training.assemble import assemble
from kg.training.columns import sentence_of
from kg.training.evaluate import TreeScores, megabytes, tree_scores, words_per_second
from kg.training.groningen import part_of, read_table
from kg.training.name_corpora import TAUGHT
from kg.training.name_scores import NameTable, name_table
from kg.training.names import NEWSWIRE
from kg.training.parser import Lessons, Run, train_parser, write_docs
from kg.training.recogniser import train_names
from kg.training.run import LAST, NAME_STEPS, Folder, NameRun, Say, extra
from kg.training.silver import LEFT_OUT, Lemmas, confident, tokenized
from kg.training.treebanks import Sentence, documents, to_doc

if TYPE_CHECKING:
    from spacy.language import Language

OWN_TAUGHT = 3
"""How often our own sentences are among those that the teacher learns from."""


@dataclass(frozen=True, slots=True)
class Plan(Folder):
    """What to build: from which folder of corpora, into which folder, with which encoder for the teacher (none: no teacher).

    `base` is the pipeline whose tokenizer and vectors are taken over; `names` the one whose name recogniser is (none: one is
    trained). With `resume` what an earlier run left in `out` is taken up: the parser's lessons, so that the teacher is not
    asked again, and the recogniser. `newswire`: whether names are learned from the Groningen Meaning Bank, whose annotation
    has no licence of its own.
    """

    corpora: Path
    out: Path
    base: Path
    names: Path | None = None
    encoder: Path | None = None
    seed: int = 0
    steps: int = 4600
    name_steps: int = NAME_STEPS
    newswire: bool = True
    version: str = "0.0.0"
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The table: scores by test set, of trees and of names, words per second of processor time, megabytes on disk."""

    trees: dict[str, TreeScores]
    names: NameTable
    speed: float
    size: float


def rebuild(plan: Plan, say: Say) -> Path:
    """Train and assemble a pipeline; the folder of the finished one.

    Raises:
        DataError: a corpus is missing or malformed.
        ParameterError: a teacher is wanted and the extra `kg-events[train]` is not installed.
    """
    if not plan.resume:
        _write_lessons(plan, say)
    elif not (plan.lessons.is_file() and plan.held_out.is_file()):
        raise DataError(f"{plan.out} holds no train.spacy and dev.spacy to go on from: leave out --resume")
    run = Run(plan.lessons, plan.held_out, plan.out / "parser", plan.base, plan.steps, plan.seed)
    finished = plan.out / "model"
    assemble(train_parser(run), plan.names or _names(plan, say), finished, _learned(plan), plan.version)
    return finished


def _learned(plan: Plan) -> list[corpora.Corpus]:
    """What the pipeline is made of; what is taken up from elsewhere may have had a teacher, so that its texts are named too."""
    left_out = set()
    if not (plan.encoder or plan.resume):
        left_out = {"raw"} if plan.names else {"raw", TAUGHT}
    used = [each for each in corpora.corpora() if each.part not in left_out]
    return [each for each in used if plan.newswire or each.key != NEWSWIRE]


def _names(plan: Plan, say: Say) -> Path:
    out = plan.out / "names"
    if plan.resume and (out / LAST).is_dir():
        return out / LAST
    run = NameRun(plan.corpora, out, plan.base, plan.encoder, plan.seed, plan.name_steps, plan.newswire)
    return train_names(run, say, resume=plan.resume)


def _write_lessons(plan: Plan, say: Say) -> None:
    import spacy

    nlp = spacy.load(plan.base, exclude=["ner"])
    gold = [each for found in corpora.sentences("train", plan.corpora).values() for each in found]
    held_out = [each for found in corpora.sentences("dev", plan.corpora).values() for each in found]
    own = corpora.own_sentences()
    silver = list(_silver(plan, nlp, gold, own, say)) if plan.encoder else []
    say(f"{len(gold)} sentences of treebanks, {len(silver)} of silver, {len(own)} of our own")
    plan.out.mkdir(parents=True, exist_ok=True)
    write_docs((to_doc(group, nlp.vocab) for group in documents(held_out)), plan.held_out)
    write_docs(Lessons(gold, silver, own).docs(nlp.vocab, plan.seed), plan.lessons)


def _silver(
    plan: Plan, nlp: Language, gold: list[Sentence], own: list[Sentence], say: Say
) -> Iterator[Sentence]:
    with extra("the teacher"):
        from kg.training.learning import Schedule
        from kg.training.teacher import Labels, Teacher
    if plan.encoder is None:
        return
    lessons = [*gold, *own * OWN_TAUGHT]
    teacher = Teacher(plan.encoder, Labels.of(lessons), plan.seed)
    for progress in teacher.train(lessons, Schedule()):
        say(f"teacher: batch {progress.step} of {progress.total}, loss {progress.loss:.3f}")
    raw = list(tokenized(chain(raw_texts(plan.corpora), example_texts()), nlp.tokenizer))
    say(f"teacher: {len(raw)} raw sentences")
    yield from confident(teacher.parse(raw), Lemmas.of(gold), LEFT_OUT)


def raw_texts(folder: Path) -> Iterator[str]:
    """The raw sentences of the corpora: the words of the Groningen table, joined as news are written.

    Of every twenty runs of sixty sentences the tenth and the last are left out: names are tested on them.

    Raises:
        DataError: the table is missing.
    """
    [corpus] = corpora.with_part("raw")
    for number, row in enumerate(read_table(corpora.find(corpus, folder))):
        if part_of(number) == "train":
            yield sentence_of((row.words, ["O"] * len(row.words))).text


def example_texts() -> Iterator[str]:
    """The example sentences of our own event lexicon, in the order of its files: the constructions that coding turns on.

    >>> "Kenya agreed to withdraw its troops from the border." in set(example_texts())
    True
    """
    for path in sorted(resource("data", "codebook").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                if text := row.get("example"):
                    yield text


def evaluate(model: Path, folder: Path) -> Report:
    """The table of a pipeline, over the test sets in a folder of corpora; those of names may be missing.

    Raises:
        DataError: a test set of trees is missing, or one is malformed.
    """
    pipeline = Pipeline(model)
    nlp = pipeline.nlp
    sets = corpora.test_sets(folder)
    trees = tree_table(nlp, sets)
    texts = [
        same_length(" ".join(sentence.text for sentence in run)) for runs in sets.values() for run in runs
    ]
    names = name_table(pipeline, folder)
    return Report(trees, names, words_per_second(nlp, texts), megabytes(model))


def tree_table(nlp: Language, sets: Mapping[str, list[list[Sentence]]]) -> dict[str, TreeScores]:
    """The scores of a pipeline's trees by test set; `sets` as `kg.training.corpora.test_sets` gives them.

    The rule of sentence borders is for paragraphs of news: documents run on as one text are read without it, as others
    read theirs.
    """
    run_on = {corpus.key for corpus in corpora.with_part("test") if corpus.unit == "document"}
    table = {}
    for key, runs in sets.items():
        off = (COMPONENT,) if key in run_on else ()
        with nlp.select_pipes(disable=[name for name in (*off, "ner") if name in nlp.pipe_names]):
            table[key] = tree_scores(nlp, [to_doc(run, nlp.vocab) for run in runs])
    return table
