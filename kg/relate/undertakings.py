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
    before = [item for item in scene.of_type("Region") if item.span.end == initiative.span.start]
    if before and scene.actors_at(clause.start) != [scene.default]:
        return [before[-1].entity]
    return [*scene.actors_at(initiative.span.start), *_partners(scene, clause, initiative)]


def _is_aside(scene: Scene, initiative: Linked) -> bool:
    """Tell whether the text only mentions an initiative: as a date (…改革后), or as what was honoured elsewhere."""
    if _aside().match(scene.masked, initiative.span.end):
        return True
    clause = scene.clause_of(initiative.span.start)
    won = any(initiative.span.end <= award.verb.start <= initiative.span.end + _NEAR for award in scene.awards)
    places = [item for item in scene.of_type("Region") if item.span.end == initiative.span.start]
    opens = clause.start == initiative.span.start and not _names_place(scene, initiative)
    return won and opens and not places


_NEAR = 4  # characters between a work and the verb that honours it: 项目, 成功


def _names_place(scene: Scene, initiative: Linked) -> bool:
    return scene.place.name.rstrip("省市区县") in initiative.entity.name


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(read_rules("initiatives")["cues"]["aside"])


def _partners(scene: Scene, clause: Span, initiative: Linked) -> list[Entity]:
    """Return those with whom it is set up: 与X、Y共同建立 makes X and Y its doers too."""
    text = scene.text[clause.start : initiative.span.start]
    if not any(cue in text for cue in ("共同建立", "联合建立", "共建")) or "与" not in text:
        return []
    return [
        item.entity
        for item in scene.of_type("Agency", "Organization")
        if clause.start <= item.span.start < initiative.span.start and item.entity not in scene.actors_at(clause.start)
    ]
