"""Quoted names of initiatives: with the head that follows them, or alone where a verb governs them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.mask import QUOTED, TITLED
from kg.model import Mention, Span
from kg.recognise.phrases import Scope, kind_of, patterns
from ontology.rules import either, read_rules

__all__ = ["quoted_names"]

_HEAD_WINDOW = 22  # characters after a quoted name in which its head stands; the longest stretch marked has 19
_LEFT_WINDOW = 16  # characters before a quoted name that may belong to it; the longest marked has 13
_LONGEST_LIST = 60  # characters of a list between a quoted name and the head that sums it up
_SHORT_KIND = 6  # characters that may say of what kind a quoted practice is (“阳光警务”音视频管理)
_SHORT_NICKNAME = 3  # “八进”活动 says nothing without what stands before it
_SHORTEST_QUOTED = 3  # Chinese characters: “智库”, “六稳” are words in quotes, “5·20” is a case
_CHARACTER = re.compile("[一-龥]")
_ALONE = re.compile(r"^[一二两三四五六七八九十\d]|(?:[办门享跑腿]|应.尽.|差评)$")
_ABLE = re.compile(rf"(?:可以?|均|全部|基本){QUOTED}*$")
_PAIR = re.compile("“[一-龥]{3,6}[、，][一-龥]{3,6}”")
_BESIDE = re.compile(rf"[^、{QUOTED}{TITLED}\d]*")
_JOINT = re.compile(r"[、和与]")


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
    mixed: re.Pattern[str]
    strategy: re.Pattern[str]
    title: re.Pattern[str]
    measured: re.Pattern[str]


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
        mixed=re.compile(
            rf"[、{QUOTED}](?:(?!{either(rules['cues']['sure'])})[^，。；：等]){{2,{_LONGEST_LIST}}}等"
            rf"(?P<head>{either(rules['cues']['summing'])})(?=[，。；\d]|$|工作)"
        ),
        strategy=re.compile(quoted["strategies"]),
        title=re.compile(quoted["titles"]),
        measured=re.compile(quoted["measured"]),
        not_before=re.compile(rf"[的{QUOTED}{TITLED}]|(?:{actors})$"),
    )


def quoted_names(scope: Scope, quotes: list[Span]) -> list[Mention]:
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


def _head_after(scope: Scope, quote: Span) -> Span | None:
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
    if found is None:
        complete = patterns().last_head.search(scope.text, quote.start, quote.end - 1)
        listed = None if complete else _quotes().mixed.match(scope.masked, quote.end, scope.clause.end)
        return Span(listed.start("head"), listed.end()) if listed else None
    if _quotes().slogan.match(scope.masked, found.end):
        return None
    if scope.masked[found.start : found.end] == "建设" and _is_strategy(scope, quote):
        return None
    plain = not patterns().head.fullmatch(scope.masked, found.start, found.end)
    return None if "的" in scope.masked[quote.end + (not plain) : found.start] else Span(quote.end, found.end)


def _is_strategy(scope: Scope, quote: Span) -> bool:
    return _quotes().strategy.search(scope.text[quote.start + 1 : quote.end - 1]) is not None


def _practice(scope: Scope, quote: Span) -> Span | None:
    """Return the plain noun right behind a quoted name that says what is done by that name (“一证式”监管)."""
    match = _quotes().practice.match(scope.masked, quote.end, scope.clause.end)
    return Span(match.start("head"), match.end("head")) if match else None


def _first_head(scope: Scope, stretch: Span, pattern: re.Pattern[str]) -> Span | None:
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


def _is_bare_name(scope: Scope, quote: Span) -> bool:
    """Tell whether a quoted name without a head is one: it ends in a head itself, or a verb governs it."""
    content = scope.text[quote.start + 1 : quote.end - 1]
    if _says_what_it_is_like(scope, quote, content):
        return False
    if patterns().last_head.search(content) or (_ALONE.search(content) and _is_done(scope, quote)):
        return True
    sentence = re.search("[，、；]", content) and not _is_practised_pair(scope, quote)
    if sentence or not patterns().bare_follow.match(scope.masked, quote.end, scope.clause.end):
        return False
    start = scope.start_before(quote.start)
    between = scope.masked[_left_edge(scope, quote) : quote.start]
    return (
        start.governed
        and not start.barred
        and len(between) <= _LEFT_WINDOW
        and "的" not in between[:-1]
        and not between.endswith("等")
    )


def _says_what_it_is_like(scope: Scope, quote: Span, content: str) -> bool:
    """Tell whether quoted words are too short for a name, a formula, a slogan, a title, an adjective or a work."""
    quotes = _quotes()
    return (
        len(_CHARACTER.findall(content)) < _SHORTEST_QUOTED
        or content in _never_bare()
        or any(pattern.search(content) for pattern in (quotes.strategy, quotes.title, quotes.adjective))
        or quotes.slogan.match(scope.masked, quote.end) is not None
        or quotes.works.search(scope.masked, quote.end, scope.clause.end) is not None
    )


def _is_done(scope: Scope, quote: Span) -> bool:
    """Tell whether things can be done so (可“掌上办”), a figure measures it, or it ends the clause (…业务“网上办”)."""
    following = _PAST_QUOTES.match(scope.masked, quote.end)
    end = following.end() if following else quote.end
    closes = end == scope.clause.end and not scope.start_before(quote.start).barred
    return bool(
        _ABLE.search(scope.masked, scope.clause.start, quote.start)
        or _quotes().measured.match(scope.masked, end)
        or (closes and _DONE.search(scope.text[quote.start : quote.end - 1]))
    )


_DONE = re.compile("[办享]$")
_PAST_QUOTES = re.compile(f"[{QUOTED}、和]*")


def _is_practised_pair(scope: Scope, quote: Span) -> bool:
    """Tell whether two short phrases in quotes are a practice: 推行 or the like stands right before them."""
    practised = read_rules("initiatives")["quoted"]["practised"]
    before = scope.masked[scope.clause.start : quote.start].endswith(tuple(practised))
    return before and bool(_PAIR.fullmatch(scope.text, quote.start, quote.end))


def _named(scope: Scope, quote: Span, head: Span | None) -> Mention:
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


def _left_edge(scope: Scope, quote: Span) -> int:
    """Return where the phrase around a quoted name begins: after what governs it or the list mark before it."""
    start = scope.start_before(quote.start).position
    joints = [m.end() for m in _JOINT.finditer(scope.masked, start, quote.start)]
    start = joints[-1] if joints else start
    leading = patterns().leading.match(scope.masked, start, quote.start)
    return leading.end() if leading else start
