from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.model import Entity, Evidence, Observation, Statement
from loaders.nx import follow, paths, to_networkx

if TYPE_CHECKING:
    from collections.abc import Iterable

BUREAU = "agency:云溪市司法局"
REFORM = "initiative:“山海同办”改革"
CITY = "region:990100"


def _ids(found: Iterable[tuple[Statement, ...]]) -> list[tuple[str, ...]]:
    return [tuple(statement.id for statement in chain) for chain in found]


def test_edges_are_keyed_by_statement(statements: tuple[Statement, ...]) -> None:
    graph = to_networkx(statements)
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(statements)
    for each in statements:
        data = graph.edges[each.subject.id, each.object.id, each.id]
        assert data["statement"] is each
        assert data["type"] == each.predicate.upper()
        assert data["evidence_text"] == each.evidence.text


def test_nodes_carry_the_typed_value(statements: tuple[Statement, ...]) -> None:
    graph = to_networkx(statements)
    assert graph.nodes[BUREAU]["label"] == "Agency"
    assert graph.nodes[BUREAU]["aliases"] == ["市司法局"]
    assert isinstance(graph.nodes[BUREAU]["entity"], Entity)
    assert isinstance(graph.nodes["obs:3"]["entity"], Observation)
    assert graph.nodes["obs:3"]["value"] == 99.5


def test_two_years_are_two_edges(statements: tuple[Statement, ...]) -> None:
    graph = to_networkx(statements)
    assert {key: data["period"] for key, data in graph[BUREAU][REFORM].items()} == {"s:04": "2022", "s:23": "2023"}


def test_the_same_statements_twice_are_one_graph(statements: tuple[Statement, ...]) -> None:
    assert nx.utils.graphs_equal(to_networkx(statements * 2), to_networkx(statements))


def test_paths_run_against_the_edges_too_and_shortest_first(statements: tuple[Statement, ...]) -> None:
    found = _ids(paths(to_networkx(statements), CITY, "regulation:青岚省规范行政执法办法"))
    assert found[:2] == [("s:01", "s:03", "s:04", "s:05"), ("s:01", "s:03", "s:23", "s:05")]
    assert [len(path) for path in found] == sorted(len(path) for path in found)


def test_parallel_edges_make_paths_of_their_own(statements: tuple[Statement, ...]) -> None:
    assert _ids(paths(to_networkx(statements), BUREAU, REFORM, 1)) == [("s:04",), ("s:23",)]


@pytest.mark.parametrize(("start", "end"), [("nobody", CITY), (CITY, "nobody"), (CITY, CITY)])
def test_no_path(statements: tuple[Statement, ...], start: str, end: str) -> None:
    assert _ids(paths(to_networkx(statements), start, end)) == []


def test_paths_agree_with_networkx(statements: tuple[Statement, ...]) -> None:
    graph = to_networkx(statements)
    whole = graph.to_undirected()
    expected = {
        tuple(key for _, _, key in path)
        for path in nx.all_simple_edge_paths(whole, CITY, "regulation:青岚省规范行政执法办法", 6)
    }
    found = _ids(paths(graph, CITY, "regulation:青岚省规范行政执法办法", 6))
    assert set(found) == expected
    assert len(found) == len(expected) >= 2


def test_paths_of_hubs_are_lazy() -> None:
    hubs = [Entity(f"a:{index}", "Agency", str(index)) for index in range(60)]
    dense = [
        Statement(f"s:{a.id}-{b.id}", "r", "cooperates_with", a, b, Evidence(0, 1, "。"))
        for a in hubs
        for b in hubs
        if a.id < b.id
    ]
    assert len(list(islice(paths(to_networkx(dense), "a:0", "a:1"), 100))) == 100


def test_follow_walks_predicates_both_ways(statements: tuple[Statement, ...]) -> None:
    graph = to_networkx(statements)
    assert _ids(follow(graph, BUREAU, ["implements", "cites"])) == [("s:04", "s:05"), ("s:23", "s:05")]
    assert _ids(follow(graph, REFORM, ["^implements", "issues"])) == [("s:04", "s:27"), ("s:23", "s:27")]
    assert _ids(follow(graph, BUREAU, [])) == [()]
    assert _ids(follow(graph, "nobody", ["implements"])) == []


def test_follow_uses_no_statement_twice(statements: tuple[Statement, ...]) -> None:
    other = Entity("agency:青禾县司法局", "Agency", "青禾县司法局")
    first = next(each for each in statements if each.id == "s:04")
    second = replace(first, id="s:x", subject=other)
    graph = to_networkx([first, second])
    assert _ids(follow(graph, BUREAU, ["implements", "^implements"])) == [("s:04", "s:x")]
