"""Writes whole named graphs to a server: the SPARQL 1.1 Graph Store Protocol, one PUT a graph.

A PUT replaces a graph or leaves it as it was. Credentials are sent to the address given and nowhere else (basic or
digest, as the server asks); redirects are refused; busy servers are asked again after growing pauses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request

from kg.errors import GraphError
from kg.sparql import BUSY, Endpoint, opener

GONE = frozenset((404, 410))


@dataclass(frozen=True, slots=True)
class GraphStore:
    """A server's graph store.

    Args:
        url: its address: `https://example.org/store` of an Oxigraph server, `.../sparql-graph-crud-auth` of a Virtuoso.
        credentials: user name and password.
        timeout: seconds to wait for an answer.
        tries: how often a busy or unreachable server is asked in all.
        pause: seconds before the second try; each later one waits twice as long.
        sleep: waits; tests give their own.

    Raises:
        ParameterError: the address is no http or https address.

    >>> GraphStore("ftp://example.org")
    Traceback (most recent call last):
        ...
    kg.errors.ParameterError: 'ftp://example.org' is no endpoint: give an address that starts with https:// or http://
    """

    url: str
    credentials: tuple[str, str] | None = None
    timeout: int = 300
    tries: int = 4
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        Endpoint(self.url)

    def put(self, graph: str, lines: Iterable[str]) -> None:
        """Make a graph (its IRI) hold just these N-Triples.

        Raises:
            GraphError: the server refuses, stays busy or is not there; the graph is as it was.
        """
        body = "".join(lines).encode()
        self._send("PUT", graph, body)

    def delete(self, graph: str) -> None:
        """Remove a graph; one that is not there is removed already.

        Raises:
            GraphError: as `put`.
        """
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, body: bytes | None) -> None:
        for trial in range(1, self.tries + 1):
            try:
                self._once(method, graph, body)
            except HTTPError as error:
                if method == "DELETE" and error.code in GONE:
                    return
                if error.code not in BUSY or trial == self.tries:
                    raise self._refused(method, graph, error) from error
            except (URLError, HTTPException, OSError) as error:
                if trial == self.tries:
                    raise GraphError(
                        f"{self.url} cannot be reached ({error}): check the address; what was sent before is there"
                    ) from error
            else:
                return
            self.sleep(self.pause * 2 ** (trial - 1))

    def _once(self, method: str, graph: str, body: bytes | None) -> None:
        separator = "&" if "?" in self.url else "?"
        address = f"{self.url}{separator}graph={quote(graph, safe='')}"
        request = Request(address, data=body, method=method)  # noqa: S310  # the scheme was looked at
        if body is not None:
            request.add_header("Content-Type", "application/n-triples")
        with opener(self.url, self.credentials, basic=True).open(request, timeout=self.timeout) as response:
            response.read()

    def _refused(self, method: str, graph: str, error: HTTPError) -> GraphError:
        if error.code in (401, 403):
            return GraphError(f"{self.url} refuses to write ({error.code}): give a user name and a password")
        if 300 <= error.code < 400:
            return GraphError(f"{self.url} points to {error.headers.get('Location')}: give that address")
        text = error.read(300).decode("utf-8", errors="replace").strip()
        return GraphError(f"{self.url} answers {error.code} to {method} {graph}: {text or error.reason}")
