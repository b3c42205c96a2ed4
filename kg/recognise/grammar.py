"""What the names of bodies are made of: the letters inside them, their heads, and what may follow them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.lexicon import read_tsv
from ontology.rules import either, read_rules

__all__ = ["Grammar", "grammar", "listed"]

_LONGEST_INNER = 16  # characters between a prefix and the head of a body; the longest marked has 15
# What may follow a body's name: no character that makes it part of a longer word (中心城区, 办理).
_END = (
    r"(?<![可能通快代经承主协督交开举兴民易速联即马就自网]办)"  # 网上可办 and 举办 name no office
    r"(?![理案证城长校址心件好队伍员]|公(?![职告布示安])|结(?!合)|事(?![先业])|法(?![治制]|律顾问)|组(?![织建成])"
    r"|(?<=人大)代表"  # 市人大代表 names no congress
    r"|治(?![理安])|区(?![分长])|点(?!对)|(?<!会)会(?![同商长签])|学校|工作(?:规则|细则|方案))"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns of the parts of names: ``letter`` one character inside, ``unit`` a bureau's unit, ``body`` an agency."""

    letter: str
    inner: str
    agency_heads: str
    organization_heads: str
    organs: str
    units: str
    unit: str
    body: str
    end: str = _END


def listed(table: str, *kinds: str) -> list[str]:
    """Return the names and short forms of these kinds in a list."""
    return [name for row in read_tsv(table) if row.kind in kinds for name in row.names]


@cache
def grammar() -> Grammar:
    """Return the patterns, made once of the rules and lists."""
    rules = read_rules("bodies")
    letter = rf"(?!{either(rules['breaks'])})[^，。；、：《》“”（）()\s\d]"
    inner = rf"(?:{letter}|[（(][^（）()]{{1,8}}[）)]){{0,{_LONGEST_INNER}}}?"
    rooms = [name for name in listed("bodies.tsv", "organ") if name.endswith("室")]
    heads = either([*rules["agency_heads"], *rooms])
    organs = either(rules["organs"] + listed("bodies.tsv", "party", "government", "court", "procuratorate", "congress"))
    units = either(rules["units"])
    unit = rf"(?:局|厅)(?:{letter}){{2,12}}?(?:{units})"
    committee = rf"(?:(?![省市区县州旗委会协]){letter}){{2,8}}委(?![员托派任])"  # 发展改革委
    known = either(name for name in listed("bodies.tsv", "department") if "和" in name)
    part = rf"(?:(?![局委厅办院会府部队]){letter})"  # two fields in one name (自然资源和规划局), not two bodies
    joined = rf"(?:{known}|{part}{{2,6}}和{part}{{2,7}}(?:局|委员会|厅))"
    # A group that a body has set up bears its name in front; verbs of sending part the two (市司法局派出调研组).
    group = rf"(?:(?:(?![派抽选带随陪邀]){letter}){{2,10}}(?:课题组|调研组))?"
    # 质量监督站, 自然资源所; but a 场所 or a 车站 is no body
    station = rf"(?<=[省市区县州旗镇乡道])(?!{either(rules['no_unit'])})(?:{letter}){{2,9}}?"
    station += "(?:(?<![场厕务诊会住])所|(?:监督|监管|安监|质监|管理|监测|检疫|救助|技术|推广|农技|兽医|水利)站)"
    named = either(name for name in listed("bodies.tsv", "department") if not re.search(rf"(?:{heads})$", name))
    body = rf"(?:{joined}|{unit}|(?:{organs})(?:{inner}(?:{heads}))?|{inner}(?:{heads})|{named}|{committee}|{station})"
    body += rf"{_inside(letter)}{group}"
    return Grammar(letter, inner, heads, either(rules["organization_heads"]), organs, units, unit, body)


def _inside(letter: str) -> str:
    """Return the pattern of the units inside a body, each inside the one before: 公安局 + 交警大队 + 溪畔中队."""
    rules = read_rules("bodies")
    relations = rules["relations"]
    breaks = either([*relations["found"], *relations["titles"], *rules["inside"]["breaks"]])
    part = rf"(?:(?!{breaks}){letter})"
    inside = rules["inside"]
    opens = rf"(?<=[{inside['after']}])(?!{either(rules['no_unit'])})"
    return rf"(?:{opens}{part}{{2,10}}?(?:{either(inside['heads'])}){_END}){{0,2}}"
