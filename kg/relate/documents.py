"""``cites`` and ``issues``: which regulation is named, by whom it was made, changed, repealed or studied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from kg.mask import TITLED
from kg.model import Entity, Span
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["documents", "titled"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    action: re.Pattern[str]
    actions: dict[str, str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    moved: re.Pattern[str]
    mover: re.Pattern[str]
    asked: re.Pattern[str]
    basis: re.Pattern[str]
    contents: re.Pattern[str]
    making: re.Pattern[str]
    themed: re.Pattern[str]


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
        themed=re.compile("为(?:主线|重点|依据|抓手|遵循|指引|主题)"),
        making=re.compile(r"(?:制定|印发|出台|起草|修订|下发|公布)[^，。；]{0,14}$"),
        after=re.compile(
            r"等?[\d.]*[件部个次项]?(?:地方性)?(?:法规|规章|政府规章)?(?:相关条款内容|项目)?"
            f"(?:{_one_of(rules['after'])})"
        ),
        moved=re.compile(f"等?{moved['adverb']}(?:{_one_of({name: moved[name] for name in _MOVED})})"),
        mover=re.compile(f"(?:{either(moved['before'])})[^，。；]{{0,8}}$"),
        asked=re.compile(
            f"(?:{either(rules['asked']['before'])})[^，。；]{{1,16}}(?:{either(rules['asked']['after'])})[{TITLED}、□]*$"
        ),
        basis=re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|以|制定)[^，。；]{0,20}$"),
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
            yield from _bases(scene, regulation)


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
    """Yield who did it and what: the agent of 报请X出台 (起草并: the actor drafted), else who acts in the clause."""
    clause = scene.clause_of(span.start)
    agents = [item for item in scene.of_type("Agency") if item.span.end == verb]
    before = scene.masked[clause.start : agents[-1].span.start] if agents else ""
    if agents and re.search(r"(?:报请|提请|由|推动)$", before):
        yield agents[-1].entity, action
        action = "draft" if "起草" in before else ""
    for actor in scene.actors_at(verb) if action else ():
        yield actor, action


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


def _bases(scene: Scene, regulation: Linked) -> Iterator[Draft]:
    """Yield which initiative of the clauses beside it rests on a regulation."""
    for initiative in _beside(scene, regulation):
        span = Span(min(initiative.span.start, regulation.span.start), max(initiative.span.end, regulation.span.end))
        yield Draft("cites", initiative.entity, regulation.entity, span, "cites/basis")


_NEAR = 2  # clauses between a regulation and the initiative that rests on it


def _beside(scene: Scene, regulation: Linked) -> list[Linked]:
    """Return the first initiative after what 根据 governs, or the last before what 出台 governs."""
    patterns = _patterns()
    clause = scene.clause_of(regulation.span.start)
    before = scene.masked[clause.start : regulation.span.start]
    index = scene.clause_index(regulation.span.start)
    near = [i for i in scene.of_type("Initiative") if abs(scene.clause_index(i.span.start) - index) <= _NEAR]
    after = [item for item in near if item.span.start > regulation.span.end]
    ahead = [i for i in near if i.span.end < regulation.span.start and scene.clause_index(i.span.start) >= index - 1]
    if patterns.basis.search(before) and after:
        return after[:1]
    themed = patterns.themed.match(scene.masked, regulation.span.end) or before.endswith("其中")
    return ahead[-1:] if themed or patterns.making.search(before) else []


def titled(named: Mapping[str, Entity], regulations: Sequence[Linked]) -> Iterator[tuple[int, Draft]]:
    """Yield that an initiative rests on a regulation whose title names it, with the place of the latter in the list.

    ``named`` are the initiatives of the report. A quoted name ties the two, an unquoted one of five characters or more.
    """
    keys = {key: entity for entity in named.values() for key in [_key(entity.name)] if key}
    matcher = AhoCorasick(list(keys))
    for place, item in enumerate(regulations):
        title = re.sub(r"\s", "", item.entity.name)
        hits = matcher.find_matches_as_strings(title, overlapping=True)
        for entity in dict.fromkeys(keys[hit] for hit in hits):
            yield place, Draft("cites", entity, item.entity, item.span, "cites/title")


_TELLING = 5  # characters of an unquoted name that by standing in a title tie the two


def _key(name: str) -> str:
    """Return what a title must hold to name an initiative, or nothing where its name is too common."""
    quoted = re.match("“([^“”]+)”", name)
    if quoted:
        return "" if quoted[1] in read_rules("initiatives")["quoted"]["formulas"] else quoted.group()
    return name if len(name) >= _TELLING else ""
