"""Text without names marked, marked by the teacher of names: the small recogniser learns from it what it cannot learn from lists."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.training.corpora import find, sentences, with_part
from kg.training.name_corpora import TAUGHT
from kg.training.names import documents, taught_sentences
from kg.training.run import NameRun, Say, extra
from kg.training.sentences import Labelled
from kg.training.silver import LEFT_OUT, surest
from kg.training.wikipedia import paragraphs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.training.name_teacher import NameTeacher, Tagged

LONGEST = 45
"""Words of a piece of a paragraph, about: it is cut where a sentence ends."""

SHORTEST, MOST = 3, 90
"""Tokens of a text to mark."""

MOST_PIECES = 60_000
"""Pieces to mark of one dump, chosen by chance."""

_TREEBANK = "ewt-train"
_NAMED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]")
_END = re.compile(r'(?<=[.!?])["”\')]* +(?=["“(]?[A-Z0-9])')
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sen|Gov|Rep|Lt|Capt|Prof|vs|No|Jr|Sr|Inc|Co|Corp|Ltd|c|ca|etc|e\.g|i\.e))\.$"
)


def name_silver(nlp: Language, run: NameRun, encoder: Path, say: Say) -> list[Labelled]:
    """Teach a teacher and let it mark the texts; those of which it is least sure are left out.

    Args:
        nlp: the pipeline whose tokenizer and vectors are used.
        run: the corpora, where chance begins, and whether the Groningen Meaning Bank is learned from.
        encoder: a pretrained BERT-like encoder, as files on disk.
        say: is told how far it is.

    Raises:
        DataError: a corpus is missing or malformed.
        ParameterError: the extra `kg-events[train]` is not installed.
    """
    with extra("the teacher"):
        from kg.training.name_teacher import NameTeacher
    teacher = NameTeacher(encoder, nlp.vocab.get_vector, run.seed)
    for progress in teacher.train(lessons(nlp, taught_sentences(run.corpora, run.seed, run.newswire))):
        say(f"teacher of names: batch {progress.step} of {progress.total}, loss {progress.loss:.3f}")
    found: list[Labelled] = []
    for texts in (encyclopedia_texts(run.corpora), treebank_texts(run.corpora)):
        found += marked(teacher, nlp, texts)
    say(f"teacher of names: {len(found)} texts, {sum(len(each.names) for each in found)} names")
    return found


def marked(teacher: NameTeacher, nlp: Language, texts: Iterable[str]) -> list[Labelled]:
    """The texts with the teacher's names, in order, without the share that it is least sure of."""
    docs = [doc for doc in map(nlp.make_doc, texts) if SHORTEST <= len(doc) <= MOST]
    guesses = teacher.tag([[token.text for token in doc] for doc in docs])
    kept = surest([guess.confidence for guess in guesses], LEFT_OUT)
    return [_labelled(docs[place], guesses[place]) for place in kept]


def _labelled(doc: Doc, guess: Tagged) -> Labelled:
    names = []  # spaCy learns none with a space at its edge
    for first, last, label in guess.spans():
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        name = doc.text[start:end]
        start, end = end - len(name.lstrip()), start + len(name.rstrip())
        if start < end:
            names.append((start, end, label))
    return Labelled(doc.text, tuple(names))


def lessons(nlp: Language, taught: Sequence[Labelled]) -> list[Tagged]:
    """Marked sentences as the teacher learns them: words and the tag of each."""
    from kg.training.name_teacher import TAGS, Tagged

    number = {tag: place for place, tag in enumerate(TAGS)}
    return [
        Tagged(
            tuple(token.text for token in doc),
            tuple(number[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"] for token in doc),
        )
        for doc in documents(nlp, taught)
    ]


def encyclopedia_texts(folder: Path) -> Iterator[str]:
    """Pieces of the paragraphs of the encyclopedia among the corpora: those with a capital within, at most `MOST_PIECES` a dump.

    Raises:
        DataError: a file is missing or no dump.
    """
    for corpus in with_part(TAUGHT):
        found = [
            piece
            for text in paragraphs(find(corpus, folder))
            for piece in pieces(text)
            if _NAMED.search(piece)
        ]
        random.Random(0).shuffle(found)  # noqa: S311  (training data, no secret)
        yield from found[:MOST_PIECES]


def treebank_texts(folder: Path) -> Iterator[str]:
    """The sentences of the treebank of web text, one to three a text.

    Raises:
        DataError: the treebank is missing or malformed.
    """
    chance = random.Random(0)  # noqa: S311  (training data, no secret)
    left = [sentence.text for sentence in sentences("train", folder)[_TREEBANK]]
    at = 0
    while at < len(left):
        size = chance.choice((1, 1, 2, 3))
        yield " ".join(text.strip() for text in left[at : at + size])
        at += size


def pieces(paragraph: str) -> Iterator[str]:
    """A paragraph cut where sentences end, into pieces of about `LONGEST` words at most.

    >>> list(pieces("Gen. A. B. Key left. " + "It rained on. " * 20))[0].split(" It")[0]
    'Gen. A. B. Key left.'
    >>> [len(piece.split()) for piece in pieces("It rained on. " * 20)]
    [45, 15]
    """
    held = ""
    for sentence in _sentences(paragraph):
        if held and len((held + sentence).split()) > LONGEST:
            yield held.strip()
            held = ""
        held += sentence
    if held.strip():
        yield held.strip()


def _sentences(paragraph: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(paragraph):
        if not _ABBREVIATION.search(paragraph[start : end.start()]):
            yield paragraph[start : end.end()]
            start = end.end()
    yield paragraph[start:]
