"""Treebanks in CoNLL-U as spaCy documents: what the parser learns from and is measured on.

CoNLL-U is read by the `conllu` library. Words are written as kg.language hands text to the parser: straight quotes,
plain hyphens, no no-break space.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, ParameterError
from kg.language.normalise import same_length

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

PARAGRAPHS = (1, 1, 1, 2, 3, 5, 8)
"""Sentences a document of the training data: a choice among these, as news paragraphs are mostly short."""

_PARAGRAPH = frozenset(("newpar", "newpar id", "newdoc", "newdoc id"))
"""Comments of CoNLL-U before the first sentence of a paragraph."""


@dataclass(frozen=True, slots=True)
class Word:
    """One line of a treebank. `head` counts from 1 within the sentence; 0 is the root."""

    form: str
    space: bool
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank; `document` and `key` are its document's name and its own, where the file tells.

    `paragraph`: a paragraph starts with it, as the file tells (`# newpar`) or because a document does.
    """

    words: tuple[Word, ...]
    document: str = ""
    key: str = ""
    paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence as it is written, the space after its last word left out.

        >>> Sentence((Word("Go", False, "go", "VERB", "VB", "", 0, "root"), Word(".", True, ".", "PUNCT", ".", "", 1, "punct"))).text
        'Go.'
        """
        return "".join(word.form + " " * word.space for word in self.words).rstrip(" ")


def read_treebank(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a CoNLL-U file, in order; empty nodes are left out, words of a contraction stand apart.

    Raises:
        DataError: there is no such file, or it is not CoNLL-U; the message gives the sentence where it is known.
        ParameterError: the extra `kg-events[train]` is not installed.
    """
    try:
        from conllu import parse_incr
        from conllu.exceptions import ParseException
    except ImportError as error:
        raise ParameterError("reading treebanks needs conllu: pip install 'kg-events[train]'") from error

    sentences: list[Sentence] = []
    document: str | None = None
    try:
        with path.open(encoding="utf-8") as lines:
            for tokens in parse_incr(lines):
                before, document = document, tokens.metadata.get("newdoc id", document) or ""
                key = tokens.metadata.get("sent_id") or f"{path.stem}-{len(sentences) + 1}"
                words = tuple(_words(tokens, f"{path}, {key}"))
                opens = document != before or not _PARAGRAPH.isdisjoint(tokens.metadata)
                sentences.append(Sentence(words, document, key, opens))
    except FileNotFoundError as error:
        raise DataError(
            f"there is no treebank {path}: fetch it, or give another folder of corpora"
        ) from error
    except (ParseException, UnicodeDecodeError) as error:
        raise DataError(
            f"{path} after sentence {len(sentences)} is not CoNLL-U ({error}): fetch the file anew"
        ) from error
    return tuple(sentences)


def _words(tokens: Sequence[Any], place: str) -> Iterator[Word]:
    joined = _joined(tokens)
    for token in tokens:
        number = token["id"]
        if not isinstance(number, int):
            continue
        if token.get("head") is None or token.get("deprel") is None:
            raise DataError(f"{place}: word {number} has no head or no relation: give an annotated treebank")
        form = same_length(token["form"].replace(" ", "\u00a0")).replace(" ", "_")
        lemma = token["lemma"] if token["lemma"] not in (None, "_") or form == "_" else form
        yield Word(
            form,
            joined.get(number, _spaced(token)),
            same_length(lemma or form),
            token["upos"],
            token["xpos"] or token["upos"],
            "|".join(f"{name}={value}" for name, value in (token["feats"] or {}).items()),
            token["head"],
            token["deprel"],
        )


def _spaced(token: Any) -> bool:
    return (token["misc"] or {}).get("SpaceAfter") != "No"


def _joined(tokens: Sequence[Any]) -> dict[int, bool]:
    """For the words of contractions: whether a space follows; none does but after the last."""
    spaces: dict[int, bool] = {}
    for token in tokens:
        number = token["id"]
        if isinstance(number, tuple) and number[1] == "-":
            spaces |= dict.fromkeys(range(number[0], number[2]), False)
            spaces[number[2]] = _spaced(token)
    return spaces


def documents(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences put together by the document they are of; those of none stand alone.

    >>> [len(group) for group in documents([Sentence((), "a"), Sentence((), "a"), Sentence((), ""), Sentence((), "")])]
    [2, 1, 1]
    """
    ordered = list(sentences)
    groups: list[list[Sentence]] = [[sentence] for sentence in ordered[:1]]
    for before, sentence in pairwise(ordered):
        if sentence.document and sentence.document == before.document:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def by_paragraph(document: Sequence[Sentence]) -> list[list[Sentence]]:
    """A document's sentences put together by paragraph.

    >>> opening, following = Sentence((), paragraph=True), Sentence(())
    >>> [len(run) for run in by_paragraph([opening, following, following, opening])]
    [3, 1]
    """
    runs: list[list[Sentence]] = []
    for sentence in document:
        if sentence.paragraph or not runs:
            runs.append([])
        runs[-1].append(sentence)
    return runs


def paragraphs(
    sentences: Sequence[Sentence], random: Random, sizes: Sequence[int] = PARAGRAPHS
) -> Iterator[Sequence[Sentence]]:
    """A document cut into runs of sentences of chosen lengths, in order.

    >>> [len(run) for run in paragraphs([Sentence(())] * 5, Random(0), sizes=[2])]
    [2, 2, 1]
    """
    start = 0
    while start < len(sentences):
        size = random.choice(sizes)
        yield sentences[start : start + size]
        start += size


def to_doc(sentences: Sequence[Sentence], vocab: Vocab) -> Doc:
    """One spaCy document with all that the treebank says of the sentences; a word whose lemma is "" has none to learn.

    Raises:
        DataError: a head lies outside its sentence, so that the words form no tree.
    """
    from spacy.tokens import Doc

    words = [word for sentence in sentences for word in sentence.words]
    spaces = [
        space
        for number, sentence in enumerate(sentences)
        for space in _spaces(sentence, number + 1 < len(sentences))
    ]
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=spaces,
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=list(_heads(sentences)),
        deps=["ROOT" if word.head == 0 else word.relation for word in words],
    )


def _spaces(sentence: Sentence, followed: bool) -> Iterator[bool]:
    for number, word in enumerate(sentence.words, start=1):
        yield word.space or (followed and number == len(sentence.words))


def _heads(sentences: Sequence[Sentence]) -> Iterator[int]:
    start = 0
    for sentence in sentences:
        size = len(sentence.words)
        for number, word in enumerate(sentence.words, start=1):
            if not 0 <= word.head <= size:
                raise DataError(
                    f"sentence {sentence.key!r}: word {number} has head {word.head}, of {size} words"
                )
            yield start + (word.head or number) - 1
        start += size
