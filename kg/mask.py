"""The same sentence with what is quoted, titled or bracketed made opaque, so that a plain split finds its clauses."""

from __future__ import annotations

import re

from kg.model import Span

__all__ = ["BRACKETED", "QUOTED", "TITLED", "clauses", "enclosed", "mask"]

QUOTED = "■"
TITLED = "▣"
BRACKETED = "□"
_FILL = {"“": ("”", QUOTED), "‘": ("’", QUOTED), "《": ("》", TITLED), "（": ("）", BRACKETED), "(": (")", BRACKETED)}
_SEPARATOR = re.compile(r"[，；：。！？\n]")


def enclosed(text: str) -> list[tuple[Span, str]]:
    """Return the outermost enclosed stretches, marks included, each with its opening mark.

    A mark that is never closed within the text encloses nothing.

    >>> [(text[s.start:s.end], mark) for text in ["推进“无证”（试行）"] for s, mark in enclosed(text)]
    [('“无证”', '“'), ('（试行）', '（')]
    """
    found: list[tuple[Span, str]] = []
    position = 0
    while position < len(text):
        opening = text[position]
        end = _closing(text, position) if opening in _FILL else None
        if end is None:
            position += 1
        else:
            found.append((Span(position, end), opening))
            position = end
    return found


# A title or a quoted name longer than this has lost its closing mark (longest title met: 96 characters).
_LONGEST = 200


def _closing(text: str, start: int) -> int | None:
    opening = text[start]
    closing = _FILL[opening][0]
    depth = 0
    for position in range(start, min(len(text), start + _LONGEST)):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth == 0:
                return position + 1
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
