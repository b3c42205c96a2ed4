"""Part a sentence into the stretches that figures share words in, and say which words stand before and after each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.figures.change import is_shift
from kg.figures.phrase import Phrase
from kg.figures.spot import blanked
from kg.figures.verbs import is_verbal
from kg.mask import enclosed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.spot import Quantity

__all__ = ["Chunk", "Item", "Link", "chunks"]

Link: TypeAlias = Literal["", "next", "list", "total"]


@dataclass(frozen=True, slots=True)
class Item:
    """A figure with the words between the one before it and itself, and those up to the next.

    ``link`` says what joins it to the figure before it: ``next`` (nothing between), ``list`` (、, 和), ``total``
    (10个部门共90项), or nothing that was recognised.
    """

    quantity: Quantity
    before: Phrase
    after: Phrase
    link: Link = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A clause with its figures. ``opener`` is the mark before it; ``inside``: it is the content of a bracket."""

    text: Phrase
    opener: str
    inside: bool = False
    items: tuple[Item, ...] = field(default=())


_STOPS = frozenset("，；：。！？\n")
_LISTED = re.compile(r"^(?:、|和|及|以及|与|或|并|，)+")
_LISTING = re.compile(r"(?:、|和|及|以及|与|，)$")
_TOTALLED = re.compile(r"(?:共计|合计|总计|累计|(?<![公中])共|计)$")
# 98项问题已整改完成76项: what was done of the first is the second.
_SETTLED = re.compile(r"([^，]{0,24}?)(?:现?已经?|其中)([^，]{2,8})")
_FIRST_MEMBER = re.compile(r"[、和及与](?=[^、和及与])")


def chunks(text: str, found: Sequence[Quantity]) -> list[Chunk]:
    """Return the clauses of a sentence in order, each with its figures; a bracket with figures is a clause of its own."""
    parts = _part(text, found)
    result: list[Chunk] = []
    position = 0
    for phrase, opener, inside in parts:
        own: list[Quantity] = []
        while position < len(found) and found[position].start < phrase.end:
            own.append(found[position])
            position += 1
        result.append(Chunk(phrase, opener, inside, tuple(_items(phrase, own))))
    return result


def _part(text: str, found: Sequence[Quantity]) -> list[tuple[Phrase, str, bool]]:
    """Cut at stops outside brackets, quotes and titles, and around brackets that hold figures."""
    opened = _brackets_with_figures(text, found)
    closed = _shut(text, opened)
    parts: list[tuple[Phrase, str, bool]] = []
    start, opener, inside = 0, "", False
    for position, character in enumerate(closed):
        if character in _STOPS or position in opened:
            parts.append((Phrase(text[start:position], start), opener, inside))
            inside = opened.get(position, inside)
            start, opener = position + 1, character
    parts.append((Phrase(text[start:], start), opener, inside))
    return [part for part in parts if part[0].text]


def _brackets_with_figures(text: str, found: Sequence[Quantity]) -> dict[int, bool]:
    """Return the positions of brackets that hold a figure, and whether what follows each is inside."""
    marks: dict[int, bool] = {}
    position = 0
    for span, mark in enclosed(text):
        while position < len(found) and found[position].start < span.start:
            position += 1
        if mark in "（(" and position < len(found) and found[position].start < span.end:
            marks[span.start], marks[span.end - 1] = True, False
    return marks


def _shut(text: str, opened: dict[int, bool]) -> str:
    """Return the text with every stop inside quotes, titles and brackets without figures made opaque."""
    shown = list(blanked(text))
    for span, mark in enclosed(text):
        if mark in "（(" and span.start not in opened:
            shown[span.start : span.end] = "■" * (span.end - span.start)
    return "".join(shown)


def _items(phrase: Phrase, found: Sequence[Quantity]) -> list[Item]:
    items: list[Item] = []
    if not found:
        return items
    before = phrase.until(found[0].start)
    link: Link = ""
    for quantity, following in zip(found, [*found[1:], None], strict=True):
        gap = phrase.between(quantity.end, following.start if following else phrase.end)
        after, next_before, next_link = _share(gap) if following else (_last(gap), gap, link)
        items.append(Item(quantity, before, after, link))
        before, link = next_before, next_link
    return items


def _last(gap: Phrase) -> Phrase:
    """达3亿元、创历史新高: what 、 parts from the last figure of a clause does not say what it counts."""
    return gap.until(gap.start) if gap.text.startswith("、") else gap


def _share(gap: Phrase) -> tuple[Phrase, Phrase, Link]:
    """Give the words between two figures to the first, to the second, or to both."""
    nothing_left, nothing_right = gap.until(gap.start), gap.since(gap.end)
    listed, listing = _LISTED.search(gap.text), _LISTING.search(gap.text)
    if is_shift(gap.text):
        return nothing_left, gap, ""
    settled = _SETTLED.fullmatch(gap.text)
    if settled and is_verbal(settled[2]):
        return gap.until(gap.start + settled.end(1)), gap.since(gap.start + settled.start(2)), ""
    totalled = _TOTALLED.search(gap.text)
    if listed:
        rest = gap.since(gap.start + listed.end())
        if rest.text.endswith("等"):
            rest = nothing_right
        return nothing_left, rest, "list"
    if listing:
        return gap.until(gap.start + listing.start()), nothing_right, "list"
    if totalled:
        return gap.until(gap.start + totalled.start()), nothing_right, "total"
    if gap.text.endswith("等"):
        member = _FIRST_MEMBER.search(gap.text)
        return gap.until(gap.start + member.start()) if member else nothing_left, nothing_right, "list"
    return gap, gap, "" if gap.text else "next"
