"""Statements a second into a real Neo4j server, beside rdflib-neo4j in the same run; bulk import; the questions' times.

    python -m benchmarks.neo4j [STATEMENTS [FOLDER]]

The statements of a folder of reports are grown to a million by copies: each copy has reports, places, bodies and
figures of its own, and shares the initiatives, regulations, honours and years. The server is the one of the tests, with
a heap of 1 GB. rdflib-neo4j gets the first rows alone, which flatters it: it slows down as the database grows.
Needs Java and Maven.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neo4j import GraphDatabase
from rdflib import Graph as RdfGraph
from rdflib import URIRef
from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

import kg
from examples.queries.pack import questions
from kg.model import Entity, Observation, Statement
from kg.records import read_statements, write_statements
from loaders.bulk import write_bulk
from loaders.neo4j import Loaded, Target, load_neo4j
from loaders.rdf import DEFAULT_BASE, identifier, write_rdf
from ontology.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SERVER = ROOT / "tests" / "neo4j" / "neo4j-server"
JARS = ROOT / ".neo4j" / "lib"
PASSWORD = "kg-bench-only"  # noqa: S105 - of a server on loopback that lives as long as the run
SHARED = {"Initiative", "Regulation", "Honor", "Year"}
SAMPLE = 20_000  # statements given to rdflib-neo4j
COMMON = {
    "initiative": "MATCH (x:Initiative)<-[r:IMPLEMENTS]-() RETURN x.name, count(r) AS n ORDER BY n DESC LIMIT 1",
    "body": "MATCH (x:Agency)-[r:IMPLEMENTS]->() RETURN x.name, count(r) AS n ORDER BY n DESC LIMIT 1",
    "regulation": "MATCH (x:Regulation)<-[r:ISSUES]-() RETURN x.name, count(r) AS n ORDER BY n DESC LIMIT 1",
    "place": "MATCH (x:Region)<-[r:PART_OF]-() RETURN x.name, count(r) AS n ORDER BY n DESC LIMIT 1",
    "indicator": "MATCH (x:Observation) RETURN x.indicator, count(x) AS n ORDER BY n DESC LIMIT 1",
    "unit": "MATCH (x:Observation) RETURN x.unit, count(x) AS n ORDER BY n DESC LIMIT 1",
    "year": "MATCH (x:Year)<-[r:COVERS]-() RETURN x.name, count(r) AS n ORDER BY n DESC LIMIT 1",
    "word": "RETURN '执法'",
}
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
    try:
        yield home, Target(start(home), "neo4j", PASSWORD)
    finally:
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


def baseline(sample: list[Statement], work: Path) -> tuple[float, float]:
    """Return statements a second of rdflib-neo4j: bare triples, and the same information as ours."""
    bare, whole = RdfGraph(), RdfGraph()
    for statement in sample:
        one, other = (URIRef(identifier(DEFAULT_BASE, end.id)) for end in (statement.subject, statement.object))
        bare.add((one, URIRef(NAMESPACE + statement.predicate), other))
    write_rdf(sample, work)
    whole.parse(work / "graph.ttl")
    with server(work) as (_, target):
        triples = timed("rdflib-neo4j, bare triples", len(bare), "triples", partial(rdflib_neo4j, target, bare))
    with server(work) as (_, target):
        name = f"rdflib-neo4j, the same information ({len(whole):,} triples)"
        return triples, timed(name, len(sample), "statements", partial(rdflib_neo4j, target, whole))


def over_bolt(path: Path, size: int, work: Path) -> float:
    """Load all over Bolt into an empty database, then the first of them again; ask every question.

    Returns the rate of the writing, which is what rdflib-neo4j is timed at: it has its triples in memory, and makes no
    index.
    """
    with server(work) as (_, target):
        loads: list[Loaded] = []
        timed("kg load neo4j, empty database", size, "statements", lambda: loads.append(_load(path, target)))
        seconds = loads[0].seconds
        print("  of that: " + ", ".join(f"{what} {taken:.1f} s" for what, taken in seconds.items()))
        rate = size / seconds["writing"]
        print(f"  nodes and relationships over Bolt:{rate:>9,.0f} statements/s")
        again = min(size, 5 * SAMPLE)
        part = list(islice(read_statements(path), again))
        timed("kg load neo4j, merging what is there", again, "statements", partial(load_neo4j, part, target))
        ask(target)
    return rate


def _load(path: Path, target: Target) -> Loaded:
    return load_neo4j(read_statements(path), target)


def ask(target: Target) -> None:
    """Time every question of the pack, the second time it is asked, of what the graph says most about."""
    with GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
        common = {name: driver.execute_query(query).records[0][0] for name, query in COMMON.items()}
        for question in questions():
            parameters = {name: common[name] for name in question.parameters.get("examples", {})}
            seconds = []
            for _ in range(2):
                begin = time.perf_counter()
                rows = len(driver.execute_query(question.cypher, parameters).records)
                seconds.append(time.perf_counter() - begin)
            plan = str(driver.execute_query(f"EXPLAIN {question.cypher}", parameters).summary.plan)
            scan = " SCANS ALL NODES" if "AllNodesScan" in plan else ""
            print(f"  {question.name:45}{seconds[-1] * 1000:>10,.0f} ms {rows:>8,} rows{scan}", flush=True)


def in_bulk(path: Path, size: int, work: Path) -> None:
    """Write the files of neo4j-admin and import them."""
    with server(work) as (home, _):
        call(home, "stop")

        def both() -> None:
            written = write_bulk(read_statements(path), work / "bulk")
            admin = {**os.environ, "NEO4J_ADMIN": f"{SERVER} admin {home}"}
            command = [str(written.script), "neo4j", "--overwrite-destination=true"]
            subprocess.run(command, env=admin, check=True, capture_output=True)

        timed("kg export neo4j-admin, and the import", size, "statements", both)
        start(home)


def peak(path: Path) -> float:
    """Return the most memory, in MB, that the rows of a load take in a process of their own."""
    program = (
        "import sys; from pathlib import Path; from kg.records import read_statements\n"
        "from kg.spool import spooled; from loaders.neo4j import batches\n"
        "with spooled(read_statements(Path(sys.argv[1]))) as spool: print(sum(len(b.rows) for b in batches(spool)))\n"
        # Of the program alone: what getrusage() says begins with the memory of its parent.
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    command = [sys.executable, "-c", program, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]) / 1000


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    reports = Path(sys.argv[2]) if len(sys.argv) > 2 else CORPUS  # noqa: PLR2004 - the program's name, and two more
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        read = list(kg.build(reports))
        write_statements(grown(read, size), work / "all.jsonl")
        write_statements(grown(read, size // SMALL), work / "tenth.jsonl")
        print(f"{size:,} statements grown from {len(read):,} of {reports.name}")
        triples, same = baseline(list(grown(read, SAMPLE)), work)
        ours = over_bolt(work / "all.jsonl", size, work)
        print(f"over Bolt: {ours / triples:.1f} times bare triples, {ours / same:.1f} times the same information")
        in_bulk(work / "all.jsonl", size, work)
        print(f"peak memory: {peak(work / 'tenth.jsonl'):.0f} MB at a tenth, {peak(work / 'all.jsonl'):.0f} MB at all")


if __name__ == "__main__":
    main()
