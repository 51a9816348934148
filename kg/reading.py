"""Reads articles: language, then extraction, in this process or in several. The same readings come out either way."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cached_property
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from kg import __version__
from kg.codebook import Codebook
from kg.errors import KgError
from kg.extraction import Extractor
from kg.language import Pipeline
from kg.model import Article, Reading, Skipped
from kg.reference import Reference
from kg.resources import resource
from kg.settings import Settings

BATCH = 16
"""Articles that travel to a worker at once."""

TABLES = ("codebook", "extraction", "language", "reference")
"""The folders of data/ whose tables decide what is read out of an article."""

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault of the coder may raise on one strange article. It costs that article and no other."""


class Reader:
    """Language pipeline and extractor of one process, loaded on first use."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    @cached_property
    def pipeline(self) -> Pipeline:
        """The language pipeline."""
        return Pipeline(self._settings.language_model)

    @cached_property
    def extractor(self) -> Extractor:
        """The event coder."""
        codebook = Codebook.load(self._settings.codebook)
        return Extractor(codebook, Reference.load(self._settings.reference))

    @property
    def software(self) -> str:
        """Name and version of what makes the readings; a graph tells by it which articles to read again.

        `tables` is a digest of the word lists and reference data in use, the user's own among them.
        """
        return f"kg {__version__}; {self.pipeline.software}; tables {self._tables}"

    @cached_property
    def _tables(self) -> str:
        shipped = [path for name in TABLES for path in sorted(resource("data", name).rglob("*.csv"))]
        return digest((*shipped, *self._settings.codebook, *self._settings.reference))

    def read(self, article: Article) -> Reading:
        """The event mentions of one article."""
        reading = self.extractor.extract(self.pipeline.read(article))
        return replace(reading, software=self.software)

    def read_all(self, articles: Iterable[Article | Skipped]) -> Iterator[Reading | Skipped]:
        """The readings of many articles in their order; what was skipped stays in its place.

        Raises:
            KgError: a worker process died.
        """
        if self._settings.workers > 1:
            yield from self._in_pool(articles)
            return
        for article in articles:
            yield article if isinstance(article, Skipped) else self._read_or_skip(article)

    def _read_or_skip(self, article: Article) -> Reading | Skipped:
        try:
            return self.read(article)
        except FAULTS as error:
            origin = article.origin or article.id
            reason = f"{origin} could not be read: {type(error).__name__}: {error}; please report it with the article"
            return Skipped(origin, reason)

    def _in_pool(self, articles: Iterable[Article | Skipped]) -> Iterator[Reading | Skipped]:
        workers, stream = self._settings.workers, iter(articles)
        waiting: deque[Future[list[Reading | Skipped]]] = deque()
        single = replace(self._settings, workers=1)
        with ProcessPoolExecutor(workers, get_context("spawn"), _start, (single,)) as pool:
            try:
                while batch := list(islice(stream, BATCH)):
                    waiting.append(pool.submit(_read_batch, batch))
                    while len(waiting) > 2 * workers:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            except BrokenProcessPool as error:
                raise KgError(
                    "a worker process died (out of memory?); run again with fewer workers: what was read is kept"
                ) from error


_worker: list[Reader] = []


def _start(settings: Settings) -> None:
    _worker[:] = [Reader(settings)]


def _read_batch(articles: list[Article | Skipped]) -> list[Reading | Skipped]:
    return list(_worker[0].read_all(articles))


def digest(paths: Iterable[Path]) -> str:
    """Eight hexadecimal digits that change with the content of the files, not with where they lie.

    >>> digest([]) == digest([Path("nowhere.csv")])
    True
    """
    found = hashlib.sha256()
    for path in paths:
        found.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"")
    return found.hexdigest()[:8]
