"""What a passage speaks of: what was done, what is planned, or a shortcoming.

Cues are in ``ontology/rules/sections.toml``; years and five-year plans are compared with the year reported on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Stance

__all__ = ["covered_year", "heading_stance", "is_appendix", "opens_plan", "opens_problem", "pledges"]

TITLE_LINES = 12
"""Lines at the start in which the year reported on is looked for."""

_YEAR = re.compile(r"(?<![-—－～至\d])((?:19|20)\d\d) ?年")
_TITLE_MARKS = re.compile("《[^》]*》")
_TITLE = re.compile("报告|总结|情况|年报")
_WORK_REPORT = re.compile("政府工作报告")
_MEETING = re.compile(r"((?:19|20)\d\d|[二〇○零一]{1}[〇○零一二三四五六七八九]{3})年.{2,7}日.{0,40}(?:会议|大会)上")
_PLAN = re.compile("“十([一二三四五六七八九])五”")
_ORDINALS = "零一二三四五六七八九"
_YEAR_AHEAD = re.compile(r"(?:到|至)?((?:19|20)\d\d)年(?!\d{1,2}月|初)")


class _Cues(NamedTuple):
    heading: tuple[tuple[Stance, re.Pattern[str]], ...]
    problem: re.Pattern[str]
    plan: re.Pattern[str]
    pledge: re.Pattern[str]
    ahead: re.Pattern[str]
    appendix: re.Pattern[str]


def covered_year(lines: Sequence[str]) -> int | None:
    """Return the year that a report speaks of, from its first lines: a work report looks back on the year before it.

    >>> covered_year(["青禾县2031年度法治政府建设情况报告"]), covered_year(["2031年云溪市政府工作报告"])
    (2031, 2030)
    """
    head = lines[:TITLE_LINES]
    for line in head:
        if meeting := _MEETING.search(line):
            return _number(meeting[1]) - 1
    for line in head:
        year = _YEAR.search(_TITLE_MARKS.sub("", line))
        if year and _TITLE.search(line) and "。" not in line:
            return int(year[1]) - bool(_WORK_REPORT.search(line))
    years = (_YEAR.search(_TITLE_MARKS.sub("", line)) for line in head)
    return next((int(year[1]) for year in years if year), None)


def _number(digits: str) -> int:
    plain = digits.replace("〇", "零").replace("○", "零")
    return int("".join(char if char.isdecimal() else str(_ORDINALS.index(char)) for char in plain))


def heading_stance(heading: str, covered: int | None, *, outermost: bool) -> Stance | None:
    """Return what the first cue of a heading says; ``None`` where it holds none and the passage goes on as before.

    Below the outermost level 成效 and the like are what a plan aims at, so that they say nothing there.
    """
    if is_appendix(heading):
        return "done"
    heading = _TITLE_MARKS.sub("", heading)
    found = [(match.start(), stance) for stance, cue in _cues().heading if (match := cue.search(heading))]
    period = _period(heading, covered)
    if period and (period[1] == "planned" or not found) and (outermost or period[0] == 0):
        found.append(period)
    return min((cue for cue in found if outermost or cue[1] != "done"), default=(0, None))[1]


def is_appendix(heading: str) -> bool:
    """Say whether a heading opens what is no part of the report proper, such as a glossary."""
    return bool(_cues().appendix.search(heading))


def _period(heading: str, covered: int | None) -> tuple[int, Stance] | None:
    if covered is None:
        return None
    if match := _YEAR.search(heading):
        return match.start(), "planned" if int(match[1]) > covered else "done"
    if match := _PLAN.search(heading):
        return match.start(), "planned" if _first_year(match) > covered else "done"
    return None


def _first_year(plan: re.Match[str]) -> int:
    """Return the first year of a five-year plan: “十四五” began in 2021."""
    return 2021 + 5 * (_ORDINALS.index(plan[1]) - 4)


def opens_problem(sentence: str) -> bool:
    """Say whether a sentence turns to shortcomings."""
    return bool(_cues().problem.search(sentence))


def pledges(sentence: str) -> bool:
    """Say whether a sentence that follows on problems promises to deal with them."""
    return bool(_cues().pledge.search(sentence))


def opens_plan(sentence: str, covered: int | None) -> bool:
    """Say whether a sentence turns to plans: by a cue, or by opening with a year or a five-year plan to come."""
    if _cues().plan.search(sentence):
        return True
    if covered is None or not _cues().ahead.search(sentence):
        return False
    year, plan = _YEAR_AHEAD.match(sentence), _PLAN.match(sentence)
    return bool(year and int(year[1]) > covered) or bool(plan and _first_year(plan) > covered)


@cache
def _cues() -> _Cues:
    rules = read_rules("sections")
    sentences = rules["sentence"]
    return _Cues(
        heading=tuple((rule["stance"], re.compile(rule["pattern"])) for rule in rules["heading"]),
        problem=_any_of(rule["pattern"] for rule in sentences if rule["stance"] == "problem"),
        plan=_any_of(rule["pattern"] for rule in sentences if rule["stance"] == "planned" and "pledge" not in rule),
        pledge=_any_of(rule["pattern"] for rule in sentences if "pledge" in rule),
        ahead=re.compile(rules["year"]["ahead"]),
        appendix=re.compile(rules["appendix"]["pattern"]),
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
