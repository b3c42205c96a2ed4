"""The folder of a built graph: how it is replaced whole or not at all, and what its ``report.json`` says."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError, UsageError
from kg.records import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.coverage import Gap
    from kg.model import Report, Statement
    from kg.outcome import Outcome

__all__ = [
    "REPORT",
    "STATEMENTS",
    "Summary",
    "check_graph",
    "check_target",
    "drafting",
    "publish",
    "statements_of",
    "write_report",
]

STATEMENTS = "statements.jsonl"
REPORT = "report.json"

Record = dict[str, Any]


@dataclass(slots=True)
class Summary:
    """What a build has come to so far: inputs read and skipped, statements by predicate, and the ids of each class."""

    read: list[tuple[Report, Outcome]] = field(default_factory=list)
    skipped: list[Outcome] = field(default_factory=list)
    predicates: Counter[str] = field(default_factory=Counter)
    classes: dict[str, set[str]] = field(default_factory=dict)

    def add(self, outcome: Outcome, statements: Iterable[Statement]) -> None:
        """Take in one input."""
        if outcome.report is None:
            self.skipped.append(outcome)
        else:
            self.read.append((outcome.report, outcome))
        for statement in statements:
            self.predicates[statement.predicate] += 1
            for end in (statement.subject, statement.object):
                self.classes.setdefault(end.type, set()).add(end.id)


def check_graph(folder: Path) -> None:
    """Make sure that a folder holds a whole graph.

    Raises :class:`kg.errors.GraphError` where it does not.
    """
    if not _is_graph(folder):
        raise GraphError(f"{folder}: no graph in it", "give the folder that `kg build -o` wrote")


def statements_of(folder: Path) -> Iterator[Statement]:
    """Yield the statements of the graph in a folder.

    Raises :class:`kg.errors.GraphError` at once where there is none, and while yielding where a line is no statement.
    """
    check_graph(folder)
    return read_statements(folder / STATEMENTS)


def check_target(out: Path) -> None:
    """Make sure that a folder may be written or replaced: it is new, empty, or an earlier graph.

    Raises :class:`kg.errors.UsageError` where it holds anything else.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file", "give a folder to write the graph into")
    if out.is_dir() and any(out.iterdir()) and not _is_graph(out):
        raise UsageError(f"{out}: holds something that is no graph of ours", "give a new or an empty folder")


def _is_graph(folder: Path) -> bool:
    try:
        record = json.loads((folder / REPORT).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and "kg" in record


@contextmanager
def drafting(out: Path) -> Iterator[Path]:
    """Give an empty folder beside ``out`` to write into; unless :func:`publish` puts it in place, it is removed."""
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as work:
        draft = Path(work, "draft")
        draft.mkdir()
        yield draft


def publish(draft: Path, out: Path) -> None:
    """Put a finished draft in the place of ``out``; what was there goes when the draft's surroundings do.

    Two renames, and the first is undone where the second fails: a reader sees the old graph or the new one, whole. A
    machine that stops between the two leaves the old one beside, as ``.<out>.…/replaced``.
    """
    out, replaced = out.resolve(), draft.with_name("replaced")
    if not out.exists():
        draft.rename(out)
        return
    out.rename(replaced)
    try:
        draft.rename(out)
    except OSError:
        replaced.rename(out)
        raise


def write_report(summary: Summary, version: str, path: Path) -> None:
    """Write what was read and skipped, the counts, and the sentences that gave nothing, as JSON."""
    record = {
        "kg": version,
        "read": [_read_record(report, outcome) for report, outcome in summary.read],
        "skipped": [_skipped_record(outcome) for outcome in summary.skipped],
        "statements": summary.predicates.total(),
        "predicates": dict(sorted(summary.predicates.items())),
        "entities": {name: len(ids) for name, ids in sorted(summary.classes.items())},
        "sentences_with_something_to_state": sum(outcome.coverage.carrying for _, outcome in summary.read),
        "gave_nothing": [_gap_record(report, gap) for report, outcome in summary.read for gap in outcome.coverage.gaps],
    }
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _read_record(report: Report, outcome: Outcome) -> Record:
    return {
        "path": outcome.path,
        "report": report.id,
        "title": report.title,
        "published_by": report.publisher,
        "about": report.place,
        "covers": report.year,
        "characters": outcome.characters,
        "sentences": outcome.sentences,
        "statements": outcome.statements,
        "notes": list(outcome.notes),
    }


def _skipped_record(outcome: Outcome) -> Record:
    return {"path": outcome.path, "problem": outcome.problem, "remedy": outcome.remedy}


def _gap_record(report: Report, gap: Gap) -> Record:
    place = {"report": report.id, "start": gap.span.start, "end": gap.span.end}
    return {**place, "carries": list(gap.carries), "text": gap.text}
