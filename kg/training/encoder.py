"""A pretrained transformer as a reader of words: any BERT-like encoder in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from kg.errors import ParameterError

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
