"""The gold set for fusion, read from articles.yaml, and the measure it is scored by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import yaml

from kg.articles import make_article
from kg.model import (
    Actor,
    ActorKind,
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

SECTORS = {"State": "GOV", "ArmedGroup": "REB", "Population": "CVL"}


@dataclass(frozen=True)
class Gold:
    """Readings made by hand, and which mention (by id) is about which occurrence."""

    readings: tuple[Reading, ...]
    occurrences: Mapping[str, str]


def load() -> Gold:
    told = yaml.safe_load(Path(__file__).with_name("articles.yaml").read_text(encoding="utf-8"))
    actors = {key: _actor(key, *fields) for key, fields in told["actors"].items()}
    places = {key: Place(key, name, country) for key, (name, country) in told["places"].items()}
    readings, occurrences = [], {}
    for record in told["articles"]:
        article = make_article(
            record["text"].strip(),
            id=record["id"],
            published=record["published"],
            publisher=record["publisher"],
            agency=record.get("agency"),
        )
        mentions = []
        for fields in record["mentions"]:
            made = _mention(article, fields, actors, places)
            mentions.append(made)
            occurrences[made.id] = fields["o"]
        assert len({m.id for m in mentions}) == len(mentions), record["id"]
        named = dict.fromkeys(a for m in mentions for a in (*m.sources, *m.targets, *m.attributed_to))
        readings.append(Reading(article, tuple(mentions), tuple(named), software="gold"))
    return Gold(tuple(readings), occurrences)


def _actor(key: str, name: str, kind: str, country: str | None) -> Actor:
    iri = key if kind == "State" else f"x-{key}"
    return Actor(iri, name, ActorKind(kind), country, SECTORS.get(kind, "GOV"), known=kind == "State")


def _mention(article, fields, actors, places) -> EventMention:
    start = article.text.index(fields["quote"])
    span = Span(start, start + len(fields["quote"]))

    def named(role):
        return tuple(actors[key] for key in fields.get(role, ()))

    return EventMention(
        id=f"{article.key}-{span.start}-{span.end}-{fields['type']}",
        event_type=fields["type"],
        sources=named("sources"),
        targets=named("targets"),
        when=when(fields["when"], article.published),
        span=span,
        quote=fields["quote"],
        trigger=span,
        modes=(fields["mode"],) if "mode" in fields else (),
        mediators=named("mediators"),
        attributed_to=named("by"),
        places=(places[fields["place"]],) if "place" in fields else (),
        modality=Modality(fields.get("modality", "asserted")),
        polarity=Polarity.NEGATED if fields.get("negated") else Polarity.AFFIRMED,
        quantities=Quantities(fields.get("killed"), None, fields.get("detained"), fields.get("crowd")),
        confidence=0.8,
    )


def when(text: object, published: Date) -> When:
    if text == "news":
        return When(published, precision=Precision.BEFORE, basis=DateBasis.ARTICLE, edtf=f"{published}~")
    told = str(text)
    stated = DateBasis.STATED
    if told.startswith("week "):
        first = Date.fromisoformat(told[5:])
        return When(first, first + timedelta(6), Precision.WEEK, stated)
    if told.startswith("../"):
        return When(Date.fromisoformat(told[3:]), precision=Precision.BEFORE, basis=stated, edtf=told)
    if told.endswith("/.."):
        return When(Date.fromisoformat(told[:-3]), precision=Precision.AFTER, basis=stated, edtf=told)
    if len(told) == 7:
        return When(Date.fromisoformat(f"{told}-01"), precision=Precision.MONTH, basis=stated, edtf=told)
    first, _, last = told.partition("/")
    return When(Date.fromisoformat(first), Date.fromisoformat(last) if last else None, basis=stated)


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering (Bagga and Baldwin 1998), the mean over the items of `gold`.

    An item that `found` lacks stands alone.

    >>> b_cubed({"a": "1", "b": "1"}, {"a": "x", "b": "y"})
    (0.5, 1.0, 0.6666666666666666)
    """
    groups = {item: found.get(item, f"alone {item}") for item in gold}
    both = Counter((groups[item], gold[item]) for item in gold)
    found_size, gold_size = Counter(groups.values()), Counter(gold.values())
    precision = sum(both[groups[i], gold[i]] / found_size[groups[i]] for i in gold) / len(gold)
    recall = sum(both[groups[i], gold[i]] / gold_size[gold[i]] for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs(items: Mapping[str, str]) -> set[frozenset[str]]:
    """The pairs of items of one group."""
    groups: dict[str, list[str]] = {}
    for item, group in items.items():
        groups.setdefault(group, []).append(item)
    return {frozenset((a, b)) for members in groups.values() for a in members for b in members if a < b}


def denoted(graph) -> dict[str, str]:
    """The event of every mention in a graph."""
    rows = graph.query("SELECT ?m ?e { ?m gev:denotes ?e }")
    return {str(m).removeprefix("m:"): str(e) for m, e in rows}


def differences(found: Mapping[str, str], gold: Mapping[str, str], texts: Mapping[str, str]) -> Iterable[str]:
    """What fusion joins wrongly and what it misses, for people."""
    groups = {item: found.get(item, item) for item in gold}
    have, want = pairs(groups), pairs(gold)
    for title, wrong in (("joined", have - want), ("missed", want - have)):
        for pair in sorted(wrong, key=sorted):
            a, b = sorted(pair)
            yield f"{title}: {gold[a]}: {texts[a]!r} | {gold[b]}: {texts[b]!r}"
