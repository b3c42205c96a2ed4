"""Initiatives: a head noun with a modifier of its own, or a quoted name, where a verb or preposition governs it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import QUOTED, TITLED, clauses, enclosed
from kg.model import Mention, Span
from kg.recognise.phrases import (
    SHORTEST_CONJUNCT,
    SHORTEST_MODIFIER,
    Start,
    conjuncts,
    final_heads,
    past_joints,
    patterns,
    phrase_starts,
    unmarked,
)
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["initiatives", "is_name", "kind_of"]

_LONGEST_NAME = 40  # the longest unquoted initiative in the marked mentions has 38
_HEAD_WINDOW = 22  # characters after a quoted name in which its head stands; the longest stretch marked has 19
_LEFT_WINDOW = 16  # characters before a quoted name that may belong to it; the longest marked has 13
_SHORT_KIND = 6  # characters that may say of what kind a quoted practice is (“阳光警务”音视频管理)
_SHORT_NICKNAME = 3  # “八进”活动 says nothing without what stands before it
_SHORTEST_QUOTED = 3  # Chinese characters: “智库”, “六稳” are words in quotes, “5·20” is a case
_CHARACTER = re.compile("[一-龥]")
_ALONE = re.compile(r"^[一二两三四五六七八九十\d]|(?:[办门享跑]|应.尽.)$")
_YEAR = re.compile(r"20\d\d年")
_BESIDE = re.compile(rf"[^、{QUOTED}{TITLED}\d]*")
_JOINT = re.compile(r"[、和与]")


def kind_of(name: str) -> str:
    """Return the kind of an initiative's name by its head: ``mechanism`` where it has none.

    >>> kind_of("行政复议体制改革"), kind_of("“督考合一”")
    ('reform', 'mechanism')
    """
    found = patterns().last_head.search(name.rstrip("”"))
    return patterns().kinds[found.group()] if found else "mechanism"


def initiatives(text: str, masked: str, regions: Sequence[Span] = ()) -> list[Mention]:
    """Return the initiatives of a sentence; ``masked`` is :func:`kg.mask.mask` of ``text``, ``regions`` its places."""
    quotes = [span for span, mark in enclosed(text) if mark == "“"]
    found: list[Mention] = []
    for clause in unmarked(masked, clauses(masked)):
        starts = phrase_starts(masked, clause, regions)
        inside = [quote for quote in quotes if clause.start <= quote.start < clause.end]
        scope = _Scope(text, masked, clause, starts)
        found += [*_quoted(scope, inside), *_headed(scope)]
    return found


class _Scope:
    """A clause with its text, its mask and where noun phrases may begin in it."""

    def __init__(self, text: str, masked: str, clause: Span, starts: list[Start]) -> None:
        self.text, self.masked, self.clause, self.starts = text, masked, clause, starts
        self._positions = [start.position for start in starts]

    def start_before(self, position: int) -> Start:
        """Return the last start at or before a position."""
        return self.starts[max(0, bisect_right(self._positions, position) - 1)]


def _headed(scope: _Scope) -> list[Mention]:
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


def _name(scope: _Scope, part: Span, shared: Span | None, *, governed: bool) -> Mention | None:
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


@dataclass(frozen=True, slots=True)
class _Quotes:
    """What stands in, before and behind a quoted name, compiled."""

    listed_head: re.Pattern[str]
    breaks: re.Pattern[str]
    slogan: re.Pattern[str]
    adjective: re.Pattern[str]
    nickname: re.Pattern[str]
    works: re.Pattern[str]
    not_before: re.Pattern[str]
    practice: re.Pattern[str]


@cache
def _quotes() -> _Quotes:
    rules = read_rules("initiatives")
    quoted, actors, heads = rules["quoted"], either(rules["cues"]["actors"]), either(list(patterns().kinds))
    return _Quotes(
        listed_head=re.compile(rf"等(?P<what>[一-龥]{{0,8}}?)(?P<head>{heads})(?=[，。；\d]|$|工作)"),
        breaks=re.compile(either(quoted["breaks"])),
        slogan=re.compile(either(quoted["slogans"])),
        adjective=re.compile(quoted["adjectives"]),
        nickname=re.compile(quoted["nicknames"]),
        works=re.compile(quoted["works"]),
        practice=re.compile(
            rf"(?:(?![等和与及的为在])[一-龥]){{0,{_SHORT_KIND}}}?(?P<head>{either(quoted['practices'])}){patterns().bare_follow.pattern}"
        ),
        not_before=re.compile(rf"[的{QUOTED}{TITLED}]|(?:{actors})$"),
    )


def _quoted(scope: _Scope, quotes: list[Span]) -> list[Mention]:
    """Return the quoted names of a clause, each with the head that follows it or its list."""
    found: list[Mention] = []
    after: Span | None = None
    shared: Span | None = None
    refused = False
    for quote in reversed(quotes):
        between = scope.masked[quote.end : after.start] if after else "-"
        joined = between in {"", "、", "和", "与", "暨"}
        head = _head_after(scope, quote) or (shared if joined else None)
        accepted = head is not None or (_is_bare_name(scope, quote) and not (joined and refused))
        if accepted:
            found.append(_named(scope, quote, head))
        after, shared, refused = quote, head, not accepted
    return found[::-1]


def _head_after(scope: _Scope, quote: Span) -> Span | None:
    """Return the phrase from a quoted name to the first head after it; of heads in a row the last."""
    end = min(scope.clause.end, quote.end + _HEAD_WINDOW)
    window = _BESIDE.match(scope.masked, quote.end, end)
    listed = _quotes().listed_head.match(scope.masked, quote.end, end)
    if listed:
        return Span(listed.start("head"), listed.end()) if listed["what"] == "" else Span(quote.end, quote.end)
    stretch = Span(quote.end, window.end() if window else quote.end)
    found = _first_head(scope, stretch, patterns().head)
    if found is None and not _quotes().adjective.search(scope.text, quote.start, quote.end - 1):
        found = _first_head(scope, stretch, patterns().quoted_head)
        found = found or _practice(scope, quote)
    if found is None or _quotes().slogan.match(scope.masked, found.end):
        return None
    plain = not patterns().head.fullmatch(scope.masked, found.start, found.end)
    return None if "的" in scope.masked[quote.end + (not plain) : found.start] else Span(quote.end, found.end)


def _practice(scope: _Scope, quote: Span) -> Span | None:
    """Return the plain noun right behind a quoted name that says what is done by that name (“一证式”监管)."""
    match = _quotes().practice.match(scope.masked, quote.end, scope.clause.end)
    return Span(match.start("head"), match.end("head")) if match else None


def _first_head(scope: _Scope, stretch: Span, pattern: re.Pattern[str]) -> Span | None:
    """Return the first head in a stretch, of heads in a row the last, before a word that ends the phrase."""
    found: Span | None = None
    breaks = _quotes().breaks
    for match in pattern.finditer(scope.masked, stretch.start, stretch.end):
        if found and match.start() != found.end:
            break
        if breaks.search(scope.masked, stretch.start, match.start()) or scope.masked.startswith("化", match.end()):
            break
        found = Span(match.start(), match.end())
    return found


@cache
def _never_bare() -> frozenset[str]:
    quoted = read_rules("initiatives")["quoted"]
    return frozenset(quoted["formulas"] + quoted["figures_of_speech"])


def _is_bare_name(scope: _Scope, quote: Span) -> bool:
    """Tell whether a quoted name without a head is one: it ends in a head itself, or a verb governs it."""
    content = scope.text[quote.start + 1 : quote.end - 1]
    if (
        len(_CHARACTER.findall(content)) < _SHORTEST_QUOTED
        or content in _never_bare()
        or _quotes().slogan.match(scope.masked, quote.end)
    ):
        return False
    start = scope.start_before(quote.start)
    if _quotes().adjective.search(content) or _quotes().works.search(scope.masked, quote.end, scope.clause.end):
        return False
    if patterns().last_head.search(content):
        return True
    if re.search(r"[，、；]", content) or not patterns().bare_follow.match(scope.masked, quote.end, scope.clause.end):
        return False
    between = scope.masked[_left_edge(scope, quote) : quote.start]
    return (
        start.governed
        and not start.barred
        and len(between) <= _LEFT_WINDOW
        and "的" not in between[:-1]
        and not between.endswith("等")
    )


def _named(scope: _Scope, quote: Span, head: Span | None) -> Mention:
    """Return the mention of a quoted name, with what stands before it where it says little by itself."""
    start = _left_edge(scope, quote)
    before = quote.start - start
    content = quote.end - quote.start - 2
    extends = content < before if head is None else content <= _SHORT_NICKNAME < before
    nickname = _quotes().nickname.search(scope.text, quote.start, quote.end - 1)
    if _ALONE.search(scope.text[quote.start + 1 : quote.end - 1]) and not nickname:
        extends = False  # “三项制度” and “只进一扇门” say by themselves what they are, “八进” does not
    begin = start if extends and before <= _LEFT_WINDOW else quote.start
    if _quotes().not_before.search(scope.masked, begin, quote.start):
        begin = quote.start
    end = head.end if head is not None and head.start == quote.end else quote.end
    name = scope.text[begin : quote.end]
    if head is not None:
        name += scope.text[head.start : head.end].removeprefix("的")
    return Mention(Span(begin, end), "Initiative", name, kind_of(name), "quoted-name")


def _left_edge(scope: _Scope, quote: Span) -> int:
    """Return where the phrase around a quoted name begins: after what governs it or the list mark before it."""
    start = scope.start_before(quote.start).position
    joints = [m.end() for m in _JOINT.finditer(scope.masked, start, quote.start)]
    start = joints[-1] if joints else start
    leading = patterns().leading.match(scope.masked, start, quote.start)
    return leading.end() if leading else start
