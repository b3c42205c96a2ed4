"""From a sentence to its figures: every number that measures something, with what it measures."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.bare import supplied
from kg.figures.change import Change, change_of
from kg.figures.chunks import chunks
from kg.figures.compose import read_run, runs
from kg.figures.inherit import Past, inherit
from kg.figures.lead import lead_of
from kg.figures.periods import Reach, period_at, reaches
from kg.figures.phrase import closed, opened, tidied
from kg.figures.reading import Reading
from kg.figures.spot import quantities
from kg.figures.spread import spread
from kg.model import Figure, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk, Item
    from kg.model import Sentence

__all__ = ["figures"]

_OPENS_NEW = frozenset("；：")
# What a figure leaves unsaid is sought among this many figures and clauses before it, so that time stays linear.
_MEMORY = 24


def figures(sentence: Sentence) -> list[Figure]:
    """Return the figures of one sentence of canonical text, from left to right.

    Dates, ordinals, document numbers, limits of time and numbers inside names are none. A number with no one value
    (两三个, 3—5%) is left out, never guessed.

    >>> from kg.model import Sentence, Span
    >>> text = "全县共受理行政复议案件45件，审结40件，审结率88.9%。"
    >>> for figure in figures(Sentence(Span(0, len(text)), text, ())):
    ...     print(figure.indicator, figure.value, figure.unit)
    受理行政复议案件 45 件
    审结行政复议案件 40 件
    行政复议案件审结率 88.9 %
    """
    found = supplied(sentence.text, quantities(sentence.text))
    if not found:
        return []
    readings: list[Reading] = []
    earlier: list[Chunk] = []
    for chunk in chunks(sentence.text, found):
        for reading in _read(chunk, earlier):
            readings.append(inherit(reading, Past(readings[-_MEMORY:], earlier[-_MEMORY:])))
        earlier.append(chunk)
    named = reaches(sentence.text)
    return [_figure(reading, named) for reading in readings if tidied(reading.indicator)]


def _read(chunk: Chunk, earlier: Sequence[Chunk]) -> list[Reading]:
    """Return the readings of one clause, from its own words alone."""
    readings = spread(chunk)
    if readings is None:
        parent = _parent(earlier) if chunk.inside else ""
        readings = [reading for run in runs(chunk) for reading in _of_run(run, parent)]
    if readings and chunk.opener in _OPENS_NEW:
        readings[0] = replace(readings[0], link="new")
    return readings


def _of_run(run: Sequence[Item], parent: str) -> list[Reading]:
    if run[0].quantity.kind == "rank":
        return [_ranked(run[0])]
    shift = change_of(run[0].before, run[0].quantity)
    return [_changed(item, shift) for item in run] if shift else read_run(run, parent)


def _parent(earlier: Sequence[Chunk]) -> str:
    """Return the words that a bracket with figures stands after."""
    outside = next((chunk for chunk in reversed(earlier[-_MEMORY:]) if not chunk.inside), None)
    return lead_of(outside.text, followed=False).text if outside and not outside.items else ""


def _changed(item: Item, shift: Change) -> Reading:
    subject = closed(opened(shift.subject))
    quantity = replace(item.quantity, value=shift.sign * item.quantity.value)
    start = subject.start if subject.text else opened(item.before).start
    return Reading(quantity, start, quantity.end, noun=subject.text, led=bool(subject.text), measure="change")


# 5个县市中试用效果最好, 全省上线单位数最多: what is ranked stands after the field and the scope.
_FIELD = re.compile(r".*[市县区州省家个名]中(?![考心央国小级学介层期部])", re.DOTALL)
_SHORT_FIELD = 6
_AMONG = re.compile(r"(?!在).{1,6}中")
_MERE_RANK = re.compile(r".{0,10}[镇乡街道市县区州个家中](?:排名|位列|位居)|(?:综合)?排名")
_RANKED = re.compile("(?:排名|位列|位居)$")
_SCOPE = re.compile(r".*?(?:全国|全省|全市|全区|全县|全州)", re.DOTALL)


def _ranked(item: Item) -> Reading:
    subject = item.before
    for pattern in (_FIELD, _SCOPE):
        match = pattern.match(subject.text)
        if match and match.end() < len(subject.text):
            subject = subject.skip(match.end())
    subject = closed(opened(subject))
    if _MERE_RANK.fullmatch(subject.text):
        subject = subject.head(0)
    ranked = _RANKED.search(subject.text)
    subject = subject.head(ranked.start()) if ranked else subject
    among = subject.text.endswith("中") and len(subject.text) <= _SHORT_FIELD
    subject = subject.head(0 if among else len(subject.text.removesuffix("中")))
    if subject.text.startswith("在"):
        subject = subject.skip(1)
    start = subject.start if subject.text else item.quantity.start
    # 在12个县区中列第三: what is ranked stands before the figure that says among how many.
    back = 1 if subject.text or not _AMONG.match(item.before.text) else 2
    return Reading(item.quantity, start, item.quantity.end, noun=subject.text, led=True, measure="rank", back=back)


def _figure(reading: Reading, named: Sequence[Reach]) -> Figure:
    quantity = reading.quantity
    return Figure(
        span=Span(quantity.start, quantity.end),
        evidence=Span(reading.start, reading.end),
        indicator=tidied(reading.indicator),
        value=quantity.value,
        unit=quantity.unit,
        measure=reading.measure,
        modifier=quantity.modifier,
        period=period_at(named, quantity.start),
        scope=quantity.scope,
    )
