"""Text that nobody annotated, parsed by the teacher: most of what the small parser learns from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.language.normalise import same_length
from kg.training.treebanks import Sentence, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.training.teacher import Guess

SHORTEST, LONGEST = 4, 70
"""Words of a sentence worth parsing: shorter ones are scraps, longer ones mostly lists."""

LEFT_OUT = 0.08
"""Share of what a teacher made that it is least sure of, and that is left out; not tuned."""

_OWN_LEMMA = frozenset({"PROPN", "NUM", "PUNCT"})
"""Classes whose unseen words are their own lemma."""

_AGREED = 0.97  # part of the treebank's lines of a word and tag that must have the same lemma
_TIMES = 3  # lines of a word and tag before it is trusted


def tokenized(texts: Iterable[str], tokenizer: Callable[[str], Doc]) -> Iterator[Sentence]:
    """Raw sentences as words without a tree, each text once; scraps and overlong ones are left out."""
    seen: set[str] = set()
    for number, text in enumerate(texts, start=1):
        plain = same_length(text)
        words = [token for token in tokenizer(plain) if not token.is_space]
        if plain in seen or not SHORTEST <= len(words) <= LONGEST:
            continue
        seen.add(plain)
        yield Sentence(
            tuple(Word(token.text, bool(token.whitespace_), "", "", "", "", 0, "") for token in words),
            key=f"raw-{number}",
        )


@dataclass(frozen=True, slots=True)
class Lemmas:
    """Lemmas of words that the treebanks agree on, by word and tag."""

    table: dict[tuple[str, str], str]

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> Lemmas:
        """Read off what annotated sentences say."""
        counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for word in sentence.words:
                counts[_key(word)][word.lemma] += 1
        return cls({key: lemma for key, counter in counts.items() if (lemma := _agreed(counter)) is not None})

    def lemma(self, word: Word) -> str:
        """The lemma of a tagged word; "" where it is not known for certain.

        >>> Lemmas({("talks", "NNS"): "talk"}).lemma(Word("Talks", True, "", "NOUN", "NNS", "", 0, "root"))
        'talk'
        """
        return self.table.get(_key(word), word.form if word.upos in _OWN_LEMMA else "")


def _key(word: Word) -> tuple[str, str]:
    return word.form if word.upos == "PROPN" else word.form.lower(), word.xpos


def _agreed(counter: Counter[str]) -> str | None:
    lemma, times = counter.most_common(1)[0]
    return lemma if counter.total() >= _TIMES and times >= _AGREED * counter.total() else None


def confident(guesses: Sequence[Guess], lemmas: Lemmas, left_out: float) -> list[Sentence]:
    """The teacher's sentences, in order, without the share that it was least sure of, with lemmas where known.

    Args:
        guesses: what the teacher said.
        lemmas: what the treebanks say of lemmas.
        left_out: share of the sentences to leave out, 0 to 1.
    """
    return [
        Sentence(
            tuple(replace(word, lemma=lemmas.lemma(word)) for word in guesses[place].words), document="silver"
        )
        for place in surest([guess.confidence for guess in guesses], left_out)
    ]


def surest(confidences: Sequence[float], left_out: float) -> list[int]:
    """The places of all but the share of lowest confidence, in order.

    >>> surest([-0.1, -0.9, -0.2, -0.3], 0.25)
    [0, 2, 3]
    """
    ordered = sorted(range(len(confidences)), key=lambda place: confidences[place])
    return sorted(ordered[int(len(ordered) * left_out) :])
