"""The graph on disk that answers Cypher with no server: a small port over kglite.

Built anew from the statements each time and never the only copy; the same statements give the same bytes under one
version of kglite. What the engine lacks beside Neo4j, and what it offers that a read-only graph must not, is settled
here and nowhere else.
"""

from __future__ import annotations

import re
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import kglite

from kg.errors import GraphError, QueryError
from kg.projection import edges, nodes, properties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from kg.model import Statement
    from kg.projection import Edge, Property

__all__ = ["Answer", "EmbeddedGraph", "build_embedded", "open_embedded"]

Row: TypeAlias = tuple[Any, ...]


class Answer(NamedTuple):
    """What a query found: the names of the columns, and the rows in the engine's order."""

    columns: list[str]
    rows: list[Row]


class EmbeddedGraph:
    """An opened graph. It answers and never changes."""

    def __init__(self, engine: kglite.KnowledgeGraph) -> None:
        self._engine = engine

    def cypher(self, query: str, /, **params: object) -> Answer:
        """Answer one Cypher query; ``$name`` in it stands for the keyword ``name``.

        A node comes as a dict of ``labels`` and its properties, a relationship as one of ``type`` and its properties, a
        path as one of ``nodes`` and ``relationships``.

        Raises :class:`kg.errors.QueryError` where the query is not valid Cypher, writes, reads a file, or does not end
        within three minutes.
        """
        try:
            found = self._engine.cypher(_readable(query), params=params, hide_structural_keys=True)
        except kglite.ReadOnlyError as error:
            raise QueryError("the query writes, and this graph is read only", _BUILD) from error
        except (kglite.KgError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise QueryError(str(error), _SYNTAX) from error
        if isinstance(found, str):
            raise QueryError("FORMAT CSV is no part of Cypher", "leave it out and choose the format of the output")
        return Answer(list(found.columns), [tuple(_plain(value) for value in row.values()) for row in found])


_BUILD = "ask with MATCH … RETURN; to change the graph, build it again with `kg build`"
_SYNTAX = "mend the query or its parameters; variables in patterns are plain Latin letters in this engine"


def build_embedded(statements: Collection[Statement], path: Path) -> Path:
    """Write the graph of the statements to one file, in place of what is there, and return its path.

    Raises :class:`kg.errors.GraphError` where the file cannot be written.
    """
    engine = kglite.KnowledgeGraph()
    labels = _add_nodes(engine, statements)
    _add_edges(engine, statements, labels)
    try:
        # The default layout maps large columns into memory, and warns of each that it cannot map.
        engine.save(str(path), layout="compact")
    except (kglite.KgError, ValueError, OSError) as error:
        raise GraphError(f"{path}: cannot be written ({error})", "give a folder that can be written") from error
    return path


def open_embedded(path: Path) -> EmbeddedGraph:
    """Open a graph that :func:`build_embedded` wrote, read only.

    Raises :class:`kg.errors.GraphError` where there is none or it is broken.
    """
    try:
        engine = kglite.load(str(path))
    except (kglite.KgError, OSError) as error:
        raise GraphError(str(error), "build the folder again with `kg build`") from error
    engine.read_only(enabled=True)
    return EmbeddedGraph(engine)


# The queries are constants: labels and types go in as parameters too, so no name is ever read as Cypher. CREATE, not
# MERGE or the engine's own bulk loader, since those fold parallel relationships of one type into one.
_NODES = "UNWIND $rows AS row CREATE (n:$label) SET n = row"
_EDGES = (
    "UNWIND $rows AS row MATCH (a:$source {id: row.source}), (b:$target {id: row.target}) "
    "CREATE (a)-[r:$type]->(b) SET r = row.properties"
)
_BATCH = 10_000  # rows a query: keeps the copies that cross into the engine small


def _add_nodes(engine: kglite.KnowledgeGraph, statements: Collection[Statement]) -> dict[str, str]:
    rows: dict[str, list[dict[str, Property]]] = {}
    labels: dict[str, str] = {}
    for node in nodes(statements):
        labels[node.id] = node.label
        rows.setdefault(node.label, []).append(properties(node))
    for label in sorted(rows):
        for batch in _batches(rows[label]):
            engine.cypher(_NODES, params={"label": label, "rows": batch})
    return labels


def _add_edges(engine: kglite.KnowledgeGraph, statements: Collection[Statement], labels: dict[str, str]) -> None:
    def shape(edge: Edge) -> tuple[str, str, str]:
        return edge.type, labels[edge.source], labels[edge.target]

    for (kind, source, target), group in groupby(sorted(edges(statements), key=shape), key=shape):
        rows = ({"source": edge.source, "target": edge.target, "properties": properties(edge)} for edge in group)
        for batch in _batches(rows):
            engine.cypher(_EDGES, params={"type": kind, "source": source, "target": target, "rows": batch})


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch


_COMMENT = ("//", "/*")
_TOKEN = re.compile(
    r"""'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | //[^\n]* | /\*.*?\*/ | `[^`]*` | \$?\w+ | \s+ | .""",
    re.VERBOSE | re.DOTALL,
)


def _readable(query: str) -> str:
    """Return the query as the engine wants it and Neo4j does not: Chinese names in backticks, no block comments.

    Refuses what the engine would do quietly: read a local file (``LOAD CSV``, allowed even where writing is not), and
    run only the last of several statements.
    """
    tokens = _TOKEN.findall(query)
    code = [token for token in tokens if not token.isspace() and not token.startswith(_COMMENT)]
    words = [token.strip("`").upper() for token in code]
    if ("LOAD", "CSV") in pairwise(words):
        raise QueryError("the query reads a file, and this graph answers from itself alone", "leave LOAD CSV out")
    if ";" in code[:-1]:
        raise QueryError("the query holds more than one statement", "ask one at a time")
    return "".join(map(_engine_token, tokens))


def _engine_token(token: str) -> str:
    if token.startswith("/*"):
        return " "
    return f"`{token}`" if token.isidentifier() and not token.isascii() else token


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _NODE_KEYS:
        stored = {name: item for name, item in value["properties"].items() if name not in _VIRTUAL}
        return {"labels": value["labels"], **stored}
    if value.keys() == _RELATIONSHIP_KEYS:
        return {"type": value["type"], **value["properties"]}
    return {name: _plain(item) for name, item in value.items()}


# What the engine puts in a returned node or relationship: its own numbering, and two properties nobody stored.
_NODE_KEYS = {"id", "labels", "properties"}
_RELATIONSHIP_KEYS = {"id", "start", "end", "type", "properties"}
_VIRTUAL = {"title", "type"}
