"""The names of things: namespaces, minted IRIs, short forms.

Every IRI that kg mints follows the recipes in docs/graph.md; all hang off one base, so that a team can mint under its
own. Terms of the ontology and of the PLOVER and CAMEO schemes keep their public addresses whatever the base.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from pyoxigraph import NamedNode

BASE = "https://w3id.org/gev/id/"
"""Where data IRIs live unless the graph was created with another base."""

GEV = "https://w3id.org/gev/ont#"
VOCAB = "https://w3id.org/gev/vocab/"
PLOVER = "https://w3id.org/gev/plover/"
CAMEO = "https://w3id.org/gev/cameo/"
ACT = "https://w3id.org/gev/act#"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")

_KINDS = ("actor", "place", "affiliation", "article", "mention", "event", "run", "software")
_SHORT = {"affiliation": "aff", "article": "art", "mention": "m", "event": "ev"}


def gev(local: str) -> NamedNode:
    """A term of the ontology, by its local name.

    >>> gev("date").value
    'https://w3id.org/gev/ont#date'
    """
    return NamedNode(GEV + local)


def slug(name: str) -> str:
    """A name as lower-case ASCII words joined by hyphens; never empty, and different scripts stay apart.

    >>> slug("Agence France-Presse")
    'agence-france-presse'
    >>> slug("Élysée Wire")
    'elysee-wire'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = sum(character.isalnum() for character in name)
    if words and len(words) * 2 >= letters:
        return words
    return f"u-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class Names:
    """Mints the IRIs of data under one base.

    >>> Names().of("actor", "UKR").value
    'https://w3id.org/gev/id/actor/UKR'
    >>> Names().short("https://w3id.org/gev/plover/CONSULT")
    'plover:CONSULT'
    """

    base: str = BASE

    def of(self, kind: str, key: str) -> NamedNode:
        """The IRI of one thing, by its kind ("actor", "place", "event", ...) and key.

        >>> Names("https://example.org/").of("place", "kyiv").value
        'https://example.org/place/kyiv'
        """
        return NamedNode(f"{self.base}{kind}/{key}")

    def key(self, iri: str, kind: str) -> str:
        """The key back from an IRI of that kind; another IRI comes back whole.

        >>> Names().key("https://w3id.org/gev/id/actor/UKR", "actor")
        'UKR'
        """
        return iri.removeprefix(f"{self.base}{kind}/")

    def graph(self, name: str) -> NamedNode:
        """The IRI of a named graph: "kb", "events", "article/{key}", ...

        >>> Names("https://example.org/").graph("events").value
        'https://example.org/graph/events'
        """
        return NamedNode(f"{self.base}graph/{name}")

    def article_graph(self, article: str) -> NamedNode:
        """The IRI of the graph that holds what one article says.

        >>> Names("https://example.org/").article_graph("0a1b").value
        'https://example.org/graph/article/0a1b'
        """
        return self.graph(f"article/{article}")

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Every prefix that is declared in queries and exports.

        >>> Names("https://example.org/").prefixes["actor"]
        'https://example.org/actor/'
        """
        return _prefixes(self.base)

    def short(self, iri: str) -> str:
        """The CURIE of an IRI under the longest prefix that fits, else the IRI itself.

        >>> Names().short("https://w3id.org/gev/id/actor/UKR"), Names().short("urn:other")
        ('actor:UKR', 'urn:other')
        """
        return _short(self.base, iri)

    def long(self, curie: str) -> str | None:
        """The IRI that a CURIE stands for; None where the prefix is not one of ours.

        >>> Names().long("actor:RUS")
        'https://w3id.org/gev/id/actor/RUS'
        """
        prefix, colon, local = curie.partition(":")
        space = self.prefixes.get(prefix)
        return space + local if colon and space and not local.startswith("//") else None

    def whole(self, name: str) -> str:
        """The IRI behind what `short` gave: of a CURIE, or the IRI itself.

        >>> Names().whole("actor:RUS"), Names().whole("urn:other")
        ('https://w3id.org/gev/id/actor/RUS', 'urn:other')
        """
        return self.long(name) or name


_PUBLIC: dict[str, str] = {
    "gev": GEV,
    "v": VOCAB,
    "plover": PLOVER,
    "cameo": CAMEO,
    "act": ACT,
    "schema": SCHEMA,
    "prov": PROV,
    "org": ORG,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "xsd": XSD,
    "wd": WIKIDATA,
    "owl": "http://www.w3.org/2002/07/owl#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}


@cache
def _prefixes(base: str) -> Mapping[str, str]:
    data = {_SHORT.get(kind, kind): f"{base}{kind}/" for kind in _KINDS}
    data |= {"gart": f"{base}graph/article/", "graph": f"{base}graph/"}
    return MappingProxyType(_PUBLIC | data)


@cache
def _spaces(base: str) -> tuple[tuple[str, str], ...]:
    """The prefixes of data and of public terms, the longest first."""
    return tuple(sorted(((space, prefix) for prefix, space in _prefixes(base).items()), reverse=True))


@lru_cache(maxsize=50_000)
def _short(base: str, iri: str) -> str:
    for space, prefix in _spaces(base):
        if iri.startswith(space):
            return f"{prefix}:{iri[len(space) :]}"
    return iri
