from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from kg.errors import VocabularyError
from kg.model import Entity
from kg.projection import Edge, Node, edges, nodes
from kg.records import write_statements
from loaders import tables

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Statement


def test_tables_hold_the_rows_of_the_projection(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    paths = tables.write_tables(statements, tmp_path)
    assert [path.name for path in paths] == ["nodes.parquet", "edges.parquet"]
    read_nodes, read_edges = (pq.read_table(path) for path in paths)
    assert read_nodes.column_names == [field.name for field in fields(Node)]
    assert read_edges.column_names == [field.name for field in fields(Edge)]
    assert read_nodes.column("id").to_pylist() == [node.id for node in nodes(statements)]
    assert read_edges.column("evidence_text").to_pylist() == [edge.evidence_text for edge in edges(statements)]
    assert read_edges.column("section").to_pylist() == [list(edge.section) for edge in edges(statements)]


def test_figures_are_numbers(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    table = pq.read_table(tables.write_tables(statements, tmp_path)[0])
    figures = [row for row in table.to_pylist() if row["label"] == "Observation"]
    assert [(row["name"], row["value"], row["unit"]) for row in figures] == [
        ("清理证明事项", 120.0, "项"),
        ("清理证明事项", 96.0, "项"),
        ("办结率", 99.5, "%"),
    ]


def test_row_groups_are_bounded(
    statements: tuple[Statement, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_ROW_GROUP", 4)
    file = pq.ParquetFile(tables.write_tables(statements, tmp_path)[1])
    assert file.num_row_groups == 6
    assert file.read().column("id").to_pylist() == [each.id for each in statements]


def test_the_same_bytes_in_another_process_and_another_order(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    write_statements(statements[::-1], tmp_path / "statements.jsonl")
    script = (
        "import sys, pathlib; from kg.records import read_statements; from loaders.tables import write_tables;"
        "folder = pathlib.Path(sys.argv[1]);"
        "write_tables(list(read_statements(folder / 'statements.jsonl')), folder)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    for path in tables.write_tables(statements, here):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_no_statements_are_two_empty_tables(tmp_path: Path) -> None:
    for path in tables.write_tables([], tmp_path):
        assert pq.read_table(path).num_rows == 0


def test_a_missing_folder_is_an_os_error(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        tables.write_tables(statements, tmp_path / "none")


def test_what_fails_beneath_the_rows_keeps_its_kind(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    wrong = replace(statements[0], subject=Entity("agency:x/odd", "Agency) SET x", "云溪市司法局"))
    with pytest.raises(VocabularyError, match="no class or predicate"):
        tables.write_tables([wrong], tmp_path)


def test_hostile_text_stays_text(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    name = "'\"`{}\\\x00\u202e=1+1"
    odd = replace(statements[0], subject=Entity("agency:x/odd", "Agency", name))
    assert name in pq.read_table(tables.write_tables([odd], tmp_path)[0]).column("name").to_pylist()
