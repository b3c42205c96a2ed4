"""Pages that a copier has garbled: a reading in brackets after each character, and bytes lost where it slipped.

Such copies circulate with 領(lǐng)導(dǎo) for 领导. The tool that made them worked on GBK bytes; where it put a
bracket into the middle of a character, the bracket and half of that character became ``?``, and the characters after
it are paired wrongly up to the next single byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.clean.characters import HAN
from kg.clean.draft import edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.clean.draft import Edit
    from kg.model import Text

__all__ = ["UNREADABLE", "mend"]

UNREADABLE = "\ufffd"

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_FINAL = (
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|üe|[aoeiuü])"
)
_READING = rf"(?:[a-zɑɡü]{{0,3}}[{_TONED}][a-zɑɡ]{{0,3}})"
_NEUTRAL = rf"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?{_FINAL})"
_GLOSS = re.compile(rf"(?<=[{HAN}])[(（]{_READING}[)）]")
_RUN = re.compile(
    rf"(?P<char>[{HAN}])[(（](?:{_READING}|{_NEUTRAL})[)）]"
    rf"|[?？](?P<slip>{_READING}[)）](?P<tail>[^\x00-\x7f\n]{{0,12}}?[@-~](?:[(（]{_READING}[)）])?)?)"
    rf"|[?？](?P<shift>[^\x00-\x7f\n]{{0,12}}?[,，]?[@-~])[(（]{_READING}[)）]"
    rf"|(?<=[{HAN}])[?？](?=[{HAN},，、;；])|(?<=[,，、;；。“《])[?？](?=[{HAN}])"
)


def mend(text: Text) -> Text:
    """Take the readings out; a character whose bytes are lost becomes U+FFFD, never a guess.

    Brackets with other Latin text stay, and a text with no toned reading in brackets is not touched at all. The source
    of a character includes its reading.

    >>> from kg.clean.draft import begin
    >>> mend(begin("法治領(lǐng)域(App)開展?fàn)I造")).canonical
    '法治領域(App)開展\ufffd造'
    """
    if not _GLOSS.search(text.canonical):
        return text
    return edit(text, _edits(text.canonical))


def _edits(canonical: str) -> Iterator[Edit]:
    for match in _RUN.finditer(canonical):
        yield match.start(), match.end(), match["char"] or UNREADABLE + _repaired(match["tail"] or match["shift"] or "")


def _repaired(tail: str) -> str:
    """Return the characters of a slipped run that its own bytes still give: all but the first.

    >>> _repaired("旖ㄔO(shè)")
    '建設'
    >>> _repaired(",F")
    '現'
    """
    slipped = re.sub(r"[(（].*", "", tail).replace(",", "，")
    try:
        return slipped.encode("gbk")[1:].decode("gbk")
    except UnicodeError:
        return ""
