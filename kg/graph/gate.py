"""The gate: what may enter the graph. A mention that fails is set aside with its reasons; the rest of the article goes in.

Asked are the ontology's shapes, and what no shape can see: that the quote is the text between its offsets, that a mode
belongs to its class, that an act of speech is about something that is there. A fault in the article itself, or in what
all its mentions share, keeps the whole article out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache

from pyoxigraph import NamedNode, Quad

from kg.graph.conform import Things, nonconforming, text_of
from kg.graph.descriptions import bare_state
from kg.graph.findings import VIOLATION
from kg.graph.names import PLOVER, SKOS, Names, gev
from kg.graph.schema import schema_quads
from kg.graph.triples import storable, to_quads
from kg.model import Actor, Article, EventMention, Reading

EVENT_TYPE, MODE, CONTENT, OF_STATE = (gev(name) for name in ("eventType", "mode", "content", "ofState"))


@dataclass(frozen=True, slots=True)
class Refused:
    """A mention that was not let in, or with `mention` None the whole article; its quote, and why, in words."""

    mention: str | None
    quote: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of a reading goes in (None: nothing does), as a reading and as quads, and what was set aside."""

    reading: Reading | None
    quads: tuple[Quad, ...]
    refused: tuple[Refused, ...]


def judge(reading: Reading, names: Names) -> Verdict:
    """Let in what is sound.

    >>> from kg.articles import make_article
    >>> verdict = judge(Reading(make_article("Nothing happened."), ()), Names())
    >>> verdict.reading is None, verdict.refused
    (False, ())
    """
    quads, found = _proposed(reading, names)
    if not found:
        return Verdict(reading, quads, ())
    bad = frozenset(key for key in found if key)
    refused = tuple(
        Refused(mention.id, mention.quote, found[mention.id])
        for mention in reading.mentions
        if mention.id in bad
    )
    rest = _without(reading, bad)
    quads, remaining = _proposed(rest, names) if None not in found else ((), {None: found[None]})
    if not remaining:
        return Verdict(rest, quads, refused)
    reasons = tuple(dict.fromkeys(reason for told in remaining.values() for reason in told))
    return Verdict(None, (), (Refused(None, reading.article.title, reasons), *refused))


def _without(reading: Reading, bad: frozenset[str]) -> Reading:
    """The reading without some mentions; an act of speech about one of them stays, and loses its content."""
    kept = (mention for mention in reading.mentions if mention.id not in bad)
    mentions = tuple(replace(m, content=tuple(c for c in m.content if c not in bad)) for m in kept)
    gone = [mention for mention in reading.mentions if mention.id in bad]
    spoilt = {actor for mention in gone for actor in _actors(mention) if not actor.name.strip()}
    actors = tuple(actor for actor in reading.actors if actor not in spoilt)
    return replace(reading, mentions=mentions, actors=actors)


def _proposed(
    reading: Reading, names: Names
) -> tuple[tuple[Quad, ...], Mapping[str | None, tuple[str, ...]]]:
    """A reading's quads and what is wrong with them, by mention id; under None what concerns the whole article."""
    found: dict[str | None, list[str]] = defaultdict(list)
    ids = {mention.id for mention in reading.mentions}
    for mention in reading.mentions:
        found[mention.id] += [*_unnameable(mention), *_against_text(mention, reading.article, ids)]
    quads = to_quads(
        _without(reading, frozenset(m.id for m in reading.mentions if any(_unnameable(m)))), names
    )
    mentions = {mention.id: mention for mention in storable(reading).mentions}
    sharing = _by_description(mentions.values(), names)
    for fault in faults(quads, names):
        key = names.key(names.long(fault.subject) or fault.subject, "mention")
        if key in mentions:
            found[key].append(fault.message)
        else:
            for one in sharing.get(fault.subject, [None]):
                found[one].append(f"{fault.subject}: {fault.message}")
    told = {key: tuple(dict.fromkeys(reasons)) for key, reasons in found.items() if reasons}
    return tuple(quads), told


def _unnameable(mention: EventMention) -> Iterator[str]:
    """Codes and keys that no IRI can be made of."""
    codes = (mention.id, mention.event_type, *mention.modes, *mention.contexts, mention.cameo or "0")
    keys = (*(actor.key for actor in _actors(mention)), *(place.key for place in mention.places))
    for code in (*codes, *keys):
        if not code or not _is_nameable(code):
            yield f"{code!r} can be no part of an IRI"


def _is_nameable(code: str) -> bool:
    try:
        NamedNode(PLOVER + code)
    except ValueError:
        return False
    return True


def _actors(mention: EventMention) -> Iterator[Actor]:
    yield from (
        *mention.sources,
        *mention.targets,
        *mention.mediators,
        *mention.hosts,
        *mention.attributed_to,
    )


def _by_description(mentions: Iterable[EventMention], names: Names) -> dict[str, list[str | None]]:
    """Ids of the mentions that name an actor or a place, by its short name: its faults are theirs."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for mention in mentions:
        things: set[tuple[str, str]] = {("actor", actor.key) for actor in _actors(mention)}
        things |= {("place", place.key) for place in mention.places}
        for kind, key in sorted(things):
            found[names.short(names.of(kind, key).value)].append(mention.id)
    return found


def _against_text(mention: EventMention, article: Article, ids: set[str]) -> Iterator[str]:
    """What the quads no longer show, because they are made from the text and the mentions that are there."""
    span, trigger, length = mention.span, mention.trigger, len(article.text)
    if not 0 <= span.start < span.end <= length:
        yield f"offsets {span.start}-{span.end} lie outside the text, which has {length} characters"
    elif mention.quote != span.of(article.text):
        yield f"the quote is not the text between {span.start} and {span.end}"
    if not 0 <= trigger.start < trigger.end <= length:
        yield f"the trigger's offsets {trigger.start}-{trigger.end} lie outside the text"
    for other in mention.content:
        if other not in ids:
            yield f"content {other}: the article has no such mention"
        if other == mention.id:
            yield "content: a mention cannot be about itself"


# ---------------------------------------------------------------- quads, from whatever source


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an article's quads: about what (a short name), and in words."""

    subject: str
    message: str


def faults(quads: Iterable[Quad], names: Names) -> list[Fault]:
    """What is wrong with one article's quads, sorted: the shapes' violations, foreign modes, content that is not there.

    >>> faults([], Names())
    []
    """
    things = Things(quads)
    strange = [*_foreign_modes(things, names), *_missing_contents(things, names)]
    _describe_states(things, names)
    broken = {
        Fault(finding.subject, finding.message)
        for finding in nonconforming(things, names)
        if finding.severity == VIOLATION
    }
    return sorted({*broken, *strange})


def _describe_states(things: Things, names: Names) -> None:
    """Give a class to the states that are only pointed to: the graph describes those by their code."""
    states = {state for _, state in things.pairs(OF_STATE.value) if isinstance(state, NamedNode)}
    for state in sorted((state for state in states if state not in things), key=str):
        things.add(bare_state(state, names))


@cache
def _modes(names: Names) -> Mapping[str, str]:
    """The class of every mode of the PLOVER scheme."""
    broader = NamedNode(SKOS + "broader")
    return {
        quad.subject.value: quad.object.value
        for quad in schema_quads(names)
        if quad.predicate == broader
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }


def _foreign_modes(things: Things, names: Names) -> Iterator[Fault]:
    for subject, value in things.pairs(MODE.value):
        if not isinstance(value, NamedNode) or not value.value.startswith(PLOVER):
            continue
        of = _modes(names).get(value.value)
        for kind in things.of(subject).get(EVENT_TYPE.value, ()):
            if isinstance(kind, NamedNode) and of != kind.value:
                shown = names.short(value.value)
                yield Fault(
                    names.short(text_of(subject)),
                    f"gev:mode {shown}: is no mode of {names.short(kind.value)}",
                )


def _missing_contents(things: Things, names: Names) -> Iterator[Fault]:
    for subject, value in things.pairs(CONTENT.value):
        if value not in things:
            shown = names.short(text_of(value))
            yield Fault(names.short(text_of(subject)), f"gev:content {shown}: is not in the article")


def record(article: Article, refused: Iterable[Refused]) -> dict[str, object]:
    """What is written into the quarantine of an article."""
    return {
        "article": article.id,
        "key": article.key,
        "title": article.title,
        "refused": [asdict(one) for one in refused],
    }
