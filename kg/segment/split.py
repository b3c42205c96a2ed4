"""Where a text may be cut: after a stop, never inside quotes, titles or brackets that close."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["clauses", "pieces"]

REACH = 200
"""Characters within which a quote or bracket must close to hold a sentence together; the longest title met has 110."""

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), (r"\(", r"\)"), ("【", "】"), ("〔", "〕"))
_CLOSED = "|".join(f"{left}[^{left}{right}\n]{{0,{REACH}}}{right}" for left, right in _PAIRS)
_SENTENCE = re.compile(rf"(?P<closed>{_CLOSED})|[。！？]+[”’）)》】]*")
_CLAUSE = re.compile(rf"(?P<closed>{_CLOSED})|[，；：。！？]+[”’）)》】]*")
_SPOKEN = re.compile(r"[。！？][”’]\Z")
_GOES_ON = re.compile(r"[，、；：。！？的等和及与或》）)”]")


def pieces(text: str) -> list[Span]:
    """Return the sentences of one line: they touch, and cover it from end to end.

    >>> [text[s.start:s.end] for text in ["推行“即办。即走。”制度。完成《问？答》编印"] for s in pieces(text)]
    ['推行“即办。即走。”制度。', '完成《问？答》编印']
    """
    return [part for span in _cut(text, _SENTENCE) for part in _shortened(text, span)]


def clauses(text: str) -> list[Span]:
    """Return the clauses of a sentence, each with the mark that ends it: they touch, and cover it from end to end.

    A clause ends at ，；：。！？ outside of quotes, titles and brackets.

    >>> [text[s.start:s.end] for text in ["办结9件（其中，简易4件），化解率为50%。"] for s in clauses(text)]
    ['办结9件（其中，简易4件），', '化解率为50%。']
    """
    return _cut(text, _CLAUSE)


def _cut(text: str, pattern: re.Pattern[str]) -> list[Span]:
    spans, at = [], 0
    for end in _ends(text, pattern):
        spans.append(Span(at, end))
        at = end
    if at < len(text):
        spans.append(Span(at, len(text)))
    return spans


LONGEST = 1000
"""Characters of the longest sentence; the longest met, a flattened table, has 758. Text without a full stop is cut
between clauses, so that what works on one sentence at a time takes time in proportion to the text."""


def _shortened(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentence, in parts of whole clauses where it is too long for one."""
    start = span.start
    clause_ends = _ends(text[start : span.end], _CLAUSE) if span.end - start > LONGEST else iter(())
    last = start
    for end in (*(span.start + end for end in clause_ends), span.end):
        while end - start > LONGEST:
            cut = last if last > start else start + LONGEST
            yield Span(start, cut)
            start = last = cut
        last = end
    yield Span(start, span.end)


def _ends(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    for match in pattern.finditer(text):
        end = match.end()
        if not match["closed"] or _is_spoken(text, match):
            yield end


def _is_spoken(text: str, closed: re.Match[str]) -> bool:
    """Say whether a quotation after a colon ends the sentence with its own stop."""
    spoken = _SPOKEN.search(closed.group()) and text[closed.start() - 1 : closed.start()] == "："
    return bool(spoken) and not _GOES_ON.match(text, closed.end())
