"""One name for an entity that reports call by several: what the merged graph says of it.

A named graph keeps the name that its own report uses. The merged graph has one name and keeps the others as aliases, by
the rule of :func:`kg.projection.things`, so that every store gives the same answer. The readings go through a file, for
there may be more entities than memory holds.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from kg.model import Entity
from kg.projection import merged
from loaders.rdf.quads import by_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from kg.model import Statement
    from kg.projection import Thing

__all__ = ["noted", "settled"]


def noted(statements: Iterable[Statement], out: BinaryIO) -> Iterator[Statement]:
    """Yield the statements as they are, report by report, and write down how each report calls each entity.

    A line has the reading and the number of statements' ends that have it. Raises ``ValueError`` where the reports are
    out of order.
    """
    for report, group in by_report(statements):
        items = list(group)
        ends = Counter(end for item in items for end in (item.subject, item.object) if isinstance(end, Entity))
        out.writelines(_line(entity, report, count) for entity, count in ends.items())
        yield from items


def _line(entity: Entity, report: str, count: int) -> bytes:
    record = [entity.id, entity.type, entity.name, entity.kind, entity.aliases, report, count]
    return json.dumps(record).encode() + b"\n"


def settled(lines: Iterable[bytes]) -> Iterator[Thing]:
    """Yield one entity for each id that sorted lines of :func:`noted` give in more than one way.

    >>> full = '["initiative:一窗", "Initiative", "“一窗”改革", null, [], "a", 2]'
    >>> short = '["initiative:一窗", "Initiative", "“一窗”", null, [], "b", 1]'
    >>> [(entity.name, entity.aliases) for entity in settled([full.encode(), short.encode()])]
    [('“一窗”改革', ('“一窗”',))]
    """
    for _, records in groupby(map(json.loads, lines), key=lambda record: record[0]):
        ends: Counter[Thing] = Counter()
        for key, type_, name, kind, aliases, _, count in records:
            ends[Entity(key, type_, name, kind, tuple(aliases))] += count
        if len(ends) > 1:
            yield merged(ends)
