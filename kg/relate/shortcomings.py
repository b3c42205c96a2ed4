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


@cache
def _patterns() -> _Patterns:
    rules = read_rules("problems")
    return _Patterns(
        cue=re.compile("|".join(rules["cues"])),
        generic=re.compile("|".join(rules["generic"])),
        strip=re.compile(rules["strip"]),
        opener=re.compile(either(rules["openers"])),
        scene=re.compile(rules["scenes"]),
    )


def shortcomings(scene: Scene) -> Iterator[Draft]:
    """Yield each shortcoming; a clause without a cue of its own opens the one after it."""
    if scene.sentence.stance != "problem" or scene.sentence.heading:
        return
    start: int | None = None
    for clause in scene.clauses:
        begin = _begin(scene, clause) if start is None else start
        words = scene.text[begin : clause.end]
        if _patterns().generic.search(words):
            start = None
        elif not _admits(scene, clause):
            opens = scene.masked[clause.end : clause.end + 1] not in "。；：" and _sets_scene(scene, clause)
            start = begin if opens else None
        else:
            start = None
            if clause.end - begin >= _SHORTEST:
                yield _admission(scene, Span(begin, clause.end))


def _admits(scene: Scene, clause: Span) -> bool:
    begin = _begin(scene, clause)
    return bool(_patterns().cue.search(scene.text, begin, clause.end) or _patterns().opener.match(scene.text, begin))


def _sets_scene(scene: Scene, clause: Span) -> bool:
    return bool(_patterns().scene.search(scene.text[_begin(scene, clause) : clause.end]))


def _begin(scene: Scene, clause: Span) -> int:
    match = _patterns().strip.match(scene.text, clause.start, clause.end)
    return match.end() if match else clause.start


def _admission(scene: Scene, span: Span) -> Draft:
    name = scene.text[span.start : span.end].removesuffix("等")
    problem = Entity(f"problem:{scene.report.id.removeprefix('report:')}/{fold(name)}", "Problem", name)
    return Draft("admits", scene.report, problem, span, "admits/clause")
