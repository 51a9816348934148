"""Why a reading says what it says: as plain text, and as a page of the article with its passages, roles and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extraction.explain_page import page
from kg.model import COUNTED, Actor, EventMention, Modality, Place, Polarity, Reading, Reason

ROLES = ("sources", "targets", "mediators", "hosts")
LABEL = 12
"""Width of the first column, in characters."""


def explain(reading: Reading) -> str:
    """One paragraph of plain text an event: trigger and rule, each role with its slot, date, status, speaker, confidence.

    >>> from kg.extraction import Extractor
    >>> from kg.articles import make_article
    >>> from kg.language import Pipeline
    >>> text = "Kenya expelled the Ugandan ambassador."
    >>> print(explain(Extractor().extract(Pipeline().read(make_article(text, title="")))).splitlines()[1].strip())
    passage      Kenya expelled the Ugandan ambassador

    An article without events gives one line that says so.
    """
    events = [_event(number, mention, reading) for number, mention in enumerate(reading.mentions, 1)]
    return "\n\n".join([*(events or ["No events were found."]), *_unresolved(reading)]) + "\n"


def to_html(reading: Reading) -> str:
    """The article as one self-contained HTML page: passages marked and numbered, a card with the reasons for each event."""
    return page(reading, [(heading(m), tuple(steps(m, reading))) for m in reading.mentions])


def heading(mention: EventMention) -> str:
    """Class, mode and parties in one line: "SANCTION (expel): Kenya -> Uganda"."""
    modes = f" ({', '.join(mention.modes)})" if mention.modes else ""
    return f"{mention.event_type}{modes}: {_names(mention.sources)}{_aim(mention)}"


def _aim(mention: EventMention) -> str:
    return f" -> {_names(mention.targets)}" if mention.targets else ""


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor.name for actor in actors) or "nobody named"


def _event(number: int, mention: EventMention, reading: Reading) -> str:
    lines = (f"   {label:{LABEL}} {text}" for label, text in steps(mention, reading))
    return "\n".join([f"{number}. {heading(mention)}", *lines])


def steps(mention: EventMention, reading: Reading) -> Iterator[tuple[str, str]]:
    """What stands behind a mention, as (label, text), in reading order."""
    text = reading.article.text
    yield "passage", _flat(mention.quote)
    yield "trigger", f"{mention.trigger.of(text)!r}: {_rules(mention, ('event',), text) or 'no rule noted'}"
    for role in ROLES:
        actors: Sequence[Actor] = getattr(mention, role)
        if actors:
            yield role, f"{_coded(actors)} by {_rules(mention, (role,), text) or 'the sense of the class'}"
    yield "date", _date(mention, text)
    if mention.places:
        yield "place", f"{_located(mention.places)} by {_rules(mention, ('place',), text) or 'no rule noted'}"
    yield from _numbers(mention, text)
    yield "status", _status(mention, text)
    if mention.attributed_to:
        yield (
            "says",
            f"{_coded(mention.attributed_to)} by {_rules(mention, ('attributed_to',), text) or 'no rule noted'}",
        )
    yield "confidence", f"{mention.confidence:.2f}"
    yield "listed", "yes" if mention.listed else f"no: {_unlisted(mention)}"
    yield from _others(mention, text)


def _coded(actors: Iterable[Actor]) -> str:
    return ", ".join(
        f"{actor.name} [{' '.join(filter(None, (actor.country, actor.sector))) or '-'}]" for actor in actors
    )


def _rules(mention: EventMention, what: tuple[str, ...], text: str) -> str:
    return "; ".join(dict.fromkeys(_rule(reason, text) for reason in mention.reasons if reason.field in what))


def _rule(reason: Reason, text: str) -> str:
    return reason.rule if reason.span is None else f"{reason.rule} ({_flat(reason.span.of(text))!r})"


def _date(mention: EventMention, text: str) -> str:
    when = mention.when
    if when is None:
        return "none: the article has no date, and the passage names none"
    days = f"{when.date}/{when.end}" if when.end is not None and when.end != when.date else f"{when.date}"
    ground = f", from {_flat(when.span.of(text))!r}" if when.span is not None else ""
    sharp = {"before": "or before", "after": "or after"}.get(
        when.precision.value, f"to the {when.precision.value}"
    )
    return f"{days}, {sharp} ({when.basis.value}{ground})"


def _located(places: Iterable[Place]) -> str:
    return ", ".join(f"{place.name} [{place.country or '-'}]" for place in places)


def _numbers(mention: EventMention, text: str) -> Iterator[tuple[str, str]]:
    """How many, with the bounds: "12 or more", "5 to 12", "up to 300"."""
    for name in COUNTED:
        number, lower, upper = (getattr(mention.quantities, name + end) for end in ("", "_lower", "_upper"))
        if number is not None:
            yield (
                name.replace("_", " "),
                f"{_amount(number, lower, upper)} by {_rules(mention, (name,), text) or 'no rule noted'}",
            )


def _amount(number: int, lower: int | None, upper: int | None) -> str:
    if lower is None:
        return f"{number}" if upper is None else f"up to {upper}"
    return f"{lower} or more" if upper is None else f"{lower} to {upper}"


def _status(mention: EventMention, text: str) -> str:
    rules = _rules(mention, ("status",), text)
    return f"{mention.modality.value}, {mention.polarity.value}" + (f" by {rules}" if rules else "")


def _unlisted(mention: EventMention) -> str:
    """The ground for leaving a mention out of an event table, as far as its own fields tell."""
    if mention.polarity is Polarity.NEGATED:
        return "it did not happen"
    if mention.modality is Modality.HYPOTHETICAL:
        return "it is only thought of"
    return "another mention is about it, or it is a circumstance, a comment or an appeal"


def _others(mention: EventMention, text: str) -> Iterator[tuple[str, str]]:
    """Steps on fields that have no line of their own."""
    told = {"event", "status", "place", "attributed_to", *ROLES, *COUNTED}
    for reason in mention.reasons:
        if reason.field not in told:
            yield reason.field, _rule(reason, text)


def _unresolved(reading: Reading) -> Iterator[str]:
    left = reading.unresolved
    for what, names in (("actors", left.actors), ("dates", left.dates), ("places", left.places)):
        if names:
            yield f"Not resolved, {what}: {', '.join(names)}"


def _flat(text: str) -> str:
    return " ".join(text.split())
