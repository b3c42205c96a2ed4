"""Noun phrases: where one may begin, which head ends it, and how a list of them falls apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import BRACKETED, LIST_MARK, QUOTED, TITLED
from kg.model import Span
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Patterns", "Start", "conjuncts", "final_heads", "past_joints", "patterns", "phrase_starts", "unmarked"]

SHORTEST_MODIFIER = 2  # annotation guide: a specific modifier has two content characters or more
SHORTEST_CONJUNCT = 4  # shorter words in a list are one modifier (微信、电视、电台平台)
_REACH = 8  # characters before a verb that decide whether it governs; the longest cue has five
_MEASURED = r"[\d.]+万?[余多]?[个项次批家条件场类大部]+"
_AMOUNT = r"\d[万亿]?[余多]?元"  # 投入300万元升级: a verb after a sum governs
_STOPS = r"[、和与及暨等的将已在为取被由对进开实有是达并，；：。\d■▣□（(]"
_FIELDS = re.compile("领域|行业|方面")  # 运输、培训、医疗领域专项整治 is one undertaking in several fields
_LIST_MARK = re.compile(LIST_MARK)
_WITH = re.compile(r"[与同和][^，。]{2,12}(?:合作|共同|联合)(?:共建|建立|开展|打造|推进)?")
_AFTER_QUOTED = re.compile(rf"{QUOTED}(?:[、和与]|以及)")
_JOINT = re.compile(r"(?<![平高中初])等(?![级次])|[、和与及暨]|以及")
_JOINTS = re.compile(r"(?:[、和与及暨]|以及|等)+")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a noun phrase may begin: ``governed`` by a verb that does it, by another (``barred``), or by nothing."""

    position: int
    governed: bool = True
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """The cues of ``rules/initiatives.toml``, compiled."""

    kinds: dict[str, str]
    head: re.Pattern[str]
    last_head: re.Pattern[str]
    quoted_head: re.Pattern[str]
    follow: re.Pattern[str]
    predicate: re.Pattern[str]
    bare_follow: re.Pattern[str]
    govern: re.Pattern[str]
    before: re.Pattern[str]
    before_nominal: re.Pattern[str]
    leading: re.Pattern[str]
    generic: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return the compiled cues."""
    rules = read_rules("initiatives")
    cues = rules["cues"]
    kinds = {head: kind for kind, heads in rules["heads"].items() for head in heads}
    heads, trailers = rf"(?:{either(list(kinds))})(?!(?<=制)度)", either(cues["trailers"])  # 通报制 is not in 通报制度
    certain = either(cues["adverbs"] + cues["verbs"] + cues["prepositions"] + list(kinds))
    marks = f"、和与及并了着：，年月日中后{QUOTED}{TITLED}"
    plain = "|".join(sorted(cues["plain"], key=len, reverse=True))
    return Patterns(
        kinds=kinds,
        head=re.compile(heads),
        last_head=re.compile(rf"(?:{heads})$"),
        quoted_head=re.compile(rf"{heads}|{either(rules['quoted']['heads'])}"),
        follow=re.compile(rf"(?:{trailers})*(?=$|{_STOPS}|{either(cues['ends'])})"),
        predicate=re.compile(rf"(?:{trailers})*(?![、，；：。\d]|$)"),
        bare_follow=re.compile(
            rf"(?:{trailers}|实践|落地|见效|系列)*(?=$|[、和与及暨等，；：。\d{QUOTED}]|以及|分领域|品牌)"
        ),
        govern=re.compile(
            rf"(?:(?P<verb>{either(cues['verbs'])})|(?P<other>{either(cues['others'])})"
            rf"|(?P<preposition>{either(cues['prepositions'])}))(?!{cues['suffixes']})"
        ),
        before=re.compile(
            rf"(?:^|{_AMOUNT}|{certain}|{either(cues['actors'])}|[{marks}{BRACKETED}省市区县镇乡局委院厅部组办])$"
        ),
        before_nominal=re.compile(rf"(?:^|{_AMOUNT}|{certain}|{either(cues['doers'])}|[{marks}])$"),
        leading=re.compile(rf"(?:{either(cues['leading'])}|{_MEASURED})+"),
        generic=re.compile(
            rf"(?:{either(cues['generic'])}|(?:{plain})[和与、]?(?:{plain}|{either(cues['generic'])})?)"
        ),
    )


def unmarked(masked: str, spans: list[Span]) -> list[Span]:
    """Return the clauses without the list mark (一是, （二）, 3.) that opens them."""
    bare = []
    for span in spans:
        mark = _LIST_MARK.match(masked, span.start, span.end)
        bare.append(Span(mark.end() if mark else span.start, span.end))
    return [span for span in bare if span.start < span.end]


def phrase_starts(masked: str, clause: Span, regions: Sequence[Span]) -> list[Start]:
    """Return where noun phrases may begin in a clause: after what governs, a place, a quoted name."""
    found = {clause.start: Start(clause.start, governed=False)}
    for match in patterns().govern.finditer(masked, clause.start, clause.end):
        if _governs(masked, clause, match):
            barred = match["other"] is not None and masked[match.start() - 2 : match.start()] != "开展"
            found[match.end()] = Start(match.end(), barred=barred)
    for region in regions:
        if region.start == clause.start and region.end < clause.end:
            found[region.end] = Start(region.end, governed=False)
    for match in _WITH.finditer(masked, clause.start, clause.end):
        found[match.end()] = Start(match.end())
    for match in _AFTER_QUOTED.finditer(masked, clause.start, clause.end):
        found.setdefault(match.end(), Start(match.end()))
    return [found[position] for position in sorted(found)]


def _governs(masked: str, clause: Span, match: re.Match[str]) -> bool:
    if match["other"] in _cue("anywhere") or match["verb"] in _cue("sure"):
        return True
    if masked.startswith("机制", match.end()):
        return False  # 一体推进机制, 成果运用机制: the verb says what the mechanism is for
    nominal = bool(match["other"]) or match["verb"] in _cue("nominal")
    pattern = patterns().before_nominal if nominal else patterns().before
    left = masked[max(clause.start, match.start() - _REACH) : match.start()]
    return match.start() == clause.start or bool(left and pattern.search(left))


@cache
def _cue(name: str) -> frozenset[str]:
    return frozenset(read_rules("initiatives")["cues"][name])


def final_heads(masked: str, clause: Span) -> list[Span]:
    """Return the heads that end a noun phrase; of heads in a row (改革试点) the last."""
    heads: list[Span] = []
    for match in patterns().head.finditer(masked, clause.start, clause.end):
        if heads and heads[-1].end == match.start():
            heads.pop()
        heads.append(Span(match.start(), match.end()))
    listed = [head for head in heads if masked[head.start - 1 : head.start] == masked[head.end : head.end + 1] == "、"]
    return [head for head in heads if head not in listed and patterns().follow.match(masked, head.end, clause.end)]


def conjuncts(masked: str, phrase: Span, head: Span) -> list[tuple[Span, bool]]:
    """Split a list of names; with each part, whether the head of the last is to be added to it.

    Parts are joined by 、, or by 和 after a head. A last part that is the head alone (…、…等制度) is shared; one with a
    modifier after 等 says what kind of things the others are, and stands only where they are no names.
    """
    parts = _split(masked, phrase, head)
    last = parts[-1]
    earlier = parts[:-1]
    if not earlier:
        return [(last, False)]
    headed = [part for part in earlier if _is_headed(masked[part.start : part.end])]
    bare = [part for part in earlier if part not in headed]
    after_etc = masked[last.start - 1] == "等"
    short = all(part.end - part.start < SHORTEST_CONJUNCT for part in bare)
    if bare and not after_etc and (short or (not headed and _FIELDS.search(masked, last.start, head.start))):
        return [(phrase, False)]
    shared = masked[head.start : head.end] in read_rules("initiatives")["cues"]["shared"]
    shared = (
        shared
        and not _FIELDS.search(masked, last.start, head.start)
        and (not after_etc or last.end - last.start == head.end - head.start)
    )
    named = [(part, part not in headed) for part in earlier if part in headed or (shared and _can_share(part))]
    return [*named, *([] if after_etc and (headed or shared) else [(last, False)])]


def _is_headed(part: str) -> bool:
    head = patterns().last_head.search(part)
    return head is not None and head.start() >= SHORTEST_MODIFIER  # 热线 alone is one of a list of channels


def _can_share(part: Span) -> bool:
    return part.end - part.start >= SHORTEST_CONJUNCT


def _split(masked: str, phrase: Span, head: Span) -> list[Span]:
    parts: list[Span] = []
    start = phrase.start
    for match in _JOINT.finditer(masked, phrase.start, head.start):
        left = masked[start : match.start()]
        if left and (match.group() in "、等" or patterns().last_head.search(left)):
            parts.append(Span(start, match.start()))
            start = match.end()
    if start == head.start and parts and masked[start - 1] != "等":
        start = parts.pop().start
    return [*parts, Span(start, phrase.end)]


def past_joints(masked: str, start: int) -> int:
    """Return the position after the joints (、 和 与) that stand at ``start``."""
    match = _JOINTS.match(masked, start)
    return match.end() if match else start
