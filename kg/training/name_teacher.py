"""A large, slow recogniser of names that teaches the small one: a pretrained encoder, a layer that reads both ways, labels by word.

Each word is what the encoder makes of it, with its shape, its ending and its static vector beside; the best run of labels
is found by Viterbi's search over those that may follow each other. It needs the extra `kg-events[train]`; nothing of it
is shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.training.encoder import Encoder, Looks
from kg.training.learning import NO_CLASS, Progress, Schedule, begin, entropy, learn, runs
from kg.training.sentences import LABELS

TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
"""What a word can be: no name, the first word of a name, a later one."""

SCHEDULE = Schedule(epochs=1, batch=1000)

_WORD, _READER, _DROPOUT = 384, 160, 0.25
_NEVER = -1e4

Vectors = Callable[[str], Any]
"""The static vector of a word, a numpy array."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words and what each is, as numbers of `TAGS`; `confidence` is the mean log probability of a word's likeliest tag."""

    words: tuple[str, ...]
    tags: tuple[int, ...] = ()
    confidence: float = 0.0

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """The names: first word, end (exclusive), label.

        >>> list(Tagged(("Kenya", "met", "Fiji"), (TAGS.index("B-GPE"), 0, TAGS.index("B-GPE"))).spans())
        [(0, 1, 'GPE'), (2, 3, 'GPE')]
        """
        start = 0
        while start < len(self.tags):
            end = start + 1
            tag = TAGS[self.tags[start]]
            if tag != "O":
                inner = TAGS.index(f"I-{tag[2:]}")
                while end < len(self.tags) and self.tags[end] == inner:
                    end += 1
                yield start, end, tag[2:]
            start = end


class _Network(nn.Module):
    def __init__(self, folder: Path, vectors: Vectors) -> None:
        super().__init__()
        self._vectors = vectors
        self._seen: dict[str, Tensor] = {}
        self.encoder = Encoder(folder)
        self.looks = Looks()
        self.word = nn.Linear(self.encoder.width + self.looks.width + len(vectors("")), _WORD)
        self.mix = nn.LSTM(_WORD, _READER, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * _READER, len(TAGS))
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        """Scores (sentence, word, tag)."""
        looks, _ = self.looks(sentences)
        wide = [self.encoder(sentences)[:, 1:], looks[:, 1:], self._static(sentences)]
        words = self.drop(functional.gelu(self.word(self.drop(torch.cat(wide, -1)))))
        scores: Tensor = self.out(self.drop(self.mix(words)[0]))
        return scores

    def _static(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        rows = [torch.stack([self._vector(word) for word in words]) for words in sentences]
        return nn.utils.rnn.pad_sequence(rows, batch_first=True)

    def _vector(self, word: str) -> Tensor:
        if word not in self._seen:
            self._seen[word] = torch.tensor(self._vectors(word), dtype=torch.float)
        return self._seen[word]


class NameTeacher:
    """The network: learns from sentences with tags, tags others.

    Args:
        folder: a pretrained BERT-like encoder, as files on disk.
        vectors: static vectors of words, all of one length.
        seed: where chance begins; the same seed gives the same teacher.
    """

    def __init__(self, folder: Path, vectors: Vectors, seed: int = 0) -> None:
        self._chance = begin(seed)
        self._network = _Network(folder, vectors)
        self._follows = _grammar()
        self._broken = {(before, later) for before, later in (self._follows < 0).nonzero().tolist()}

    def train(self, sentences: Sequence[Tagged], schedule: Schedule = SCHEDULE) -> Iterator[Progress]:
        """Learn, telling how far it is; runs as far as it is iterated."""
        return learn(self._network, sentences, self._loss, schedule, self._chance)

    def _loss(self, batch: Sequence[Tagged]) -> Tensor:
        scores = self._network([sentence.words for sentence in batch])
        gold = torch.full(scores.shape[:2], NO_CLASS)
        for row, sentence in enumerate(batch):
            gold[row, : len(sentence.tags)] = torch.tensor(sentence.tags)
        return entropy(scores, gold)

    def tag(self, sentences: Sequence[Sequence[str]], pieces: int = 2500) -> list[Tagged]:
        """The sentences with their tags, in the order given; none may be empty.

        Args:
            sentences: their words.
            pieces: words that are read at once, at most, counted with their padding.
        """
        self._network.eval()
        found: dict[int, Tagged] = {}
        with torch.no_grad():
            for places in runs([len(words) for words in sentences], pieces):
                sure = functional.log_softmax(self._network([sentences[place] for place in places]), -1)
                for row, place in enumerate(places):
                    found[place] = self._tagged(sentences[place], sure[row, : len(sentences[place])])
        return [found[place] for place in range(len(sentences))]

    def _tagged(self, words: Sequence[str], sure: Tensor) -> Tagged:
        best = sure.max(-1)
        tags = best.indices.tolist()
        if any(pair in self._broken for pair in zip([0, *tags], tags, strict=False)):
            tags = self._search(sure)
        return Tagged(tuple(words), tuple(tags), float(best.values.mean()))

    def _search(self, sure: Tensor) -> list[int]:
        scores, back = self._follows[0] + sure[0], []
        for word in sure[1:]:
            best = (scores[:, None] + self._follows).max(0)
            back.append(best.indices)
            scores = best.values + word
        tags = [int(scores.argmax())]
        for before in reversed(back):
            tags.append(int(before[tags[-1]]))
        return tags[::-1]

    def save(self, path: Path) -> None:
        """Write the learned weights."""
        torch.save(self._network.state_dict(), path)

    def load(self, path: Path) -> None:
        """Read the weights that `save` wrote."""
        self._network.load_state_dict(torch.load(path, weights_only=True))


def _grammar() -> Tensor:
    """What it costs that a tag (column) follows another (row): an I- stands behind its own name only, none at a beginning."""
    follows = torch.zeros(len(TAGS), len(TAGS))
    for later, tag in enumerate(TAGS):
        for before, other in enumerate(TAGS):
            if tag.startswith("I-") and other[2:] != tag[2:]:
                follows[before, later] = _NEVER
    return follows
