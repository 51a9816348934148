"""Readings of as many articles as you like, without a language model: for measuring the graph room.

Everything follows from the number of an article alone, so 10,000 articles begin with the same 2,000. Countries, papers
and people are synthetic. The shape is that of news: about ten mentions an article, two in three about an event that
other articles tell too, a few states in most of the events, days that spread evenly (forty articles a day).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta

from kg.model import (
    Actor,
    ActorKind,
    Article,
    DateBasis,
    EventMention,
    Place,
    Quantities,
    Reading,
    Span,
    When,
)

CLASSES = {
    "CONSULT": ("visit",),
    "ASSAULT": ("heavy-weapons", "drone"),
    "ACCUSE": ("allege",),
    "AGREE": (),
    "SANCTION": (),
    "PROTEST": ("demo",),
    "REQUEST": (),
}
STATES = 120
A_DAY = 40
START = Date(2030, 1, 1)
TOPICS = [
    "bridge",
    "harvest",
    "reactor",
    "pipeline",
    "border",
    "tariff",
    "archive",
    "glacier",
    "satellite",
    "orchard",
    "museum",
    "railway",
    "copper",
    "vaccine",
    "ballot",
    "canal",
    "forest",
    "printing",
    "quarry",
    "lantern",
]


def readings(count: int, start: int = 0, *, alone: bool = False) -> Iterator[Reading]:
    """The readings of articles number `start` to `start + count`."""
    for number in range(start, start + count):
        yield reading(number, alone=alone)


def reading(number: int, *, alone: bool = False) -> Reading:
    """The reading of one article; with `alone`, of what no other article tells."""
    source = random.Random(number)  # noqa: S311
    day = START + timedelta(days=number // A_DAY)
    events = [_event(source, day) for _ in range(source.randint(6, 12))]
    events = list({event[0]: event for event in events}.values())
    if alone:
        events = [_made(number * 12 + n, event[1]) for n, event in enumerate(events)]
    head = f"Report {number} of {day:%d %B %Y}"
    sentences = [_sentence(event, source) for event in events]
    text = f"{head}\n\n" + " ".join(sentences)
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    article = Article(key, f"synthetic-{number}", text, head, day, f"Paper {source.randint(1, 60)}")
    mentions, at = [], len(head) + 2
    for event, sentence in zip(events, sentences, strict=True):
        mentions.append(_mention(key, at, sentence, event, day, source))
        at += len(sentence) + 1
    return Reading(article, tuple(mentions), software="synthetic 1")


def _event(source: random.Random, day: Date) -> tuple[int, Date, str, int, int, str]:
    """One of the occurrences of the last two days: number, day, class, source, target, topic."""
    happened = day - timedelta(days=source.choice((0, 0, 1, 2)))
    return _made(happened.toordinal() * 1000 + min(source.randrange(250), source.randrange(250)), happened)


def _made(number: int, happened: Date) -> tuple[int, Date, str, int, int, str]:
    made = random.Random(number)  # noqa: S311
    kind = made.choice(sorted(CLASSES))
    a, b = (min(int(made.paretovariate(0.7)) - 1, STATES - 1) for _ in range(2))
    return number, happened, kind, a, b if a != b else (b + 1) % STATES, made.choice(TOPICS)


def _sentence(event: tuple[int, Date, str, int, int, str], source: random.Random) -> str:
    number, happened, kind, a, b, topic = event
    verb = source.choice(("acted on", "turned to", "moved against", "spoke with"))
    return f"State {a} {verb} State {b} over the {topic} {kind.lower()} on {happened:%d %B}, case {number % 1000}."


def _mention(  # noqa: PLR0913, PLR0917
    key: str,
    at: int,
    sentence: str,
    event: tuple[int, Date, str, int, int, str],
    day: Date,
    source: random.Random,
) -> EventMention:
    number, happened, kind, a, b, _ = event
    made = random.Random(number)  # noqa: S311
    places = (_place(made.randrange(400)),) if made.random() < 0.5 and source.random() < 0.7 else ()
    stated = source.random() < 0.6
    sides = (_state(a), _state(b))
    both = kind in {"CONSULT", "AGREE"}
    return EventMention(
        id=f"{key}-{at}-{at + len(sentence)}-{kind}",
        event_type=kind,
        sources=sides if both else (_army(a) if source.random() < 0.3 else sides[0],),
        targets=() if both else (sides[1],),
        when=When(happened if stated else day, basis=DateBasis.STATED if stated else DateBasis.ARTICLE),
        span=Span(at, at + len(sentence)),
        quote=sentence,
        trigger=Span(at, at + 5),
        modes=made.choice([(), *((mode,) for mode in CLASSES[kind])]),
        places=places,
        mediators=(_state(made.randrange(STATES)),) if both and made.random() < 0.1 else (),
        quantities=Quantities(killed=made.randint(1, 30) if kind == "ASSAULT" else None),
        intensity=-9.0 if kind == "ASSAULT" else 1.0,
        confidence=0.8,
    )


def _state(number: int) -> Actor:
    return Actor(
        f"x-state-{number}", f"State {number}", ActorKind.STATE, f"x-state-{number}", "GOV", known=False
    )


def _army(number: int) -> Actor:
    return Actor(
        f"x-army-{number}",
        f"army of State {number}",
        ActorKind.ORGANIZATION,
        f"x-state-{number}",
        "MIL",
        known=False,
    )


def _place(number: int) -> Place:
    return Place(f"town-{number}", f"Town {number}", f"x-state-{number % STATES}")
