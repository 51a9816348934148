"""Name corpora made one: cleaned alike, mixed with sentences of our own, names exchanged, written for spaCy's trainer.

The corpora are read by `kg.training.name_corpora`; their labels are those of `kg.training.sentences.LABELS`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.language.names.known import is_role
from kg.resources import resource
from kg.training.augment import Generator, WordLists, patterns
from kg.training.corpora import with_part
from kg.training.name_corpora import TRAINED, read_names
from kg.training.sentences import Labelled, Mark, joined, read_markup

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TIMES = 24
"""How often every pattern of ours is filled."""

TAUGHT_MADE, TAUGHT_NEWSWIRE = 8000, 14_000
"""Sentences made from patterns, and of the Groningen Meaning Bank, that the teacher of names learns from: it leans on what people marked."""

_PRONOUNS = frozenset(
    "he she they his her their him it we i who them our us you its this the".split()  # noqa: SIM905
)
_LED = re.compile(r"\b([A-Z][\w.]+(?: [A-Z]\w+)?)-(?=[a-z])")  # "U.S.-led"
_BEHIND_PERSON = re.compile(r" (?:of|and|from|in|at|for)\b|,")
_LED_BODIES = frozenset(("EU", "UN", "U.N.", "NATO", "Taliban"))


@dataclass(frozen=True, slots=True)
class Share:
    """A corpus by its key in data/training/corpora.csv, how often its sentences count, and how often once more with names exchanged.

    `phrases`: its persons may be whole phrases ("Nick Rhodes of Duran Duran") and are cut before the preposition.
    """

    key: str
    times: int = 2
    exchanged: int = 1
    phrases: bool = False


OPEN = (
    Share("crossner", exchanged=2),
    Share("re3d"),
    Share("gum-names", phrases=True),
    Share("uner-ewt"),
)
"""Corpora whose licences are known."""

NEWSWIRE = "gmb-names"
"""The Groningen Meaning Bank: large, in domain, its annotation without a licence of its own."""


def training_sentences(folder: Path, seed: int, newswire: bool = True) -> list[Labelled]:
    """All sentences to train on, in the order in which they are learned.

    Raises:
        DataError: a corpus is missing or cannot be read.
    """
    chance = random.Random(seed)  # noqa: S311  (training data, no secret)
    lists = WordLists.load()
    made = Generator(lists, seed + 1)
    mixed = [*made.sentences(patterns(), TIMES), *list(_own()) * 4]
    mixed += _shared(OPEN, folder, lists, made)
    if newswire:
        found = _read(Share(NEWSWIRE), folder, lists)
        mixed += glued(found, chance)
        shuffled = chance.sample(found, len(found))
        mixed += [
            made.exchanged(each) for each in glued(shuffled, chance) if each.names and chance.random() < 0.5
        ]
    chance.shuffle(mixed)
    return mixed


def taught_sentences(folder: Path, seed: int, newswire: bool = True) -> list[Labelled]:
    """What the teacher of names learns from: the same corpora, and less of what machines marked or made.

    Raises:
        DataError: a corpus is missing or cannot be read.
    """
    chance = random.Random(seed)  # noqa: S311  (training data, no secret)
    lists = WordLists.load()
    made = Generator(lists, seed + 1)
    from_patterns = list(made.sentences(patterns(), TIMES))
    mixed = chance.sample(from_patterns, min(TAUGHT_MADE, len(from_patterns))) + list(_own()) * 2
    mixed += _shared((replace(share, exchanged=1) for share in OPEN), folder, lists, made)
    if newswire:
        found = _read(Share(NEWSWIRE), folder, lists)
        mixed += glued(chance.sample(found, min(TAUGHT_NEWSWIRE, len(found))), chance)
    chance.shuffle(mixed)
    return mixed


def _shared(shares: Iterable[Share], folder: Path, lists: WordLists, made: Generator) -> Iterator[Labelled]:
    for share in shares:
        found = _read(share, folder, lists)
        yield from found * share.times
        yield from (made.exchanged(each) for each in found * share.exchanged)


def _read(share: Share, folder: Path, lists: WordLists) -> list[Labelled]:
    [corpus] = [corpus for corpus in with_part(TRAINED) if corpus.key == share.key]
    states = frozenset(name for name, _ in lists.slots["state"])
    return [cleaned(each, states, share.phrases) for each in read_names(corpus, folder)]


def _own() -> Iterator[Labelled]:
    path = resource("data", "language", "names", "sentences.txt")
    return read_markup(path.read_text(encoding="utf-8").splitlines())


def glued(sentences: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """Every fourth time two to four sentences as one text: names stand at the start of sentences within a paragraph too."""
    at = 0
    while at < len(sentences):
        size = chance.choice((2, 3, 4)) if chance.random() < 0.25 else 1
        yield joined(sentences[at : at + size])
        at += size


def cleaned(sentence: Labelled, states: frozenset[str], phrases: bool = False) -> Labelled:
    """The sentence with its names cut as ours are: no pronoun, article or title; "U.S." of "U.S.-led" alone.

    >>> from kg.training.sentences import from_markup
    >>> cleaned(from_markup("[President Olovar|PERSON] of [the Isles|LOC] spoke."), frozenset()).pieces
    ('Olovar', 'Isles')
    """
    names = [cut for mark in sentence.names if (cut := _cut(sentence.text, mark, phrases))]
    for found in _LED.finditer(sentence.text):
        start, end = found.span(1)
        label = "ORG" if found.group(1) in _LED_BODIES else "GPE" if found.group(1) in states else None
        if label:
            names = [name for name in names if name[1] <= start or name[0] >= end] + [(start, end, label)]
    return Labelled(sentence.text, tuple(_apart(sorted(names))))


def _cut(text: str, mark: Mark, phrases: bool) -> Mark | None:
    start, end, label = mark
    start += 4 * text[start:end].startswith(("the ", "The "))
    if label == "PERSON":
        while (space := text.find(" ", start, end)) > 0 and is_role(text[start:space]):
            start = space + 1
        behind = _BEHIND_PERSON.search(text, start, end) if phrases else None
        end = behind.start() if behind else end
    word = text[start:end]
    if not word or word.lower() in _PRONOUNS or (label == "PERSON" and is_role(word)):
        return None
    return start, end, label


def _apart(names: Iterable[Mark]) -> Iterator[Mark]:
    """Of names that overlap, the first."""
    reached = 0
    for name in names:
        if name[0] >= reached:
            yield name
            reached = name[1]


def documents(nlp: Language, sentences: Iterable[Labelled]) -> Iterator[Doc]:
    """The sentences as spaCy documents with entities; a name that ends within a word is cut at the word before."""
    for sentence in sentences:
        doc = nlp.make_doc(sentence.text)
        spans = [
            doc.char_span(start, end, label=label)
            or doc.char_span(start, end, label=label, alignment_mode="contract")
            for start, end, label in sentence.names
        ]
        doc.ents = [span for span in spans if span]
        yield doc


def write(nlp: Language, sentences: Iterable[Labelled], path: Path) -> None:
    """The sentences as a file of spaCy's trainer."""
    from spacy.tokens import DocBin

    held = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"])
    for doc in documents(nlp, sentences):
        held.add(doc)
    held.to_disk(path)
