"""The same sentence with what is quoted, titled or bracketed made opaque, so that a plain split finds its clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import Span

__all__ = ["BRACKETED", "LIST_MARK", "QUOTED", "TITLED", "clauses", "enclosed", "mask"]

QUOTED = "■"
TITLED = "▣"
BRACKETED = "□"
# What may open a clause before its first word: （二）, 一是, 3., 四、
LIST_MARK = rf"\s*(?:{BRACKETED}+|[一二三四五六七八九十]+是要?|\d+[.．、]|[一二三四五六七八九十]+、)?\s*"
_FILL = {"“": ("”", QUOTED), "‘": ("’", QUOTED), "《": ("》", TITLED), "（": ("）", BRACKETED), "(": (")", BRACKETED)}
_OPENING = re.compile(f"[{''.join(_FILL)}]")
_MARKS = {opening: re.compile(f"[{opening}{closing}]") for opening, (closing, _) in _FILL.items()}
_SEPARATOR = re.compile(r"[，；：。！？\n]")


@lru_cache(maxsize=8)  # the stages that read one sentence ask in turn
def enclosed(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the outermost enclosed stretches, marks included, each with its opening mark.

    A mark that is never closed within the text encloses nothing.

    >>> [(text[s.start:s.end], mark) for text in ["推进“无证”（试行）"] for s, mark in enclosed(text)]
    [('“无证”', '“'), ('（试行）', '（')]
    """
    found: list[tuple[Span, str]] = []
    opening = _OPENING.search(text)
    while opening:
        end = _closing(text, opening.start())
        if end is not None:
            found.append((Span(opening.start(), end), opening.group()))
        opening = _OPENING.search(text, opening.end() if end is None else end)
    return tuple(found)


# A title or a quoted name longer than this has lost its closing mark (longest title met: 96 characters).
_LONGEST = 200


def _closing(text: str, start: int) -> int | None:
    opening = text[start]
    depth = 0
    for mark in _MARKS[opening].finditer(text, start, start + _LONGEST):
        depth += 1 if mark.group() == opening else -1
        if depth == 0:
            return mark.end()
    return None


def mask(text: str) -> str:
    """Return the text, as long as before, with everything enclosed replaced by one filler a kind of mark.

    >>> mask("推进“无证明城市”改革，按照《办法》（试行）")
    '推进■■■■■■■改革，按照▣▣▣▣□□□□'
    """
    parts: list[str] = []
    position = 0
    for span, opening in enclosed(text):
        parts += [text[position : span.start], _FILL[opening][1] * (span.end - span.start)]
        position = span.end
    return "".join([*parts, text[position:]])


def clauses(masked: str) -> list[Span]:
    """Return the spans between the separators ，；：。！？ of a masked sentence, separators left out.

    >>> [(c.start, c.end) for c in clauses("一，二；三")]
    [(0, 1), (2, 3), (4, 5)]
    """
    spans: list[Span] = []
    start = 0
    for match in _SEPARATOR.finditer(masked):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(masked)))
    return [span for span in spans if span.start < span.end]
