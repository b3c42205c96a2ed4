"""Lines sorted with little memory: in runs on disk, merged."""

from __future__ import annotations

import heapq
from itertools import groupby, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["lines_of", "sorted_unique"]

_LINES_IN_MEMORY = 100_000  # about 25 MB of N-Triples; more are sorted in runs on disk


def sorted_unique(lines: Iterable[bytes], run: Path, in_memory: int = _LINES_IN_MEMORY) -> Iterator[bytes]:
    """Yield distinct lines in the order of their bytes, with at most ``in_memory`` of them in memory.

    The runs are files whose names begin with that of ``run``; they are left for their folder to be removed.
    """
    source = iter(lines)
    runs: list[Path] = []
    while part := sorted(set(islice(source, in_memory))):
        runs.append(run.with_name(f"{run.name}-{len(runs)}"))
        with runs[-1].open("wb") as out:
            out.writelines(part)
    return (line for line, _ in groupby(heapq.merge(*map(lines_of, runs))))


def lines_of(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file with their ends."""
    with path.open("rb") as file:
        yield from file
