"""The shapes as SPARQL: the violations that pyshacl finds, each constraint shown to fail, each tied to its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib.collection import Collection

from kg.cli import main
from loaders.rdf import open_store, source_of, violations, write_rdf
from loaders.rdf.shapes import SHACL, constraints, read_constraints
from ontology.vocabulary import NAMESPACE, vocabulary
from tests.rdf_sample import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
SH = rdflib.Namespace(SHACL)
KG = rdflib.Namespace(NAMESPACE)
NOWHERE = rdflib.URIRef("https://example.org/nowhere")
SHAPES = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
GOLDEN = (ROOT / "tests" / "golden" / "graph.ttl").read_text(encoding="utf-8")
# Of values that have no order, which SHACL calls a violation, pyshacl says now this, now that, and may raise.
COMPARED = {KG.start, KG.end, KG.confidence}
ILL_TYPED = rdflib.Literal("七", datatype=rdflib.XSD.integer)
Found = tuple[str, str, str, str]


def reference(data: rdflib.Graph) -> set[Found]:
    """Return what pyshacl finds: node, path, component and value."""
    pyshacl = pytest.importorskip("pyshacl", reason="the reference validator of SHACL is not installed")
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES)
    return {
        (
            text(report.value(result, SH.focusNode)),
            text(report.value(result, SH.resultPath)),
            text(report.value(result, SH.sourceConstraintComponent)).removeprefix(SHACL),
            text(report.value(result, SH.value)),
        )
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    }


def compiled(data: rdflib.Graph) -> set[Found]:
    """Return what our queries find."""
    store = pyoxigraph.Store()
    store.load(data.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {
        (text(item.focus), item.constraint.path, item.constraint.component, text(item.value))
        for item in violations(store)
    }


def text(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        return f"{term}|{term.language or ''}|{'' if term.datatype == rdflib.XSD.string else term.datatype or ''}"
    if isinstance(term, pyoxigraph.Literal):
        kind = "" if term.language or term.datatype.value.endswith("#string") else term.datatype.value
        return f"{term.value}|{term.language or ''}|{kind}"
    if isinstance(term, rdflib.BNode | pyoxigraph.BlankNode):
        return "_"  # two stores call it by two names
    return str(getattr(term, "value", term) or "")


def broken() -> rdflib.Graph:
    """Return a graph in which each constraint of each class fails at a node of its own."""
    data = rdflib.Graph()
    for number, (target, path, values) in enumerate(breaks()):
        focus = rdflib.URIRef(f"https://example.org/{number}")
        data.add((focus, rdflib.RDF.type, target))
        for value in values:
            data.add((focus, path, value))
        if path == KG.start:
            data.add((focus, KG.end, rdflib.Literal(5)))
    return data


def breaks() -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node, list[rdflib.term.Node]]]:
    wrong: list[list[rdflib.term.Node]] = [
        [],
        [rdflib.Literal("#")],
        [rdflib.Literal("")],
        [rdflib.Literal("x", lang="en"), rdflib.Literal("y", lang="zh"), rdflib.Literal("z", lang="zh")],
        [rdflib.Literal(7), rdflib.Literal(-7), rdflib.Literal(1)],
        [rdflib.Literal("7.5", datatype=rdflib.XSD.decimal), rdflib.Literal("-7.5", datatype=rdflib.XSD.decimal)],
        [rdflib.Literal("七", datatype=rdflib.XSD.decimal), ILL_TYPED],
        [NOWHERE, KG.Region],
        [rdflib.BNode()],
    ]
    for shape in sorted(SHAPES.subjects(rdflib.RDF.type, SH.NodeShape), key=str):
        for target in sorted(SHAPES.objects(shape, SH.targetClass), key=str):
            for node in SHAPES.objects(shape, SH.property):
                path = SHAPES.value(node, SH.path)
                assert path is not None
                yield from ((target, path, values) for values in wrong[: 6 if path in COMPARED else None])


def test_values_that_have_no_order_are_violations() -> None:
    data = rdflib.Graph()
    data.add((NOWHERE, rdflib.RDF.type, KG.Evidence))
    data.add((NOWHERE, KG.start, ILL_TYPED))
    data.add((NOWHERE, KG.end, rdflib.Literal(5)))
    components = {component for _, path, component, _ in compiled(data) if path == str(KG.start)}
    assert components == {f"{name}ConstraintComponent" for name in ("Datatype", "MinInclusive", "LessThanOrEquals")}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_each_constraint_fails_and_both_find_the_same() -> None:
    data = broken()
    found = compiled(data)
    assert found == reference(data)
    failed = {(path, component) for _, path, component, _ in found}
    assert failed == {(item.path, item.component) for item in constraints()}


def test_every_class_and_every_constraint_of_the_shapes_is_compiled() -> None:
    asked = sum(
        len(set(SHAPES.predicates(node)) - {SH.path, SH.message})
        for shape in SHAPES.subjects(rdflib.RDF.type, SH.NodeShape)
        for node in SHAPES.objects(shape, SH.property)
    )
    assert len(constraints()) == asked
    classes = {str(target).removeprefix(NAMESPACE) for target in SHAPES.objects(None, SH.targetClass)}
    assert classes >= set(vocabulary().classes)
    assert all(item.message for item in constraints())
    assert not [node for node in SHAPES.objects(None, SH["or"]) if not list(Collection(SHAPES, node))]


def test_the_graph_that_is_kept_conforms() -> None:
    data = rdflib.Graph().parse(data=GOLDEN, format="turtle")
    assert compiled(data) == reference(data) == set()


TERMS = sorted(set(rdflib.Graph().parse(data=GOLDEN, format="turtle").objects()), key=str)


@settings(max_examples=5, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_graph_broken_at_random_breaks_the_same_constraints(draw: st.DataObject) -> None:
    data = rdflib.Graph().parse(data=GOLDEN, format="turtle")
    triples = sorted(data)
    for subject, predicate, value in draw.draw(st.lists(st.sampled_from(triples), min_size=5, max_size=20)):
        if draw.draw(st.booleans()):
            data.remove((subject, predicate, value))
        if predicate not in COMPARED and draw.draw(st.booleans()):
            data.add((subject, predicate, draw.draw(st.sampled_from(TERMS))))
    assert compiled(data) == reference(data)


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("sh:path :kind ; sh:uniqueLang true", "sh:uniqueLang of <x:kind> is not compiled"),
        ("sh:path :kind ; sh:nodeKind sh:Literal", "sh:nodeKind .* is not compiled"),
        ("sh:path [ sh:inversePath :kind ] ; sh:minCount 1", "only a plain path is compiled"),
    ],
)
def test_a_shape_that_is_not_compiled_is_refused(shape: str, problem: str) -> None:
    turtle = (
        f"@prefix sh: <{SHACL}> . @prefix : <x:> . :A a sh:NodeShape ; sh:targetClass :B ; sh:property [ {shape} ] ."
    )
    with pytest.raises(ValueError, match=problem):
        list(read_constraints(turtle.encode()))


# ------------------------------------------------------------------ the sentence, and the command


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    assert main(["build", str(ROOT / "examples" / "reports"), "-o", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(
    ("node", "text"),
    [
        ("s:07", "第07句：云溪市司法局"),
        ("s:07#80-91", "第07句：云溪市司法局"),
        ("person:990100/甘小满", "第07句：云溪市司法局"),
        ("observation:云溪-2019/90", "第08句：群众满意率"),
        ("section:云溪-2019/三、结语", "第03句：“一窗 通办”改革"),
    ],
)
def test_a_node_is_traced_to_its_sentence(node: str, text: str, tmp_path: Path) -> None:
    write_rdf(sample(), tmp_path)
    store = open_store(tmp_path)
    source = source_of(store, pyoxigraph.NamedNode(f"https://w3id.org/kg-gov/id/{node}"))
    assert source is not None
    assert source.text == text
    assert source.report.endswith("report:云溪-2019")
    assert source_of(store, pyoxigraph.NamedNode("a:b")) is None


def test_a_well_formed_graph_passes(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(out)]) == 0
    assert capsys.readouterr().out == "no violations\n"


def test_a_violation_is_printed_with_its_report_and_sentence(
    out: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    turtle = out / "graph.ttl"
    text = turtle.read_text(encoding="utf-8")
    turtle.write_text(text.replace('kg:measure "level"', 'kg:measure "size"', 1), encoding="utf-8")
    assert main(["check", str(out)]) == 1
    shown = capsys.readouterr().out
    assert "is no level, change or rank" in shown
    assert "observation:" in shown
    assert "report:" in shown
    assert shown.endswith("1 violation\n")


def test_the_real_reports_conform(tmp_path: Path) -> None:
    if not SEEDS.exists():
        pytest.skip("the real reports lie beside the checkout only where the project is developed")
    assert main(["build", str(SEEDS), "-o", str(tmp_path / "out")]) in {0, 3}
    assert main(["check", str(tmp_path / "out")]) == 0
