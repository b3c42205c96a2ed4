"""From a sentence to its figures: every number that measures something, with what it measures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.bare import supplied
from kg.figures.change import Change, change_of
from kg.figures.chunks import chunks
from kg.figures.compose import Reading, read_run, runs
from kg.figures.inherit import inherit
from kg.figures.lead import lead_of
from kg.figures.periods import Reach, period_at, reaches
from kg.figures.phrase import closed, opened, tidied
from kg.figures.spot import quantities
from kg.figures.spread import ranked, spread
from kg.model import Figure, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk, Item
    from kg.model import Sentence

__all__ = ["figures"]

_OPENS_NEW = frozenset("；：")


def figures(sentence: Sentence) -> list[Figure]:
    """Return the figures of one sentence of canonical text, from left to right."""
    found = supplied(sentence.text, quantities(sentence.text))
    if not found:
        return []
    readings: list[Reading] = []
    earlier: list[Chunk] = []
    for chunk in chunks(sentence.text, found):
        for place, reading in enumerate(_read(chunk, earlier)):
            new = not place and chunk.opener in _OPENS_NEW
            readings.append(inherit(replace(reading, link="new") if new else reading, readings, earlier))
        earlier.append(chunk)
    named = reaches(sentence.text)
    return [_figure(reading, named) for reading in readings if tidied(reading.indicator)]


def _read(chunk: Chunk, earlier: Sequence[Chunk]) -> list[Reading]:
    """The readings of one clause, from its own words alone."""
    shared = spread(chunk)
    if shared is not None:
        return shared
    parent = _parent(earlier) if chunk.inside else ""
    readings: list[Reading] = []
    for run in runs(chunk):
        shift = change_of(run[0].before, run[0].quantity)
        if run[0].quantity.kind == "rank":
            readings.append(ranked(run[0]))
        elif shift:
            readings += [_changed(item, shift) for item in run]
        else:
            readings += read_run(run, parent)
    return readings


def _parent(earlier: Sequence[Chunk]) -> str:
    """The words that a bracket with figures stands after."""
    outside = next((chunk for chunk in reversed(earlier) if not chunk.inside), None)
    return lead_of(outside.text, followed=False).text if outside and not outside.items else ""


def _changed(item: Item, shift: Change) -> Reading:
    subject = closed(opened(shift.subject))
    quantity = replace(item.quantity, value=shift.sign * item.quantity.value)
    start = subject.start if subject.text else opened(item.before).start
    return Reading(quantity, "", subject.text, "", start, quantity.end, led=bool(subject.text), measure="change")


def _figure(reading: Reading, named: list[Reach]) -> Figure:
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
