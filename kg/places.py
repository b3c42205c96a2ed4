"""Names of public bodies made whole from the place that a report is about (the annotation guide's canonical names).

In a report about 婺城区, 区政府 is 婺城区人民政府 and 市专班 is 金华市专班; in one about 义乌市, a city on the level of
counties, 市 that city itself. What cannot be decided from the hierarchy is left undecided.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.gazetteer import Gazetteer, Region, gazetteer, unlisted
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Report

__all__ = [
    "ZONES",
    "Gazetteer",
    "Region",
    "complete",
    "department",
    "departments",
    "gazetteer",
    "located",
    "national",
    "official",
    "scope",
    "unlisted",
]

ZONES = (
    "综合实验区|实验区|经济技术开发区|经济开发区|高新技术产业开发区|开发区|高新区|新区|示范区|"
    "保税区|度假区|合作区|园区|管理区|片区"
)
"""The last words of the names of zones that act like divisions and are in no list of codes, as a pattern."""

_LEVELS = rf"自治区|自治州|自治县|自治旗|{ZONES}|地区|省|市|区|县|州|盟|旗|镇|乡|街道"
_WORD = re.compile(rf"(?:我|本|全|该)?(?P<level>{_LEVELS})(?:本级|级|域|直)?")
_ELLIPTIC = re.compile(rf"(?:我|本|全|该)?(?P<level>{_LEVELS})(?:本级|级(?!机关))?(?P<body>[一-龥“].+|委)")
# Words that begin like a prefix and are none: 市场监督管理局 is no body of a 市.
_NO_PREFIX = re.compile(
    r"市场|市民|市容|市县|市区|市镇|市政(?:园林|管理|公用|设施|工程|建设)|区域|区块|区县|区镇|县域|县区|县乡|乡村|乡镇|乡贤|"
    r"镇街|镇村|省际|省市(?!场监)|州市(?!场监)|盟市(?!场监)|旗县|街道办(?!事处|公室)"
)
_OWN = re.compile(r"(?:我|本|全(?=[局厅]))(?P<head>局|厅|委|办|院|部|中心|府|队|站|所|会)(?P<rest>.*)")
_OWN_BARE = re.compile(
    r"(?P<head>局|厅|委|办|院)(?P<rest>党委|党组|党委会|党组会|领导班子|党委班子|机关|.*(?:科|处|室|支部|机关党委|小组|队|中心|委员会|专班|分局))"
)
# 省局, 市局政策法规处: the body of the publisher's own line on that level, and its units.
_OF_LINE = re.compile(
    r"(?P<level>自治区|[省市区县州旗])(?P<head>局|厅)(?P<unit>(?:[一-龥]{2,12}(?:科|处|室|队|中心|小组|委员会|分局))?)"
)
_ITSELF = {
    "",
    "党委",
    "党组",
    "党委会",
    "党组会",
    "领导班子",
    "党委班子",
    "班子",
    "机关",
    "党委理论学习中心组",
    "党组理论学习中心组",
}
_HEAD_ENDINGS = {"委": ("委", "委员会"), "办": ("办", "办公室"), "府": ("政府",), "会": ("会",)}
_NATIONAL = re.compile(r"(?:中共中央|党中央|中央|国务院|全国|国家|最高人民|中国)(?!.*(?:大学|公司|银行)).+")
_NEW_DIVISION = re.compile(
    r"(?P<name>(?![我本全各该]|自治|盟市|旗县|市县|经济|高新)[一-龥]{2,4}?[市县区旗])(?P<body>.+)"
)
_TOWN = re.compile(
    r"(?!各|全|有关|相关|该|本|我|[城村集]镇)"
    rf"(?:人民政府)?(?P<town>[^省市区县镇乡]{{1,5}}?(?:镇|乡|街道)|[^省市区县]{{2,6}}(?:{ZONES}))(?P<body>.{{2,}})"
)
_ZONE = re.compile(rf".{{0,4}}?(?:{ZONES}).+")
_GENERIC = re.compile(
    r"(?:各|[我本][局厅委办院部中府]|盟市|旗县|县区|市县|区县|乡镇|镇街|有关|相关|其他|部分|全体|本级|上级|下级|同级|当地|属地)|(?:(?:人民)?(?:政府|法院|检察院)|委员会|办公室|中心|局|委|部门|单位)$"
)
_RULE_OF_LAW = re.compile(r"(?:委)?(?:全面)?依法治(?P<level>[省市区县州旗镇乡])")


def scope(word: str, place: Region) -> Region | None:
    """Return the division that a level word (市, 全市, 我市, 市本级, 省级) means in a report about ``place``.

    It is the nearest of the place and the divisions that hold it whose name ends with the level.

    >>> county = gazetteer().at("330702")
    >>> [scope(word, county).name for word in ("区", "我市", "全省")], scope("县", county)
    (['婺城区', '金华市', '浙江省'], None)
    """
    found = _WORD.fullmatch(word)
    level = found["level"] if found else ""
    for region in (place, *gazetteer().parents(place)) if level else ():
        if region.name.endswith(level) and (level == "地区" or not region.name.endswith("地区")):
            return region
    return None


def complete(name: str, place: Region, publisher: str | None = None) -> str | None:
    """Return the canonical name of a public body as a report about ``place`` by ``publisher`` names it.

    A name that is whole or has no elliptic part comes back as written. None where an elliptic one cannot be decided
    from the place, or where the name means no one body (各区政府, 有关部门). Governments, courts and procuratorates are
    written out; other bodies keep the form of the text (市人社局 is 云溪市人社局). The prefix is the division's own
    name without those that hold it.

    >>> county, author = gazetteer().at("330702"), "婺城区司法局"
    >>> [complete(name, county, author) for name in ("区政府", "市中院", "省司法厅", "局党委", "县司法局")]
    ['婺城区人民政府', '金华市中级人民法院', '浙江省司法厅', '婺城区司法局', None]
    """
    if name.startswith(national()) or _NATIONAL.fullmatch(name):
        return name
    plain = re.sub(r"及其常委会$", "常委会", name.removeprefix("中共"))
    if plain != name and plain.endswith("委员会"):
        plain = plain.removesuffix("员会")
    if line := _OF_LINE.fullmatch(plain):
        return _of_line(line, place, publisher)
    if found := _own(plain, publisher) or _whole(plain, place) or _bare(plain, place):
        return found
    elliptic = None if _NO_PREFIX.match(plain) else _ELLIPTIC.fullmatch(plain)
    if elliptic is None:
        return None if _GENERIC.match(plain) else plain
    region = _holder(elliptic["level"], elliptic["body"], place)
    return region.name + _write_out(elliptic["body"], region) if region else None


def _own(name: str, publisher: str | None) -> str | None:
    """Complete what names the publisher (我局, 局党委) or a part of it (局办公室, 驻局纪检监察组)."""
    if publisher is None:
        return None
    if name in {"我单位", "本单位", "本机关", "我机关", "本部门"}:
        return publisher
    posted = name.startswith("驻")
    found = _OWN.fullmatch(name.removeprefix("驻")) or _OWN_BARE.fullmatch(name)
    if posted and not found:
        found = re.fullmatch(r"驻(?P<head>局|厅|委|办)(?P<rest>.+)", name)
    if not found or not publisher.endswith(_HEAD_ENDINGS.get(found["head"], (found["head"],))):
        return None
    return ("驻" if posted else "") + publisher + ("" if found["rest"] in _ITSELF else found["rest"])


def _of_line(line: re.Match[str], place: Region, publisher: str | None) -> str | None:
    """Complete 市局 in a report by a bureau: the city's bureau of the same kind."""
    region = scope(line["level"], place)
    if region is None or publisher is None or not publisher.startswith(place.name) or publisher[-1] not in "局厅":
        return None
    kind = publisher.removeprefix(place.name)[:-1].removesuffix("分")
    return region.name + kind + line["head"] + line["unit"]


def _whole(name: str, place: Region) -> str | None:
    """Shorten the prefix of a name that carries its division to the last one: 金华市婺城区人民法院."""
    region, used, body = _prefix(name, place)
    short = region is not None and used != region.name
    if short and (body.endswith("分局") or not name.startswith(used)):
        return name  # 青禾公安分局; 云溪市青禾生态环境局: the city's branch in a county bears both names
    below = _NEW_DIVISION.fullmatch(body)
    if below and below["body"] in _vocabulary():
        return below["name"] + _write_out(below["body"], None)
    if region and (body in _vocabulary() or not region.code):
        return region.name + _write_out(body, region) if body else None
    if short:
        return name
    if found := _TOWN.fullmatch(body):
        government = found["body"].startswith(("人民政府", "政府", "党委", "党工委", "办事处", "管委会"))
        return found["town"] + _write_out(found["body"], None) if region or government else None
    return region.name + _write_out(body, region) if region and body else None


def _prefix(name: str, place: Region) -> tuple[Region | None, str, str]:
    """Split the divisions off the front of a name: the last of them, the form in which it stands, and the rest."""
    before, own, _ = name.partition(place.name)
    if own and not place.code and before.endswith(tuple("省市县区州盟旗")):
        name = name.removeprefix(before)
    region, used, end = None, "", 0
    for span, candidates in gazetteer().find(name, place):
        if span.start == end:
            region, used, end = candidates[0], name[span.start : span.end], span.end
    return region, used, name[end:]


def _bare(name: str, place: Region) -> str | None:
    """Complete a department named without its division: it is the place's own, or the province's where it is a 厅."""
    if found := _RULE_OF_LAW.match(name):
        region = scope(found["level"], place)
        return region.name + name if region else None
    if place.level == "town":
        return None
    if department(name):
        region = scope("省", place) or scope("自治区", place) if name.endswith("厅") else place
        return region.name + name if region else None
    if name in official("standing") or (name in _associations() and not name.startswith(("中", "全国"))):
        return place.name + name
    if name in official("party") and not name.startswith(("委", "党")):
        return place.name + ("" if name.startswith(("纪", "监")) else "委") + name
    return None


def _holder(level: str, body: str, place: Region) -> Region | None:
    """Return the division that a prefix means: an intermediate court is never that of a city in a prefecture."""
    region = scope(level, place)
    if region and body.startswith(("中院", "中级")):
        chain = (region, *gazetteer().parents(region))
        return next((one for one in chain if one.level == "prefecture"), region)
    return region


def _write_out(body: str, region: Region | None) -> str:
    """Write out a government, court or procuratorate; other bodies stay as they are."""
    if body == "法院" and region:
        return {"province": "高级", "prefecture": "中级"}.get(region.level, "") + "人民法院"
    if whole := _spelt().get(body):
        return whole
    for short, long in (
        ("政府", "人民政府"),
        ("检察院", "人民检察院"),
        ("中院", "中级人民法院"),
        ("高院", "高级人民法院"),
    ):
        if body.startswith(short):
            return long + body.removeprefix(short)
    return body


def located(report: Report) -> Region | None:
    """Return the place that a report is about, None where it is not known.

    Its code is its own, or that of the division that holds it: a town or zone has none.

    >>> from kg.model import Report
    >>> located(Report("x", place="白石镇", place_code="330782"))
    Region(code='', name='白石镇', level='town', parent='330782', until=None)
    """
    if report.place is None:
        return None
    listed = gazetteer().at(report.place_code) if report.place_code else None
    if listed is None:
        levels = {"省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture"}
        town = re.search(r"(?:镇|乡|街道|苏木)$", report.place)
        return Region("", report.place, "town" if town else levels.get(report.place[-1], "county"))
    return listed if listed.name == report.place else unlisted(report.place, listed)


@cache
def national() -> tuple[str, ...]:
    """Return the names of the bodies of the whole country: they are complete in themselves."""
    return tuple(sorted(official("national")))


@cache
def departments() -> tuple[str, ...]:
    """Return the names and short forms of departments, without their division."""
    return tuple(sorted(official("department")))


def department(name: str) -> str | None:
    """Return the full name of the department that a name or short form, without its division, means.

    >>> department("住建局"), department("住房建设的局")
    ('住房和城乡建设局', None)
    """
    return official("department").get(name)


@cache
def official(kind: str) -> Mapping[str, str]:
    """Return the full name of each body of a kind in the list of bodies, by that name and by its short forms."""
    return {name: row.name for row in read_tsv("bodies.tsv") if row.kind == kind for name in row.names}


@cache
def _associations() -> frozenset[str]:
    rows = read_tsv("organizations.tsv")
    return frozenset(name for row in rows if row.kind in {"mass", "association"} for name in row.names)


@cache
def _vocabulary() -> frozenset[str]:
    kinds = ("government", "court", "procuratorate", "congress", "consultative", "party", "department")
    return frozenset().union(*map(official, kinds))


@cache
def _spelt() -> dict[str, str]:
    kinds = {"government", "court", "procuratorate"}
    return {short: row.name for row in read_tsv("bodies.tsv") if row.kind in kinds for short in row.aliases}
