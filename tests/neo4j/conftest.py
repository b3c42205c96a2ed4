"""A real Neo4j server for the tests here: started once a session, or the user's own where ``NEO4J_URI`` is set.

Every test empties its database. Without Java and Maven these tests are skipped, and fail where ``CI`` is true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from neo4j import GraphDatabase

from loaders.neo4j import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver

ROOT = Path(__file__).resolve().parents[2]
SERVER = Path(__file__).with_name("neo4j-server")
JARS = ROOT / ".neo4j" / "lib"  # kept between runs, and no part of the repository
PASSWORD = "kg-tests-only"  # noqa: S105 - of a server on loopback that lives as long as the tests


@dataclass(frozen=True)
class Home:
    """A folder with a server of its own."""

    path: Path

    def call(self, command: str, *arguments: str) -> str:
        call = [str(SERVER), command, str(self.path), *arguments]
        done = subprocess.run(call, capture_output=True, text=True, check=False, env=self.environment())
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_PASSWORD": PASSWORD, "NEO4J_ADMIN": f"{SERVER} admin {self.path}"}

    @property
    def http(self) -> str:
        return (self.path / "http").read_text().strip()


class Database:
    """The database under test, emptied: ``target`` is what a loader takes."""

    def __init__(self, driver: Driver, target: Target) -> None:
        self.driver = driver
        self.target = target

    def rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        found = self.driver.execute_query(query, dict(parameters), database_=self.target.database)
        return [tuple(record.values()) for record in found.records]

    def plan(self, query: str, **parameters: object) -> set[str]:
        """Return the operators of the server's plan for a query."""
        found = self.driver.execute_query(f"EXPLAIN {query}", dict(parameters), database_=self.target.database)
        return set(_operators(found.summary.plan or {}))

    def everything(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        nodes = self.rows("MATCH (n) RETURN labels(n), properties(n) ORDER BY n.id")
        query = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r) ORDER BY r.id"
        return [(sorted(labels), held) for labels, held in nodes], self.rows(query)

    def empty(self) -> None:
        with self.driver.session(database=self.target.database) as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()

    def forget_schema(self) -> None:
        """Drop constraints and indexes; they stay from test to test, since making them takes seconds."""
        drops = [f"DROP CONSTRAINT `{name}`" for (name,) in self.rows("SHOW CONSTRAINTS YIELD name RETURN name")]
        alone = "SHOW INDEXES YIELD name, type, owningConstraint AS o WHERE type <> 'LOOKUP' AND o IS NULL RETURN name"
        drops += [f"DROP INDEX `{name}`" for (name,) in self.rows(alone)]
        with self.driver.session(database=self.target.database) as session, session.begin_transaction() as work:
            for drop in drops:
                work.run(drop).consume()
            work.commit()


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from _operators(child)


def unavailable(reason: str) -> None:
    """Skip, or fail where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and CI skips no test of Neo4j")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a function that makes another server, stopped and empty; all are stopped at the end."""
    if not shutil.which("java") or not (shutil.which("mvn") or (JARS / ".complete").exists()):
        unavailable("no Java 17 and Maven to run a Neo4j server with")
    made: list[Home] = []

    def make(*settings: str) -> Home:
        home = Home(tmp_path_factory.mktemp("neo4j"))
        JARS.mkdir(parents=True, exist_ok=True)
        (home.path / "lib").symlink_to(JARS)
        home.call("install")
        with (home.path / "conf" / "neo4j.conf").open("a") as conf:
            conf.writelines(f"{setting}\n" for setting in settings)
        made.append(home)
        return home

    yield make
    for home in made:
        if (home.path / "server.pid").exists():
            home.call("stop")


@pytest.fixture(scope="session")
def own_server(new_home: Any) -> Home:  # noqa: ANN401 - a function with any number of settings
    home: Home = new_home()
    home.call("start")
    return home


@pytest.fixture(scope="session")
def session_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    if "NEO4J_URI" in os.environ:
        target = Target(
            os.environ["NEO4J_URI"],
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ["NEO4J_PASSWORD"],
            os.environ.get("NEO4J_DATABASE"),
        )
    else:
        home = request.getfixturevalue("own_server")
        target = Target((home.path / "bolt").read_text().strip(), "neo4j", PASSWORD)
    with GraphDatabase.driver(
        target.uri, auth=(target.user, target.password), notifications_min_severity="OFF"
    ) as driver:
        database = Database(driver, target)
        if database.rows("MATCH (n) RETURN n LIMIT 1"):
            pytest.fail(
                f"the database at {target.uri} holds something, and these tests empty theirs: give an empty one"
            )
        yield database
        database.empty()
        database.forget_schema()


@pytest.fixture
def database(session_database: Database) -> Database:
    session_database.empty()
    return session_database
