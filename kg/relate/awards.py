"""``receives``: who or what was awarded, selected or named."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from kg.mask import QUOTED, TITLED
from kg.model import Entity, Span
from kg.names import core
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["awards"]

_MARKED = re.compile(rf"{QUOTED}+|{TITLED}+")
_CASE = re.compile(r"(?![一二两三四五六七八九十\d]+[起件宗个])[一-龥]{4,24}(?:案|案例)$")
_WORK = re.compile(r"(?:项目|案例|做法|经验|工程|品牌|模式)?")
_BODIES = ("Agency", "Organization")
_RECEIVERS = ("Initiative", "Agency", "Organization", "Region", "Regulation", "Person")


def awards(scene: Scene) -> Iterator[Draft]:
    """Yield a ``receives`` for each honour of a sentence."""
    if scene.sentence.stance == "problem":
        return
    for item, person in pairwise(scene.linked):
        if item.mention.rule == "byname" and (item.type, person.type) == ("Honor", "Person"):
            span = Span(item.span.start, person.span.end)
            yield Draft("receives", person.entity, item.entity, span, "receives/byname")
    for verb, honours in _by_verb(scene):
        receivers, start = _receivers(scene, verb)
        if scene.status_at(verb.start) == "planned":
            continue  # 力争创成: not awarded yet
        for receiver, honour in _matched(scene, verb, receivers, honours):
            yield Draft("receives", receiver, honour.entity, Span(start, honour.span.end), "receives/awarded")


def _by_verb(scene: Scene) -> Iterator[tuple[Span, list[Linked]]]:
    """Yield each verb of award with its honours."""
    for verb in dict.fromkeys(award.verb for award in scene.awards):
        spans = [award.honour.span for award in scene.awards if award.verb == verb]
        yield verb, [item for item in scene.of_type("Honor") if item.span in spans]


def _matched(
    scene: Scene, verb: Span, receivers: Sequence[Entity], honours: Sequence[Linked]
) -> Iterable[tuple[Entity, Linked]]:
    """Return who received what: one each where the text says 分别, else each of them all."""
    before = scene.masked[max(0, verb.start - len(_EACH)) : verb.start]
    if before == _EACH and len(receivers) == len(honours):
        return zip(receivers, honours, strict=True)
    return product(receivers, honours)


_EACH = "分别"


def _receivers(scene: Scene, verb: Span) -> tuple[list[Entity], int]:
    """Return what stands before the verb: a quoted work, the last things named, the phrase itself, else the place."""
    clause = scene.clause_of(verb.start)
    end = _subject_end(scene, clause, verb)
    before = [item for item in scene.of_type(*_RECEIVERS) if clause.start <= item.span.start and item.span.end <= end]
    work = _work(scene, clause, end)
    handler = _handler(scene, before, Span(clause.start, end))
    if handler is not None:
        return [handler], clause.start
    if _authored().search(scene.text, clause.start, end):
        return [_author(scene, verb)], clause.start
    if work is not None and not (before and before[-1].type in {"Initiative", "Person"}):
        name = scene.text[work.start : work.end].removeprefix("《").removesuffix("》")
        return [Entity(f"initiative:{core(name)}", "Initiative", name, "project")], work.start
    if before:
        run = _run(scene, before)
        return [item.entity for item in run], run[0].span.start
    topic = _meant(scene, clause, end) or _topic(scene, clause)
    if topic is not None:
        return [topic.entity], topic.span.start
    dropped = _DROPPED.fullmatch(scene.masked, clause.start, end) is not None
    return [_author(scene, verb) if dropped else _acting(scene, verb) or scene.place], clause.start


_DROPPED = re.compile(r"(?:20\d\d年度?|在[^，]*中|并|也|还|先后|成功|再次|连续[^，]{1,4}|荣|[同当]年)*")


@cache
def _authored() -> re.Pattern[str]:
    """Return the pattern of a work that a body has made (短视频《…》, 该片, “关于…的建议”), which is no undertaking."""
    kinds = either(read_rules("honours")["works"])
    return re.compile(rf"(?:{kinds})[》”]?$|(?:{kinds})(?:《[^《》]*》|“[^“”]*”)$")


def _author(scene: Scene, verb: Span) -> Entity:
    """Return whose a work or an honour without a subject is: who acts, else the publisher, a government's its place."""
    governs = scene.default.name.endswith(_GOVERNMENTS)
    return _acting(scene, verb) or (scene.place if governs else scene.default)


_GOVERNMENTS = ("政府", "办事处", "管委会")


def _acting(scene: Scene, verb: Span) -> Entity | None:
    actors = scene.actors_at(verb.start)
    return next((actor for actor in actors if actor != scene.default and actor.type != "Organization"), None)


def _subject_end(scene: Scene, clause: Span, verb: Span) -> int:
    """Return where the one awarded ends: before 被, and before a giver right at the verb (市政府授予…)."""
    passive = scene.masked.rfind("被", clause.start, verb.start)
    if passive >= 0:
        return passive
    if not _giving().match(scene.masked, verb.start):
        return verb.start
    givers = [item for item in scene.ending_at(verb.start, "Agency") if clause.start <= item.span.start]
    return givers[0].span.start if givers else verb.start


@cache
def _giving() -> re.Pattern[str]:
    return re.compile(either(read_rules("honours")["giving"]))


@cache
def _handled() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(read_rules('honours')['handled'])})(?:了|的)")


def _handler(scene: Scene, before: Sequence[Linked], stretch: Span) -> Entity | None:
    """Return the body whose work is awarded (某局办理的…案入选…): the one before 办理, else who acts in the clause."""
    handled = _handled().search(scene.masked, stretch.start, stretch.end)
    if handled is None:
        return None
    bodies = [item for item in before if item.type in _BODIES and item.span.end <= handled.start()]
    if bodies:
        return bodies[-1].entity
    honoured = [award.verb.start for award in scene.awards if award.verb.end < stretch.start]
    named = [i for i in scene.of_type("Agency", "Organization") if honoured and i.span.end <= honoured[-1]]
    actors = scene.actors_at(stretch.start)
    return named[-1].entity if named else actors[0]


def _run(scene: Scene, before: Sequence[Linked]) -> Sequence[Linked]:
    """Return the last thing named with those of its class that a list joins to it (柳溪镇、红枫村)."""
    run = [before[-1]]
    for item in reversed(before[:-1]):
        between = scene.masked[item.span.end : run[0].span.start]
        if item.type != run[0].type or not _JOINT.fullmatch(between):
            break
        run.insert(0, item)
    return run


def _meant(scene: Scene, clause: Span, end: int) -> Linked | None:
    """Return what 该账号 or 该项目, 其本人 stands for: the last initiative or person named before."""
    anaphor = _ANAPHOR.fullmatch(scene.masked, clause.start, end)
    if anaphor is None:
        return None
    kind = "Person" if anaphor["self"] else "Initiative"
    return next((item for item in reversed(scene.of_type(kind)) if item.span.end <= clause.start), None)


_ANAPHOR = re.compile(r"(?:该|这一|上述)[一-龥]{1,6}|(?P<self>其?本人|其)")
_JOINT = re.compile(r"[、和与及]|以及")


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
