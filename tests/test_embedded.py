from __future__ import annotations

import os
import subprocess
import sys
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError, QueryError
from kg.model import Entity, Evidence, Statement
from kg.records import write_statements
from loaders.embedded import EmbeddedGraph, build_embedded, open_embedded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def graph(statements: tuple[Statement, ...], tmp_path: Path) -> EmbeddedGraph:
    return open_embedded(build_embedded(statements, tmp_path / "graph.kgl"))


def _opened(statements: Sequence[Statement], folder: Path) -> EmbeddedGraph:
    return open_embedded(build_embedded(statements, folder / "graph.kgl"))


def test_labels_types_and_properties(graph: EmbeddedGraph) -> None:
    answer = graph.cypher(
        "MATCH (a:Agency)-[r:IMPLEMENTS]->(i:Initiative) "
        "RETURN a.name AS agency, i.name AS initiative, r.period AS year, r.status AS status, r.id AS id ORDER BY r.id"
    )
    assert answer.columns == ["agency", "initiative", "year", "status", "id"]
    assert answer.rows == [
        ("云溪市司法局", "“山海同办”改革", "2022", "done", "s:04"),
        ("云溪市司法局", "“一码通查”平台", "2022", "planned", "s:11"),
        ("云溪市司法局", "“山海同办”改革", "2023", "done", "s:23"),
        ("云溪市司法局", "“一码通查”平台", "2023", "done", "s:25"),
    ]


def test_every_statement_is_a_relationship(graph: EmbeddedGraph, statements: tuple[Statement, ...]) -> None:
    rows = graph.cypher("MATCH ()-[r]->() RETURN r.id AS id, toLower(type(r)) AS predicate ORDER BY id").rows
    assert rows == sorted((each.id, each.predicate) for each in statements)


def test_parallel_relationships_are_all_kept(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    base = next(each for each in statements if each.predicate == "implements")
    # Some equal in every property but the id, some of another report: neither is folded away.
    many = [replace(base, id=f"s:p{index}", report=f"yunxi-{2000 + index % 7}") for index in range(50)]
    graph = _opened(many, tmp_path)
    assert graph.cypher("MATCH (:Agency)-[r:IMPLEMENTS]->(:Initiative) RETURN count(r) AS n").rows == [(50,)]
    assert graph.cypher("MATCH ()-[r]->() RETURN count(DISTINCT r.id) AS n").rows == [(50,)]
    assert graph.cypher("MATCH (n) RETURN count(n) AS n").rows == [(2,)]


def test_parameters_are_data(graph: EmbeddedGraph) -> None:
    found = graph.cypher("MATCH (a {name: $name}) RETURN a.id AS id", name="云溪市")
    assert found.rows == [("region:990100",)]
    assert graph.cypher("MATCH (a {name: $query}) RETURN a.id AS id", query="x'}) RETURN 1 //").rows == []


def test_evidence_is_on_the_relationship(graph: EmbeddedGraph) -> None:
    rows = graph.cypher(
        "MATCH ()-[r {id: 's:23'}]->() RETURN r.evidence_text, r.section, r.also_text, r.evidence_start"
    )
    assert rows.rows == [("继续推进“山海同办”改革", ["一"], ["再推“山海同办”改革到青禾县"], 31)]
    assert graph.cypher("MATCH (p:Person)-[r:HOLDS_POST]->() RETURN p.name, r.title").rows == [("何小满", "局长")]


def test_values_are_numbers(graph: EmbeddedGraph) -> None:
    rows = graph.cypher("MATCH (o:Observation) WHERE o.value > 99 RETURN o.value AS v ORDER BY v").rows
    assert rows == [(99.5,), (120,)]


def test_nodes_relationships_and_paths_come_as_plain_dicts(graph: EmbeddedGraph) -> None:
    rows = graph.cypher("MATCH p=(o:Person)-[r]->(b) RETURN o, r, p, [o] AS l, {k: o} AS m").rows
    node, relationship, path, listed, mapped = rows[0]
    assert node == {"labels": ["Person"], "id": "person:何小满", "name": "何小满"}
    assert relationship["type"] == "HOLDS_POST"
    assert relationship["title"] == "局长"
    assert path["nodes"][0] == node
    assert path["relationships"] == [relationship]
    assert listed == [node]
    assert mapped == {"k": node}


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (n:Agency {name: 'x'})",
        "MERGE (n:Agency {name: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) REMOVE n.name",
        "MATCH (n) DETACH DELETE n",
        "UNWIND [1] AS x FOREACH (i IN [1] | CREATE (:Z))",
        "CREATE INDEX FOR (n:Agency) ON (n.name)",
        "CALL db.ontology.clear()",
    ],
)
def test_writes_are_refused(graph: EmbeddedGraph, query: str) -> None:
    with pytest.raises(QueryError, match="read only") as caught:
        graph.cypher(query)
    assert "kg build" in caught.value.remedy
    assert graph.cypher("MATCH (n:Region) RETURN count(n) AS n").rows == [(2,)]


@pytest.mark.parametrize(
    "query",
    [
        "LOAD CSV FROM 'file:///{path}' AS l RETURN l",
        "load csv with headers FROM '{path}' AS l RETURN l",
        "// a note\nLOAD // another\n CSV FROM '{path}' AS l RETURN l",
        "LOAD `CSV` FROM '{path}' AS l RETURN l",
        "LOAD/* 'x */CSV FROM '{path}' AS l RETURN l",
        "PROFILE LOAD CSV FROM '{path}' AS l RETURN l",
        "RETURN 'it\\'s' AS l UNION LOAD CSV FROM '{path}' AS l RETURN l",
        "RETURN \"LOAD\" AS l UNION LOAD CSV FROM '{path}' AS l RETURN l",
        "FOR VALID_TIME ALL LOAD CSV FROM '{path}' AS l RETURN l",
    ],
)
def test_files_are_not_read(graph: EmbeddedGraph, query: str, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret\n")
    with pytest.raises(QueryError, match="reads a file"):
        graph.cypher(query.replace("{path}", str(tmp_path / "secret.csv")))


def test_words_of_a_file_read_are_no_file_read(graph: EmbeddedGraph) -> None:
    assert graph.cypher("RETURN 'LOAD CSV' AS a, \"; load csv\" AS b // LOAD CSV; x").rows == [
        ("LOAD CSV", "; load csv")
    ]


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n RETURN n",
        "",
        "RETURN",
        "MATCH (n) RETURN foo(n)",
        "RETURN $missing AS x",
        "RETURN 1/0 AS x",
        "RETURN 'a",
        "MATCH (人) RETURN 1",
    ],
)
def test_an_invalid_query_is_a_query_error_with_a_remedy(graph: EmbeddedGraph, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph.cypher(query)
    assert caught.value.remedy


@pytest.mark.parametrize("value", [2**70, object(), "\ud800"])
def test_a_parameter_the_engine_cannot_hold_is_a_query_error(graph: EmbeddedGraph, value: object) -> None:
    with pytest.raises(QueryError):
        graph.cypher("RETURN $value AS x", value=value)


def test_two_statements_are_refused_not_half_answered(graph: EmbeddedGraph) -> None:
    with pytest.raises(QueryError, match="more than one"):
        graph.cypher("MATCH (n) RETURN n.id; MATCH (n) RETURN n.name")
    assert graph.cypher("RETURN 1 AS x;").rows == [(1,)]


def test_format_csv_is_refused(graph: EmbeddedGraph) -> None:
    with pytest.raises(QueryError, match="FORMAT CSV"):
        graph.cypher("MATCH (n) RETURN n.id FORMAT CSV")


def test_block_comments_are_left_out(graph: EmbeddedGraph) -> None:
    query = "/* who? ' 谁\n */ MATCH (n:Person) /**/ RETURN n.name AS x, '/* kept */' AS y"
    assert graph.cypher(query).rows == [("何小满", "/* kept */")]


def test_chinese_names_of_columns_need_no_backticks(graph: EmbeddedGraph) -> None:
    found = graph.cypher("MATCH (n:Person) RETURN n.name AS 姓名, n.name AS `职 务` ORDER BY 姓名")
    assert found == (["姓名", "职 务"], [("何小满", "何小满")])


HOSTILE = [
    "`'\"{}[]()\\",
    "x'}) DETACH DELETE n //",
    "MATCH (n) DETACH DELETE n",
    "$name",
    "\\u0060",
    "${jndi:ldap://x}",
    "a\x00b\n\t\u2028\u202e",
    " 两头空格 ",
    "",
    "[bold]粗[/bold] <script>alert(1)</script>",
    "330700",
    "null",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_come_out_as_data(name: str, tmp_path: Path) -> None:
    said = Statement(
        f"s:{name}",
        name,
        "implements",
        Entity(f"a:{name}", "Agency", name, aliases=(name + "x",)),
        Entity(f"i:{name}", "Initiative", name, kind=name),
        Evidence(0, len(name), name, (name,)),
        extractor=name,
        title=name,
    )
    graph = _opened([said], tmp_path)
    rows = graph.cypher(
        "MATCH (a:Agency)-[r:IMPLEMENTS]->(i) "
        "RETURN a.id, a.name, i.name, i.kind, r.id, r.report, r.evidence_text, r.section, r.title"
    ).rows
    assert rows == [(f"a:{name}", name, name, name, f"s:{name}", name, name, [name], name)]
    assert len(graph.cypher("MATCH (a {name: $name}) RETURN a.id", name=name).rows) == 2


def test_the_same_bytes_in_any_order_of_the_statements(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    one = build_embedded(statements, tmp_path / "one.kgl")
    other = build_embedded(statements[::-1], tmp_path / "other.kgl")
    assert one.read_bytes() == other.read_bytes()


def test_the_same_bytes_in_another_process(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    write_statements(statements, tmp_path / "statements.jsonl")
    script = (
        "import sys, pathlib; from kg.records import read_statements; from loaders.embedded import build_embedded;"
        "folder = pathlib.Path(sys.argv[1]);"
        "build_embedded(list(read_statements(folder / 'statements.jsonl')), folder / 'there.kgl')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, env=environment)
    here = build_embedded(statements, tmp_path / "here.kgl")
    assert here.read_bytes() == (tmp_path / "there.kgl").read_bytes()


def test_building_again_replaces(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    build_embedded(statements, tmp_path / "graph.kgl")
    graph = _opened(statements[:1], tmp_path)
    assert graph.cypher("MATCH ()-[r]->() RETURN count(r) AS n").rows == [(1,)]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.kgl"]


def test_no_statements_are_an_empty_graph(tmp_path: Path) -> None:
    assert _opened([], tmp_path).cypher("MATCH (n) RETURN count(n) AS n").rows == [(0,)]


@pytest.mark.parametrize("content", [b"", b"junk", None])
def test_a_missing_or_broken_graph_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "graph.kgl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GraphError, match=r"graph\.kgl") as caught:
        open_embedded(path)
    assert "kg build" in caught.value.remedy


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot be written"):
        build_embedded([], tmp_path / "none" / "graph.kgl")


def test_a_large_graph_is_written_without_a_warning(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    # From 32,768 nodes of a class on, the engine's default layout warns of the columns that it cannot map.
    base = next(each for each in statements if each.id == "s:09")
    many = [
        replace(base, id=f"s:{index}", object=Entity(f"org:{index:05}", "Organization", f"服务团{index}"))
        for index in range(33_000)
    ]
    with warnings.catch_warnings(record=True) as caught:  # the engine drops a warning that is made an error
        warnings.simplefilter("always")
        graph = _opened(many, tmp_path)
    assert not caught
    found = graph.cypher("MATCH ()-[r]->(o:Organization) RETURN count(r), count(DISTINCT o.name)")
    assert found.rows == [(33_000, 33_000)]
