"""A pretrained transformer as a reader of words: any BERT-like encoder in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from kg.errors import ParameterError

SHAPES, ENDINGS = 10, 3001
_PIECES = 8  # of a word; what lies beyond says little


class WordPieces:
    """Cuts words into the pieces that an encoder knows."""

    def __init__(self, folder: Path) -> None:
        path = folder / "tokenizer.json"
        if not path.is_file():
            raise ParameterError(f"{folder} holds no tokenizer.json: give the folder of a BERT-like encoder")
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._last = (self._special(name) for name in ("[CLS]", "[SEP]"))
        self._cut = cache(self._pieces)

    def _special(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ParameterError(f"the encoder's tokenizer has no {name}: give a BERT-like encoder")
        return int(number)

    def _pieces(self, word: str) -> list[int]:
        found = self._tokenizer.encode(word, add_special_tokens=False).ids[:_PIECES]
        return found or [int(self._tokenizer.token_to_id("[UNK]") or 0)]

    def of(self, words: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
        """The pieces of a sentence between the two special ones, and each word's first piece and the one after its last."""
        pieces, places = [self._first], []
        for word in words:
            found = self._cut(word)
            places.append((len(pieces), len(pieces) + len(found)))
            pieces += found
        return [*pieces, self._last], places


class Encoder(nn.Module):
    """Words in, one vector a word out; the first vector of a sentence stands for its root.

    The embeddings of the pieces stay as they are: a treebank is too small to teach them.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.pieces = WordPieces(folder)
        self.transformer = AutoModel.from_pretrained(
            str(folder), local_files_only=True, add_pooling_layer=False
        )
        self.transformer.config.attention_probs_dropout_prob = 0.0
        for parameter in self.transformer.embeddings.parameters():
            parameter.requires_grad = False
        self.width = int(self.transformer.config.hidden_size)

    def forward(self, sentences: Sequence[Sequence[str]]) -> Tensor:
        """A tensor (sentence, word + 1, width): each word the mean of its pieces."""
        cut = [self.pieces.of(words) for words in sentences]
        longest = max(len(pieces) for pieces, _ in cut)
        words = max(len(places) for _, places in cut) + 1
        numbers = torch.zeros(len(cut), longest, dtype=torch.long)
        mask = torch.zeros(len(cut), longest)
        pool = torch.zeros(len(cut), words, longest)
        for row, (pieces, places) in enumerate(cut):
            numbers[row, : len(pieces)] = torch.tensor(pieces)
            mask[row, : len(pieces)] = 1
            pool[row, 0, 0] = 1
            for word, (start, end) in enumerate(places, start=1):
                pool[row, word, start:end] = 1 / (end - start)
        hidden: Tensor = self.transformer(input_ids=numbers, attention_mask=mask).last_hidden_state
        return torch.bmm(pool, hidden)


def shape(word: str) -> int:
    """What a word looks like, as a number below `SHAPES`; 9 is kept for the root.

    >>> [shape(word) for word in ("2026", "F-16", "...", "talks", "NATO", "A", "Kyiv", "McKay")]
    [1, 2, 3, 4, 5, 6, 7, 8]
    """
    if word.isdigit():
        return 1
    if any(char.isdigit() for char in word):
        return 2
    if not any(char.isalpha() for char in word):
        return 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) > 1 else 6
    return 7 if word.istitle() else 8


class Looks(nn.Module):
    """Words in, a vector of each word's shape and ending out: what an encoder without capitals does not see."""

    width = 80

    def __init__(self) -> None:
        super().__init__()
        self.shapes = nn.Embedding(SHAPES, 32)
        self.endings = nn.Embedding(ENDINGS, 48)

    def forward(self, sentences: Sequence[Sequence[str]]) -> tuple[Tensor, Tensor]:
        """A tensor (sentence, word + 1, width), the root first, and a mask of the places that are filled."""
        size = max(map(len, sentences)) + 1
        looks = torch.zeros(len(sentences), size, dtype=torch.long)
        ends = torch.zeros_like(looks)
        mask = torch.zeros_like(looks, dtype=torch.bool)
        for row, words in enumerate(sentences):
            filled = len(words) + 1
            looks[row, :filled] = torch.tensor([SHAPES - 1, *map(shape, words)])
            ends[row, 1:filled] = torch.tensor(
                [1 + crc32(word[-3:].encode()) % (ENDINGS - 1) for word in words]
            )
            mask[row, :filled] = True
        return torch.cat([self.shapes(looks), self.endings(ends)], -1), mask
