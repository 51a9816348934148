"""Parser and name recogniser put together as one pipeline, with a meta.json that names its corpora."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srsly import msgpack_loads, write_json

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.training.corpora import Corpus

NAME = "kg_news_sm"
AUTHOR = "the kg authors"
LICENCE = "CC BY-SA 4.0"
"""Of the weights: the strictest among those of the corpora."""


def assemble(parser: Path, names: Path, out: Path, corpora: Sequence[Corpus], version: str) -> None:
    """Write one pipeline folder; the recogniser keeps a network of its own for the words, the vectors are shared.

    Args:
        parser: a pipeline with tok2vec, tagger, morphologizer, parser and lemmatizer.
        names: a pipeline whose `ner` is taken, with the same vectors.
        out: the folder to write.
        corpora: what both were trained on, for meta.json.
        version: the version to write there.
    """
    import spacy

    nlp = spacy.load(parser, exclude=["ner"])
    recogniser = spacy.load(names)
    shared = recogniser.get_pipe("tok2vec") if "tok2vec" in recogniser.pipe_names else None
    if "ner" in getattr(shared, "listening_components", ()):
        recogniser.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=recogniser)
    paths = nlp.config["paths"]  # those of the machine that trained it are nobody's business
    nlp.config["paths"] = dict.fromkeys(paths)
    nlp.config["initialize"]["vectors"] = None
    nlp.meta.update(_meta(corpora, version))
    nlp.to_disk(out)
    # A network that was copied forgot the names of its parts; read and written once more, the file is a fixed point.
    spacy.load(out).to_disk(out)
    write_json(out / "vocab" / "strings.json", sorted(_needed_strings(nlp)))


def _needed_strings(nlp: Language) -> set[str]:
    """The strings that a pipeline looks up by number: labels and what its lemmas are made of; words of a text are met anew."""
    import spacy

    needed = {str(label) for _, pipe in nlp.pipeline for label in getattr(pipe, "labels", ())}
    trees = msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]  # type: ignore[attr-defined]
    numbers = {tree[part] for tree in trees for part in ("orig", "subst") if tree.get(part)}
    return needed | {nlp.vocab.strings[number] for number in numbers} | set(spacy.blank("en").vocab.strings)


def _meta(corpora: Sequence[Corpus], version: str) -> dict[str, Any]:
    return {
        "name": NAME,
        "version": version,
        "license": LICENCE,
        "author": AUTHOR,
        "description": "English news: UD parser, tagger, morphologizer, lemmatizer and NER, with static vectors made from Brown "
        "clusters. See README.md beside this file.",
        "sources": [
            {"name": name, "url": address, "license": licence}
            for name, address, licence in dict.fromkeys(
                (each.name, each.address, each.licence)
                for each in corpora
                if each.part not in ("dev", "test", "names-test")
            )
        ],
    }
