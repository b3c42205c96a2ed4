"""Which sentences carry something to state and gave nothing: the list that shows where the rules fall short."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Evidence, Sentence, Span, Statement, Text

__all__ = ["NOTHING", "Coverage", "Gap", "carries", "cover"]

_SIGNS = {
    # A number before a measure word or a sign: no date, clock time, article or list mark.
    "figure": re.compile(r"\d(?:[\d,.]*\d)?(?![\d,.])\s*(?:(?![年月日号时点条章届至])[^\W\d_]|[%％‰])"),
    "title": re.compile("《"),
    "name": re.compile("“"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that carries a ``figure``, a ``title`` mark or a quoted ``name``, with no statement read from it.

    ``span`` counts characters of the source; ``text`` is the sentence as cleaned.
    """

    span: Span
    carries: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of a report carry something, and those of them that gave nothing."""

    carrying: int
    gaps: tuple[Gap, ...]


NOTHING = Coverage(0, ())


def carries(sentence: str) -> tuple[str, ...]:
    """Return what a sentence carries.

    >>> carries("2022年，办结行政复议案件48件，出台《云溪市散装水管理办法》。")
    ('figure', 'title')
    >>> carries("自2022年3月1日起施行。")
    ()
    """
    return tuple(sign for sign, pattern in _SIGNS.items() if pattern.search(sentence))


def cover(text: Text, sentences: Iterable[Sentence], statements: Iterable[Statement]) -> Coverage:
    """Return which sentences carry something and overlap the evidence of no statement."""
    evidence = sorted(
        ((quote.start, quote.end) for statement in statements for quote in _evidence(statement)),
    )
    starts = [start for start, _ in evidence]
    reach = list(accumulate((end for _, end in evidence), max))
    carrying, gaps = 0, []
    for sentence in sentences:
        signs = carries(sentence.text)
        carrying += bool(signs)
        span = text.to_source(sentence.span)
        if signs and not _overlaps(span, starts, reach):
            gaps.append(Gap(span, signs, sentence.text))
    return Coverage(carrying, tuple(gaps))


def _evidence(statement: Statement) -> tuple[Evidence, ...]:
    return (statement.evidence, *statement.also)


def _overlaps(span: Span, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Tell whether a stretch that starts before the span's end reaches past its start."""
    before = bisect_left(starts, span.end)
    return before > 0 and reach[before - 1] > span.start
