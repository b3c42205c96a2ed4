"""How often each rule is right, and whether the confidence of a statement says so.

    kg build ../shared/seeds examples/annotated/reports -o OUT --engine rules
    python -m benchmarks.calibration OUT

``OUT`` is a folder that ``kg build`` wrote. The first table is the source of ``ontology/rules/confidence.toml``: right
+ 1 over stated + 2. The second shows, for statements of each band of confidence, the share that is right.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from kg.score import read_records, score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Record = dict[str, Any]
_BANDS = (0.95, 0.9, 0.8, 0.7, 0.0)
_GOLD = [Path("../shared/gold"), Path("examples/annotated/gold")]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", default=_GOLD)
    arguments = parser.parse_args()
    records = read_records(arguments.out)
    console = Console()
    console.print(_table("rule", _shares(records, arguments.gold, lambda record: record["extractor"])))
    console.print(_table("confidence from", _shares(records, arguments.gold, _band)))


def _band(record: Record) -> str:
    return next(f"{low:.2f}" for low in _BANDS if record["confidence"] >= low)


def _shares(
    records: Iterable[Record], gold: Sequence[Path], key: Callable[[Record], str]
) -> dict[str, tuple[int, int]]:
    """Return (right, stated) for each group of statements whose kind the gold annotates."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record["predicate"] not in {"part_of", "measures"}:
            groups[key(record)].append(record)
    return {name: _share(group, gold) for name, group in sorted(groups.items())}


def _share(records: list[Record], gold: Sequence[Path]) -> tuple[int, int]:
    scores = [score(records, folder).tallies for folder in gold]
    tallies = [tally for found in scores for kind, tally in found.items() if not kind.startswith("entity:")]
    return sum(tally.relaxed for tally in tallies), sum(tally.predicted for tally in tallies)


def _table(title: str, shares: dict[str, tuple[int, int]]) -> Table:
    table = Table(title, "stated", "right", "share", "smoothed")
    for name, (right, stated) in shares.items():
        if stated:
            table.add_row(name, str(stated), str(right), f"{right / stated:.3f}", f"{(right + 1) / (stated + 2):.2f}")
    return table


if __name__ == "__main__":
    main()
