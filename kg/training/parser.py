"""The small parser: its training data put together, its training run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from kg.training.run import LAST, train_component
from kg.training.treebanks import Sentence, documents, paragraphs, to_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

GOLD, OWN = 2, 6
"""How often the treebanks and our own sentences are in the data: silver is larger, ours are few."""

_STORED = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a parser learns from: treebanks, sentences that the teacher parsed, sentences of our own."""

    gold: Sequence[Sentence]
    silver: Sequence[Sentence] = ()
    own: Sequence[Sentence] = ()

    def docs(self, vocab: Vocab, seed: int) -> list[Doc]:
        """Documents of one or some sentences, shuffled; the same seed gives the same."""
        random = Random(seed)  # noqa: S311  (training data, no secret)
        runs = [
            run
            for sentences, times in ((self.gold, GOLD), (self.silver, 1), (self.own, OWN))
            for _ in range(times)
            for document in documents(sentences)
            for run in paragraphs(document, random)
        ]
        random.shuffle(runs)
        return [to_doc(run, vocab) for run in runs]


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    """Write documents as spaCy's training reads them."""
    from spacy.tokens import DocBin

    DocBin(attrs=_STORED, docs=docs, store_user_data=False).to_disk(path)


@dataclass(frozen=True, slots=True)
class Run:
    """Where a training reads and writes, how long it lasts and where chance begins."""

    train: Path
    dev: Path
    out: Path
    base: Path
    steps: int
    seed: int

    def settings(self) -> Iterator[tuple[str, str | int]]:
        """The settings of data/training/parser.cfg that a run fills in."""
        yield from (("paths.train", str(self.train)), ("paths.dev", str(self.dev)))
        yield from (("paths.base", str(self.base)), ("system.seed", self.seed), ("vars.steps", self.steps))


def train_parser(run: Run) -> Path:
    """Train tagger, parser and lemmatizer; the folder of the pipeline with the last weights."""
    train_component("parser.cfg", dict(run.settings()), run.out)
    return run.out / LAST
