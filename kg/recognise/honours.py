"""Honours: what a verb of award governs, where it is headed by an award, a title or a selection."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.mask import QUOTED, enclosed
from kg.model import Mention, Span
from ontology.rules import either, read_rules

__all__ = ["Award", "bynames", "honours"]

_LONGEST = 60  # characters of an honour; the longest marked has 52


@dataclass(frozen=True, slots=True)
class Award:
    """One honour and the verb that awards it, both as spans of the sentence."""

    verb: Span
    honour: Mention


_JOINT = re.compile(r"[、和及]")


_BRACKET = r"(?:[（(][^（）()]{1,8}[）)])?"


@dataclass(frozen=True, slots=True)
class _Patterns:
    verb: re.Pattern[str]
    stop: re.Pattern[str]
    head: re.Pattern[str]
    strip: re.Pattern[str]
    level: re.Pattern[str]
    weak: frozenset[str]
    sure: frozenset[str]
    passive: frozenset[str]
    told: re.Pattern[str]
    counted: re.Pattern[str]
    grade: re.Pattern[str]
    contest: re.Pattern[str]
    title: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("honours")
    return _Patterns(
        verb=re.compile(
            rf"(?:{either([*rules['verbs'], *rules['passive']])}|记(?=(?:集体|个人)?[一二三]等功))(?:了|为)?"
            r"(?:(?<=获批)(?:建设|创建)|(?<=获)建(?=[全国省]))?"
        ),
        stop=re.compile(either(rules["stop"])),
        head=re.compile(rf"(?:{either(rules['heads'])}){_BRACKET}[”》]?{_BRACKET}$"),
        strip=re.compile(rf"(?:等)?(?:{either(rules['strip_after'])})$"),
        level=re.compile(rules["level"]),
        weak=frozenset(rules["weak"]),
        sure=frozenset(rules["sure"]),
        passive=frozenset(rules["passive"]),
        told=re.compile("|".join(rules["told"])),
        counted=re.compile(rules["counted"]),
        grade=re.compile(rules["grades"]),
        contest=re.compile(rules["contests"]),
        title=re.compile(rf"(?:{either(rules['bynames'])})$"),
    )


def honours(text: str, masked: str) -> list[Award]:
    """Return the honours of a sentence, those of a list (…、…) one by one."""
    patterns = _patterns()
    found: list[Award] = []
    for verb in patterns.verb.finditer(masked):
        phrase = _phrase(text, masked, verb.end())
        if _awarded(text, masked, Span(verb.start(), verb.end()), phrase):
            parts = _parts(masked, phrase)
            contest = _contest(masked, verb.start(), phrase)
            found += [Award(Span(verb.start(), verb.end()), _honour(text, part, contest)) for part in parts]
    for match in patterns.told.finditer(text):
        honour = next(Span(*match.span(name)) for name, value in match.groupdict().items() if value)
        found.append(Award(Span(match.start(), honour.start), _honour(text, honour)))
    return found


def _honour(text: str, span: Span, contest: str = "") -> Mention:
    return Mention(span, "Honor", contest + text[span.start : span.end], rule="awarded-honour")


def _contest(masked: str, verb: int, phrase: Span) -> str:
    """Return the name of the contest in which a bare grade was won, if that is told before the verb."""
    if not _patterns().grade.fullmatch(masked, phrase.start, phrase.end):
        return ""
    contest = _patterns().contest.search(masked, max(0, verb - _LONGEST), verb)
    return contest["contest"] if contest else ""


def _awarded(text: str, masked: str, verb: Span, phrase: Span) -> bool:
    """Tell whether a phrase after a verb of award is an honour: by its head, or by what a sure verb says of it."""
    patterns = _patterns()
    word = re.sub("(?:了|为|(?<=获批)(?:建设|创建)|建)$", "", masked[verb.start : verb.end])
    level = patterns.level.search(text, phrase.start, phrase.end)
    given = _PASSIVE.search(masked, 0, verb.start) is not None
    if (word in patterns.weak and not (level or _contest(masked, verb.start, phrase))) or (
        word + "为" in patterns.passive and not given
    ):
        return False
    if patterns.head.search(text[phrase.start : phrase.end]):
        return True
    if patterns.counted.match(text, phrase.end) and "”" in text[phrase.start : phrase.end]:
        return True
    sure = not {word, word + "为"}.isdisjoint(patterns.sure) or given
    marked = masked[phrase.start : phrase.end].strip(QUOTED) == ""
    titled = level is not None and _TITLE.fullmatch(masked, phrase.start, phrase.end) is not None
    return phrase.start < phrase.end and sure and (marked or titled)


_PASSIVE = re.compile(r"被[^，。；]{2,20}$")  # 被市政府评为: the verb alone does not tell that it awards
_TITLE = re.compile(rf"[一-龥{QUOTED}]{{4,24}}")  # a title of honour, no count and no list


def _phrase(text: str, masked: str, start: int) -> Span:
    """Return the stretch after the verb that may be the honour, without 称号 and the like at its end."""
    patterns = _patterns()
    limit = min(len(masked), start + _LONGEST)
    stop = patterns.stop.search(masked, start, limit)
    end = stop.start() if stop else limit
    strip = patterns.strip.search(text[start:end])
    end = start + strip.start() if strip else end
    counted = patterns.counted.search(text, start, end)
    return Span(start, counted.start() if counted else end)


def _parts(masked: str, phrase: Span) -> list[Span]:
    """Split at 、 and 和 where each part ends in a head of its own."""
    head = _patterns().head
    parts: list[Span] = []
    start = phrase.start
    for match in _JOINT.finditer(masked, phrase.start, phrase.end):
        if head.search(masked[start : match.start()]):
            parts.append(Span(start, match.start()))
            start = match.end()
    parts.append(Span(start, phrase.end))
    return parts


def bynames(text: str) -> list[tuple[Mention, Mention]]:
    """Return quoted titles that stand right before a person's name, each with the person.

    >>> [(honour.text, person.text) for honour, person in bynames("以“金牌调解员”章云清为代表")]
    [('“金牌调解员”', '章云清')]
    """
    found = []
    for span, mark in enclosed(text):
        name = _named().match(text, span.end) if mark == "“" else None
        if name and _patterns().title.search(text[span.start + 1 : span.end - 1]):
            honour = Mention(span, "Honor", text[span.start : span.end], rule="byname")
            found.append((honour, Mention(Span(name.start(), name.end()), "Person", name.group(), rule="byname")))
    return found


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"[{read_rules('bodies')['surnames']}][一-龥]{{1,2}}?(?=[，。、；和与等为]|同志)")
