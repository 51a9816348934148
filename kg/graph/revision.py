"""Versions of one article: a changed text replaces the old one, and its provenance keeps the old one's hash.

An article's key is the hash of its text, so a changed text is another key. Two articles are versions of one where they
have the same address; where neither has one, the same id by the same publisher, if the id is the caller's own. An id
that kg took from a file's name counts for that very file only, and one taken from a line number never: other articles
come to stand in that line.
"""

from __future__ import annotations

from pathlib import PurePath

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.errors import ParameterError
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


def find_article(text: str, index: Index) -> str:
    """The key of an article, given that, its IRI or CURIE, its id or its address.

    Raises:
        ParameterError: the graph has no such article, or several have that id.
    """
    names, wanted = index.names, text.strip()
    key = names.key(names.long(wanted) or wanted, "article")
    if index.folder.read_shard(key) is not None or index.folder.quarantine(key).is_file():
        return key
    found = _keys_where(index, DCTERMS + "identifier", literals.text(wanted))
    found |= _keys_where(index, SCHEMA + "url", literals.address(wanted))
    if len(found) == 1:
        return found.pop()
    if found:
        raise ParameterError(
            f"several articles have the id {wanted!r}: give the key, one of {', '.join(sorted(found))}"
        )
    raise ParameterError(f"no article has the key, id or address {wanted!r}")


def _keys_where(index: Index, predicate: str, value: Literal) -> set[str]:
    found = index.store.quads_for_pattern(None, NamedNode(predicate), value, None)
    base = index.names.of("article", "").value
    subjects = (quad.subject for quad in found)
    return {
        s.value.removeprefix(base) for s in subjects if isinstance(s, NamedNode) and s.value.startswith(base)
    }


def earlier_versions(article: Article, index: Index) -> list[str]:
    """Keys of the stored articles that this one replaces, sorted."""
    if article.url:
        keys = _keys_where(index, SCHEMA + "url", literals.address(article.url))
    else:
        keys = _keys_where(index, DCTERMS + "identifier", literals.text(article.id))
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
