"""One name for an entity that reports call by several: what the merged graph says of it.

A named graph keeps the name that its own report uses. The merged graph has one name and keeps the others as aliases, by
the rule of :func:`kg.projection.things`, so that every store gives the same answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Statement

__all__ = ["noted", "settled"]


def noted(statements: Iterable[Statement], readings: Counter[Entity]) -> Iterator[Statement]:
    """Yield the statements as they are, counting on the way how each entity is called."""
    for statement in statements:
        readings.update(end for end in (statement.subject, statement.object) if isinstance(end, Entity))
        yield statement


def settled(readings: Counter[Entity]) -> list[Entity]:
    """Return one entity for each id that was read in more than one way, in the order of the ids.

    >>> full = Entity("initiative:一窗", "Initiative", "“一窗”改革")
    >>> short = Entity("initiative:一窗", "Initiative", "“一窗”")
    >>> [(entity.name, entity.aliases) for entity in settled(Counter([full, short, full]))]
    [('“一窗”改革', ('“一窗”',))]
    """
    by_id: dict[str, Counter[Entity]] = {}
    for entity, count in readings.items():
        by_id.setdefault(entity.id, Counter())[entity] = count
    return [_merged(by_id[key]) for key in sorted(by_id) if len(by_id[key]) > 1]


def _merged(readings: Counter[Entity]) -> Entity:
    name = _usual((entity.name, count) for entity, count in readings.items())
    kinds = [(entity.kind, count) for entity, count in readings.items() if entity.kind is not None]
    known = {entity.name for entity in readings}.union(*(entity.aliases for entity in readings))
    return Entity(
        id=next(iter(readings)).id,
        type=_usual((entity.type, count) for entity, count in readings.items()),
        name=name,
        kind=_usual(kinds) if kinds else None,
        aliases=tuple(sorted(known - {name})),
    )


def _usual(votes: Iterable[tuple[str, int]]) -> str:
    """Return what most statements say; on a tie the longer, then the first in code-point order."""
    totals: Counter[str] = Counter()
    for value, count in votes:
        totals[value] += count
    return min(totals, key=lambda value: (-totals[value], -len(value), value))
