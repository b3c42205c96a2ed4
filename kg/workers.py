"""One function over many items in several processes: results in order, memory bounded, a death costs one item."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

__all__ = ["in_order"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8  # items under way for each process: enough to keep all busy behind a slow one, few enough to hold in memory


def in_order(task: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result | None]:
    """Yield ``task(item)`` for each item, in order; ``None`` where the process that ran it died (out of memory, say).

    With one worker the task runs in this process. With more, ``task`` and what it takes and returns must be picklable,
    and what it raises is raised here.
    """
    if workers <= 1:
        yield from map(task, items)
        return
    done = 0
    while done < len(items):
        try:
            for result in _pooled(task, items[done:], workers):
                done += 1
                yield result
        except BrokenProcessPool:  # it does not say whose process died: the first unfinished item is tried by itself
            yield _alone(task, items[done])
            done += 1


def _pooled(task: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    # Spawned, not forked: the progress display and some libraries run threads, and a fork would copy their locks.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start_worker)
    try:
        waiting = iter(items)
        running: deque[Future[Result]] = deque(pool.submit(task, item) for item in islice(waiting, workers * _AHEAD))
        while running:
            yield running[0].result()
            running.popleft()
            running.extend(pool.submit(task, item) for item in islice(waiting, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(task: Callable[[Item], Result], item: Item) -> Result | None:
    try:
        return next(_pooled(task, [item], 1))
    except BrokenProcessPool:
        return None


def _start_worker() -> None:
    """Leave the interrupt key to the parent, and end when the parent ends, even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
