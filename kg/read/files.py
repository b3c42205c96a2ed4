"""The files of a build: found in a fixed order, each fault told apart, none in the way of the rest."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.read.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["find_reports", "read_report"]

SUFFIX = ".txt"


def find_reports(paths: Iterable[Path]) -> tuple[list[Path], list[InputError]]:
    """Return the reports under the paths, sorted, and what is wrong with the rest.

    A file that is named is taken whatever its ending; in a directory and below it, those ending in ``.txt``, but no
    hidden ones. A file that is met twice counts once. The id of a report is its file name without the ending, so that a
    second file of the same id is an error, as are missing paths, loops of symbolic links, directories without a report
    and what cannot be read.
    """
    errors: list[InputError] = []
    found: dict[str, Path] = {}
    for path in sorted(set(paths), key=str):
        for report in _walk(path, errors, ()):
            found.setdefault(os.path.realpath(report), report)
    return _distinct(sorted(found.values(), key=lambda report: (str(report), report.stem)), errors), errors


def read_report(path: Path) -> str:
    """Return the text of one report, as decoded: line ends and everything else stay as they are in the file.

    Raises :class:`kg.errors.InputError` where the file cannot be read or is no Chinese plain text (:func:`decode`).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return decode(data, path)


def _walk(path: Path, errors: list[InputError], above: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    """Yield the reports at and under a path; ``above`` are the directories it was reached through."""
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            yield from _file(path, status, errors)
            return
        key = status.st_dev, status.st_ino
        if key in above:
            errors.append(InputError(path, "is a loop of symbolic links", "remove the link"))
            return
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        errors.append(_unreadable(path, error))
        return
    yield from _directory(path, entries, errors, (*above, key))


def _directory(
    path: Path, entries: list[Path], errors: list[InputError], above: tuple[tuple[int, int], ...]
) -> Iterator[Path]:
    before = len(errors)
    empty = True
    for entry in entries:
        if _is_candidate(entry):
            for report in _walk(entry, errors, above):
                empty = False
                yield report
    if empty and len(above) == 1 and len(errors) == before:
        errors.append(InputError(path, f"no {SUFFIX} file in this directory", f"give a directory with {SUFFIX} files"))


def _is_candidate(entry: Path) -> bool:
    if entry.name.startswith("."):
        return False
    return entry.suffix.lower() == SUFFIX or entry.is_dir() or (entry.is_symlink() and not entry.suffix)


def _file(path: Path, status: os.stat_result, errors: list[InputError]) -> Iterator[Path]:
    if not stat.S_ISREG(status.st_mode):
        errors.append(InputError(path, "is not a regular file", "give a text file or a directory"))
    elif not os.access(path, os.R_OK):
        errors.append(_unreadable(path, PermissionError(13, "Permission denied")))
    else:
        yield path


def _distinct(reports: list[Path], errors: list[InputError]) -> list[Path]:
    by_id: dict[str, Path] = {}
    for report in reports:
        first = by_id.setdefault(report.stem, report)
        if first is not report:
            problem = f"has the same report id, {report.stem}, as {first}"
            errors.append(InputError(report, problem, "rename one of them"))
    return list(by_id.values())


_REMEDIES = {
    "FileNotFoundError": ("does not exist", "check the path"),
    "PermissionError": ("cannot be read: permission denied", "allow reading it"),
    "IsADirectoryError": ("is a directory", "give the files in it, or let the build find them"),
}


def _unreadable(path: Path, error: OSError) -> InputError:
    if "symbolic link" in (error.strerror or ""):
        return InputError(path, "is a loop of symbolic links", "remove the link")
    if path.is_symlink() and isinstance(error, FileNotFoundError):
        return InputError(path, f"is a symbolic link to {path.readlink()}, which does not exist", "remove the link")
    problem, remedy = _REMEDIES.get(type(error).__name__, (f"cannot be read: {error.strerror}", "check the file"))
    return InputError(path, problem, remedy)
