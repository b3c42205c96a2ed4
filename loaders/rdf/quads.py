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
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Entity, Evidence, Statement

__all__ = ["by_report", "checked", "described", "quads"]


_STATEMENT, _PLACE, _HEADING = (TYPE + term(name) for name in ("Statement", "Evidence", "Section"))
_SUBJECT, _OBJECT, _EVIDENCE = verb("subject"), verb("object"), verb("evidence")
_START, _END, _TEXT, _SECTION = verb("start"), verb("end"), verb("text"), verb("section")


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
        graph = _Graph(base, report, rdf12=rdf12)
        once = {statement.id: statement for statement in reversed(list(group))}
        for statement in reversed(once.values()):
            checked(statement)
            try:
                yield graph.added(statement)
            except UnicodeEncodeError as error:
                problem = f"{report}: statement {statement.id} holds characters that RDF cannot ({error})"
                raise GraphError(problem, "read the report with its right encoding") from error


class _Graph:
    """The graph of one report as it grows: what statements share is said once.

    What a node says is joined by the end of a quad and its name: a line for each quad would take far longer.
    """

    def __init__(self, base: str, report: str, *, rdf12: bool) -> None:
        self._base = base
        self._name = report
        self._rdf12 = rdf12
        self._report = verb("report") + node(base, f"report:{report}")
        self._end = b" " + node(base, f"report:{report}") + b" .\n"
        self._things: dict[str, tuple[Entity | Observation, ...]] = {}
        self._facts: set[tuple[str, str, str]] = set()
        self._sections: dict[tuple[str, ...], bytes] = {(): b""}

    def added(self, statement: Statement) -> bytes:
        """Return the quads that a statement adds: of what it shares with others, of its own node and of its evidence.

        What is only planned is no plain fact, for that would say that it is so; its node says that it is planned.
        """
        subject, object_ = node(self._base, statement.subject.id), node(self._base, statement.object.id)
        said = [*self._thing(subject, statement.subject), *self._thing(object_, statement.object)]
        readings = statement.evidence, *statement.also
        for evidence in readings:
            if evidence.section not in self._sections:
                said += self._new_sections(evidence.section)
        fact = statement.subject.id, statement.predicate, statement.object.id
        if statement.status == "done" and fact not in self._facts:
            self._facts.add(fact)
            said += self._about(subject, [verb(statement.predicate) + object_])
        own = f"<{identifier(self._base, statement.id)}>".encode()
        # identifier() leaves no "#", so a fragment after it meets no other IRI
        places = {b"%b#%d-%d>" % (own[:-1], evidence.start, evidence.end): evidence for evidence in readings}
        said += self._about(own, [*self._own(statement, subject, object_), *[_EVIDENCE + place for place in places]])
        for place, evidence in places.items():
            said += self._about(place, self._evidence(evidence))
        return b"".join(said)

    def _about(self, subject: bytes, parts: Sequence[bytes]) -> tuple[bytes, ...]:
        """Return the quads that have one subject, in pieces to be joined: ``parts`` are predicates with objects."""
        return (subject, (self._end + subject).join(parts), self._end) if parts else ()

    def _thing(self, subject: bytes, thing: Entity | Observation) -> tuple[bytes, ...]:
        """Return what is not yet known of an entity or figure."""
        known = self._things.get(thing.id, ())
        if thing in known:
            return ()
        self._things[thing.id] = (*known, thing)
        if not known:
            return self._about(subject, described(thing))
        said = {part for other in known for part in described(other)}
        return self._about(subject, [part for part in described(thing) if part not in said])

    def _new_sections(self, path: tuple[str, ...]) -> Iterator[bytes]:
        """Yield what is not yet known of the section that headings lead to and of those around it."""
        for depth in range(1, len(path) + 1):
            if path[:depth] not in self._sections:
                iri = path_identifier(self._base, "section", (self._name, *path[:depth]))
                section = self._sections[path[:depth]] = f"<{iri}>".encode()
                around = [verb("within") + self._sections[path[: depth - 1]]] if depth > 1 else []
                yield from self._about(section, [_HEADING, LABEL + chinese(path[depth - 1]), *around])

    def _own(self, statement: Statement, subject: bytes, object_: bytes) -> list[bytes]:
        """Return what a statement says and how."""
        predicate, extractor = _rule(statement.predicate, statement.extractor)
        manner = _manner(statement.status, statement.action, statement.title, statement.confidence)
        parts = [_STATEMENT, _SUBJECT + subject, predicate, _OBJECT + object_, self._report, *manner, extractor]
        if self._rdf12:
            parts.append(REIFIES + b"<<( " + subject + verb(statement.predicate) + object_ + b" )>>")
        return parts

    def _evidence(self, evidence: Evidence) -> list[bytes]:
        parts = [_PLACE, _START + integer(evidence.start), _END + integer(evidence.end), _TEXT + literal(evidence.text)]
        if evidence.section:
            parts.append(_SECTION + self._sections[evidence.section])
        return parts


def checked(statement: Statement) -> None:
    """Do :func:`kg.check.check`, and name the statement where it is at fault."""
    try:
        check(statement)
    except VocabularyError as error:
        raise VocabularyError(f"{statement.report}: statement {statement.id}: {error.problem}", error.remedy) from error


@lru_cache(maxsize=1 << 12)
def _manner(status: str, action: str | None, title: str | None, confidence: float) -> tuple[bytes, ...]:
    """Return how a statement is meant, which many have alike."""
    return (
        verb("status") + literal(status),
        *([] if action is None else [verb("action") + literal(action)]),
        *([] if title is None else [verb("title") + chinese(title)]),
        verb("confidence") + decimal(confidence),
    )


@lru_cache(maxsize=1 << 10)
def _rule(predicate: str, extractor: str) -> tuple[bytes, bytes]:
    return verb("predicate") + term(predicate), verb("extractor") + literal(extractor)


def described(thing: Entity | Observation) -> tuple[bytes, ...]:
    """Return what is known of an entity or figure apart from statements: predicates with their objects."""
    return _observation(thing) if isinstance(thing, Observation) else _entity(thing)


@lru_cache(maxsize=1 << 14)
def _entity(entity: Entity) -> tuple[bytes, ...]:
    parts = [TYPE + term(entity.type), LABEL + chinese(entity.name)]
    if entity.kind is not None:
        parts.append(verb("kind") + literal(entity.kind))
    parts += [verb("alias") + chinese(alias) for alias in entity.aliases]
    if entity.type == "Region" and (code := region_code(entity.id)):
        parts.append(verb("code") + literal(code))
    if entity.type == "Year":
        parts.append(verb("year") + year(entity.name))
    return tuple(dict.fromkeys(parts))


def _observation(figure: Observation) -> tuple[bytes, ...]:
    name = chinese(figure.indicator)
    return (
        TYPE + term(figure.type),
        LABEL + name,
        verb("indicator") + name,
        verb("value") + decimal(figure.value),
        *_measured(figure.unit, figure.measure, figure.modifier, figure.period, figure.scope),
        *([] if figure.agency is None else [verb("agency") + chinese(figure.agency)]),
    )


@lru_cache(maxsize=1 << 12)
def _measured(*values: str | None) -> tuple[bytes, ...]:
    """Return how a figure is measured, which many have alike: unit, measure, modifier, period and scope."""
    names = ("unit", "measure", "modifier", "period", "scope")
    parts = [verb(name) + literal(value) for name, value in zip(names, values, strict=True) if value is not None]
    if unit := vocabulary().units.get(values[0] or ""):
        parts.append(verb("measured_in") + f"<{unit}>".encode())
    return tuple(parts)
