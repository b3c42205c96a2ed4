"""Statements as two Parquet tables, ``nodes.parquet`` and ``edges.parquet``: the rows of :mod:`kg.projection`.

Columns have the names and the order of :class:`kg.projection.Node` and :class:`kg.projection.Edge`; a figure's value is
a 64-bit float. The bytes depend on the statements and on the version of pyarrow, which signs its files, alone.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from kg.projection import Edge, Node, edges, nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from kg.model import Statement

__all__ = ["EDGES", "NODES", "write_tables"]

NODES = "nodes.parquet"
EDGES = "edges.parquet"

# One row group is held in memory at a time: at about 1 kB an edge, some tens of megabytes.
_ROW_GROUP = 50_000


def write_tables(statements: Collection[Statement], folder: Path) -> list[Path]:
    """Write both tables into an existing folder and return their paths.

    Raises ``OSError`` where the folder cannot be written, :class:`kg.errors.VocabularyError` where a class or predicate
    is no plain term.
    """
    _write(folder / NODES, _schema(Node), nodes(statements))
    _write(folder / EDGES, _schema(Edge), edges(statements))
    return [folder / NODES, folder / EDGES]


def _write(path: Path, schema: pa.Schema, rows: Iterable[Node | Edge]) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            columns = [pa.array([_cell(row, field.name) for row in batch], field.type) for field in schema]
            writer.write_batch(pa.record_batch(columns, schema=schema))


def _batches(rows: Iterable[Node | Edge]) -> Iterator[list[Node | Edge]]:
    source = iter(rows)
    while batch := list(islice(source, _ROW_GROUP)):
        yield batch


def _cell(row: Node | Edge, name: str) -> object:
    value = getattr(row, name)
    return float(value) if isinstance(value, Decimal) else value


def _schema(row_type: type[Node | Edge]) -> pa.Schema:
    return pa.schema([(field.name, _COLUMNS[str(field.type).removesuffix(" | None")]) for field in fields(row_type)])


_COLUMNS = {
    "str": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "Decimal": pa.float64(),
    "tuple[str, ...]": pa.list_(pa.string()),
    "tuple[int, ...]": pa.list_(pa.int64()),
}
