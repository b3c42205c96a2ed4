"""Loads into a real server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import GraphError, UsageError, VocabularyError
from kg.model import Entity, Statement
from kg.projection import edges, nodes, properties
from kg.records import sort_key, write_statements
from loaders.neo4j import Neo4jError, Progress, Target, batches, load_neo4j
from loaders.neo4j_schema import constraints, indexes
from tests.neo4j.proxy import COMMIT, Proxy

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.neo4j.conftest import Database, Home

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [
    "”}) DETACH DELETE n //",
    '\' OR 1=1 RETURN `x` "y" \\',
    "\\u0060) MATCH (n) DELETE n //",
    "`]->() SET a.name = 'x' //",
    "{name: $rows} ${x} %s {{}}",
    "\u202e反\u200b向\x01\x1b[31m",
    "一\n二\t三\r\n四",
    "𠮷野家🏛",
    "CALL dbms.shutdown()",
]


def expected(statements: tuple[Statement, ...]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return what a database holds after a load, as :meth:`Database.everything` gives it."""
    rows = sorted(edges(statements), key=lambda edge: edge.id)
    return (
        [([node.label], properties(node)) for node in nodes(statements)],
        [(edge.source, edge.type, edge.target, properties(edge)) for edge in rows],
    )


def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.neo4j.load.batches", partial(batches, size=3))


def test_a_load_is_the_projection(database: Database, statements: tuple[Statement, ...]) -> None:
    loaded = load_neo4j(statements, database.target)
    assert database.everything() == expected(statements)
    assert loaded.fresh
    assert (loaded.nodes_created, loaded.relationships_created) == (loaded.nodes, loaded.relationships)
    assert sum(loaded.counted.values()) == loaded.nodes + loaded.relationships
    assert loaded.counted["IMPLEMENTS"] == 4


def test_constraints_and_indexes_are_there_and_ready(database: Database, statements: tuple[Statement, ...]) -> None:
    database.forget_schema()
    load_neo4j(statements, database.target)
    states = database.rows("SHOW INDEXES YIELD name, state, type WHERE type <> 'LOOKUP' RETURN name, state")
    assert {state for _, state in states} == {"ONLINE"}
    assert len(states) == len(constraints()) + len(indexes())
    assert len(database.rows("SHOW CONSTRAINTS")) == len(constraints())


def test_words_are_found_inside_chinese_names(database: Database, statements: tuple[Statement, ...]) -> None:
    load_neo4j(statements, database.target)
    query = "CALL db.index.fulltext.queryNodes('names', $words) YIELD node RETURN node.name ORDER BY node.name"
    assert database.rows(query, words="“律师协会”") == [("云溪市律师协会",)]
    query = "CALL db.index.fulltext.queryRelationships('evidence', $words) YIELD relationship AS r RETURN r.id"
    assert database.rows(query, words='"服务团"') == [("s:08",)] or database.rows(query, words='"服务团"')


def test_two_loads_are_one(database: Database, statements: tuple[Statement, ...]) -> None:
    load_neo4j(statements, database.target)
    again = load_neo4j(statements, database.target)
    assert not again.fresh
    assert (again.nodes_created, again.relationships_created) == (0, 0)
    assert database.everything() == expected(statements)


def test_a_merge_corrects_what_has_changed(database: Database, statements: tuple[Statement, ...]) -> None:
    load_neo4j([replace(each, confidence=0.1, extractor="rule:old") for each in statements], database.target)
    load_neo4j(statements, database.target)
    assert database.everything() == expected(statements)


def test_progress_ends_with_all_rows(database: Database, statements: tuple[Statement, ...]) -> None:
    told: list[Progress] = []
    loaded = load_neo4j(statements, database.target, tell=told.append)
    total = loaded.nodes + loaded.relationships
    assert told[0].done == 0
    assert told[-1] == ("all", total, total)
    assert [progress.done for progress in told] == sorted(progress.done for progress in told)


def test_a_load_killed_in_the_middle_is_completed_by_the_next(
    database: Database, statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    write_statements(statements, tmp_path / "statements.jsonl")
    program = (
        "import os, signal, sys; from functools import partial; from pathlib import Path\n"
        "import loaders.neo4j.load as load; from kg.records import read_statements; from loaders.neo4j import Target\n"
        "load.batches = partial(load.batches, size=1)\n"
        "def tell(progress):\n"
        "    if progress.what == 'IMPLEMENTS': os.kill(os.getpid(), signal.SIGKILL)\n"
        "target = Target(sys.argv[2], sys.argv[3], os.environ['NEO4J_PASSWORD'], sys.argv[4] or None)\n"
        "load.load_neo4j(read_statements(Path(sys.argv[1])), target, tell=tell)\n"
    )
    target = database.target
    call = [str(tmp_path / "statements.jsonl"), target.uri, target.user, target.database or ""]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NEO4J_PASSWORD": target.password}
    done = subprocess.run([sys.executable, "-c", program, *call], env=environment, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    written = len(database.everything()[1])
    assert 0 < written < len(statements)
    loaded = load_neo4j(statements, target)
    assert loaded.relationships_created == len(statements) - written
    assert database.everything() == expected(statements)


def test_two_loads_at_once_are_one(
    database: Database, statements: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    database.forget_schema()
    small_batches(monkeypatch)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: load_neo4j(statements, database.target), range(2)))
    assert sum(loaded.relationships_created for loaded in both) == len(statements)
    assert database.everything() == expected(statements)


def test_an_unknown_outcome_of_a_commit_is_settled(
    database: Database, statements: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_batches(monkeypatch)
    commits = 0

    def cut(sent: bytes) -> bool:
        nonlocal commits
        commits += sent.endswith(COMMIT)
        return sent.endswith(COMMIT) and commits % 5 == 0

    with Proxy(database.target.uri, cut) as proxy:
        load_neo4j(statements, replace(database.target, uri=proxy.uri))
        assert proxy.cuts > 2
    assert database.everything() == expected(statements)


def test_a_server_that_goes_away_in_mid_batch_is_a_clear_error(
    database: Database, statements: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_batches(monkeypatch)
    monkeypatch.setattr("loaders.neo4j.server._RETRY_SECONDS", 1.0)
    told: list[Progress] = []
    cut = "“一码通查”平台".encode()
    with Proxy(database.target.uri, lambda sent: cut in sent, for_good=True) as proxy:
        with pytest.raises(Neo4jError, match=r"no answer .* run the same command again"):
            load_neo4j(statements, replace(database.target, uri=proxy.uri), tell=told.append)
        assert proxy.cuts == 1
    assert told[-1].done < told[-1].total
    assert database.rows("MATCH (i:Initiative {name: '“一码通查”平台'}) RETURN i") == []
    load_neo4j(statements, database.target)
    assert database.everything() == expected(statements)


def second_without(statements: tuple[Statement, ...], *ids: str) -> list[Statement]:
    return [each for each in statements if each.id not in ids]


def test_replace_removes_what_one_report_alone_stated(database: Database, statements: tuple[Statement, ...]) -> None:
    load_neo4j(statements, database.target)
    # 云溪市司法局 implements “山海同办”改革 in both reports (s:04, s:23); the new text of the second no longer says so.
    fewer = second_without(statements, "s:23", "s:28")
    loaded = load_neo4j(fewer, database.target, replace="yunxi-2023")
    assert loaded.relationships_removed == 2
    assert loaded.nodes_removed == 1, "何小满 was only named in s:28; the bureau and the reform are still spoken of"
    assert database.everything() == expected(tuple(fewer))
    assert database.rows("MATCH (:Agency)-[r:IMPLEMENTS]->(:Initiative {name: '“山海同办”改革'}) RETURN r.id") == [
        ("s:04",)
    ]


def test_replace_by_a_folder_without_the_report_removes_it_whole(
    database: Database, statements: tuple[Statement, ...]
) -> None:
    load_neo4j(statements, database.target)
    first = tuple(each for each in statements if each.report == "yunxi-2022")
    load_neo4j(first, database.target, replace="yunxi-2023")
    assert database.everything() == expected(first)


def test_replace_touches_no_other_report(database: Database, statements: tuple[Statement, ...]) -> None:
    load_neo4j(statements, database.target)
    second = tuple(each for each in statements if each.report == "yunxi-2023")
    load_neo4j(second, database.target, replace="yunxi-2023")
    assert [row[3]["id"] for row in database.everything()[1]] == sorted(each.id for each in statements)


def test_replace_of_an_unknown_report_is_refused(database: Database, statements: tuple[Statement, ...]) -> None:
    with pytest.raises(UsageError, match="no report 'yunxi-2032'"):
        load_neo4j(statements, database.target, replace="yunxi-2032")
    assert database.everything() == ([], [])


def test_hostile_names_are_data(database: Database, statements: tuple[Statement, ...]) -> None:
    base = next(each for each in statements if each.predicate == "implements")
    hostile = tuple(
        replace(
            base,
            id=f"s:{number}'`\"{{",
            report=f"r {name}",
            object=Entity(f"initiative:{name}", "Initiative", name, "reform", (f"又{name}",)),
            evidence=replace(base.evidence, text=name, section=(name,)),
            extractor=name,
        )
        for number, name in enumerate(HOSTILE)
    )
    ordered = tuple(sorted(hostile, key=sort_key))
    load_neo4j(ordered, database.target)
    load_neo4j(ordered, database.target)
    assert database.everything() == expected(ordered)


@pytest.mark.parametrize("name", ["Agency`) DETACH DELETE n //", "Statement", "Nonsense"])
def test_a_class_outside_the_ontology_reaches_no_server(
    database: Database, statements: tuple[Statement, ...], name: str
) -> None:
    wrong = replace(statements[3], subject=replace(statements[3].subject, id="x:1", type=name))
    with pytest.raises(VocabularyError):
        load_neo4j([wrong], database.target)
    assert database.everything() == ([], [])


def test_a_predicate_out_of_place_reaches_no_server(database: Database, statements: tuple[Statement, ...]) -> None:
    wrong = replace(statements[3], predicate="covers")
    with pytest.raises(VocabularyError, match="covers"):
        load_neo4j([wrong], database.target)
    assert database.everything() == ([], [])


def test_a_lone_surrogate_is_a_clear_error(database: Database, statements: tuple[Statement, ...]) -> None:
    wrong = replace(statements[0], evidence=replace(statements[0].evidence, text="坏\ud800"))
    with pytest.raises(GraphError, match="right encoding"):
        load_neo4j([wrong], database.target)


def test_nothing_to_load(database: Database) -> None:
    loaded = load_neo4j([], database.target)
    assert (loaded.nodes, loaded.relationships, loaded.counted) == (0, 0, {})


# ---- servers that will not ----


def test_a_wrong_password(database: Database, statements: tuple[Statement, ...]) -> None:
    with pytest.raises(Neo4jError, match=r"refuses user 'neo4j'.*NEO4J_PASSWORD"):
        load_neo4j(statements, replace(database.target, password="not this one"))  # noqa: S106


def test_no_database_of_that_name(database: Database, statements: tuple[Statement, ...]) -> None:
    with pytest.raises(Neo4jError, match="--database that exists"):
        load_neo4j(statements, replace(database.target, database="nowhere"))


def test_a_read_only_database(new_home: Callable[..., Home], statements: tuple[Statement, ...]) -> None:
    home = new_home("server.databases.default_to_read_only=true")
    target = Target(home.call("start"), "neo4j", home.environment()["NEO4J_PASSWORD"])
    with pytest.raises(Neo4jError, match="read only"):
        load_neo4j(statements, target)
    home.call("stop")
