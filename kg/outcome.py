"""What became of an input: read or skipped, what it lacks, and the line a person sees about it."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.coverage import NOTHING, Coverage

if TYPE_CHECKING:
    from kg.errors import InputError
    from kg.model import Report, Statement, Text

__all__ = ["Outcome", "died", "display", "failed", "lacking", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: a ``report``, or a ``problem`` that a ``remedy`` may mend.

    ``notes`` say what a report that was read lacks, or what was left out; ``characters`` is its length as decoded.
    """

    path: str
    report: Report | None = None
    characters: int = 0
    sentences: int = 0
    statements: int = 0
    coverage: Coverage = NOTHING
    notes: tuple[str, ...] = ()
    problem: str = ""
    remedy: str = ""


def display(path: Path | str) -> str:
    """Return a path as text that every file and terminal takes; bytes that are no UTF-8 are spelt out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def refused(error: InputError) -> Outcome:
    """Return the outcome of an input that is no readable report."""
    path = display(error.path)
    return Outcome(path, problem=error.problem.removeprefix(f"{error.path}: "), remedy=error.remedy)


def failed(path: Path, error: Exception) -> Outcome:
    """Return the outcome of a report that our own code could not digest: the error, and where it arose."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = "/".join(Path(frame.filename).parts[-2:])
    problem = f"{type(error).__name__} in {frame.name} ({place}:{frame.lineno}): {error}"
    return Outcome(display(path), problem=problem, remedy="this is our fault: please send us the file")


def died(path: Path) -> Outcome:
    """Return the outcome of a report whose process was killed, by the system or by hand."""
    problem = "the process that read it was killed"
    return Outcome(display(path), problem=problem, remedy="give it more memory or split the file")


def lacking(report: Report, text: Text, statements: list[Statement]) -> tuple[str, ...]:
    """Return what a report lacks that reports have."""
    lacks = {
        "no title found": report.title is None,
        "no publisher found": report.publisher is None,
        "no place found": report.place is None,
        "no year found": report.year is None,
        "no figures found": not any(statement.predicate == "reports" for statement in statements),
        "no full stop: sentences end where lines end": "。" not in text.canonical,
    }
    return tuple(note for note, lacks_it in lacks.items() if lacks_it)
