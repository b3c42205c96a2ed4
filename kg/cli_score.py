"""``kg score``: a graph against annotated reports, or what each engine finds in them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kg.engine import EngineName
    from kg.score import Score

__all__ = ["describe_score"]


def describe_score(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.set_defaults(command=_score)
    compared = parser.add_mutually_exclusive_group(required=True)
    what = "the folder of a graph, or a file or folder of statement records"
    compared.add_argument("statements", nargs="?", type=Path, metavar="OUT_OR_FILE", help=what)
    engines = "read the reports of this folder with each engine, and set their scores side by side"
    compared.add_argument("--engines", type=Path, metavar="REPORTS", help=engines)
    parser.add_argument("--gold", required=True, type=Path, metavar="DIR", help="the folder of <report>.jsonl")
    parser.add_argument("--sources", type=Path, metavar="DIR", help="the folder of the reports: checks the evidence")
    parser.add_argument("--errors", metavar="REPORT", help="list what was missed and what is wrong in this report")
    left = "with --engines: read each report with the tagger in DIR/<report> (kg train --leave-out <report>)"
    parser.add_argument("--left-out", type=Path, metavar="DIR", help=left)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _score(arguments: argparse.Namespace) -> int:
    return _score_graph(arguments) if arguments.engines is None else _score_engines(arguments)


def _score_graph(arguments: argparse.Namespace) -> int:
    from kg.console import mistake_lines, print_score
    from kg.score import read_records, score

    if arguments.left_out is not None:
        raise UsageError("--left-out without --engines", "give the reports with --engines")
    records = read_records(arguments.statements)
    sources = None if arguments.sources is None else _sources(arguments.sources, {row.get("report") for row in records})
    result = score(records, arguments.gold, sources)
    if arguments.errors is not None:
        if arguments.errors not in result.mistakes:
            raise UsageError(f"no gold for a report {arguments.errors!r}", f"use {', '.join(result.mistakes)}")
        sys.stdout.writelines(f"{line}\n" for line in mistake_lines(result.mistakes[arguments.errors]))
    if arguments.json:
        _print_json(result.to_record())
    else:
        print_score(result, sys.stdout)
    return 0


def _sources(folder: Path, reports: set[object]) -> dict[str, str]:
    from kg.pipeline import report_id
    from kg.read import read_report

    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder", "give the folder of the reports")
    files = (path for path in sorted(folder.glob("*.txt")) if report_id(path) in reports)
    return {report_id(path): read_report(path) for path in files}


def _score_engines(arguments: argparse.Namespace) -> int:
    from kg.console import print_engines
    from kg.engine import ENGINES

    if arguments.sources is not None or arguments.errors is not None:
        raise UsageError("--sources and --errors are for one graph", "build a graph with --engine, and score it")
    reports = _annotated(arguments.engines, arguments.gold)
    scores: dict[str, Score] = {
        name: _engine_score(name, reports, arguments.gold, arguments.left_out) for name in ENGINES
    }
    if arguments.json:
        _print_json({name: score.to_record() for name, score in scores.items()})
    else:
        print_engines(scores, sys.stdout)
    return 0


def _annotated(folder: Path, gold: Path) -> list[Path]:
    from kg.pipeline import report_id, survey

    files, _ = survey([folder])
    reports = [path for path in files if (gold / f"{report_id(path)}.jsonl").exists()]
    if not reports:
        raise UsageError(f"{folder}: no report with a gold file in {gold}", "give the folder of the annotated reports")
    return reports


def _engine_score(name: EngineName, reports: Sequence[Path], gold: Path, left_out: Path | None) -> Score:
    from kg.engine import Engine
    from kg.pipeline import extract, report_id
    from kg.records import to_record
    from kg.score import score

    engines = {path: Engine(name, folder=left_out / report_id(path) if left_out else None) for path in reports}
    return score([to_record(it) for path, engine in engines.items() for it in extract(path, engine)], gold)


def _print_json(record: object) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
