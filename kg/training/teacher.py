"""A large, slow parser that teaches the small one: biaffine attention over a pretrained encoder.

After Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing" (ICLR 2017): every word scores every
word of its sentence as its head; the relation is scored for the head chosen. The words are what a small pretrained
transformer makes of them, with their shape and ending beside, as the encoder does not see capitals. It needs the extra
`kg-events[train]`; nothing of it is shipped.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.training.arborescence import dependency_tree
from kg.training.encoder import Encoder, Looks
from kg.training.learning import NO_CLASS, Progress, Schedule, begin, entropy, learn, runs
from kg.training.treebanks import Sentence, Word

ARC, RELATION, WORD = 320, 128, 448
DROPOUT = 0.25


@dataclass(frozen=True, slots=True)
class Guess:
    """What the teacher makes of a sentence: its words with tags and tree, and how sure it is.

    `confidence` is the mean, over the words, of the log probability of head and relation together.
    """

    words: tuple[Word, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Labels:
    """The classes that the teacher chooses among; `kinds` are pairs of word class and features."""

    relations: tuple[str, ...]
    tags: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Labels:
        """All that the sentences have, sorted; kinds that they have fewer than five times are left out."""
        words = [word for sentence in sentences for word in sentence.words]
        kinds = Counter((word.upos, word.feats) for word in words)
        return cls(
            tuple(sorted({word.relation for word in words} | {"root"})),
            tuple(sorted({word.xpos for word in words})),
            tuple(sorted(kind for kind, times in kinds.items() if times >= 5)) or tuple(sorted(kinds)),
        )


class Biaffine(nn.Module):
    """The network: scores of arcs, of relations on chosen arcs, of tags and of kinds."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.looks = Looks()
        self.word = nn.Linear(self.encoder.width + self.looks.width, WORD)
        self.arc_head, self.arc_dependant = nn.Linear(WORD, ARC), nn.Linear(WORD, ARC)
        self.relation_head, self.relation_dependant = nn.Linear(WORD, RELATION), nn.Linear(WORD, RELATION)
        self.arc = nn.Parameter(nn.init.xavier_uniform_(torch.empty(ARC + 1, ARC)))
        self.relation = nn.Parameter(
            nn.init.normal_(torch.empty(len(labels.relations), RELATION + 1, RELATION + 1), std=0.02)
        )
        self.tag = nn.Linear(WORD, len(labels.tags))
        self.kind = nn.Linear(WORD, len(labels.kinds))
        self.drop = nn.Dropout(DROPOUT)

    def words(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """One vector a word (sentence, word + 1, `WORD`), and a mask of the places that are filled."""
        looks, mask = self.looks(sentences)
        wide = torch.cat([self.encoder(sentences), looks], -1)
        return self.drop(functional.gelu(self.word(self.drop(wide)))), mask

    def arcs(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Scores (sentence, dependant, head); a word is never its own head."""
        head = self.drop(functional.relu(self.arc_head(hidden)))
        dependant = _with_one(self.drop(functional.relu(self.arc_dependant(hidden))))
        scores = torch.einsum("bia,ac,bjc->bij", dependant, self.arc, head) * 4 / math.sqrt(ARC)
        own = torch.eye(scores.shape[1], dtype=torch.bool)
        return scores.masked_fill(~mask[:, None, :] | own, -1e4)

    def relations(self, hidden: Tensor, heads: Tensor) -> Tensor:
        """Scores (sentence, word, relation) of each word with the head given for it."""
        head = self.drop(functional.relu(self.relation_head(hidden)))
        dependant = _with_one(self.drop(functional.relu(self.relation_dependant(hidden))))
        chosen = _with_one(torch.gather(head, 1, heads[..., None].expand(-1, -1, RELATION)))
        rows, columns, width = dependant.shape
        left = dependant.reshape(-1, width) @ self.relation.permute(1, 0, 2).reshape(width, -1)
        scores = torch.einsum("nrk,nk->nr", left.view(rows * columns, -1, width), chosen.reshape(-1, width))
        return scores.view(rows, columns, -1)


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[..., :1])], -1)


class Teacher:
    """The network with its labels: learns from treebanks, parses sentences of words.

    Args:
        folder: a pretrained BERT-like encoder, as files on disk.
        labels: the classes to choose among.
        seed: where chance begins; with one thread the same seed gives the same teacher.
    """

    def __init__(self, folder: Path, labels: Labels, seed: int = 1) -> None:
        self._random = begin(seed)
        self._labels = labels
        self._network = Biaffine(folder, labels)

    def train(self, sentences: Sequence[Sentence], schedule: Schedule) -> Iterator[Progress]:
        """Learn, telling how far it is; runs as far as it is iterated."""
        return learn(self._network, sentences, self._loss, schedule, self._random)

    def _loss(self, batch: Sequence[Sentence]) -> Tensor:
        hidden, mask = self._network.words([[word.form for word in sentence.words] for sentence in batch])
        gold = _Targets(batch, mask, self._labels)
        arcs = entropy(self._network.arcs(hidden, mask), gold.heads)
        relations = entropy(self._network.relations(hidden, gold.heads.clamp(min=0)), gold.relations)
        tags = entropy(self._network.tag(hidden), gold.tags)
        return arcs + relations + 0.3 * (tags + entropy(self._network.kind(hidden), gold.kinds))

    def parse(self, sentences: Sequence[Sentence], pieces: int = 2000) -> list[Guess]:
        """Tags and trees for the sentences' words, whatever they had before; in the order given.

        Args:
            sentences: of whose words the forms and the spaces are read.
            pieces: words that are parsed at once, at most, counted with their padding.
        """
        self._network.eval()
        found: dict[int, Guess] = {}
        with torch.no_grad():
            for numbers in runs([len(sentence.words) for sentence in sentences], pieces):
                batch = [sentences[number] for number in numbers]
                found |= zip(numbers, self._guess(batch), strict=True)
        return [found[number] for number in range(len(sentences))]

    def _guess(self, batch: Sequence[Sentence]) -> list[Guess]:
        hidden, mask = self._network.words([[word.form for word in sentence.words] for sentence in batch])
        arcs = functional.log_softmax(self._network.arcs(hidden, mask), -1)
        heads = torch.zeros(mask.shape, dtype=torch.long)
        for row, sentence in enumerate(batch):
            size = len(sentence.words) + 1
            heads[row, 1:size] = torch.tensor(dependency_tree(arcs[row, :size, :size].double().numpy()))
        relations = functional.log_softmax(self._network.relations(hidden, heads), -1)
        root = self._labels.relations.index("root")
        relations[..., root] = torch.where(heads == 0, 0.0, -1e4)
        best = relations.max(-1)
        sure = torch.gather(arcs, 2, heads[..., None])[..., 0] + best.values
        chosen = (
            heads,
            best.indices,
            self._network.tag(hidden).argmax(-1),
            self._network.kind(hidden).argmax(-1),
        )
        return [
            Guess(
                tuple(self._words(sentence, [part[row, 1:].tolist() for part in chosen])),
                float(sure[row, 1 : len(sentence.words) + 1].mean()),
            )
            for row, sentence in enumerate(batch)
        ]

    def _words(self, sentence: Sentence, chosen: Sequence[Sequence[int]]) -> Iterator[Word]:
        for word, head, relation, tag, kind in zip(sentence.words, *chosen, strict=False):
            upos, feats = self._labels.kinds[kind]
            yield Word(
                word.form,
                word.space,
                "",
                upos,
                self._labels.tags[tag],
                feats,
                head,
                self._labels.relations[relation],
            )

    def save(self, path: Path) -> None:
        """Write the learned weights; the labels are the caller's to keep."""
        torch.save(self._network.state_dict(), path)

    def load(self, path: Path) -> None:
        """Read the weights that `save` wrote."""
        self._network.load_state_dict(torch.load(path, weights_only=True))


class _Targets:
    """What a batch should come out as, as class numbers; `NO_CLASS` where there is nothing to learn."""

    def __init__(self, batch: Sequence[Sentence], mask: Tensor, labels: Labels) -> None:
        self._shape = mask.shape
        self.heads = self._filled([[word.head for word in sentence.words] for sentence in batch])
        self.relations = self._classes(batch, labels.relations, lambda word: word.relation)
        self.tags = self._classes(batch, labels.tags, lambda word: word.xpos)
        self.kinds = self._classes(batch, labels.kinds, lambda word: (word.upos, word.feats))

    def _classes(
        self, batch: Sequence[Sentence], classes: Sequence[Any], of: Callable[[Word], Any]
    ) -> Tensor:
        number = {name: place for place, name in enumerate(classes)}
        return self._filled(
            [[number.get(of(word), NO_CLASS) for word in sentence.words] for sentence in batch]
        )

    def _filled(self, rows: Sequence[Sequence[int]]) -> Tensor:
        filled = torch.full(self._shape, NO_CLASS)
        for place, row in enumerate(rows):
            filled[place, 1 : len(row) + 1] = torch.tensor(row)
        return filled
