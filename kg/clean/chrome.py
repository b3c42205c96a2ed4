"""What surrounds a report on a page: found and dropped, and the fields that it states.

The cues are in ``ontology/rules/chrome.toml``. Only the head and the foot of a document are searched for whole lines of
chrome, so that a line of the report itself is never taken for a button.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.clean.draft import edit
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.clean.draft import Edit
    from kg.model import Text

__all__ = ["drop_between", "drop_chrome", "drop_stretches", "fields"]

HEAD_LINES = 90
"""Lines of ink searched at the start: the longest header block met (a catalogue block with one value a line) has 40."""
TAIL_LINES = 60
"""Lines of ink searched at the end: the longest foot met has 15."""
TAIL_SHARE = 8
"""A line such as 相关链接 ends the report only where what follows is less than an eighth of the document."""
CRUMB = 12
"""Characters that a part of a breadcrumb has at most (政府信息公开目录 has 8)."""
VALUE = 60
"""Characters that a value on a line of its own has at most."""

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?.{0,12}")
_LEAD = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
_OPEN = r"[【\[(（]? *"
_STAMP = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日? ?\d{1,2}[:：时]\d{2}.{0,5}")
_EDGES = " -—【】[]"
_TITLES = frozenset({"标题", "文件名称", "信息名称", "名称"})
_REPORT = re.compile("..报告$")
_SENTENCE = re.compile("[。；！？]")


class _Line(NamedTuple):
    start: int
    end: int
    ink: str


class _Cues(NamedTuple):
    words: re.Pattern[str]
    ends: re.Pattern[str]
    label: re.Pattern[str]
    bare: re.Pattern[str]
    pair: re.Pattern[str]
    line: re.Pattern[str]
    above: re.Pattern[str]
    anywhere: re.Pattern[str]
    stretch: tuple[re.Pattern[str], ...]


def drop_between(text: Text) -> Text:
    """Drop what a copy leaves between and before lines anywhere: page numbers, bullets."""
    return edit(text, ((match.start(), match.end(), "") for match in _cues().anywhere.finditer(text.canonical)))


def drop_chrome(text: Text) -> Text:
    """Drop the lines that are no part of the report, with their line ends."""
    return edit(text, ((line.start, line.end, "") for line in _chrome_lines(text.canonical)))


def drop_stretches(text: Text) -> Text:
    """Cut the chrome out of lines that also hold the report, leaving a line break."""
    for pattern in _cues().stretch:
        text = edit(text, _stretch_edits(pattern, text.canonical))
    return text


def fields(canonical: str) -> dict[str, str]:
    """Return the labelled values of the head and the foot; of a label that comes twice, the first value."""
    found: dict[str, str] = {}
    bare = read_rules("chrome")["labels"]["bare"]
    lines = _ends_of(canonical)
    for line, below in zip(lines, [*lines[1:], _Line(0, 0, "")], strict=True):
        for label, value in _pairs(line.ink):
            stated = value or (below.ink if _is_value(label, below.ink) else "")
            if stated and label not in bare:
                found.setdefault(label, stated)
        if _STAMP.fullmatch(line.ink):
            found.setdefault("时间", line.ink)
    return found


def _stretch_edits(pattern: re.Pattern[str], canonical: str) -> Iterator[Edit]:
    for match in pattern.finditer(canonical):
        if "keep" not in match.groupdict():
            yield match.start(), match.end(), "\n"
            continue
        start, end = match.span("keep")
        yield match.start(), start, ""
        if end < match.end():
            yield end, match.end(), "\n"


def _ends_of(canonical: str) -> list[_Line]:
    """Return the lines of the head and the foot; there are no blank lines left here."""
    head = list(islice(re.finditer(r"[^\n]*\n|[^\n]+\Z", canonical), HEAD_LINES))
    lines = [_Line(match.start(), match.end(), match.group().strip()) for match in head]
    rest = lines[-1].end if lines else 0
    foot = len(canonical)
    tail: list[_Line] = []
    while foot > rest and len(tail) < TAIL_LINES:
        start = max(canonical.rfind("\n", rest, foot - 1) + 1, rest)
        tail.append(_Line(start, foot, canonical[start:foot].strip()))
        foot = start
    return lines + tail[::-1]


def _chrome_lines(canonical: str) -> Iterator[_Line]:
    lines = _ends_of(canonical)
    first = max((index for index, line in enumerate(lines) if _cues().above.search(line.ink)), default=-1) + 1
    yield from lines[:first]
    crumbs: set[str] = set()
    for index, line in enumerate(lines[first:], first):
        if _ends_report(line, len(canonical)):
            yield from lines[index:]
            return
        if _is_crumb(lines, index):
            crumbs.add(line.ink)
        if line.ink in crumbs or _is_chrome(line.ink) or _is_value_of(lines[index - 1 : index], line.ink):
            yield line


def _ends_report(line: _Line, length: int) -> bool:
    follows = length - line.end
    return bool(_cues().ends.fullmatch(line.ink)) and follows * TAIL_SHARE < length


def _is_chrome(ink: str) -> bool:
    cues = _cues()
    if cues.words.fullmatch(ink) or cues.line.search(ink):
        return True
    return bool(cues.label.match(ink) or cues.bare.match(ink)) and not _SENTENCE.search(ink)


def _is_crumb(lines: list[_Line], index: int) -> bool:
    beside = lines[max(index - 1, 0) : index] + lines[index + 1 : index + 2]
    return len(lines[index].ink) <= CRUMB and any(line.ink == ">" for line in beside)


def _is_value_of(above: list[_Line], ink: str) -> bool:
    pairs = [pair for line in above for pair in _pairs(line.ink)]
    return bool(pairs) and not pairs[-1][1] and _is_value(pairs[-1][0], ink)


def _pairs(ink: str) -> list[tuple[str, str]]:
    """Return the labels of a line of metadata with their values; none of a line that is something else.

    >>> _pairs("日期：2031-03-11 来源：青禾县司法局 浏览量：")
    [('日期', '2031-03-11'), ('来源', '青禾县司法局'), ('浏览量', '')]
    """
    marks = list(_cues().pair.finditer(ink))
    if not marks or marks[0].start() or _SENTENCE.search(ink):
        return []
    stops = [mark.start() for mark in marks[1:]] + [len(ink)]
    stamp = [("时间", marks[0]["stamp"])] if marks[0]["stamp"] else []
    return stamp + [
        (mark["label"].replace(" ", ""), ink[mark.end() : stop].strip(_EDGES))
        for mark, stop in zip(marks, stops, strict=True)
    ]


def _is_value(label: str, ink: str) -> bool:
    """Say whether a line can be the value of the label on the line above it."""
    if not _cues().label.match(f"{label}:"):
        return False
    if label.endswith(("日期", "时间")):
        return bool(_DATE.fullmatch(ink))
    if _is_chrome(ink) or _SENTENCE.search(ink):
        return False
    return len(ink) <= VALUE and (label in _TITLES or not _REPORT.search(ink))


@cache
def _cues() -> _Cues:
    rules = read_rules("chrome")
    labels, lines = rules["labels"], rules["line"]
    value, bare = _spaced(labels["value"]), _spaced(labels["bare"])
    return _Cues(
        words=re.compile(rf"(?>[\s【】\[\]|｜>＞»«:：×·•/]|{_any_of(rules['words'])})++"),
        ends=re.compile(rf"(?:{_any_of(rules['ends'])})[\s:：>＞»]*"),
        label=re.compile(rf"{_OPEN}(?:{value}) *[:：]"),
        bare=re.compile(rf"{_OPEN}(?:{bare}) *[:：]"),
        pair=re.compile(rf"(?:^|(?<=[ 】\])）]))(?:(?P<stamp>{_LEAD}) )?{_OPEN}(?P<label>{value}|{bare}) *[:：]"),
        line=re.compile("|".join(f"(?:{line['pattern']})" for line in lines)),
        above=re.compile("|".join(line["pattern"] for line in lines if line.get("above"))),
        anywhere=re.compile("|".join(f"(?:{rule['pattern']})" for rule in rules["anywhere"]), re.MULTILINE),
        stretch=tuple(re.compile(rule["pattern"], re.MULTILINE) for rule in rules["stretch"]),
    )


def _spaced(labels: list[str]) -> str:
    """Return a pattern of labels, which pages like to justify with spaces: 标 题, 文　　号."""
    return "|".join(" *".join(label) for label in sorted(labels, key=len, reverse=True))


def _any_of(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
