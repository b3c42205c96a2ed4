"""Noun phrases: where one may begin, which head ends it, and how a list of them falls apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import BRACKETED, LIST_MARK, QUOTED, TITLED
from kg.model import Span
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Patterns",
    "Scope",
    "Start",
    "conjuncts",
    "final_heads",
    "kind_of",
    "past_joints",
    "patterns",
    "phrase_starts",
    "unmarked",
]

SHORTEST_MODIFIER = 2  # annotation guide: a specific modifier has two content characters or more
SHORTEST_CONJUNCT = 4  # shorter words in a list are one modifier (微信、电视、电台平台)
_REACH = 8  # characters before a verb that decide whether it governs; the longest cue has five
_MEASURED = r"[\d.]+万?[余多]?[个项次批家条件场类大部]+"
_AMOUNT = r"\d[万亿]?[余多]?元"  # 投入300万元升级: a verb after a sum governs
_YEAR = "(?<![一二两三四五六七八九十])年"  # a verb after 2021年 governs, one after 三年 is part of a name
_STOPS = r"[、与及暨等的将已在为取被由对进开实有是达并，；：。\d■▣□（(]|和(?!治理能力)"
# 运输、培训、医疗领域专项整治 is one undertaking in several fields, 复议、诉讼衔接机制 one that links them.
_ONE_NAME = re.compile("领域|行业|方面|衔接|贯通|联动|协同")
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
    sure = cues["adverbs"] + cues["verbs"] + cues["prepositions"]
    marks = f"、和与及并了着：，月日中后{QUOTED}{TITLED}"
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
            rf"(?:^|{_AMOUNT}|{_YEAR}|{either([*sure, *kinds, *cues['actors']])}"
            rf"|[{marks}{BRACKETED}省市区县镇乡局委院厅部组办])$"
        ),
        before_nominal=re.compile(rf"(?:^|{_AMOUNT}|{_YEAR}|{either([*sure, *cues['doers']])}|[{marks}])$"),
        leading=re.compile(rf"(?:{either(cues['leading'])}|{_MEASURED})+"),
        generic=re.compile(
            rf"(?:{either(cues['generic'])}|(?:{plain})[和与、]?(?:{plain}|{either(cues['generic'])})?)"
        ),
    )


def kind_of(name: str) -> str:
    """Return the kind of an initiative's name by its head: ``mechanism`` where it has none.

    >>> kind_of("行政复议体制改革"), kind_of("“督考合一”")
    ('reform', 'mechanism')
    """
    found = patterns().last_head.search(name.rstrip("”"))
    return patterns().kinds[found.group()] if found else "mechanism"


class Scope:
    """A clause with its text, its mask and where noun phrases may begin in it."""

    def __init__(self, text: str, masked: str, clause: Span, starts: list[Start]) -> None:
        self.text, self.masked, self.clause, self.starts = text, masked, clause, starts
        self._positions = [start.position for start in starts]

    def start_before(self, position: int) -> Start:
        """Return the last start at or before a position."""
        return self.starts[max(0, bisect_right(self._positions, position) - 1)]


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
        if _governs(masked, clause, match) and not _is_within(masked, clause, match):
            barred = match["other"] is not None and masked[match.start() - 2 : match.start()] != "开展"
            found[match.end()] = Start(match.end(), barred=barred)
    for region in regions:
        if region.start == clause.start and region.end < clause.end and not _names_platform(masked, region, clause):
            found[region.end] = Start(region.end, governed=False)
    for match in _WITH.finditer(masked, clause.start, clause.end):
        found[match.end()] = Start(match.end())
    for match in _AFTER_QUOTED.finditer(masked, clause.start, clause.end):
        found.setdefault(match.end(), Start(match.end()))
    return [found[position] for position in sorted(found)]


def _names_platform(masked: str, region: Span, clause: Span) -> bool:
    """Tell whether a division that opens a clause is part of a platform's name: 云溪省办案系统归集案件."""
    return _PLATFORM.match(masked, region.end, clause.end) is not None


_PLATFORM = re.compile(
    r"[^，。；、的和与]{2,16}?(?:平台|系统)(?=归集|受理|上线|接入|汇聚|共|已|累计|运行|正式|注册|覆盖)"
)


def _is_within(masked: str, clause: Span, match: re.Match[str]) -> bool:
    """Tell whether 涉及 only says what an undertaking is about: 开展民法典涉及文件专项清理."""
    return match["other"] == "涉及" and "开展" in masked[max(clause.start, match.start() - _ABOUT) : match.start()]


_ABOUT = 12  # characters between the verb and what its object touches


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
    closing = [head for head in heads if patterns().follow.match(masked, head.end, clause.end)]
    return [head for head in closing if head not in listed and not _is_verb(masked, head)]


def _is_verb(masked: str, head: Span) -> bool:
    """Tell whether a head that may be a verb has a quoted name for its object: 试点“一站办结”, 创建“示范村”."""
    return masked.startswith(QUOTED, head.end) and masked[head.start : head.end] in {"试点", "创建"}


def conjuncts(masked: str, phrase: Span, head: Span) -> list[tuple[Span, Span | None]]:
    """Split a list of names; with each part, the head that is to be added to it, if any.

    Parts are joined by 、, or by 和 after a head. A last part that is the head alone (…、…等制度) is shared, and so is
    one that sums the list up (…、…整治等专项行动); one with a modifier after 等 says what kind of things the others
    are, and stands only where they are no names. What a mechanism links (…、…衔接机制) is one name.
    """
    parts = _split(masked, phrase, head)
    last = parts[-1]
    earlier = parts[:-1]
    if not earlier:
        return [(last, None)]
    headed = [part for part in earlier if _is_headed(masked[part.start : part.end])]
    bare = [part for part in earlier if part not in headed]
    after_etc = masked[last.start - 1] == "等"
    short = all(part.end - part.start < SHORTEST_CONJUNCT for part in bare)
    if bare and not after_etc and (short or (not headed and _ONE_NAME.search(masked, last.start, head.start))):
        return [(phrase, None)]
    shared = _summing_up(masked, head)
    if shared is None and masked[head.start : head.end] in _cue("shared"):
        alone = last.end - last.start == head.end - head.start
        shared = head if not _ONE_NAME.search(masked, last.start, head.start) and (not after_etc or alone) else None
    named = [
        (part, None if part in headed else shared)
        for part in earlier
        if part in headed or (shared and _can_share(part))
    ]
    return [*named, *([] if after_etc and (headed or shared) else [(last, None)])]


def _summing_up(masked: str, head: Span) -> Span | None:
    """Return the bare head that sums up a list whose last name has one of its own: …整治等专项行动."""
    match = _summing().match(masked, head.end)
    return Span(*match.span("head")) if match else None


@cache
def _summing() -> re.Pattern[str]:
    return re.compile(f"等(?P<head>{either(read_rules('initiatives')['cues']['summing'])})(?=[，。；\\d]|$|工作)")


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
