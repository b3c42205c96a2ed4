"""What quotation marks, title marks and brackets enclose, found in time linear in the text."""

from __future__ import annotations

import re

from kg.model import Span

__all__ = ["BRACKET", "blanked", "bracketed", "shut"]


BRACKET = r"（[^（）]*）|\([^()]*\)"
"""The pattern of a bracket that holds no other."""


def _pair(opening: str, closing: str) -> str:
    """Return a pattern for one pair and another inside it; longer ones have lost their closing mark."""
    inside = rf"[^{opening}{closing}]"
    opening, closing = re.escape(opening), re.escape(closing)
    return rf"{opening}(?:{inside}|{opening}{inside}{{0,99}}{closing}){{0,199}}{closing}"


_QUOTED = "|".join(_pair(*marks) for marks in ("“”", "‘’", "《》"))
_BRACKETED = re.compile("|".join(_pair(*marks) for marks in ("（）", "()")))
_NAMES = re.compile(_QUOTED)
_ANY = re.compile(f"{_QUOTED}|{_BRACKETED.pattern}")
_OPENING = re.compile(r"[“‘《（(]")


def blanked(text: str) -> str:
    """Return the text with quoted names and titles made opaque; a quoted passage (with a comma) stays.

    >>> blanked("推进“8大行动”22项")
    '推进■■■■■■22项'
    """
    if not _OPENING.search(text):
        return text
    return _NAMES.sub(lambda match: match[0] if match[0][0] == "“" and "，" in match[0] else "■" * len(match[0]), text)


def bracketed(text: str) -> list[Span]:
    """Return the outermost brackets, marks included.

    >>> bracketed("清单（5项）")
    [Span(start=2, end=6)]
    """
    return [Span(*match.span()) for match in _BRACKETED.finditer(text)]


def shut(text: str, opened: frozenset[int]) -> str:
    """Return the text with everything enclosed made opaque, but not the brackets that begin at ``opened``.

    >>> shut("清单（5项，含“新，旧”）", frozenset({2}))
    '清单（5项，含■■■■■）'
    """
    if not _OPENING.search(text):
        return text
    parts: list[str] = []
    position = 0
    for match in _ANY.finditer(text):
        parts.append(text[position : match.start()])
        inside = match.start() in opened
        parts.append(_NAMES.sub(_fill, match[0]) if inside else _fill(match))
        position = match.end()
    return "".join([*parts, text[position:]])


def _fill(match: re.Match[str]) -> str:
    return "■" * len(match[0])
