"""``cites`` of an initiative: which regulation it rests on, by the sentence or by the regulation's own title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from kg.model import Entity, Span
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["bases", "titled"]

_BASIS = re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行)[^，。；]{0,20}$")
_THEMED = re.compile("为(?:主线|重点|依据|抓手|遵循|指引|主题)")
_LAYING_DOWN = re.compile(r"[，,]?(?:其中)?(?:涉及|包括|包含|明确|提出|部署|确定|形成)")
# What is only touched on rests on nothing.
_ASIDE = re.compile("(?:结合|以|围绕|巩固|在[^，。]{0,12}[、和]|将[^，。；]*)$")


def bases(scene: Scene, regulation: Linked) -> Iterator[Draft]:
    """Yield that an initiative of the clauses beside it rests on a regulation."""
    for initiative in _beside(scene, regulation):
        span = Span(min(initiative.span.start, regulation.span.start), max(initiative.span.end, regulation.span.end))
        yield Draft("cites", initiative.entity, regulation.entity, span, "cites/basis")


_NEAR = 2  # clauses between a regulation and the initiative that rests on it


def _beside(scene: Scene, regulation: Linked) -> list[Linked]:
    """Return the first after what 根据 governs or after a document that lays it down, or the last before a title."""
    span = regulation.span
    before = scene.masked[scene.clause_of(span.start).start : span.start]
    index = scene.clause_index(span.start)
    near = [i for i in scene.of_type("Initiative") if abs(scene.clause_index(i.span.start) - index) <= _NEAR]
    after = [i for i in near if i.span.start > span.end and not _ASIDE.search(scene.masked, span.end, i.span.start)]
    ahead = [i for i in near if i.span.end < span.start and scene.clause_index(i.span.start) >= index - 1]
    if after and (_BASIS.search(before) or _LAYING_DOWN.match(scene.masked, span.end)):
        return _listed(scene, after)
    if _THEMED.match(scene.masked, span.end) or before.endswith("其中"):
        return ahead[-1:]
    return [item for item in ahead[-1:] if _concerns(scene, item, regulation)]


def _concerns(scene: Scene, initiative: Linked, regulation: Linked) -> bool:
    """Tell whether an initiative ahead rests on a regulation.

    The title names its topic; or it was set up and the regulation made for it (完善X审核机制，起草《X审核办法》); or
    it is a clean-up for the regulation's sake (清理，废止与《X法》不一致的文件).
    """
    name, title = initiative.entity.name, regulation.entity.name
    between = scene.masked[initiative.span.end : regulation.span.start]
    if _topic(_unquoted(name)) in _unquoted(title):
        return True
    if name.endswith("清理"):
        return bool(_AGAINST.search(between))
    return bool(_MADE_FOR.fullmatch(between)) and len(_words(name) & _words(title)) >= _SHARED


_AGAINST = re.compile("(?:与|和|涉及|违反|依据|按照)(?:新修订的?)?$")
_MADE_FOR = re.compile("，(?:研究|组织|牵头)?(?:起草|制定|制订|出台|印发|修订|编制|发布)了?")
_SHARED = 2  # pairs of characters that a name and a title share where one is about the other


def _words(text: str) -> set[str]:
    """Return the pairs of neighbouring characters, those left out that say how a thing is done, not what it is."""
    return {text[i : i + 2] for i in range(len(text) - 1)} - _PLAIN


_PLAIN = {"工作", "制度", "机制", "改革", "建设", "管理", "实施", "行政", "政执", "执法", "体系", "规范"}


def _listed(scene: Scene, items: list[Linked]) -> list[Linked]:
    """Return the first item with those that stand in one list with it."""
    found = items[:1]
    for item in items[1:]:
        if not scene.in_one_list(found[-1], item):
            break
        found.append(item)
    return found


def _topic(name: str) -> str:
    """Return what a name is about, less its head; the whole of a name that would say too little then."""
    topic = _HEAD.sub("", name)
    return topic if len(topic) >= _TELLING_TOPIC else name


_HEAD = re.compile("(?:工作)?(?:改革|行动|机制|制度|试点|平台|系统|工程)$")
_TELLING_TOPIC = 4


def titled(named: Mapping[str, Entity], regulations: Sequence[Linked]) -> Iterator[tuple[int, Draft]]:
    """Yield that an initiative rests on a regulation whose title names it, with the place of the latter in the list.

    ``named`` are the initiatives of the report. A name of five characters or more ties the two, a shorter one
    in quotes.
    """
    keys = {key: entity for entity in named.values() for key in _keys(entity.name)}
    matcher = AhoCorasick(list(keys))
    for place, item in enumerate(regulations):
        title = re.sub(r"\s", "", item.entity.name)
        hits = matcher.find_matches_as_strings(title + "\n" + _unquoted(title), overlapping=True)
        for entity in dict.fromkeys(keys[hit] for hit in hits):
            yield place, Draft("cites", entity, item.entity, item.span, "cites/title")


_TELLING = 5  # characters of a name that by standing in a title tie the two, quoted or not


def _keys(name: str) -> Iterator[str]:
    """Yield what a title must hold to name an initiative; nothing where its name is too common."""
    quoted = re.match("“([^“”]+)”", name)
    rules = read_rules("initiatives")
    if quoted and quoted[1] in (*rules["quoted"]["formulas"], *rules["cues"]["goals"]):
        return
    for key in (quoted[1], _unquoted(name)) if quoted else (_unquoted(name),):
        if len(key) >= _TELLING:
            yield key
    if quoted:
        yield quoted.group()


def _unquoted(name: str) -> str:
    return re.sub("[“”]", "", name)
