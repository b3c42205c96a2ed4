from __future__ import annotations

import os
import subprocess
import sys
import time
from math import sqrt
from pathlib import Path

import pytest

from kg.workers import in_order

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    items = [float(number) for number in range(100)]
    assert list(in_order(sqrt, items, workers)) == [sqrt(item) for item in items]


def test_nothing_gives_nothing() -> None:
    assert list(in_order(sqrt, [], 2)) == []


def test_error_of_the_task_is_raised() -> None:
    with pytest.raises(ValueError, match="math domain error"):
        list(in_order(sqrt, [1.0, -1.0], 2))


def test_dead_process_costs_one_item() -> None:
    # `eval` is a task that any process can import, and that can be told to kill its own process.
    items = ["1", "2", "__import__('os')._exit(9)", "4", "5"]
    assert list(in_order(eval, items, 2)) == [1, 2, None, 4, 5]


def test_items_are_taken_as_results_are(tmp_path: Path) -> None:
    """Results that nobody has asked for yet are few, whatever the number of items."""
    items = [str(tmp_path / str(number)) for number in range(100)]
    results = in_order(os.mkdir, items, 2)
    next(results)
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) < 30
    results.close()  # type: ignore[attr-defined]  # a generator, as its caller need not know


def test_workers_end_with_a_killed_parent() -> None:
    code = """
from kg.workers import in_order
tasks = ["__import__('os').getpid()", "__import__('time').sleep(60)"]
if __name__ == "__main__":
    for result in in_order(eval, tasks, 2):
        print(result, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        parent.kill()
        parent.communicate(timeout=5)  # ends when the last process that holds the pipe has ended
