"""The commands that bring a built graph to Neo4j: ``kg load neo4j`` and ``kg export neo4j-admin``."""

from __future__ import annotations

import logging
import os
import sys
import time
from functools import partial
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from kg.model import Statement
    from loaders.neo4j import Loaded, Progress, Target
    from loaders.neo4j_schema import Iri

__all__ = ["describe_export", "describe_load"]

_OK = 0


def describe_load(parser: argparse.ArgumentParser) -> None:
    """Say what ``kg load`` takes."""
    stores = parser.add_subparsers(required=True, metavar="STORE")
    neo4j = stores.add_parser("neo4j", help="a Neo4j server, over Bolt")
    neo4j.set_defaults(command=_load)
    neo4j.add_argument("out", type=Path, metavar="OUT", help="the folder of the graph")
    for option, variable, default in _OPTIONS:
        what = f"default: ${variable}" + (f", else {default}" if default else "")
        neo4j.add_argument(option, default=os.environ.get(variable) or default, help=what)
    neo4j.add_argument("--replace", metavar="REPORT", help="also remove what this report alone stated and OUT does not")
    _describe_resources(neo4j)
    neo4j.add_argument("--dry-run", action="store_true", help="print the plan and ask no server")
    neo4j.epilog = "The password comes from $NEO4J_PASSWORD, or is asked for."


def describe_export(admin: argparse.ArgumentParser) -> None:
    """Say what ``kg export neo4j-admin`` takes."""
    admin.set_defaults(command=_export)
    admin.add_argument("out", type=Path, metavar="OUT", help="the folder of the graph")
    admin.add_argument("folder", type=Path, metavar="DIR", help="the folder to write: new or empty")
    _describe_resources(admin)


def _describe_resources(parser: argparse.ArgumentParser) -> None:
    what = "also make every node a :Resource with its IRI as uri, as neosemantics (n10s) has it"
    parser.add_argument("--n10s", action="store_true", help=what)


def _iri(arguments: argparse.Namespace) -> Iri | None:
    """Return what gives the IRI of an id, the same as in the RDF of the graph, where resources are asked for."""
    from loaders.rdf import base_of, identifier

    return partial(identifier, base_of(arguments.out)) if arguments.n10s else None


_OPTIONS = (
    ("--uri", "NEO4J_URI", "bolt://localhost:7687"),
    ("--user", "NEO4J_USERNAME", "neo4j"),
    ("--database", "NEO4J_DATABASE", None),
)


def _load(arguments: argparse.Namespace) -> int:
    from kg.folder import statements_of
    from loaders.neo4j import load_neo4j

    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its lines would stand beside our own
    statements = statements_of(arguments.out)
    if arguments.dry_run:
        _print_plan(statements, sys.stdout, resources=arguments.n10s)
        return _OK
    start = time.monotonic()
    loaded = load_neo4j(statements, _target(arguments), replace=arguments.replace, tell=_progress(sys.stderr))
    _print_loaded(loaded, time.monotonic() - start, sys.stdout)
    return _OK


def _export(arguments: argparse.Namespace) -> int:
    from kg.folder import statements_of
    from loaders.bulk import write_bulk

    written = write_bulk(statements_of(arguments.out), arguments.folder, _iri(arguments))
    sys.stdout.write(f"{written.nodes} nodes and {written.relationships} relationships\n")
    sys.stdout.write(f"import them into an empty database of a stopped server with {written.script}\n")
    return _OK


def _target(arguments: argparse.Namespace) -> Target:
    from loaders.neo4j import Target

    return Target(arguments.uri, arguments.user, _password(arguments.user), arguments.database, _iri(arguments))


def _password(user: str) -> str:
    """Return the password; never an argument, which every user of the machine could read in the list of processes."""
    if "NEO4J_PASSWORD" in os.environ:
        return os.environ["NEO4J_PASSWORD"]
    if not sys.stdin.isatty():
        raise UsageError("no password", "set NEO4J_PASSWORD")
    return getpass(f"Password of {user}: ")


def _progress(stream: TextIO) -> Callable[[Progress], None]:
    """Return what tells, once in two seconds and at the end, how far the load is and how fast."""
    start = said = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if progress.done and (progress.done == progress.total or now - said > _SECONDS):
            said = now
            rate = progress.done / (now - start)
            stream.write(f"{progress.what}: {progress.done:,} of {progress.total:,} rows, {rate:,.0f} a second\n")

    return tell


_SECONDS = 2


def _print_plan(statements: Iterator[Statement], stream: TextIO, *, resources: bool) -> None:
    from kg.spool import spooled
    from loaders.neo4j import overview
    from loaders.neo4j_schema import constraints, indexes

    with spooled(statements) as spool:
        stream.writelines(f"{query}\n" for query in constraints(resources=resources))
        stream.writelines(f"{rows:>9} rows: {query}\n" for query, rows in overview(spool, resources=resources))
        stream.writelines(f"{query}\n" for query in indexes())


def _print_loaded(loaded: Loaded, seconds: float, stream: TextIO) -> None:
    road = "the database was empty: created" if loaded.fresh else "the database held something: merged"
    rate = loaded.relationships / seconds
    parts = ", ".join(f"{what} {taken:.1f} s" for what, taken in loaded.seconds.items())
    lines = [
        f"{road}, in {seconds:.1f} s, {rate:,.0f} statements a second ({parts})",
        f"created {loaded.nodes_created} of {loaded.nodes} nodes",
        f"created {loaded.relationships_created} of {loaded.relationships} relationships",
        f"removed {loaded.relationships_removed} relationships and {loaded.nodes_removed} nodes",
        "the server counts:",
        *(f"{count:>9} {name}" for name, count in loaded.counted.items()),
    ]
    stream.writelines(f"{line}\n" for line in lines)
