"""Every format: read alike by two parsers, the same bytes on every run, and back to the statements it was made of."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import GraphError, UsageError
from kg.graph import Graph
from kg.model import Entity, Evidence, Observation, Statement
from kg.records import read_statements, sort_key, write_statements
from loaders.rdf import DEFAULT_BASE, FORMATS, as_rdflib, export_rdf, format_of, open_store, read_rdf, write_rdf
from loaders.rdf.jsonld import write_jsonld
from tests.rdf_sample import BUREAU, CITY, HOSTILE, REFORM, REPORT, sample, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
NAMED = [name for name, item in FORMATS.items() if not item.merged]
MERGED = [name for name, item in FORMATS.items() if item.merged]
RDFLIB = {
    "trig": "trig", "nquads": "nquads", "jsonld": "json-ld", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml",
}  # fmt: skip
Row = tuple[tuple[str, ...], ...]


def export(statements: Sequence[Statement], folder: Path, *names: str) -> dict[str, Path]:
    files = {name: folder / FORMATS[name].file for name in names or FORMATS}
    export_rdf(statements, files)
    return files


def rows(name: str, path: Path) -> set[Row]:
    """Return what pyoxigraph reads from a file."""
    quads = pyoxigraph.parse(path=path, format=FORMATS[name].rdf)
    return {
        tuple(oxigraph_term(term) for term in (quad.subject, quad.predicate, quad.object, quad.graph_name))
        for quad in quads
    }


def oxigraph_term(term: object) -> tuple[str, ...]:
    if isinstance(term, pyoxigraph.Literal):
        return term.value, term.language or "", term.datatype.value
    return (getattr(term, "value", ""),)


def rdflib_rows(name: str, path: Path) -> set[Row]:
    """Return what rdflib reads from a file."""
    data = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own parsers call what rdflib deprecates
        data.parse(data=path.read_bytes(), format=RDFLIB[name])
        merged = FORMATS[name].merged
        return {(*map(rdflib_term, quad[:3]), ("",) if merged else rdflib_term(quad[3])) for quad in data.quads()}


def rdflib_term(term: object) -> tuple[str, ...]:
    if isinstance(term, rdflib.Literal):
        default = rdflib.RDF.langString if term.language else rdflib.XSD.string
        return str(term), term.language or "", str(term.datatype or default)
    return (str(term),)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return export(sample(), tmp_path_factory.mktemp("rdf"))


# ------------------------------------------------------------------ the formats


@pytest.mark.parametrize("name", FORMATS)
def test_two_parsers_read_the_same(name: str, files: dict[str, Path]) -> None:
    assert rows(name, files[name]) == rdflib_rows(name, files[name])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_graph(name: str, files: dict[str, Path]) -> None:
    like = "turtle" if name in MERGED else "nquads"
    assert rows(name, files[name]) == rows(like, files[like])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_again(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    assert export(sample(), tmp_path, name)[name].read_bytes() == files[name].read_bytes()


def test_the_merged_formats_are_sorted(files: dict[str, Path]) -> None:
    lines = files["ntriples"].read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_json_ld_is_compact_and_carries_its_context(files: dict[str, Path]) -> None:
    document = json.loads(files["jsonld"].read_bytes())
    assert document["@context"]["res"] == DEFAULT_BASE
    first, second = document["@graph"]
    assert (first["id"], second["id"]) == ("res:report:云溪-2019", "res:report:青禾-2020")
    nodes = {node["id"]: node for node in first["@graph"] if "type" in node}
    assert nodes["res:region:990100"] == {
        "id": "res:region:990100", "type": "Region", "name": "云溪市", "alias": "云溪", "code": "990100",
    }  # fmt: skip
    assert nodes["res:s:03"]["predicate"] == "implements"
    assert nodes["res:s:03"]["evidence"] == ["res:s:03#20-34", "res:s:03#200-206"]
    assert not re.search(
        '"@(?:value|id|type|language)":', files["jsonld"].read_text(encoding="utf-8").split("\n", 1)[1]
    )


def test_json_ld_spells_out_what_its_context_does_not_say(tmp_path: Path) -> None:
    node = pyoxigraph.NamedNode(DEFAULT_BASE + "//host/a")
    kg = "https://w3id.org/kg-gov/ontology#"
    values: list[tuple[str, pyoxigraph.NamedNode | pyoxigraph.Literal]] = [
        ("alias", pyoxigraph.Literal("a", language="en")),
        ("alias", pyoxigraph.Literal("b")),
        ("year", pyoxigraph.Literal(4)),
        ("unit", pyoxigraph.Literal("c", language="zh")),
        ("unit", node),
        ("predicate", node),
        ("subject", pyoxigraph.NamedNode("https://elsewhere.example/x")),
    ]
    quads = [pyoxigraph.Quad(node, pyoxigraph.NamedNode(kg + name), value, node) for name, value in values]
    quads.append(pyoxigraph.Quad(node, pyoxigraph.NamedNode("https://elsewhere.example/p"), node, node))
    out = BytesIO()
    write_jsonld(quads, out, DEFAULT_BASE)
    assert set(pyoxigraph.parse(out.getvalue(), pyoxigraph.RdfFormat.JSON_LD)) == set(quads)
    path = tmp_path / "graph.jsonld"
    path.write_bytes(out.getvalue())
    assert rdflib_rows("jsonld", path) == rows("jsonld", path)


def test_xml_keeps_carriage_returns_and_refuses_what_it_cannot_hold(tmp_path: Path) -> None:
    statement = stated("a", BUREAU, "implements", REFORM)
    returns = replace(statement, evidence=Evidence(0, 4, "一\r\n\r", ()))
    files = export([returns], tmp_path)
    assert rows("rdfxml", files["rdfxml"]) == rdflib_rows("rdfxml", files["rdfxml"]) == rows("turtle", files["turtle"])
    with pytest.raises(GraphError, match=r"XML cannot hold \(U\+0000\); write another format"):
        export([replace(statement, extractor="\0")], tmp_path / "b", "turtle", "rdfxml")
    assert not list((tmp_path / "b").iterdir())


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonld"])
def test_triple_terms_say_what_each_statement_says(name: str, tmp_path: Path) -> None:
    path = tmp_path / FORMATS[name].file
    export_rdf(sample(), {name: path}, rdf12=True)
    said = {
        str(quad.subject): quad.object
        for quad in pyoxigraph.parse(path=path, format=FORMATS[name].rdf)
        if isinstance(quad.object, pyoxigraph.Triple)
    }
    assert len(said) == len(sample()), "what is planned too"
    term = said[f"<{DEFAULT_BASE}s:07>"]
    assert str(term.predicate) == "<https://w3id.org/kg-gov/ontology#holds_post>"
    assert Graph(read_rdf(path)).entities() == Graph(sample()).entities(), "and it can be read back"


def test_json_ld_has_no_triple_terms(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="JSON-LD has no triple terms"):
        export_rdf(sample(), {"jsonld": tmp_path / "a.jsonld"}, rdf12=True)
    with pytest.raises(UsageError, match="no format 'n3'; use trig, nquads"):
        export_rdf(sample(), {"n3": tmp_path / "a.n3"})
    assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------ and back


@pytest.mark.parametrize("name", NAMED)
def test_a_graph_a_report_comes_back_as_it_was(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    back = list(read_rdf(files[name]))
    assert back == sample()
    again = export(back, tmp_path)
    assert {key: path.read_bytes() for key, path in again.items()} == {
        key: path.read_bytes() for key, path in files.items()
    }


@pytest.mark.parametrize("name", MERGED)
def test_the_merged_graph_comes_back_with_its_settled_names(name: str, files: dict[str, Path], tmp_path: Path) -> None:
    back = Graph(read_rdf(files[name]))
    assert back.entities() == Graph(sample()).entities()
    assert [item.id for item in back] == [item.id for item in Graph(sample())]
    for merged in MERGED:
        assert export(list(back), tmp_path, merged)[merged].read_bytes() == files[merged].read_bytes()


def test_the_graph_is_that_of_the_statement_records(files: dict[str, Path], tmp_path: Path) -> None:
    write_statements(sample(), tmp_path / "statements.jsonl")
    assert Graph(read_rdf(files["nquads"])) == Graph(read_statements(tmp_path / "statements.jsonl"))


def test_the_real_reports_come_back(tmp_path: Path) -> None:
    if not SEEDS.exists():
        pytest.skip("the real reports lie beside the checkout only where the project is developed")
    out = tmp_path / "out"
    assert main(["build", str(SEEDS), "-o", str(out)]) in {0, 3}
    graph = Graph(read_statements(out / "statements.jsonl"))
    assert Graph(read_rdf(out / "graph.nq")) == Graph(read_rdf(out / "graph.trig")) == graph
    written = write_rdf(list(read_rdf(out / "graph.nq")), tmp_path / "again")
    assert [path.read_bytes() for path in written] == [(out / path.name).read_bytes() for path in written]


def test_another_base_comes_back(tmp_path: Path) -> None:
    base = "https://example.org/图/"
    for name, item in FORMATS.items():
        path = tmp_path / item.file
        export_rdf(sample(), {name: path}, base)
        assert Graph(read_rdf(path, base)).entities() == Graph(sample()).entities()
        if name not in {"nquads", "ntriples"}:
            assert len(list(read_rdf(path))) == len(sample()), "the file says its base"
        else:
            with pytest.raises(GraphError, match="give the base with which it was written"):
                list(read_rdf(path))


def test_what_rdflib_saves_comes_back(files: dict[str, Path], tmp_path: Path) -> None:
    rdflib.Graph().parse(files["turtle"]).serialize(tmp_path / "graph.ttl", format="turtle", encoding="utf-8")
    assert list(read_rdf(tmp_path / "graph.ttl")) == list(read_rdf(files["turtle"]))


FIGURES = st.builds(
    Observation,
    id=HOSTILE.map("observation:{}".format),
    indicator=HOSTILE,
    value=st.decimals(allow_nan=False, allow_infinity=False, places=3),
    unit=HOSTILE,
    measure=st.sampled_from(["level", "change", "rank"]),
    modifier=st.none() | st.sampled_from(["约", "余"]),
    period=st.none() | HOSTILE,
    agency=st.none() | HOSTILE,
    scope=st.none() | HOSTILE,
)
ALIASES = st.lists(HOSTILE, max_size=2, unique=True).map(tuple)
PLACES = st.builds(Entity, HOSTILE.map("region:{}".format), st.just("Region"), HOSTILE, st.none() | HOSTILE, ALIASES)
READINGS = st.builds(
    Evidence, st.integers(0, 9), st.integers(10, 99), HOSTILE, st.lists(HOSTILE, max_size=3).map(tuple)
)
STATEMENTS = st.builds(
    Statement,
    id=HOSTILE.map("s:{}".format),
    report=HOSTILE,
    predicate=st.just("reports"),
    subject=PLACES,
    object=FIGURES,
    evidence=READINGS,
    status=st.sampled_from(["done", "planned"]),
    extractor=HOSTILE,
    confidence=st.floats(0, 1),
    title=st.none() | HOSTILE,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STATEMENTS, min_size=1, max_size=3, unique_by=lambda item: item.id), st.sampled_from(sorted(FORMATS)))
@example([stated("//x", REPORT, "about", replace(CITY, name="x", aliases=("//", "/.")))], "jsonld")
@example(
    [
        replace(stated("s:x", REPORT, "about", CITY), report="\r\n"),
    ],
    "rdfxml",
)
def test_hostile_statements_come_back(tmp_path: Path, statements: list[Statement], name: str) -> None:
    statements = sorted(statements, key=sort_key)
    ends = [end for item in statements for end in (item.subject, item.object)]
    assume(len({end.id for end in ends}) == len(ends))
    path = tmp_path / FORMATS[name].file
    try:
        export_rdf(statements, {name: path})
    except GraphError:
        assert name == "rdfxml"
        return
    assert rows(name, path) == rdflib_rows(name, path)
    back = list(read_rdf(path))
    if not FORMATS[name].merged:
        assert back == statements
    before = path.read_bytes()
    export_rdf(back, {name: path})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("predicate", "problem"),
    [("evidence", "has no evidence"), ("subject", "s:07> has no subject|s:07 has no subject"), ("text", "has no text")],
)
def test_what_is_not_whole_is_named(predicate: str, problem: str, files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    lines = files["ntriples"].read_text(encoding="utf-8").splitlines(keepends=True)
    term = f" <https://w3id.org/kg-gov/ontology#{predicate}> "
    path.write_text("".join(line for line in lines if not (term in line and "s:07" in line)), encoding="utf-8")
    with pytest.raises(GraphError, match=problem):
        list(read_rdf(path))


def test_graphs_in_pieces_and_strange_files_are_refused(files: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    lines = files["nquads"].read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[0]]))
    with pytest.raises(GraphError, match="is in two pieces; sort the file"):
        list(read_rdf(path))
    path.write_text("no quads", encoding="utf-8")
    with pytest.raises(GraphError, match="no readable RDF"):
        list(read_rdf(path))
    with pytest.raises(GraphError, match=r"no format of RDF has this ending; use one of \.trig, \.nq"):
        list(read_rdf(tmp_path / "graph.txt"))


# ------------------------------------------------------------------ rdflib's view


def test_rdflib_sees_the_store_itself(tmp_path: Path) -> None:
    pytest.importorskip("oxrdflib", reason="the extra kg[rdflib] is not installed")
    write_rdf(sample(), tmp_path)
    store = open_store(tmp_path)
    view = as_rdflib(store)
    city = rdflib.URIRef(f"{DEFAULT_BASE}region:990100")
    code = rdflib.URIRef("https://w3id.org/kg-gov/ontology#code")
    assert str(view.default_graph.value(city, code)) == "990100"
    report = rdflib.URIRef(f"{DEFAULT_BASE}report:云溪-2019")
    assert view.graph(report).value(city, rdflib.RDFS.label) == rdflib.Literal("云溪市", lang="zh")
    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode(str(city)), pyoxigraph.NamedNode("a:b"), pyoxigraph.Literal("新")))
    assert str(view.default_graph.value(city, rdflib.URIRef("a:b"))) == "新", "one store, no copy"
    merged = len(list(pyoxigraph.parse(path=tmp_path / "graph.ttl")))
    assert len(as_rdflib(tmp_path).default_graph) == merged


# ------------------------------------------------------------------ the command


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "out"
    reports = Path(__file__).resolve().parents[1] / "examples" / "reports"
    assert main(["build", str(reports), "-o", str(folder), "--base", "https://example.org/图/"]) == 0
    return folder


def test_a_folder_takes_all_formats(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "rdf", str(out), str(tmp_path / "new")]) == 0
    names = [*(item.file for item in FORMATS.values()), "dataset.ttl"]
    assert capsys.readouterr().out.split() == [str(tmp_path / "new" / name) for name in names]
    for name in ("graph.trig", "graph.nq", "graph.ttl"):
        assert (tmp_path / "new" / name).read_bytes() == (out / name).read_bytes(), "with the base of the graph"


def test_a_file_has_the_format_of_its_ending(out: Path, tmp_path: Path) -> None:
    assert main(["export", "rdf", str(out), str(tmp_path / "a.nt"), "--rdf12", "--base", "https://example.com/"]) == 0
    text = (tmp_path / "a.nt").read_text(encoding="utf-8")
    assert "reifies> <<( <https://example.com/" in text


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["a.ttl", "--format", "trig"], "the ending is that of turtle, not of trig"),
        (["a", "--format", "n3"], "no format 'n3'"),
        (["a", "--base", "here"], "cannot be the base"),
        (["a.jsonld", "--rdf12"], "JSON-LD has no triple terms"),
    ],
)
def test_what_the_command_refuses(
    arguments: list[str], problem: str, out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, *options = arguments
    assert main(["export", "rdf", str(out), str(tmp_path / target), *options]) == 2
    assert problem in capsys.readouterr().err


def test_decimals_stay_exact(tmp_path: Path) -> None:
    figure = Observation("observation:x", "x", Decimal("0.1"), "%")
    path = export([stated("a", CITY, "reports", figure)], tmp_path, "nquads")["nquads"]
    (back,) = read_rdf(path)
    assert isinstance(back.object, Observation)
    assert back.object.value == Decimal("0.1")
    assert format_of(path) == "nquads"
