"""RDF: the same bytes on every run, read alike by two parsers, whole or not at all, and answers to SPARQL."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.errors import GraphError, QueryError, UsageError, VocabularyError
from kg.model import Entity, Evidence, Observation, Statement
from kg.projection import things
from kg.records import sort_key
from loaders.rdf import DEFAULT_BASE, RDF_FILES, identifier, open_store, sparql, write_rdf
from loaders.rdf.sorting import sorted_unique
from loaders.rdf.terms import path_identifier
from ontology.vocabulary import NAMESPACE, vocabulary
from tests.rdf_reference import statement_quads
from tests.rdf_sample import BUREAU, CITY, CLEARED, HOSTILE, LATER, REFORM, REPORT, sample, stated

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLDEN = Path(__file__).parent / "golden"
_Term = tuple[str, str, str, str]
_Row = tuple[_Term, ...]


# ------------------------------------------------------------------ the files


@pytest.mark.parametrize("name", RDF_FILES)
def test_the_files_are_those_kept(name: str, tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes(), (
        f"if the change is meant, take {tmp_path / name}"
    )


def test_the_paths_come_back_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "新 的" / "out"
    assert write_rdf(sample(), folder) == [folder / name for name in RDF_FILES]
    assert sorted(path.name for path in folder.iterdir()) == sorted(RDF_FILES)


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_rdf(sample(), tmp_path)]
    assert [path.read_bytes() for path in write_rdf(iter(sample()), tmp_path)] == first


def test_no_statements_make_an_empty_graph(tmp_path: Path) -> None:
    write_rdf([], tmp_path)
    assert len(open_store(tmp_path)) == 0


def test_both_parsers_read_the_same_from_every_file(tmp_path: Path) -> None:
    check_files(sample(), tmp_path)


def test_the_merged_graph_holds_each_triple_once(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    rows = list(pyoxigraph.parse(path=tmp_path / "graph.ttl"))
    assert len(rows) == len(set(rows))


def test_every_term_written_is_declared(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    used = {
        node.value.removeprefix(NAMESPACE)
        for quad in pyoxigraph.parse(path=tmp_path / "graph.nq")
        for node in (quad.predicate, quad.object)
        if isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(NAMESPACE)
    }
    words = vocabulary()
    assert used <= {term.name for term in words.terms()}
    reasoned = {"version", "version_of", *(item.name for item in words.properties.values() if "Finding" in item.domain)}
    assert used >= set(words.properties) - set(words.predicates) - reasoned, "the sample shows every property"


def test_an_example_of_every_class_and_predicate_can_be_written(tmp_path: Path) -> None:
    statements = [
        stated(f"{name}-{domain}-{range_}", example_of(domain), name, example_of(range_))
        for name, predicate in vocabulary().predicates.items()
        for domain in predicate.domain
        for range_ in predicate.range
    ]
    check_files(sorted(statements, key=sort_key), tmp_path)
    columns, rows = sparql(tmp_path, "SELECT DISTINCT ?type { ?x a ?type }")
    assert columns == ["type"]
    written = {str(row[0]).removeprefix(NAMESPACE) for row in rows}
    assert written == {*vocabulary().classes, "Statement", "Evidence", "Section"}


def example_of(name: str) -> Entity | Observation:
    if name == "Observation":
        return CLEARED
    return Entity(f"{name.lower()}:例", name, "2019" if name == "Year" else f"{name}例")


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (stated("x", BUREAU, "implments", REFORM), "'implments' is no predicate of the ontology; use 'implements'"),
        (
            stated("x", BUREAU, "implements", CITY),
            "'implements' cannot end in 'Region'; the ontology allows Initiative",
        ),
        (stated("x", replace(BUREAU, type="Bureau"), "implements", REFORM), "'Bureau' is no class"),
        (
            replace(stated("x", BUREAU, "implements", REFORM), status=cast("Any", "denied")),
            "'denied' is no StatusValue",
        ),
        (replace(stated("x", BUREAU, "implements", REFORM), action="revoke"), "'revoke' is no ActionValue"),
        (stated("x", BUREAU, "implements", replace(REFORM, kind="Thing")), "'Thing' is no InitiativeKind"),
        (stated("x", CITY, "reports", replace(CLEARED, measure=cast("Any", "size"))), "'size' is no MeasureValue"),
        (stated("x", CITY, "reports", replace(CLEARED, modifier="大概")), "'大概' is no ModifierValue"),
        (stated("x", CITY, "reports", replace(CLEARED, value=Decimal("NaN"))), "NaN is no xsd:decimal"),
        (stated("x", REPORT, "covers", Entity("year:1", "Year", "19")), "'19' is no year; give its four digits"),
        (stated("x", REPORT, "covers", Entity("year:1", "Year", "２０１９")), "is no year"),
    ],
)
def test_what_the_ontology_does_not_allow_is_refused_and_leaves_nothing(
    broken: Statement, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(VocabularyError, match=re.escape(problem)):
        write_rdf([*sample(), replace(broken, report="青禾-2021")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_graph_of_the_run_before(tmp_path: Path) -> None:
    before = [path.read_bytes() for path in write_rdf(sample(), tmp_path)]
    broken = stated("x", replace(BUREAU, type="Bureau"), "implements", REFORM)
    with pytest.raises(VocabularyError, match="云溪-2019: statement s:x: 'Bureau' is no class"):
        write_rdf([broken], tmp_path)
    assert [(tmp_path / name).read_bytes() for name in RDF_FILES] == before
    assert len(list(tmp_path.iterdir())) == len(RDF_FILES)


@pytest.mark.parametrize("broken", [replace(CITY, name="\ud800"), replace(CITY, id="region:\udfff")])
def test_half_a_character_is_refused(broken: Entity, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds characters that RDF cannot"):
        write_rdf([stated("x", REPORT, "about", broken)], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reports_out_of_order_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sort the statements"):
        write_rdf(reversed(sample()), tmp_path)


@pytest.mark.parametrize(
    "base", ["", "id/", "https://example.org/id", "https://example.org/#", "https://a b/", "x:/?/"]
)
def test_an_unfit_base_is_refused(base: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be the base"):
        write_rdf(sample(), tmp_path, base)


# ------------------------------------------------------------------ what is said


def test_what_is_planned_is_not_said_to_be_so(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    assert sparql(tmp_path, "ASK { ?a kg:issues ?b }") == (["answer"], [[False]])
    query = 'SELECT ?action { [] kg:predicate kg:issues ; kg:status "planned" ; kg:action ?action }'
    assert sparql(tmp_path, query) == (["action"], [["issue"]])


def test_evidence_keeps_place_text_and_headings(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    _, rows = sparql(
        tmp_path,
        """SELECT ?start ?end ?text ?heading ?above {
             id:s:03 kg:evidence ?e . ?e kg:start ?start ; kg:end ?end ; kg:text ?text ; kg:section ?s .
             ?s rdfs:label ?heading . OPTIONAL { ?s kg:within/rdfs:label ?above } } ORDER BY ?start""",
    )
    assert rows == [
        [20, 34, "第03句：“一窗 通办”改革", "（一）深化改革/服务", "一、主要工作"],
        [200, 206, '又说"一遍"', "三、结语", None],
    ]


def test_a_named_graph_keeps_its_reports_name_and_the_merged_graph_has_one(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    query = "SELECT ?name ?alias { ?x a kg:Initiative ; rdfs:label ?name OPTIONAL { ?x kg:alias ?alias } }"
    assert sparql(tmp_path, query)[1] == [["“一窗 通办”改革", "“一窗 通办”"]]
    query = "SELECT ?g ?name { GRAPH ?g { ?x a kg:Initiative ; rdfs:label ?name } } ORDER BY ?g"
    base = DEFAULT_BASE
    assert sparql(tmp_path, query)[1] == [
        [f"{base}report:云溪-2019", "“一窗 通办”改革"],
        [f"{base}report:青禾-2020", "“一窗 通办”"],
    ]


def test_the_name_settled_on_is_the_one_that_every_store_uses(tmp_path: Path) -> None:
    short = replace(REFORM, name="“一窗”", kind=None, aliases=("一窗",))
    more = [stated(key, BUREAU, "implements", short) for key in "abc"]
    statements = sorted([*sample(), *more], key=sort_key)
    write_rdf(statements, tmp_path)
    settled = things(statements)[REFORM.id]
    assert isinstance(settled, Entity)
    assert settled.name == "“一窗”"
    query = "SELECT ?name ?alias { ?x a kg:Initiative ; rdfs:label ?name ; kg:alias ?alias } ORDER BY ?alias"
    assert sparql(tmp_path, query)[1] == [[settled.name, alias] for alias in sorted(settled.aliases)]


# ------------------------------------------------------------------ properties


@given(HOSTILE, HOSTILE)
@example("%20", " ")
@example("/..", "/%2E%2E")
def test_identifiers_are_injective_and_decode_to_the_id(one: str, other: str) -> None:
    assert unquote(identifier(DEFAULT_BASE, one)) == DEFAULT_BASE + one
    assert (identifier(DEFAULT_BASE, one) == identifier(DEFAULT_BASE, other)) == (one == other)


@given(st.lists(HOSTILE, min_size=1, max_size=3).map(tuple), st.lists(HOSTILE, min_size=1, max_size=3).map(tuple))
@example(("a/b",), ("a", "b"))
def test_paths_are_injective(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    paths = path_identifier(DEFAULT_BASE, "section", one), path_identifier(DEFAULT_BASE, "section", other)
    assert (paths[0] == paths[1]) == (one == other)


@given(HOSTILE)
def test_identifiers_are_iris_to_both_parsers_and_lead_nowhere_else(entity_id: str) -> None:
    iri = identifier(DEFAULT_BASE, entity_id)
    assert pyoxigraph.NamedNode(iri).value == iri
    assert rdflib.URIRef(iri).n3() == f"<{iri}>"
    (quad,) = pyoxigraph.parse(
        f"<{iri}> <{iri}> <{iri}> .", pyoxigraph.RdfFormat.TURTLE, base_iri="https://example.org/"
    )
    assert quad.subject == pyoxigraph.NamedNode(iri)


@pytest.mark.parametrize("entity_id", ["agency:330700/云溪市司法局", "region:990100", "initiative:“无证明城市”改革"])
def test_common_ids_stay_as_they_are(entity_id: str) -> None:
    assert identifier(DEFAULT_BASE, entity_id) == DEFAULT_BASE + entity_id


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=HOSTILE, text=HOSTILE, report=HOSTILE, value=st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_hostile_names_come_back_as_data(tmp_path: Path, name: str, text: str, report: str, value: Decimal) -> None:
    figure = Observation(f"observation:{name}", name, value, text, period=text, scope=name, agency=text)
    where = Evidence(0, len(text), text, (name, text))
    subject = Entity(f"region:{name}", "Region", name, text, (text,))
    statement = Statement(f"s:{text}", report, "reports", subject, figure, where, extractor=name)
    check_files([statement], tmp_path)
    query = "SELECT ?text ?value { [] kg:evidence/kg:text ?text ; kg:object/kg:value ?value }"
    assert sparql(tmp_path, query)[1] == [[text, value]]


def check_files(statements: list[Statement], folder: Path) -> None:
    """Assert that every file holds what the statements say, to pyoxigraph as to rdflib."""
    trig, lines, turtle, _ = write_rdf(statements, folder)
    assert pyoxigraph.serialize(pyoxigraph.parse(path=lines), format=pyoxigraph.RdfFormat.N_QUADS) == lines.read_bytes()
    expected = {row(quad) for item in statements for quad in statement_quads(item, DEFAULT_BASE)}
    for path in (trig, lines):
        assert {row(quad) for quad in pyoxigraph.parse(path=path)} == expected
        assert rdflib_quads(path) == expected
    merged = {row(quad)[:3] for quad in pyoxigraph.parse(path=turtle)}
    assert rdflib_quads(turtle) == merged
    settled = things(statements)
    if all(end == settled[end.id] for item in statements for end in (item.subject, item.object)):
        assert merged == {quad[:3] for quad in expected}


def row(quad: pyoxigraph.Quad) -> _Row:
    return tuple(oxigraph_term(term) for term in (quad.subject, quad.predicate, quad.object, quad.graph_name))


def oxigraph_term(term: object) -> _Term:
    if isinstance(term, pyoxigraph.Literal):
        return "literal", term.value, term.language or "", term.datatype.value
    return "iri", str(getattr(term, "value", "")), "", ""


def rdflib_quads(path: Path) -> set[_Row]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ttl":
        return rdflib_rows(rdflib.Graph().parse(data=text, format="turtle"))
    data = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parsers call what rdflib deprecates
        data.parse(data=text, format={".trig": "trig", ".nq": "nquads"}[path.suffix])
    return rdflib_rows(data.quads())


def rdflib_rows(rows: Iterable[tuple[object, ...]]) -> set[_Row]:
    return {tuple(rdflib_term(term) for term in terms) for terms in rows}


def rdflib_term(term: object) -> _Term:
    if not isinstance(term, rdflib.Literal):
        return "iri", str(term), "", ""
    default = rdflib.RDF.langString if term.language else rdflib.XSD.string
    return "literal", str(term), term.language or "", str(term.datatype or default)


@given(
    st.lists(st.binary(max_size=3).map(lambda line: line.replace(b"\n", b"") + b"\n"), max_size=30), st.integers(1, 7)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_sorting_in_runs_is_sorting(tmp_path: Path, lines: list[bytes], in_memory: int) -> None:
    assert list(sorted_unique(lines, tmp_path / "run", in_memory)) == sorted(set(lines))


# ------------------------------------------------------------------ SPARQL


@pytest.fixture
def store(tmp_path: Path) -> pyoxigraph.Store:
    write_rdf(sample(), tmp_path)
    return open_store(tmp_path)


def test_a_fact_that_two_reports_state_is_one_answer(store: pyoxigraph.Store) -> None:
    assert sparql(store, "SELECT ?a ?b { ?a kg:implements ?b }")[1] == [
        [f"{DEFAULT_BASE}agency:990100/云溪市司法局", f"{DEFAULT_BASE}initiative:“一窗%20通办”改革"]
    ]
    assert len(sparql(store, "SELECT ?g { GRAPH ?g { ?a kg:implements ?b } }")[1]) == 2


def test_values_come_as_python_values(store: pyoxigraph.Store) -> None:
    columns, rows = sparql(
        store,
        """SELECT ?value (?value > 4000 AS ?many) (COUNT(*) AS ?n) (1e0 AS ?x) ?none
           { ?o kg:modifier "余" ; kg:value ?value } GROUP BY ?value ?none""",
    )
    assert columns == ["value", "many", "n", "x", "none"]
    assert rows == [[Decimal(4052), True, 1, 1.0, None]]
    assert [type(value) for value in rows[0]] == [Decimal, bool, int, float, type(None)]


def test_an_ill_typed_literal_comes_as_its_text(store: pyoxigraph.Store) -> None:
    query = 'SELECT ("云"^^xsd:decimal AS ?a) ("溪"^^xsd:integer AS ?b) ("1"^^xsd:boolean AS ?c) {}'
    assert sparql(store, query)[1] == [["云", "溪", True]]


def test_years_compare_as_years(store: pyoxigraph.Store) -> None:
    query = 'SELECT ?name { ?r kg:covers/kg:year ?year ; rdfs:label ?name FILTER(?year >= "2020"^^xsd:gYear) }'
    assert sparql(store, query)[1] == [[LATER.name]]


def test_construct_and_describe_give_triples(store: pyoxigraph.Store) -> None:
    columns, rows = sparql(store, "CONSTRUCT { ?b <x:by> ?a } WHERE { ?a kg:holds_post ?b }")
    assert columns == ["subject", "predicate", "object"]
    assert rows == [[f"{DEFAULT_BASE}agency:990100/云溪市司法局", "x:by", f"{DEFAULT_BASE}person:990100/甘小满"]]
    assert ["局长"] in [row[2:] for row in sparql(store, "DESCRIBE id:s:07")[1]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT ?r { GRAPH ?g { ?r a kg:Report } }", 2),
        ("SELECT ?r FROM id:report:云溪-2019 { ?r a kg:Report }", 1),
        ("SELECT ?r FROM NAMED id:report:青禾-2020 { graph ?g { ?r a kg:Report } }", 1),
        ("SELECT ?r { ?r a kg:Report }", 2),
    ],
)
def test_a_folder_answers_of_all_reports_and_of_each(query: str, count: int, tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    assert len(sparql(tmp_path, query)[1]) == count


def test_ones_own_prefixes_come_first(store: pyoxigraph.Store) -> None:
    query = f"PREFIX kg: <x:> PREFIX mine: <{NAMESPACE}> SELECT ?c {{ ?x mine:code ?c OPTIONAL {{ ?x kg:code ?d }} }}"
    assert sparql(store, query)[1] == [["990100"]]
    assert sparql(store, "PREFIX kg: <x:> SELECT ?c { ?x kg:code ?c }")[1] == []


def test_the_prefix_of_ids_is_the_base_of_the_folder(tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path, "https://example.org/图/")
    assert sparql(tmp_path, "SELECT ?code { id:region:990100 kg:code ?code }")[1] == [["990100"]]
    assert sparql(open_store(tmp_path), "ASK { id:region:990100 ?p ?o }", "https://example.org/图/")[1] == [[True]]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT",
        "SELECT * { ?s nowhere:p ?o }",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "LOAD <file:///etc/hostname>",
    ],
)
def test_what_is_no_query_is_refused_and_changes_nothing(query: str, store: pyoxigraph.Store) -> None:
    size = len(store)
    with pytest.raises(QueryError, match=r"(?s)not a SPARQL query: .*; give SELECT, ASK, CONSTRUCT or DESCRIBE"):
        sparql(store, query)
    assert len(store) == size


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p 1SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p id:a\\#b . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it\\'s' . SERVICE ?s { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_leaves_the_machine(query: str, store: pyoxigraph.Store) -> None:
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        sparql(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s ?p """a "SERVICE" b""" } # no SERVICE here',
        "SELECT * { ?s <x:service> ?o }",
    ],
)
def test_the_word_service_itself_may_be_asked_for(query: str, store: pyoxigraph.Store) -> None:
    assert sparql(store, query)[1] == []


def test_a_query_that_cannot_be_evaluated_is_a_query_error(store: pyoxigraph.Store) -> None:
    deep = "SELECT * { " + "{ " * 5000 + "}" * 5000 + " }"
    with pytest.raises(QueryError):
        sparql(store, deep)


@pytest.mark.parametrize("content", [None, "this is <no turtle"])
def test_a_folder_without_a_graph_is_a_graph_error(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "graph.ttl").write_text(content, encoding="utf-8")
    with pytest.raises(GraphError, match="build it again with `kg build`"):
        sparql(tmp_path, "ASK {}")
