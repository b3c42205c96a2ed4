"""The description of a data set: its counts are those of the graph, and it is the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib
from pyoxigraph import NamedNode

from loaders.rdf import DEFAULT_BASE, FORMATS, open_store, sparql, write_rdf
from ontology.vocabulary import NAMESPACE
from tests.rdf_sample import sample

if TYPE_CHECKING:
    from pathlib import Path

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
DATA = rdflib.URIRef(f"{DEFAULT_BASE}dataset:graph")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rdf")
    write_rdf(sample(), folder)
    return folder


@pytest.fixture(scope="module")
def description(out: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(out / "dataset.ttl")


def test_the_counts_are_those_that_a_query_gives(out: Path, description: rdflib.Graph) -> None:
    query = "SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?n) (COUNT(DISTINCT ?p) AS ?k) { ?s ?p ?o }"
    said = [description.value(DATA, VOID[name]) for name in ("triples", "distinctSubjects", "properties")]
    assert [[getattr(value, "value", None) for value in said]] == sparql(out, query)[1]


@pytest.mark.parametrize(
    ("by", "query"),
    [
        ("class", "SELECT ?x (COUNT(*) AS ?n) { ?s a ?x } GROUP BY ?x"),
        ("property", "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
    ],
)
def test_the_partitions_are_those_that_a_query_gives(by: str, query: str, out: Path, description: rdflib.Graph) -> None:
    number = {"class": VOID.entities, "property": VOID.triples}[by]
    said = {
        (str(description.value(part, VOID[by])), getattr(description.value(part, number), "value", None))
        for part in description.objects(DATA, VOID[f"{by}Partition"])
    }
    assert said == {tuple(row) for row in sparql(out, query)[1]}


def test_each_report_is_a_subset(out: Path, description: rdflib.Graph) -> None:
    store = open_store(out)
    said = {
        str(part): int(str(description.value(part, VOID.triples))) for part in description.objects(DATA, VOID.subset)
    }
    graphs = [graph for graph in store.named_graphs() if isinstance(graph, NamedNode)]
    assert said == {graph.value: len(list(store.quads_for_pattern(None, None, None, graph))) for graph in graphs}


def test_each_file_is_a_distribution_with_its_size(out: Path, description: rdflib.Graph) -> None:
    said = {
        str(description.value(item, rdflib.DCTERMS.title)): int(str(description.value(item, DCAT.byteSize)))
        for item in description.objects(DATA, DCAT.distribution)
    }
    assert said == {
        FORMATS[name].file: (out / FORMATS[name].file).stat().st_size for name in ("trig", "nquads", "turtle")
    }


def test_it_says_what_it_is_and_by_which_ontology(description: rdflib.Graph) -> None:
    assert set(description.objects(DATA, rdflib.RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    assert description.value(DATA, VOID.uriSpace) == rdflib.Literal(DEFAULT_BASE)
    assert description.value(DATA, rdflib.DCTERMS.conformsTo) == rdflib.URIRef(NAMESPACE.removesuffix("#"))
    about = str(description.value(DATA, rdflib.DCTERMS.description))
    assert about == "11 statements of 2 reports, each with the characters that state it."
