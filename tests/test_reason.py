"""Reasoned facts: reported where the wording leaves one reading, silent where it does not, and apart from the rest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from kg.cli import main
from kg.model import Entity, Evidence, Observation, Statement
from kg.reason import citations, findings, rates, sums, versions
from loaders.rdf import violations

if TYPE_CHECKING:
    from pathlib import Path

CITY = Entity("region:990100", "Region", "云溪市")


def figure(source: str, text: str, indicator: str, value: str, unit: str = "件") -> Statement:
    start = source.index(text)
    number = Observation(f"observation:a/{start}", indicator, Decimal(value), unit, period="2023")
    return Statement(f"s:{start}", "a", "reports", CITY, number, Evidence(start, start + len(text), text))


def listed(source: str, *parts: tuple[str, str]) -> list[Statement]:
    return [figure(source, text, text, value) for text, value in parts]


@pytest.mark.parametrize(
    ("source", "parts", "computed"),
    [
        ("出台文件8件（规章6件、办法4件）。", (("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4")), 10),
        ("出台文件8件(规章6件,办法1件)。", (("文件8件", "8"), ("规章6件", "6"), ("办法1件", "1")), 7),
        ("文件8件（其中规章6件、办法4件）。", (("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4")), 10),
        ("文件8件（其中规章6件、办法1件）。", (("文件8件", "8"), ("规章6件", "6"), ("办法1件", "1")), None),
        ("文件10件（规章6件、办法4件）。", (("文件10件", "10"), ("规章6件", "6"), ("办法4件", "4")), None),
        ("文件8件，规章6件，办法4件。", (("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4")), None),
        ("文件8件（规章6件）。", (("文件8件", "8"), ("规章6件", "6")), None),
        ("文件8件（规章6件、办法4件等）。", (("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4")), None),
        ("文件8件（规章6件、另有草案、办法4件）。", (("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4")), None),
    ],
)
def test_a_total_is_held_to_the_parts_in_its_bracket(
    source: str, parts: tuple[tuple[str, str], ...], computed: int | None
) -> None:
    found = list(sums(listed(source, *parts), source))
    assert [item.computed for item in found] == ([] if computed is None else [computed])
    for item in found:
        assert item.kind == "sum"
        assert item.stated == Decimal(parts[0][1])
        assert len(item.concerns) == len(parts)


def test_what_is_about_or_of_another_unit_is_not_added() -> None:
    source = "文件8件（规章6件、办法4件）。"
    whole, first, second = listed(source, ("文件8件", "8"), ("规章6件", "6"), ("办法4件", "4"))
    assert isinstance(whole.object, Observation)
    assert not list(sums([replace(whole, object=replace(whole.object, modifier="余")), first, second], source))
    assert isinstance(second.object, Observation)
    assert not list(sums([whole, first, replace(second, object=replace(second.object, unit="人"))], source))


@pytest.mark.parametrize(
    ("rate", "computed"),
    [("88", "90.00"), ("90", None), ("90.0", None), ("90.1", "90.00"), ("89.99", "90.00")],
)
def test_a_rate_is_held_to_its_counts(rate: str, computed: str | None) -> None:
    source = f"办理诉讼案件50件，其中胜诉45件，胜诉率{rate}%。"
    said = [
        figure(source, "办理诉讼案件50件", "办理诉讼案件", "50"),
        figure(source, "胜诉45件", "诉讼案件胜诉", "45"),
        figure(source, f"胜诉率{rate}%", "诉讼案件胜诉率", rate, "%"),
    ]
    assert [str(item.computed) for item in rates(said)] == ([] if computed is None else [computed])
    assert not list(rates(said[1:])), "with no whole there is nothing to hold it to"
    assert not list(rates([*said, replace(said[0], id="s:x", object=replace(said[0].object, id="observation:b"))])), (
        "nor with two"
    )


def test_a_rate_may_be_of_the_cases_closed() -> None:
    source = "受理诉讼案件170件，结案135件，败诉15件，败诉率11.1%。"
    said = [
        figure(source, "受理诉讼案件170件", "受理诉讼案件", "170"),
        figure(source, "结案135件", "结案", "135"),
        figure(source, "败诉15件", "诉讼案件败诉", "15"),
        figure(source, "败诉率11.1%", "诉讼案件败诉率", "11.1", "%"),
    ]
    assert not list(rates(said))
    assert len(list(rates([said[0], *said[2:]]))) == 1


def test_a_short_title_in_a_statement_is_found_without_the_text() -> None:
    law = Entity("regulation:意见", "Regulation", "意见")
    known = Statement("s:1", "a", "cites", CITY, law, Evidence(2, 6, "《意见》"))
    (found,) = findings([known], {})
    assert (found.kind, found.concerns) == ("citation", ("s:1",))


def test_rounding_either_way_agrees() -> None:
    source = "办理诉讼案件3件，其中胜诉2件，胜诉率66%。"
    said = [
        figure(source, "办理诉讼案件3件", "办理诉讼案件", "3"),
        figure(source, "胜诉2件", "诉讼案件胜诉", "2"),
        figure(source, "胜诉率66%", "诉讼案件胜诉率", "66", "%"),
    ]
    assert not list(rates(said))


def test_a_short_title_that_no_statement_explains_is_found() -> None:
    source = "按照《纲要》要求，落实《云溪市例行规定》和《条例》。"
    law = Entity("regulation:条例", "Regulation", "云溪市条例")
    start = source.index("《条例》")
    known = Statement("s:1", "a", "cites", CITY, law, Evidence(start, start + 4, "《条例》"))
    (found,) = citations([known], source)
    assert (found.evidence.text, found.evidence.start) == ("《纲要》", 2)


@pytest.mark.parametrize(
    ("name", "work", "version"),
    [
        ("云溪纲要（2015—2020年）", "云溪纲要", "2015-2020年"),
        ("云溪纲要（2021-2025年）", "云溪纲要", "2021-2025年"),
        ("云溪条例（2019年修订）", "云溪条例", "2019年修订"),
        ("云溪办法（试行）", "云溪办法", "试行"),
        ("云溪意见（云司〔2019〕5号）", "云溪意见", "云司〔2019〕5号"),
    ],
)
def test_versions_of_a_work(name: str, work: str, version: str) -> None:
    (found,) = versions([Entity(f"regulation:990100/{name}", "Regulation", name)])
    assert (found.work, found.title, found.version) == (f"work:990100/{work}", work, version)


@pytest.mark.parametrize("name", ["云溪条例", "关于（乡镇）街道的办法", "云溪目录（第一批）"])
def test_what_tells_no_version_has_none(name: str) -> None:
    assert not list(versions([Entity(f"regulation:{name}", "Regulation", name)]))
    assert not list(versions([Entity("initiative:x（试行）", "Initiative", "x（试行）")]))


REPORT = """青禾县司法局2023年度法治政府建设情况报告

一、主要工作
（一）依法制定文件。全年制定行政规范性文件8件（其中规章6件、办法4件）。
（二）贯彻《青禾县法治建设规划（2021-2025年）》，落实《青禾县法治建设规划（2015—2020年）》。
（三）按照《意见》要求推进各项工作。
"""


def test_the_command_writes_a_graph_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "qinghe-2023.txt").write_text(REPORT, encoding="utf-8")
    out = tmp_path / "out"
    assert main(["build", str(tmp_path / "qinghe-2023.txt"), "-o", str(out)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    capsys.readouterr()
    assert main(["derive", str(out), "--sources", str(tmp_path / "qinghe-2023.txt")]) == 0
    shown = capsys.readouterr().out
    assert "parts that do not add up" in shown
    assert ": 8, but 10 by the other figures" in shown
    assert "names nothing known" in shown
    assert "《意见》" in shown
    written = (out / "derived.trig").read_bytes()
    assert main(["derive", str(out), "--sources", str(tmp_path)]) == 0
    assert (out / "derived.trig").read_bytes() == written
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name != "derived.trig"} == before
    store = pyoxigraph.Store()
    store.load(path=out / "derived.trig", format=pyoxigraph.RdfFormat.TRIG)
    (graph,) = store.named_graphs()
    assert str(graph) == "<https://w3id.org/kg-gov/id/derived:graph>"
    pattern = "?a kg:version_of ?w . ?b kg:version_of ?w FILTER(?a != ?b)"
    query = f"PREFIX kg: <https://w3id.org/kg-gov/ontology#> ASK {{ GRAPH ?g {{ {pattern} }} }}"
    assert store.query(query), "two plans are two versions of one work"
    check_with_the_rest(out)


def check_with_the_rest(out: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=out / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    for quad in pyoxigraph.parse(path=out / "derived.trig", format=pyoxigraph.RdfFormat.TRIG):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    assert not list(violations(store))


def test_without_the_sources_only_figures_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "qinghe-2023.txt").write_text(REPORT, encoding="utf-8")
    assert main(["build", str(tmp_path / "qinghe-2023.txt"), "-o", str(tmp_path / "out")]) == 0
    assert main(["derive", str(tmp_path / "out")]) == 0
    assert "kg:version_of" in (tmp_path / "out" / "derived.trig").read_text(encoding="utf-8")
    assert not list(findings([], {}))
