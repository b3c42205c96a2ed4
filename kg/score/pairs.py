"""Which stated fact is which gold one: a measure for each kind of fact, and one-to-one pairing by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.score.likeness import likeness, plain, plain_unit, without_government

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.score.facts import Fact, Thing

__all__ = ["pair"]

_OTHER_STATUS = 0.9  # done against planned: a weaker match, so that equal ones pair first
_STANDS_FOR = 0.9  # a government and its region: the reports use both as subjects
_TOLERANCE = 1e-6  # relative, for values that went through binary fractions
_BODIES = frozenset({"Agency", "Organization"})  # told apart by usage, not by the text


def pair(kind: str, gold: Sequence[Fact], stated: Sequence[Fact], *, strict: bool) -> list[tuple[int, int]]:
    """Return the pairs (index in gold, index in stated), the best match first and each fact at most once."""
    matches = []
    for row, expected in enumerate(gold):
        for column, found in enumerate(stated):
            match = _match(kind, expected, found, strict=strict)
            if match > 0:
                matches.append((-match, row, column))
    rows, columns, pairs = set[int](), set[int](), []
    for _, row, column in sorted(matches):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


def _match(kind: str, gold: Fact, stated: Fact, *, strict: bool) -> float:
    if kind.startswith("entity:"):
        return likeness(gold.object.type, gold.object.name, stated.object.name, strict=strict)
    if kind == "reports":
        return _match_figures(gold, stated, strict=strict)
    if kind == "issues" and gold.action != stated.action:
        return 0.0
    return _match_relations(gold, stated, strict=strict)


def _match_figures(gold: Fact, stated: Fact, *, strict: bool) -> float:
    if plain_unit(gold.unit) != plain_unit(stated.unit) or not _same_value(gold, stated):
        return 0.0
    return likeness(gold.object.type, gold.object.name, stated.object.name, strict=strict)


def _same_value(gold: Fact, stated: Fact) -> bool:
    if gold.value is None or stated.value is None:
        return False
    try:
        expected, found = float(gold.value), float(stated.value)
    except ValueError:
        return False
    return abs(expected - found) <= _TOLERANCE * max(1.0, abs(expected))


def _match_relations(gold: Fact, stated: Fact, *, strict: bool) -> float:
    match = _match_objects(gold.object, stated.object, strict=strict)
    if not match or gold.subject.type == "Report":
        return match
    if gold.status != stated.status:
        match *= 0.0 if strict else _OTHER_STATUS
    return _match_subjects(gold.subject, stated.subject, strict=strict) * match


def _match_objects(gold: Thing, stated: Thing, *, strict: bool) -> float:
    if gold.type == "Year":
        return float(plain(gold.name) == plain(stated.name))
    if gold.type != stated.type and not {gold.type, stated.type} <= _BODIES:
        return 0.0
    return likeness(gold.type, gold.name, stated.name, strict=strict)


def _match_subjects(gold: Thing, stated: Thing, *, strict: bool) -> float:
    match = likeness(gold.type, gold.name, stated.name, strict=strict)
    if not match and not strict and without_government(gold.name) == without_government(stated.name):
        return _STANDS_FOR
    return match
