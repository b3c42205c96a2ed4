"""When: the year that a report covers, and its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.metadata.evidence import Evidence

__all__ = ["date", "year"]

_WRITTEN = ("成文日期", "成文时间", "发文日期", "生成日期")
_POSTED = ("发布日期", "发布时间", "公开日期", "日期", "时间")
_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?=\s*年)")
_TOLD = re.compile(r"现(?:就|将|把)[^。，]{0,20}?(?<!\d)(?P<y>(?:19|20)\d\d)年")
_HAN = re.compile(
    r"[一二][〇○零OＯ一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_HAN_DIGITS = str.maketrans("〇○零OＯ一二三四五六七八九", "00000123456789")
_AUTUMN = 10
"""A congress that meets from October on hears of the year that ends, one that meets earlier of the year before."""
_MIDYEAR = 6
"""A report dated until June that names no year is on the year before."""


def year(evidence: Evidence) -> str | None:
    """Return the year that a report covers, None where nothing tells."""
    if evidence.assembly and (met := _dates(evidence.assembly)):
        return _reported(met[0], _AUTUMN - 1)
    speech = evidence.assembly or "政府工作报告" in evidence.headline
    if speech and (titled := _YEAR.search(_arabic(evidence.headline))):
        return str(int(titled["y"]) - 1)
    for stretch in (evidence.headline, evidence.opening, *evidence.headings):
        plain = _arabic(re.sub(r"《[^》]*》", "", stretch))
        if found := _TOLD.search(plain) or _YEAR.search(plain):
            return found["y"]
    known = date(evidence)
    return _reported(known, _MIDYEAR) if known else None


def date(evidence: Evidence) -> str | None:
    """Return the date of a report as year-month-day: when it was written, signed or read, else when it was posted."""
    for stretch in _dated(evidence):
        if found := _dates(stretch):
            return found[-1]
    return None


def _dated(evidence: Evidence) -> Iterator[str]:
    yield from (evidence.fields.get(label, "") for label in _WRITTEN)
    yield evidence.closing
    yield evidence.assembly or ""
    yield from (evidence.fields.get(label, "") for label in _POSTED)


def _dates(text: str) -> list[str]:
    found = _DATE.finditer(_arabic(text))
    return [f"{m['y']}-{int(m['m']):02}-{int(m['d']):02}" for m in found if int(m["m"]) <= 12 and int(m["d"]) <= 31]  # noqa: PLR2004 - months, days


def _reported(day: str, last_month: int) -> str:
    """Return the year before that of a day until the last month, else its own."""
    return str(int(day[:4]) - (int(day[5:7]) <= last_month))


def _arabic(text: str) -> str:
    """Write the dates that stand in Chinese numerals in figures.

    >>> _arabic("二〇三一年十二月二十七日")
    '2031年12月27日'
    """
    return _HAN.sub(lambda match: re.sub(r"[^年月日]+", lambda part: _figures(part[0]), match[0]), text)


def _figures(numeral: str) -> str:
    if "十" not in numeral:
        return numeral.translate(_HAN_DIGITS)
    tens, _, units = numeral.partition("十")
    return str(int((tens or "一").translate(_HAN_DIGITS)) * 10 + int((units or "〇").translate(_HAN_DIGITS)))
