"""Towns, streets, villages and communities, which no list of codes holds: a name of its own before 镇, 乡, 街道, 村."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Mention, Span
from kg.places import ZONES, departments
from kg.recognise.grammar import grammar
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["divisions", "towns", "zones"]


def towns(text: str) -> list[Mention]:
    """Return the towns, villages and communities of a sentence, and the divisions of a list that shares their level.

    A name is taken from where a clause, a list or the phrase of a preposition or verb begins.

    >>> [m.text for m in towns("柳溪镇红枫村获评示范村，在溪北、溪南2个镇试点，各乡镇落实责任")]
    ['柳溪镇', '红枫村', '溪北镇', '溪南镇']
    """
    found: list[Mention] = []
    for head in _head().finditer(text):
        start = _start(text, head.start(), {m.span.end for m in found[-1:]})
        if start is not None:
            found.append(_region(text, Span(start, head.end())))
    return [*found, *_sharing(text)]


def divisions(text: str) -> list[Mention]:
    """Return the divisions that no list holds, where their use shows them: before their own body, or honoured.

    >>> [m.text for m in divisions("力争青禾县创成示范县，与云溪市司法局会商，高新区获评先进")]
    ['青禾县', '云溪市']
    """
    found = [m for m in _unlisted().finditer(text) if not _no_division().search(m["name"])]
    return [_region(text, Span(*m.span("name"))) for m in found]


def zones(text: str, regions: Sequence[Span]) -> list[Mention]:
    """Return the zones named after a division by its short name; ``regions`` are the divisions found in the text.

    >>> [m.text for m in zones("向浙江高新区下放权限", [Span(1, 3)])]
    ['浙江高新区']
    """
    named = [region for region in regions if text[region.end - 1] not in _LEVELS]
    found = [(region.start, _zone().match(text, region.end)) for region in named]
    return [_region(text, Span(start, match.end())) for start, match in found if match]


_LEVELS = "省市区县州旗盟镇乡"


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{grammar().letter}){{0,4}}?(?:{ZONES})(?<!片区)(?<!示范区)(?![一-龥]{{0,4}}(?:管委会|委员会|建设|创建|试点))"
    )


def _region(text: str, span: Span, level: str = "") -> Mention:
    return Mention(span, "Region", text[span.start : span.end] + level, rule="town")


@cache
def _no_division() -> re.Pattern[str]:
    cues = read_rules("initiatives")["cues"]
    return re.compile(either([*cues["verbs"], *cues["adverbs"], *cues["others"], *read_rules("bodies")["no_division"]]))


@cache
def _unlisted() -> re.Pattern[str]:
    bodies = either(
        [*(name for name in departments() if len(name) > _SHORT), "人民政府", "人民法院", "人民检察院", "司法局"]
    )
    awards = either(read_rules("honours")["sure"] + ["入选", "创成", "成功创建", "被"])
    return re.compile(
        rf"(?:^|(?<=[，。；：、与和同由])|(?<=力争)|(?<=支持)|(?<=指导)|(?<=推动))"
        rf"(?P<name>(?![与和同由经向])[一-龥]{{2,3}}?[县市区省])(?=(?:{bodies}|{awards}))"
    )


_SHORT = 3  # characters of a department's name that may be part of another word


@cache
def _head() -> re.Pattern[str]:
    return re.compile(read_rules("bodies")["towns"]["heads"])


def _start(text: str, end: int, behind: set[int]) -> int | None:
    """Return where the name before a head begins, None where what stands there is no name; ``behind`` ends a town."""
    longest = _LONGEST + (_PEOPLE if text[end - 1] == "族" else 0)
    if end and _OF_ONE.match(text, max(0, end - 2)) and not _common().search(text[end - 1 : end]):
        return end - 1
    for start in range(end - _SHORTEST, max(-1, end - longest - 1), -1):
        if start in behind or _opens(text, start):
            name = text[start:end]
            return start if _NAME.fullmatch(name) and not _common().search(name) else None
    return None


_SHORTEST, _LONGEST = 2, 4  # characters of a name
_PEOPLE = 4  # and those of the people whose township it is: 溪畔蒙古族乡
_OF_ONE = re.compile("(?:^|[，。；：、])[一-龥]村[被获荣]")  # a name of one character is sure only where honoured
_NAME = re.compile("[一-龥]+")


def _opens(text: str, start: int) -> bool:
    """Tell whether a name may begin here: with a clause, after a mark, a division, a preposition or a verb."""
    return start == 0 or text[start - 1] in _marks() or text.endswith(_verbs(), 0, start)


@cache
def _marks() -> frozenset[str]:
    return frozenset(read_rules("bodies")["towns"]["before"])


@cache
def _verbs() -> tuple[str, ...]:
    return (*read_rules("initiatives")["cues"]["verbs"], *read_rules("bodies")["towns"]["verbs"])


@cache
def _common() -> re.Pattern[str]:
    """Return the pattern of what makes the words before a head no name of a place."""
    cues, rules = read_rules("initiatives")["cues"], read_rules("bodies")["towns"]
    parts = [word for word in (*cues["verbs"], *cues["adverbs"], *cues["others"], *rules["verbs"]) if len(word) > 1]
    starts = either([*cues["adverbs"], *rules["no_start"]])
    return re.compile(
        rf"\A(?:{starts})|{either([*parts, *rules['no_part']])}|(?:{either(rules['no_end'])}|(?<=..)[和与及进入])\Z"
    )


def _sharing(text: str) -> Iterator[Mention]:
    """Yield the divisions of a list whose level is said once, with their number: 溪北、溪南2个镇."""
    for match in _listed().finditer(text):
        level = "" if match["level"] == "乡镇" else match["level"]
        for name in _NAME.finditer(match["names"]):
            span = Span(match.start("names") + name.start(), match.start("names") + name.end())
            yield _region(text, span, level)


@cache
def _listed() -> re.Pattern[str]:
    name = "(?:(?!等)[一-龥]){2,3}"
    marks = re.escape("".join(sorted(_marks())))
    return re.compile(
        rf"(?:^|(?<=[{marks}]))[在向对由从到赴将]?(?P<names>{name}(?:[、和]{name}){{1,6}})等?"
        r"(?:[\d两二三四五六七八九十]+个?)(?P<level>乡镇|镇|乡|街道|区|县)(?![域级市区])"
    )
