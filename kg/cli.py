"""The command ``kg``. Each command imports what it needs when it runs, so that ``kg --help`` answers at once."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.cli_engine import describe_engine, engine_of
from kg.cli_neo4j import describe_export, describe_load
from kg.cli_rdf import describe_check, describe_derive, describe_rdf, describe_serve
from kg.cli_score import describe_score
from kg.cli_train import describe_train
from kg.errors import GraphError, KgError, QueryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.folder import Summary
    from kg.model import Statement
    from kg.outcome import Outcome
    from kg.pipeline import Result

__all__ = ["main"]

_OK = 0
_FAILED = 1
_WRONG_USAGE = 2
_SOME_SKIPPED = 3
_INTERRUPTED = 130  # 128 + SIGINT, as shells count
_PIPE_CLOSED = 141  # 128 + SIGPIPE
_USAGE_ERRORS = (UsageError, GraphError, QueryError)

_EMBEDDED = "graph.kgl"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0 all done; 1 it failed; 2 wrong usage; 3 done, but some inputs were skipped; 130 interrupted.
    """
    _never_fail_to_print()
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except BrokenPipeError:  # the reader of our output has enough: `kg query … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        sys.stderr.write("kg: interrupted\n")
        return _INTERRUPTED
    except (KgError, OSError) as error:
        sys.stderr.write(f"kg: {_one_line(str(error))}\n")
        return _WRONG_USAGE if isinstance(error, _USAGE_ERRORS) else _FAILED


def _never_fail_to_print() -> None:
    """Let a terminal that lacks Chinese show escapes in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in " ".join(text.split()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kg", description="Chinese government reports in, one knowledge graph out.")
    parser.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _describe_build(commands.add_parser("build", help="read reports and write their graph into a folder"))
    _describe_query(commands.add_parser("query", help="ask a graph in Cypher or SPARQL"))
    _describe_show(commands.add_parser("show", help="print what a graph knows of a thing, and the sentences behind it"))
    describe_check(commands.add_parser("check", help="say whether a graph is well formed, and where it is not"))
    describe_derive(commands.add_parser("derive", help="find figures that do not add up, titles that name nothing"))
    describe_serve(commands.add_parser("serve", help="answer SPARQL over HTTP, on this machine only"))
    describe_score(
        commands.add_parser("score", help="compare a graph, or what each engine finds, with annotated reports")
    )
    describe_train(commands.add_parser("train", help="train the tagger on sentences with marked mentions"))
    describe_load(commands.add_parser("load", help="bring a graph into a running server"))
    exporting = commands.add_parser("export", help="write a graph as files for another program")
    exports = exporting.add_subparsers(required=True, metavar="FORM")
    describe_export(
        exports.add_parser("neo4j-admin", help="files for `neo4j-admin database import full`, with a script")
    )
    describe_rdf(exports.add_parser("rdf", help="files of RDF in any of its formats"))
    return parser


def _describe_build(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_build)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a report, or a folder of reports")
    target = "the folder to write: new, empty, or an earlier graph, which is replaced"
    parser.add_argument("-o", "--out", required=True, type=Path, help=target)
    jobs = "number of processes (default: what the machine and the input warrant)"
    parser.add_argument("-j", "--jobs", type=_positive, metavar="N", help=jobs)
    parser.add_argument("--base", metavar="IRI", help="what the IRIs of entities in RDF begin with; ends in /")
    describe_engine(parser)


def _describe_query(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_query)
    parser.add_argument("out", type=Path, help="the folder of the graph")
    language = parser.add_mutually_exclusive_group(required=True)
    language.add_argument("cypher", nargs="?", help='a Cypher query: "MATCH …"')
    language.add_argument("--sparql", metavar="QUERY", help='a SPARQL query: "SELECT …"')
    forms = ("table", "csv", "json")
    parser.add_argument("--format", choices=forms, default="table", help="how to print the rows (default: table)")


def _describe_show(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(command=_show)
    parser.add_argument("out", type=Path, help="the folder of the graph")
    parser.add_argument("name", help="a name, an alias or an id")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of processes: give 1 or more")
    return number


def _build(arguments: argparse.Namespace) -> int:
    from kg.console import print_summary, showing_progress
    from kg.folder import REPORT, STATEMENTS, Summary, check_target, drafting, publish, write_report
    from kg.pipeline import results, survey
    from kg.records import write_statements

    check_target(arguments.out)
    engine = engine_of(arguments)
    files, refusals = survey(arguments.paths)
    summary = Summary()
    with drafting(arguments.out) as draft:
        with showing_progress(len(files), sys.stderr) as tell:
            for refusal in refusals:
                summary.add(refusal, ())
                tell(refusal)
            read = results(files, arguments.jobs, engine)
            write_statements(_statements(read, summary, tell), draft / STATEMENTS)
        _write_stores(draft, arguments.base)
        write_report(summary, __version__, draft / REPORT)
        if summary.read or not arguments.out.exists():
            publish(draft, arguments.out)
        else:
            sys.stderr.write(f"kg: no report could be read: {_one_line(str(arguments.out))} is left as it was\n")
    print_summary(summary, sys.stderr)
    return _SOME_SKIPPED if summary.skipped else _OK


def _statements(results: Iterator[Result], summary: Summary, tell: Callable[[Outcome], None]) -> Iterator[Statement]:
    """Yield statements report by report; each outcome goes to the summary and to whoever looks on."""
    for result in results:
        summary.add(result.outcome, result.statements)
        tell(result.outcome)
        yield from result.statements


def _write_stores(folder: Path, base: str | None) -> None:
    from kg.folder import STATEMENTS
    from kg.records import read_statements
    from loaders.embedded import build_embedded
    from loaders.rdf import DEFAULT_BASE, write_rdf
    from loaders.tables import write_tables

    statements = list(read_statements(folder / STATEMENTS))
    write_rdf(statements, folder, base or DEFAULT_BASE)
    write_tables(statements, folder)
    build_embedded(statements, folder / _EMBEDDED)


def _query(arguments: argparse.Namespace) -> int:
    from kg.folder import check_graph
    from kg.output import print_rows

    check_graph(arguments.out)
    columns, rows = _sparql(arguments) if arguments.cypher is None else _cypher(arguments)
    print_rows(columns, rows, arguments.format, sys.stdout)
    return _OK


def _sparql(arguments: argparse.Namespace) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    from loaders.rdf import sparql

    return sparql(arguments.out, arguments.sparql)


def _cypher(arguments: argparse.Namespace) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    from loaders.embedded import open_embedded

    return open_embedded(arguments.out / _EMBEDDED).cypher(arguments.cypher)


def _show(arguments: argparse.Namespace) -> int:
    from rich.console import Console

    from kg import load
    from kg.show import describe_entity, render

    description = describe_entity(load(arguments.out), arguments.name)
    Console(markup=False, highlight=False, emoji=False).print(render(description))
    return _OK
