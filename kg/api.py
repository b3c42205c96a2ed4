"""What a program calls: reports in, a graph out; and a built folder, opened again."""

from __future__ import annotations

import warnings
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine import DEFAULT
from kg.errors import InputError, UsageError
from kg.folder import statements_of
from kg.graph import Graph
from kg.pipeline import build as build_statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.engine import Engine
    from kg.outcome import Outcome

__all__ = ["build", "load"]


def build(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]], *, workers: int = 1, engine: Engine = DEFAULT
) -> Graph:
    """Return the graph of all reports among files and folders; ``engine`` says who proposes what sentences name.

    An input that cannot be read is a warning, and the rest is built. Raises :class:`kg.errors.UsageError` where no path
    is given, :class:`kg.errors.InputError` where nothing can be read. More than one worker starts processes: guard the
    calling program with ``if __name__ == "__main__"``.
    """
    engine.prepare()
    done = build_statements(_paths(paths), workers=workers, engine=engine)
    skipped = [outcome for outcome in done.outcomes if outcome.report is None]
    if len(skipped) == len(done.outcomes):
        raise _first_error(skipped)
    for outcome in skipped:
        warnings.warn(f"skipped {outcome.path}: {outcome.problem}; {outcome.remedy}", stacklevel=2)
    return Graph(done.statements)


def load(out: str | PathLike[str]) -> Graph:
    """Return the graph in a folder that ``kg build -o`` wrote.

    Raises :class:`kg.errors.GraphError` where there is none or it is broken.
    """
    return Graph(statements_of(Path(out)))


def _paths(paths: str | PathLike[str] | Iterable[str | PathLike[str]]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | PathLike) else [Path(path) for path in paths]


def _first_error(skipped: list[Outcome]) -> InputError | UsageError:
    if not skipped:
        return UsageError("no paths", "give report files, or folders that hold them")
    return InputError(skipped[0].path, skipped[0].problem, skipped[0].remedy)
