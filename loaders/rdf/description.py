"""What a data set is, for those who have not opened it: VoID and DCAT, counted from the graph itself, with no clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from loaders.rdf.formats import FORMATS
from loaders.rdf.sorting import lines_of
from loaders.rdf.terms import PREFIXES, TYPE, identifier
from ontology.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Counts", "count", "describe"]

_PREFIXES = PREFIXES | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "formats": "http://www.w3.org/ns/formats/",
    "void": "http://rdfs.org/ns/void#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_ONTOLOGY = NAMESPACE.removesuffix("#")


@dataclass(slots=True)
class Counts:
    """How much there is: triples and subjects of the merged graph, entities by class, triples by property and report.

    Classes, properties and the graphs of the reports are IRIs.
    """

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    graphs: Counter[str] = field(default_factory=Counter)


def count(named: Path, merged: Path) -> Counts:
    """Count the N-Quads of the reports and the sorted N-Triples of the merged graph, reading each once."""
    counts, before, kind = Counts(), b"", TYPE.strip()
    for line in lines_of(merged):
        subject, predicate, rest = line.split(b" ", 2)
        counts.triples += 1
        counts.subjects += subject != before
        counts.properties[predicate[1:-1].decode()] += 1
        if predicate == kind:
            counts.classes[rest[1 : rest.index(b">")].decode()] += 1
        before = subject
    counts.graphs.update(line[line.rindex(b" <") + 2 : -4].decode() for line in lines_of(named))
    return counts


def describe(counts: Counts, files: Mapping[str, tuple[str, int]], base: str) -> bytes:
    """Return the description in Turtle; ``files`` are name and size in bytes by format."""
    data = NamedNode(identifier(base, "dataset:graph"))
    facts = sorted(_facts(data, counts, files, base), key=lambda fact: fact[0] != data)  # itself, then its parts
    triples = (Triple(*fact) for fact in facts)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES | {"id": base}) or b""


_Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]


def _facts(data: NamedNode, counts: Counts, files: Mapping[str, tuple[str, int]], base: str) -> Iterator[_Fact]:
    yield data, _term("rdf:type"), _term("void:Dataset")
    yield data, _term("rdf:type"), _term("dcat:Dataset")
    yield data, _term("dcterms:title"), Literal("政府法治报告知识图谱", language="zh")
    yield data, _term("dcterms:title"), Literal("Graph of government rule-of-law reports", language="en")
    yield data, _term("dcterms:description"), Literal(_about(counts), language="en")
    yield data, _term("dcterms:language"), Literal("zh")
    yield data, _term("dcterms:conformsTo"), NamedNode(_ONTOLOGY)
    yield data, _term("void:vocabulary"), NamedNode(NAMESPACE)
    yield data, _term("void:uriSpace"), Literal(base)
    yield data, _term("void:triples"), Literal(counts.triples)
    yield data, _term("void:distinctSubjects"), Literal(counts.subjects)
    yield data, _term("void:classes"), Literal(len(counts.classes))
    yield data, _term("void:properties"), Literal(len(counts.properties))
    yield from _partitions(data, "class", counts.classes)
    yield from _partitions(data, "property", counts.properties)
    for graph, triples in sorted(counts.graphs.items()):
        yield data, _term("void:subset"), NamedNode(graph)
        yield NamedNode(graph), _term("void:triples"), Literal(triples)
    for name, (file, size) in files.items():
        yield from _distribution(data, name, file, size)


def _about(counts: Counts) -> str:
    statements = counts.classes[NAMESPACE + "Statement"]
    return f"{statements} statements of {len(counts.graphs)} reports, each with the characters that state it."


def _partitions(data: NamedNode, by: str, counted: Counter[str]) -> Iterator[_Fact]:
    what = {"class": "void:entities", "property": "void:triples"}[by]
    for iri, number in sorted(counted.items()):
        part = NamedNode(f"{data.value}/{by}/{iri.rpartition('#')[2]}")
        yield data, _term(f"void:{by}Partition"), part
        yield part, _term(f"void:{by}"), NamedNode(iri)
        yield part, _term(what), Literal(number)


def _distribution(data: NamedNode, name: str, file: str, size: int) -> Iterator[_Fact]:
    item, format_ = NamedNode(f"{data.value}/{file}"), FORMATS[name].rdf
    yield data, _term("dcat:distribution"), item
    yield data, _term("void:feature"), _term("formats:" + format_.iri.rpartition("/")[2])
    yield item, _term("rdf:type"), _term("dcat:Distribution")
    yield item, _term("dcterms:title"), Literal(file)
    yield item, _term("dcat:mediaType"), NamedNode(_MEDIA + format_.media_type)
    yield item, _term("dcat:byteSize"), Literal(str(size), datatype=NamedNode(PREFIXES["xsd"] + "nonNegativeInteger"))


def _term(name: str) -> NamedNode:
    prefix, local = name.split(":")
    return NamedNode(_PREFIXES[prefix] + local)
