"""The SPARQL 1.1 protocol over HTTP, to read only, for this machine only."""

from __future__ import annotations

import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from loaders.rdf.engine import Answer, Question, engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from loaders.rdf.engine import Engine

__all__ = ["Server", "server"]

_PATH = "/sparql"
_LARGEST = 1 << 20  # bytes of a request: a query of a megabyte is no question
_DISCARDED = 16 * _LARGEST  # bytes of a longer query that are read, for its answer to be heard
_LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@contextmanager
def server(folder: Path, port: int = 0, *, seconds: float = 30) -> Iterator[Server]:
    """Give a server over a built folder, ready to ``serve_forever``; port 0 is any that is free.

    Raises :class:`kg.errors.GraphError` where the folder has no RDF, ``OSError`` where the port is taken.
    """
    with engine(folder, seconds=seconds) as running, Server(port, running) as listening:
        yield listening


class Server(ThreadingHTTPServer):
    """A server on the loopback interface; ``address`` is that of its endpoint."""

    daemon_threads = True

    def __init__(self, port: int, running: Engine) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.engine = running

    @property
    def address(self) -> str:
        """Where the endpoint answers."""
        return f"http://127.0.0.1:{self.server_port}{_PATH}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "kg"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds that a client may keep a connection without a word

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._reply(self._refusal(parts.path) or self._asked(parse_qs(parts.query, keep_blank_values=True)))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        parts = urlsplit(self.path)
        body = self._body()
        if body is None:
            self.close_connection = True
            self._reply(_text(413, "the query is too long, or of unknown length"))
            self._discard()
            return
        self._reply(self._refusal(parts.path) or self._posted(parse_qs(parts.query), body))

    def _posted(self, fields: dict[str, list[str]], body: bytes) -> Answer:
        kind = self.headers.get_content_type()
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return _text(400, "the query is not in UTF-8")
        if kind == _QUERY:
            return self._asked(fields | {"query": [text]})
        if kind == _FORM:
            return self._asked(parse_qs(text, keep_blank_values=True))
        return _text(415, f"post a query as {_QUERY} or {_FORM}")

    def _refusal(self, path: str) -> Answer | None:
        # A page of another site whose name resolves to this machine sends its own name, and gets nothing.
        if not _LOCAL.fullmatch(self.headers.get("Host", "")):
            return _text(403, "for this machine only")
        return None if path == _PATH else _text(404, f"the endpoint is {self.server.address}")

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > _LARGEST:
            return None
        return self.rfile.read(int(length))

    def _discard(self) -> None:
        """Take what is still being sent, within reason: a client that is cut off in mid-sentence reads no answer."""
        length = self.headers.get("Content-Length", "")
        left = min(int(length), _DISCARDED) if length.isascii() and length.isdigit() else 0
        self.wfile.flush()
        while left > 0 and (part := self.rfile.read(min(left, _LARGEST))):
            left -= len(part)

    def _asked(self, fields: dict[str, list[str]]) -> Answer:
        if "update" in fields:
            return _text(403, "this endpoint only reads")
        queries = fields.get("query", [])
        if len(queries) != 1:
            return _text(400, "give one query, as the parameter `query`")
        default, named = (tuple(fields.get(f"{name}-graph-uri", ())) for name in ("default", "named"))
        return self.server.engine.ask(Question(queries[0], default, named, _wanted(self.headers.get("Accept", "*/*"))))

    def _reply(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer in plain text; a method that is not there is one that this endpoint does not allow."""
        del explain
        self.close_connection = True
        self.send_response(405 if code == 501 else code)  # noqa: PLR2004 - http.server's "not implemented"
        self.send_header("Allow", "GET, HEAD, POST")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.log_error("%d %s", code, message)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name that http.server gives
        """Say nothing: queries are their askers' own."""


def _wanted(accept: str) -> tuple[str, ...]:
    """Return the media types of an Accept header, best first.

    >>> _wanted("text/csv;q=0.5, application/sparql-results+json, */*;q=0")
    ('application/sparql-results+json', 'text/csv')
    """
    weighed = []
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        value = float(weight) if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 0.0
        if name and value:
            weighed.append((-value, name.lower()))
    return tuple(name for _, name in sorted(weighed, key=lambda pair: pair[0]))


def _text(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())
