"""The periods that a sentence names, and how far each of them reaches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.values import PERIOD, period

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Reach", "period_at", "reaches"]

Reach = tuple[int, int, str]

_STOP = re.compile(r"[，；：。]")
# A year that is compared with (比2010年), a deadline (截至2020年底) or an aim (到2025年) is no period of a figure.
_NO_PERIOD = re.compile(r"(?:比|较|与|截至|截止|到|至|前|《[^》]*|“[^”]*|（[^）]*|\([^)]*)$")
_NO_PERIOD_AFTER = re.compile(r"\s?(?:相比|同期|第[一二三四五六七八九十\d]+批|、|新申领)")
_SINCE = re.compile(r"[^，；：。]{0,12}?(?:以来|起(?![草诉]))")
_OPENS = frozenset("，；：。自于从在")
# A period is judged by the words this near before it, and sought among this many before a figure.
_NEAR = 40
_NEAREST = 8


def reaches(text: str) -> list[Reach]:
    """Return ``(start, end, period)`` for each stretch of a sentence that a period holds for, in order.

    A year that opens a clause, and what began then (自2020年6月运行以来), hold until the sentence names another; one in
    the middle of a clause holds to the end of that clause.

    >>> reaches("2020年，全县办理案件5件")
    [(0, 14, '2020')]
    """
    stops = [match.start() for match in _STOP.finditer(text)]
    found = (_reach(text, match, stops) for match in PERIOD.finditer(text))
    return [reach for reach in found if reach is not None]


def _reach(text: str, match: re.Match[str], stops: Sequence[int]) -> Reach | None:
    named = period(match[0])
    near = text[max(0, match.start() - _NEAR) : match.start()]
    if named is None or _is_bound(text, match.end(), near):
        return None
    since = _SINCE.match(text, match.end())
    named += "/" if since and "/" not in named else ""
    if since or named.endswith("/") or not near or near[-1] in _OPENS:
        return match.start(), len(text), named
    following = bisect_left(stops, match.end())
    return match.start(), stops[following] if following < len(stops) else len(text), named


def _is_bound(text: str, end: int, near: str) -> bool:
    """Say whether a year is compared with, is a deadline, or belongs to a name (but 提升至2022年的98%)."""
    bound = _NO_PERIOD.search(near) and not (near[-1] in "到至" and text.startswith("的", end))
    return bool(bound) or bool(_NO_PERIOD_AFTER.match(text, end))


def period_at(found: Sequence[Reach], place: int) -> str | None:
    """Return the period that holds at a place: the nearest named before it."""
    last = bisect_right(found, place, key=itemgetter(0))
    nearest = reversed(found[max(0, last - _NEAREST) : last])
    return next((named for _, end, named in nearest if place < end), None)
