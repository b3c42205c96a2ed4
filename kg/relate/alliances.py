"""``establishes``, ``cooperates_with``, ``part_of``: what bodies found, join and belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Span
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["alliances"]

_REACH = 30  # characters between partners and the verb that joins them


@dataclass(frozen=True, slots=True)
class _Patterns:
    together: re.Pattern[str]
    jointly: re.Pattern[str]
    joint: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    relations = read_rules("bodies")["relations"]
    return _Patterns(
        together=re.compile(rf"(?:{either(relations['together'])})$"),
        jointly=re.compile(rf"(?:等[^，。；]{{0,8}})?(?:{either(relations['jointly'])})"),
        joint=re.compile(rf"(?:等[^，。；]{{0,8}})?(?:{either(relations['joint'])})"),
    )


def alliances(scene: Scene) -> Iterator[Draft]:
    """Yield what a sentence says of bodies among themselves."""
    if scene.sentence.stance != "problem":
        yield from _founded(scene)
        yield from _partners(scene)


def _founded(scene: Scene) -> Iterator[Draft]:
    for body in scene.of_type("Agency", "Organization"):
        if body.mention.rule != "founded-body":
            continue
        start = body.span.start
        clause = scene.clause_of(start)
        before = scene.masked[clause.start : start]
        if re.search(r"\d+[个家][^，。；]*均?$", before):
            continue  # 9个县均建立中心: a count of places, not a founding
        actors = [*scene.actors_at(start), *(p.entity for p in _joined(scene, clause, start))]
        for actor in dict.fromkeys(scene.default if actor == body.entity else actor for actor in actors):
            span = scene.stretch(start, body.span.end)
            yield Draft("establishes", actor, body.entity, span, "establishes/founded", scene.status_at(start))


def _joined(scene: Scene, clause: Span, position: int) -> list[Linked]:
    """Return the bodies of 与X联合 before a position of the clause."""
    part = [i for i in scene.of_type("Agency", "Organization") if clause.start <= i.span.start < position]
    part = [item for item in part if item.mention.rule != "founded-body"]
    if not part or not re.search(r"[与和同]$", scene.masked[clause.start : part[0].span.start]):
        return []
    return part if _patterns().joint.match(scene.masked, part[-1].span.end) else []


def _partners(scene: Scene) -> Iterator[Draft]:
    """Yield each body of a list after 联合 会同, or between 与 and 共同 联合 合作."""
    run: list[Linked] = []
    for item in [*scene.of_type("Agency", "Organization"), None]:
        if item is not None and run and scene.in_one_list(run[-1], item):
            run.append(item)
            continue
        yield from _cooperations(scene, run)
        run = [] if item is None else [item]


def _act_together(scene: Scene, run: list[Linked], clause: Span) -> bool:
    """Tell whether the bodies of a list are those who act in their clause, they alone.

    A Party committee and a government named in one breath (市委、市政府) are those who lead, not partners.
    """
    bodies = all(item.type == "Agency" and not item.entity.name.endswith(("委", "人民政府")) for item in run)
    attend = _ATTENDING.match(scene.masked, run[-1].span.end)
    return bodies and not attend and [item.entity for item in run] == list(scene.actors_at(clause.start))


_ATTENDING = re.compile("(?:均|都|等|分别|各|也|派员|依次)*(?:参加|出席|列席|参与|获|被|入选)|分别|均|各")


def _cooperations(scene: Scene, run: list[Linked]) -> Iterator[Draft]:
    if not run or run[0].mention.rule == "founded-body":
        return
    patterns = _patterns()
    clause = scene.clause_of(run[0].span.start)
    before = scene.masked[clause.start : run[0].span.start]
    after = patterns.joint.match(scene.masked, run[-1].span.end, min(clause.end, run[-1].span.end + _REACH))
    if patterns.together.search(before) or (re.search(r"[与同]$", before) and after):
        for item in run:
            for actor in scene.actors_at(clause.start):
                if actor != item.entity:
                    span = scene.stretch(item.span.start, item.span.end)
                    yield Draft("cooperates_with", actor, item.entity, span, "cooperates_with/joint")
    elif len(run) > 1 and (patterns.jointly.match(scene.masked, run[-1].span.end) or _act_together(scene, run, clause)):
        for item in run[1:]:
            span = Span(run[0].span.start, item.span.end)
            yield Draft("cooperates_with", run[0].entity, item.entity, span, "cooperates_with/list")
    elif len(run) > 1 and re.search("签订|签署|合作", scene.masked[run[-1].span.end : clause.end]):
        first, second = run[0], run[1]
        if scene.masked[first.span.end : second.span.start] in {"与", "和"}:
            span = Span(first.span.start, second.span.end)
            yield Draft("cooperates_with", first.entity, second.entity, span, "cooperates_with/signed")
