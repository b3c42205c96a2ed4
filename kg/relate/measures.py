"""``reports`` and ``measures``: the figures of a sentence, whose they are and which initiative they measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Entity, Figure, Observation
from kg.relate.scene import Draft, Linked, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["measures"]


def measures(scene: Scene, figures: Sequence[Figure], year: str | None, passage: Linked | None) -> Iterator[Draft]:
    """Yield each figure for its place, and what it measures: the initiative beside it, else that of the passage."""
    seen: dict[int, int] = {}
    for figure in figures:
        start = figure.span.start
        seen[start] = seen.get(start, 0) + 1
        observation = _observation(scene, figure, year, seen[start])
        status = scene.status_at(start)
        rule = f"reports/{figure.measure}"
        yield Draft("reports", _place(scene, start), observation, figure.evidence, rule, status)
        initiative = _measured(scene, start) or passage
        if initiative is not None:
            yield Draft("measures", observation, initiative.entity, figure.evidence, "measures/passage")


def _observation(scene: Scene, figure: Figure, year: str | None, nth: int) -> Observation:
    position = scene.sentence.span.start + figure.span.start
    suffix = f".{nth}" if nth > 1 else ""
    return Observation(
        id=f"observation:{scene.report.id.removeprefix('report:')}/{position}{suffix}",
        indicator=figure.indicator,
        value=figure.value,
        unit=figure.unit,
        measure=figure.measure,
        modifier=figure.modifier,
        period=figure.period or year,
        agency=_agency(scene, figure.span.start),
        scope=figure.scope,
    )


def _agency(scene: Scene, position: int) -> str | None:
    """Return the body whose figure it is, where the clause or one before it names a body as the actor."""
    named = [actor for actor in scene.actors_at(position) if actor.type == "Agency" and actor != scene.default]
    return named[0].name if named else None


def _place(scene: Scene, position: int) -> Entity:
    regions = [actor for actor in scene.actors_at(position) if actor.type == "Region"]
    return regions[0] if regions else scene.place


def _measured(scene: Scene, position: int) -> Linked | None:
    """Return the last initiative before a figure, else one after it in its clause (开展20个“…”评选)."""
    initiatives = scene.of_type("Initiative")
    clause = scene.clause_of(position)
    before = [item for item in initiatives if item.span.start < position]
    after = [item for item in initiatives if position <= item.span.start < clause.end]
    return before[-1] if before else after[0] if after else None
