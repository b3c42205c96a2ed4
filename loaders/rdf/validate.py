"""What is wrong with a graph, and which sentence of which report it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple, Variable

from loaders.rdf.shapes import constraints
from ontology.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import QuerySolution, Store

    from loaders.rdf.shapes import Constraint

__all__ = ["Source", "Violation", "source_of", "violations"]

_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a constraint, and the value at fault where one is; both as they stand in the graph."""

    focus: _Term
    value: _Term | None
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class Source:
    """Where a node comes from: the report's IRI, the sentence, and its place in characters of the source."""

    report: str
    text: str
    start: str


def violations(store: Store) -> Iterator[Violation]:
    """Yield what breaks the shapes in the default graph, constraint by constraint, in the order of the nodes."""
    for constraint in constraints():
        asked = Variable("value") if "?value" in constraint.query else None
        found = [
            Violation(focus, row[asked] if asked else None, constraint)
            for row in _rows(store, constraint.query)
            if (focus := row["focus"]) is not None
        ]
        yield from sorted(found, key=lambda item: (str(item.focus), str(item.value)))


def source_of(store: Store, node: _Term) -> Source | None:
    """Return the first sentence that a node comes from: a statement's own, or that of a statement that has the node."""
    for row in _rows(store, f"PREFIX : <{NAMESPACE}> {_SOURCE}", {Variable("node"): node}):
        return Source(*(_text(row[name]) for name in ("report", "text", "start")))
    return None


def _text(term: _Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _rows(store: Store, query: str, given: Mapping[Variable, _Term] | None = None) -> Iterator[QuerySolution]:
    answer = store.query(query, substitutions=dict(given or {}))
    if not isinstance(answer, QuerySolutions):
        raise TypeError("only a query for rows is asked here")
    return iter(answer)


_SOURCE = """
SELECT ?node ?report ?text ?start {
    { ?node :report ?report BIND(?node AS ?s) } UNION { ?s :subject|:object|:evidence|(:evidence/:section) ?node }
    ?s :report ?report ; :evidence ?e . ?e :text ?text ; :start ?start
} ORDER BY ?report ?start LIMIT 1"""
