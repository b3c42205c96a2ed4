"""Chinese numerals, amounts and periods: text to value and back, pure.

Numbers are :class:`decimal.Decimal`, so that 99.60% stays 99.60 and 123.6万 is 1236000 exactly. A period is a year
(``2019``), a month (``2019-06``) or an interval ``from/to`` whose ends are years or months and may be open: the forms
of the schema's ``period``. What has no one plain value (两三个, 几十, 数百) is refused with ``None``, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

__all__ = ["PERIOD", "Amount", "amount", "chinese", "number", "period", "plain"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_POWERS = {"万": 10**4, "亿": 10**8}
_LIMIT = 10**16  # 万亿 is the largest unit that reports count in: 9999 of them and no more
_LONGEST = 20  # characters: a longer run of digits is a code, and beyond the precision of Decimal
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")

_ARABIC = re.compile(r"(\d{1,3}(?:[, ]\d{3})+|\d+)(\.\d+)?\s?(十|百|千|百万|千万|万|亿|万亿|百亿|千亿)?")
_FRACTION = re.compile(r"(百|千|万)分之(.+)")
_TENTHS = re.compile(r"([一二两三四五六七八九])成")
_BASE = {"百": 1, "千": 10, "万": 100}


class Amount(NamedTuple):
    """A number as written: its plain value, the unit after it (may be empty), and 余, 多 or 以上 where they stand."""

    value: Decimal
    unit: str
    modifier: str | None


def number(text: str) -> Decimal | None:
    """Return the value of a number in Arabic or Chinese figures, or ``None`` where the text is no one number.

    >>> [str(number(text)) for text in ("1,234", "1 234", "123.6万", "20亿", "一百二十三", "两千", "三点五")]
    ['1234', '1234', '1236000', '2000000000', '123', '2000', '3.5']
    >>> number("两三"), number("一带一路")
    (None, None)
    """
    text = text.translate(_FULL_WIDTH).strip()
    match = _ARABIC.fullmatch(text)
    if match and len(text) > _LONGEST:
        return None
    if match:
        value = Decimal(re.sub("[, ]", "", match[1]) + (match[2] or "")) * _scale(match[3] or "")
        return plain(value)
    whole, point, decimals = text.partition("点")
    if point:
        return _with_decimals(whole, decimals)
    value_or_none = _numeral(text)
    return None if value_or_none is None else Decimal(value_or_none)


def chinese(value: int) -> str:
    """Return the numeral of a whole number from 0 to 9999万亿.

    Raises ``ValueError`` outside that range.

    >>> chinese(123), chinese(10), chinese(20_0300_0000)
    ('一百二十三', '十', '二十亿零三百万')
    """
    if not 0 <= value < _LIMIT:
        raise ValueError(f"{value}: give a whole number from 0 to {_LIMIT - 1}")
    text = _spell(value)
    return text[1:] if text.startswith("一十") else text


def plain(value: Decimal) -> Decimal:
    """Return the same value without exponent or trailing zeros, so that equal figures are written alike.

    >>> str(plain(Decimal("99.60"))), str(plain(Decimal("1.2E+3")))
    ('99.6', '1200')
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


_AMOUNT = re.compile(
    r"(?P<digits>\d{1,3}(?:\x20\d{3})+|[\d,.]+)\s?(?P<mid>[余多])?(?P<scale>(?!千[瓦克米伏]|百分)(?:万亿|千亿|百亿|千万|百万|[十百千万亿]))?(?P<late>[余多])?\s?(?P<unit>.*?)(?P<last>余|多|以上)?",
    re.DOTALL,
)
_SPELT = re.compile(
    r"(?P<digits>[零〇一二两三四五六七八九十百千万亿点]+)(?P<late>[余多])?(?P<scale>[万亿]*)(?P<unit>.*?)(?P<last>余|多|以上)?",
    re.DOTALL,
)


def amount(text: str) -> Amount | None:
    """Return number, unit and modifier of an amount as written, or ``None`` where it does not open with a number.

    A per-cent, per-mille or per-myriad figure becomes a percentage, and so does 三成.

    >>> amount("123.6万件"), amount("十余个"), amount("98%以上"), amount("千分之三"), amount("三成")
    ... # doctest: +NORMALIZE_WHITESPACE
    (Amount(value=Decimal('1236000'), unit='件', modifier=None), Amount(value=Decimal('10'), unit='个', modifier='余'),
     Amount(value=Decimal('98'), unit='%', modifier='以上'), Amount(value=Decimal('0.3'), unit='%', modifier=None),
     Amount(value=Decimal('30'), unit='%', modifier=None))
    """
    text = text.translate(_FULL_WIDTH).strip()
    fraction = _FRACTION.fullmatch(text)
    if fraction:
        return _percentage(fraction[1], fraction[2])
    tenths = _TENTHS.fullmatch(text)
    if tenths:
        return Amount(Decimal(10 * _DIGITS[tenths[1]]), "%", None)
    match = _AMOUNT.fullmatch(text) or _SPELT.fullmatch(text)
    value = number(match["digits"] + (match["scale"] or "")) if match else None
    if match is None or value is None:
        return None
    groups = match.groupdict()
    return Amount(value, match["unit"].strip(), groups.get("mid") or groups["late"] or groups["last"])


def _percentage(base: str, rest: str) -> Amount | None:
    parts = amount(rest)
    if parts is None or parts.unit:
        return None
    return Amount(plain(parts.value / _BASE[base]), "%", parts.modifier)


def _scale(text: str) -> int:
    result = 1
    for c in text:
        result *= _STEPS.get(c) or _POWERS[c]
    return result


def _with_decimals(whole: str, decimals: str) -> Decimal | None:
    value = _numeral(whole)
    if value is None or not decimals or any(c not in _DIGITS for c in decimals):
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in decimals)}")


def _numeral(text: str) -> int | None:
    """Read a Chinese numeral: two digits in a row (两三) or units out of order are no numeral."""
    total, rest = 0, text
    for power in ("亿", "万"):
        head, found, tail = rest.rpartition(power)
        if found:
            value = _numeral(head) if power == "亿" else _below_myriad(head)
            if not value:
                return None
            total, rest = total + value * _POWERS[power], tail
            if not rest:
                return total
    value = _below_myriad(rest)
    return None if value is None else total + value


def _below_myriad(text: str) -> int | None:
    match = _FOUR.fullmatch(text)
    if not match or not text:
        return None
    if text in _DIGITS:
        return _DIGITS[text]
    thousands, hundreds, tens, ones = (match[name] for name in ("q", "b", "s", "g"))
    value = _place(thousands, 1000) + _place(hundreds, 100) + _place(tens, 10)
    return value + (_DIGITS[ones] if ones else 0)


_FOUR = re.compile(
    r"(?P<q>[一二两三四五六七八九]?千)?零?(?P<b>[一二两三四五六七八九]?百)?[零〇]?(?P<s>[一二三四五六七八九]?十)?[零〇]?(?P<g>[一二两三四五六七八九])?|[零〇]"
)


def _place(text: str | None, weight: int) -> int:
    if not text:
        return 0
    return weight * (_DIGITS[text[0]] if len(text) > 1 else 1)


def _spell(value: int) -> str:
    for power, weight in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        if value >= weight:
            head, rest = divmod(value, weight)
            gap = "零" if 0 < rest < weight // 10 else ""
            return _spell(head) + power + gap + (_spell(rest) if rest else "")
    return "零一二三四五六七八九"[value]


_YEAR = r"(?:(?<!\d)(?:19|20)\d\d|[一二][〇○零九八七六五四三二一]{3})"
_POINT = rf"({_YEAR})(?:年度?(?:(1[0-2]|0?[1-9])月(?:份|底|末|初)?(?:[0-3]?\d日)?)?)?"
_MONTHS = rf"({_YEAR})年(1[0-2]|0?[1-9])月?(?:[0-3]?\d日)?"
_TO_MONTH = r"(1[0-2]|0?[1-9])月(?:份|底)?(?:[0-3]?\d日)?"
_DASH = r"(?:[—\-–~～]{1,2}|至|到)"
PERIOD = re.compile(
    rf"(?P<from>{_POINT}){_DASH}(?P<to>{_POINT})|(?P<months>{_MONTHS}{_DASH}{_TO_MONTH})|(?P<since>(?<!截至)(?<!截止){_POINT})(?:起|以来|至今)|(?P<at>{_POINT})"
)
"""A year, a month or an interval as written; ``period`` reads what it finds. A year needs 年, but as a bound."""


def period(text: str) -> str | None:
    """Return the schema's form of a period as written, or ``None`` where none is named.

    A deadline (截至12月底) and a month without its year name none.

    >>> period("2019年6月起"), period("1985年至2018年8月"), period("2016—2020年"), period("截至12月底")
    ('2019-06/', '1985/2018-08', '2016/2020', None)
    >>> period("2019年1月至12月"), period("2019年1-11月")
    ('2019', '2019-01/2019-11')
    """
    match = PERIOD.fullmatch(text.translate(_FULL_WIDTH).strip())
    if match is None:
        return None
    if match["from"]:
        return _interval(_date(match["from"]), _date(match["to"]))
    if match["months"]:
        return _months(match["months"])
    if match["since"]:
        return _date(match["since"]) + "/"
    return _date(match["at"]) if "年" in match["at"] else None


def _months(text: str) -> str | None:
    """January to December are the year itself."""
    match = re.fullmatch(_MONTHS + _DASH + _TO_MONTH, text)
    if match is None:
        raise ValueError(f"{text}: no months")
    year, first, last = _date(match[1]), int(match[2]), int(match[3])
    return year if (first, last) == (1, 12) else _interval(f"{year}-{first:02}", f"{year}-{last:02}")


def _interval(start: str, end: str) -> str | None:
    return f"{start}/{end}" if start < end else None


def _date(text: str) -> str:
    match = re.match(_POINT, text)
    if match is None:
        raise ValueError(f"{text}: no date")
    year = "".join(c if c.isdigit() and c.isascii() else str(_DIGITS[c]) for c in match[1])
    return f"{year}-{int(match[2]):02}" if match[2] else year
