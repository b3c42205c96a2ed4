"""What a load will say to the server: constants made from the ontology, and rows. Nothing here meets a server.

Labels and types stand in the queries only as the ontology has them; whatever comes from a report is a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.errors import VocabularyError
from kg.projection import properties
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.projection import Edge
    from kg.spool import Shape, Spool

__all__ = ["BATCH", "LONELY", "REPORT_HOLDS", "Batch", "constraints", "indexes", "plan", "stale", "types"]

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


def plan(spool: Spool, size: int = BATCH) -> Iterator[Batch]:
    """Yield all batches of a load, nodes before relationships.

    Raises :class:`kg.errors.VocabularyError` at a class or predicate that the ontology does not declare there.
    """
    shapes = sorted(spool.edge_counts)
    queries = [(shape, *_edge_queries(shape)) for shape in shapes]  # all are checked before the first row is sent
    for label in sorted(spool.node_counts):
        for rows in _batches(map(properties, spool.nodes(label)), size):
            yield Batch(label, *_node_queries(label), rows)
    for shape, create, merge in queries:
        for rows in _batches(map(_edge_row, spool.edges(shape)), size):
            yield Batch(shape.type, create, merge, rows)


def constraints() -> list[str]:
    """Return the uniqueness constraints: the id of each class, and of each predicate.

    >>> constraints()[0]
    'CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE'
    """
    return [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in sorted(vocabulary().classes)
    ] + [
        f"CREATE CONSTRAINT {type_.lower()}_id IF NOT EXISTS FOR ()-[r:{type_}]-() REQUIRE r.id IS UNIQUE"
        for type_ in types()
    ]


def indexes() -> list[str]:
    """Return the indexes for questions: names of each class, the fields of figures, and the words of both.

    The cjk analyser takes Chinese in pairs of characters, so 执法 is found inside 行政执法; the standard one does not.
    """
    plain = [(label, "name") for label in sorted(vocabulary().classes)]
    figures = [("Observation", name) for name in ("indicator", "value", "unit", "period")]
    labels, kinds = "|".join(sorted(vocabulary().classes)), "|".join(types())
    return [
        *(
            f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
            for label, name in plain + figures
        ),
        f"CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:{labels}) ON EACH [n.name, n.aliases] {_CJK}",
        f"CREATE FULLTEXT INDEX evidence IF NOT EXISTS FOR ()-[r:{kinds}]-() ON EACH [r.evidence_text] {_CJK}",
    ]


_CJK = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"


def types() -> list[str]:
    """Return the relationship types: the predicates in upper case."""
    return sorted(name.upper() for name in vocabulary().predicates)


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

REPORT_HOLDS = f"MATCH ()-[r:{'|'.join(types())}]->() WHERE r.report = $report RETURN r.id LIMIT 1"
"""Find one statement of a report."""


def _node_queries(label: str) -> tuple[str, str]:
    try:
        vocabulary().check_class(label)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error
    return (
        f"UNWIND $rows AS row CREATE (n:{label}) SET n = row",
        f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row",
    )


def _edge_queries(shape: Shape) -> tuple[str, str]:
    try:
        vocabulary().check_predicate(shape.type.lower(), shape.source, shape.target)
    except UnknownTermError as error:
        raise VocabularyError(error.problem, error.remedy) from error
    ends = (
        "UNWIND $rows AS row "
        f"MATCH (a:{shape.source} {{id: row.source}}) MATCH (b:{shape.target} {{id: row.target}}) "
    )
    return (
        f"{ends}CREATE (a)-[r:{shape.type}]->(b) SET r = row.properties RETURN count(r) AS written",
        f"{ends}MERGE (a)-[r:{shape.type} {{id: row.properties.id}}]->(b) SET r = row.properties "
        "RETURN count(r) AS written",
    )


def _edge_row(edge: Edge) -> Row:
    return {"source": edge.source, "target": edge.target, "properties": properties(edge)}


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch
