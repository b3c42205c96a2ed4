"""The parts of a report that say what it is: title, opening, signature, the fields of its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["HEADS", "Evidence", "gather"]

HEADS = (
    "人民政府|政府|委员会|办公室|办公厅|党工委|管委会|办事处|分局|支队|大队|总队|中心|公署|海关|兵团|"
    "人民法院|人民检察院|党委|党组|[局厅院署部委办队]"
)
"""The last words of the names of bodies that publish reports, as a pattern."""

_TITLE_FIELDS = ("标题", "文件名称", "文件标题", "信息名称", "名称")
_AUTHOR_FIELDS = (
    "发布机构",
    "发文机关",
    "发文单位",
    "发布单位",
    "制发机关",
    "公开责任部门",
    "责任部门",
    "信息来源",
    "来源",
)
_TITLE = re.compile(
    r"[^。；]{4,70}(?:报告|总结|汇报|情况|通报|年报|公报|白皮书|通知|公告)(?:[（(][^（）()]{1,14}[)）])?"
)
_SPEECH = re.compile(r"各位代表|代表.{0,20}政府[，,]?向大会")
_ASSEMBLY = re.compile(r"[^。]{0,40}人民代表大会[^。]{0,20}会议上?")
_SPEAKS_FOR = re.compile(r"代表(?P<author>[^，。、代]{1,20}?政府)")
_ADDRESSEE = re.compile(r"[^，。]{2,30}[：:]")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]")
_BODY = re.compile(rf"[^，。：]{{3,25}}(?:{HEADS})")
_TITLE_LINES = 12  # with what is left of the page above the title
_HEAD_LINES = 6  # with the opening
_SIGNATURE_LINES = 8
_LONGEST_SIGNATURE = 45
_OPENING = 600  # characters: the longest opening met before the first heading has 420
_SEARCHED = 200_000  # characters in which places and bodies are counted: ten times a long report


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the report shows of itself. ``named`` is the text in which names may be counted."""

    title: str | None
    opening: str
    signature: tuple[str, ...]
    closing: str
    assembly: str | None
    spokesman: str | None
    fields: Mapping[str, str]
    headings: tuple[str, ...]
    named: str

    @property
    def headline(self) -> str:
        """The title without the titles that it quotes; of a notice that hands on a report, the report's title."""
        title = self.title or ""
        handed_on = re.search(r"(?:印发|公布|发布|报送|转发)《(?P<title>[^》]*报告)》", title)
        return handed_on["title"] if handed_on else re.sub(r"《[^》]*》", "", title)

    @property
    def field_authors(self) -> Iterator[str]:
        """The values of the fields that name who issued the report."""
        for label in _AUTHOR_FIELDS:
            yield from re.split(r"[\s，、;；]+", self.fields.get(label, ""))


def gather(canonical: str, headings: Sequence[str], fields: Mapping[str, str]) -> Evidence:
    """Return the evidence that a canonical text and the fields of its page hold."""
    lines = [line.strip() for line in canonical.split("\n") if line.strip()]
    title = _title(lines, fields)
    # The addressee (云溪市人民政府：) is no author, and may be of a higher level than the place.
    opening = [
        line
        for line in takewhile(_is_no_heading, lines[:_HEAD_LINES])
        if line != title and not _ADDRESSEE.fullmatch(line)
    ]
    head = "".join(lines[: 2 * _TITLE_LINES])[: 2 * _OPENING]
    speech, spokesman, assembly = _SPEECH.search(head), _SPEAKS_FOR.search(head), _ASSEMBLY.search(head)
    closing = [line for line in lines[_HEAD_LINES:][-_SIGNATURE_LINES:] if len(line) <= _LONGEST_SIGNATURE]
    return Evidence(
        title=title,
        opening="\n".join(opening)[:_OPENING],
        signature=tuple(_signature(closing)),
        closing="\n".join(closing),
        assembly=assembly[0] if speech and assembly else None,
        spokesman=spokesman["author"] if speech and spokesman else None,
        fields=fields,
        headings=tuple(headings),
        named=canonical[:_SEARCHED],
    )


def _title(lines: Sequence[str], fields: Mapping[str, str]) -> str | None:
    """Return the title: the field of that name, or the first lines before a heading that read like one."""
    named = [value for label in _TITLE_FIELDS if (value := re.sub(r"\s+", "", fields.get(label, "")))]
    titles = [found[0] for value in named if (found := _TITLE.match(value))]  # without the name of the site behind it
    head = [re.sub(r"\s+", "", line) for line in takewhile(_is_no_heading, lines[:_TITLE_LINES])]
    return next(chain(titles, _titled(head), named), None)


def _titled(head: Sequence[str]) -> Iterator[str]:
    """Yield the lines that read like a title, alone or with the next, each with its author's line before it."""
    for count in (1, 2):
        for first in range(len(head) - count + 1):
            title = "".join(head[first : first + count])
            if _TITLE.fullmatch(title):
                before = head[first - 1] if first else ""
                yield before + title if title.startswith("关于") and _BODY.fullmatch(before) else title


def _is_no_heading(line: str) -> bool:
    return not _HEADING.match(line)


def _signature(closing: Sequence[str]) -> Iterator[str]:
    """Yield the names that sign the report: lines at the end that hold nothing but bodies and a date."""
    for line in closing:
        if re.search(r"[。，；：:、]|印发?$|抄送", line):
            continue
        for piece in re.sub(r"\d{4}年\d{1,2}月\d{1,2}日", " ", line).split():
            if _BODY.fullmatch(piece):
                yield piece
