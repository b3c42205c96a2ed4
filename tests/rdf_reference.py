"""The plain version of ``loaders.rdf.quads``, term by term in objects of pyoxigraph: what the fast one is held to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Observation
from loaders.rdf.terms import identifier, path_identifier, region_code
from ontology.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity, Evidence, Statement

__all__ = ["statement_quads"]

Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
XSD = "http://www.w3.org/2001/XMLSchema#"


def statement_quads(statement: Statement, base: str) -> list[Quad]:
    graph = node(base, f"report:{statement.report}")
    return [Quad(*fact, graph) for fact in facts(statement, base)]


def node(base: str, key: str) -> NamedNode:
    return NamedNode(identifier(base, key))


def term(name: str) -> NamedNode:
    return NamedNode(NAMESPACE + name)


def chinese(text: str) -> Literal:
    return Literal(text, language="zh")


def decimal(value: Decimal | float) -> Literal:
    digits = format(Decimal(str(value)), "f")
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    shortest = f"{whole}.{fraction}" if fraction else whole
    return Literal("0" if shortest == "-0" else shortest, datatype=NamedNode(XSD + "decimal"))


def facts(statement: Statement, base: str) -> Iterator[Fact]:
    subject, object_ = node(base, statement.subject.id), node(base, statement.object.id)
    own = node(base, statement.id)
    yield from described(statement.subject, base)
    yield from described(statement.object, base)
    if statement.status == "done":
        yield subject, term(statement.predicate), object_
    yield own, TYPE, term("Statement")
    yield own, term("subject"), subject
    yield own, term("predicate"), term(statement.predicate)
    yield own, term("object"), object_
    yield own, term("report"), node(base, f"report:{statement.report}")
    yield own, term("status"), Literal(statement.status)
    yield own, term("confidence"), decimal(statement.confidence)
    yield own, term("extractor"), Literal(statement.extractor)
    if statement.action is not None:
        yield own, term("action"), Literal(statement.action)
    if statement.title is not None:
        yield own, term("title"), chinese(statement.title)
    for evidence in (statement.evidence, *statement.also):
        place = NamedNode(f"{own.value}#{evidence.start}-{evidence.end}")
        yield own, term("evidence"), place
        yield from read(place, evidence, (statement.report, *evidence.section), base)


def described(thing: Entity | Observation, base: str) -> Iterator[Fact]:
    subject = node(base, thing.id)
    yield subject, TYPE, term(thing.type)
    yield subject, LABEL, chinese(thing.name)
    if isinstance(thing, Observation):
        yield subject, term("indicator"), chinese(thing.indicator)
        yield subject, term("value"), decimal(thing.value)
        for name in ("unit", "measure", "modifier", "period", "scope"):
            if getattr(thing, name) is not None:
                yield subject, term(name), Literal(getattr(thing, name))
        if thing.unit == "%":
            yield subject, term("measured_in"), NamedNode("http://qudt.org/vocab/unit/PERCENT")
        if thing.agency is not None:
            yield subject, term("agency"), chinese(thing.agency)
        return
    if thing.kind is not None:
        yield subject, term("kind"), Literal(thing.kind)
    for alias in thing.aliases:
        yield subject, term("alias"), chinese(alias)
    if thing.type == "Region" and (code := region_code(thing.id)):
        yield subject, term("code"), Literal(code)
    if thing.type == "Year":
        yield subject, term("year"), Literal(thing.name, datatype=NamedNode(XSD + "gYear"))


def read(place: NamedNode, evidence: Evidence, path: tuple[str, ...], base: str) -> Iterator[Fact]:
    yield place, TYPE, term("Evidence")
    yield place, term("start"), Literal(evidence.start)
    yield place, term("end"), Literal(evidence.end)
    yield place, term("text"), Literal(evidence.text)
    if evidence.section:
        yield place, term("section"), section(path, base)
    for depth in range(2, len(path) + 1):
        yield section(path[:depth], base), TYPE, term("Section")
        yield section(path[:depth], base), LABEL, chinese(path[depth - 1])
    for depth in range(3, len(path) + 1):
        yield section(path[:depth], base), term("within"), section(path[: depth - 1], base)


def section(path: tuple[str, ...], base: str) -> NamedNode:
    return NamedNode(path_identifier(base, "section", path))
