"""A reading as plain JSON values: what `kg extract` writes, one object an article. The schema: docs/extract.schema.json."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date as Date
from typing import Any

from kg.graph.names import Names
from kg.model import Actor, EventMention, Place, Reading

Record = dict[str, Any]


def record(reading: Reading, *, explain: bool = False, names: Names | None = None) -> Record:
    """One article's events, actors and what stayed unresolved.

    Args:
        reading: what was read.
        explain: say of each event which words triggered it, and by which rule each field was filled.
        names: where the IRIs of actors and places begin; the public base where None.

    >>> from kg.articles import make_article
    >>> record(Reading(make_article("Nothing happened.", id="calm"), ()))["events"]
    []
    """
    names = names or Names()
    text = reading.article.text
    return {
        "id": reading.article.id,
        "events": [_event(mention, names, text if explain else None) for mention in reading.mentions],
        "actors": [_actor(actor, names) for actor in reading.actors],
        "unresolved": {name: list(values) for name, values in asdict(reading.unresolved).items()},
    }


def _event(mention: EventMention, names: Names, explained_by: str | None) -> Record:
    when = mention.when
    event = {
        "event": mention.event_type,
        "mode": mention.modes[0] if mention.modes else None,
        "context": list(mention.contexts),
        "cameo": mention.cameo,
        "sources": _actors(mention.sources, names),
        "targets": _actors(mention.targets, names),
        "mediators": _actors(mention.mediators, names),
        "host": _actors(mention.hosts, names),
        "date": _day(when.date if when else None),
        "end_date": _day(when.end if when else None),
        "date_precision": when.precision.value if when else None,
        "place": _place(mention.places[0], names) if mention.places else None,
        "modality": mention.modality.value,
        "polarity": mention.polarity.value,
        "attributed_to": _actors(mention.attributed_to, names),
        "content": list(mention.content),
        **asdict(mention.quantities),
        "intensity": mention.intensity,
        "confidence": mention.confidence,
        "quote": mention.quote,
        "start": mention.span.start,
        "end": mention.span.end,
        "id": mention.id,
        "listed": mention.listed,
    }
    return event if explained_by is None else event | {"explanation": _explanation(mention, explained_by)}


def _explanation(mention: EventMention, text: str) -> Record:
    return {
        "trigger": mention.trigger.of(text),
        "reasons": [
            {
                "field": reason.field,
                "rule": reason.rule,
                "words": reason.span.of(text) if reason.span else None,
                "start": reason.span.start if reason.span else None,
                "end": reason.span.end if reason.span else None,
            }
            for reason in mention.reasons
        ],
    }


def _actors(actors: Iterable[Actor], names: Names) -> list[Record]:
    return [_actor(actor, names) for actor in actors]


def _actor(actor: Actor, names: Names) -> Record:
    return {
        "name": actor.name,
        "iri": names.of("actor", actor.key).value,
        "kind": actor.kind.value,
        "country": actor.country,
        "sector": actor.sector,
        "body": names.of("actor", actor.body).value if actor.body else None,
    }


def _place(place: Place, names: Names) -> Record:
    return {"name": place.name, "iri": names.of("place", place.key).value, "country": place.country}


def _day(day: Date | None) -> str | None:
    return day.isoformat() if day else None
