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

__all__ = ["segment"]

_TITLE = re.compile("(?:报告|总结|年报|情况|公报)(?:[（(].{1,20}[)）])?$")
_FIRST_ITEM = re.compile(r"[（(]?[一1①]|第一|其一")


class _Line(NamedTuple):
    start: int
    text: str


@dataclass(slots=True)
class _Heading:
    """A heading that is open: its level, text, and the stance of what stands under it."""

    level: int
    text: str
    stance: Stance
    marked: bool = True


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
        return tuple(heading.text for heading in self.headings[1:])

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
        own = heading_stance(text, self.covered, outermost=outermost) if level < RUN else None
        if own is not None and level == BARE:
            level = 1
            self.close(level)
        if own == "planned" and outermost:  # a report does not turn back to what was done
            self.headings[0].stance = "planned"
        self.headings.append(_Heading(level, text, own or self.headings[-1].stance, marked))

    def turn(self, sentence: str) -> None:
        """Let a sentence turn the passage: to problems for its paragraph, to plans for the rest of its section."""
        if opens_plan(sentence, self.covered):
            self._plan()
        elif self.stance == "problem" and pledges(sentence):
            if self.aside:
                self.aside = "planned"
            else:
                self._plan()
        elif opens_problem(sentence):
            self.aside = "problem"

    def _plan(self) -> None:
        self.aside = None
        self.close(RUN)
        self.headings[-1].stance = "planned"

    def begin_line(self, line: str) -> None:
        """Begin a paragraph: an aside goes on only in what its last sentence announced, or in a list."""
        self.close(RUN)
        mark = mark_of(line)
        item = mark is not None and mark.level > SECTION
        self.listing = item and (self.listing or bool(_FIRST_ITEM.match(line)))
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
    """Return the numbers of the lines from the first to the last that hold sentences, all where none does."""
    prose = [number for number, line in enumerate(lines) if is_prose(line.text)]
    return range(prose[0], prose[-1] + 1) if prose else range(len(lines))


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
    if piece.mark is not None:
        outline.close(piece.mark.level)
        if piece.mark.level <= SECTION:
            outline.aside = None
    if piece.level is None or (piece.level == RUN and outline.stance == "problem"):
        outline.turn(text)
        return False
    outline.open(piece.level, text.rstrip("。"))
    return True


def _ink(line: str, span: Span) -> Span:
    text = line[span.start : span.end]
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
