"""Statements against gold annotations: precision, recall and F1, and whether every evidence is its slice.

The gold files are those of the annotation guide, and the figures are those of the scorer that came with it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import GraphError
from kg.score.facts import Fact, Record, Thing, gold_facts, stated_facts
from kg.score.pairs import pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.score.facts import Facts

__all__ = ["EvidenceTally", "Fact", "Mistake", "Score", "Tally", "Thing", "read_records", "score"]

_TRIPLES = frozenset(
    {"implements", "issues", "establishes", "cooperates_with", "receives", "holds_post", "reports"}
    | {"cites(report)", "cites(initiative)"},
)
_WRONG_WITHOUT_GOLD = _TRIPLES | {"admits"}  # stated where the gold has none of the kind: all of them are wrong
_UNSCORED = "part_of"  # the guide annotates it for some agencies and towns only


@dataclass(frozen=True, slots=True)
class Tally:
    """How many facts of a kind the gold has, how many were stated, and how many of them pair."""

    gold: int = 0
    predicted: int = 0
    relaxed: int = 0
    strict: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.relaxed + other.relaxed,
            self.strict + other.strict,
        )

    def rates(self, hits: int) -> dict[str, float]:
        """Return precision ``p``, recall ``r`` and F1 ``f`` for a number of hits; 0.0 where nothing could be hit."""
        both = self.gold + self.predicted
        return {
            "p": hits / self.predicted if self.predicted else 0.0,
            "r": hits / self.gold if self.gold else 0.0,
            "f": 2 * hits / both if both else 0.0,
        }

    def to_record(self) -> Record:
        """Return the tally with its rates, for JSON."""
        rates = {"relaxed": self.rates(self.relaxed), "strict": self.rates(self.strict)}
        return {"gold": self.gold, "predicted": self.predicted, **rates}


@dataclass(frozen=True, slots=True)
class EvidenceTally:
    """How many statements have a source to check, and how many quote exactly what it says there."""

    statements: int
    exact: int

    def to_record(self) -> Record:
        """Return the tally with its share, for JSON."""
        share = self.exact / self.statements if self.statements else 0.0
        return {"statements": self.statements, "exact": self.exact, "share": share}


class Mistake(NamedTuple):
    """A gold fact that was ``missed``, or a stated one that is ``wrong``."""

    fault: str
    kind: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Score:
    """The tally of each kind of fact over all reports that have gold, and the mistakes of each report."""

    tallies: Mapping[str, Tally]
    mistakes: Mapping[str, Sequence[Mistake]]
    evidence: EvidenceTally | None = None

    def totals(self) -> dict[str, Tally]:
        """Return the two sums: of all entities but problems, and of all triples."""
        entities = [kind for kind in self.tallies if kind.startswith("entity:") and kind != "entity:Problem"]
        groups = {"ENTITIES": entities, "TRIPLES": [kind for kind in self.tallies if kind in _TRIPLES]}
        return {name: sum((self.tallies[kind] for kind in kinds), Tally()) for name, kinds in groups.items()}

    def to_record(self) -> Record:
        """Return all figures, for JSON."""
        record = {kind: tally.to_record() for kind, tally in {**self.tallies, **self.totals()}.items()}
        if self.evidence is not None:
            record["EVIDENCE"] = self.evidence.to_record()
        return record


def score(records: Iterable[Record], gold: Path, sources: Mapping[str, str] | None = None) -> Score:
    """Score statement records against the ``<report>.jsonl`` files of a folder.

    ``sources`` holds decoded texts by report: where given, the evidence of those reports is checked too. Raises
    :class:`kg.errors.GraphError` where the folder holds no gold, or a line of it cannot be read.
    """
    by_report: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_report[str(record.get("report"))].append(record)
    tallies: dict[str, Tally] = defaultdict(Tally)
    mistakes: dict[str, list[Mistake]] = {}
    for file in _jsonl_files(gold):
        expected = _facts(gold_facts, _read_lines(file), str(file))
        stated = _facts(stated_facts, by_report.get(file.stem, ()), f"statements of {file.stem}")
        mistakes[file.stem] = []
        for kind in _kinds(expected, stated):
            tally, wrong = _compare(kind, expected.get(kind, []), stated.get(kind, []))
            tallies[kind] += tally
            mistakes[file.stem].extend(wrong)
    return Score(dict(tallies), mistakes, None if sources is None else _check_evidence(by_report, sources))


def _facts(read: Callable[[Iterable[Record]], Facts], rows: Iterable[Record], place: str) -> Facts:
    try:
        return read(rows)
    except (KeyError, TypeError, AttributeError) as error:
        raise GraphError(f"{place}: a record lacks a field ({error!r})", "give records of the schema") from error


def _kinds(gold: Facts, stated: Facts) -> list[str]:
    extra = {kind for kind in stated if kind in _WRONG_WITHOUT_GOLD or kind.startswith("entity:")}
    return sorted((set(gold) | extra) - {_UNSCORED})


def _compare(kind: str, gold: Sequence[Fact], stated: Sequence[Fact]) -> tuple[Tally, list[Mistake]]:
    hits = pair(kind, gold, stated, strict=False)
    met, right = {row for row, _ in hits}, {column for _, column in hits}
    wrong = [Mistake("missed", kind, fact) for row, fact in enumerate(gold) if row not in met]
    wrong += [Mistake("wrong", kind, fact) for column, fact in enumerate(stated) if column not in right]
    return Tally(len(gold), len(stated), len(hits), len(pair(kind, gold, stated, strict=True))), wrong


def _check_evidence(by_report: Mapping[str, Sequence[Record]], sources: Mapping[str, str]) -> EvidenceTally:
    checks = [
        quote["text"] != "" and sources[report][quote["start"] : quote["end"]] == quote["text"]
        for report, records in by_report.items()
        if report in sources
        for quote in (record.get("evidence") for record in records)
        if quote is not None
    ]
    return EvidenceTally(len(checks), sum(checks))


def read_records(path: Path) -> list[Record]:
    """Return the records of a JSON-lines file, or of a folder's ``statements.jsonl``, or else of all its ``*.jsonl``.

    Raises :class:`kg.errors.GraphError` where there is nothing to read, naming the line that is no record.
    """
    if not path.is_dir():
        return list(_read_lines(path))
    whole = path / "statements.jsonl"
    files = [whole] if whole.exists() else _jsonl_files(path)
    return [record for file in files for record in _read_lines(file)]


def _jsonl_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise GraphError(f"{folder}: no .jsonl file in it", "give the folder that holds them")
    return files


def _read_lines(path: Path) -> Iterator[Record]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: {error}", "give a JSON-lines file in UTF-8") from error
    return (_parse_line(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _parse_line(line: str, place: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise GraphError(f"{place}: not JSON ({error})", "write one JSON object a line") from error
    if not isinstance(record, dict):
        raise GraphError(f"{place}: not a JSON object", "write one JSON object a line")
    return record
