"""Source text to canonical text, with the exact map back.

The steps run in this order, each for the reason its function gives: characters without ink, garbled readings,
traditional characters, quotes, width, blank lines, chrome, broken lines, spaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.clean.characters import drop_invisible, even_width, pair_quotes, simplify
from kg.clean.chrome import drop_between, drop_chrome, drop_stretches, fields
from kg.clean.draft import begin
from kg.clean.garbled import UNREADABLE, mend
from kg.clean.lines import close_spaces, drop_blank_lines, join_lines

if TYPE_CHECKING:
    from kg.model import Text

__all__ = ["UNREADABLE", "clean", "metadata_fields"]

EDGE = 20_000
"""Characters at either end of a source in which its fields are looked for; a whole report has 3,000 to 30,000."""


def clean(source: str) -> Text:
    r"""Return the canonical text of a report: its own words, simplified, even in width, one paragraph a line.

    Page chrome and metadata blocks are left out (:func:`metadata_fields` reads them); characters whose bytes are lost
    are :data:`UNREADABLE`. Every canonical character keeps the slice of ``source`` that it was read from.

    >>> text = clean("浏览量：8\n第\u200b一季度辦結,共 12 件。")
    >>> text.canonical
    '第一季度办结，共12件。'
    """
    text = _readable(source)
    for step in (drop_chrome, drop_stretches, drop_blank_lines, join_lines, close_spaces):
        text = step(text)
    return text


def metadata_fields(source: str) -> dict[str, str]:
    r"""Return the labelled fields of the page round the report, such as 发布机构 and 成文日期: label as written, value.

    Only the first and last lines of the source are searched; a label without a value is left out, and so are counters
    and buttons (浏览量, 分享).

    >>> metadata_fields("• 发布机构：\n\n青禾县司法局\n日期：2031-03-11 浏览量：9\n2031年，县司法局依法履职。")
    {'发布机构': '青禾县司法局', '日期': '2031-03-11'}
    """
    ends = source if len(source) <= 2 * EDGE else f"{source[:EDGE]}\n{source[-EDGE:]}"
    return fields(_readable(ends).canonical)


def _readable(source: str) -> Text:
    text = begin(source)
    for step in (drop_invisible, mend, simplify, pair_quotes, even_width, drop_blank_lines, drop_between):
        text = step(text)
    return text
