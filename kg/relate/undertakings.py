"""``implements``: who carries out which initiative."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity, Span

__all__ = ["undertakings"]


def undertakings(scene: Scene) -> Iterator[Draft]:
    """Yield an ``implements`` for each initiative of a sentence that does not tell of shortcomings."""
    if scene.sentence.stance == "problem":
        return
    for initiative in scene.of_type("Initiative"):
        start = initiative.span.start
        if _is_aside(scene, initiative):
            continue
        for actor in _doers(scene, initiative):
            yield Draft(
                "implements",
                actor,
                initiative.entity,
                scene.stretch(start, initiative.span.end),
                f"implements/{initiative.mention.rule}",
                scene.status_at(start),
            )


def _doers(scene: Scene, initiative: Linked) -> list[Entity]:
    """Return who carries it out: who stands right before it (青禾镇“一次查”改革), else who acts in the clause."""
    clause = scene.clause_of(initiative.span.start)
    before = scene.ending_at(initiative.span.start, "Region")
    if before and scene.actors_at(clause.start) != [scene.default]:
        return [before[-1].entity]
    return [*scene.actors_at(initiative.span.start), *_partners(scene, clause, initiative)]


def _is_aside(scene: Scene, initiative: Linked) -> bool:
    """Tell whether the text only mentions an initiative: as a date (…改革后), or as what was honoured elsewhere."""
    if _aside().match(scene.masked, initiative.span.end):
        return True
    clause = scene.clause_of(initiative.span.start)
    if _at_work().search(scene.masked, initiative.span.start, clause.end) and _opens(scene, clause, initiative):
        return True
    won = any(initiative.span.end <= award.verb.start <= initiative.span.end + _NEAR for award in scene.awards)
    opens = clause.start == initiative.span.start and not _names_place(scene, initiative)
    return won and opens and not scene.ending_at(initiative.span.start, "Region")


_NEAR = 4  # characters between a work and the verb that honours it: 项目, 成功


def _names_place(scene: Scene, initiative: Linked) -> bool:
    return scene.place.name.rstrip("省市区县") in initiative.entity.name


def _opens(scene: Scene, clause: Span, initiative: Linked) -> bool:
    return not scene.masked[clause.start : initiative.span.start].strip()


@cache
def _at_work() -> re.Pattern[str]:
    return re.compile(read_rules("initiatives")["cues"]["at_work"])


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(read_rules("initiatives")["cues"]["aside"])


def _partners(scene: Scene, clause: Span, initiative: Linked) -> list[Entity]:
    """Return those with whom it is set up: 与X、Y（共同）建立 makes X and Y its doers too."""
    part = [i for i in scene.of_type("Agency", "Organization") if clause.start <= i.span.start < initiative.span.start]
    joined = [i for i in part if i.entity not in scene.actors_at(clause.start)]
    if not joined or not _WITH.search(scene.masked, clause.start, joined[0].span.start):
        return []
    set_up = _SET_UP.match(scene.masked, joined[-1].span.end, initiative.span.start)
    return [item.entity for item in joined] if set_up else []


_WITH = re.compile("(?<![会联])[与同和]$")  # with 会同X the one who calls X in carries it out
_SET_UP = re.compile("(?:等[^，。]{0,8})?(?:共同|联合|探索|协同)*(?:建立|构建|健全|共建|搭建)")
