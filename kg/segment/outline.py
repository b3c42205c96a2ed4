"""The walk over the lines of a report that keeps the headings above and the stance."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Sentence, Span
from kg.segment.headings import is_prose, line_pieces
from kg.segment.marks import BARE, RUN, SECTION, mark_of
from kg.segment.stance import covered_year, heading_stance, opens_plan, opens_problem, pledges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Stance, Text
    from kg.segment.headings import Piece
    from kg.segment.marks import Mark

__all__ = ["segment"]

_TITLE = re.compile("报告|总结|年报|公报|情况")
_LISTS = re.compile("：(?:$|[（(]?[一1①]|第一)")
_FIRST_ITEM = re.compile(r"[（(]?[一1①]|第一|其一")


class _Line(NamedTuple):
    start: int
    text: str


@dataclass(slots=True)
class _Heading:
    """A heading that is open: its level, its text, and the stance of what stands under it.

    ``marked`` is false for the text as a whole and for lines that head without a mark; ``turned`` is true where a
    sentence announced what is below.
    """

    level: int
    text: str
    stance: Stance
    marked: bool = True
    turned: bool = False


@dataclass(slots=True)
class _Outline:
    """The open headings from the outermost in, and the stance that a sentence may have given to a passage."""

    covered: int | None
    headings: list[_Heading] = field(default_factory=lambda: [_Heading(0, "", "done", marked=False)])
    aside: Stance | None = None
    announced: bool = False
    listing: bool = False

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.headings if heading.text)

    @property
    def stance(self) -> Stance:
        return self.aside or self.headings[-1].stance

    def close(self, level: int) -> None:
        """Close the headings at this level and below."""
        while self.headings[-1].level >= level:
            self.headings.pop()

    def open(self, level: int, text: str) -> None:
        """Open a heading. One without a mark that says what it speaks of is as good as one with 一、."""
        self.close(level)
        marked = level < BARE
        outermost = level == 1 or not any(heading.marked for heading in self.headings)
        own = heading_stance(_body_of(text), self.covered, outermost=outermost)
        if own is not None and level == BARE:
            level = 1
            self.close(level)
        if own == "planned" and outermost:  # a report does not turn back to what was done
            self.headings[0].stance = "planned"
        self.headings.append(_Heading(level, text, own or self.headings[-1].stance, marked))

    def item(self, mark: Mark, text: str, *, heading: bool) -> None:
        """Begin a passage with 一是 …, with or without a heading; a new list keeps the stance before it."""
        stance = self.headings[-1].stance
        self.close(RUN)
        if stance == "planned" and _FIRST_ITEM.match(text):
            self.headings[-1].stance = stance
        self.headings.append(_Heading(mark.level, text if heading else "", self.headings[-1].stance))

    def turn(self, sentence: str) -> None:
        """Let a sentence turn the passage: to problems for its paragraph, to plans for the rest of its section."""
        if opens_plan(sentence, self.covered):
            self._plan(sentence)
        elif self.stance == "problem" and pledges(sentence):
            if self.aside:
                self.aside = "planned"
            else:
                self._plan(sentence)
        elif opens_problem(sentence):
            self.aside = "problem"

    def _plan(self, sentence: str) -> None:
        self.aside = None
        if _LISTS.search(sentence):
            self.close(RUN)
        turned = next((heading for heading in self.headings if heading.turned), self.headings[-1])
        self.close(turned.level + 1)
        turned.stance = "planned"

    def begin_line(self, line: str) -> None:
        """Begin a paragraph: an aside goes on only in what its last sentence announced, or in a list."""
        self.close(RUN)
        mark = mark_of(line)
        item = mark is not None and mark.level > SECTION
        self.listing = item and (self.listing or bool(_FIRST_ITEM.match(line)))
        if self.announced and mark is not None and not item and self.aside and mark.level > self.headings[-1].level:
            self.headings[-1].stance = self.aside
            self.headings[-1].turned = True
        if not self.announced and not self.listing:
            self.aside = None
        self.announced = line.endswith("：")


def segment(text: Text) -> list[Sentence]:
    """Return the sentences and headings of a text in order. Together they hold every character but the spaces between.

    ``section`` is the headings above a sentence, outermost first, as written without a closing full stop. The title and
    a signature stand in no section. In a passage on shortcomings 一是 … opens a statement, elsewhere it may head one.
    """
    lines = [_Line(match.start(), match.group()) for match in re.finditer(r"[^\n]+", text.canonical)]
    outline = _Outline(covered_year([line.text for line in lines[:20]]))
    body = _body(lines)
    found: list[Sentence] = []
    for number, (line, below) in enumerate(pairwise([*lines, _Line(0, "")])):
        if number in body or mark_of(line.text):
            found.extend(_sentences(line, below.text, outline))
        else:
            found.extend(_outside(line, heading=number < body.start))
    return found


def _body(lines: list[_Line]) -> range:
    """Return the numbers of the lines from the first to the last with sentences; if none, of all from the first mark.

    Before and after stand title, names and dates.
    """
    prose = [number for number, line in enumerate(lines) if is_prose(line.text)]
    if prose:
        return range(prose[0], prose[-1] + 1)
    return range(next((number for number, line in enumerate(lines) if mark_of(line.text)), 0), len(lines))


def _body_of(heading: str) -> str:
    mark = mark_of(heading)
    return heading[mark.length :] if mark else heading


def _outside(line: _Line, *, heading: bool) -> Iterator[Sentence]:
    ink = _ink(line.text, Span(0, len(line.text)))
    if ink.start < ink.end:
        text = line.text[ink.start : ink.end]
        yield Sentence(_moved(ink, line.start), text, (), heading=heading and bool(_TITLE.search(text)))


def _sentences(line: _Line, below: str, outline: _Outline) -> Iterator[Sentence]:
    outline.begin_line(line.text)
    for piece in line_pieces(line.text, below):
        ink = _ink(line.text, piece.span)
        if ink.start == ink.end:
            continue
        text = line.text[ink.start : ink.end]
        heading = _follow(outline, piece, text)
        section = outline.section[:-1] if heading else outline.section
        yield Sentence(_moved(ink, line.start), text, section, outline.stance, heading)


def _follow(outline: _Outline, piece: Piece, text: str) -> bool:
    """Let the outline follow a piece, and say whether it is a heading there."""
    mark = piece.mark
    heading = piece.level is not None and not (piece.level == RUN and outline.stance == "problem")
    if mark is not None and mark.level <= SECTION:
        outline.aside = None
    if mark is not None and mark.level == RUN:
        outline.item(mark, text.rstrip("。"), heading=heading)
    elif piece.level is not None:
        outline.open(piece.level, text.rstrip("。"))
    elif mark is not None:
        outline.close(mark.level)
    if not heading:
        outline.turn(text)
    return heading


def _ink(line: str, span: Span) -> Span:
    text = line[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
