"""Queries answered by processes of their own, each of which can be killed: one that never ends takes nothing with it.

The store lies on disk, written once, and every process opens it to read only.
"""

from __future__ import annotations

import multiprocessing
import queue
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from kg.errors import GraphError, QueryError
from loaders.rdf.derived import DERIVED
from loaders.rdf.query import QUERY_PREFIXES, base_of, check_query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

__all__ = ["Answer", "Engine", "Question", "engine"]

_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_TRIPLES = {item.media_type: item for item in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML)}
_OK, _BAD_REQUEST, _NOT_ACCEPTABLE, _FAILED, _BUSY = 200, 400, 406, 500, 503


class Question(NamedTuple):
    """A query with what the protocol lets a client say of it: graphs by IRI, and the media types wanted, best first."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ("*/*",)


class Answer(NamedTuple):
    """A status of HTTP, the media type and the body."""

    status: int
    media_type: str
    body: bytes


@contextmanager
def engine(folder: Path, *, seconds: float, workers: int = 2) -> Iterator[Engine]:
    """Give an engine over a built folder; a query may take so many seconds.

    Raises :class:`kg.errors.GraphError` where the folder has no RDF, or broken RDF.
    """
    with TemporaryDirectory(prefix="kg-") as name:
        _fill(Path(name), folder)
        running = Engine(_Setting(name, base_of(folder), seconds), workers)
        try:
            yield running
        finally:
            running.close()


def _fill(path: Path, folder: Path) -> None:
    """Write the merged graph, the reports' own and the reasoned one to a store on disk."""
    store = Store(path)
    files = [("graph.ttl", RdfFormat.TURTLE), ("graph.nq", RdfFormat.N_QUADS)]
    if (folder / DERIVED).exists():
        files.append((DERIVED, RdfFormat.TRIG))
    try:
        for file, format_ in files:
            store.bulk_load(path=folder / file, format=format_, lenient=True)
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{folder} holds no readable RDF ({error})", "build it again with `kg build`") from error
    store.flush()


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where the store is, the base of its IRIs, and the seconds that a query may take."""

    path: str
    base: str
    seconds: float


class Engine:
    """A few processes that answer, one query each at a time."""

    def __init__(self, setting: _Setting, workers: int) -> None:
        self._setting = setting
        self._free: queue.Queue[_Worker] = queue.Queue()
        self._workers = [_Worker(setting) for _ in range(workers)]
        for worker in self._workers:
            self._free.put(worker)

    def ask(self, question: Question) -> Answer:
        """Answer a question, whatever it is: what is wrong with it, or too much, is an answer too."""
        try:
            check_query(question.query)
        except QueryError as error:
            return _text(_BAD_REQUEST, str(error))
        try:
            worker = self._free.get(timeout=self._setting.seconds)
        except queue.Empty:
            return _text(_BUSY, "too many queries at once; ask again later")
        try:
            return worker.ask(question)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.stop()


class _Worker:
    """One process, started anew whenever a query has ended it."""

    def __init__(self, setting: _Setting) -> None:
        self._setting = setting
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=_work, args=(self._setting, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, question: Question) -> Answer:
        try:
            self._pipe.send(question)
            if self._pipe.poll(self._setting.seconds):
                answer: Answer = self._pipe.recv()
                return answer
            problem = _text(_BUSY, f"no answer within {self._setting.seconds:g} seconds; make the query simpler")
        except (EOFError, OSError):
            problem = _text(_FAILED, "the query ended the engine; make it simpler")
        self.stop()
        self._start()
        return problem

    def stop(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _work(setting: _Setting, pipe: Connection) -> None:
    """Answer questions until the other end is closed. Runs in a process of its own."""
    store = Store.read_only(setting.path)
    while True:
        try:
            question = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        pipe.send(_answer(store, question, setting.base))


def _answer(store: Store, question: Question, base: str) -> Answer:
    try:
        result = store.query(
            question.query,
            prefixes=QUERY_PREFIXES | {"id": base},
            default_graph=[NamedNode(iri) for iri in question.default_graphs] or None,
            named_graphs=[NamedNode(iri) for iri in question.named_graphs] or None,
        )
        return _serialized(result, question.wanted)
    except SyntaxError as error:
        return _text(_BAD_REQUEST, f"not a SPARQL query: {error}")
    except (OSError, RuntimeError, ValueError) as error:
        return _text(_FAILED, f"the query cannot be answered: {error}")


def _serialized(result: QuerySolutions | QueryBoolean | QueryTriples, wanted: tuple[str, ...]) -> Answer:
    if isinstance(result, QueryTriples):
        media_type = _chosen(wanted, tuple(_TRIPLES))
        body = result.serialize(format=_TRIPLES[media_type]) if media_type else None
        choices = tuple(_TRIPLES)
    else:
        choices = tuple(_ROWS)[: 2 if isinstance(result, QueryBoolean) else None]  # CSV and TSV have no yes and no
        media_type = _chosen(wanted, choices)
        body = result.serialize(format=_ROWS[media_type]) if media_type else None
    if media_type is None:
        return _text(_NOT_ACCEPTABLE, f"ask for one of {', '.join(choices)}")
    return Answer(_OK, media_type, body or b"")


def _chosen(wanted: tuple[str, ...], choices: tuple[str, ...]) -> str | None:
    """Return the first media type that is wanted and can be had; ``*`` stands for any.

    >>> _chosen(("text/html", "text/*"), ("application/xml", "text/csv"))
    'text/csv'
    """
    for item in wanted:
        kind, _, rest = item.partition("/")
        for choice in choices:
            if item in {choice, "*/*"} or (rest == "*" and choice.startswith(f"{kind}/")):
                return choice
    return None


def _text(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())
