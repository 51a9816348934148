"""What tests of training share."""

import hashlib

import pytest


def _small_encoder(path, forms):
    """A BERT of two small layers with chance weights, whose pieces are letters and the frequent words."""
    import tokenizers
    import torch
    import transformers

    words = sorted({form.lower() for form in forms})
    letters = sorted({letter for word in words for letter in word})
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters)]
    pieces += [word for word in words[::2] if len(word) > 1]
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(path / "tokenizer.json"))
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    transformers.BertModel(config).save_pretrained(path)
    return path


@pytest.fixture(scope="session")
def small_encoder():
    """Writes an encoder of a handful of numbers, to teach the teachers with; what asks for it has the extra."""
    return _small_encoder


@pytest.fixture(scope="session")
def digest():
    """Of a file of weights: where two differ, a comparison of their megabytes would take hours to write."""
    return lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
