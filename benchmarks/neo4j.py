"""Statements a second into a real Neo4j server, beside rdflib-neo4j in the same run; bulk import; every question's time.

    python -m benchmarks.neo4j [STATEMENTS [FOLDER]]

The statements of a folder of reports are grown to a million by copies: each copy has reports, places, bodies and figures
of its own, and shares the initiatives, regulations, honours and years. The server is the one of the tests, with a heap
of 1 GB. Rates of rdflib-neo4j are taken on the first rows alone, as many as say enough: it does not slow down by then.
Needs Java, Maven and ``pip install rdflib-neo4j==1.1``.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neo4j import GraphDatabase
from rdflib import Graph as RdfGraph
from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

import kg
from examples.queries.pack import questions
from kg.model import Entity, Observation, Statement
from kg.projection import edges
from kg.records import read_statements, write_statements
from loaders.neo4j import Target, load_neo4j
from loaders.rdf import DEFAULT_BASE, write_rdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SERVER = ROOT / "tests" / "neo4j" / "neo4j-server"
JARS = ROOT / ".neo4j" / "lib"
PASSWORD = "kg-bench-only"  # noqa: S105 - of a server on loopback that lives as long as the run
SHARED = {"Initiative", "Regulation", "Honor", "Year"}
SAMPLE = 20_000  # statements given to rdflib-neo4j
SMALL = 10  # memory is compared with that of a load a tenth the size


def grown(statements: Sequence[Statement], size: int) -> Iterator[Statement]:
    """Yield ``size`` statements, report by report."""
    reports: dict[str, list[Statement]] = {}
    for statement in statements:
        reports.setdefault(statement.report, []).append(statement)
    copies = -(-size // len(statements))
    names = sorted((f"{report}.{copy:04}", report, copy) for report in reports for copy in range(copies))
    return islice((_copied(each, name, copy) for name, report, copy in names for each in reports[report]), size)


def _copied(statement: Statement, report: str, copy: int) -> Statement:
    ends = {"subject": _end(statement.subject, copy), "object": _end(statement.object, copy)}
    return replace(statement, id=f"{statement.id}.{copy:04}", report=report, **ends)  # type: ignore[arg-type]


def _end(thing: Entity | Observation, copy: int) -> Entity | Observation:
    if isinstance(thing, Observation):
        return replace(thing, id=f"{thing.id}.{copy:04}")
    if thing.type in SHARED:
        return thing
    name = thing.name if thing.type == "Problem" else f"{thing.name}{copy:04}"
    return replace(thing, id=f"{thing.id}.{copy:04}", name=name)


@contextmanager
def server(work: Path) -> Iterator[tuple[Path, Target]]:
    """Run an empty server; give its folder and address."""
    home = Path(tempfile.mkdtemp(prefix="neo4j-", dir=work))
    JARS.mkdir(parents=True, exist_ok=True)
    (home / "lib").symlink_to(JARS)
    call(home, "install")
    yield home, Target(start(home), "neo4j", PASSWORD)
    call(home, "stop")


def call(home: Path, command: str) -> str:
    """Run a command of the server script."""
    environment = {**os.environ, "NEO4J_PASSWORD": PASSWORD}
    done = subprocess.run([SERVER, command, home], env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def start(home: Path) -> str:
    """Start a server and return its address."""
    return call(home, "start")


def timed(what: str, count: int, unit: str, run: Any) -> float:  # noqa: ANN401 - any function without arguments
    """Run, print the rate, and return it."""
    begin = time.perf_counter()
    run()
    seconds = time.perf_counter() - begin
    print(f"{what:52}{count:>10,} {unit} in {seconds:7.1f} s ={count / seconds:>9,.0f}/s", flush=True)
    return count / seconds


def rdflib_neo4j(target: Target, graph: RdfGraph) -> None:
    """Store triples as that package is used: batches of 5,000."""
    credentials = {"uri": target.uri, "database": "neo4j", "user": target.user, "pwd": target.password}
    config = Neo4jStoreConfig(
        auth_data=credentials,
        batching=True,
        batch_size=5000,
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
    )
    with redirect_stdout(None):
        store = RdfGraph(store=Neo4jStore(config=config))
        for triple in graph:
            store.add(triple)
        store.close(commit_pending_transaction=True)


def bare_triples(statements: Sequence[Statement]) -> RdfGraph:
    """Return what says who does what and nothing of where it is said: a relationship a statement, and names."""
    graph = RdfGraph()
    for statement in statements:
        one, other = (_iri(end.id) for end in (statement.subject, statement.object))
        graph.add((one, _term(statement.predicate), other))
    return graph
