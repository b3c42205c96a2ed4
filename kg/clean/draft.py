"""The map kept exact: the two ways in which a cleaning step may change a text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, TypeAlias

from kg.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "begin", "edit", "recast"]

Edit: TypeAlias = tuple[int, int, str]
"""Canonical characters ``start`` to ``end`` become this string; edits come in order and do not overlap."""


def begin(source: str) -> Text:
    """Return the text that no step has touched: every character is its own source."""
    return Text(source, source, range(len(source)), range(1, len(source) + 1))


def recast(text: Text, canonical: str) -> Text:
    """Return the text with each character replaced by the one at the same place in ``canonical``.

    Raises ``ValueError`` where the lengths differ: a step that drops or adds characters is an :func:`edit`.

    >>> recast(begin("云溪,"), "云溪，").canonical
    '云溪，'
    """
    if len(canonical) != len(text.canonical):
        raise ValueError(f"{len(text.canonical)} characters became {len(canonical)}")
    return Text(text.source, canonical, text.starts, text.ends)


def edit(text: Text, edits: Iterable[Edit]) -> Text:
    """Return the text after the edits. Every character of a replacement is read from the whole stretch it replaces.

    >>> cleaned = edit(begin("領(lǐng)導"), [(0, 7, "领"), (7, 8, "导")])
    >>> cleaned.canonical, list(cleaned.starts), list(cleaned.ends)
    ('领导', [0, 7], [7, 8])
    """
    pieces: list[str] = []
    starts, ends, at = array("I"), array("I"), 0
    for start, end, new in edits:
        if at < start:
            pieces.append(text.canonical[at:start])
            starts.extend(text.starts[at:start])
            ends.extend(text.ends[at:start])
        if new:
            pieces.append(new)
            starts.extend([text.starts[start]] * len(new))
            ends.extend([text.ends[end - 1]] * len(new))
        at = end
    if at == 0:
        return text
    pieces.append(text.canonical[at:])
    starts.extend(text.starts[at:])
    ends.extend(text.ends[at:])
    return Text(text.source, "".join(pieces), starts, ends)
