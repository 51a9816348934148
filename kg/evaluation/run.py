"""Codes the sentences of a gold file and scores what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.articles import make_article
from kg.evaluation.gold import CodedEvent, Options, Sentence
from kg.evaluation.scores import Scores, score
from kg.model import Actor, ActorKind, EventMention, Reading
from kg.reading import Reader


def evaluate(sentences: Sequence[Sentence], reader: Reader, options: Options | None = None) -> Scores:
    """Reads each sentence as an article of its own and scores the listed mentions.

    A sentence that cannot be read counts as given no event, and as unread.
    """
    articles = (make_article(sentence.text, id=sentence.id) for sentence in sentences)
    predicted = [
        _coded(found.mentions) if isinstance(found, Reading) else None for found in reader.read_all(articles)
    ]
    scores = score(sentences, [events or [] for events in predicted], options)
    return replace(scores, unread=predicted.count(None))


def _coded(mentions: Iterable[EventMention]) -> list[CodedEvent]:
    return [
        CodedEvent(mention.event_type, codes_of(mention.sources), codes_of(mention.targets))
        for mention in mentions
        if mention.listed
    ]


def codes_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Country codes of actors; ORG for a body of no country and who acts for one, nothing for anybody else without."""
    return tuple(code for actor in actors if (code := _code(actor)) is not None)


def _code(actor: Actor) -> str | None:
    if actor.country is not None:
        return actor.country
    return "ORG" if actor.kind is ActorKind.ORGANIZATION or actor.body else None
