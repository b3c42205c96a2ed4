"""The commands for RDF: ``kg export rdf``, ``kg check``, ``kg derive`` and ``kg serve``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Entity

if TYPE_CHECKING:
    import argparse

    from pyoxigraph import Store

    from loaders.rdf import Violation

__all__ = ["describe_check", "describe_derive", "describe_rdf", "describe_serve"]

_OK = 0
_FAULTY = 1


def describe_rdf(parser: argparse.ArgumentParser) -> None:
    """Say what ``kg export rdf`` takes."""
    parser.set_defaults(command=_export)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder of the graph")
    target = "a folder, for one file a format, or a file, whose ending says the format"
    parser.add_argument("target", type=Path, metavar="DIR|FILE", help=target)
    forms = (
        "trig, nquads, jsonld: a graph a report; turtle, ntriples, rdfxml: all in one (default: all, or by the ending)"
    )
    parser.add_argument("--format", action="append", metavar="FORMAT", dest="formats", help=forms)
    parser.add_argument(
        "--base", metavar="IRI", help="what the IRIs of entities begin with; ends in / (default: that of the graph)"
    )
    parser.add_argument("--rdf12", action="store_true", help="give each statement its triple term of RDF 1.2 as well")


def describe_check(parser: argparse.ArgumentParser) -> None:
    """Say what ``kg check`` takes."""
    parser.set_defaults(command=_check)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder of the graph")
    parser.epilog = "The exit code is 0 where the graph is well formed, 1 where it is not."


def describe_derive(parser: argparse.ArgumentParser) -> None:
    """Say what ``kg derive`` takes."""
    parser.set_defaults(command=_derive)
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="the folder of the graph: derived.trig is written into it"
    )
    what = "the reports that the graph was built of: without them sums are not looked at"
    parser.add_argument("--sources", action="append", type=Path, default=[], metavar="PATH", help=what)


def describe_serve(parser: argparse.ArgumentParser) -> None:
    """Say what ``kg serve`` takes."""
    parser.set_defaults(command=_serve)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder of the graph")
    parser.add_argument("--port", type=int, default=7878, help="the port on this machine (default: 7878; 0: any)")
    limit = "how long a query may take (default: 30)"
    parser.add_argument("--seconds", type=float, default=30, metavar="N", help=limit)


def _export(arguments: argparse.Namespace) -> int:
    from kg.folder import statements_of
    from loaders.rdf import base_of, export_rdf

    files = _files(arguments.target, arguments.formats, rdf12=arguments.rdf12)
    statements = statements_of(arguments.out)
    base = arguments.base or base_of(arguments.out)
    written = export_rdf(statements, files, base, rdf12=arguments.rdf12)
    sys.stdout.writelines(f"{path}\n" for path in written)
    return _OK


def _files(target: Path, formats: list[str] | None, *, rdf12: bool) -> dict[str, Path]:
    """Return the file of each format; a target with the ending of a format is a file, any other a folder."""
    from loaders.rdf import DESCRIPTION, FORMATS, format_of

    ending = None if target.is_dir() else format_of(target)
    if ending is None:
        names = formats or [name for name in FORMATS if not (rdf12 and name == "jsonld")]
        files = {name: target / (FORMATS[name].file if name in FORMATS else name) for name in names}
        return files | {DESCRIPTION: target / "dataset.ttl"}
    if formats is not None and formats != [ending]:
        problem = f"{target}: the ending is that of {ending}, not of {', '.join(formats)}"
        raise UsageError(problem, "leave out --format, or give a folder")
    return {ending: target}


def _derive(arguments: argparse.Namespace) -> int:
    from kg.folder import statements_of
    from kg.projection import things
    from kg.reason import findings, versions
    from loaders.rdf import DERIVED, base_of, write_derived

    statements = list(statements_of(arguments.out))
    found = list(findings(statements, _sources(arguments.sources)))
    known = [thing for thing in things(statements).values() if isinstance(thing, Entity)]
    write_derived(found, versions(known), arguments.out / DERIVED, base_of(arguments.out))
    for item in found:
        values = "" if item.stated is None else f": {item.stated}, but {item.computed} by the other figures"
        sys.stdout.write(f"{item.report} {item.evidence.start}: {_SAID[item.kind]} {item.evidence.text}{values}\n")
    return _OK


_SAID = {
    "sum": "parts that do not add up",
    "rate": "a rate that its counts contradict",
    "citation": "names nothing known",
}


def _sources(paths: list[Path]) -> dict[str, str]:
    from kg.pipeline import report_id, survey
    from kg.read import read_report

    return {report_id(path): read_report(path) for path in survey(paths)[0]} if paths else {}


def _serve(arguments: argparse.Namespace) -> int:
    from kg.folder import check_graph
    from loaders.rdf.serve import server

    check_graph(arguments.out)
    with server(arguments.out, arguments.port, seconds=arguments.seconds) as listening:
        sys.stdout.write(f"SPARQL at {listening.address}, to read only; stop with Ctrl-C\n")
        sys.stdout.flush()
        listening.serve_forever()
    return _OK


def _check(arguments: argparse.Namespace) -> int:
    from kg.folder import check_graph
    from loaders.rdf import base_of, open_store, violations

    check_graph(arguments.out)
    store = open_store(arguments.out, named=False)
    found = list(violations(store))
    if found:
        _print_violations(found, store, base_of(arguments.out))
    sys.stdout.write(f"{len(found) or 'no'} violation{'' if len(found) == 1 else 's'}\n")
    return _FAULTY if found else _OK


def _print_violations(found: list[Violation], store: Store, base: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from loaders.rdf import source_of

    table = Table("node", "problem", "value", "report", "at", "sentence")
    for item in found:
        source = source_of(store, item.focus)
        place = ("", "", "") if source is None else (source.report, source.start, source.text)
        value = "" if item.value is None else str(item.value)
        cells = (str(item.focus), item.constraint.message, value, *place)
        table.add_row(*(Text(cell.strip("<>").removeprefix(base)) for cell in cells))
    Console(markup=False, highlight=False, emoji=False).print(table)
