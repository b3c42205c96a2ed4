"""Who acts in each clause: the one named at its beginning, carried over the clauses that follow, else the publisher.

Where a model tells of semantic roles, the agent of a clause's action acts in it too, wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import LIST_MARK
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import Entity, Role, Span
    from kg.recognise import Found
    from kg.relate.scene import Linked

__all__ = ["Cast", "actors_by_clause"]

_JOINT = re.compile(r"[、和与]")
_BODIES = ("Agency", "Organization", "Region")


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    not_after: re.Pattern[str]
    place: re.Pattern[str]
    name_goes_on: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    cues = read_rules("actors")["actors"]
    return _Patterns(
        opening=re.compile(rf"{LIST_MARK}(?:(?:{'|'.join(cues['before'])})[，,]?)*"),
        not_after=re.compile(rf"$|[，。；：]$|{either(cues['not_after'])}|{cues['one_of_several']}"),
        place=re.compile(rf"{either(cues['place'])}|{cues['levels']}"),
        name_goes_on=re.compile(cues["name_goes_on"]),
    )


def actors_by_clause(found: Found, clauses: Sequence[Span], linked: Sequence[Linked], cast: Cast) -> list[list[Entity]]:
    """Return the actors of each clause of a sentence, whose mentions are ``linked``."""
    acting = [cast.default]
    actors: list[list[Entity]] = []
    for clause in clauses:
        acting = _named_at_start(found.masked, clause, linked, cast) or _by_role(found.roles, clause, linked) or acting
        actors.append(acting)
    return actors


def _by_role(roles: Sequence[Role], clause: Span, linked: Sequence[Linked]) -> list[Entity]:
    """Return the bodies that are the agents of the actions which begin in a clause."""
    agents = [role.agent for role in roles if clause.start <= role.action.start < clause.end]
    return [
        item.entity
        for item in linked
        if item.type in _BODIES and any(a.start <= item.span.start and item.span.end <= a.end for a in agents)
    ]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts where nobody is named, and which division a word (全市, 我县) means, if any."""

    default: Entity
    division: Callable[[str], Entity | None]


def _named_at_start(masked: str, clause: Span, linked: Sequence[Linked], cast: Cast) -> list[Entity]:
    patterns = _patterns()
    opening = patterns.opening.match(masked, clause.start, clause.end)
    start = opening.end() if opening else clause.start
    named: list[Entity] = []
    last: Linked | None = None
    for item in linked:
        if item.span.start == start and item.type in _BODIES:
            if last and last.type == "Region" and last.span.end == start:
                named.pop()  # 青禾县柳溪镇: the inner one acts
            named.append(item.entity)
            last, start = item, item.span.end
            joint = _JOINT.match(masked, start)
            start = joint.end() if joint else start
    if named:
        if named[-1].type == "Region" and patterns.name_goes_on.match(masked, start, clause.end):
            return []
        return [] if patterns.not_after.match(masked, start, clause.end) else named
    word = patterns.place.match(masked, start, clause.end)
    if word is None or patterns.not_after.match(masked, word.end(), clause.end):
        return []
    division = cast.division(word.group())
    return [division] if division else []
