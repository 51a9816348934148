"""The frozen types that travel from room to room. Nothing here computes more than a view of its own fields.

An `Article` goes in; a `Reading` (article, event mentions, what stayed unresolved) comes out of extraction; the graph
room turns readings into quads and fused `Event`s. Extraction and graph meet in these types only.

Codes are plain strings in the field's own notation: PLOVER classes ("CONSULT"), modes ("visit"), contexts
("diplomatic") and sectors ("GOV"), CAMEO codes ("042"), countries as ISO 3166-1 alpha-3 ("UKR").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum

UNIDENTIFIED = "x-unidentified"
"""Key of the actor that stands in where the text names no source."""


class ActorKind(StrEnum):
    """The ontology's classes of actors, by their local names."""

    STATE = "State"
    ORGANIZATION = "Organization"
    ARMED_GROUP = "ArmedGroup"
    PERSON = "Person"
    POPULATION = "Population"


class Modality(StrEnum):
    """How a passage presents an event (FactBank's certainty, plus plan and demand)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DEMANDED = "demanded"
    HYPOTHETICAL = "hypothetical"
    UNCERTAIN = "uncertain"


class Polarity(StrEnum):
    """Whether a passage says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Precision(StrEnum):
    """How sharp a date is. `BEFORE` and `AFTER` mean on or before, on or after, the given day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BEFORE = "before"
    AFTER = "after"


class DateBasis(StrEnum):
    """What a date rests on, from the strongest ground to the weakest."""

    STATED = "stated"  # an expression in the clause of the event: "on 24 February 2022", "on Tuesday"
    SENTENCE = "sentence"  # an expression elsewhere in the sentence
    CONTEXT = "context"  # carried over from the sentences before, or from a mention of the same event
    ARTICLE = "article"  # only the article's own date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: code point offsets, the end exclusive.

    >>> Span(4, 8).of("The talks ended")
    'talk'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers.

        >>> Span(4, 9).of("The talks ended")
        'talks'
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character.

        >>> Span(4, 9).overlaps(Span(8, 12)), Span(4, 9).overlaps(Span(9, 12))
        (True, False)
        """
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One text as read in. `text` is what all offsets count in: NFC, LF line ends, stripped, headline first.

    `key` is the first 16 hexadecimal digits of the SHA-256 of `text`; equal texts are one article.
    `id` is the caller's own name for it (JSONL `id`, file name), used in reports and outputs.
    """

    key: str
    id: str
    text: str
    title: str
    published: Date | None = None
    publisher: str | None = None
    agency: str | None = None  # the wire service a reprint comes from
    url: str | None = None
    language: str = "en"
    origin: str = ""  # the file and line it was read from
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Somebody who acts, is acted on, or speaks. `key` is the local part of the actor's IRI.

    A state's key is its ISO code ("UKR"), a known person's or body's its Wikidata id ("Q3874799") or a reviewed slug
    ("x-hamas"), and an unknown actor's a slug of name, country and sector ("x-official-ukr-gov"), so that everything
    said of an unknown actor follows from its key. `country` and `sector` are as of the event's day. Who acts for an
    international body (a Secretary-General, an envoy) has that body's key as `body`, and no country.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    known: bool = True  # stands in the reference data
    body: str | None = None  # key of the international body that the actor acts for, where it has no country


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something happened. `country` is ISO 3166-1 alpha-3, or None where nobody's or disputed."""

    key: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When something happened: the first day, the last (if several), how sharp, and what that rests on."""

    date: Date
    end: Date | None = None
    precision: Precision = Precision.DAY
    basis: DateBasis = DateBasis.ARTICLE
    edtf: str | None = None
    span: Span | None = None  # the expression it was read from


@dataclass(frozen=True, slots=True)
class Quantities:
    """Numbers reported with an event; None where the text gives none.

    Each number is the lowest that the text names. Where the text gives a range instead of a number ("between 5 and
    12", "at least 20", "up to 300", "dozens"), `lower` and `upper` hold its bounds as written, None on an open side; an
    exact number has no bounds.
    """

    killed: int | None = None
    injured: int | None = None
    detained: int | None = None
    displaced: int | None = None
    crowd_size: int | None = None
    killed_lower: int | None = None
    killed_upper: int | None = None
    injured_lower: int | None = None
    injured_upper: int | None = None
    detained_lower: int | None = None
    detained_upper: int | None = None
    displaced_lower: int | None = None
    displaced_upper: int | None = None
    crowd_size_lower: int | None = None
    crowd_size_upper: int | None = None


COUNTED = ("killed", "injured", "detained", "displaced", "crowd_size")
"""What `Quantities` counts: the fields without those of the bounds."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the explanation of a mention: which field, by which rule, from which passage."""

    field: str
    rule: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one passage of one article says of an event. Never merged; fused events point at it.

    `id` is the local part of its IRI: `{article}-{start}-{end}-{TYPE}`. `content` holds the ids of the mentions that
    an act of speech is about. `listed` is true for what an event-data table would list under PLOVER's rules:
    affirmed, not the content of another mention, not hypothetical.
    """

    id: str
    event_type: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    when: When | None  # None: the article has no date, and the passage names none
    span: Span
    quote: str
    trigger: Span
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    mediators: tuple[Actor, ...] = ()
    hosts: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    attributed_to: tuple[Actor, ...] = ()
    content: tuple[str, ...] = ()
    quantities: Quantities = Quantities()
    intensity: float = 0.0
    confidence: float = 0.5
    listed: bool = True
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What an article named and the system could not place; counted and reported, never dropped in silence."""

    actors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article: the one thing that goes from extraction to the graph."""

    article: Article
    mentions: tuple[EventMention, ...]
    actors: tuple[Actor, ...] = ()  # every actor named in the article, in order of first mention
    unresolved: Unresolved = Unresolved()
    software: str = ""  # name and version of pipeline, codebook and reference data


@dataclass(frozen=True, slots=True)
class Skipped:
    """One input that was not read, and why: the origin, and a sentence for people."""

    origin: str
    reason: str
    bad: bool = True  # False: passed over on purpose, such as the README of a folder
