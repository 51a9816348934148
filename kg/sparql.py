"""Asks a SPARQL endpoint over HTTP: the one place where SPARQLWrapper is used.

Queries go as POST and answers come as JSON. Redirects are refused with the new address in the message, so that nothing
is sent where nobody asked for it; addresses other than http and https are no endpoints. Busy servers (429, 502, 503, 504),
and servers that drop the connection, are asked again after growing pauses. An answer that the server cut short (Virtuoso says so in its headers, Blazegraph by
breaking off) is never taken for a whole one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDefaultErrorHandler,
    HTTPDigestAuthHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
)

from SPARQLWrapper import BASIC, JSON, POST, SPARQLWrapper

from kg.errors import GraphError, LimitError, ParameterError, SparqlSyntaxError

AGENT = "kg-events/0.1 (graphs of events in the news; research tool) SPARQLWrapper"
BUSY = frozenset((429, 502, 503, 504))
DROPPED = (RemoteDisconnected, IncompleteRead, ConnectionResetError, BrokenPipeError)
LONGEST_PAUSE = 60.0
RESULTS = ("application/sparql-results+json", "application/json")
CUT = ("X-SPARQL-MaxRows", "X-SQL-State")
"""Headers by which Virtuoso says that it left rows out."""
ASKED = "__ASK_RETVAL"
"""The column in which Virtuoso gives the truth of an ASK, as a number."""


@dataclass(frozen=True, slots=True)
class Term:
    """A value in an answer: `kind` is "uri", "literal" or "bnode"."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None


Binding = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, or the truth of an ASK. `cut` says why the server left rows out; empty where it did not."""

    variables: tuple[str, ...] = ()
    rows: tuple[Binding, ...] = ()
    boolean: bool | None = None
    cut: str = ""


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper with an opener that speaks http and https only and follows no redirect."""

    opener: OpenerDirector

    def _query(self) -> tuple[Any, str]:
        return self.opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


def opener(url: str, credentials: tuple[str, str] | None, *, basic: bool = False) -> OpenerDirector:
    """What sends requests to a server: http and https alone, no redirect is followed.

    Args:
        url: the server's address: credentials are sent to it and nowhere else.
        credentials: user name and password; by digest authentication, as the server asks.
        basic: whether the password may be sent as it is, where the server asks for that.
    """
    made = OpenerDirector()
    plain = (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor)
    for handler in plain:
        made.add_handler(handler())
    if credentials:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, *credentials)
        made.add_handler(HTTPDigestAuthHandler(passwords))
        if basic:
            made.add_handler(HTTPBasicAuthHandler(passwords))
    return made


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint.

    Args:
        url: its address, http or https, without user name and password.
        timeout: seconds to wait for an answer.
        tries: how often a busy server is asked in all.
        pause: seconds before the second try; each later one waits twice as long, up to a minute.
        credentials: user name and password (basic, or digest where the server asks for that), sent to this address only.
        sleep: waits; tests give their own.

    Raises:
        ParameterError: the address is no http or https address.

    >>> Endpoint("file:///etc/hosts")
    Traceback (most recent call last):
        ...
    kg.errors.ParameterError: 'file:///etc/hosts' is no endpoint: give an address that starts with https:// or http://
    """

    url: str
    timeout: int = 60
    tries: int = 4
    pause: float = 1.0
    credentials: tuple[str, str] | None = None
    agent: str = AGENT
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ParameterError(
                f"{self.url!r} is no endpoint: give an address that starts with https:// or http://"
            )
        if parts.username or parts.password:
            raise ParameterError(f"the address of {parts.hostname} holds a password: give credentials apart")

    def ask(self, query: str) -> Answer:
        """The answer to a SELECT or ASK query.

        Raises:
            SparqlSyntaxError: the server finds the query malformed.
            LimitError: the server or the connection ran out of time, or the answer broke off.
            GraphError: the server refuses, stays busy, is not there, or answers something else than results.
        """
        for trial in range(1, self.tries + 1):
            try:
                return self._once(query)
            except HTTPError as error:
                if error.code not in BUSY or trial == self.tries:
                    raise self._refused(error) from error
                self.sleep(self._wait(trial, error.headers.get("Retry-After", "")))
            except TimeoutError as error:
                raise LimitError(f"{self.url} gave no answer in {self.timeout} s: ask for less") from error
            except (URLError, HTTPException, OSError) as error:
                reason = getattr(error, "reason", error)
                if isinstance(reason, DROPPED) and trial < self.tries:
                    self.sleep(self._wait(trial, ""))
                    continue
                if isinstance(reason, TimeoutError):
                    raise LimitError(
                        f"{self.url} gave no answer in {self.timeout} s: ask for less"
                    ) from error
                raise GraphError(f"{self.url} cannot be reached ({error}): check the address") from error
        raise GraphError(f"{self.url} was not asked: give at least one try")

    def pages(self, query: str, size: int = 1000) -> Iterator[Binding]:
        """All rows of a SELECT that ends in ORDER BY, asked for in pages.

        Raises:
            LimitError: the server cut a page short, or a page holds more rows than were asked for.
            KgError: as `ask`.
        """
        offset = 0
        while True:
            answer = self.ask(f"{query.rstrip()}\nLIMIT {size} OFFSET {offset}\n")
            if answer.cut:
                raise LimitError(
                    f"{self.url} left rows out ({answer.cut}): ask for smaller pages than {size}"
                )
            if len(answer.rows) > size:
                raise LimitError(f"{self.url} does not keep to LIMIT: its answers cannot be paged")
            yield from answer.rows
            if len(answer.rows) < size:
                return
            offset += size

    def _once(self, query: str) -> Answer:
        """With the password at once (basic); where that is refused, as the server's own challenge asks (digest).

        A Virtuoso that wants a digest gives no challenge to who comes with a basic password.
        """
        try:
            return self._sent(query, basic=bool(self.credentials))
        except HTTPError as error:
            if error.code != 401 or not self.credentials:
                raise
            return self._sent(query, basic=False)

    def _sent(self, query: str, *, basic: bool) -> Answer:
        wrapper = _Wrapper(self.url, agent=self.agent)
        wrapper.opener = opener(self.url, self.credentials)
        wrapper.setQuery(query)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setOnlyConneg(True)  # no format parameters of single products in the request
        wrapper.setTimeout(self.timeout)
        if basic and self.credentials:
            wrapper.setHTTPAuth(BASIC)
            wrapper.setCredentials(*self.credentials)
        with wrapper.query().response as response:
            return self._read(response.headers, response.read())

    def _read(self, headers: Any, body: bytes) -> Answer:
        kind = headers.get_content_type()
        if kind not in RESULTS:
            raise GraphError(f"{self.url} answers {kind}, no SPARQL results in JSON: check the address")
        try:
            document = json.loads(body)
            if "boolean" in document:
                return Answer(boolean=bool(document["boolean"]))
            rows = tuple(
                {name: _term(value) for name, value in row.items()} for row in document["results"]["bindings"]
            )
            if document["head"].get("vars") == [ASKED]:
                return Answer(boolean=any(row[ASKED].value not in ("0", "false") for row in rows))
            cut = "; ".join(f"{name}: {headers[name]}" for name in CUT if headers.get(name))
            return Answer(tuple(document["head"].get("vars", ())), rows, cut=cut)
        except ValueError as error:
            raise LimitError(f"the answer of {self.url} breaks off ({error}): ask for less") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise GraphError(f"{self.url} answers JSON that holds no SPARQL results: {error!r}") from error

    def _refused(self, error: HTTPError) -> GraphError | SparqlSyntaxError | LimitError:
        if 300 <= error.code < 400:
            return GraphError(
                f"{self.url} points to {error.headers.get('Location')}: give that address if you trust it"
            )
        text = error.read(500).decode("utf-8", errors="replace").strip()
        if error.code in (401, 403):
            return GraphError(
                f"{self.url} refuses ({error.code}): give a user name and a password that it knows"
            )
        if error.code == 400:
            return SparqlSyntaxError(f"{self.url} finds the query malformed: {text}")
        if error.code == 504 or "timeout" in text.casefold():
            return LimitError(f"{self.url} ran out of time: ask for less")
        return GraphError(f"{self.url} answers {error.code} {error.reason}: {text or 'no more is said'}")

    def _wait(self, trial: int, asked: str) -> float:
        own: float = self.pause * 2 ** (trial - 1)
        return min(max(own, float(asked)) if asked.isdigit() else own, LONGEST_PAUSE)


def _term(value: Mapping[str, str]) -> Term:
    kind = "literal" if value["type"] == "typed-literal" else value["type"]
    return Term(kind, value["value"], value.get("datatype"), value.get("xml:lang"))
