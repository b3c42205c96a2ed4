"""Regulations: titles in 《 》, laws named without marks, documents that a verb of issuing governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import TITLED, clauses, enclosed
from kg.model import Mention, Span
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["regulations"]

_WORK_WINDOW = 6  # characters before a title in which the kind of work is named: 短视频《…》, 电视栏目《…》


@dataclass(frozen=True, slots=True)
class _Patterns:
    head: re.Pattern[str]
    work_before: re.Pattern[str]
    work_after: re.Pattern[str]
    work: re.Pattern[str]
    never_bare: frozenset[str]
    undated: re.Pattern[str]
    worded: re.Pattern[str]
    verb: re.Pattern[str]
    bare_head: re.Pattern[str]
    generic: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("regulations")
    bare = rules["bare"]
    return _Patterns(
        head=re.compile(rf"(?:{either(rules['heads'])})”?(?:{rules['suffix']})*$"),
        work_before=re.compile(either(rules["works_before"])),
        work_after=re.compile(either(rules["works_after"])),
        work=re.compile(rules["works"]),
        never_bare=frozenset(rules["never_bare"]),
        undated=re.compile(bare["undated"].lstrip("^")),
        worded=re.compile("|".join(rules["patterns"])),
        verb=re.compile(rf"(?:{either(bare['verbs'])})了?(?:并(?:认真|严格)?(?:落实|执行|实施))?"),
        bare_head=re.compile(rf"(?:{either(bare['heads'])})$"),
        generic=re.compile(rf"(?:{either(bare['generic'])}|20\d\d年度?|[的和与])*"),
    )


def regulations(text: str, masked: str, laws: list[Span], agencies: Sequence[Span] = ()) -> list[Mention]:
    """Return the regulations of a sentence.

    ``laws`` are the known laws found in it, in marks or not; ``agencies`` the bodies: their names open no title.
    """
    patterns = _patterns()
    titles = [span for span, mark in enclosed(text) if mark == "《"]
    found = [_titled(text, span) for span in titles if _is_regulation(text, span)]
    found += [
        Mention(law, "Regulation", text[law.start : law.end], rule="law-without-marks")
        for law in laws
        if masked[law.start : law.end] == text[law.start : law.end] not in patterns.never_bare
    ]
    worded = [Span(m.start(), m.end()) for m in patterns.worded.finditer(text)]
    bare = [_after_maker(masked, span, agencies) for span in _bare_documents(masked)]
    documents = list(dict.fromkeys([*worded, *bare]))
    return found + [
        Mention(span, "Regulation", _written(text, span, documents[0]), rule="document-without-marks")
        for span in documents
    ]


def _after_maker(masked: str, span: Span, agencies: Sequence[Span]) -> Span:
    """Return the span without the body whose name opens it (省司法厅 + 工作方案)."""
    for agency in agencies:
        if agency.start == span.start and agency.end < span.end and not _patterns().undated.match(masked, agency.end):
            return Span(agency.end, span.end)
    return span


def _titled(text: str, span: Span) -> Mention:
    return Mention(span, "Regulation", text[span.start + 1 : span.end - 1], rule="title-mark")


def _is_regulation(text: str, span: Span) -> bool:
    patterns = _patterns()
    if patterns.work_before.search(text[max(0, span.start - _WORK_WINDOW) : span.start]):
        return False
    if patterns.work_after.match(text, span.end) or patterns.work.search(text[span.start + 1 : span.end - 1]):
        return False
    return bool(patterns.head.search(text[span.start + 1 : span.end - 1]))


_LIST_WINDOW = 80  # characters after the verb in which its documents stand; the longest list met has 61
_LIST_STOP = re.compile(rf"[（(□{TITLED}]|等|要求|部署|规定要|精神|任务")
_ITEM = re.compile(r"[^、和与及]+")


def _bare_documents(masked: str) -> list[Span]:
    """Return documents without marks, each item of the list that a verb governs."""
    patterns = _patterns()
    found: dict[Span, None] = {}
    for clause in clauses(masked):
        for verb in patterns.verb.finditer(masked, clause.start, clause.end):
            limit = min(clause.end, verb.end() + _LIST_WINDOW)
            stop = _LIST_STOP.search(masked, verb.end(), limit)
            for item in _ITEM.finditer(masked, verb.end(), stop.start() if stop else limit):
                if _is_document(item.group(), verb.group()):
                    found[Span(item.start(), item.end())] = None
    return list(found)


def _is_document(name: str, verb: str) -> bool:
    patterns = _patterns()
    bare = read_rules("regulations")["bare"]
    head = patterns.bare_head.search(name)
    if head is None or re.search("的|各项|若干", name):
        return False
    if head.start() < bare["shortest"]:
        return bool(re.match(bare["parts"], name))
    if name.endswith(tuple(bare["made"])) and not verb.startswith(tuple(bare["makers"])):
        return False
    return not patterns.generic.fullmatch(name[: head.start()])


def _written(text: str, span: Span, before: Span) -> str:
    """Return the name of a document without marks, with the body that it shares with the one before it in a list."""
    bare = read_rules("regulations")["bare"]
    name = text[span.start : span.end]
    if not re.match(bare["parts"], name):
        return name
    whole = re.match(bare["wholes"], text[before.start : before.end])
    return (whole.group() if whole else "") + name
