"""``implements``: who carries out which initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.relate.scene import Draft, Linked, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Entity, Span

__all__ = ["undertakings"]

_BODIES = {"Agency", "Organization", "Region"}


def undertakings(scene: Scene) -> Iterator[Draft]:
    """Yield an ``implements`` for each initiative of a sentence that does not tell of shortcomings."""
    if scene.sentence.stance == "problem":
        return
    for initiative in scene.of_type("Initiative"):
        start = initiative.span.start
        for actor in _doers(scene, initiative):
            yield Draft(
                "implements",
                actor,
                initiative.entity,
                scene.stretch(start, initiative.span.end),
                f"implements/{initiative.mention.rule}",
                _CONFIDENCE.get(initiative.mention.rule, 0.7),
                scene.status_at(start),
            )


# Shares of correct statements by rule on the gold (five reports, statements matched by the scorer).
_CONFIDENCE = {"quoted-name": 0.85, "known-name": 0.85, "headed-name": 0.75}


def _doers(scene: Scene, initiative: Linked) -> list[Entity]:
    """Return who carries it out: who stands right before it (青禾镇“一次查”改革), else who acts in the clause."""
    clause = scene.clause_of(initiative.span.start)
    before = [item for item in scene.linked if item.span.end == initiative.span.start and item.type in _BODIES]
    if before and before[-1].span.start >= clause.start and before[-1].type == "Region":
        return [before[-1].entity]
    return [*scene.actors_at(initiative.span.start), *_partners(scene, clause, initiative)]


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
