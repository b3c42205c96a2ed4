"""Where: the place that a report is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.metadata.evidence import HEADS
from kg.places import ZONES, Region, gazetteer, national, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.metadata.evidence import Evidence

__all__ = ["place"]

_LEAD = re.compile(
    r"^(?:关于)?(?:报送|印发|呈报|上报|公布|发布)?(?:中共)?(?:[\d〇○零一二三四五六七八九]{4}年度?)?(?:以来)?(?:中共)?"
)
_TOWN = re.compile(
    r"(?:人民政府)?(?P<name>(?![乡各全城村集两])[^省市区县旗镇乡\d年关于]{1,5}?(?:镇|乡|街道|苏木))"
    r"(?=人民政府|政府|办事处|党|\d{4}|[一二]〇|年|关于|法治|依法|推进)"
)
_NEW_DIVISION = re.compile(
    r"(?:[一-龥]{2,3}省)?(?:[一-龥]{2,4}?[市州])?"
    r"(?P<name>(?![我全各本该县区在])(?:(?![治创建示范新社园管委府政和与及的])[一-龥]){1,5}?[省市州县区旗])(?!(?<=州)[市县])"
    rf"(?=\d{{4}}|[一二]〇|年度|关于|法治|依法|人民政府|政府|委|第|[一-龥]{{2,12}}?(?:{HEADS})(?:关于|\d|法治|依法|全面|工作|推进|$))"
)
_LEVELS = {"省": "province", "市": "prefecture", "州": "prefecture"}
_ZONE = re.compile(rf"(?P<name>(?P<stem>(?![法依建创推])[^省市区县旗镇乡\d年关于，]{{0,8}}?)(?:{ZONES}))")
_GENERIC = re.compile(r"(?:综合|经济|技术|高新|国家级|省级|工业|产业|管理)+$")
_LEVEL = re.compile(r"(?:我|全)(?P<own>[省市区县州旗盟镇乡])|(?P<seat>[省市区县州旗盟镇乡])(?:委|党委|政府)")

_LEVEL_AUTHOR = re.compile(rf"(?P<level>[省市区县州旗])[一-龥]{{0,14}}?(?:{HEADS})")


def place(evidence: Evidence) -> Region | None:
    """Return the place that a report is about, None where the evidence does not decide it.

    It is the division, town or zone whose name opens the title, or the signature, the name of the congress, the name
    of the author, a clause of the opening; else the one named most on the level that the text calls its own (我市).
    """
    for stretch in _names(evidence):
        if region := _opening(stretch, evidence) or _new_division(stretch):
            return region
    clauses = (_LEAD.sub("", clause) for clause in re.split(r"[，。；\n]", evidence.opening))
    opened = (region for clause in clauses if (region := _opening(clause, evidence)))
    return next(opened, None) or _most_named(evidence, _own_level(evidence))


def _names(evidence: Evidence) -> Iterator[str]:
    """Yield the stretches that begin with the name of the place or of a body of it, the most telling first."""
    yield _LEAD.sub("", evidence.headline)
    yield from (_LEAD.sub("", name) for name in evidence.signature)
    yield (evidence.assembly or "").rpartition("在")[2]
    yield from (name for name in evidence.field_authors if re.search(rf"(?:{HEADS})$", name))


def _opening(stretch: str, evidence: Evidence) -> Region | None:
    """Return the place whose name opens a stretch: a division, a town or zone in it, or the nation for its bodies.

    A branch of a national body (国家税务总局云溪市税务局) is of its own place.
    """
    body = max((name for name in national() if stretch.startswith(name)), key=len, default="")
    region, end, short = _chain(stretch.removeprefix(body), evidence)
    if body:
        return region or gazetteer().at("100000")
    zone = _ZONE.match(stretch, 0 if short else end)
    if zone and zone.end() > end and (found := _zone(zone, region)):
        return found
    if town := _TOWN.match(stretch, end):
        holder = region or _most_named(evidence, "市县区旗")
        return unlisted(town["name"], holder) if holder else Region("", town["name"], "town")
    return region


def _new_division(stretch: str) -> Region | None:
    """Return a division that opens a stretch and is in no list (one newer than the list, or one that is made up)."""
    found = _NEW_DIVISION.match(stretch)
    return Region("", found["name"], _LEVELS.get(found["name"][-1], "county")) if found else None


def _zone(zone: re.Match[str], region: Region | None) -> Region | None:
    """Return the zone matched: by its own name, or by that of the division where it has none (云溪市高新区)."""
    own = _GENERIC.sub("", zone["stem"])
    holder = region or gazetteer().resolve(own)
    if holder is None:
        return Region("", zone["name"], "zone") if own else None
    return unlisted(zone["name"] if own else holder.name + zone["name"], holder)


def _chain(stretch: str, evidence: Evidence) -> tuple[Region | None, int, bool]:
    """Return the last of the divisions that open a stretch, where its name ends, and whether it is a short form."""
    region, end, short = None, 0, False
    for span, candidates in gazetteer().find(stretch):
        if span.start != end:
            break
        region, end = _settle(candidates, evidence), span.end
        short = stretch[span.start : span.end] != candidates[0].name
    return region, end, short


def _settle(candidates: tuple[Region, ...], evidence: Evidence) -> Region | None:
    """Return the one candidate whose hierarchy the text speaks of, None where two are as likely."""
    if len(candidates) == 1:
        return candidates[0]
    counts = _counts(evidence)
    weights = [sum(counts[kin] for kin in gazetteer().family(one) if kin != one) for one in candidates]
    best = max(weights)
    return candidates[weights.index(best)] if best and weights.count(best) == 1 else None


def _most_named(evidence: Evidence, levels: str) -> Region | None:
    """Return the division that is named most among those whose name ends with one of the levels, if it leads alone."""
    ranked = [(count, one) for one, count in _counts(evidence).most_common() if one.name.endswith(tuple(levels))]
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _own_level(evidence: Evidence) -> str:
    """Return the level that a report speaks of as its own: by its author (市司法局), else its 我市 or 县政府."""
    if titled := _LEVEL_AUTHOR.match(_LEAD.sub("", evidence.headline)):
        return titled["level"]
    levels = Counter(match["own"] or match["seat"] for match in _LEVEL.finditer(evidence.named))
    return levels.most_common(1)[0][0] if levels else "省市区县州旗盟"


def _counts(evidence: Evidence) -> Counter[Region]:
    return Counter(regions[0] for _, regions in gazetteer().find(evidence.named) if len(regions) == 1)
