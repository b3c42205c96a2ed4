"""What a load will say to the server: constants made from the ontology, and rows. Nothing here meets a server.

Labels and types stand in the queries only as the ontology has them; whatever comes from a report is a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kg.errors import VocabularyError
from kg.projection import properties
from loaders.neo4j_schema import RESOURCE, types
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.projection import Edge, Node
    from kg.spool import Shape, Spool
    from loaders.neo4j_schema import Iri

__all__ = ["BATCH", "LONELY", "Batch", "batches", "overview", "stale"]

BATCH = 5_000
"""Rows a transaction: rates hardly rise beyond it, and 5 MB of rows are far from filling a heap of 1 GB."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows for one transaction. ``create`` is faster and right for an empty database; ``merge`` is right for any."""

    what: str
    create: str
    merge: str
    rows: list[Row]


def batches(spool: Spool, iri: Iri | None = None, size: int = BATCH) -> Iterator[Batch]:
    """Yield all batches of a load, nodes before relationships.

    With ``iri`` a node is also a resource with its IRI, as neosemantics has it.

    Raises :class:`kg.errors.VocabularyError` at a class or predicate that the ontology does not declare there.
    """
    queries = [(shape, *_edge_queries(shape)) for shape in _in_order(spool)]
    for label in sorted(spool.node_counts):
        for rows in _chunks((_node_row(node, iri) for node in spool.nodes(label)), size):
            yield Batch(label, *_node_queries(label, resource=iri is not None), rows)
    for shape, create, merge in queries:
        for rows in _chunks(map(_edge_row, spool.edges(shape)), size):
            yield Batch(shape.type, create, merge, rows)


def stale() -> list[str]:
    """Return the queries that delete what a report says no more: ``$report`` all but the ids ``$kept``.

    Each returns the ends (element ids), for :data:`LONELY`, and how many relationships it deleted.
    """
    return [
        f"MATCH (a)-[r:{type_}]->(b) WHERE r.report = $report AND NOT r.id IN $kept DELETE r "
        "RETURN collect(DISTINCT elementId(a)) + collect(DISTINCT elementId(b)) AS ends, count(*) AS deleted"
        for type_ in types()
    ]


LONELY = "UNWIND $ends AS end MATCH (n) WHERE elementId(n) = end AND NOT (n)--() DELETE n RETURN count(*) AS deleted"
"""Delete those of some nodes that no report says anything of."""


def overview(spool: Spool, *, resources: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the merging query of every class and shape with its number of rows, in the order of the load.

    Raises what :func:`batches` raises.
    """
    for label in sorted(spool.node_counts):
        yield _node_queries(label, resource=resources)[1], spool.node_counts[label]
    for shape in _in_order(spool):
        yield _edge_queries(shape)[1], spool.edge_counts[shape]


def _node_queries(label: str, *, resource: bool) -> tuple[str, str]:
    try:
        vocabulary().check_class(label)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error
    more = f" SET n:{RESOURCE}" if resource else ""
    return (
        f"UNWIND $rows AS row CREATE (n:{label}) SET n = row{more} RETURN count(n) AS written",
        f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row{more} RETURN count(n) AS written",
    )


def _edge_queries(shape: Shape) -> tuple[str, str]:
    try:
        vocabulary().check_predicate(shape.type.lower(), shape.source, shape.target)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error
    ends = (
        f"UNWIND $rows AS row MATCH (a:{shape.source} {{id: row.source}}) MATCH (b:{shape.target} {{id: row.target}}) "
    )
    create = f"CREATE (a)-[r:{shape.type}]->(b)"
    merge = f"MERGE (a)-[r:{shape.type} {{id: row.properties.id}}]->(b)"
    return f"{ends}{create}{_SET}", f"{ends}{merge}{_SET}"


_SET = " SET r = row.properties RETURN count(r) AS written"


def _in_order(spool: Spool) -> list[Shape]:
    return sorted(spool.edge_counts, key=attrgetter("type", "source", "target"))


def _node_row(node: Node, iri: Iri | None) -> Row:
    return properties(node) if iri is None else properties(node) | {"uri": iri(node.id)}


def _edge_row(edge: Edge) -> Row:
    return {"source": edge.source, "target": edge.target, "properties": properties(edge)}


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch
