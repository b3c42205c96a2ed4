"""Initiatives: a head noun with a modifier of its own, or a quoted name, where a verb or preposition governs it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.mask import QUOTED, clauses, enclosed
from kg.model import Mention, Span
from kg.recognise.phrases import (
    SHORTEST_CONJUNCT,
    SHORTEST_MODIFIER,
    Scope,
    conjuncts,
    final_heads,
    past_joints,
    patterns,
    phrase_starts,
    unmarked,
)
from kg.recognise.quoted import quoted_names
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["initiatives", "is_name"]

_LONGEST_NAME = 40  # the longest unquoted initiative in the marked mentions has 38
_YEAR = re.compile(r"20\d\d年")


def initiatives(text: str, masked: str, regions: Sequence[Span] = ()) -> list[Mention]:
    """Return the initiatives of a sentence; ``masked`` is :func:`kg.mask.mask` of ``text``, ``regions`` its places."""
    quotes = [span for span, mark in enclosed(text) if mark == "“"]
    found: list[Mention] = []
    for clause in unmarked(masked, clauses(masked)):
        starts = phrase_starts(masked, clause, regions)
        inside = [quote for quote in quotes if clause.start <= quote.start < clause.end]
        scope = Scope(text, masked, clause, starts)
        found += [*quoted_names(scope, inside), *_headed(scope)]
    return found


def _headed(scope: Scope) -> list[Mention]:
    """Return the unquoted names: from the nearest governed start to a head that ends its phrase."""
    found: list[Mention] = []
    floor = scope.clause.start
    for head in final_heads(scope.masked, scope.clause):
        start = scope.start_before(head.start)
        begin = past_joints(scope.masked, max(start.position, floor))
        continued = floor > scope.clause.start and floor >= start.position
        summing_up = continued and scope.masked.startswith("等", floor)
        floor = head.end
        phrase = _after_possessive(scope.masked, Span(begin, head.end), head)
        loose = not start.governed and not continued and phrase.start == begin
        if loose and not patterns().predicate.match(scope.masked, head.end, scope.clause.end):
            continue  # a verb not known opens the clause: a subject would have something said of it
        if start.barred or summing_up or begin >= head.start or QUOTED in scope.masked[phrase.start : phrase.end]:
            continue
        for part, shared in conjuncts(scope.masked, phrase, head):
            mention = _name(scope, part, shared, governed=start.governed or continued)
            found += [mention] if mention else []
    return found


def _name(scope: Scope, part: Span, shared: Span | None, *, governed: bool) -> Mention | None:
    leading = patterns().leading.match(scope.masked, part.start, part.end)
    begin = past_joints(scope.masked, leading.end() if leading else part.start)
    name = scope.masked[begin : part.end] + (scope.masked[shared.start : shared.end] if shared else "")
    head = patterns().last_head.search(name)
    if head is None or _is_ranked((scope.masked[part.start : part.end], name), head.group()):
        return None
    if head.group() in _cues()["places"]:
        if scope.masked.startswith("等", part.end):
            return None
        begin += _place_before(name)
        name = name[_place_before(name) :]
    if not is_name(name, head.group(), governed=governed):
        return None
    written = scope.text[begin : part.end] + (scope.text[shared.start : shared.end] if shared else "")
    return Mention(
        Span(begin, part.end),
        "Initiative",
        written,
        patterns().kinds[head.group()],
        "headed-name" if governed else "loose-name",
    )


def _is_ranked(forms: tuple[str, ...], head: str) -> bool:
    """Tell whether what stands before a head makes it a title or a field, no undertaking (省级…基地, 全省…系统)."""
    before = _cues()["ranked"].get(head)
    return before is not None and any(re.search(before, words) for words in forms)


def _place_before(name: str) -> int:
    """Return how many characters say where that stands which a name tells of (红枫村法治文化广场: three)."""
    place = _PLACE.match(name)
    return place.end() if place else 0


_PLACE = re.compile(r"(?:[一-龥]{2,3}?(?:村|镇|乡|社区|街道|[省市区县]))+(?=[一-龥]{4})")


def _after_possessive(masked: str, phrase: Span, head: Span) -> Span:
    """Cut a phrase after its last 的, where a modifier of two characters or more is left before the head."""
    cut = masked.rfind("的", phrase.start, head.start)
    if cut < 0 or head.start - cut - 1 < SHORTEST_MODIFIER or masked[phrase.start] == "对":
        return phrase
    return Span(cut + 1, phrase.end)


def is_name(name: str, head: str, *, governed: bool) -> bool:
    """Tell whether unquoted words name an initiative: where no verb ``governed`` them, they must be longer."""
    cues = _cues()
    modifier = name[: len(name) - len(head)]
    if name in cues["goals"] or not SHORTEST_MODIFIER <= len(modifier) <= _LONGEST_NAME:
        return False
    if patterns().generic.fullmatch(modifier) or (head in cues["dated"] and not _YEAR.search(modifier)):
        return False
    if re.search(cues["unnamed"], modifier) or (head == "试点" and re.search(cues["tried"], modifier)):
        return False
    if head == "活动" and re.search(cues["daily"], modifier):
        return False
    return governed or len(modifier) >= SHORTEST_CONJUNCT


@cache
def _cues() -> dict[str, Any]:
    cues: dict[str, Any] = read_rules("initiatives")["cues"]
    return cues
