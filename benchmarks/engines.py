"""What rules and tagger find alone and together, against the gold.

    python benchmarks/engines.py --gold ../shared/gold --reports ../shared/seeds [--left-out DIR]

``DIR/<report>`` holds a tagger trained without that report, as this makes it for each:

    kg train ../shared/mentions --leave-out <report> -o DIR/<report>

Without ``--left-out`` the tagger in the package reads: it has seen these reports, so that its figures say little.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from kg.clean import clean
from kg.engine import ENGINES, Engine
from kg.pipeline import extract
from kg.read import read_report
from kg.records import to_record
from kg.score import score
from kg.segment import segment
from kg.tagger.run import load_tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.engine import EngineName

_GROUPS = ("ENTITIES", "TRIPLES")


def main() -> None:
    """Print a row for each engine, and how fast the tagger is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--reports", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--left-out", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    reports = sorted(arguments.reports.glob("*.txt"))
    table = Table("engine", *(f"{group} {rate}" for group in _GROUPS for rate in ("P", "R", "F1", "strict F1")))
    for engine in ENGINES:
        table.add_row(engine, *_rates(_records(engine, reports, arguments.left_out), arguments.gold))
    Console(width=120).print(table, _speed(reports))


def _records(name: EngineName, reports: Sequence[Path], left_out: Path | None) -> list[dict[str, Any]]:
    engines = {path: Engine(name, folder=left_out / path.stem if left_out else None) for path in reports}
    return [to_record(statement) for path, engine in engines.items() for statement in extract(path, engine)]


def _rates(records: list[dict[str, Any]], gold: Path) -> list[str]:
    totals = score(records, gold).totals()
    relaxed = {group: totals[group].rates(totals[group].relaxed) for group in _GROUPS}
    strict = {group: totals[group].rates(totals[group].strict)["f"] for group in _GROUPS}
    return [f"{rate:.3f}" for group in _GROUPS for rate in (*relaxed[group].values(), strict[group])]


def _speed(reports: Sequence[Path]) -> str:
    texts = [sentence.text for path in reports for sentence in segment(clean(read_report(path)))] * 4
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    began = time.perf_counter()
    tagger = load_tagger()
    started = time.perf_counter() - began
    tagger.tag(texts)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    return f"tagger: {sum(map(len, texts)) / used:,.0f} characters a CPU-second; loaded in {started:.3f} s"


if __name__ == "__main__":
    main()
