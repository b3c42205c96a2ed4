"""Who: the body whose report it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kg.metadata.evidence import HEADS
from kg.places import complete, departments, gazetteer, national

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.metadata.evidence import Evidence
    from kg.places import Region

__all__ = ["publisher"]

_TITLE_AUTHOR = re.compile(
    r"(?:(?:关于)?(?:报送|印发|呈报|上报|公布|发布))?(?:[\d〇○零一二三四五六七八九]{4}年度?)?"
    rf"(?P<author>(?:(?!(?<!依)法治|依法行政)[^，。：\d]){{1,40}}?(?:{HEADS}))"
    r"(?=\s|[（(]|\d{4}|[一二]〇|关于|年度|上半年|本年|全面(?!依法治.委)|法治|依法(?!治.委)|政府信息|推进|贯彻|落实|履行|学习|工作|情况|报告|总结|$)"
)
_TIME = re.compile(r"^(?:\d{4}年(?:度|以来|来)?|今年(?:以来)?|一年来|过去一年)")
_OWN = re.compile(r"我局|本局|局党[委组]")
_OFTEN = 2  # once, it may be a quotation
_JOINT = re.compile(r"^.*?委(?:员会)?\s?(?=.{1,20}政府$)")  # a Party committee and a government sign together
_OFFICE = re.compile(r"(?<=政府)(?:办公室|办公厅|办)$|(?<=[局厅])(?:党委|党组|办公室)$")


def publisher(evidence: Evidence, place: Region | None) -> str | None:
    """Return the canonical name of the body whose report it is, None where nothing tells.

    It is the body that the title, the signature, the speaker to the congress, the fields or the opening name first; a
    report that names none is its place's government's, or the department's that it speaks of most as 我局 says.
    """
    for name in _offers(evidence, place):
        if author := _author(name, place):
            return author
    if place is None or place.level == "nation":
        return None
    if len(_OWN.findall(evidence.named)) >= _OFTEN and (own := _most_named_department(evidence, place)):
        return own
    return place.name + _government(place)


def _government(place: Region) -> str:
    """Return what the government of a place is called: only divisions and towns have a 人民政府."""
    if place.level == "zone":
        return "管委会"
    return {"道": "办事处", "盟": "行政公署"}.get(place.name[-1], "人民政府")


def _offers(evidence: Evidence, place: Region | None) -> Iterator[str]:
    """Yield the names that may be the author's, the most telling first."""
    if titled := _TITLE_AUTHOR.match(evidence.headline):
        yield titled["author"]
    yield from sorted(evidence.signature, key=lambda name: "政府" not in name)
    if evidence.assembly:
        yield evidence.spokesman or (place.name + _government(place) if place else "")
    yield from evidence.field_authors
    if place and place.name in evidence.headline:
        return  # 2031年云溪市法治政府建设情况报告: the government's, whichever department the opening speaks of
    for clause in re.split(r"[，。；\n]", evidence.opening):
        if subject := _subjects().match(_TIME.sub("", clause)):
            yield subject["author"]


def _author(name: str, place: Region | None) -> str | None:
    """Return the canonical name of the body that a name means, None where it names no particular one."""
    name = _JOINT.sub("", name)
    if name.startswith(national()):
        return name
    if not re.search(rf"(?:{HEADS})$", name):
        return None
    hits = gazetteer().find(name, place)
    whole = (hits[0][0].start == 0 if hits else False) or (place is not None and name.startswith(place.name))
    completed = complete(name, place) if place else name
    if completed is None or (completed == name and not whole):
        return None
    return _OFFICE.sub("", completed)


def _most_named_department(evidence: Evidence, place: Region) -> str | None:
    named = Counter(
        complete(match["author"], place)
        for match in _subjects().finditer(evidence.named)
        if match["author"][-1] == "局"
    )
    del named[None]
    return named.most_common(1)[0][0] if named else None


@cache
def _subjects() -> re.Pattern[str]:
    """Return the pattern of a department or government named with its division or level as the subject of a clause."""
    bodies = "|".join(sorted(map(re.escape, (*departments(), "人民政府", "政府")), key=len, reverse=True))
    division = r"[一-龥]{2,12}?[省市区县州旗盟]"
    return re.compile(
        rf"(?P<author>(?:(?:我|本)?[省市区县州旗]|{division})(?:{bodies}))(?![一-龥]{{0,2}}领导|[、和与及的等])"
    )
