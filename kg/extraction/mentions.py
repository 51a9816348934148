"""Freezes drafts into event mentions: passage, date, place, speaker, numbers, and whether an event table would list it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.attribution import Attribution
from kg.extraction.confidence import confidence_of
from kg.extraction.contexts import Contexts
from kg.extraction.draft import Draft
from kg.extraction.listing import is_background, is_listed
from kg.extraction.parties import Party
from kg.extraction.quantities import Census
from kg.extraction.scene import NOMINAL, Scene, span_of
from kg.model import Actor, ActorKind, EventMention, Reason, Span

QUOTE_LENGTH = 300
"""Longest quote, in characters; the ontology's shapes allow no more."""
OWN_FORCES = frozenset(("MIL", "COP"))
OFFICIAL = frozenset((None, "GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
"""Sectors whose members act for their state."""


class Freezer:
    """Turns the drafts of one scene into mentions."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._attribution = Attribution(scene)
        self._contexts = Contexts(scene)
        self._census = Census(scene.document)

    def freeze(self, drafts: Sequence[Draft]) -> tuple[EventMention, ...]:
        """All drafts as mentions, in text order, each with its own id; content links point at ids."""
        spans = self._spans(drafts)
        ids = {id(d): f"{self._article}-{spans[id(d)].start}-{spans[id(d)].end}-{d.event}" for d in drafts}
        holders = {id(inner): draft for draft in drafts for inner in draft.content}
        mentions = [self._mention(d, spans[id(d)], ids, holders.get(id(d))) for d in drafts]
        told = self._without_background(drafts, mentions)
        return tuple(sorted(told, key=lambda mention: (mention.trigger, mention.id)))

    def _without_background(
        self, drafts: Sequence[Draft], mentions: Sequence[EventMention]
    ) -> Iterator[EventMention]:
        """The mentions, those unlisted that only say what somebody is known for in a sentence that tells another event."""
        sentence = self._scene.document.sentence_of
        behind = [is_background(self._scene, draft) for draft in drafts]
        telling = {
            sentence(draft.token).start
            for draft, mention, aside in zip(drafts, mentions, behind, strict=True)
            if mention.listed and not aside
        }
        for draft, mention, aside in zip(drafts, mentions, behind, strict=True):
            hidden = mention.listed and aside and sentence(draft.token).start in telling
            yield replace(mention, listed=False) if hidden else mention

    @property
    def _article(self) -> str:
        return self._scene.document.article.key

    def _spans(self, drafts: Sequence[Draft]) -> dict[int, Span]:
        """A passage for each draft; where two drafts of a class would share one, the later takes a narrower one."""
        taken: set[tuple[Span, str]] = set()
        spans: dict[int, Span] = {}
        for draft in drafts:
            choices = [self.passage(draft.token), span_of(draft.token)]
            spans[id(draft)] = next((s for s in choices if (s, draft.event) not in taken), choices[-1])
            taken.add((spans[id(draft)], draft.event))
        return spans

    def passage(self, token: Token) -> Span:
        """The clause of a verb or the noun phrase of a noun, cut to the longest quote around the trigger."""
        syntax = self._scene.syntax
        predicate = token.pos_ not in NOMINAL or syntax.is_predicate(token)
        start, end = syntax.clause(token) if predicate else syntax.noun_phrase(token)
        while start < token.i and self._length(start, end) > QUOTE_LENGTH:
            start += 1
        while end - 1 > token.i and self._length(start, end) > QUOTE_LENGTH:
            end -= 1
        return self._trimmed(self._scene.document.span_of(start, end))

    def _trimmed(self, span: Span) -> Span:
        """The span without white space at its ends."""
        quote = span.of(self._scene.document.article.text)
        start = span.start + len(quote) - len(quote.lstrip())
        return Span(start, start + len(quote.strip()))

    def _length(self, start: int, end: int) -> int:
        tokens = self._scene.syntax.tree.tokens
        last = tokens[end - 1]
        return last.idx + len(last) - tokens[start].idx

    def _mention(self, draft: Draft, span: Span, ids: dict[int, str], holder: Draft | None) -> EventMention:
        text = self._scene.document.article.text
        sources = _actors(draft.sources)
        targets = () if draft.symmetric else _without(_actors(draft.targets), sources)
        targets = tuple(actor for actor in targets if not self._is_no_target(draft, actor, sources))
        when = self._scene.calendar.when(draft.token)
        speakers = self._speakers(draft, holder)
        modes = tuple(dict.fromkeys(draft.modes))
        counted = self._census.of(draft.token, draft.event)
        return EventMention(
            id=ids[id(draft)],
            event_type=draft.event,
            sources=sources,
            targets=targets,
            when=when,
            span=span,
            quote=span.of(text),
            trigger=span_of(draft.token),
            modes=modes,
            contexts=self._contexts.of(draft),
            cameo=draft.cameo or None,
            mediators=_without(_actors(draft.mediators), sources),
            hosts=_without(_actors(draft.hosts), sources),
            places=self._scene.places.where(draft.token),
            modality=draft.modality,
            polarity=draft.polarity,
            attributed_to=_actors(speakers),
            content=tuple(ids[id(inner)] for inner in draft.content if id(inner) in ids),
            quantities=counted.quantities,
            intensity=self._scene.codebook.intensity(draft.event, modes),
            confidence=confidence_of(self._scene, draft),
            listed=is_listed(self._scene, draft, sources, targets),
            reasons=(
                *draft.reasons,
                *_role_reasons(draft),
                *_reasons("attributed_to", speakers),
                *self._scene.places.reasons(draft.token),
                *counted.reasons,
            ),
        )

    def _is_no_target(self, draft: Draft, actor: Actor, sources: Iterable[Actor]) -> bool:
        """Whether an actor cannot be whom an act concerns: one's own state or forces, reporters who are told things."""
        spoken = self._scene.codebook.event_types[draft.event].quad in (1, 3)
        if draft.event == "MOBILIZE" and actor.sector in OWN_FORCES:
            return any(source.country == actor.country for source in sources)
        return (spoken and _is_audience(actor)) or _is_own_state(actor, sources)

    def _speakers(self, draft: Draft, holder: Draft | None) -> tuple[Party, ...]:
        """Who says it: the one who accuses, demands or threatens, for what they speak of; else whom the text cites."""
        if holder is not None and holder.sources and draft.token.i != holder.token.i:
            return holder.sources
        return self._attribution.speakers(draft.token)


def _actors(parties: Iterable[Party]) -> tuple[Actor, ...]:
    return tuple({party.key: party.reading.actor for party in parties}.values())


def _without(actors: Iterable[Actor], others: Iterable[Actor]) -> tuple[Actor, ...]:
    keys = {actor.key for actor in others}
    return tuple(actor for actor in actors if actor.key not in keys)


def _is_audience(actor: Actor) -> bool:
    """Reporters are told things; they are no party to what they are told."""
    return actor.sector == "JRN" and actor.kind is ActorKind.POPULATION


def _is_own_state(actor: Actor, sources: Iterable[Actor]) -> bool:
    """Whether a target is the very state that a source acts for: "the president promised to reform Serbia"."""
    if actor.kind is not ActorKind.STATE or actor.sector is not None:
        return False
    return any(source.country == actor.key and source.sector in OFFICIAL for source in sources)


def _role_reasons(draft: Draft) -> list[Reason]:
    named = (
        ("sources", draft.sources),
        ("targets", draft.targets),
        ("mediators", draft.mediators),
        ("hosts", draft.hosts),
    )
    return [reason for what, parties in named for reason in _reasons(what, parties)]


def _reasons(what: str, parties: Iterable[Party]) -> list[Reason]:
    return [Reason(what, f"{p.slot}: {p.reading.rule}", p.reading.span) for p in parties]
