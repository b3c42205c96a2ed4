"""Statements as files for ``neo4j-admin database import full``: the fastest way into an empty database.

CSV with its header files, one pair for each class and each shape of relationship, and a script that imports them. The
labels, types, keys and properties are those of :mod:`loaders.neo4j`; constraints and indexes come with the first
``kg load neo4j``, or from ``schema.cypher``.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Self, TypeAlias

from kg.errors import GraphError, UsageError, VocabularyError
from kg.projection import Edge, Node, number
from kg.spool import spooled
from loaders.neo4j_schema import RESOURCE, constraints, indexes
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from kg.model import Statement
    from kg.spool import Spool
    from loaders.neo4j_schema import Iri

__all__ = ["SCRIPT", "Written", "write_bulk"]

SCRIPT = "import.sh"
"""The script that imports the files; its first lines say how."""

Row: TypeAlias = Node | Edge


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written, and the script that imports it."""

    nodes: int
    relationships: int
    script: Path


def write_bulk(statements: Iterable[Statement], folder: Path, iri: Iri | None = None) -> Written:
    """Write the files of statements that come report by report into a new or empty folder.

    With ``iri`` every node is also a ``:Resource`` with its IRI as ``uri``, as neosemantics has it.

    Raises :class:`kg.errors.UsageError` where the folder holds something, :class:`kg.errors.VocabularyError` at what
    the ontology does not declare, :class:`kg.errors.GraphError` at text that no CSV can hold, what
    :func:`kg.spool.spooled` raises, and ``OSError`` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"{folder}: is not empty", "give a new or an empty folder")
    with spooled(statements) as spool:
        _check(spool)
        groups = _write(folder, spool, iri)
        _write_script(folder / SCRIPT, groups)
        _write_schema(folder / "schema.cypher", resources=iri is not None)
        return Written(spool.node_counts.total(), spool.edge_counts.total(), folder / SCRIPT)


def _check(spool: Spool) -> None:
    try:
        for label in spool.node_counts:
            vocabulary().check_class(label)
        for shape in spool.edge_counts:
            vocabulary().check_predicate(shape.type.lower(), shape.source, shape.target)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error


def _write(folder: Path, spool: Spool, iri: Iri | None) -> list[tuple[str, str, str]]:
    """Write all rows, and return the option, label or type, and name of each group."""
    with _Files(folder, iri) as files:
        for label in sorted(spool.node_counts):
            for node in spool.nodes(label):
                files.add(("nodes", label), node)
        for shape in sorted(spool.edge_counts):
            for edge in spool.edges(shape):
                files.add(("relationships", shape.type), edge)
        return sorted(files.groups)


class _Files:
    """The files, each with its header file, opened when the first row comes."""

    def __init__(self, folder: Path, iri: Iri | None) -> None:
        self._folder = folder
        self._iri = iri
        self._open: dict[str, TextIO] = {}
        self._closing = ExitStack()
        self.groups: list[tuple[str, str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    def add(self, place: tuple[str, str], row: Row) -> None:
        """Write a row. A column has one type, so whole figures and others are in files of their own."""
        whole = not isinstance(row, Node) or row.value is None or isinstance(number(row.value), int)
        name = place[1] if whole else f"{place[1]}.fractions"
        iri = [self._iri(row.id)] if self._iri is not None and isinstance(row, Node) else []
        if name not in self._open:
            self.groups.append((place[0], f"{place[1]}:{RESOURCE}" if iri else place[1], name))
            columns = [*_columns(type(row), "long" if whole else "double"), *(["uri:string"] if iri else [])]
            (self._folder / f"{name}.header.csv").write_text(",".join(columns) + "\n", encoding="utf-8")
            path = self._folder / f"{name}.csv"
            self._open[name] = self._closing.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        self._open[name].write(_line(row, *iri))


def _columns(row_type: type[Row], figure: str) -> Iterator[str]:
    for column in fields(row_type):
        if column.name in _COLUMNS[row_type]:
            yield _COLUMNS[row_type][column.name]
        elif column.name not in _ELSEWHERE:
            kind = str(column.type).removesuffix(" | None")
            yield f"{column.name}:{figure if column.name == 'value' else _TYPES[kind]}"


# The id of a node is found again at the ends of relationships, so it has a part of its own in the import.
_COLUMNS: dict[type[Row], dict[str, str]] = {
    Node: {"id": "id:ID"},
    Edge: {"source": ":START_ID", "target": ":END_ID"},
}
_ELSEWHERE = {"label", "type"}  # on the command line of the import, a file each
_TYPES = {
    "str": "string",
    "int": "long",
    "float": "double",
    "tuple[str, ...]": "string[]",
    "tuple[int, ...]": "long[]",
}


_VALUES = {
    row: attrgetter(*(column.name for column in fields(row) if column.name not in _ELSEWHERE)) for row in (Node, Edge)
}


def _line(row: Row, *more: str) -> str:
    cells = [_cell(value) for value in (*_VALUES[type(row)](row), *more)]
    if None in cells:
        raise GraphError(f"{row.id}: a text holds U+001F, which parts texts in the files", "clean the report of it")
    return ",".join(cells) + "\n"  # type: ignore[arg-type]  # none is None


def _cell(value: object) -> str | None:
    """Return a cell, or ``None`` for texts that the import would part again.

    Texts always have quotes, so that an empty one is told from none.
    """
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if value is None or value == ():
        return ""
    if not isinstance(value, tuple):
        return repr(number(value) if isinstance(value, Decimal) else value)
    items = [str(item) for item in value]
    return None if any(_BETWEEN in item for item in items) else _cell(_BETWEEN.join(items))


_BETWEEN = "\x1f"


def _write_script(path: Path, groups: list[tuple[str, str, str]]) -> None:
    options = "".join(f" \\\n  --{option}={what}={name}.header.csv,{name}.csv" for option, what, name in groups)
    path.write_text(_SCRIPT + options + "\n", encoding="utf-8", newline="\n")
    path.chmod(0o755)


_SCRIPT = """#!/bin/sh
# Imports these files into an empty database of a stopped server: ./import.sh [DATABASE [OPTION…]]
# NEO4J_ADMIN names the program where it is not on the path. Then start the server and run schema.cypher in it.
# One bad row ends the import: by default neo4j-admin would leave any number out.
set -eu
cd "$(dirname "$0")"
database=${1:-neo4j}
[ $# -eq 0 ] || shift
${NEO4J_ADMIN:-neo4j-admin} database import full "$database" "$@" \\
  --bad-tolerance=0 --multiline-fields=true --array-delimiter=U+001F"""


def _write_schema(path: Path, *, resources: bool) -> None:
    queries = constraints(resources=resources) + indexes()
    path.write_text("".join(f"{query};\n" for query in queries), encoding="utf-8", newline="\n")
