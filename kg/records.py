"""Statements to and from ``statements.jsonl``, the exchange format of the schema."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.errors import GraphError
from kg.model import Entity, Evidence, Observation, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["from_record", "read_statements", "sort_key", "to_record", "write_statements"]

Record = dict[str, Any]
_DECODER = json.JSONDecoder(parse_float=Decimal)


def sort_key(statement: Statement) -> tuple[str, int, int, str]:
    """Order statements by report, then by where they were read."""
    return statement.report, statement.evidence.start, statement.evidence.end, statement.id


def to_record(statement: Statement) -> Record:
    """Return the JSON record of a statement; fields that do not apply are left out."""
    record: Record = {
        "id": statement.id,
        "report": statement.report,
        "predicate": statement.predicate,
        "status": statement.status,
        "subject": _node_record(statement.subject),
        "object": _node_record(statement.object),
        "evidence": _evidence_record(statement.evidence),
        "extractor": statement.extractor,
        "confidence": statement.confidence,
    }
    optional = {"action": statement.action, "title": statement.title}
    record.update({key: value for key, value in optional.items() if value is not None})
    if statement.also:
        record["also"] = [_evidence_record(evidence) for evidence in statement.also]
    return record


def from_record(record: Record) -> Statement:
    """Return the statement of a record.

    Raises ``KeyError`` or ``TypeError`` where the record lacks a field; :func:`read_statements` names the line.
    """
    return Statement(
        id=record["id"],
        report=record["report"],
        predicate=record["predicate"],
        status=record["status"],
        subject=_node(record["subject"]),
        object=_node(record["object"]),
        evidence=_evidence(record["evidence"]),
        extractor=record["extractor"],
        confidence=float(record["confidence"]),
        action=record.get("action"),
        title=record.get("title"),
        also=tuple(_evidence(item) for item in record.get("also", ())),
    )


def write_statements(statements: Iterable[Statement], path: Path) -> None:
    """Write one record a line, in the order given."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for statement in statements:
            out.write(json.dumps(to_record(statement), ensure_ascii=False) + "\n")


def read_statements(path: Path) -> Iterator[Statement]:
    """Yield the statements of a file.

    Raises :class:`kg.errors.GraphError` naming the line that is no statement.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield _parse_line(line, path, number)
    except OSError as error:
        raise GraphError(f"{path}: {error.strerror}", "give the folder that `kg build -o` wrote") from error


def _parse_line(line: str, path: Path, number: int) -> Statement:
    try:
        return from_record(_DECODER.decode(line))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"{path}:{number}: not a statement record ({error!r})"
        raise GraphError(problem, "build the folder again with `kg build`") from error


def _node_record(node: Entity | Observation) -> Record:
    if isinstance(node, Observation):
        value: int | float = int(node.value) if node.value == node.value.to_integral_value() else float(node.value)
        record = {key: getattr(node, key) for key in _OBSERVATION_FIELDS}
        record["value"] = value
        if node.scope is not None:
            record["scope"] = node.scope
        return record
    record = {"id": node.id, "type": node.type, "name": node.name}
    if node.kind is not None:
        record["kind"] = node.kind
    if node.aliases:
        record["aliases"] = list(node.aliases)
    return record


_OBSERVATION_FIELDS = ("id", "type", "indicator", "value", "unit", "measure", "modifier", "period", "agency")


def _evidence_record(evidence: Evidence) -> Record:
    return {"start": evidence.start, "end": evidence.end, "text": evidence.text, "section": list(evidence.section)}


def _evidence(record: Record) -> Evidence:
    return Evidence(record["start"], record["end"], record["text"], tuple(record["section"]))


def _node(record: Record) -> Entity | Observation:
    if record["type"] != "Observation":
        return _entity(record)
    fields = {key: record[key] for key in _OBSERVATION_FIELDS if key not in {"type", "value"}}
    return Observation(value=Decimal(record["value"]), scope=record.get("scope"), **fields)


def _entity(record: Record) -> Entity:
    return Entity(record["id"], record["type"], record["name"], record.get("kind"), tuple(record.get("aliases", ())))
