"""Figures that several things share or pair with: 甲和乙各1件, 甲和乙分别为3件和5件, 甲率、乙率均为100%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.change import Change, change_of
from kg.figures.cues import any_of, words
from kg.figures.lead import lead_of
from kg.figures.marks import blanked
from kg.figures.phrase import Phrase, closed, opened
from kg.figures.reading import Reading
from kg.figures.verbs import is_verbal, verb_at, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk, Item

__all__ = ["spread"]

_EACH = re.compile(r"各$")
_PAIRED = re.compile(r"分别")
_ALIKE = re.compile(r"[均都](?:达到?|为)?$")
_PARTS = re.compile(r"、|和|以及|及(?!时)|与")
_WHOLE = re.compile(r"[率数量额度费款]$")
_SUFFIX = re.compile(r"[率数量额度]$")
_TAIL = re.compile(rf"(?:居民|产业|贷款|存款)?(?:人均)?(?:可支配)?{any_of(words('carry', 'measures'))}$")
_BARE = frozenset(words("carry", "bare"))
_COUNT = re.compile(rf"{any_of(words('carry', 'counts'))}$")
# What was cut or done to each of several (经费和支出分别压减3%、5%) stands after 分别.
_DONE_TO_EACH = re.compile(r"分别([一-鿿]{2,4})$")
# 分别 and 各 stand this near the number (分别同比下降).
_REACH = 12


def spread(chunk: Chunk) -> list[Reading] | None:
    """Return the readings of a clause whose figures are shared out in one of these ways, or ``None``."""
    items = chunk.items
    if not items:
        return None
    words_before = items[0].before.text[-_REACH:]
    if len(items) > 1:
        return _paired(items) if _PAIRED.search(words_before) else None
    if items[0].after.text:
        return None
    if _EACH.search(words_before):
        return _each(items[0])
    return _alike(items[0]) if _ALIKE.search(words_before) else None


def _members(text: str) -> list[str]:
    """Return the members of a list; marks inside quotes and titles part nothing."""
    start, members = 0, []
    for match in _PARTS.finditer(blanked(text)):
        members.append(text[start : match.start()])
        start = match.end()
    return [member for member in [*members, text[start:]] if member]


def _each(item: Item) -> list[Reading] | None:
    lead = lead_of(item.before, followed=False).words
    verb, rest = verb_of(lead.text)
    members = _members(rest)
    if not members[1:]:
        return None
    return [_reading(item, lead, verb, member) for member in members]


def _alike(item: Item) -> list[Reading] | None:
    lead = lead_of(item.before, followed=False).words
    members = _members(lead.text)
    if not members[1:] or not all(map(_SUFFIX.search, members)):
        return None
    return [_reading(item, lead, "", member) for member in _headed(members)]


def _paired(items: Sequence[Item]) -> list[Reading] | None:
    before = items[0].before
    shift = change_of(before, items[0].quantity)
    subject = opened(closed(closed(shift.subject if shift else before)))
    verb, rest = verb_of(subject.text)
    members = _members(rest)
    if shift and not members:
        return [
            _changed(
                replace(_reading(item, subject, "", ""), back=len(items)),
                change_of(item.before, item.quantity) or shift,
            )
            for item in items
        ]
    if len(members) == 1 and not verb and _SUFFIX.search(rest):
        rates = [_reading(item, subject, "", rest) for item in items]
        return [replace(rate, back=len(items) - place) for place, rate in enumerate(rates)]
    if len(members) != len(items):
        return None
    done = _DONE_TO_EACH.search(rest)
    after = done[1] if done else ""
    members[-1] = members[-1][: len(members[-1]) - len(done[0])] if done else members[-1]
    readings = [_reading(item, subject, verb, name + after) for item, name in zip(items, _headed(members), strict=True)]
    return [_changed(reading, shift) for reading in readings] if shift else readings


def _changed(reading: Reading, shift: Change) -> Reading:
    value = shift.sign * reading.quantity.value
    return replace(reading, measure="change", quantity=replace(reading.quantity, value=value))


def _headed(members: Sequence[str]) -> list[str]:
    """Put back what all members share: 游客和货物吞吐量 (at the end), 行政争议发案量和败诉率 (at the front)."""
    *others, last = members
    tail = _TAIL.search(last)
    shared = f"{verb_at(last[: tail.start()])}{tail[0]}" if tail else ""
    if len(shared) > 1 and not any(map(_WHOLE.search, others)) and not any(map(_TAIL.search, others)):
        return [*(member + shared for member in others), last]
    owner = _owner(members[0])
    return [members[0], *(owner + member if _is_bare(member) else member for member in members[1:])]


def _is_bare(rate: str) -> bool:
    if rate in _BARE:
        return True
    stem = _SUFFIX.sub("", rate)
    return rate != stem and is_verbal(stem)


def _owner(rate: str) -> str:
    """Return what a rate or count is of (行政争议 in 行政争议发案量), or nothing where its stem is no verb."""
    counted = _COUNT.search(rate)
    if counted:
        return rate[: counted.start()]
    stem = _SUFFIX.sub("", rate)
    verb = verb_at(stem)
    return stem.removesuffix(verb) if verb and stem != rate else ""


def _reading(item: Item, lead: Phrase, verb: str, noun: str) -> Reading:
    start = min(lead.start, item.quantity.start)
    return Reading(item.quantity, start, item.quantity.end, verb, noun, led=True)
