"""Find the numbers of a sentence that are figures: value, unit and modifier, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.figures.cues import RULES, UNITS, any_of, pattern, unit_pattern
from kg.figures.marks import blanked
from kg.values import amount, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Quantity", "quantities"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at ``start:end`` of the sentence, the modifiers on both sides included.

    ``kind`` is that of the unit; ``bare`` is a number with no unit, ``rank`` a place in a ranking.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    modifier: str | None = None
    scope: str | None = None


_UNIT = unit_pattern(UNITS)
# 千瓦 and 百分点 are units: their first character is no part of the number.
_MANY = r"(?:(?!千[瓦克米伏]|百分)(?:万亿|千亿|百亿|千万|百万|[十百千万亿]))"
_DIGITS = (
    rf"(?:(?<![\d.])\d{{1,3}}(?: \d{{3}})+(?!\d)|\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?\s?[余多]?{_MANY}?[余多]?\s?"
)
_NUMERAL = "[一二两三四五六七八九]"
_LONG = rf"(?:{_NUMERAL}?[十百千]零?){{1,4}}{_NUMERAL}?万?|{_NUMERAL}万"
_NO_NUMERAL_BEFORE = "(?<![几数成多零一二两三四五六七八九十百千万第])"
_AFTER = any_of(word for group in RULES["after"].values() for word in group)
# 七成新, 三成员 and the like are no shares.
_AFTER_TENTHS = "(?![立员果效本长功为都年熟交片型人套就])"
_PAIRED = rf"(?:（{_UNIT}）|\({_UNIT}\))?"
_SKIP = "|".join(f"(?:{rule['pattern']})" for rule in RULES["skip"])
# What a number, or what is passed over for one, may begin with: it spares the long pattern most places.
_BEGINS = r"(?=[\d第〔（(\[A-Za-z近过今未连为央百千万零一二两三四五六七八九十])"
_NUMBER = re.compile(
    rf"{_BEGINS}(?:(?P<skip>{_SKIP})"
    rf"|(?P<plain>{_DIGITS}(?P<unit>{_UNIT}(?:/{_UNIT})?))(?P<pair>{_PAIRED})(?P<after>{_AFTER})?"
    rf"|(?P<bare>{_DIGITS})(?P<ample>以上)?"
    rf"|(?P<share>[百千万]分之(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百点]+)"
    rf"|{_NO_NUMERAL_BEFORE}[两三四五六七八九]成{_AFTER_TENTHS})(?P<most>{_AFTER})?"
    r"|(?P<none>(?<=率为)零(?![零〇一二三四五六七八九点]))"
    rf"|{_NO_NUMERAL_BEFORE}(?P<long>(?:{_LONG})[余多]?(?P<lunit>{_UNIT}))"
    rf"|{_NO_NUMERAL_BEFORE}(?P<short>[两三四五六七八九十](?P<sunit>{unit_pattern(RULES['spelt']['units'])})"
    rf"|两(?P<two>{unit_pattern(RULES['spelt']['two'])})))"
)
_AFTERS = {word: modifier for modifier, group in RULES["after"].items() for word in group}
_BEFORE = "|".join(f"(?P<m{n}>{'|'.join(group)})" for n, group in enumerate(RULES["before"].values()))
_MODIFIERS = list(RULES["before"])
_LEADS = re.compile(rf"(?:{'|'.join(word for group in RULES['before'].values() for word in group)})+了?$")
_LEAD = re.compile(_BEFORE)
_LONGEST_LEAD = 8
# 突破 is a verb of its own, which says 超 all the same.
_BROKE = "突破"
_CAME_TO = re.compile(pattern("came_to"))
_LISTED = re.compile(rf"(?:\d+(?:\.\d+)?{_UNIT}?[、和])+$")
_RANK = re.compile(pattern("rank"))
_BEST = re.compile(pattern("best"))
_DIGIT = re.compile(r"\d|[百千万]分之|率为零|[两二三四五六七八九十百千]")


def quantities(text: str) -> list[Quantity]:
    """Return the figures of a sentence from left to right; what is quoted or titled holds none."""
    ranks = list(_ranks(text)) if "第" in text or "首" in text or "最" in text else []
    if not _DIGIT.search(text):
        return ranks
    shown = blanked(text)
    numbers = (_read(match, shown) for match in _NUMBER.finditer(shown) if not match["skip"])
    taken = {place for rank in ranks for place in range(rank.start, rank.end)}
    found = [quantity for quantity in numbers if quantity and quantity.start not in taken]
    return sorted([*ranks, *_units_shared(text, found)], key=lambda quantity: quantity.start)


def _units_shared(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the figures; 个 in 0.4个、2.1个百分点 is short for the unit of the next."""
    for quantity, following in zip_longest(found, found[1:]):
        short = (
            following and quantity.unit == "个" and following.unit[0:1] == "个" and following.kind in {"share", "time"}
        )
        shared = short and text[quantity.end : following.start] in {"、", "和"}
        yield replace(quantity, unit=following.unit, kind=following.kind) if shared else quantity


def _ranks(text: str) -> Iterator[Quantity]:
    shown = blanked(text)
    for match in _RANK.finditer(shown):
        place = Decimal(1) if match["first"] else number(match["n"])
        if place is not None and (match["verb"] or match["scope"] or match["field"]):
            yield Quantity(
                match.end("field") if match["field"] else match.start(),
                match.end(),
                place,
                "位",
                "rank",
                None,
                match["scope"],
            )
    for match in _BEST.finditer(text):
        yield Quantity(
            match.start("best"), match.end(), Decimal(1), "位", "rank", None, match["scope"] or match["among"]
        )


def _read(match: re.Match[str], text: str) -> Quantity | None:
    if match["none"]:
        return Quantity(match.start(), match.end(), Decimal(0), "%", "share")
    written = match["plain"] or match["bare"] or match["share"] or match["long"] or match["short"]
    unit = match["unit"] or match["lunit"] or match["sunit"] or match["two"] or ""
    value = amount(written)
    if value is None or not _plausible(match, written):
        return None
    name, kind = _unit(unit, value.unit)
    name += match["pair"] or ""  # 107本（枚） counts two kinds of things at once
    start, before = _lead(text, match.start())
    if kind in {"time", "score"} and not _comes(text, match.start()):
        return None
    after = _AFTERS.get(match["after"] or match["most"] or "") or ("以上" if match["ample"] else None)
    return Quantity(start, match.end(), value.value, name, kind, before or value.modifier or after)


def _comes(text: str, start: int) -> bool:
    """Say whether the words before a duration, or before its list (至5个、8个工作日), say that it came to that."""
    near = _LISTED.sub("", text[max(0, start - 2 * _LONGEST_LEAD) : start])
    return bool(_CAME_TO.search(near[-_LONGEST_LEAD:]))


def _unit(written: str, read: str) -> tuple[str, str]:
    if not written:
        return (read, "share") if read else ("", "bare")
    if "/" in written:
        return written, "size"
    return UNITS[written]


def _plausible(match: re.Match[str], written: str) -> bool:
    """Say whether a numeral counts: a lone 十, 百 or 千 does only with 余, 多 or a word such as 近 (not 百家律所)."""
    if not match["long"] or (written[0] not in "百千" and written.removesuffix(match["lunit"]) != "十"):
        return True
    return "余" in written or "多" in written or _lead(match.string, match.start())[1] is not None


def _lead(text: str, start: int) -> tuple[int, str | None]:
    """Where the modifiers before a number begin, and what the first of them says."""
    found = _LEADS.search(text, max(0, start - _LONGEST_LEAD), start)
    if not found:
        return start, None
    first = _LEAD.match(text, found.start(), start)
    begins = found.start() + (len(_BROKE) if text.startswith(_BROKE, found.start()) else 0)
    return begins, _MODIFIERS[int((first.lastgroup or "m0")[1:])] if first else None
