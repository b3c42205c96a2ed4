"""Gold annotations and statement records as facts of one form, sorted by kind, so that they can be compared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.score.likeness import plain

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

__all__ = ["Fact", "Facts", "Record", "Thing", "gold_facts", "stated_facts"]

Record = dict[str, Any]

_NAMED = frozenset({"Agency", "Organization", "Region", "Initiative", "Regulation", "Honor", "Person", "Problem"})
_REPORT_FACTS = {"published_by": "Agency", "about": "Region", "covers": "Year"}


class Thing(NamedTuple):
    """One end of a fact."""

    type: str
    name: str


_THE_REPORT = Thing("Report", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as it is compared. An entity is a fact whose subject is the report."""

    object: Thing
    subject: Thing = _THE_REPORT
    status: str = "done"
    action: str | None = None
    value: float | str | None = None
    unit: str = ""
    quote: str = ""


Facts = dict[str, list[Fact]]


def gold_facts(rows: Iterable[Record]) -> Facts:
    """Return the facts of one report's gold rows by kind: a predicate, or ``entity:`` and a class."""
    facts: Facts = defaultdict(list)
    for row in rows:
        for kind, fact in _of_gold_row(row):
            facts[kind].append(fact)
    return facts


def stated_facts(records: Iterable[Record]) -> Facts:
    """Return the facts of one report's statements by kind; what is stated again counts once."""
    first: dict[tuple[str, Hashable], Fact] = {}
    for record in records:
        quote = (record.get("evidence") or {}).get("text") or ""
        for end in (_thing(record["subject"]), _thing(record["object"])):
            if end.type in _NAMED:
                first.setdefault((f"entity:{end.type}", plain(end.name)), Fact(end, quote=quote))
        kind, same, fact = _of_statement(record, quote)
        first.setdefault((kind, same), fact)
    facts: Facts = defaultdict(list)
    for (kind, _), fact in first.items():
        facts[kind].append(fact)
    return facts


def _of_gold_row(row: Record) -> Iterator[tuple[str, Fact]]:
    quote = row.get("quote") or ""
    match row["kind"]:
        case "report":
            yield from ((kind, Fact(Thing(type_, row[kind]))) for kind, type_ in _REPORT_FACTS.items() if row.get(kind))
        case "metric":
            yield "reports", _figure(row, quote)
        case "entity":
            yield f"entity:{row['type']}", Fact(_thing(row), quote=quote)
            if row["type"] == "Regulation":  # a report cites whatever regulation it names
                yield "cites(report)", Fact(_thing(row), quote=quote)
        case "relation" if _kind(row) != "cites(report)":
            yield _kind(row), _relation(row, quote)


def _of_statement(record: Record, quote: str) -> tuple[str, Hashable, Fact]:
    """Return the kind of a stated fact, what another one must share to be the same, and the fact."""
    if record["predicate"] == "reports":
        node = record["object"]
        figure = replace(_figure(node, quote), subject=_thing(record["subject"]))
        return "reports", (plain(figure.object.name), *map(node.get, ("value", "unit", "measure"))), figure
    fact = _relation(record, quote)
    ends = fact.subject.type, plain(fact.subject.name), plain(fact.object.name)
    return _kind(record), (fact.action, fact.status, *ends), fact


def _kind(row: Record) -> str:
    if row["predicate"] != "cites":
        return str(row["predicate"])
    return "cites(report)" if row["subject"]["type"] == "Report" else "cites(initiative)"


def _relation(row: Record, quote: str) -> Fact:
    status = row.get("status") or "done"
    return Fact(_thing(row["object"]), _thing(row["subject"]), status, row.get("action"), quote=quote)


def _figure(row: Record, quote: str) -> Fact:
    indicator = Thing("Observation", str(row.get("indicator") or ""))
    return Fact(indicator, value=row.get("value"), unit=str(row.get("unit") or ""), quote=quote)


def _thing(node: Record) -> Thing:
    return Thing(node["type"], str(node.get("name") or ""))
