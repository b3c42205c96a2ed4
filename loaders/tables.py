"""Statements as two Parquet tables, ``nodes.parquet`` and ``edges.parquet``: the rows of :mod:`kg.projection`.

Columns have the names and the order of :class:`kg.projection.Node` and :class:`kg.projection.Edge`; a figure's value is
a 64-bit float. The bytes depend on the statements and on the version of arro3, which signs its files, alone.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, Any

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema, list_array
from arro3.io import write_parquet

from kg.projection import Edge, Node, edges, nodes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
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
    _write(folder / NODES, Node, nodes(statements))
    _write(folder / EDGES, Edge, edges(statements))
    return [folder / NODES, folder / EDGES]


def _write(path: Path, row_type: type[Node | Edge], rows: Iterable[Node | Edge]) -> None:
    kinds = {field.name: _KINDS[str(field.type).removesuffix(" | None")] for field in fields(row_type)}
    schema = Schema([Field(name, kind) for name, kind in kinds.items()])
    failed: list[Exception] = []
    batches = RecordBatchReader.from_batches(schema, _batches(schema, kinds, _noting(rows, failed)))
    try:
        with path.open("wb") as file:
            write_parquet(batches, file, compression="zstd(1)", max_row_group_size=_ROW_GROUP)
    except Exception:
        if failed:
            raise failed[0] from None
        raise


def _noting(rows: Iterable[Node | Edge], failed: list[Exception]) -> Iterator[Node | Edge]:
    """Yield the rows, and note what fails beneath them: arro3 passes on its text alone."""
    try:
        yield from rows
    except Exception as error:
        failed.append(error)
        raise


def _batches(schema: Schema, kinds: dict[str, DataType], rows: Iterable[Node | Edge]) -> Iterator[RecordBatch]:
    source = iter(rows)
    while batch := list(islice(source, _ROW_GROUP)):
        columns = [_column([getattr(row, name) for row in batch], kind) for name, kind in kinds.items()]
        yield RecordBatch.from_arrays(columns, schema=schema)


def _column(values: Sequence[Any], kind: DataType) -> Array:
    if item := kind.value_type:  # a list
        offsets = Array([0, *accumulate(map(len, values))], DataType.int32())
        return list_array(offsets, Array(list(chain.from_iterable(values)), item), type=kind)
    if kind == DataType.float64():
        return Array([None if value is None else float(value) for value in values], kind)
    return Array(values, kind)


def _list_of(kind: DataType) -> DataType:
    return DataType.list(Field("element", kind))  # the name that Parquet gives to what a list holds


_KINDS = {
    "str": DataType.string(),
    "int": DataType.int64(),
    "float": DataType.float64(),
    "Decimal": DataType.float64(),
    "tuple[str, ...]": _list_of(DataType.string()),
    "tuple[int, ...]": _list_of(DataType.int64()),
}
