"""Which pieces of a line are headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Span
from kg.segment.marks import BARE, LONGEST_GLUED, LONGEST_MARK, RUN, SECTION, Mark, glued_end, mark_of
from kg.segment.split import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "is_prose", "line_pieces"]

LONGEST = 60
"""Characters of a heading above the level of 1.; the longest met in the corpus has 52."""
LONGEST_ITEM = 40
"""Characters of a heading of level 1. and below, and of one without a mark; longer ones are sentences with a number."""
LONGEST_STOPPED = 20
"""Characters of a heading without a mark that ends in a full stop."""

_FIGURE = re.compile(r"\d[\d.,]*[万亿余多]*(?:[件次人项个家场份条部名起元户处所%]|平方米)|《")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|[二〇○零一]{2}.{2}年.{1,3}月.{1,3}日")
_PROSE = re.compile("[，。；！？]|：$")


class Piece(NamedTuple):
    """A sentence of a line, or a heading and its level."""

    span: Span
    mark: Mark | None
    level: int | None


def is_prose(line: str) -> bool:
    """Say whether a line holds sentences, and not only a title, a name or a date."""
    return bool(_PROSE.search(line))


def line_pieces(line: str, below: str) -> list[Piece]:
    """Return the pieces of a line in order; ``below`` is the line under it, empty at the end.

    >>> [(line[p.span.start:p.span.end], p.level) for line in ["（一）健全机制。一是抓责任。办结9件。"]
    ...  for p in line_pieces(line, "")]
    [('（一）健全机制。', 2), ('一是抓责任。', 7), ('办结9件。', None)]
    """
    spans = list(_unglued(line))
    alone = len(spans) == 1
    found = []
    for span in spans:
        text = line[span.start : span.end].strip()
        follows = line[span.end : span.end + LONGEST_MARK]
        mark = mark_of(text)
        found.append(Piece(span, mark, _level(text, mark, below if alone else follows, alone=alone)))
    return found


def _unglued(line: str) -> Iterator[Span]:
    for span in pieces(line):
        start = span.start
        while (mark := mark_of(line[start : start + LONGEST_MARK])) and mark.level < RUN:
            end = glued_end(line[start : min(span.end, start + LONGEST_GLUED + LONGEST_MARK)], mark)
            if end is None:
                break
            yield Span(start, start + end)
            start += end
        yield Span(start, span.end)


def _level(text: str, mark: Mark | None, follows: str, *, alone: bool) -> int | None:
    """Return the level where a piece is a heading. ``follows`` is what comes after it, in its line or under it."""
    if mark is None:
        return BARE if alone and _is_bare(text, follows) else None
    section = mark.level <= SECTION
    if "；" in text or text[-1] in "：；" or len(text) > (LONGEST if section else LONGEST_ITEM):
        return None
    if section:
        return mark.level
    below = mark_of(follows)
    if _FIGURE.search(text) or not follows or (below is not None and below.level == mark.level):
        return None
    return mark.level


def _is_bare(text: str, below: str) -> bool:
    """Say whether a line without a mark heads the paragraph under it."""
    if not is_prose(below) or len(below) <= len(text):
        return False
    if is_prose(text):
        short = text[-1] == "。" and len(text) <= LONGEST_STOPPED < len(below) / 3
        return short and mark_of(below) is None and not _FIGURE.search(text)
    return len(text) <= LONGEST_ITEM and not _DATE.search(text)
