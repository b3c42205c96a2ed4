"""Statements to quads, in the order in which the report states them: pure, and each quad of a report once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import GraphError, VocabularyError
from kg.model import Observation
from loaders.rdf.terms import (
    LABEL,
    TYPE,
    chinese,
    decimal,
    node,
    path_identifier,
    region_code,
    term,
    year,
)
from ontology.vocabulary import UnknownTermError, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Evidence, Statement

__all__ = ["Fact", "check", "described", "quads", "statement_quads"]

Fact: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]
"""Subject, predicate and object."""


def quads(statements: Iterable[Statement], base: str) -> Iterator[Quad]:
    """Yield the quads of statements that come report by report; only those of one report are held, to yield each once.

    Raises what :func:`statement_quads` raises, and ``ValueError`` where the reports are out of order.
    """
    before = ""
    for report, group in groupby(statements, key=lambda statement: statement.report):
        if report < before:
            raise ValueError(f"report {report!r} comes after {before!r}: sort the statements by kg.records.sort_key")
        before = report
        yield from dict.fromkeys(quad for statement in group for quad in statement_quads(statement, base))


def statement_quads(statement: Statement, base: str) -> list[Quad]:
    """Return all that one statement says: its two entities, the plain triple if it is done, and its own node.

    What is only planned gets no plain triple, for that would say that it is so; its node says that it is planned.
    Raises :class:`kg.errors.VocabularyError` where the ontology does not allow the statement, and
    :class:`kg.errors.GraphError` where a text holds a lone surrogate, which no RDF can.
    """
    check(statement)
    try:
        graph = node(base, f"report:{statement.report}")
        return [Quad(subject, predicate, value, graph) for subject, predicate, value in _facts(statement, base)]
    except ValueError as error:
        problem = f"{statement.report}: statement {statement.id} holds characters that RDF cannot ({error})"
        raise GraphError(problem, "read the report with its right encoding") from error


def check(statement: Statement) -> None:
    """Raise :class:`kg.errors.VocabularyError` unless the ontology allows the statement with all its values."""
    subject, object_ = statement.subject, statement.object
    try:
        vocabulary().check_class(subject.type)
        vocabulary().check_class(object_.type)
        vocabulary().check_predicate(statement.predicate, subject.type, object_.type)
        for list_name, value in _closed_values(statement):
            vocabulary().check_value(list_name, value)
    except UnknownTermError as error:
        raise VocabularyError(f"{statement.report}: statement {statement.id}: {error.problem}", error.remedy) from error


def described(thing: Entity | Observation, base: str) -> Iterator[Fact]:
    """Yield what is known of an entity or figure apart from statements: subject, predicate, value."""
    subject = node(base, thing.id)
    yield subject, TYPE, term(thing.type)
    yield subject, LABEL, chinese(thing.name)
    if isinstance(thing, Observation):
        yield from _observation(subject, thing)
    else:
        yield from _entity(subject, thing)


def _closed_values(statement: Statement) -> Iterator[tuple[str, str]]:
    yield "StatusValue", statement.status
    if statement.action is not None:
        yield "ActionValue", statement.action
    for thing in (statement.subject, statement.object):
        if isinstance(thing, Observation):
            yield "MeasureValue", thing.measure
            if thing.modifier is not None:
                yield "ModifierValue", thing.modifier
        elif thing.type == "Initiative" and thing.kind is not None:
            yield "InitiativeKind", thing.kind


def _facts(statement: Statement, base: str) -> Iterator[Fact]:
    subject, object_ = node(base, statement.subject.id), node(base, statement.object.id)
    yield from described(statement.subject, base)
    yield from described(statement.object, base)
    if statement.status == "done":
        yield subject, term(statement.predicate), object_
    own = node(base, statement.id)
    yield own, TYPE, term("Statement")
    yield own, term("subject"), subject
    yield own, term("predicate"), term(statement.predicate)
    yield own, term("object"), object_
    yield from _circumstances(own, statement, base)
    readings = (statement.evidence, *statement.also)
    places = [_place(own, evidence) for evidence in readings]
    for place in places:
        yield own, term("evidence"), place
    for place, evidence in zip(places, readings, strict=True):
        yield from _evidence(place, evidence, (statement.report, *evidence.section), base)


def _entity(subject: NamedNode, entity: Entity) -> Iterator[Fact]:
    if entity.kind is not None:
        yield subject, term("kind"), Literal(entity.kind)
    for alias in entity.aliases:
        yield subject, term("alias"), chinese(alias)
    if entity.type == "Region" and (code := region_code(entity.id)):
        yield subject, term("code"), Literal(code)
    if entity.type == "Year":
        yield subject, term("year"), year(entity.name)


def _observation(subject: NamedNode, figure: Observation) -> Iterator[Fact]:
    yield subject, term("indicator"), chinese(figure.indicator)
    yield subject, term("value"), decimal(figure.value)
    for name in ("unit", "measure", "modifier", "period", "scope"):
        value = getattr(figure, name)
        if value is not None:
            yield subject, term(name), Literal(value)
    if figure.agency is not None:
        yield subject, term("agency"), chinese(figure.agency)


def _circumstances(own: NamedNode, statement: Statement, base: str) -> Iterator[Fact]:
    """Yield who says it, and how."""
    yield own, term("report"), node(base, f"report:{statement.report}")
    yield own, term("status"), Literal(statement.status)
    if statement.action is not None:
        yield own, term("action"), Literal(statement.action)
    if statement.title is not None:
        yield own, term("title"), chinese(statement.title)
    yield own, term("confidence"), decimal(statement.confidence)
    yield own, term("extractor"), Literal(statement.extractor)


def _place(own: NamedNode, evidence: Evidence) -> NamedNode:
    # identifier() leaves no "#", so a fragment after it meets no other IRI
    return NamedNode(f"{own.value}#{evidence.start}-{evidence.end}")


def _evidence(place: NamedNode, evidence: Evidence, path: tuple[str, ...], base: str) -> Iterator[Fact]:
    yield place, TYPE, term("Evidence")
    yield place, term("start"), Literal(evidence.start)
    yield place, term("end"), Literal(evidence.end)
    yield place, term("text"), Literal(evidence.text)
    if evidence.section:
        yield place, term("section"), _section(path, base)
        yield from _sections(path, base)


def _sections(path: tuple[str, ...], base: str) -> Iterator[Fact]:
    """Yield the section that a path (the report, then headings) leads to, and those around it."""
    for depth in range(len(path), 1, -1):
        section = _section(path[:depth], base)
        yield section, TYPE, term("Section")
        yield section, LABEL, chinese(path[depth - 1])
        if depth > _TOP:
            yield section, term("within"), _section(path[: depth - 1], base)


_TOP = 2  # a path of two, report and heading, leads to a section that no other holds


def _section(path: tuple[str, ...], base: str) -> NamedNode:
    return NamedNode(path_identifier(base, "section", path))
