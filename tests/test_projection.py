from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import VocabularyError
from kg.model import Entity, Evidence, Observation, Statement
from kg.projection import covered_years, edges, in_order, nodes, number, period_of, properties, things

if TYPE_CHECKING:
    from collections.abc import Callable

REFORM = "initiative:“山海同办”改革"


def test_every_entity_is_one_node_and_every_statement_one_edge(statements: tuple[Statement, ...]) -> None:
    ids = [node.id for node in nodes(statements)]
    assert ids == sorted({end.id for each in statements for end in (each.subject, each.object)})
    assert [edge.id for edge in edges(statements)] == [each.id for each in statements]
    assert {end for edge in edges(statements) for end in (edge.source, edge.target)} == set(ids)


def test_labels_and_types_are_those_of_the_schema(statements: tuple[Statement, ...]) -> None:
    assert Counter(node.label for node in nodes(statements))["Observation"] == 3
    assert {edge.type for edge in edges(statements)} >= {"IMPLEMENTS", "HOLDS_POST", "PUBLISHED_BY"}


def test_two_years_of_one_fact_are_two_edges(statements: tuple[Statement, ...]) -> None:
    found = [edge for edge in edges(statements) if edge.target == REFORM and edge.type == "IMPLEMENTS"]
    assert [(edge.report, edge.period) for edge in found] == [("yunxi-2022", "2022"), ("yunxi-2023", "2023")]


def test_edge_keeps_evidence_and_its_repetition(statements: tuple[Statement, ...], sources: dict[str, str]) -> None:
    edge = next(edge for edge in edges(statements) if edge.id == "s:23")
    text = sources[edge.report]
    assert text[edge.evidence_start : edge.evidence_end] == edge.evidence_text == "继续推进“山海同办”改革"
    assert [text[a:b] for a, b in zip(edge.also_start, edge.also_end, strict=True)] == list(edge.also_text)
    assert edge.also_text == ("再推“山海同办”改革到青禾县",)
    assert edge.section == ("一",)


def test_edge_keeps_what_only_some_predicates_have(statements: tuple[Statement, ...]) -> None:
    by_id = {edge.id: edge for edge in edges(statements)}
    assert by_id["s:27"].action == "issue"
    assert by_id["s:28"].title == "局长"
    assert by_id["s:11"].status == "planned"


def test_figure_is_a_node_with_its_value(statements: tuple[Statement, ...]) -> None:
    node = next(node for node in nodes(statements) if node.id == "obs:3")
    assert properties(node) == {
        "id": "obs:3",
        "name": "办结率",
        "indicator": "办结率",
        "value": 99.5,
        "unit": "%",
        "measure": "level",
        "period": "2022",
    }


def test_region_has_its_code(statements: tuple[Statement, ...]) -> None:
    codes = {node.name: node.code for node in nodes(statements) if node.code}
    assert codes == {"云溪市": "990100", "青禾县": "990121"}


def test_a_figure_named_without_its_value_is_still_the_figure(statements: tuple[Statement, ...]) -> None:
    bare = Entity("obs:3", "Observation", "办结率")
    said = replace(statements[0], id="s:x", predicate="measures", subject=bare)
    assert isinstance(things([said, *statements])["obs:3"], Observation)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("region:330700", "330700"),
        ("region:330702104", "330702104"),
        ("region:3307", None),
        ("region:330702/白龙镇", None),
        ("agency:330700", None),
    ],
)
def test_only_the_id_of_a_region_gives_a_code(statements: tuple[Statement, ...], key: str, code: str | None) -> None:
    said = replace(statements[0], subject=Entity(key, "Region", "某地"))
    assert {node.id: node.code for node in nodes([said])}[key] == code


def _called(statements: tuple[Statement, ...], names: dict[str, str]) -> list[Statement]:
    """Let each statement of ``names`` (id → name) call the bureau by a name of its own."""
    return [
        replace(each, subject=Entity(each.subject.id, each.subject.type, names[each.id])) if each.id in names else each
        for each in statements
    ]


def test_the_usual_name_wins_and_the_others_are_aliases(statements: tuple[Statement, ...]) -> None:
    read = _called(statements, {"s:04": "云溪司法局", "s:08": "云溪市司法局（公职律师办）"})
    merged = things(read)["agency:云溪市司法局"]
    assert merged == Entity(
        "agency:云溪市司法局",
        "Agency",
        "云溪市司法局",
        "department",
        ("云溪司法局", "云溪市司法局（公职律师办）", "市司法局"),
    )


def test_on_a_tie_the_longer_name_wins(statements: tuple[Statement, ...]) -> None:
    two = [each for each in statements if each.id in {"s:04", "s:23"}]
    merged = things(_called(tuple(two), {"s:04": "云溪司法局"}))["agency:云溪市司法局"]
    assert merged.name == "云溪市司法局"


@given(data=st.data())
def test_order_of_the_statements_changes_nothing(data: st.DataObject) -> None:
    names = st.sampled_from(["甲", "甲乙", "乙甲", "丙"])
    drawn = data.draw(st.lists(st.tuples(names, names), min_size=1, max_size=8))
    read = [
        Statement(
            f"s:{index}",
            "r",
            "cooperates_with",
            Entity("agency:1", "Agency", one),
            Entity("agency:2", "Agency", other),
            Evidence(index, index + 1, "。"),
        )
        for index, (one, other) in enumerate(drawn)
    ]
    shuffled = data.draw(st.permutations(read))
    assert list(nodes(shuffled)) == list(nodes(read))
    assert list(edges(shuffled)) == list(edges(read))


def test_the_same_statement_twice_is_once(statements: tuple[Statement, ...]) -> None:
    assert in_order([*statements, *statements]) == list(statements)
    assert list(nodes([*statements, *statements])) == list(nodes(statements))


def test_a_report_that_covers_two_years_gives_no_period(statements: tuple[Statement, ...]) -> None:
    covers = next(each for each in statements if each.id == "s:02")
    other = replace(covers, id="s:02b", object=Entity("year:2021", "Year", "2021"))
    assert covered_years([covers, other]) == {}
    assert period_of(covers, {}) is None
    assert period_of(covers, {"yunxi-2022": "2022"}) == "2022"


def test_the_period_of_a_figure_goes_before_the_year_of_the_report(statements: tuple[Statement, ...]) -> None:
    figure = next(each for each in statements if each.id == "s:06")
    assert isinstance(figure.object, Observation)
    since = replace(figure, object=replace(figure.object, period="2019-06/"))
    assert period_of(since, {"yunxi-2022": "2022"}) == "2019-06/"


@pytest.mark.parametrize("term", ["implements`]->(x) DETACH DELETE x //", "", "实施", "a b", "1a", "x\n"])
def test_a_predicate_or_class_that_is_no_term_is_refused(statements: tuple[Statement, ...], term: str) -> None:
    with pytest.raises(VocabularyError, match="no class or predicate"):
        list(edges([replace(statements[0], predicate=term)]))
    with pytest.raises(VocabularyError, match="no class or predicate"):
        list(nodes([replace(statements[0], subject=replace(statements[0].subject, type=term))]))


@pytest.mark.parametrize(
    ("value", "stored"),
    [("4052", 4052), ("4052.00", 4052), ("-3", -3), ("99.99", 99.99), ("1e30", 1e30), ("2000000000", 2_000_000_000)],
)
def test_figures_are_whole_where_they_can_be(value: str, stored: float) -> None:
    assert number(Decimal(value)) == stored
    assert type(number(Decimal(value))) is type(stored)


@pytest.mark.parametrize("project", [nodes, edges])
def test_nothing_gives_nothing(project: Callable[[list[Statement]], object]) -> None:
    assert list(project([])) == []  # type: ignore[call-overload]
