"""Statements as a property graph: the one rule that every loader of nodes and edges follows.

An entity is a node, a statement an edge. A node's label is its class (``Agency``), an edge's type its predicate in
upper case (``IMPLEMENTS``), and the key of an edge is its statement's id: two years or two reports that say the same
of the same pair are two edges. Nothing here knows a store.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import VocabularyError
from kg.model import Entity, Observation
from kg.records import sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.model import Statement

__all__ = [
    "Edge",
    "Node",
    "Property",
    "Thing",
    "covered_years",
    "edge_of",
    "edges",
    "in_order",
    "merged",
    "node_of",
    "nodes",
    "number",
    "period_of",
    "properties",
    "things",
]

Thing: TypeAlias = Entity | Observation
Property: TypeAlias = str | int | float | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or a figure as a row. ``code`` is the GB/T 2260 code of a region; from ``indicator`` on, a figure's."""

    id: str
    label: str
    name: str
    kind: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    indicator: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    measure: str | None = None
    modifier: str | None = None
    period: str | None = None
    agency: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement as a row. ``evidence_*`` is its first reading; a report that says it again adds to ``also_*``.

    Starts and ends count characters of the source as decoded.
    """

    id: str
    type: str
    source: str
    target: str
    report: str
    status: str
    confidence: float
    extractor: str
    evidence_text: str
    evidence_start: int
    evidence_end: int
    section: tuple[str, ...] = ()
    period: str | None = None
    action: str | None = None
    title: str | None = None
    also_text: tuple[str, ...] = ()
    also_start: tuple[int, ...] = ()
    also_end: tuple[int, ...] = ()


def nodes(statements: Collection[Statement]) -> Iterator[Node]:
    """Yield one node for each entity id, in the order of the ids.

    Raises :class:`kg.errors.VocabularyError` where a class is no plain term.
    """
    return (node_of(thing) for thing in things(statements).values())


def edges(statements: Collection[Statement]) -> Iterator[Edge]:
    """Yield one edge for each statement id, in the order of the reports and of the places read.

    Raises :class:`kg.errors.VocabularyError` where a predicate is no plain term.
    """
    years = covered_years(statements)
    return (edge_of(statement, period_of(statement, years)) for statement in in_order(statements))


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements in the one order of the project, each id once."""
    once: dict[str, Statement] = {}
    for statement in sorted(statements, key=sort_key):
        once.setdefault(statement.id, statement)
    return list(once.values())


def properties(row: Node | Edge) -> dict[str, Property]:
    """Return what a store keeps on a node or relationship: no empty values, no label, type or ends.

    >>> properties(Node("r:1", "Region", "云溪市", aliases=("云溪",)))
    {'id': 'r:1', 'name': '云溪市', 'aliases': ['云溪']}
    """
    named = ((name, getattr(row, name)) for name in _STORED[type(row)])
    return {name: _plain(value) for name, value in named if value is not None and value != ()}


_STORED: dict[type[Node | Edge], tuple[str, ...]] = {
    row: tuple(field.name for field in fields(row) if field.name not in {"label", "type", "source", "target"})
    for row in (Node, Edge)
}


def number(value: Decimal) -> int | float:
    """Return a figure as stores and JSON hold it: whole numbers as integers of 64 bits, all others as floats.

    >>> number(Decimal("4052.0")), number(Decimal("99.99"))
    (4052, 99.99)
    """
    whole = value == value.to_integral_value() and abs(value) < _INT64
    return int(value) if whole else float(value)


_INT64 = 2**63


def covered_years(statements: Iterable[Statement]) -> dict[str, str]:
    """Return the year that each report covers; a report that states two covers neither for certain and is left out."""
    stated: dict[str, set[str]] = {}
    for statement in statements:
        if statement.predicate == "covers":
            stated.setdefault(statement.report, set()).add(statement.object.name)
    return {report: min(years) for report, years in stated.items() if len(years) == 1}


def period_of(statement: Statement, years: Mapping[str, str]) -> str | None:
    """Return when a statement holds: the period of its figure, else the year its report covers."""
    for end in (statement.object, statement.subject):
        if isinstance(end, Observation) and end.period is not None:
            return end.period
    return years.get(statement.report)


def things(statements: Iterable[Statement]) -> dict[str, Thing]:
    """Return each entity and figure once, by id, in the order of the ids.

    Reports may name one entity differently. Its name is the one most statements use, on a tie the longer (a full name
    says more than a short form), then the first in code-point order; the others are kept as aliases.
    """
    read: dict[str, Counter[Thing]] = {}
    for statement in in_order(statements):
        for end in (statement.subject, statement.object):
            read.setdefault(end.id, Counter())[end] += 1
    return {key: merged(read[key]) for key in sorted(read)}


def merged(readings: Counter[Thing]) -> Thing:
    """Return the one entity or figure that all readings of one id come to; the rule is that of :func:`things`."""
    figures = [thing for thing in readings if isinstance(thing, Observation)]
    if figures:  # a record that names a figure without its value says less than one that gives it
        return min(figures, key=repr)
    entities = Counter({thing: count for thing, count in readings.items() if isinstance(thing, Entity)})
    first = next(iter(entities))
    return first if len(entities) == 1 else _one_entity(entities)


def _one_entity(readings: Counter[Entity]) -> Entity:
    name = _usual([(entity.name, count) for entity, count in readings.items()])
    kinds = [(entity.kind, count) for entity, count in readings.items() if entity.kind is not None]
    known = {entity.name for entity in readings}.union(*(entity.aliases for entity in readings))
    return Entity(
        id=next(iter(readings)).id,
        type=_usual([(entity.type, count) for entity, count in readings.items()]),
        name=name,
        kind=_usual(kinds) if kinds else None,
        aliases=tuple(sorted(known - {name})),
    )


def _usual(votes: list[tuple[str, int]]) -> str:
    totals: Counter[str] = Counter()
    for value, count in votes:
        totals[value] += count
    return min(totals, key=lambda value: (-totals[value], -len(value), value))


def node_of(thing: Thing) -> Node:
    """Return an entity or figure as a row.

    Raises :class:`kg.errors.VocabularyError` where its class is no plain term.
    """
    label = _term(thing.type)
    if isinstance(thing, Entity):
        return Node(thing.id, label, thing.name, thing.kind, _code(thing), thing.aliases)
    return Node(
        id=thing.id,
        label=label,
        name=thing.name,
        indicator=thing.indicator,
        value=thing.value,
        unit=thing.unit,
        measure=thing.measure,
        modifier=thing.modifier,
        period=thing.period,
        agency=thing.agency,
        scope=thing.scope,
    )


def edge_of(statement: Statement, period: str | None) -> Edge:
    """Return a statement as a row; ``period`` is that of :func:`period_of`.

    Raises :class:`kg.errors.VocabularyError` where its predicate is no plain term.
    """
    return Edge(
        id=statement.id,
        type=_term(statement.predicate).upper(),
        source=statement.subject.id,
        target=statement.object.id,
        report=statement.report,
        status=statement.status,
        confidence=statement.confidence,
        extractor=statement.extractor,
        evidence_text=statement.evidence.text,
        evidence_start=statement.evidence.start,
        evidence_end=statement.evidence.end,
        section=statement.evidence.section,
        period=period,
        action=statement.action,
        title=statement.title,
        also_text=tuple(evidence.text for evidence in statement.also),
        also_start=tuple(evidence.start for evidence in statement.also),
        also_end=tuple(evidence.end for evidence in statement.also),
    )


def _term(name: str) -> str:
    """Refuse what cannot be a term of any ontology, so that no file can smuggle query text into a label or type."""
    if _TERM.fullmatch(name) is None:
        raise VocabularyError(f"{name!r} is no class or predicate", "build the folder again with `kg build`")
    return name


_TERM = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _code(entity: Entity) -> str | None:
    found = _CODE.fullmatch(entity.id)
    return found[1] if found else None


# The id of a region that has a code is the code. Six digits to the county (GB/T 2260), nine to the township and twelve
# to the village (GB/T 10114).
_CODE = re.compile(r"region:([0-9]{6}(?:[0-9]{3}){0,2})")


def _plain(value: str | float | Decimal | tuple[str, ...] | tuple[int, ...]) -> Property:
    if isinstance(value, Decimal):
        return number(value)
    return list(value) if isinstance(value, tuple) else value  # type: ignore[return-value]
