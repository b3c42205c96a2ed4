"""``cites`` and ``issues``: which regulation is named, by whom it was made, changed, repealed or studied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import TITLED
from kg.model import Entity, Span
from kg.relate.bases import bases
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["documents"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    action: re.Pattern[str]
    actions: dict[str, str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    moved: re.Pattern[str]
    mover: re.Pattern[str]
    asked: re.Pattern[str]
    contents: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("regulations")
    actions = {verb: action for action, verbs in rules["issuing"].items() for verb in verbs}
    moved = rules["moved"]
    return _Patterns(
        action=re.compile(either(list(actions))),
        actions=actions,
        between=re.compile(
            rf"了?(?:[{TITLED}□、和与及以等]|新修订的?|新|国家|年度|全市|全区|专门|并|执行|落实|实施|认真|相关|有关|印发|完成|部"
            "|政府规章|地方性法规|(?:行政)?规范性文件|地方标准|文件)*"
        ),
        contents=re.compile(r"(?:学法|学习|培训|讲座)[^。；]{0,40}(?:涵盖|包括|涉及)[^。；]*$"),
        after=re.compile(
            r"等?[\d.]*[件部个次项]?(?:地方性)?(?:法规|规章|政府规章)?(?:相关条款内容|项目)?"
            f"(?:{_one_of(rules['after'])})"
        ),
        moved=re.compile(f"等?{moved['adverb']}(?:{_one_of({name: moved[name] for name in _MOVED})})"),
        mover=re.compile(f"(?:{either(moved['before'])})[^，。；]{{0,8}}$"),
        asked=re.compile(
            f"(?:{either(rules['asked']['before'])})[^，。；]{{1,16}}(?:{either(rules['asked']['after'])})[{TITLED}、□]*$"
        ),
    )


_MOVED = ("issue", "amend", "repeal")


def _one_of(patterns: Mapping[str, Sequence[str]]) -> str:
    """Return a pattern with a group of its name for each list of patterns."""
    return "|".join(f"(?P<{name}>{'|'.join(parts)})" for name, parts in patterns.items())


def documents(scene: Scene) -> Iterator[Draft]:
    """Yield that the report cites each regulation, that an initiative rests on it, and what was done with it."""
    opaque = _opaque(scene)
    for regulation in scene.of_type("Regulation"):
        rule = f"cites/{regulation.mention.rule}"
        yield Draft("cites", scene.report, regulation.entity, regulation.span, rule)
        if scene.sentence.stance != "problem":
            yield from _issues(scene, regulation, opaque)
            yield from bases(scene, regulation)


def _issues(scene: Scene, regulation: Linked, opaque: str) -> Iterator[Draft]:
    span = regulation.span
    makers = _named_before(scene, regulation)
    start = makers[0].span.start if makers and makers[-1].span.end == span.start else span.start
    verb = _verb_before(opaque, scene.clause_of(span.start), start)
    tail = _tail(scene, span, opaque)
    action = _action(scene, regulation, verb, tail)
    begin = verb.start if verb else span.start
    if action and (start == span.start or action == "study"):
        evidence = Span(begin, max(tail.end() if tail else 0, span.end))
        for actor, done in _makers(scene, action, begin, span):
            yield _issue(scene, regulation, (actor, done), evidence)
    else:
        for maker in makers:
            evidence = Span(min(maker.span.start, span.start), span.end)
            yield _issue(scene, regulation, (maker.entity, action or "issue"), evidence)
    yield from _issued_by(scene, regulation)


def _tail(scene: Scene, span: Span, opaque: str) -> re.Match[str] | None:
    """Return what stands behind a title, or the list it is in, and says what was done with it."""
    patterns = _patterns()
    end = _list_end(opaque, span.end)
    moved = patterns.moved.match(scene.masked, end)
    before = opaque[scene.clause_of(span.start).start : span.start].replace(TITLED, "")
    if moved and patterns.mover.search(before):
        return moved
    return patterns.after.match(scene.masked, end)


def _action(scene: Scene, regulation: Linked, verb: Span | None, tail: re.Match[str] | None) -> str | None:
    """Return what was done with a regulation: by the words behind it, before it, or of the lesson it is part of."""
    patterns = _patterns()
    if tail:
        return tail.lastgroup
    start = regulation.span.start
    if patterns.asked.search(scene.masked, scene.clause_of(start).start, start):
        return "draft"
    if verb is None:
        return "study" if patterns.contents.search(scene.masked, 0, start) else None
    action = patterns.actions[scene.text[verb.start : verb.end]]
    return "draft" if action == "issue" and _DRAFT.search(regulation.mention.text) else action


_DRAFT = re.compile(r"[（(][^（）()]*(?:草案|送审稿|征求意见稿)[^（）()]*[）)]$")


def _opaque(scene: Scene) -> str:
    """Return the masked sentence with the documents without marks masked as well."""
    masked = scene.masked
    for item in scene.of_type("Regulation"):
        masked = masked[: item.span.start] + TITLED * (item.span.end - item.span.start) + masked[item.span.end :]
    return masked


def _issue(scene: Scene, regulation: Linked, deed: tuple[Entity, str], span: Span) -> Draft:
    actor, action = deed
    status = scene.status_at(regulation.span.start)
    return Draft("issues", actor, regulation.entity, span, f"issues/{action}", status, action=action)


def _verb_before(masked: str, clause: Span, position: int) -> Span | None:
    """Return the verb that governs a title: only titles, joints and a few words stand between."""
    patterns = _patterns()
    verbs = list(patterns.action.finditer(masked, clause.start, position))
    for match in reversed(verbs):
        if patterns.between.fullmatch(masked, match.end(), position):
            return Span(match.start(), match.end())
    return None


_LIST = re.compile(rf"[{TITLED}、和及□]*")


def _list_end(masked: str, position: int) -> int:
    match = _LIST.match(masked, position)
    return match.end() if match else position


def _named_before(scene: Scene, regulation: Linked) -> list[Linked]:
    """Return the bodies named right before a title (X、Y《…》) or at its beginning (《X关于…的通知》)."""
    span = regulation.span
    inside = [
        item
        for item in scene.of_type("Agency")
        if item.mention.rule == "issuer-body" and item.span.start == span.start + 1
    ]
    makers: list[Linked] = []
    end = span.start
    for item in reversed(scene.of_type("Agency")):
        if item.span.end == end or (makers and scene.masked[item.span.end : end] in {"、", "和"}):
            makers.insert(0, item)
            end = item.span.start
    return makers or inside


def _makers(scene: Scene, action: str, verb: int, span: Span) -> Iterator[tuple[Entity, str]]:
    """Yield who did it and what: in whose name (以X名义印发), the agent of 报请X出台, else who acts in the clause.

    Of 起草并提请X出台 the actor drafted.
    """
    clause = scene.clause_of(span.start)
    signers = [i.entity for i in scene.of_type("Agency") if _SIGNED_AS.fullmatch(scene.masked, i.span.end, verb)]
    if signers:
        yield signers[-1], action
        return
    agents = scene.ending_at(verb, "Agency")
    before = scene.masked[clause.start : agents[-1].span.start] if agents else ""
    if agents and re.search(r"(?:报请|提请|由|推动)$", before):
        yield agents[-1].entity, action
        action = "draft" if re.search("起草|提请", before) else ""
    passed = scene.masked.startswith("审议通过", verb)
    actors = [*_meeting(scene, verb), *scene.actors_at(verb)][:1] if passed else scene.actors_at(verb)
    for actor in [*actors, *_cosigners(scene, verb)] if action else ():
        yield actor, action


_SIGNED_AS = re.compile("(?:的?名义)(?:联合|正式)?")


def _meeting(scene: Scene, verb: int) -> list[Entity]:
    """Return the body whose meeting passed it: 召开X第三次会议，审议通过《》."""
    held = [i for i in scene.of_type("Agency") if i.span.end < verb and _MEETING.match(scene.masked, i.span.end)]
    return [held[-1].entity] if held else []


_MEETING = re.compile(r"(?:第[一二三四五六七八九十\d]+次)?(?:全体|常务|专题|扩大)?会议")


def _cosigners(scene: Scene, verb: int) -> list[Entity]:
    """Return those with whom a document is signed or jointly made: 与X签订, 会同X、Y…，联合印发."""
    words = {scene.masked[start : start + 2] for start in (max(0, verb - 2), verb)}
    jointly = not words.isdisjoint(_JOINTLY)
    if not jointly and words.isdisjoint(_SIGNING):
        return []
    found: list[Linked] = []
    first = scene.clauses[max(0, scene.clause_index(verb) - jointly)].start  # 会同X建立机制，联合印发《》
    for item in scene.of_type("Agency", "Organization"):
        if item.span.start < first or item.span.end > verb:
            continue
        linked = found and scene.masked[found[-1].span.end : item.span.start] in {"、", "和"}
        if linked or re.search(r"(?:会同|联合|[与同])$", scene.masked[: item.span.start]):
            found.append(item)
    return [item.entity for item in found if item.entity not in scene.actors_at(verb)]


_JOINTLY = {"联合", "共同"}
_SIGNING = {"签订", "签署", "会签"}


_AGENT = re.compile(r"[，、]?由")
_ISSUING = re.compile("印发|出台|发布|公布|下发")


def _issued_by(scene: Scene, regulation: Linked) -> Iterator[Draft]:
    """Yield the issuer that follows a title: 《…》，由X印发."""
    agent = _AGENT.match(scene.masked, regulation.span.end)
    if agent is None:
        return
    for item in scene.of_type("Agency"):
        if item.span.start == agent.end() and _ISSUING.match(scene.masked, item.span.end):
            yield _issue(scene, regulation, (item.entity, "issue"), Span(regulation.span.start, item.span.end))
