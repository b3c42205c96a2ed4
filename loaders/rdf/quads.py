"""Statements to N-Quads, in the order in which the report states them: pure, and each fact of a report once.

A fact is a line of canonical N-Triples without its end: subject, predicate and object.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg.check import check
from kg.errors import GraphError, VocabularyError
from kg.model import Observation
from loaders.rdf.terms import (
    LABEL,
    REIFIES,
    TYPE,
    chinese,
    decimal,
    identifier,
    integer,
    literal,
    node,
    path_identifier,
    region_code,
    term,
    verb,
    year,
)
from ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Evidence, Statement

__all__ = ["by_report", "checked", "described", "quads"]


def by_report(statements: Iterable[Statement]) -> Iterator[tuple[str, Iterator[Statement]]]:
    """Yield each report with its statements; raise ``ValueError`` where the reports are out of order."""
    before = ""
    for report, group in groupby(statements, key=lambda statement: statement.report):
        if report < before:
            raise ValueError(f"report {report!r} comes after {before!r}: sort the statements by kg.records.sort_key")
        before = report
        yield report, group


def quads(statements: Iterable[Statement], base: str, *, rdf12: bool = False) -> Iterator[bytes]:
    """Yield the canonical N-Quads that each statement adds to the graph of its report, which is named as the report.

    Statements come report by report, each id counts once, and only what one report says is held. With ``rdf12`` a
    statement also has its triple term. Raises ``ValueError`` where reports are out of order,
    :class:`kg.errors.VocabularyError` where the ontology does not allow a statement with all its values, and
    :class:`kg.errors.GraphError` where a text holds a lone surrogate, which no RDF can.
    """
    for report, group in by_report(statements):
        told = _Told(base, b" " + node(base, f"report:{report}") + b" .\n")
        once = {statement.id: statement for statement in reversed(list(group))}
        for statement in reversed(once.values()):
            checked(statement)
            try:
                yield told.shared(statement) + _own(statement, told, rdf12=rdf12)
            except UnicodeEncodeError as error:
                problem = f"{report}: statement {statement.id} holds characters that RDF cannot ({error})"
                raise GraphError(problem, "read the report with its right encoding") from error


class _Told:
    """What the graph of one report has been told: what statements share is said once. ``end`` closes each quad."""

    def __init__(self, base: str, end: bytes) -> None:
        self.base = base
        self.end = end
        self._facts: set[bytes] = set()
        self._things: dict[str, Entity | Observation] = {}
        self._sections: set[tuple[str, ...]] = set()

    def shared(self, statement: Statement) -> bytes:
        """Return what other statements may say too: the entities, the sections, and the fact itself where it is done.

        What is only planned is no plain fact, for that would say that it is so; its node says that it is planned.
        """
        facts: list[bytes] = []
        for thing in (statement.subject, statement.object):
            if self._things.get(thing.id) != thing:
                self._things[thing.id] = thing
                facts += described(thing, self.base)
        for evidence in (statement.evidence, *statement.also):
            if evidence.section and evidence.section not in self._sections:
                self._sections.add(evidence.section)
                facts += _sections((statement.report, *evidence.section), self.base)
        if statement.status == "done":
            facts.append(_fact(statement, self.base))
        new = [fact for fact in dict.fromkeys(facts) if fact not in self._facts]
        self._facts.update(new)
        return self.end.join([*new, b""])

    def about(self, subject: bytes, parts: Iterable[bytes]) -> bytes:
        """Return the quads that have one subject: ``parts`` are their predicates and objects."""
        return subject + (self.end + subject).join(parts) + self.end


def checked(statement: Statement) -> None:
    """Do :func:`kg.check.check`, and name the statement where it is at fault."""
    try:
        check(statement)
    except VocabularyError as error:
        raise VocabularyError(f"{statement.report}: statement {statement.id}: {error.problem}", error.remedy) from error


def _fact(statement: Statement, base: str) -> bytes:
    return node(base, statement.subject.id) + verb(statement.predicate) + node(base, statement.object.id)


def _own(statement: Statement, told: _Told, *, rdf12: bool) -> bytes:
    """Return what the node of the statement says, and those of its evidence."""
    base = told.base
    own = f"<{identifier(base, statement.id)}>".encode()
    places = _places(own, statement)
    parts = [
        TYPE + term("Statement"),
        verb("subject") + node(base, statement.subject.id),
        verb("predicate") + term(statement.predicate),
        verb("object") + node(base, statement.object.id),
        verb("report") + node(base, f"report:{statement.report}"),
        _listed("status", statement.status),
        *([] if statement.action is None else [_listed("action", statement.action)]),
        *([] if statement.title is None else [verb("title") + chinese(statement.title)]),
        verb("confidence") + decimal(statement.confidence),
        _listed("extractor", statement.extractor),
        *([REIFIES + b"<<( " + _fact(statement, base) + b" )>>"] if rdf12 else []),
        *(verb("evidence") + place for place in places),
    ]
    said = [told.about(own, parts)]
    said += [told.about(place, _evidence(read, statement.report, base)) for place, read in places.items()]
    return b"".join(said)


@lru_cache(maxsize=1 << 14)
def described(thing: Entity | Observation, base: str) -> tuple[bytes, ...]:
    """Return what is known of an entity or figure apart from statements."""
    subject = node(base, thing.id)
    about = _observation(subject, thing) if isinstance(thing, Observation) else _entity(subject, thing)
    return (subject + TYPE + term(thing.type), subject + LABEL + chinese(thing.name), *about)


def _entity(subject: bytes, entity: Entity) -> Iterator[bytes]:
    if entity.kind is not None:
        yield subject + verb("kind") + literal(entity.kind)
    for alias in entity.aliases:
        yield subject + verb("alias") + chinese(alias)
    if entity.type == "Region" and (code := region_code(entity.id)):
        yield subject + verb("code") + literal(code)
    if entity.type == "Year":
        yield subject + verb("year") + year(entity.name)


def _observation(subject: bytes, figure: Observation) -> Iterator[bytes]:
    yield subject + verb("indicator") + chinese(figure.indicator)
    yield subject + verb("value") + decimal(figure.value)
    for name in ("unit", "measure", "modifier", "period", "scope"):
        value = getattr(figure, name)
        if value is not None:
            yield subject + _listed(name, value)
    if figure.unit in vocabulary().units:
        yield subject + verb("measured_in") + f"<{vocabulary().units[figure.unit]}>".encode()
    if figure.agency is not None:
        yield subject + verb("agency") + chinese(figure.agency)


@lru_cache(maxsize=1 << 10)
def _listed(name: str, value: str) -> bytes:
    """Return a property with a value of a short list."""
    return verb(name) + literal(value)


def _places(own: bytes, statement: Statement) -> dict[bytes, Evidence]:
    """Return where it is read, the first reading first."""
    # identifier() leaves no "#", so a fragment after it meets no other IRI
    readings = (statement.evidence, *statement.also)
    return {b"%b#%d-%d>" % (own[:-1], evidence.start, evidence.end): evidence for evidence in readings}


def _evidence(evidence: Evidence, report: str, base: str) -> list[bytes]:
    parts = [
        TYPE + term("Evidence"),
        verb("start") + integer(evidence.start),
        verb("end") + integer(evidence.end),
        verb("text") + literal(evidence.text),
    ]
    if evidence.section:
        parts.append(verb("section") + _section((report, *evidence.section), base))
    return parts


@lru_cache(maxsize=1 << 10)
def _sections(path: tuple[str, ...], base: str) -> list[bytes]:
    """Return what is known of the section that a path (the report, then headings) leads to, and of those around it."""
    facts: list[bytes] = []
    for depth in range(2, len(path) + 1):  # a path of two, report and heading, leads to a section that no other holds
        section = _section(path[:depth], base)
        facts += [section + TYPE + term("Section"), section + LABEL + chinese(path[depth - 1])]
        if path[1 : depth - 1]:
            facts.append(section + verb("within") + _section(path[: depth - 1], base))
    return facts


@lru_cache(maxsize=1 << 10)
def _section(path: tuple[str, ...], base: str) -> bytes:
    return f"<{path_identifier(base, 'section', path)}>".encode()
