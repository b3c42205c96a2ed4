"""``admits``: the clauses of a passage on shortcomings that name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Entity, Span
from kg.names import fold
from kg.relate.scene import Draft, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["shortcomings"]

_SHORTEST = 4  # characters of a shortcoming: 刚性不足


@dataclass(frozen=True, slots=True)
class _Patterns:
    cue: re.Pattern[str]
    generic: re.Pattern[str]
    strip: re.Pattern[str]
    opener: re.Pattern[str]
    scene: re.Pattern[str]
    item: re.Pattern[str]
    aside: re.Pattern[str]
    title: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("problems")
    return _Patterns(
        cue=re.compile("|".join(rules["cues"])),
        generic=re.compile("|".join([f"^{rules['general']}{rules['soft']}", *rules["generic"]])),
        strip=re.compile(rules["strip"]),
        opener=re.compile(either(rules["openers"])),
        scene=re.compile(rules["scenes"]),
        item=re.compile(rules["items"]),
        aside=re.compile("|".join(rules["asides"])),
        title=re.compile(rules["titles"]),
    )


def shortcomings(scene: Scene) -> Iterator[Draft]:
    """Yield each shortcoming.

    A clause names one by its words, or by its place: in a list of shortcomings (一是…，主要是：…) each clause does.
    A clause that names none may open the one after it.
    """
    if scene.sentence.stance != "problem" or (scene.sentence.heading and _patterns().title.search(scene.text)):
        return
    start: int | None = None
    listed = False
    for clause in scene.clauses:
        begin = _begin(scene, clause) if start is None else start
        listed = listed or (not scene.sentence.heading and _opens_item(scene, clause))
        if _patterns().aside.search(scene.text[begin : clause.end]):
            start = None
        elif _patterns().generic.search(scene.text[begin : clause.end]):
            start, listed = None, True
        elif _admits(scene, clause) or (listed and start is None and _by_place(scene, clause)):
            start, listed = None, True
            if clause.end - begin >= _SHORTEST:
                yield _admission(scene, Span(begin, clause.end))
        else:
            opens = scene.masked[clause.end : clause.end + 1] not in "。；：" and _sets_scene(scene, clause)
            start = begin if opens else None


def _opens_item(scene: Scene, clause: Span) -> bool:
    return bool(_patterns().item.match(scene.text, clause.start, clause.end))


def _admits(scene: Scene, clause: Span) -> bool:
    begin = _begin(scene, clause)
    return bool(_patterns().cue.search(scene.text, begin, clause.end) or _patterns().opener.match(scene.text, begin))


def _by_place(scene: Scene, clause: Span) -> bool:
    """Tell whether a clause of a list says what it lists: it sets no scene and grants nothing before a 但."""
    return not (_BUT.match(scene.text, clause.end) or _sets_scene(scene, clause))


_BUT = re.compile("[，；](?:但|然而|不过|却)")


def _sets_scene(scene: Scene, clause: Span) -> bool:
    return bool(_patterns().scene.search(scene.text[_begin(scene, clause) : clause.end]))


def _begin(scene: Scene, clause: Span) -> int:
    match = _patterns().strip.match(scene.text, clause.start, clause.end)
    return match.end() if match else clause.start


def _admission(scene: Scene, span: Span) -> Draft:
    name = scene.text[span.start : span.end].rstrip("等")
    problem = Entity(f"problem:{scene.report.id.removeprefix('report:')}/{fold(name)}", "Problem", name)
    return Draft("admits", scene.report, problem, span, "admits/clause")
