"""The corpora of names, from the files as they are fetched or from files in columns that were made of them.

What is read how stands in `READERS`; which file belongs to which corpus in data/training/corpora.csv, where a pattern for each
form of a corpus is given, ";" between them: the first that the folder holds is read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import DataError
from kg.language.names.known import is_role
from kg.training import groningen, gum
from kg.training.columns import documents_of, rows_of, sentence_of
from kg.training.corpora import Corpus
from kg.training.labels import (
    Span,
    is_people,
    is_state,
    labelled,
    outermost,
    place_label,
    spans_of,
    with_peoples,
)
from kg.training.sentences import Labelled, Mark

Reader = Callable[[Sequence[Path]], Iterator[Labelled]]

TRAINED, TESTED, TAUGHT = "names", "names-test", "raw-names"
"""Parts of data/training/corpora.csv: with names to learn, with names to find, without names and for the teacher to mark."""

_CROSSNER = {
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "country": "GPE",
    "location": "PLACE",
    "event": "EVENT",
    "election": "EVENT",
    "misc": "NORP",
}
_PLAIN = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE"}
_RE3D = {
    "Person": "PERSON",
    "Organisation": "ORG",
    "Location": "PLACE",
    "Nationality": "NORP",
    "Temporal": "DATE",
}
_CLOSED = frozenset(("BBC Online", "Delegation of the European Union to Syria"))
"""Folders of re3d whose texts may not be shared."""
_SURE = 0.5


def read_names(corpus: Corpus, folder: Path) -> list[Labelled]:
    """The sentences, or the documents where the corpus has them, of a corpus.

    Raises:
        DataError: the folder holds the corpus in no form, or a file is malformed.
    """
    for pattern in corpus.file.split(";"):
        found = sorted(folder.rglob(pattern))
        if found:
            if found[0].suffix == ".tsv":
                made = map(sentence_of, rows_of(found[:1]))
                return list(documents_of(made) if corpus.unit == "document" else made)
            return list(READERS[corpus.key](found))
    raise DataError(
        f"{folder} holds no {' and no '.join(corpus.file.split(';'))} ({corpus.name}): fetch it from {corpus.address}"
    )


def _crossner(paths: Sequence[Path]) -> Iterator[Labelled]:
    for words, tags in rows_of(paths):
        spans = (_renamed(words, span, _CROSSNER) for span in spans_of(tags))
        kept = [
            span
            for span in spans
            if span and (span[2] != "NORP" or is_people(" ".join(words[span[0] : span[1]])))
        ]
        yield labelled(words, with_peoples(words, kept))


def _renamed(words: Sequence[str], span: Span, labels: Mapping[str, str]) -> Span | None:
    start, end, old = span
    label = labels.get(old)
    if label == "PLACE":
        label = place_label(" ".join(words[start:end]))
    return (start, end, label) if label else None


def _uner(paths: Sequence[Path]) -> Iterator[Labelled]:
    for words, tags in rows_of(paths, word=1):
        spans = [renamed for span in spans_of(tags) if (renamed := _renamed(words, span, _PLAIN))]
        yield labelled(words, with_peoples(words, spans))


def _wikigold(paths: Sequence[Path]) -> Iterator[Labelled]:
    rows = rows_of(paths, word=1 if paths[0].suffix == ".conllu" else 0)
    return documents_of(
        labelled(words, [renamed for span in spans_of(tags) if (renamed := _renamed(words, span, _PLAIN))])
        for words, tags in rows
    )


def _re3d(paths: Sequence[Path]) -> Iterator[Labelled]:
    for path in paths:
        if path.parent.name not in _CLOSED:
            found = defaultdict(list)
            for entity in _json_lines(path):
                found[entity["documentId"]].append(entity)
            for document in _json_lines(path.with_name("documents.json")):
                marks = [mark for each in found[document["_id"]] if (mark := _mark(document["text"], each))]
                yield Labelled(document["text"], tuple(outermost(marks)))


def _json_lines(path: Path) -> Iterator[dict[str, str]]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as one JSON object a line: {error}") from error


def _mark(text: str, entity: Mapping[str, str]) -> Mark | None:
    """A mention of re3d, whose phrases hold titles and articles, as a name; None if it is no name."""
    label = _RE3D.get(entity["type"])
    start, end = int(entity["begin"]), int(entity["end"])
    if label is None or float(entity.get("confidence", 1)) < _SURE:
        return None
    start += 4 * text[start:end].lower().startswith("the ")
    while label == "PERSON" and " " in text[start:end] and is_role(text[start:end].split(maxsplit=1)[0]):
        start = text.index(" ", start) + 1
    name = text[start:end]
    if label in ("PERSON", "ORG", "PLACE") and not _is_written_as_a_name(name, whole=label == "PERSON"):
        return None
    if label in ("ORG", "PLACE"):
        label = "NORP" if is_people(name) else "GPE" if is_state(name) else label
    return start, end, place_label(name) if label == "PLACE" else label


def _is_written_as_a_name(name: str, *, whole: bool) -> bool:
    words = name.split()
    if not words or (len(words) == 1 and is_role(words[0])):
        return False
    asked = words if whole else [words[0], words[-1]]
    return all(not word[0].islower() or word.startswith(("al-", "al", "bin")) for word in asked)


def _gmb(part: str) -> Reader:
    return lambda paths: groningen.read_groningen(paths[0], part)


def _gum_open(paths: Sequence[Path]) -> Iterator[Labelled]:
    return (sentence for _, sentence in gum.read_gum(paths, gum.OPEN_GENRES))


def _gum_news(paths: Sequence[Path]) -> Iterator[Labelled]:
    return gum.documents(gum.read_gum(paths, gum.NEWS, events=False))


READERS: Mapping[str, Reader] = {
    "gmb-names": _gmb("train"),
    "crossner": _crossner,
    "re3d": _re3d,
    "gum-names": _gum_open,
    "uner-ewt": _uner,
    "names: GUM news": _gum_news,
    "names: wikigold": _wikigold,
    "names: CrossNER politics": _crossner,
    "names: GMB": _gmb("test"),
    "names: UNER-EWT": _uner,
}
"""How the files of a corpus are read as they are fetched, by its key in data/training/corpora.csv."""
