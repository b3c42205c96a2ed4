"""A load from the first statement to the server's own count."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UsageError
from kg.spool import spooled
from loaders.neo4j.plan import LONELY, batches, stale
from loaders.neo4j.server import connected
from loaders.neo4j_schema import constraints, indexes, labels, types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from neo4j import ManagedTransaction

    from kg.model import Statement
    from loaders.neo4j.plan import Batch
    from loaders.neo4j.server import Server, Target

__all__ = ["Loaded", "Progress", "load_neo4j"]


class Progress(NamedTuple):
    """What is being written now, and how many rows of how many are."""

    what: str
    done: int
    total: int


@dataclass(slots=True)
class Loaded:
    """What a load came to. ``counted`` is what the server holds of each label and type at the end, by its own count.

    ``fresh`` says that the database was empty, and was filled on the faster road; ``seconds`` what time went into.
    """

    fresh: bool
    nodes: int = 0
    relationships: int = 0
    nodes_created: int = 0
    relationships_created: int = 0
    relationships_removed: int = 0
    nodes_removed: int = 0
    counted: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def load_neo4j(
    statements: Iterable[Statement],
    target: Target,
    *,
    replace: str | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Loaded:
    """Load statements that come report by report, and return what came of it.

    Loading again creates nothing. With ``replace``, what the database has of that report and the statements have not is
    removed once they are loaded, with the nodes that no report then speaks of: nobody sees the report half gone.

    Raises :class:`loaders.neo4j.server.Neo4jError` where the server is not there, refuses or goes away: what was
    written by then stays, and the same load completes it. Raises :class:`kg.errors.UsageError` for a report to replace
    that neither side knows, and what :func:`kg.spool.spooled` raises.
    """
    kept: list[str] = []
    clock = _Clock()
    with connected(target) as server, spooled(_watched(statements, replace, kept)) as spool:
        clock.lap("reading")
        if replace is not None and not kept and not _holds(server, replace):
            raise UsageError(f"no report {replace!r}, here or in the database", "give its file's name, less the ending")
        loaded = Loaded(server.fresh, spool.node_counts.total(), spool.edge_counts.total(), seconds=clock.laps)
        server.schema(constraints(resources=target.iri is not None))
        clock.lap("constraints")
        _write(server, batches(spool, target.iri), loaded, tell)
        clock.lap("writing")
        server.schema(indexes())
        clock.lap("indexes")
        if replace is not None:
            _sweep(server, {"report": replace, "kept": kept}, loaded)
        loaded.counted = _counted(server)
    return loaded


class _Clock:
    """Seconds by what they went into; no row depends on them."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, what: str) -> None:
        now = time.monotonic()
        self.laps[what], self._last = now - self._last, now


def _watched(statements: Iterable[Statement], report: str | None, ids: list[str]) -> Iterator[Statement]:
    for statement in statements:
        if statement.report == report:
            ids.append(statement.id)
        yield statement


def _write(server: Server, made: Iterator[Batch], loaded: Loaded, tell: Callable[[Progress], None]) -> None:
    done, total = 0, loaded.nodes + loaded.relationships
    for batch in _ahead(made):
        tell(Progress(batch.what, done, total))
        counters = server.write(batch)
        loaded.nodes_created += counters.nodes_created
        loaded.relationships_created += counters.relationships_created
        done += len(batch.rows)
    tell(Progress("all", done, total))


def _ahead(made: Iterator[Batch]) -> Iterator[Batch]:
    """Make the next batch while the server works on this one."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, made, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, made, None)
            yield batch


def _holds(server: Server, report: str) -> bool:
    query = "MATCH ()-[r:{}]->() WHERE r.report = $report RETURN r.id LIMIT 1"
    return any(server.ask(query.format(type_), report=report) for type_ in types())


def _sweep(server: Server, parameters: dict[str, Any], loaded: Loaded) -> None:
    def work(transaction: ManagedTransaction) -> tuple[int, int]:
        removed = [transaction.run(query, parameters).single(strict=True) for query in stale()]
        ends = sorted({end for row in removed for end in row["ends"]})
        lonely = transaction.run(LONELY, ends=ends).single(strict=True)
        return sum(row["deleted"] for row in removed), lonely["deleted"]

    loaded.relationships_removed, loaded.nodes_removed = server.within(work)


def _counted(server: Server) -> dict[str, int]:
    patterns = {label: f"(x:{label})" for label in labels()} | {type_: f"()-[x:{type_}]->()" for type_ in types()}
    found = {name: server.ask(f"MATCH {pattern} RETURN count(x)")[0][0] for name, pattern in patterns.items()}
    return {name: count for name, count in found.items() if count}
