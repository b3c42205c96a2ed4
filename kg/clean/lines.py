"""Lines and spaces: broken lines joined, blanks dropped, the spaces kept that say something."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.clean.characters import HAN
from kg.clean.draft import edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.clean.draft import Edit
    from kg.model import Text

__all__ = ["close_spaces", "drop_blank_lines", "join_lines"]

SLACK = 5
"""Half-width columns by which a full line may fall short: a mark or a four-digit year moves to the next line."""
FULL_SHARE = 0.6
"""Share of the lines broken in mid-sentence that must be full for the copy to be one of fixed width."""
LONGER_SHARE = 0.02
"""Share of lines that may be longer: a fixed width is one that hardly any line exceeds."""
NARROWEST = 24
"""Half-width columns below which lines are a list, not a narrow column."""
FEWEST = 5
"""Lines broken in mid-sentence below which there is no telling."""
TITLE_LINES = 12
"""Lines of ink in which a title broken in two is looked for."""
TITLE_TAIL = 16
"""Characters that the second half of a broken title has at most; a longer line is a title of its own."""
SPACED_OUT = 2
"""Words of one character from which a line is set with a space after every character."""

WIDEST = 200
"""Characters that no line of a copy of fixed width exceeds."""
MARKS = 4
"""Characters that the marks at the end of a line take: a digit, a stop, a quote and a bracket."""
REACH = 80
"""Characters in which an open bracket or title is looked for at the end of a line."""


class _Wrap(NamedTuple):
    """The half-width columns of a full line, and whether paragraphs start with an indent."""

    width: int
    indented: bool


_MARK = (
    r"(?:第?[一二三四五六七八九十百]{1,4}[、章节部]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)"
    r"|[①-⑳]|[一二三四五六七八九十]{1,2}(?:是|要))"
)
_BLANK = re.compile(r"\n(?: *\n)+")
_TOP = re.compile(r"(?: *\n)*")
_STARTS = re.compile(rf" *{_MARK}")
_FINISHED = re.compile(r"(?:[。！？；：…:;!?]|(?<!\d)\.)”?[）)]? *\Z")
_CLOSER = re.compile(r" *[。，、；：！？）)》”」』】]")
_NUMBER = re.compile(r" *[\d.]{1,6} *\Z")
_TITLE_END = re.compile(r"(?:报告|总结|情况|年报)(?:[（(].{1,20}[)）])?\Z")
_ISSUER = re.compile(r"[局府会厅委部办院室处]\Z")
_TITLE_START = re.compile(r"关于|年|[省市县区旗州局厅会府委院部办]\Z")
_PROSE = re.compile("[，。；！？]")
_SPACES = re.compile(" +")
_QUOTE_OR_SPACES = re.compile(r"[“《](?=[^”》]{0,80} )[^”》]{1,80}[”》]| +")
_MARK_END = re.compile("[、。，；：！？“”‘’《》〈〉（）【】〔〕…—()%]")
_TIGHT = re.compile(rf"[{HAN}0-9\ufffd]|{_MARK_END.pattern}")
_DATE = re.compile(r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日")
_WIDE = re.compile(r"[^\x00-\xff]")


def drop_blank_lines(text: Text) -> Text:
    """Drop lines without ink; an indent stays: it may say where a paragraph starts."""
    return edit(text, _blank_edits(text.canonical))


def _blank_edits(canonical: str) -> Iterator[Edit]:
    end = len(canonical.rstrip(" \n"))
    top = _TOP.match(canonical, 0, end)
    start = top.end() if top else 0
    if start:
        yield 0, start, ""
    for match in _BLANK.finditer(canonical, start, end):
        yield match.start(), match.end(), "\n"
    if end < len(canonical):
        yield end, len(canonical), ""


def join_lines(text: Text) -> Text:
    """Join lines broken in mid-sentence: after a comma, in an open bracket, at a fixed width, or in the title."""
    lines = text.canonical.split("\n")
    return edit(text, _joints(lines, _wrap(lines)))


def _joints(lines: list[str], wrap: _Wrap | None) -> Iterator[Edit]:
    at = 0
    for number, (line, below) in enumerate(pairwise(lines)):
        at += len(line)
        if _is_broken(line, below, wrap) or (number < TITLE_LINES and _is_title(line.strip(), below.strip())):
            yield at, at + 1 + len(below) - len(below.lstrip(" ")), ""
        at += 1


def _is_broken(line: str, below: str, wrap: _Wrap | None) -> bool:
    if _CLOSER.match(below) or _is_open(line, below):
        return True
    full = wrap is not None and _columns(line) >= wrap.width - SLACK and not below.startswith("  ")
    finished, starts = _is_finished(line), bool(_STARTS.match(below))
    if full and wrap is not None and wrap.indented:
        return not (finished and starts)
    if finished or starts:
        return False
    return full or line.rstrip().endswith(("，", "、", ",")) or bool(_NUMBER.match(below) or _NUMBER.match(line))


def _is_finished(line: str) -> bool:
    return bool(_FINISHED.search(line.rstrip()[-MARKS:]))


def _is_open(line: str, below: str) -> bool:
    """Say whether the line ends inside a title or a bracket that the line under it closes."""
    end = line[-REACH:]
    return any(
        end.rfind(left) > end.rfind(right) and _closes(below, left, right) for left, right in ("《》", "（）", "()")
    )


def _closes(below: str, left: str, right: str) -> bool:
    before, mark, _ = below[:REACH].partition(right)
    return bool(mark) and left not in before


def _is_title(line: str, below: str) -> bool:
    if re.search("[。，；：！？]|——", line + below) or _STARTS.match(below) or _TITLE_END.search(line):
        return False
    if _ISSUER.search(line) and below.startswith("关于"):
        return True
    broken = " " not in line and _TITLE_START.search(line)
    return bool(broken) and len(below) <= TITLE_TAIL and bool(_TITLE_END.search(below))


def _wrap(lines: list[str]) -> _Wrap | None:
    """Return how the lines of a copy of fixed width are broken, ``None`` for any other copy."""
    broken = [_columns(line) for line in lines if not _is_finished(line)]
    if len(broken) < FEWEST:
        return None
    width = max(Counter(broken).items(), key=lambda item: (item[1], item[0]))[0]
    full = sum(abs(width - columns) <= SLACK for columns in broken)
    longer = sum(_columns(line) > width + SLACK for line in lines)
    if full < FULL_SHARE * len(broken) or longer > LONGER_SHARE * len(lines) or width < NARROWEST:
        return None
    indented = sum(line.startswith("  ") for line in lines)
    return _Wrap(width, indented=FEWEST <= indented <= len(lines) - full)


def _columns(line: str) -> int:
    """Return the half-width columns of a line; of one wider than any page, a number that is wide enough."""
    return 2 * len(line) if len(line) > WIDEST else 2 * len(line) - len(_WIDE.sub("", line))


def close_spaces(text: Text) -> Text:
    """Drop the spaces that typing and copying leave between Chinese characters, and at the ends of a line.

    One space stays where it says something: between phrases inside “ ” and 《 》, between the parts of a title line or
    a signature, before a date there, and between Latin words and figures.

    >>> from kg.clean.draft import begin
    >>> close_spaces(begin("对 900 余名执法人员，开展“青禾有我 法治有我”活动。")).canonical
    '对900余名执法人员，开展“青禾有我 法治有我”活动。'
    >>> close_spaces(begin("政 府 工 作 报 告")).canonical
    '政府工作报告'
    """
    return edit(text, _space_edits(text.canonical))


def _space_edits(canonical: str) -> Iterator[Edit]:
    for line in re.finditer(r"[^\n]+", canonical):
        ink, at = line.group(), line.start()
        if " " not in ink:
            continue
        prose = bool(_PROSE.search(ink))
        apart = not prose and _is_spaced_out(ink)
        for run in _QUOTE_OR_SPACES.finditer(ink):
            here = at + run.start()
            if run.group()[0] != " ":
                yield from ((here + start, here + end, new) for start, end, new in _inside(run.group()))
            elif (new := "" if apart else _separator(ink, run, prose=prose)) != run.group():
                yield here, at + run.end(), new


def _is_spaced_out(ink: str) -> bool:
    """Say whether a line is set with a space after every character.

    >>> _is_spaced_out("政 府 工 作 报 告"), _is_spaced_out("区长 张三")
    (True, False)
    """
    words = ink.split()
    return len(words) > SPACED_OUT and all(len(word) == 1 for word in words)


def _inside(quoted: str) -> Iterator[Edit]:
    apart = _is_spaced_out(quoted[1:-1])
    for run in _SPACES.finditer(quoted):
        edge = run.start() == 1 or run.end() == len(quoted) - 1
        new = "" if apart or edge else " "
        if new != run.group():
            yield run.start(), run.end(), new


def _separator(ink: str, run: re.Match[str], *, prose: bool) -> str:
    """Return what a run of spaces becomes: nothing or one space."""
    before, after = ink[run.start() - 1 : run.start()], ink[run.end() : run.end() + 1]
    if not before or not after:
        return ""
    loose = not (_TIGHT.match(before) and _TIGHT.match(after)) or (before.isdecimal() and after.isdecimal())
    if loose:
        return " "
    if prose or _MARK_END.match(before) or _MARK_END.match(after):
        return ""
    if before.isdecimal() or after.isdecimal():
        return " " if _DATE.match(ink, run.end()) else ""
    return " "
