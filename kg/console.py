"""What the command line says on its way: progress, what was skipped, and the tables at the end."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kg.output import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.folder import Summary
    from kg.outcome import Outcome
    from kg.score import Mistake, Score, Tally
    from kg.tagger.scores import Score as TaggerScore

__all__ = ["mistake_lines", "print_engines", "print_score", "print_summary", "print_tagger_scores", "showing_progress"]

_WIDE = 200  # columns where a file or a pipe has none: no line of ours is longer, so none is folded


@contextmanager
def showing_progress(total: int, stream: TextIO) -> Iterator[Callable[[Outcome], None]]:
    """Give a function to tell each outcome to: it says what was skipped or lacks, and moves a bar on a terminal."""
    console = _console(stream)
    if not stream.isatty():
        yield lambda outcome: _tell(outcome, console)
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)

        def tell(outcome: Outcome) -> None:
            _tell(outcome, console)
            bar.advance(task)

        yield tell


def print_summary(summary: Summary, stream: TextIO) -> None:
    """Print how many reports were read, and the statements by predicate."""
    console = _console(stream)
    console.print(f"{len(summary.read)} reports read, {len(summary.skipped)} inputs skipped")
    table = Table()
    table.add_column("predicate")
    table.add_column("statements", justify="right")
    for predicate, count in sorted(summary.predicates.items()):
        table.add_row(predicate, str(count))
    table.add_section()
    table.add_row("all", str(summary.predicates.total()))
    console.print(table)


def print_score(score: Score, stream: TextIO) -> None:
    """Print each kind with its counts, precision, recall and F1, then the totals and the share of exact evidence."""
    table = Table()
    for column in ("", "gold", "predicted", "P", "R", "F1", "strict F1"):
        table.add_column(column, justify="right" if column else "left")
    for kind, tally in sorted(score.tallies.items()):
        table.add_row(kind, *_figures(tally))
    table.add_section()
    for kind, tally in score.totals().items():
        table.add_row(kind, *_figures(tally))
    console = _console(stream)
    console.print(table)
    if score.evidence is not None:
        console.print(f"evidence that is its slice: {score.evidence.exact} of {score.evidence.statements}")


def print_engines(scores: Mapping[str, Score], stream: TextIO) -> None:
    """Print what each engine finds of entities and triples: precision, recall and F1, a row an engine."""
    table = Table()
    groups = ("ENTITIES", "TRIPLES")
    table.add_column("engine")
    for column in (f"{group} {rate}" for group in groups for rate in ("P", "R", "F1", "strict F1")):
        table.add_column(column, justify="right")
    for name, score in scores.items():
        totals = score.totals()
        table.add_row(name, *(figure for group in groups for figure in _figures(totals[group])[2:]))
    _console(stream).print(table)


def print_tagger_scores(scores: Mapping[str, TaggerScore], stream: TextIO) -> None:
    """Print each type of mention with its counts, precision, recall and F1."""
    table = Table()
    for column in ("", "marked", "found", "P", "R", "F1"):
        table.add_column(column, justify="right" if column else "left")
    for kind, score in scores.items():
        rates = (score.precision, score.recall, score.f1)
        table.add_row(kind, str(score.marked), str(score.found), *(f"{rate:.3f}" for rate in rates))
    _console(stream).print(table)


def mistake_lines(mistakes: Iterable[Mistake]) -> Iterator[str]:
    """Yield a line for each mistake: the fault, the kind, the fact, and the words behind it."""
    for fault, kind, fact in mistakes:
        ends = (fact.subject.name, fact.object.name)
        figure = "" if fact.value is None else f" = {fact.value} {fact.unit}"
        marks = "".join(f" ({mark})" for mark in (fact.action, fact.status if fact.status != "done" else None) if mark)
        what = " → ".join(end for end in ends if end)
        yield printable(f"{fault:6} {kind}: {what}{figure}{marks} | {fact.quote}")


def _figures(tally: Tally) -> list[str]:
    relaxed, strict = tally.rates(tally.relaxed), tally.rates(tally.strict)
    rates = (relaxed["p"], relaxed["r"], relaxed["f"], strict["f"])
    return [str(tally.gold), str(tally.predicted), *(f"{rate:.3f}" for rate in rates)]


def _tell(outcome: Outcome, console: Console) -> None:
    path = printable(outcome.path)
    if outcome.report is None:
        remedy = f"; {outcome.remedy}" if outcome.remedy else ""
        console.print(Text(f"skipped {path}: {printable(outcome.problem + remedy)}", style="red"), soft_wrap=True)
    elif outcome.notes:
        console.print(Text(f"note {path}: {', '.join(outcome.notes)}", style="yellow"), soft_wrap=True)


def _console(stream: TextIO) -> Console:
    width = None if stream.isatty() else _WIDE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
