"""From files to statements: one report through the stages, and many reports side by side."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from kg.check import check
from kg.clean import clean, metadata_fields
from kg.coverage import cover
from kg.engine import DEFAULT
from kg.errors import InputError, VocabularyError
from kg.metadata import describe
from kg.outcome import Outcome, died, display, failed, lacking, refused
from kg.read import find_reports, read_report
from kg.records import sort_key
from kg.relate import relate
from kg.segment import segment
from kg.workers import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.engine import Engine
    from kg.model import Report, Sentence, Statement, Text

__all__ = ["Build", "Reading", "Result", "build", "extract", "read", "report_id", "results", "survey"]

# Bytes of input. A process reads 200 kB a second (benchmarks/stages.py) and takes nearly one to start: for less, more
# of them would save nothing.
_WORTH_PROCESSES = 400_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One report with everything the stages made of it."""

    report: Report
    text: Text
    sentences: Sequence[Sentence]
    statements: list[Statement]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an input, with its statements in order."""

    outcome: Outcome
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """All statements in order, and what became of each input."""

    statements: tuple[Statement, ...]
    outcomes: tuple[Outcome, ...]


def extract(path: Path, engine: Engine = DEFAULT) -> list[Statement]:
    """Return the statements of one report, in order.

    Raises :class:`kg.errors.InputError` where the file cannot be read as a report.
    """
    return read(path, engine).statements


def read(path: Path, engine: Engine = DEFAULT) -> Reading:
    """Take one report through the stages; ``engine`` says who proposes what its sentences name.

    Raises :class:`kg.errors.InputError` where the file cannot be read as a report.
    """
    source = read_report(path)
    text = clean(source)
    sentences = segment(text)
    report = describe(report_id(path), text, sentences, metadata_fields(source))
    statements, faults = _allowed(relate(report, text, sentences, engine.recogniser(sentences)))
    notes = lacking(report, text, statements) + faults
    return Reading(report, text, sentences, sorted(statements, key=sort_key), notes)


def _allowed(statements: Iterable[Statement]) -> tuple[list[Statement], tuple[str, ...]]:
    """Return the statements that the ontology allows, and why others were left out."""
    kept, faults = [], []
    for statement in statements:
        try:
            check(statement)
            kept.append(statement)
        except VocabularyError as error:
            faults.append(f"left out a statement, since {error.problem}")
    return kept, tuple(dict.fromkeys(faults))


def report_id(path: Path) -> str:
    """Return the id of the report in a file: the file's name without its ending."""
    return display(path.stem)


def build(
    paths: Iterable[Path],
    *,
    workers: int = 1,
    progress: Callable[[Outcome], None] | None = None,
    engine: Engine = DEFAULT,
) -> Build:
    """Read all reports among files and folders; an input that cannot be read is an outcome, not an error.

    ``progress`` is told each outcome as it comes. More than one worker means new processes, each of which imports the
    calling program: for programs that guard their start with ``if __name__ == "__main__"``.
    """
    files, refusals = survey(paths)
    done = [Result(refusal) for refusal in refusals]
    for result in results(files, workers, engine):
        done.append(result)
        if progress is not None:
            progress(result.outcome)
    statements = chain.from_iterable(result.statements for result in done)
    return Build(tuple(statements), tuple(result.outcome for result in done))


def survey(paths: Iterable[Path]) -> tuple[list[Path], list[Outcome]]:
    """Return the files that may be reports, among files and folders and by report id, and what became of the others."""
    files, errors = find_reports(paths)
    return sorted(files, key=report_id), [refused(error) for error in errors]


def results(files: Sequence[Path], workers: int | None = None, engine: Engine = DEFAULT) -> Iterator[Result]:
    """Yield what became of each file, in their order, with few of them held at a time.

    ``workers`` is the number of processes: by default what the machine and the size of the input warrant.
    """
    count = _worker_count(files) if workers is None else min(workers, len(files))
    for path, result in zip(files, in_order(partial(_attempt, engine), files, count), strict=True):
        yield Result(died(path)) if result is None else result


def _worker_count(files: Sequence[Path]) -> int:
    size = sum(path.stat().st_size for path in files if path.exists())
    return 1 if size < _WORTH_PROCESSES else min(os.cpu_count() or 1, len(files))


def _attempt(engine: Engine, path: Path) -> Result:
    """Read a report whatever happens: one bad file never ends a run."""
    try:
        reading = read(path, engine)
        return Result(_outcome(path, reading), tuple(reading.statements))
    except InputError as error:
        return Result(refused(error))
    except Exception as error:  # noqa: BLE001  # whatever it is becomes this report's outcome, with its type and place
        return Result(failed(path, error))


def _outcome(path: Path, reading: Reading) -> Outcome:
    return Outcome(
        path=display(path),
        report=reading.report,
        characters=len(reading.text.source),
        sentences=len(reading.sentences),
        statements=len(reading.statements),
        coverage=cover(reading.text, reading.sentences, reading.statements),
        notes=reading.notes,
    )
