"""Readings made by hand for the tests of the graph room; all countries, people and papers are fictional."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date as Date

from kg.model import (
    Actor,
    ActorKind,
    Article,
    DateBasis,
    EventMention,
    Modality,
    Place,
    Polarity,
    Precision,
    Quantities,
    Reading,
    Span,
    When,
)

XFD = Actor("XFD", "Freedonia", ActorKind.STATE, "XFD", "GOV")
XSV = Actor("XSV", "Sylvania", ActorKind.STATE, "XSV", "GOV")
XRU = Actor("XRU", "Ruritania", ActorKind.STATE, "XRU", "GOV")
ARMY = Actor("x-sylvanian-army", "Sylvanian army", ActorKind.ORGANIZATION, "XSV", "MIL", known=False)
FRONT = Actor("x-northern-front", "Northern Front", ActorKind.ARMED_GROUP, None, "REB", known=False)
PEOPLE = Actor(
    "x-port-firefly-people", "people of Port Firefly", ActorKind.POPULATION, "XFD", "CVL", known=False
)
MINISTER = Actor("x-vera-trentino", "Vera Trentino", ActorKind.PERSON, "XSV", "GOV", known=False)
STRELSAU = Place("strelsau", "Strelsau", "XRU", 48.0, 14.0)
PORT = Place("port-firefly", "Port Firefly", "XFD", 47.0, 15.0)
ZENDA = Place("zenda", "Zenda", "XRU", 48.2, 14.1)


def article(
    text: str, published: Date | None = Date(2030, 5, 14), publisher: str | None = "Freedonia Gazette", **more
) -> Article:
    key = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Article(
        key, more.pop("id", key[:6]), text, text.split("\n", maxsplit=1)[0], published, publisher, **more
    )


def on(day: int, month: int = 5, **more) -> When:
    return When(Date(2030, month, day), basis=more.pop("basis", DateBasis.STATED), **more)


def mention(told: Article, quote: str, event_type: str, sources=(), targets=(), **more) -> EventMention:
    start = told.text.index(quote)
    span = Span(start, start + len(quote))
    return EventMention(
        id=f"{told.key}-{span.start}-{span.end}-{event_type}",
        event_type=event_type,
        sources=tuple(sources),
        targets=tuple(targets),
        when=more.pop("when", on(11)),
        span=span,
        quote=quote,
        trigger=more.pop("trigger", span),
        **more,
    )


def talks_reading() -> Reading:
    told = article(
        "Talks and a strike\n\nFreedonia and Sylvania met in Strelsau from 10 to 12 May, mediated by Ruritania. "
        "Drones of the Sylvanian army hit Port Firefly on 11 May, killing 5. "
        "Freedonia demanded that Sylvania withdraw. Freedonia imposed sanctions on Sylvania."
    )
    withdraw = mention(
        told,
        "Sylvania withdraw",
        "RETREAT",
        [XSV],
        [XFD],
        when=on(13, precision=Precision.AFTER, edtf="2030-05-13/.."),
        modality=Modality.DEMANDED,
        modes=("withdraw",),
        intensity=8.0,
        listed=False,
        attributed_to=(XFD,),
    )
    return Reading(
        told,
        (
            mention(
                told,
                "Freedonia and Sylvania met in Strelsau",
                "CONSULT",
                [XFD, XSV],
                mediators=(XRU,),
                hosts=(XRU,),
                places=(STRELSAU,),
                when=on(10, end=Date(2030, 5, 12)),
                modes=("third-party",),
                contexts=("diplomatic",),
                cameo="044",
                intensity=1.0,
                confidence=0.9,
            ),
            mention(
                told,
                "Drones of the Sylvanian army hit Port Firefly",
                "ASSAULT",
                [ARMY],
                [PEOPLE],
                places=(PORT,),
                modes=("drone",),
                contexts=("military",),
                quantities=Quantities(killed=5),
                intensity=-9.5,
                confidence=0.8,
            ),
            mention(
                told,
                "Freedonia demanded that Sylvania withdraw",
                "REQUEST",
                [XFD],
                [XSV],
                when=on(13),
                content=(withdraw.id,),
                intensity=-1.0,
            ),
            withdraw,
            mention(
                told,
                "Freedonia imposed sanctions on Sylvania",
                "SANCTION",
                [XFD],
                [XSV],
                when=on(13),
                modes=("discontinue",),
                contexts=("economic",),
                intensity=-6.0,
            ),
        ),
        (XFD, XSV, XRU, ARMY, PEOPLE),
        software="kg 0.1.0",
    )


def denial_reading() -> Reading:
    told = article(
        "Minister denies strike\n\nThe Strelsau talks between Sylvania and Freedonia ended on 12 May. "
        "Vera Trentino denied that Sylvania struck Port Firefly on 11 May. Residents counted 3 dead in the port. "
        "On 2 June Sylvania withdrew its troops. The Northern Front attacked Freedonia on 3 June.",
        Date(2030, 6, 4),
        "Sylvania Herald",
        agency="Example Wire",
        url="https://example.org/a?b=c d",
    )
    return Reading(
        told,
        (
            mention(
                told,
                "The Strelsau talks between Sylvania and Freedonia",
                "CONSULT",
                [XSV, XFD],
                places=(STRELSAU,),
                when=on(12),
                contexts=("diplomatic",),
                intensity=2.5,
            ),
            mention(
                told,
                "denied that Sylvania struck Port Firefly on 11 May",
                "ASSAULT",
                [XSV],
                [PEOPLE],
                places=(PORT,),
                polarity=Polarity.NEGATED,
                attributed_to=(MINISTER,),
                contexts=("military",),
                intensity=-9.0,
                listed=False,
            ),
            mention(
                told,
                "Residents counted 3 dead in the port",
                "ASSAULT",
                [],
                [PEOPLE],
                places=(PORT,),
                attributed_to=(PEOPLE,),
                quantities=Quantities(killed=3),
                contexts=("military",),
                intensity=-9.0,
                confidence=0.6,
            ),
            mention(
                told,
                "On 2 June Sylvania withdrew its troops",
                "RETREAT",
                [XSV],
                [XFD],
                when=on(2, 6),
                modes=("withdraw",),
                intensity=8.0,
            ),
            mention(
                told,
                "The Northern Front attacked Freedonia on 3 June",
                "ASSAULT",
                [FRONT],
                [XFD],
                when=on(3, 6),
                intensity=-9.0,
            ),
        ),
        (XSV, XFD, MINISTER, PEOPLE, FRONT),
        software="kg 0.1.0",
    )


def reprint_reading() -> Reading:
    """The talks again, in a third paper that spells an unknown actor differently."""
    told = article(
        "Talks held\n\nFreedonia and Sylvania met in Strelsau on 10 May. The northern front watched.",
        publisher="Ruritania Times",
    )
    lower = replace(FRONT, name="Northern front", kind=ActorKind.ORGANIZATION)
    return Reading(
        told,
        (
            mention(
                told,
                "Freedonia and Sylvania met in Strelsau",
                "CONSULT",
                [XFD, XSV],
                places=(STRELSAU,),
                when=on(10),
                intensity=2.5,
            ),
        ),
        (XFD, XSV, lower),
        software="kg 0.1.0",
    )


def all_readings() -> list[Reading]:
    return [talks_reading(), denial_reading(), reprint_reading()]


def NOW_STATES(actor: Actor, day: Date | None) -> frozenset[str]:  # noqa: N802
    """The states that the actors above act for."""
    return frozenset({actor.country} if actor.country else ())
