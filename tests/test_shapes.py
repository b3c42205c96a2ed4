"""The shapes say what the ontology says, a written graph conforms, and a broken one is caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.collection import Collection

from ontology.vocabulary import NAMESPACE, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
KG = rdflib.Namespace(NAMESPACE)


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")


@pytest.fixture
def data() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "tests" / "golden" / "graph.ttl", format="turtle")


def name(term: rdflib.term.Node | None) -> str:
    return str(term).removeprefix(NAMESPACE)


def property_shapes(shapes: rdflib.Graph) -> Iterator[tuple[str, str, rdflib.term.Node]]:
    """Yield the class, the property and the node of each property shape."""
    for target in shapes.subjects(rdflib.RDF.type, SH.NodeShape):
        for shape in shapes.objects(target, SH.property):
            for domain in shapes.objects(target, SH.targetClass):
                yield name(domain), name(shapes.value(shape, SH.path)), shape


def test_every_class_that_is_written_has_a_shape(shapes: rdflib.Graph) -> None:
    targets = {name(target) for target in shapes.objects(None, SH.targetClass)}
    assert targets == {*vocabulary().classes, *vocabulary().support} - {"Entity"}


def test_predicates_go_where_the_ontology_lets_them(shapes: rdflib.Graph) -> None:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for domain, path, shape in property_shapes(shapes):
        if path in vocabulary().predicates:
            choices = shapes.value(shape, SH["or"])
            ends = [shape] if choices is None else list(Collection(shapes, choices))
            domains, ranges = found.setdefault(path, (set(), set()))
            domains.add(domain)
            ranges.update(name(shapes.value(end, SH["class"])) for end in ends)
    assert found == {key: (set(item.domain), set(item.range)) for key, item in vocabulary().predicates.items()}


def test_every_property_of_a_node_has_a_shape(shapes: rdflib.Graph) -> None:
    free = {"kind", "alias"}  # of entities of any class, in any number
    shaped = {path for _, path, _ in property_shapes(shapes)}
    assert shaped >= set(vocabulary().properties) - free


def test_closed_lists_are_those_of_the_ontology(shapes: rdflib.Graph) -> None:
    lists = {
        path: {name(value) for value in Collection(shapes, members)}
        for _, path, shape in property_shapes(shapes)
        if (members := shapes.value(shape, SH["in"])) is not None
    }
    values = vocabulary().values
    assert lists == {
        "kind": values["InitiativeKind"],
        "measure": values["MeasureValue"],
        "modifier": values["ModifierValue"],
        "status": values["StatusValue"],
        "action": values["ActionValue"],
        "predicate": set(vocabulary().predicates),
        "finds": values["FindingKind"],
    }


def violations(data: rdflib.Graph, shapes: rdflib.Graph) -> list[tuple[str, str]]:
    """Return the class of each node that is at fault and the path or message."""
    pyshacl = pytest.importorskip("pyshacl", reason="the reference validator of SHACL is not installed")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    return sorted(
        (
            name(data.value(report.value(result, SH.focusNode), rdflib.RDF.type)),
            name(report.value(result, SH.resultPath)),
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    )


def test_what_is_written_conforms(data: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert violations(data, shapes) == []


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("Year", "year", rdflib.Literal("19", datatype=rdflib.XSD.gYear)),
        ("Region", "code", rdflib.Literal("99")),
        ("Region", "part_of", rdflib.URIRef("https://example.org/nowhere")),
        ("Initiative", "kind", rdflib.Literal("dream")),
        ("Observation", "value", rdflib.Literal("4052")),
        ("Observation", "measure", rdflib.Literal("size")),
        ("Observation", "modifier", rdflib.Literal("大概")),
        ("Observation", "period", rdflib.Literal("去年")),
        ("Statement", "predicate", KG.knows),
        ("Statement", "status", rdflib.Literal("denied")),
        ("Statement", "confidence", rdflib.Literal("1.5", datatype=rdflib.XSD.decimal)),
        ("Statement", "evidence", None),
        ("Statement", "report", None),
        ("Evidence", "start", rdflib.Literal(10_000)),
        ("Evidence", "text", None),
        ("Person", "holds_post", rdflib.URIRef("https://example.org/nowhere")),
    ],
)
def test_a_broken_graph_is_caught(
    kind: str, path: str, value: rdflib.term.Node | None, data: rdflib.Graph, shapes: rdflib.Graph
) -> None:
    node = min(data.subjects(rdflib.RDF.type, KG[kind]), key=str)
    data.remove((node, KG[path], None))
    if value is not None:
        data.add((node, KG[path], value))
    assert (kind, path) in violations(data, shapes)


def test_a_second_name_is_caught(data: rdflib.Graph, shapes: rdflib.Graph) -> None:
    node = min(data.subjects(rdflib.RDF.type, KG.Agency), key=str)
    data.add((node, rdflib.RDFS.label, rdflib.Literal("另一局", lang="zh")))
    assert violations(data, shapes) == [("Agency", str(rdflib.RDFS.label))]
