"""A SPARQL endpoint with a graph store over a pyoxigraph store, for the tests; it can be busy, and stingy with rows."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store


class OxigraphServer:
    """A server on a port of its own.

    `busy`: how many requests are refused first. `most`: how many rows are given at most, told in a header as Virtuoso
    does. `seen`: methods of all requests. `breaks_at`: the number of the request from which on nothing is answered.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.busy = 0
        self.most: int | None = None
        self.breaks_at: int | None = None
        self.seen: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"outer": self}))
        address = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.query, self.write = f"{address}/query", f"{address}/store"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    outer: OxigraphServer

    def log_message(self, *_) -> None:
        pass

    def answer(self, code: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def received(self) -> bytes | None:
        """The request's body; None where the request has been turned away."""
        body, outer = self.rfile.read(int(self.headers.get("Content-Length", 0))), self.outer
        outer.seen.append(self.command)
        if outer.breaks_at is not None and len(outer.seen) >= outer.breaks_at:
            self.answer(500, b"broken")
        elif outer.busy:
            outer.busy -= 1
            self.answer(503, b"busy")
        else:
            return body
        return None

    def do_POST(self) -> None:
        body = self.received()
        if body is None:
            return
        direct = self.headers["Content-Type"] == "application/sparql-query"
        query = body.decode() if direct else parse_qs(body.decode())["query"][0]
        try:
            found = self.outer.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            self.answer(400, str(error).encode())
            return
        document = json.loads(found.serialize(format=QueryResultsFormat.JSON))
        headers = {"Content-Type": "application/sparql-results+json"}
        rows, most = document.get("results", {}).get("bindings", []), self.outer.most
        if most is not None and len(rows) > most:
            document["results"]["bindings"] = rows[:most]
            headers["X-SPARQL-MaxRows"] = str(most)
        self.answer(200, json.dumps(document).encode(), headers)

    def graph(self) -> NamedNode:
        return NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])

    def do_PUT(self) -> None:
        body = self.received()
        if body is not None:
            self.outer.store.remove_graph(self.graph())
            self.outer.store.load(body, format=RdfFormat.N_TRIPLES, to_graph=self.graph())
            self.answer(204)

    def do_DELETE(self) -> None:
        if self.received() is not None:
            self.outer.store.remove_graph(self.graph())
            self.answer(204)
