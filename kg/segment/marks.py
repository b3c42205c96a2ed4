"""The marks that open a heading or an item, and how far a heading reaches when the body is glued to it."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["BARE", "LONGEST_GLUED", "LONGEST_MARK", "RUN", "SECTION", "Mark", "glued_end", "mark_of"]

SECTION = 2
"""Level down to which a mark opens a section; those below may number the items of a list."""
BARE = 6
"""Level of a heading without a mark."""
RUN = 7
"""Level of 一是, 二是 …: it heads a passage inside a paragraph."""
LONGEST_MARK = 8
"""Characters that hold any mark (第十二部分：)."""
LONGEST_GLUED = 60
"""Characters that a glued heading has at most; the longest heading met in the corpus has 48."""

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    (1, rf"{_NUMERAL}[、．.](?!{_NUMERAL}[产季级线类月年批期、])|第{_NUMERAL}(?:部分|章|节)[：、 ]?"),
    (2, rf"[（(]{_NUMERAL}[)）](?![项款条])、?|[㈠-㈩]、?"),
    (3, r"\d{1,2}(?:[．、]|\.(?!\d))|[⒈-⒛]"),
    (4, r"[（(]\d{1,2}[)）]、?|\d{1,2}[)）]|[⑴-⒇]"),
    (5, "[①-⑳]"),
    (RUN, rf"{_NUMERAL}(?:是|要)(?!否)|第{_NUMERAL}[，是：]|其{_NUMERAL}[，是：]"),
)
_MARK = re.compile("|".join(f"(?P<level{level}>{pattern})" for level, pattern in _MARKS))
_NEXT = rf"[（(]{_NUMERAL}[)）](?![项款条])|(?<=[^\d.])\d{{1,2}}[．、](?!\d)|(?<=[^\d.])\d{{1,2}}\.(?=[^\d\W])"
_BODY = r"(?<=[^\W\d])(?=(?:19|20)\d\d年(?:度)?(?:，|以来|我|全|，?我)|今年以来|一年来|一是|一要)"
_GLUED = re.compile(rf"(?P<next>{_NEXT})|(?P<body>{_BODY})")


class Mark(NamedTuple):
    """The mark a line or sentence opens with: its level, 1 for 一、 to 7 for 一是, and how many characters it takes."""

    level: int
    length: int


def mark_of(text: str) -> Mark | None:
    """Return the mark that a text opens with.

    >>> mark_of("（二）完善机制"), mark_of("一是抓落实"), mark_of("二、三产业"), mark_of("3.5万件")
    (Mark(level=2, length=3), Mark(level=7, length=2), None, None)
    """
    match = _MARK.match(text)
    if match is None or match.lastgroup is None:
        return None
    return Mark(int(match.lastgroup.removeprefix("level")), match.end())


def glued_end(text: str, mark: Mark) -> int | None:
    """Return where a marked heading ends that the next heading or its body follows without a stop, else ``None``.

    >>> glued_end("一、强化领导，坚定方向（一）健全机制。", mark_of("一、"))
    11
    >>> glued_end("一、总体情况2031年，我局认真履职。", mark_of("一、"))
    6
    """
    match = _GLUED.search(text, mark.length)
    if match is None or match.start() == mark.length or match.start() > LONGEST_GLUED:
        return None
    if match["next"] is None and re.search("[，。；：]", text[: match.start()]):
        return None
    return match.start()
