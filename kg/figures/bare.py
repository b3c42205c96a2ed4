"""Numbers without a measure word: supplied from what is counted or from the figure before, or dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.cues import RULES, any_of, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.figures.spot import Quantity

__all__ = ["supplied"]

_BY_NOUN = [
    (unit, re.compile(rf"[^，。；、：\d]{{0,12}}?{any_of(nouns)}")) for unit, nouns in RULES["supplied"].items()
]
_BY_NOUN_BEFORE = [
    (
        unit,
        re.compile(rf"{any_of(nouns)}(?:总?[量数])?(?:已|累计|总计)*(?:增|升|涨|超|达|突破|有|为)?[至到过近]?$"),
    )
    for unit, nouns in RULES["supplied_before"].items()
]
_COMES_TO = re.compile(pattern("comes_to"))
_TAKES_PART = re.compile(pattern("takes_part"))
_NOTHING_AFTER = re.compile(r"\s*(?:[，。；、）)]|$)")
_NOUN_BEFORE = re.compile(r"[一-鿿]{2}$")
_PEOPLE = re.compile(pattern("people"))
_REACH = 12
_LARGE = 10000


def supplied(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the figures, each bare number with the unit that the sentence supplies, or left out.

    A number is kept with an empty unit where a verb says that something came to it (达到4.45).
    """
    kept: list[Quantity] = []
    for quantity in found:
        unit = quantity.unit if quantity.kind != "bare" else _unit(text, quantity, kept)
        if unit is not None:
            kept.append(quantity if quantity.kind != "bare" else replace(quantity, unit=unit, kind="count"))
    return kept


def _unit(text: str, quantity: Quantity, before: Sequence[Quantity]) -> str | None:
    near = text[max(0, quantity.start - _REACH) : quantity.start]
    after = text[quantity.end : quantity.end + _REACH]
    last = before[-1].unit if before and before[-1].kind == "count" else None
    if _NOTHING_AFTER.match(after):
        return _at_the_end(near, last)
    if _TAKES_PART.match(after):
        return last or "人"
    if quantity.value < _LARGE and not _COMES_TO.search(near):
        return None
    if _COMES_TO.search(near) and re.match("[到至提降升增减]", after):
        return ""
    return next((unit for unit, noun in _BY_NOUN if noun.match(after)), None)


def _at_the_end(near: str, last: str | None) -> str | None:
    """Return the unit of a number that nothing follows, from the words before it."""
    named: Iterator[str] = (unit for unit, noun in _BY_NOUN_BEFORE if noun.search(near))
    people = "人" if _PEOPLE.search(near) else None
    came = "" if _COMES_TO.search(near) else last if _NOUN_BEFORE.search(near) else None
    return next(named, people or came)
