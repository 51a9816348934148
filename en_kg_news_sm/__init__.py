"""The language pipeline that ships with kg, under the name that spaCy loads it by: `spacy.load("en_kg_news_sm")`.

spaCy loads a pipeline by name where a distribution of that name is installed and a module of that name has `load`.
This is the module; installing kg-events registers the distribution. The weights stay where kg reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.resources import resource

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

_MODEL = resource("data", "model")

__version__: str = json.loads((_MODEL / "meta.json").read_text(encoding="utf-8"))["version"]


def load(
    *,
    vocab: Vocab | bool = True,
    disable: str | Iterable[str] = (),
    enable: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    config: dict[str, Any] | None = None,
) -> Language:
    """Load the pipeline; the arguments are those of `spacy.load`.

    The rule for sentence borders that kg reads with stands before the parser; it is a component like the others. Numpy
    multiplies for the networks, which is faster (kg.language.products).

    >>> doc = load()("The U.S. envoy met Gen. Dima. He left.")
    >>> [sentence.text for sentence in doc.sents]
    ['The U.S. envoy met Gen. Dima.', 'He left.']
    """
    from spacy.util import load_model_from_path

    from kg.language.products import multiply_with_numpy
    from kg.language.sentences import COMPONENT

    nlp = load_model_from_path(
        _MODEL, vocab=vocab, disable=disable, enable=enable, exclude=exclude, config=config or {}
    )
    left_out = {exclude} if isinstance(exclude, str) else set(exclude)
    if not {COMPONENT, "parser"} & left_out and COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(COMPONENT, before="parser")
    multiply_with_numpy(nlp)
    return nlp
