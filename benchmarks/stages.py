"""Characters a second and peak memory, stage by stage, over a folder of reports.

    python -m benchmarks.stages [FOLDER]

Every rate stands beside its ratio to the baseline of the same run, reading and decoding the same files in plain Python,
so that runs on different machines compare. Time and memory are taken in two passes, since watching memory costs time;
memory is the most that a stage held above what it was given, for the largest of the reports.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.clean import clean, metadata_fields
from kg.metadata import describe
from kg.pipeline import report_id, survey
from kg.read import read_report
from kg.relate import relate
from kg.segment import segment
from loaders.embedded import build_embedded
from loaders.rdf import write_rdf
from loaders.tables import write_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
REPEATS = 3  # the best of so many passes


@dataclass(frozen=True, slots=True)
class Row:
    """One stage's time over all reports, in seconds, and its peak memory for one, in bytes."""

    stage: str
    seconds: float
    peak: int


def measure(stage: str, run: Callable[..., Any], inputs: Sequence[tuple[Any, ...]]) -> tuple[Row, list[Any]]:
    """Run a stage over all inputs; return its row and its outputs."""
    outputs = list(starmap(run, inputs))  # the first pass also loads what the stage needs
    seconds = min(_seconds(run, inputs) for _ in range(REPEATS))
    return Row(stage, seconds, max(starmap(partial(_peak, run), inputs))), outputs


def _seconds(run: Callable[..., Any], inputs: Sequence[tuple[Any, ...]]) -> float:
    start = time.perf_counter()
    for item in inputs:
        run(*item)
    return time.perf_counter() - start


def _peak(run: Callable[..., Any], *item: Any) -> int:  # noqa: ANN401  # whatever the stage before gave
    tracemalloc.start()
    run(*item)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def decode(path: Path) -> str:
    """Read a file in plain Python: the baseline."""
    return path.read_bytes().decode("utf-8-sig", "replace")


def stages(files: Sequence[Path]) -> tuple[list[Row], int]:
    """Take all reports through every stage; return the rows and the number of characters."""
    each = [(path,) for path in files]
    base, _ = measure("baseline: decode", decode, each)
    read, sources = measure("read", read_report, each)
    cleaned, texts = measure("clean", clean, [(source,) for source in sources])
    cut, sentences = measure("segment", segment, [(text,) for text in texts])
    fields = [metadata_fields(source) for source in sources]
    ids = [report_id(path) for path in files]
    described, reports = measure("describe", describe, list(zip(ids, texts, sentences, fields, strict=True)))
    related, found = measure("relate", relate, list(zip(reports, texts, sentences, strict=True)))
    statements = [statement for several in found for statement in several]
    return [base, read, cleaned, cut, described, related, *stores(statements)], sum(map(len, sources))


def stores(statements: list[Any]) -> list[Row]:
    """Write all statements with each loader."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        rdf, _ = measure("write RDF", write_rdf, [(statements, folder)])
        tables, _ = measure("write tables", write_tables, [(statements, folder)])
        embedded, _ = measure("write embedded", build_embedded, [(statements, folder / "graph.kgl")])
    return [rdf, tables, embedded]


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    files, _ = survey([folder])
    rows, characters = stages(files)
    print(f"{len(files)} reports, {characters:,} characters; loaders over all statements at once\n")
    print(f"{'stage':18}{'characters/s':>14}{'of baseline':>13}{'peak MB':>9}")
    for row in rows:
        rate, ratio = characters / row.seconds, rows[0].seconds / row.seconds
        print(f"{row.stage:18}{rate:>14,.0f}{ratio:>13.5f}{row.peak / 1e6:>9.1f}")


if __name__ == "__main__":
    main()
