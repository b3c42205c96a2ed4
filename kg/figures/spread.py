"""Figures that several things share or pair with: 甲和乙各1件, 甲和乙分别为3件和5件, 率由40%降到38%, rankings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.change import Change, change_of
from kg.figures.compose import Reading
from kg.figures.cues import any_of, words
from kg.figures.lead import lead_of
from kg.figures.phrase import closed, opened
from kg.figures.spot import blanked
from kg.figures.verbs import is_verbal, verb_at, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk, Item
    from kg.figures.spot import Quantity

__all__ = ["spread"]

_EACH = re.compile(r"各$")
_PAIRED = re.compile(r"分别")
_ALIKE = re.compile(r"[均都](?:达到?|为)?$")
_PARTS = re.compile(r"、|和|及|以及|与")
_TAIL = re.compile(rf"(?:居民|产业)?(?:人均)?(?:可支配)?{any_of(words('carry', 'measures'))}$")
_SUFFIX = re.compile(r"[率数量额度]$")


def spread(chunk: Chunk) -> list[Reading] | None:
    """Return the readings of a clause whose figures are shared out in one of these ways, or ``None``."""
    items = chunk.items
    if not items:
        return None
    before = items[0].before
    if _EACH.search(before.text) and len(items) == 1 and not items[0].after.text:
        return _each(items[0])
    if _PAIRED.search(before.text[-12:]) and len(items) > 1:
        return _paired(items)
    if _ALIKE.search(before.text) and len(items) == 1 and not items[0].after.text:
        return _alike(items[0])
    return None


def _members(text: str) -> list[str]:
    """The members of a list; marks inside quotes, titles and brackets part nothing."""
    shown, start, members = blanked(text), 0, []
    for match in _PARTS.finditer(shown):
        members.append(text[start : match.start()])
        start = match.end()
    return [member for member in [*members, text[start:]] if member]


def _each(item: Item) -> list[Reading] | None:
    lead = lead_of(item.before, followed=False).words
    verb, rest = verb_of(lead.text)
    members = _members(rest)
    if len(members) < 2:  # noqa: PLR2004  two to share
        return None
    return [_reading(item, verb, member, lead.start) for member in members]


def _alike(item: Item) -> list[Reading] | None:
    lead = lead_of(item.before, followed=False).words
    members = _members(lead.text)
    if len(members) < 2 or not all(_SUFFIX.search(member) for member in members):  # noqa: PLR2004  two to share
        return None
    return [_reading(item, "", member, lead.start) for member in _headed(members)]


def _paired(items: Sequence[Item]) -> list[Reading] | None:
    before = items[0].before
    shift = change_of(before, items[0].quantity)
    subject = shift.subject if shift else before
    subject = opened(closed(closed(subject)))
    verb, rest = verb_of(subject.text)
    members = _members(rest)
    if len(members) != len(items):
        return _paired_back(items, shift) if not members and shift else None
    sign = shift.sign if shift else 1
    measure = "change" if shift else "level"
    return [
        replace(_reading(item, verb, member, subject.start), measure=measure, quantity=_signed(item, sign))
        for item, member in zip(items, _headed(members), strict=True)
    ]


def _paired_back(items: Sequence[Item], shift: Change) -> list[Reading]:
    """办理甲3件、乙5件，同比分别增长1%和2%: each change is of the figure as many places back."""
    start = shift.subject.end
    return [
        replace(_reading(item, "", "", start), measure="change", quantity=_signed(item, shift.sign), back=len(items))
        for item in items
    ]


def _signed(item: Item, sign: int) -> Quantity:
    return replace(item.quantity, value=sign * item.quantity.value)


def _headed(members: list[str]) -> list[str]:
    """行政争议发案量和败诉率: what the first member is of holds for the others, where they are shorter."""
    first, *others = members
    tail = _TAIL.search(members[-1])
    if tail and len(tail[0]) > 1 and not any(_SUFFIX.search(member) or _TAIL.search(member) for member in members[:-1]):
        return [*(member + tail[0] for member in members[:-1]), members[-1]]
    owner = _owner(first) or ""
    return [first, *(owner + other if _is_bare(other) else other for other in others)]


def _is_bare(rate: str) -> bool:
    return rate != _SUFFIX.sub("", rate) and is_verbal(_SUFFIX.sub("", rate))


def _owner(rate: str) -> str | None:
    """What a rate is of (行政争议 in 行政争议发案量), or ``None`` where its stem is no verb."""
    stem = _SUFFIX.sub("", rate)
    verb = verb_at(stem)
    return stem.removesuffix(verb) if verb and stem != rate else None


def _reading(item: Item, verb: str, noun: str, start: int) -> Reading:
    return Reading(item.quantity, verb, noun, "", min(start, item.quantity.start), item.quantity.end, led=True)


_AMONG = re.compile(r".*[市县区州省家个名]中(?![考心央国小级学介层期部])", re.DOTALL)
_SCOPE = re.compile(r".*?(?:全国|全省|全市|全区|全县|全州)", re.DOTALL)


def ranked(item: Item) -> Reading:
    """Return the reading of a place in a ranking: what was ranked stands before it."""
    words = item.before
    for cut in (_AMONG, _SCOPE):
        match = cut.match(words.text)
        if match and match.end() < len(words.text):
            words = words.since(words.start + match.end())
    words = closed(opened(words))
    words = words.until(words.end - 1) if words.text.endswith("中") else words
    start = words.start if words.text else item.quantity.start
    return Reading(item.quantity, "", words.text, "", start, item.quantity.end, led=True, measure="rank")
