"""What was founded: the body behind a verb of founding, or before one that closes its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.model import Mention, Span
from kg.recognise.grammar import grammar
from ontology.rules import either, read_rules

__all__ = ["founded"]

# Who leads or makes up what is founded: 以局长为组长的, 由三名律师组成的; but 以审判为中心的 tells of a reform.
_MEMBERS = r"[以由][^，。；：《》]{2,50}?(?:为(?!中心)|任|组成|参与|参加)[^，。；：《》]{0,8}?的"
_SEAT = r"驻[^，。；：《》\s]{0,6}?(?:法院|检察院|局|所)"  # where the body founded sits: 驻法院调解室


@dataclass(frozen=True, slots=True)
class _Patterns:
    founding: re.Pattern[str]
    founded: re.Pattern[str]
    built: re.Pattern[str]
    not_built: frozenset[str]
    opened: re.Pattern[str]
    strip: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    relations = read_rules("bodies")["relations"]
    parts = grammar()
    head = rf"(?P<head>{parts.agency_heads}|{parts.organization_heads})(?:(?<!办)”)?"
    return _Patterns(
        founding=re.compile(rf"(?<!下)(?:{either(relations['found'])})了?"),
        founded=re.compile(
            rf"(?:{_MEMBERS})?(?P<body>(?:{_SEAT})?[^，。；：《》\s]{{1,40}}?{head}){parts.end}(?!会?长|商|机制|制度)"
        ),
        built=re.compile(either(relations["built"])),
        not_built=frozenset(relations["not_built"]),
        opened=re.compile(
            rf"(?:^|(?<=[，。；：]))(?P<body>[^，。；：、《》\s]{{2,30}}?{head})"
            rf"(?={either(relations['opened'])}(?:[，。；、并]|$))"
        ),
        strip=re.compile(relations["strip_founded"]),
    )


def founded(text: str) -> list[Mention]:
    """Return what a sentence says was founded (成立 组建 …): the phrase after the verb up to the head of a body.

    Where the verb stands behind it (…挂牌成立) it is the phrase that opens the clause. Of several counted ones
    (中心5个) none is one particular body.
    """
    patterns = _patterns()
    found = []
    for verb in patterns.founding.finditer(text):
        match = patterns.founded.match(text, verb.end())
        built = patterns.built.match(verb.group()) and match and match["head"] in patterns.not_built
        if match and not built and not _counted(text, match):
            found.append(_founded(text, Span(*match.span("body")), match["head"]))
    opened = patterns.opened.finditer(text)
    found += [_founded(text, Span(*match.span("body")), match["head"]) for match in opened]
    return [m for m in found if _names_one(m.text)]


def _names_one(name: str) -> bool:
    """Tell whether words name one particular body: neither cut off nor of one kind only (工作领导小组)."""
    return len(name) >= _SHORTEST_NAME and name.count("“") == name.count("”") and not _KIND_ONLY.fullmatch(name)


_KIND_ONLY = re.compile("(?:专项|专门|相关|相应|工作)*(?:领导小组|协调小组|专班|工作组|指挥部)(?:办公室)?")


def _counted(text: str, match: re.Match[str]) -> bool:
    """Tell whether a phrase means several bodies by their number, or begins in the middle of a list.

    What has a quoted name is one kind of body, however many there are.
    """
    if match.group().startswith("“"):
        return False
    return match.group().startswith("、") or bool(_SEVERAL.match(text, match.end()) or _TEAMS.search(match.group()))


_SEVERAL = re.compile(r"(?:[、和及][^，。；]{2,20})?(?:共?[\d,]*[02-9]|\d+1)[个家支所处]")
_TEAMS = re.compile(r"、.*(?<!\d)(?:[2-9]|\d{2,})支")

_SHORTEST_NAME = 4
_HEADCOUNT = re.compile(r"\d+[名人位支]")


def _founded(text: str, span: Span, head: str) -> Mention:
    """Return the body founded, without what is said of it before its name (全省首家, 以…为主的) or of its size."""
    strip = _patterns().strip.match(text[span.start : span.end])
    start = span.start + (strip.end() if strip else 0)
    kind = "Organization" if head.endswith(tuple(read_rules("bodies")["organization_heads"])) else "Agency"
    return Mention(Span(start, span.end), kind, _HEADCOUNT.sub("", text[start : span.end]), rule="founded-body")
