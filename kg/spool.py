"""The projection of more statements than memory holds: nodes by class and edges by shape, from files of our own.

The same rows as :func:`kg.projection.nodes` and :func:`kg.projection.edges` give. In memory are the statements of one
report and one block of rows: what a hundred reports need, a hundred thousand do. Names are settled over all reports,
so the readings of each entity go to a table on disk and come back sorted by id.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections import Counter
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from kg.errors import GraphError
from kg.model import Entity, Observation
from kg.projection import Edge, Node, covered_years, edge_of, in_order, merged, node_of, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Statement
    from kg.projection import Thing

__all__ = ["Shape", "Spool", "spooled"]


class Shape(NamedTuple):
    """What edges that one query can write have in common: the classes of both ends, and the type between them."""

    source: str
    type: str
    target: str


@contextmanager
def spooled(statements: Iterable[Statement]) -> Iterator[Spool]:
    """Give the rows of statements that come report by report, as ``kg build`` writes them.

    Raises :class:`kg.errors.GraphError` where the reports are out of order or one id is of two classes,
    :class:`kg.errors.VocabularyError` where a class or predicate is no plain term.
    """
    with TemporaryDirectory(prefix="kg-") as folder:
        spool = Spool(Path(folder))
        spool.fill(statements)
        yield spool


class Spool:
    """Rows on disk. ``node_counts`` and ``edge_counts`` say how many there are of each class and shape."""

    def __init__(self, folder: Path) -> None:
        self._readings = _Readings(folder)
        self._blocks = _Blocks(folder)
        self.node_counts: Counter[str] = Counter()
        self.edge_counts: Counter[Shape] = Counter()

    def fill(self, statements: Iterable[Statement]) -> None:
        """Take in all statements. Raises what :func:`spooled` raises."""
        for group in _by_report(statements):
            self._take(group)
        for thing in self._readings.settled():
            node = node_of(thing)
            self.node_counts[node.label] += 1
            self._blocks.add(node.label, _node_values(node))
        self._blocks.close()

    def nodes(self, label: str) -> Iterator[Node]:
        """Yield the nodes of one class, in the order of their ids."""
        return (Node(*values) for values in self._blocks.values(label))

    def edges(self, shape: Shape) -> Iterator[Edge]:
        """Yield the edges of one shape, in the order of the reports and of the places read."""
        return (Edge(*values) for values in self._blocks.values(shape))

    def _take(self, group: list[Statement]) -> None:
        years = covered_years(group)
        self._readings.add(end for statement in group for end in (statement.subject, statement.object))
        for statement in group:
            edge = edge_of(statement, period_of(statement, years))
            shape = Shape(statement.subject.type, edge.type, statement.object.type)
            self.edge_counts[shape] += 1
            self._blocks.add(shape, _edge_values(edge))


_node_values = attrgetter(*Node.__slots__)
_edge_values = attrgetter(*Edge.__slots__)
_Key: TypeAlias = str | Shape
_BLOCK = 500  # rows a block: about half a megabyte of edges


def _by_report(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    before = ""
    for report, group in groupby(statements, key=attrgetter("report")):
        if report < before:
            problem = f"report {report!r} comes after {before!r}"
            raise GraphError(f"the statements are out of order: {problem}", "build the folder again with `kg build`")
        before = report
        yield in_order(group)


class _Readings:
    """How reports call each entity, in a table on disk."""

    def __init__(self, folder: Path) -> None:
        self._table = sqlite3.connect(folder / ".readings", isolation_level=None)
        # Nothing is kept beyond this process, so nothing need survive it.
        self._table.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._table.executescript("CREATE TABLE reading (id TEXT, thing BLOB, times INT); BEGIN;")

    def add(self, ends: Iterable[Thing]) -> None:
        rows = ((thing.id, _packed(thing), times) for thing, times in Counter(ends).items())
        self._table.executemany("INSERT INTO reading VALUES (?, ?, ?)", rows)

    def settled(self) -> Iterator[Thing]:
        """Yield each entity once, in the order of the ids, and let go of the table."""
        rows = self._table.execute("SELECT id, thing, times FROM reading ORDER BY id")
        for key, group in groupby(rows, key=itemgetter(0)):
            readings: Counter[Thing] = Counter()
            for _, thing, times in group:
                readings[_unpacked(thing)] += times
            yield merged(_of_one_class(key, readings))
        self._table.close()


def _packed(thing: Thing) -> bytes:
    """Return the values alone: a frozen dataclass packs itself at a tenth of the speed."""
    return pickle.dumps(_figure_values(thing) if isinstance(thing, Observation) else _entity_values(thing))


def _unpacked(values: bytes) -> Thing:
    found = pickle.loads(values)  # noqa: S301 - written by this process, in a folder of its own
    return Observation(*found) if len(found) == len(Observation.__slots__) else Entity(*found)


_figure_values = attrgetter(*Observation.__slots__)
_entity_values = attrgetter(*Entity.__slots__)


def _of_one_class(key: str, readings: Counter[Thing]) -> Counter[Thing]:
    classes = sorted({thing.type for thing in readings})
    if len(classes) > 1:
        raise GraphError(f"{key!r} is called {' and '.join(classes)}", "build the folder again with `kg build`")
    return readings


class _Blocks:
    """Rows by what they belong to, each a file of pickled blocks. The files have numbers: no name becomes a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: dict[_Key, list[tuple[Any, ...]]] = {}
        self._numbers: dict[_Key, int] = {}

    def add(self, key: _Key, values: tuple[Any, ...]) -> None:
        rows = self._rows.setdefault(key, [])
        rows.append(values)
        if len(rows) == _BLOCK:
            self._write(key)

    def close(self) -> None:
        """Write what is still in memory."""
        for key in self._rows:
            self._write(key)

    def values(self, key: _Key) -> Iterator[tuple[Any, ...]]:
        if key not in self._numbers:
            return
        with self._path(key).open("rb") as file:
            while file.peek(1):
                yield from pickle.load(file)  # noqa: S301 - written by this process, in a folder of its own

    def _write(self, key: _Key) -> None:
        self._numbers.setdefault(key, len(self._numbers))
        with self._path(key).open("ab") as out:
            pickle.dump(self._rows[key], out)
        self._rows[key] = []

    def _path(self, key: _Key) -> Path:
        return self._folder / str(self._numbers[key])
