"""The ontology declares what the schema fixes, labels all of it in both languages, and refuses the rest."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
import rdflib

from kg.model import Measure, Status
from ontology.vocabulary import (
    NAMESPACE,
    UnknownTermError,
    check_class,
    check_predicate,
    check_value,
    read_vocabulary,
    vocabulary,
)

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "ontology" / "core.ttl"
SCHEMA = ROOT.parent / "shared" / "schema.md"

CLASSES = {
    "Agency", "Honor", "Initiative", "Observation", "Organization", "Person", "Problem", "Region", "Regulation",
    "Report", "Year",
}  # fmt: skip
PREDICATES = {
    "implements": ({"Agency", "Region", "Organization"}, {"Initiative"}),
    "reports": ({"Region", "Agency"}, {"Observation"}),
    "cites": ({"Report", "Initiative"}, {"Regulation"}),
    "issues": ({"Agency", "Region"}, {"Regulation"}),
    "establishes": ({"Agency", "Region"}, {"Agency", "Organization"}),
    "cooperates_with": ({"Agency"}, {"Agency", "Organization"}),
    "receives": ({"Region", "Agency", "Organization", "Initiative", "Regulation", "Person"}, {"Honor"}),
    "measures": ({"Observation"}, {"Initiative"}),
    "holds_post": ({"Person"}, {"Agency", "Organization"}),  # the gold has the posts in societies and schools too
    "admits": ({"Report"}, {"Problem"}),
    "published_by": ({"Report"}, {"Agency"}),
    "about": ({"Report"}, {"Region"}),
    "covers": ({"Report"}, {"Year"}),
    "part_of": ({"Region", "Agency"}, {"Region"}),
}


def test_the_classes_are_those_of_the_schema() -> None:
    assert set(vocabulary().classes) == CLASSES


def test_the_predicates_join_the_classes_that_the_schema_says() -> None:
    found = {name: (set(item.domain), set(item.range)) for name, item in vocabulary().predicates.items()}
    assert found == PREDICATES


def test_the_schema_page_names_the_same_terms() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema lies beside the checkout only where the project is developed")
    rows = re.findall(r"^\| `(\w+)` \|", SCHEMA.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(rows) == (CLASSES - {"Year"}) | set(PREDICATES)


def test_every_term_has_both_labels_and_a_definition() -> None:
    for term in vocabulary().terms():
        assert set(term.label) == set(term.definition) == {"zh", "en"}, term.name
        assert all(term.label.values()), term.name
        assert term.definition["en"].endswith("."), term.name
        assert term.definition["zh"].endswith("。"), term.name
        assert not re.search("[。，]", term.definition["en"]), term.name


def test_no_two_terms_share_a_label() -> None:
    for language in ("zh", "en"):
        labels = [term.label[language] for term in vocabulary().terms()]
        assert len(labels) == len(set(labels))


def test_every_property_has_a_domain_and_a_range_that_are_declared() -> None:
    words = vocabulary()
    for item in words.properties.values():
        assert item.domain <= set(words.classes) | set(words.support), item.name
        assert item.domain, item.name
        assert item.range, item.name
        ours = {name for name in item.range if ":" not in name}
        assert ours <= set(words.datatypes if item.literal else {**words.classes, **words.support}), item.name


def test_a_second_parser_reads_the_same_ontology() -> None:
    graph = rdflib.Graph().parse(CORE, format="turtle")
    declared = {str(term).removeprefix(NAMESPACE) for term in graph.subjects() if str(term).startswith(NAMESPACE)}
    assert declared == {term.name for term in vocabulary().terms()} | {"written"}, "and one annotation"
    assert {
        str(term).removeprefix(NAMESPACE)
        for triple in graph
        for term in triple
        if isinstance(term, rdflib.URIRef) and term.startswith(NAMESPACE)
    } <= declared


def test_the_ontology_has_version_and_licence() -> None:
    graph = rdflib.Graph().parse(CORE, format="turtle")
    ontology = rdflib.URIRef(NAMESPACE.removesuffix("#"))
    assert (ontology, rdflib.RDF.type, rdflib.OWL.Ontology) in graph
    version = graph.value(ontology, rdflib.OWL.versionInfo)
    assert graph.value(ontology, rdflib.OWL.versionIRI) == rdflib.URIRef(f"{ontology}/{version}")
    assert graph.value(ontology, rdflib.DCTERMS.license) is not None


def test_units_are_those_of_the_lexicon_and_have_one_iri_each() -> None:
    rows = [line.split("\t") for line in (ROOT / "ontology" / "lexicon" / "units.tsv").read_text("utf-8").splitlines()]
    names = {row[2] for row in rows if len(row) > 2}
    units = vocabulary().units
    assert units.keys() <= names, "units as the graph writes them"
    assert units["%"] == "http://qudt.org/vocab/unit/PERCENT"
    assert units["公里"] == units["千米"]
    assert "件" not in units, "a measure word counts, and is no unit"


# What each vocabulary is asked to say of our terms: a tool that knows only the vocabulary finds its way in the graph.
ALIGNED = {
    "prov": {"Report", "Agency", "Organization", "Person", "Regulation", "Statement", "report", "published_by"},
    "org": {"Agency", "Organization", "cooperates_with", "holds_post"},
    "eli": {"Regulation", "issues"},
    "skos": {"Initiative", "alias", "code"},
    "qb": {"Observation"},
    "sdmx": {"value", "measured_in", "period"},
    "sosa": {"Observation", "value", "indicator", "period"},
    "qudt": {"value", "measured_in"},
    "schema": {"Report", "Region", "Agency", "Organization", "Regulation", "Person", "alias", "about", "unit"},
    "dcterms": {"Region", "cites", "published_by", "about", "covers", "within"},
    "oa": {"Evidence", "start", "end", "text", "evidence"},
    "foaf": {"Report", "Person"},
}
PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#", "org": "http://www.w3.org/ns/org#", "oa": "http://www.w3.org/ns/oa#",
    "eli": "http://data.europa.eu/eli/ontology#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "qb": "http://purl.org/linked-data/cube#", "sdmx": "http://purl.org/linked-data/sdmx/2009/",
    "sosa": "http://www.w3.org/ns/sosa/", "qudt": "http://qudt.org/schema/qudt/", "schema": "http://schema.org/",
    "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
}  # fmt: skip
ALIGNING = (
    rdflib.RDFS.subClassOf,
    rdflib.RDFS.subPropertyOf,
    rdflib.SKOS.closeMatch,
    rdflib.SKOS.relatedMatch,
)


@pytest.mark.parametrize("prefix", ALIGNED)
def test_the_terms_are_aligned_with(prefix: str) -> None:
    graph = rdflib.Graph().parse(CORE, format="turtle")
    found = {
        str(term).removeprefix(NAMESPACE)
        for relation in ALIGNING
        for term, other in graph.subject_objects(relation)
        if str(other).startswith(PREFIXES[prefix])
    }
    assert found >= ALIGNED[prefix]


def test_classes_align_with_classes_and_properties_with_properties() -> None:
    graph = rdflib.Graph().parse(CORE, format="turtle")
    capital = {True: "a class", False: "a property"}
    for relation in ALIGNING:
        for term, other in graph.subject_objects(relation):
            if isinstance(other, rdflib.URIRef):
                names = [re.split("[#/]", str(iri))[-1] for iri in (term, other)]
                assert capital[names[0][0].isupper()] == capital[names[1][0].isupper()], names


def test_the_closed_lists_are_those_of_the_model() -> None:
    values = vocabulary().values
    assert values["StatusValue"] == set(get_args(Status))
    assert values["MeasureValue"] == set(get_args(Measure))
    assert values["ActionValue"] == {"issue", "draft", "amend", "repeal", "study"}
    assert values["InitiativeKind"] == {"reform", "campaign", "mechanism", "project", "platform"}
    assert values["ModifierValue"] == {"约", "近", "余", "多", "以上", "超", "不足"}


@pytest.mark.parametrize("name", ["Thing", "Entity", "Statement", "region", "", "Region ", "StatusValue"])
def test_what_is_no_class_of_an_entity_is_refused(name: str) -> None:
    with pytest.raises(UnknownTermError, match="is no class of the ontology"):
        check_class(name)


@pytest.mark.parametrize(
    ("predicate", "domain", "range_", "problem"),
    [
        ("implments", "Agency", "Initiative", "use 'implements'"),
        ("subject", "Agency", "Initiative", "is no predicate"),
        (
            "implements",
            "Person",
            "Initiative",
            "'implements' cannot start from 'Person'; the ontology allows Agency, Or",
        ),
        (
            "establishes",
            "Agency",
            "Region",
            "'establishes' cannot end in 'Region'; the ontology allows Agency, Organiza",
        ),
    ],
)
def test_a_statement_that_the_ontology_does_not_allow_is_refused(
    predicate: str, domain: str, range_: str, problem: str
) -> None:
    with pytest.raises(UnknownTermError) as caught:
        check_predicate(predicate, domain, range_)
    assert problem in str(caught.value)


@pytest.mark.parametrize("domain", sorted(PREDICATES["establishes"][0]))
@pytest.mark.parametrize("range_", sorted(PREDICATES["establishes"][1]))
def test_every_pair_of_a_union_is_allowed(domain: str, range_: str) -> None:
    check_predicate("establishes", domain, range_)


def test_values_outside_a_list_and_lists_that_are_none_are_refused() -> None:
    check_value("ActionValue", "repeal")
    with pytest.raises(UnknownTermError, match="'repealed' is no ActionValue of the ontology; use 'repeal'"):
        check_value("ActionValue", "repealed")
    with pytest.raises(UnknownTermError, match="is no list of values"):
        check_value("Colour", "red")


def test_an_ontology_of_ones_own_is_read_by_the_same_rules() -> None:
    words = read_vocabulary(
        f"""@prefix : <{NAMESPACE}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Entity a owl:Class . :River a owl:Class ; rdfs:subClassOf :Entity . :Bank a owl:Class .
        :joins a owl:ObjectProperty ; rdfs:domain :River ; rdfs:range :River .
        :flanks a owl:ObjectProperty ; rdfs:domain :Bank ; rdfs:range :River .""".encode()
    )
    assert set(words.classes) == {"River"}
    assert set(words.support) == {"Bank", "Entity"}
    assert set(words.predicates) == {"joins"}


def test_reading_needs_neither_rdflib_nor_the_rest_of_the_project() -> None:
    script = (
        "import sys\n"
        "from ontology.vocabulary import vocabulary; vocabulary()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'rdflib', 'kg', 'loaders'}))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True)
    assert run.stdout == "[]\n"


def test_the_json_ld_context_covers_every_property() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert context["@vocab"] == NAMESPACE
    for item in vocabulary().properties.values():
        if not item.literal:
            assert context[item.name]["@type"] in {"@id", "@vocab"}, item.name


def test_the_page_has_the_terms_with_their_present_definitions() -> None:
    page = html.unescape((ROOT / "docs" / "ontology.html").read_text(encoding="utf-8"))
    words = vocabulary()
    listed = {**words.classes, **words.support, **words.properties}  # the generator leaves out datatypes
    for term in listed.values():
        assert f">{term.iri}<" in page, f"{term.name}: make the page again with the command in core.ttl"
        assert all(definition in page for definition in term.definition.values()), term.name
