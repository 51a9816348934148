"""The hops in reading order: article -> reading -> graph. Whoever reads this file knows where everything happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from time import perf_counter
from typing import Any

from kg.graph import Added, Graph, Outcome
from kg.graph.names import slug
from kg.model import Article, DateBasis, Reading, Skipped
from kg.reading import Reader


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of the articles of one run.

    Attributes:
        read: articles that were read and stored.
        unchanged: articles that the graph holds already, read by the same software.
        skipped: inputs that were not read, each with the reason.
        undated_articles: ids of articles read that have no publication date; what they date by it is not stored.
        mentions: event mentions of the articles read, by PLOVER class, sorted by class.
        listed: those of them that an event-data table would list.
        stored: mentions that went into the graph.
        undated: ids of mentions without any date, which the graph cannot file.
        repeated: ids of mentions told twice by one passage, stored once.
        refused: ids of mentions that failed the gate; `kg quarantine` tells why.
        quarantined: articles of which nothing was let in.
        revised: keys of earlier versions of articles, which a changed text replaced.
        actors_linked: actors of the articles read that stand in the reference data, counted per article.
        actors_unlinked: actors that do not, and names that stand for nobody known.
        dates_stated: mentions dated by an expression in the text.
        dates_inherited: mentions dated by the article's own date.
        dates_unresolved: date expressions that could not be placed in time.
        places_unresolved: names of places that could not be placed.
        quads: quads in the graph after the run.
        seconds: how long it took.
    """

    read: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    undated_articles: tuple[str, ...] = ()
    mentions: Mapping[str, int] = field(default_factory=dict)
    listed: int = 0
    stored: int = 0
    undated: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    quarantined: int = 0
    revised: tuple[str, ...] = ()
    actors_linked: int = 0
    actors_unlinked: int = 0
    dates_stated: int = 0
    dates_inherited: int = 0
    dates_unresolved: int = 0
    places_unresolved: int = 0
    quads: int = 0
    seconds: float = 0.0

    def record(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return asdict(self) | {"mentions": dict(self.mentions)}


_COUNTED = {
    Outcome.ADDED: "read",
    Outcome.REPLACED: "read",
    Outcome.UNCHANGED: "unchanged",
    Outcome.SUPERSEDED: "unchanged",
    Outcome.QUARANTINED: "quarantined",
}

Progress = Callable[[int], None]
"""Called with the number of articles that were dealt with since the last call."""


def build(
    articles: Iterable[Article | Skipped],
    graph: Graph,
    *,
    reader: Reader | None = None,
    reread: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads articles and stores what they say; one bad article never stops a run.

    An article that the graph holds already, with the same date, publisher and metadata and read by the same software,
    is not read again. Articles flow through a batch at a time, so memory does not grow with their number. The same
    articles give the same graph whatever the number of the reader's workers.

    Args:
        articles: what `kg.read` yields, or articles of `kg.make_article`.
        graph: a graph open for writing.
        reader: what reads the articles; its settings say in how many processes. A reader of default settings if None.
        reread: read articles anew that the graph holds already.
        progress: told how many articles were dealt with.

    Raises:
        GraphError: the graph is open for reading only, or another process writes to it.
        StorageError: the disk failed; nothing already stored is lost.
        KgError: a worker process died.

    >>> from tempfile import mkdtemp
    >>> from kg.articles import make_article
    >>> with Graph.create(mkdtemp(), reference=None) as graph:
    ...     report = build([make_article("Ruritania attacked Graustark on 3 May 1997.")], graph)
    >>> report.read, report.mentions
    (1, {'ASSAULT': 1})
    """
    started, tally = perf_counter(), _Tally(progress)
    reader = reader or Reader()
    fresh = articles if reread else tally.without_known(articles, graph, reader.software)
    for added in graph.add_all(tally.readings(reader.read_all(fresh))):
        tally.store(added)
    graph.commit()
    return tally.report(len(graph.store), perf_counter() - started)


def is_current(article: Article, graph: Graph, software: str) -> bool:
    """Whether the graph holds this very article, whatever file it came from, as read by this software, or a later version."""
    if graph.superseded(article.key):
        return True
    run = graph.names.of("run", f"{article.key}-{slug(software)}")
    if next(graph.store.quads_for_pattern(run, None, None, None), None) is None:
        return False
    held = graph.article(article.key)
    return held is not None and replace(held, origin="", id="") == replace(article, origin="", id="")


class _Tally:
    """Counts what passes by."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._mentions: Counter[str] = Counter()
        self._skipped: list[Skipped] = []
        self._lists: dict[str, list[str]] = {
            name: [] for name in ("undated_articles", "undated", "repeated", "refused", "revised")
        }
        self._seen: set[str] = set()

    def without_known(
        self, articles: Iterable[Article | Skipped], graph: Graph, software: str
    ) -> Iterator[Article | Skipped]:
        """Passes on what has to be read."""
        for article in articles:
            if isinstance(article, Article) and self._is_known(article, graph, software):
                self._counts["unchanged"] += 1
                self._advance()
            else:
                yield article

    def _is_known(self, article: Article, graph: Graph, software: str) -> bool:
        """Whether the graph has it, or this run has met the same text before."""
        repeated = article.key in self._seen
        self._seen.add(article.key)
        return repeated or is_current(article, graph, software)

    def readings(self, found: Iterable[Reading | Skipped]) -> Iterator[Reading]:
        """Passes on what can be stored."""
        for item in found:
            if isinstance(item, Skipped):
                self._skipped.append(item)
                self._advance()
            else:
                self._add(item)
                yield item

    def store(self, added: Added) -> None:
        """Notes what became of one reading in the graph."""
        self._counts["stored"] += added.mentions
        self._lists["undated"] += added.undated
        self._lists["repeated"] += added.repeated
        self._lists["refused"] += added.refused
        self._lists["revised"] += added.replaced
        self._counts[_COUNTED[added.outcome]] += 1

    def report(self, quads: int, seconds: float) -> BuildReport:
        """The counts so far."""
        figures: dict[str, Any] = {
            **self._counts,
            **{name: tuple(values) for name, values in self._lists.items()},
            "skipped": tuple(self._skipped),
            "mentions": dict(sorted(self._mentions.items())),
        }
        return BuildReport(**figures, quads=quads, seconds=round(seconds, 3))

    def _add(self, reading: Reading) -> None:
        self._advance()
        if reading.article.published is None:
            self._lists["undated_articles"].append(reading.article.id)
        self._mentions.update(mention.event_type for mention in reading.mentions)
        self._counts["listed"] += sum(mention.listed for mention in reading.mentions)
        known = sum(actor.known for actor in reading.actors)
        self._counts["actors_linked"] += known
        self._counts["actors_unlinked"] += len(reading.actors) - known + len(reading.unresolved.actors)
        dated = [mention.when.basis for mention in reading.mentions if mention.when]
        inherited = dated.count(DateBasis.ARTICLE)
        self._counts["dates_inherited"] += inherited
        self._counts["dates_stated"] += len(dated) - inherited
        self._counts["dates_unresolved"] += len(reading.unresolved.dates)
        self._counts["places_unresolved"] += len(reading.unresolved.places)

    def _advance(self) -> None:
        if self._progress:
            self._progress(1)


__all__ = ["BuildReport", "Progress", "build", "is_current"]
