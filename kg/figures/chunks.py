"""Part a sentence into the stretches that figures share words in, and say which words stand before and after each."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.figures.change import is_shift
from kg.figures.cues import any_of, words
from kg.figures.marks import bracketed, shut
from kg.figures.phrase import Phrase
from kg.figures.verbs import is_verbal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.spot import Quantity
    from kg.model import Span

__all__ = ["Chunk", "Item", "Link", "Shared", "chunks"]

Link: TypeAlias = Literal["", "next", "list", "total"]
Shared: TypeAlias = tuple[Phrase, Phrase, Link]
"""The words after one figure, those before the next, and what joins the two."""


@dataclass(frozen=True, slots=True)
class Item:
    """A figure with the words between the one before it and itself, and those up to the next.

    ``link`` says what joins it to the figure before it: ``next`` (nothing between), ``list`` (、, 和), ``total``
    (6个部门共40项), or nothing that was recognised.
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


_CUT = re.compile(r"[，；：。！？\n（）()]")
_LISTED = re.compile(r"(?:、|和|及|以及|与|或|并|，)+")
_LISTING = re.compile(r"(?:、|和|及|以及|与|，)$")
_MEASURED = re.compile(
    rf"的?(?:{any_of([*words('carry', 'rates'), *words('verbs', 'words')])})?(?:率|量|总量)"
    r"(?:已?达到?|为|超过?|突破|均)*$"
    r"|的(?!.*的)[^的]{1,8}[率量度额]$"
)
_TOTALLED = re.compile(r"(?:共计|合计|总计|累计|(?<![公中])共|计)$")
_SETTLED = re.compile(r"([^，]{0,24}?)(?:现?已经?|其中)([^，]{2,8})")
_FIRST_MEMBER = re.compile(r"[、和及与](?=[^、和及与])")


def chunks(text: str, found: Sequence[Quantity]) -> list[Chunk]:
    """Return the clauses of a sentence in order with their figures; a bracket with figures is a clause of its own."""
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
    edges = {span.start: True for span in opened} | {span.end - 1: False for span in opened}
    closed = shut(text, frozenset(span.start for span in opened))
    parts: list[tuple[Phrase, str, bool]] = []
    start, opener, inside = 0, "", False
    for match in _CUT.finditer(closed):
        place = match.start()
        if match[0] in "（）()" and place not in edges:
            continue
        parts.append((Phrase(text[start:place], start), opener, inside))
        start, opener, inside = place + 1, match[0], edges.get(place, inside)
    parts.append((Phrase(text[start:], start), opener, inside))
    return [part for part in parts if part[0].text]


def _brackets_with_figures(text: str, found: Sequence[Quantity]) -> list[Span]:
    starts = [quantity.start for quantity in found]
    return [span for span in bracketed(text) if bisect_left(starts, span.start) < bisect_left(starts, span.end)]


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


def _share(gap: Phrase) -> Shared:
    """Give the words between two figures to the first, to the second, or to both."""
    if is_shift(gap.text):
        return gap.head(0), gap, ""
    return _by_separator(gap) or _by_total(gap) or _by_rate(gap) or (gap, gap, "" if gap.text else "next")


def _by_rate(gap: Phrase) -> Shared | None:
    """Part 142件信访件化解率94%: what is counted first is the thing that the rate is of."""
    measured = _MEASURED.search(gap.text)
    thing = gap.text[: measured.start()] if measured else ""
    return (gap.head(len(thing)), gap, "") if len(thing) > 1 else None


def _by_separator(gap: Phrase) -> Shared | None:
    nothing = gap.skip(len(gap.text))
    first, last = _LISTED.match(gap.text), _LISTING.search(gap.text)
    if first:
        rest = gap.skip(first.end())
        return gap.head(0), nothing if rest.text.endswith("等") else rest, "list"
    if last:
        return gap.head(last.start()), nothing, "list"
    if gap.text.endswith("等"):
        member = _FIRST_MEMBER.search(gap.text)
        return gap.head(member.start() if member else 0), nothing, "list"
    return None


def _by_total(gap: Phrase) -> Shared | None:
    """Part 6个部门共40项, and 98项问题已整改完成76项, where what was done of the first is the second."""
    settled = _SETTLED.fullmatch(gap.text)
    if settled and is_verbal(settled[2]):
        return gap.head(settled.end(1)), gap.skip(settled.start(2)), ""
    totalled = _TOTALLED.search(gap.text)
    return (gap.head(totalled.start()), gap.skip(len(gap.text)), "total") if totalled else None
