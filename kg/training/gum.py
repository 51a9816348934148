"""The named entities of the GUM treebank: its annotation of mentions, of which those count whose head is a proper noun.

A mention such as "the president of Kenya, Ana Zorba" is cut to the proper nouns around its head.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataError, ParameterError
from kg.language.names.known import is_role
from kg.training.labels import DATE, Span, is_people, labelled, place_label, with_peoples
from kg.training.sentences import Labelled, joined

NEWS = ("news",)
OPEN_GENRES = ("interview", "bio", "speech", "voyage", "court", "academic", "textbook")
"""Genres whose texts may be shared and are no news: trained on. News is tested on."""

_LABELS = {"person": "PERSON", "organization": "ORG", "place": "PLACE", "time": "DATE", "event": "EVENT"}
_BRACKET = re.compile(r"\([^()]*\)?|[^()]+\)")
_JOINTS = frozenset(("of", "for", "the", "and", "-", "de", "&"))
_LONGEST_DATE = 5
_FIELDS = "GRP-etype-infstat-salience-centering-minspan-link-identity"


@dataclass(slots=True)
class _Mention:
    start: int
    kind: str
    heads: tuple[int, ...]
    end: int = 0


def read_gum(
    paths: Sequence[Path], genres: Sequence[str], *, events: bool = True
) -> Iterator[tuple[str, Labelled]]:
    """Document and sentence, in the order of the files, of the documents of these genres.

    Without `events` names of events and dates are no names, so that those within them count.

    Raises:
        DataError: a file is missing or is not CoNLL-U with GUM's mentions.
        ParameterError: the extra `kg-events[train]` is not installed.
    """
    try:
        from conllu.exceptions import ParseException
    except ImportError as error:
        raise ParameterError("reading treebanks needs conllu: pip install 'kg-events[train]'") from error
    for path in paths:
        try:
            yield from _read(path, genres, events=events)
        except (OSError, ParseException, UnicodeDecodeError) as error:
            raise DataError(f"{path}: no CoNLL-U ({error}): fetch the file anew") from error


def _read(path: Path, genres: Sequence[str], *, events: bool) -> Iterator[tuple[str, Labelled]]:
    from conllu import parse_incr

    document, fields = "", _FIELDS
    with path.open(encoding="utf-8") as lines:
        for sentence in parse_incr(lines):
            document = sentence.metadata.get("newdoc id", document)
            fields = sentence.metadata.get("global.Entity", fields)
            if document.split("_")[1:2] and document.split("_")[1] in genres:
                words = [token for token in sentence if isinstance(token["id"], int)]
                try:
                    found = _sentence(words, sentence, fields.split("-"), events=events)
                except (IndexError, ValueError) as error:
                    raise DataError(
                        f"{path}, {document}: no CoNLL-U with the mentions of GUM ({error})"
                    ) from error
                yield document, found


def documents(sentences: Iterator[tuple[str, Labelled]]) -> Iterator[Labelled]:
    """The sentences of each document as its paragraphs."""
    held: dict[str, list[Labelled]] = defaultdict(list)
    for document, sentence in sentences:
        held[document].append(sentence)
    for found in held.values():
        yield joined(found, "\n\n")


def _sentence(
    words: Sequence[Mapping[str, Any]], sentence: Sequence[Any], fields: Sequence[str], *, events: bool
) -> Labelled:
    forms = [word["form"].replace(" ", "\u00a0") for word in words]
    found = (_named(words, forms, mention) for mention in _mentions(words, fields))
    spans = [span for span in found if span and (events or span[2] not in ("DATE", "EVENT"))]
    return labelled(forms, with_peoples(forms, spans), _spaces(words, sentence))


def _spaces(words: Sequence[Mapping[str, Any]], sentence: Sequence[Any]) -> list[bool]:
    """Whether a space follows each word; within a contraction none does."""
    spaces = {word["id"]: (word["misc"] or {}).get("SpaceAfter") != "No" for word in words}
    for token in sentence:
        if isinstance(token["id"], tuple) and token["id"][1] == "-":
            first, _, last = token["id"]
            spaces.update(dict.fromkeys(range(first, last), False))
            spaces[last] = (token["misc"] or {}).get("SpaceAfter") != "No"
    return [spaces[word["id"]] for word in words]


def _mentions(words: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> list[_Mention]:
    found: list[_Mention] = []
    open_by: dict[str, list[_Mention]] = defaultdict(list)
    kind, heads = fields.index("etype"), fields.index("minspan")
    for at, word in enumerate(words):
        for bracket in _BRACKET.findall((word["misc"] or {}).get("Entity") or ""):
            if bracket.startswith("("):
                parts = bracket.strip("()").split("-")
                mention = _Mention(at, parts[kind], _numbers(parts[heads]) if len(parts) > heads else ())
                open_by[parts[0]].append(mention)
            if bracket.endswith(")"):
                name = bracket.strip("()").split("-")[0]
                if open_by[name]:
                    closed = open_by[name].pop()
                    closed.end = at + 1
                    found.append(closed)
    return found


def _numbers(field: str) -> tuple[int, ...]:
    return tuple(int(part) for part in field.split(",") if part.isdigit())


def _named(words: Sequence[Mapping[str, Any]], forms: Sequence[str], mention: _Mention) -> Span | None:
    label = _LABELS.get(mention.kind)
    heads = [mention.start + number - 1 for number in mention.heads]
    if label == "DATE":
        text = " ".join(forms[mention.start : mention.end])
        short = mention.end - mention.start <= _LONGEST_DATE
        return (mention.start, mention.end, label) if heads and short and DATE.search(text) else None
    proper = [at for at in heads if at < mention.end and words[at]["upos"] == "PROPN"]
    if label is None or not proper:
        return None
    start, end = _around(words, forms, mention, proper[0])
    while label == "PERSON" and start < end and is_role(forms[start]):
        start += 1
    if start == end:
        return None
    name = " ".join(forms[start:end])
    if label == "PLACE":
        label = place_label(name)
    return start, end, "NORP" if label in ("ORG", "PERSON") and is_people(name) else label


def _around(
    words: Sequence[Mapping[str, Any]], forms: Sequence[str], mention: _Mention, head: int
) -> tuple[int, int]:
    """The proper nouns around a head within its mention, and what joins them."""

    def proper(at: int) -> bool:
        inside = mention.start <= at < mention.end
        return inside and (words[at]["xpos"] in ("NNP", "NNPS") or words[at]["upos"] == "PROPN")

    def reach(at: int, step: int) -> int:
        while True:
            near, far = at + step, at + 2 * step
            if proper(near):
                at = near
            elif mention.start <= near < mention.end and forms[near] in _JOINTS and proper(far):
                at = far
            elif _is_of_the(forms, near, far) and proper(at + 3 * step):
                at += 3 * step
            else:
                return at

    last = reach(head, 1)
    if last + 2 == mention.end and words[last + 1]["xpos"] == "CD":
        last += 1
    return reach(head, -1), last + 1


def _is_of_the(forms: Sequence[str], near: int, far: int) -> bool:
    first, second = sorted((near, far))
    if first < 0 or second >= len(forms) or forms[second] != "the":
        return False
    return forms[first] == "of" or (near < far and forms[first] in _JOINTS)
