"""How fast the tagger starts and reads: ``python -m benchmarks.tagger [REPORT…]``."""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from rich.console import Console

from kg.clean import clean
from kg.read import read_report
from kg.segment import segment

_SEEDS = Path("../shared/seeds")


def main() -> None:
    """Print characters a CPU-second, and the seconds until it could begin."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path, default=sorted(_SEEDS.glob("*.txt")))
    reports = parser.parse_args().reports
    texts = [sentence.text for path in reports for sentence in segment(clean(read_report(path)))] * 4
    began = time.perf_counter()
    from kg.tagger.run import load_tagger  # noqa: PLC0415 - onnxruntime's own start belongs to the time

    tagger = load_tagger()
    started = time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    tagger.tag(texts)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    rate = sum(map(len, texts)) / used
    Console().print(f"tagger: {rate:,.0f} characters a CPU-second; loaded in {started:.3f} s", highlight=False)


if __name__ == "__main__":
    main()
