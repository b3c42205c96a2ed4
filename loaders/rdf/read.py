"""RDF back to statements: what :mod:`loaders.rdf.write` wrote, in any of its formats, also after another tool saved it.

Only statement nodes are read, with what their graph says of their ends; plain triples say nothing more. From the merged
graph come the settled names, from a report's own graph those that the report uses. That one reading of a statement is
the first is in the order of the file, which the merged graph, being sorted, does not keep: there the first is the one
that comes first in the report.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, TypeAlias, cast

from pyoxigraph import Literal, NamedNode, parse

from kg.errors import GraphError
from kg.model import Entity, Evidence, Observation, Statement
from kg.records import sort_key
from loaders.rdf.formats import FORMATS, format_of
from loaders.rdf.terms import DEFAULT_BASE, PREFIXES, entity_id
from ontology.vocabulary import NAMESPACE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, QuadParser

    from kg.model import Measure

__all__ = ["read_rdf"]

_Facts: TypeAlias = dict[str, dict[str, list[str]]]
"""What is said of each node: by property, the names of which are short, the values as text."""

_LABEL = PREFIXES["rdfs"] + "label"
_TYPE = PREFIXES["rdf"] + "type"


def read_rdf(path: Path, base: str | None = None) -> Iterator[Statement]:
    """Yield the statements of a file in the order of :func:`kg.records.sort_key`.

    ``base`` begins the IRIs of entities: by default what the file declares as ``id:``, else the project's own. Of a
    format with a graph a report one report is in memory, of a merged one all. Raises :class:`kg.errors.GraphError`
    where the file is no such RDF, or holds a statement that is not whole.
    """
    name = format_of(path)
    if name is None:
        endings = ", ".join(item.file.removeprefix("graph") for item in FORMATS.values())
        raise GraphError(f"{path}: no format of RDF has this ending", f"use one of {endings}")
    try:
        quads = parse(path=path, format=FORMATS[name].rdf, lenient=True)
        first = list(islice(quads, 1))  # what the file declares is known when it has begun
        base = base or _base(quads)
        for facts in _graphs(chain(first, quads), path):
            yield from _statements(_Graph(facts, base, in_order=not FORMATS[name].merged))
    except (OSError, SyntaxError, ValueError, InvalidOperation) as error:
        raise GraphError(f"{path}: no readable RDF ({error})", "write it again with `kg export rdf`") from error


def _base(quads: QuadParser) -> str:
    return quads.prefixes.get("id") or quads.prefixes.get("res") or DEFAULT_BASE


def _graphs(quads: Iterable[Quad], path: Path) -> Iterator[_Facts]:
    """Yield what each graph says; raise :class:`kg.errors.GraphError` where one comes in two pieces."""
    seen: set[str] = set()
    for graph, inside in groupby(quads, key=lambda quad: str(quad.graph_name)):
        if graph in seen:
            raise GraphError(f"{path}: the graph {graph} is in two pieces", "sort the file, or give the merged graph")
        seen.add(graph)
        facts: _Facts = defaultdict(lambda: defaultdict(list))
        for quad in inside:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                facts[quad.subject.value][quad.predicate.value.removeprefix(NAMESPACE)].append(quad.object.value)
        yield facts


@dataclass(frozen=True, slots=True)
class _Graph:
    """What one graph says, with the base of its IRIs, and whether it says it in the order of the statements."""

    facts: _Facts
    base: str
    in_order: bool

    def all(self, node: str, name: str) -> list[str]:
        return self.facts.get(node, {}).get(name, [])

    def any(self, node: str, name: str) -> str | None:
        return next(iter(self.all(node, name)), None)

    def one(self, node: str, name: str) -> str:
        """Return the first value; raise :class:`kg.errors.GraphError` where there is none."""
        for value in self.all(node, name):
            return value
        raise GraphError(f"{node} has no {name.rpartition('#')[2]}", "build the graph again, or write the file again")

    def key(self, iri: str) -> str:
        """Return the id that an IRI is made of; raise :class:`kg.errors.GraphError` where another base begins it."""
        found = entity_id(self.base, iri)
        if found is None:
            raise GraphError(f"{iri} does not begin with {self.base}", "give the base with which it was written")
        return found


def _statements(graph: _Graph) -> list[Statement]:
    nodes = [node for node in graph.facts if NAMESPACE + "Statement" in graph.all(node, _TYPE)]
    return sorted((_statement(graph, node) for node in nodes), key=sort_key)


def _statement(graph: _Graph, node: str) -> Statement:
    readings = [_evidence(graph, place) for place in graph.all(node, "evidence")]
    if not graph.in_order:
        readings.sort(key=lambda evidence: (evidence.start, evidence.end))
    if not readings:
        raise GraphError(f"{node} has no evidence", "build the graph again, or write the file again")
    return Statement(
        id=graph.key(node),
        report=graph.key(graph.one(node, "report")).removeprefix("report:"),
        predicate=graph.one(node, "predicate").removeprefix(NAMESPACE),
        subject=_thing(graph, graph.one(node, "subject")),
        object=_thing(graph, graph.one(node, "object")),
        evidence=readings[0],
        status="planned" if graph.one(node, "status") == "planned" else "done",
        extractor=graph.one(node, "extractor"),
        confidence=float(graph.one(node, "confidence")),
        action=graph.any(node, "action"),
        title=graph.any(node, "title"),
        also=tuple(readings[1:]),
    )


def _thing(graph: _Graph, node: str) -> Entity | Observation:
    """Return an entity or figure; a second label is an alias, a type that is no class of ours an inference."""
    classes = [name for value in graph.all(node, _TYPE) if (name := value.removeprefix(NAMESPACE)) in _classes()]
    if not classes:
        raise GraphError(f"{node} is of no class", "build the graph again, or write the file again")
    name, *others = graph.all(node, _LABEL) or [graph.one(node, _LABEL)]
    if classes[0] == "Observation":
        return _figure(graph, node)
    aliases = tuple(dict.fromkeys([*others, *graph.all(node, "alias")]))
    return Entity(graph.key(node), classes[0], name, graph.any(node, "kind"), aliases)


def _classes() -> Collection[str]:
    return vocabulary().classes.keys()


def _figure(graph: _Graph, node: str) -> Observation:
    return Observation(
        id=graph.key(node),
        indicator=graph.one(node, "indicator"),
        value=Decimal(graph.one(node, "value")),
        unit=graph.one(node, "unit"),
        measure=cast("Measure", graph.one(node, "measure")),
        modifier=graph.any(node, "modifier"),
        period=graph.any(node, "period"),
        agency=graph.any(node, "agency"),
        scope=graph.any(node, "scope"),
    )


def _evidence(graph: _Graph, place: str) -> Evidence:
    start, end = int(graph.one(place, "start")), int(graph.one(place, "end"))
    return Evidence(start, end, graph.one(place, "text"), _headings(graph, graph.any(place, "section")))


def _headings(graph: _Graph, section: str | None) -> tuple[str, ...]:
    path: dict[str, str] = {}
    while section is not None and section not in path:
        path[section] = graph.one(section, _LABEL)
        section = graph.any(section, "within")
    return tuple(reversed(path.values()))
