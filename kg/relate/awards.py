"""``receives``: who or what was awarded, selected or named."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.mask import QUOTED, TITLED
from kg.model import Entity, Span
from kg.names import core
from kg.relate.scene import Draft, Linked, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.recognise.honours import Award

__all__ = ["awards"]

_MARKED = re.compile(rf"{QUOTED}+|{TITLED}+")
_CASE = re.compile(r"[一-龥]{4,24}(?:案|案例)$")
_WORK = re.compile(r"(?:项目|案例|做法|经验|工程|品牌|模式)?")
_RECEIVERS = ("Initiative", "Agency", "Organization", "Region", "Regulation", "Person")


def awards(scene: Scene) -> Iterator[Draft]:
    """Yield a ``receives`` for each honour of a sentence."""
    if scene.sentence.stance == "problem":
        return
    for item, person in pairwise(scene.linked):
        if item.mention.rule == "byname" and (item.type, person.type) == ("Honor", "Person"):
            span = Span(item.span.start, person.span.end)
            yield Draft("receives", person.entity, item.entity, span, "receives/byname")
    for award in scene.awards:
        honours = [item for item in scene.of_type("Honor") if item.span == award.honour.span]
        for honour in honours:
            receiver, start = _receiver(scene, award)
            span = Span(start, honour.span.end)
            yield Draft("receives", receiver, honour.entity, span, "receives/awarded", scene.status_at(start))


def _receiver(scene: Scene, award: Award) -> tuple[Entity, int]:
    """Return what stands before the verb: a quoted work, the last thing named, the phrase itself, else the place."""
    clause = scene.clause_of(award.verb.start)
    before = [i for i in scene.of_type(*_RECEIVERS) if clause.start <= i.span.start and i.span.end <= award.verb.start]
    work = _work(scene, clause, award.verb.start)
    if work is not None and not (before and before[-1].type == "Initiative"):
        name = scene.text[work.start : work.end].removeprefix("《").removesuffix("》")
        return Entity(f"initiative:{core(name)}", "Initiative", name, "project"), work.start
    if before:
        return before[-1].entity, before[-1].span.start
    topic = _topic(scene, clause)
    if topic is not None:
        return topic.entity, topic.span.start
    acting = [a for a in scene.actors_at(award.verb.start) if a != scene.default and a.type != "Organization"]
    return (acting[0] if acting else scene.place), clause.start


def _topic(scene: Scene, clause: Span) -> Linked | None:
    """Return the initiative that the sentence opens with, whose honour a later clause tells (…改革，…，入选…)."""
    opening = scene.clauses[0]
    for item in scene.of_type("Initiative"):
        before = [i for i in scene.of_type("Region") if i.span.start == opening.start]
        start = before[0].span.end if before else opening.start
        if item.span.end < clause.start and _TOPIC.fullmatch(scene.masked, start, item.span.start):
            return item
    return None


_TOPIC = re.compile(r"(?:我[市区县省])?(?:探索|深化|推进|推行|创新)?")


def _work(scene: Scene, clause: Span, verb: int) -> Span | None:
    """Return the work that a verb of award follows: “…”案例, 《…》, or a case named by its last word (…案)."""
    found = list(_MARKED.finditer(scene.masked, clause.start, verb))
    if found and verb - found[-1].end() <= _REACH:
        tail = _WORK.match(scene.masked, found[-1].end())
        titled = found[-1].group().startswith(TITLED)
        if not titled or "“" in scene.text[found[-1].start() : found[-1].end()]:
            return Span(found[-1].start(), tail.end() if tail else found[-1].end())
    case = _CASE.fullmatch(scene.masked, clause.start, verb)
    return Span(case.start(), case.end()) if case else None


_REACH = 12  # characters between a quoted work and the verb of award: 工作, 项目, 成功
