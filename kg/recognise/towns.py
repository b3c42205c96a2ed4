"""Towns, streets and villages, which no list of codes holds: a name of its own before 镇, 乡, 街道 or 村."""

from __future__ import annotations

import re
from functools import cache

from kg.model import Mention, Span
from kg.places import departments
from ontology.rules import either, read_rules

__all__ = ["divisions", "towns"]


def towns(text: str) -> list[Mention]:
    """Return the towns and communities that open a clause, and the villages right behind a town or a quoted byname.

    >>> [m.text for m in towns("柳溪镇红枫村获评示范村，各乡镇落实责任")]
    ['柳溪镇', '红枫村']
    """
    found = []
    for match in _pattern().finditer(text):
        for name in ("town", "village", "byname", "community", "hamlet"):
            if match[name] and not _verb().match(match[name]):
                span = Span(match.start(name), match.end(name))
                found.append(Mention(span, "Region", match[name], rule="town"))
    return found


def divisions(text: str) -> list[Mention]:
    """Return the divisions that no list holds, where their use shows them: before their own body, or honoured.

    >>> [m.text for m in divisions("力争青禾县创成示范县，与云溪市司法局会商，高新区获评先进")]
    ['青禾县', '云溪市']
    """
    found = [m for m in _unlisted().finditer(text) if not _no_division().search(m["name"])]
    return [Mention(Span(*m.span("name")), "Region", m["name"], rule="town") for m in found]


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
def _pattern() -> re.Pattern[str]:
    name = r"(?![各全本该我建民社乡村镇])[一-龥]"
    return re.compile(
        rf"(?:^|(?<=[，。；：、区县市]))(?P<town>{name}{{2,3}}?(?:镇|街道|乡(?!镇|村)))(?P<village>[一-龥]{{2,3}}村)?(?=[“、一-龥])"
        rf"|(?:^|(?<=[，。；：、在]))(?P<community>{name}{{2,5}}?社区)(?=[党居获荣被成入创]|、{name}{{2,5}}社区)"
        rf"|(?:(?<=[乡镇]、)|^|(?<=[，。；]))(?P<hamlet>{name}{{2,3}}村)(?=分别|[获荣被]|成功|入选|创成)"
        rf"|(?<=”)(?P<byname>[一-龥]{{2,4}}村)(?![民级委])"
    )


@cache
def _verb() -> re.Pattern[str]:
    cues = read_rules("initiatives")["cues"]
    return re.compile(
        f"{either(cues['verbs'] + cues['adverbs'] + cues['others'])}|[一二三四五六七八九十两多个级街]|"
        r".*[村乡城集名]镇|.*县.村|.*(?:小区|赋权|示范|智慧|特色|老旧|农村|城市)"
    )
