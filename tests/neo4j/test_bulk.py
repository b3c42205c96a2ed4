"""Bulk files, imported into a real, empty server."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from neo4j import GraphDatabase

from kg.errors import GraphError, UsageError, VocabularyError
from kg.model import Entity, Statement
from kg.records import sort_key
from loaders.bulk import write_bulk
from loaders.neo4j import Target, load_neo4j
from tests.neo4j.conftest import PASSWORD, Database, Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def hostile(statements: tuple[Statement, ...]) -> list[Statement]:
    base = next(each for each in statements if each.predicate == "implements")
    names = ['a"b', "a,b", "a;b", "a\nb\r\nc", "\\", '"', "'", " 空 格 ", "", "\t", "=1+1", "𠮷"]
    made = [
        replace(
            base,
            id=f"s:x{number}",
            object=Entity(f"initiative:x{number}{name}", "Initiative", name, None, (f"{name}1", f"{name}2")),
            evidence=replace(base.evidence, text=name, section=(f"{name}一", f"{name}二")),
            extractor=name,
        )
        for number, name in enumerate(names)
    ]
    return sorted([*statements, *made], key=sort_key)


def test_an_import_is_the_load_over_bolt(
    database: Database, new_home: Callable[..., Home], statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    all_of_them = hostile(statements)
    load_neo4j(all_of_them, database.target)
    written = write_bulk(all_of_them, tmp_path / "files")
    home = new_home()
    call = [str(written.script)]
    done = subprocess.run(call, env=home.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    target = Target(home.call("start"), "neo4j", PASSWORD)
    with GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
        imported = Database(driver, target)
        assert imported.everything() == database.everything()
        for query in (tmp_path / "files" / "schema.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
            imported.rows(query)
        schema = "SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties WHERE type <> 'LOOKUP' RETURN *"
        assert sorted(map(repr, imported.rows(schema))) == sorted(map(repr, database.rows(schema)))
        again = load_neo4j(all_of_them, target)
        assert (again.nodes_created, again.relationships_created) == (0, 0)
    home.call("stop")


def test_a_bad_row_ends_the_import(
    new_home: Callable[..., Home], statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    written = write_bulk(statements, tmp_path / "files")
    table = tmp_path / "files" / "IMPLEMENTS.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("agency:云溪市司法局", "agency:nobody"), encoding="utf-8"
    )
    environment = new_home().environment()
    done = subprocess.run([str(written.script)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_the_same_statements_give_the_same_files(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_bulk(statements, tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert {"Agency.csv", "Agency.header.csv", "IMPLEMENTS.csv", "import.sh", "schema.cypher"} <= one.keys()


def test_a_folder_that_holds_something_is_left_alone(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    with pytest.raises(UsageError, match="not empty"):
        write_bulk(statements, tmp_path)


def test_text_that_cannot_be_told_from_two_is_refused(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    wrong = replace(statements[0], evidence=replace(statements[0].evidence, section=("一\x1f二",)))
    with pytest.raises(GraphError, match=r"U\+001F"):
        write_bulk([wrong], tmp_path)


def test_what_the_ontology_lacks_is_refused(statements: tuple[Statement, ...], tmp_path: Path) -> None:
    with pytest.raises(VocabularyError):
        write_bulk([replace(statements[3], predicate="covers")], tmp_path)
