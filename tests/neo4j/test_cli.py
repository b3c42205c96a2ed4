"""``kg load neo4j`` and ``kg export neo4j-admin`` as a user runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.neo4j.conftest import Database

ROOT = Path(__file__).resolve().parents[2]
NOWHERE = "bolt://127.0.0.1:1"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def to(database: Database) -> list[str]:
    target = database.target
    return [
        "--uri",
        target.uri,
        "--user",
        target.user,
        *(["--database", target.database] if target.database else []),
    ]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "out"
    assert run("build", ROOT / "examples" / "reports", "-o", folder).returncode == 0
    return folder


def test_load_says_what_it_did_and_twice_is_once(out: Path, database: Database) -> None:
    target, options = database.target, to(database)
    first = run("load", "neo4j", out, *options, NEO4J_PASSWORD=target.password)
    assert first.returncode == 0, first.stderr
    assert "the database was empty: created" in first.stdout
    assert "statements a second" in first.stdout
    again = run("load", "neo4j", out, *options, "--replace", "yunxi-2023", NEO4J_PASSWORD=target.password)
    assert "the database held something: merged" in again.stdout
    assert "created 0 of" in again.stdout
    assert "removed 0 relationships and 0 nodes" in again.stdout


def test_a_wrong_password_is_one_line(out: Path, database: Database) -> None:
    done = run("load", "neo4j", out, "--uri", database.target.uri, NEO4J_PASSWORD="not this one")  # noqa: S106
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "NEO4J_PASSWORD" in done.stderr
    assert done.stdout == ""


def test_no_server_is_one_line(out: Path) -> None:
    done = run("load", "neo4j", out, NEO4J_URI=NOWHERE, NEO4J_PASSWORD="any")  # noqa: S106
    assert done.returncode == 1
    assert done.stderr == (
        f"kg: no answer from a Neo4j server at {NOWHERE}; "
        "start it, or give its address with --uri, and run the same command again\n"
    )


def test_no_password_is_wrong_usage(out: Path) -> None:
    done = run("load", "neo4j", out, "--uri", NOWHERE)
    assert done.returncode == 2
    assert "set NEO4J_PASSWORD" in done.stderr


def test_an_address_that_is_none_is_wrong_usage(out: Path) -> None:
    done = run("load", "neo4j", out, "--uri", "nowhere", NEO4J_PASSWORD="any")  # noqa: S106
    assert done.returncode == 2
    assert "bolt://host:7687" in done.stderr


def test_a_folder_without_a_graph_is_wrong_usage(tmp_path: Path) -> None:
    assert run("load", "neo4j", tmp_path, NEO4J_PASSWORD="any").returncode == 2  # noqa: S106
    assert run("export", "neo4j-admin", tmp_path, tmp_path / "files").returncode == 2


def test_a_dry_run_prints_the_plan_and_needs_no_server(out: Path) -> None:
    done = run("load", "neo4j", out, "--dry-run", "--uri", NOWHERE)
    assert done.returncode == 0
    assert "CREATE CONSTRAINT agency_id" in done.stdout
    assert "MERGE (a)-[r:IMPLEMENTS {id: row.properties.id}]->(b)" in done.stdout


def test_resources_have_the_iris_of_the_graph(database: Database, tmp_path: Path) -> None:
    base = "https://example.org/yunxi/"
    assert (
        run(
            "build", ROOT / "examples" / "reports", "-o", tmp_path / "out", "--engine", "rules", "--base", base
        ).returncode
        == 0
    )
    planned = run("load", "neo4j", tmp_path / "out", "--n10s", "--dry-run").stdout
    assert "SET n:Resource" in planned
    assert "CREATE CONSTRAINT n10s_unique_uri" in planned
    assert (
        run(
            "load", "neo4j", tmp_path / "out", "--n10s", *to(database), NEO4J_PASSWORD=database.target.password
        ).returncode
        == 0
    )
    (found,) = database.rows("MATCH (n:Resource:Region {name: '青禾县'}) RETURN n.uri")[0]
    assert found.startswith(base)
    assert found in (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    database.rows("DROP CONSTRAINT n10s_unique_uri")
    assert run("export", "neo4j-admin", tmp_path / "out", tmp_path / "files", "--n10s").returncode == 0
    assert found in (tmp_path / "files" / "Region.csv").read_text(encoding="utf-8")


def test_export_names_the_script(out: Path, tmp_path: Path) -> None:
    done = run("export", "neo4j-admin", out, tmp_path / "files")
    assert done.returncode == 0
    assert str(tmp_path / "files" / "import.sh") in done.stdout
    assert run("export", "neo4j-admin", out, tmp_path / "files").returncode == 2
