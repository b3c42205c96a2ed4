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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Evidence, Statement

__all__ = ["by_report", "described", "quads", "statement_facts"]


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

    Statements come report by report, and only what one report says is held. With ``rdf12`` each statement also has its
    triple term. Raises what :func:`by_report` and :func:`statement_facts` raise, and :class:`kg.errors.GraphError` where
    a text holds a lone surrogate, which no RDF can.
    """
    for report, group in by_report(statements):
        said: set[bytes] = set()
        for statement in group:
            try:
                end = b" " + node(base, f"report:{report}") + b" .\n"
                facts = statement_facts(statement, base, rdf12=rdf12)
            except UnicodeEncodeError as error:
                problem = f"{report}: statement {statement.id} holds characters that RDF cannot ({error})"
                raise GraphError(problem, "read the report with its right encoding") from error
            new = [fact for fact in dict.fromkeys(facts) if fact not in said]
            said.update(new)
            yield end.join([*new, b""])


def statement_facts(statement: Statement, base: str, *, rdf12: bool = False) -> list[bytes]:
    """Return all that one statement says: its two entities, the plain triple if it is done, and its own node.

    What is only planned gets no plain triple, for that would say that it is so; its node says that it is planned.
    Raises :class:`kg.errors.VocabularyError` where the ontology does not allow the statement with all its values, and
    ``UnicodeEncodeError`` at a lone surrogate.
    """
    try:
        check(statement)
    except VocabularyError as error:
        raise VocabularyError(f"{statement.report}: statement {statement.id}: {error.problem}", error.remedy) from error
    facts = [*described(statement.subject, base), *described(statement.object, base)]
    subject, object_ = node(base, statement.subject.id), node(base, statement.object.id)
    fact = subject + verb(statement.predicate) + object_
    if statement.status == "done":
        facts.append(fact)
    own = f"<{identifier(base, statement.id)}>".encode()
    facts.append(own + TYPE + term("Statement"))
    facts.append(own + verb("subject") + subject)
    facts.append(own + verb("predicate") + term(statement.predicate))
    facts.append(own + verb("object") + object_)
    if rdf12:
        facts.append(own + REIFIES + b"<<( " + fact + b" )>>")
    facts += _circumstances(own, statement, base)
    readings = _readings(own, statement)
    facts += [own + verb("evidence") + place for place, _ in readings]
    for place, evidence in readings:
        facts += _evidence(place, evidence, statement.report, base)
    return facts


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
            yield subject + verb(name) + literal(value)
    if figure.agency is not None:
        yield subject + verb("agency") + chinese(figure.agency)


def _circumstances(own: bytes, statement: Statement, base: str) -> list[bytes]:
    """Return who says it, and how."""
    facts = [
        own + verb("report") + node(base, f"report:{statement.report}"),
        own + verb("status") + literal(statement.status),
    ]
    if statement.action is not None:
        facts.append(own + verb("action") + literal(statement.action))
    if statement.title is not None:
        facts.append(own + verb("title") + chinese(statement.title))
    facts.append(own + verb("confidence") + decimal(statement.confidence))
    facts.append(own + verb("extractor") + literal(statement.extractor))
    return facts


def _readings(own: bytes, statement: Statement) -> list[tuple[bytes, Evidence]]:
    """Return where it is read, in the order of the places: that one of them is the first is not said in RDF."""
    # identifier() leaves no "#", so a fragment after it meets no other IRI
    readings = (statement.evidence, *statement.also)
    if statement.also:
        readings = tuple(sorted(readings, key=lambda evidence: (evidence.start, evidence.end)))
    return [(b"%b#%d-%d>" % (own[:-1], evidence.start, evidence.end), evidence) for evidence in readings]


def _evidence(place: bytes, evidence: Evidence, report: str, base: str) -> list[bytes]:
    facts = [
        place + TYPE + term("Evidence"),
        place + verb("start") + integer(evidence.start),
        place + verb("end") + integer(evidence.end),
        place + verb("text") + literal(evidence.text),
    ]
    if evidence.section:
        section, around = _sections((report, *evidence.section), base)
        facts.append(place + verb("section") + section)
        facts += around
    return facts


@lru_cache(maxsize=1 << 10)
def _sections(path: tuple[str, ...], base: str) -> tuple[bytes, list[bytes]]:
    """Return the section that a path (the report, then headings) leads to, and what is known of it and its like."""
    sections = [f"<{path_identifier(base, 'section', path[:depth])}>".encode() for depth in range(len(path), 1, -1)]
    facts = []
    for section, above, heading in zip(sections, [*sections[1:], None], reversed(path), strict=False):
        facts += [section + TYPE + term("Section"), section + LABEL + chinese(heading)]
        if above is not None:
            facts.append(section + verb("within") + above)
    return sections[0], facts
