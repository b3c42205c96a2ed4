"""The one honoured: whoever stands right before an award, named nowhere else, by a last word that tells the class."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import BRACKETED, LIST_MARK
from kg.model import Mention, Span
from kg.recognise.persons import post
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.recognise.honours import Award

__all__ = ["honoured"]

_WINDOW = 80  # characters before an award in which the list of those honoured stands


def honoured(text: str, masked: str, awards: Sequence[Award], named: Sequence[Mention]) -> list[Mention]:
    """Return who is honoured, each of a list, where ``named`` (places and bodies) does not already say so.

    ``masked`` is :func:`kg.mask.mask` of ``text``.

    What ``named`` holds of a name is its beginning: 柳溪镇 + 红枫村 are two, 市公安局 + 溪北派出所 are one body.
    """
    found: list[Mention] = []
    for award in awards:
        for part in _honoured_parts(masked, award):
            found += _named(text, masked, part, named)
    return found


def _honoured_parts(masked: str, award: Award) -> Iterator[Span]:
    """Yield the members of the list that stands before an award."""
    start = max(0, award.verb.start - _WINDOW)
    between = _between().search(masked, start, award.verb.start)
    end = between.start() if between else award.verb.start
    start = max((mark.end() for mark in _STOP.finditer(masked, start, end)), default=start)
    opening = _OPENING.match(masked, start, end)
    at = opening.end() if opening else start
    for joint in _JOINT.finditer(masked, at, end):
        yield Span(at, joint.start())
        at = joint.end()
    yield Span(at, end)


_STOP = re.compile(r"[，。；：]")
_JOINT = re.compile(r"[、和与及]")
_OPENING = re.compile(rf"{LIST_MARK}(?:其中|同时|此外|目前|今年|全年|20\d\d年|截至.{{2,8}}|[我全][省市区县镇])*")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(read_rules("honours")["before_award"])


def _named(text: str, masked: str, part: Span, named: Sequence[Mention]) -> Iterator[Mention]:
    inside = [mention for mention in named if part.start <= mention.span.start and mention.span.end <= part.end]
    last = max(inside, key=lambda mention: mention.span.end, default=None)
    start = last.span.end if last else part.start
    if person := _person().fullmatch(masked, start, part.end):
        yield _mention(text, Span(*person.span("name")), "Person")
    for kind, pattern in _classes():
        if match := pattern.fullmatch(masked, start, part.end):
            one_name = kind != "Region" and last is not None and last.type in {"Region", kind}
            beginning = last.span.start if last and one_name else match.start("name")
            yield _mention(text, Span(beginning, match.end("name")), kind)
            return


def _mention(text: str, span: Span, kind: str) -> Mention:
    return Mention(span, kind, text[span.start : span.end], rule="one-honoured")


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"的?(?:[一-龥]{{0,6}}{post()})(?P<name>[一-龥]{{2,3}}(?<![队团组室所会员部]))")


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = read_rules("honours")
    nobody = either(rules["nobody"])
    return tuple(
        (
            rule["class"],
            re.compile(
                rf"(?!{nobody}){rule['above']}(?P<name>[一-龥]{rule['letters']}(?:{either(rule['heads'])}){BRACKETED}*)(?:代表队)?"
            ),
        )
        for rule in rules["honoured"]
    )
