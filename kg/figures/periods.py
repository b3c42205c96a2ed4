"""The periods that a sentence names, and how far each of them reaches."""

from __future__ import annotations

import re
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
_REACH = 40


def reaches(text: str) -> list[Reach]:
    """Return ``(start, end, period)`` for each stretch of a sentence that a period holds for, in order.

    A year that opens a clause, and what began then (自2020年6月运行以来), hold until the sentence names another; one in
    the middle of a clause holds to the end of that clause.
    """
    found: list[Reach] = []
    for match in PERIOD.finditer(text):
        named = period(match[0])
        near = text[max(0, match.start() - _REACH) : match.start()]
        bounded = _NO_PERIOD.search(near) and not (near[-1:] in "到至" and text.startswith("的", match.end()))
        if named is None or bounded or _NO_PERIOD_AFTER.match(text, match.end()):
            continue
        since = _SINCE.match(text, match.end())
        if since and "/" not in named:
            named += "/"
        lasting = bool(since) or named.endswith("/") or not near or near[-1] in "，；：。自于从在"
        stop = _STOP.search(text, match.end())
        end = len(text) if lasting or stop is None else stop.start()
        found.append((match.start(), end, named))
    return found


def period_at(found: Sequence[Reach], place: int) -> str | None:
    """Return the period that holds at a place: the nearest named before it."""
    return next((named for start, end, named in reversed(found) if start <= place < end), None)
