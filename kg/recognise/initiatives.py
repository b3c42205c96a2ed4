"""Initiatives: a head noun with a modifier of its own, or a quoted name, where a verb or preposition governs it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

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
        for part, shares in conjuncts(scope.masked, phrase, head):
            mention = _name(scope, part, head if shares else None, governed=start.governed or continued)
            found += [mention] if mention else []
    return found


def _name(scope: Scope, part: Span, shared: Span | None, *, governed: bool) -> Mention | None:
    leading = patterns().leading.match(scope.masked, part.start, part.end)
    begin = past_joints(scope.masked, leading.end() if leading else part.start)
    name = scope.masked[begin : part.end] + (scope.masked[shared.start : shared.end] if shared else "")
    head = patterns().last_head.search(name)
    if head is None or not is_name(name, head.group(), governed=governed):
        return None
    written = scope.text[begin : part.end] + (scope.text[shared.start : shared.end] if shared else "")
    return Mention(
        Span(begin, part.end),
        "Initiative",
        written,
        patterns().kinds[head.group()],
        "headed-name" if governed else "loose-name",
    )


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
    if (head in cues["counted"] and re.match(cues["levels"], modifier)) or re.search(cues["unnamed"], modifier):
        return False
    if head == "活动" and re.search(cues["daily"], modifier):
        return False
    return governed or len(modifier) >= SHORTEST_CONJUNCT


@cache
def _cues() -> dict[str, str]:
    cues: dict[str, str] = read_rules("initiatives")["cues"]
    return cues
