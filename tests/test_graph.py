from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from rich.console import Console

from kg.errors import GraphError, UsageError
from kg.graph import Graph
from kg.model import Entity, Observation
from kg.show import describe_entity, render

if TYPE_CHECKING:
    from kg.model import Statement
    from kg.projection import Thing


@pytest.fixture
def graph(statements: tuple[Statement, ...]) -> Graph:
    return Graph(statements)


def _ids(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.id for statement in statements]


def test_a_graph_is_a_value(statements: tuple[Statement, ...]) -> None:
    graph = Graph(reversed(statements))
    assert graph == Graph([*statements, *statements])
    assert hash(graph) == hash(Graph(statements))
    assert graph != Graph(statements[1:])
    assert graph != statements
    assert tuple(graph) == graph.statements() == statements
    assert len(graph) == 21
    assert repr(graph) == "<Graph of 21 statements on 20 entities>"


def test_filters(graph: Graph) -> None:
    assert _ids(graph.statements(predicate="implements")) == ["s:04", "s:11", "s:23", "s:25"]
    assert _ids(graph.statements(predicate="implements", period="2023")) == ["s:23", "s:25"]
    assert _ids(graph.statements(predicate="implements", status="planned")) == ["s:11"]
    assert _ids(graph.statements(report="yunxi-2022", subject="云溪市")) == ["s:06", "s:07"]
    assert _ids(graph.statements(object="青禾县")) == ["s:29"]
    assert _ids(graph.statements(subject="市司法局", object="“山海同办”改革")) == ["s:04", "s:23"]
    assert graph.statements(report="none") == ()


def test_an_end_may_be_an_entity_an_id_or_a_name(graph: Graph) -> None:
    entity = graph.entity("云溪市")
    given: list[Thing | str] = [entity, entity.id, entity.name]
    assert {graph.statements(subject=end) for end in given} == {graph.statements(subject=entity)}


def test_an_unknown_filter_is_refused(graph: Graph) -> None:
    with pytest.raises(UsageError, match="predicat"):
        graph.statements(predicat="implements")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("period", "wanted", "found"),
    [
        ("2023-06", "2023", True),
        ("2023-01/2023-06", "2023", True),
        ("2023-06/", "2023", False),
        ("2022/2023", "2023", False),
        ("2022/2023", "2022/2023", True),
        ("20231", "2023", False),
    ],
)
def test_a_period_within_the_wanted_one_is_found(
    statements: tuple[Statement, ...], period: str, wanted: str, *, found: bool
) -> None:
    figure = next(each for each in statements if each.id == "s:06")
    assert isinstance(figure.object, Observation)
    moved = replace(figure, object=replace(figure.object, period=period))
    assert bool(Graph([moved]).statements(period=wanted)) is found


def test_entities_by_class_and_name(graph: Graph) -> None:
    assert [thing.name for thing in graph.entities(type="Region")] == ["云溪市", "青禾县"]
    assert [thing.id for thing in graph.entities(name="市司法局")] == ["agency:云溪市司法局"]
    assert [thing.id for thing in graph.entities(name="清理证明事项")] == ["obs:1", "obs:2"]
    assert graph.entities(type="Region", name="市司法局") == ()
    assert len(graph.entities()) == 20


def test_entity_by_id_name_or_alias(graph: Graph) -> None:
    assert graph.entity("region:990100") == graph.entity("云溪市")
    assert graph.entity("市司法局").name == "云溪市司法局"


def test_a_name_goes_before_an_alias(statements: tuple[Statement, ...]) -> None:
    first = statements[0]
    other = replace(first, id="s:x", subject=Entity("region:1", "Region", "别处", aliases=("云溪市",)))
    assert Graph([first, other]).entity("云溪市").id == "region:990100"


def test_an_unknown_name_suggests_close_ones(graph: Graph) -> None:
    with pytest.raises(GraphError, match="云溪市司法局") as caught:
        graph.entity("云溪司法局")
    assert "did you mean" in caught.value.remedy
    with pytest.raises(GraphError, match="nothing is named"):
        graph.statements(subject="xyz")


def test_several_of_one_name_are_listed(graph: Graph) -> None:
    with pytest.raises(GraphError, match=r"2 entities .*obs:1 \(Observation\), obs:2"):
        graph.entity("清理证明事项")


def test_neighbours_in_and_out(graph: Graph) -> None:
    found = [(near.direction, near.statement.predicate, near.entity.name) for near in graph.neighbours("青禾县")]
    assert found == [("out", "part_of", "云溪市"), ("in", "part_of", "青禾县司法局")]
    assert graph.neighbours(graph.entity("全省法治创新案例"))[0].entity.name == "“一码通查”平台"


def test_paths(graph: Graph) -> None:
    found = [_ids(path) for path in graph.paths("云溪市律师协会", "“轻骑”服务团")]
    assert found == [["s:08", "s:09"]]
    assert [_ids(path) for path in graph.paths("青禾县", "云溪市", 1)] == [["s:30"]]


def test_to_networkx(graph: Graph) -> None:
    made = graph.to_networkx()
    assert isinstance(made, nx.MultiDiGraph)
    assert made.number_of_edges() == len(graph)
    made.clear()
    assert graph.to_networkx().number_of_edges() == len(graph)


def test_description_groups_by_predicate_with_every_sentence(graph: Graph) -> None:
    described = describe_entity(graph, "市司法局")
    groups = [(group.direction, group.predicate, len(group.facts)) for group in described.groups]
    assert groups == [
        ("out", "cooperates_with", 1),
        ("out", "establishes", 1),
        ("out", "implements", 4),
        ("out", "issues", 1),
        ("in", "published_by", 1),
    ]
    again = described.groups[2].facts[2]
    assert [evidence.text for evidence in again.evidence] == ["继续推进“山海同办”改革", "再推“山海同办”改革到青禾县"]


def _printed(graph: Graph, name: str) -> str:
    console = Console(file=io.StringIO(), width=200, force_terminal=True, color_system="truecolor")
    console.print(render(describe_entity(graph, name)))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_rendering_shows_figures_status_and_sources(graph: Graph) -> None:
    assert "办结率 99.5% [2022]" in _printed(graph, "云溪市")
    shown = _printed(graph, "云溪市司法局")
    assert "planned" in shown
    assert "yunxi-2023 › 一" in shown


@pytest.mark.parametrize(
    ("modifier", "shown"),
    [("约", "约120项"), ("余", "120余项"), ("以上", "120项以上"), ("近", "近120项"), (None, "120项")],
)
def test_a_modifier_stands_where_chinese_has_it(
    statements: tuple[Statement, ...], modifier: str | None, shown: str
) -> None:
    figure = next(each for each in statements if each.id == "s:06")
    assert isinstance(figure.object, Observation)
    changed = replace(figure, object=replace(figure.object, modifier=modifier))
    assert shown in _printed(Graph([changed]), "云溪市")


def test_text_of_a_report_is_neither_markup_nor_control(statements: tuple[Statement, ...]) -> None:
    evil = "[red]红[/red] [link=http://x]链[/link] :boom: \x1b[2J\x9b31m\r\u202e尾"
    said = next(each for each in statements if each.id == "s:04")
    odd = replace(
        said,
        evidence=replace(said.evidence, text=evil, section=(evil,)),
        object=Entity("i:1", "Initiative", evil, aliases=(evil + "2",)),
        title=evil,
    )
    shown = _printed(Graph([odd]), "云溪市司法局") + _printed(Graph([odd]), "i:1")
    for word in ("[red]红[/red]", "[link=http://x]", ":boom:", "\\x1b[2J", "\\x9b31m", "\\u202e尾"):
        assert word in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
