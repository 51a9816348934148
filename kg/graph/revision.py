"""Versions of one article: a changed text replaces the old one, and its provenance keeps the old one's hash.

An article's key is the hash of its text, so a changed text is another key. Two articles are versions of one where they
have the same address; where neither has one, the same id by the same publisher, if the id is the caller's own. An id
that kg took from a file's name counts for that very file only, and one taken from a line number never: other articles
come to stand in that line.
"""

from __future__ import annotations

from pathlib import PurePath

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.graph import literals
from kg.graph.index import Index
from kg.graph.names import DCTERMS, PROV, SCHEMA, Names
from kg.model import Article

REVISION_OF = NamedNode(PROV + "wasRevisionOf")
STDIN = "<stdin>"


def is_version_of(new: Article, old: Article) -> bool:
    """Whether two articles of different texts are versions of one.

    >>> from dataclasses import replace
    >>> old = Article("a1", "talks-17", "Talks.", "Talks", publisher="Example Wire", origin="monday.jsonl:3")
    >>> is_version_of(replace(old, key="b2", text="Talks failed.", origin="tuesday.jsonl:9"), old)
    True
    >>> is_version_of(replace(old, key="b2", text="Talks failed.", publisher="Example Daily"), old)
    False
    """
    if new.url or old.url:
        return new.url == old.url
    if (new.id, new.publisher) != (old.id, old.publisher) or new.id in (new.key, old.key):
        return False
    sides = (_derived(new), _derived(old))
    if "line" in sides:
        return False
    return "file" not in sides or new.origin == old.origin


def _derived(article: Article) -> str:
    """What an article's id was taken from: a "file", a "line", or nothing but the caller's word."""
    file, _, line = article.origin.rpartition(":")
    if article.id in ("stdin", f"{PurePath(file).stem}:{line}", f"stdin:{line}"):
        return "line"
    return "file" if article.id == PurePath(article.origin).stem else ""


def earlier_versions(article: Article, index: Index) -> list[str]:
    """Keys of the stored articles that this one replaces, sorted."""
    about = [(DCTERMS + "identifier", literals.text(article.id))]
    if article.url:
        about = [(SCHEMA + "url", literals.address(article.url))]
    keys = {
        index.names.key(quad.subject.value, "article")
        for predicate, value in about
        for quad in index.store.quads_for_pattern(None, NamedNode(predicate), value, None)
        if isinstance(quad.subject, NamedNode)
    }
    stored = {key: index.folder.read_article(key) for key in keys - {article.key}}
    return sorted(key for key, old in stored.items() if old is not None and is_version_of(article, old))


def revision_quads(key: str, replaced: list[str], index: Index) -> list[Quad]:
    """Which texts an article's graph is a revision of: those it replaces now, and all that these or it replaced."""
    graph = index.names.article_graph(key)
    old = {index.names.article_graph(other) for other in replaced}
    for graph_of in (graph, *sorted(old, key=str)):
        for quad in index.store.quads_for_pattern(graph_of, REVISION_OF, None, DefaultGraph()):
            if isinstance(quad.object, NamedNode):
                old.add(quad.object)
    return [Quad(graph, REVISION_OF, other, DefaultGraph()) for other in sorted(old - {graph}, key=str)]


def revised(quads: set[Quad] | list[Quad], names: Names) -> list[str]:
    """Keys of the texts that an article's quads say it is a revision of, sorted."""
    base = names.graph("article/").value
    objects = (quad.object for quad in quads if quad.predicate == REVISION_OF)
    return sorted(iri.value.removeprefix(base) for iri in objects if isinstance(iri, NamedNode))


def is_superseded(key: str, index: Index) -> bool:
    """Whether a later version of the article stands in the graph."""
    graph = index.names.article_graph(key)
    found = index.store.quads_for_pattern(None, REVISION_OF, graph, DefaultGraph())
    return next(found, None) is not None
