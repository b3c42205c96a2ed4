"""The one place that talks to a Neo4j server, and says in our words what went wrong there."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from neo4j import GraphDatabase
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    ServiceUnavailable,
    SessionExpired,
)
from neo4j.exceptions import Neo4jError as ServerError

from kg.errors import GraphError, KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j import Driver, ManagedTransaction, Record, Session, SummaryCounters

    from loaders.neo4j.plan import Batch
    from loaders.neo4j_schema import Iri

__all__ = ["Neo4jError", "Server", "Target", "connected"]

T = TypeVar("T")


class Neo4jError(KgError):
    """A Neo4j server is not there, refuses us, or went away."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which database of which server, and as whom; without a ``database`` the user's home database is meant.

    With ``iri`` the nodes there are resources: ``:Resource`` with their IRI as ``uri``, as neosemantics has it.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None
    iri: Iri | None = None


class Server:
    """A session with one database. ``fresh`` says that it was empty when the session began, and only we fill it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.fresh = self.ask("MATCH (n) RETURN count(n) AS nodes")[0]["nodes"] == 0

    def ask(self, query: str, **parameters: object) -> list[Record]:
        """Answer a query that only reads."""
        return _until_known(lambda: self._session.execute_read(lambda work: list(work.run(query, dict(parameters)))))

    def schema(self, queries: list[str]) -> None:
        """Make constraints or indexes, each unless it is there, and wait until they work."""
        self.within(partial(_running, queries=queries))
        self.ask("CALL db.awaitIndexes($seconds)", seconds=_INDEX_SECONDS)

    def within(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Do in one transaction what may be done twice, until its outcome is known."""
        return _until_known(lambda: self._session.execute_write(work))

    def write(self, batch: Batch) -> SummaryCounters:
        """Write a batch in one transaction and return what the server says it created.

        An empty database is filled with CREATE. Where that meets a key that is there already (someone else is loading),
        or the connection breaks before the server has confirmed, the batch is merged: right whatever has happened.
        Raises :class:`Neo4jError` where not every row was written.
        """
        if self.fresh:
            try:
                return self._session.execute_write(_writing, batch, batch.create)
            except ConstraintError:
                self.fresh = False
            except IncompleteCommit:
                pass
        return self.within(lambda work: _writing(work, batch, batch.merge))


def _until_known(work: Callable[[], T]) -> T:
    """Do again what ended without the server's word on its commit; the driver itself retries all else."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(IncompleteCommit):
            return work()
    return work()


_ATTEMPTS = 3
_INDEX_SECONDS = 600
_RETRY_SECONDS = 15.0
_CONNECT_SECONDS = 10.0


@contextmanager
def connected(target: Target) -> Iterator[Server]:
    """Give a session with a database that can be written.

    Raises :class:`Neo4jError` where there is no server, it refuses the password, the database does not exist or is read
    only, or the server goes away later; :class:`kg.errors.UsageError` where the address is none.
    """
    with _in_our_words(target), _driver(target) as driver:
        driver.verify_connectivity()
        with driver.session(database=target.database) as session:
            _check_writable(session, target)
            yield Server(session)


def _driver(target: Target) -> Driver:
    try:
        return GraphDatabase.driver(
            target.uri,
            auth=(target.user, target.password),
            connection_timeout=_CONNECT_SECONDS,
            max_transaction_retry_time=_RETRY_SECONDS,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )
    except (ConfigurationError, ValueError) as error:
        raise UsageError(f"{target.uri!r}: {error}", "give bolt://host:7687 or neo4j://host:7687") from error


def _check_writable(session: Session, target: Target) -> None:
    rows = session.run("SHOW DATABASES YIELD name, access, home WHERE name = $name OR home", name=target.database)
    for row in rows:
        if row["access"] == "read-only" and (row["name"] == target.database or target.database is None):
            raise Neo4jError(f"database {row['name']!r} is read only", "give one that can be written, or make it so")


@contextmanager
def _in_our_words(target: Target) -> Iterator[None]:
    try:
        yield
    except AuthError as error:
        problem = f"{target.uri} refuses user {target.user!r} ({error.message})"
        raise Neo4jError(problem, "set NEO4J_PASSWORD, or give another --user") from error
    except (ServiceUnavailable, SessionExpired) as error:
        problem = f"no answer from a Neo4j server at {target.uri}"
        raise Neo4jError(problem, "start it, or give its address with --uri, and run the same command again") from error
    except UnicodeEncodeError as error:
        problem = f"a text holds what no UTF-8 can ({error.reason})"
        raise GraphError(problem, "read the report with its right encoding") from error
    except ClientError as error:
        raise Neo4jError(f"{target.uri}: {error.message}", _remedy(error)) from error
    except (ServerError, DriverError) as error:
        raise Neo4jError(f"{target.uri}: {error}", "run the same command again") from error


def _remedy(error: ClientError) -> str:
    code = error.code or ""
    if code.endswith("DatabaseNotFound"):
        return "give a --database that exists"
    return "give a database that can be written" if "ReadOnly" in code else "look at the server's log"


def _running(work: ManagedTransaction, queries: list[str]) -> None:
    for query in queries:
        work.run(query).consume()


def _writing(work: ManagedTransaction, batch: Batch, query: str) -> SummaryCounters:
    result = work.run(query, rows=batch.rows)
    written = sum(record["written"] for record in result)
    if written != len(batch.rows):
        problem = f"{len(batch.rows) - written} {batch.what} rows found no nodes to link"
        raise Neo4jError(problem, "someone else is deleting nodes: run the same command again")
    return result.consume().counters
