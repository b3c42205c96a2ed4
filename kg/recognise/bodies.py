"""Bodies: agencies and organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Mention, Span
from ontology.lexicon import read_tsv
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bodies", "founded"]

_LONGEST_INNER = 16  # characters between a prefix and the head of a body; the longest marked has 15


@dataclass(frozen=True, slots=True)
class _Patterns:
    prefixed: re.Pattern[str]
    after_region: re.Pattern[str]
    association: re.Pattern[str]
    national: re.Pattern[str]
    department: re.Pattern[str]
    own: re.Pattern[str]
    unit: re.Pattern[str]
    organization: re.Pattern[str]
    school: re.Pattern[str]
    standing: re.Pattern[str]
    station: re.Pattern[str]
    issuer: re.Pattern[str]
    founding: re.Pattern[str]
    founded: re.Pattern[str]
    built: re.Pattern[str]
    not_built: frozenset[str]
    opened: re.Pattern[str]
    strip: re.Pattern[str]


def _names(table: str, *kinds: str) -> list[str]:
    return [name for row in read_tsv(table) if row.kind in kinds for name in row.names]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("bodies")
    relations = rules["relations"]
    handled = either(read_rules("honours")["handled"])
    verbs = read_rules("initiatives")["cues"]["verbs"]
    letter = rf"(?!{either(rules['breaks'])})[^，。；、：《》“”（）()\s\d]"
    inner = rf"(?:{letter}|[（(][^（）()]{{1,8}}[）)]){{0,{_LONGEST_INNER}}}?"
    agency_heads, organization_heads = either(rules["agency_heads"]), either(rules["organization_heads"])
    organs = either(rules["organs"] + _names("bodies.tsv", "party", "government", "court", "procuratorate", "congress"))
    units = either(rules["units"])
    unit = rf"(?:局|厅)(?:{letter}){{2,12}}?(?:{units})"
    governs = "|".join(rf"(?<={word})" for word in rules["before_unit"])
    organization = rf"{inner}(?:{organization_heads}){_END}"
    committee = rf"(?:(?![省市区县州旗委会协]){letter}){{2,8}}委(?![员托派任])"  # 发展改革委
    body = rf"(?:{unit}|(?:{organs})(?:{inner}(?:{agency_heads}))?|{inner}(?:{agency_heads})|{committee})"
    party = [name for name in _names("bodies.tsv", "party") if not name.startswith(("委", "党"))]
    department = either([*_names("bodies.tsv", "department"), *party])
    inner_marks = r"[^，。；：《》\s]{1,40}?"
    return _Patterns(
        prefixed=re.compile(rf"(?:{rules['elliptic']})(?!{rules['not_after_prefix']}){body}{_END}"),
        after_region=re.compile(rf"(?:本级|级)?(?:{body}){_END}"),
        association=re.compile(organization),
        national=re.compile(either([name for name in _names("bodies.tsv", "national") if "、" not in name])),
        department=re.compile(
            rf"(?<![一-龥])(?:{department})(?=[、和与及，。；等在对将\s]|$)|(?<=[、和])(?:{department})"
        ),
        own=re.compile(
            rf"(?<![一-龥])(?:{either(rules['own'])})(?!{letter}*?(?:{units}))|(?:(?<![一-龥])|{governs})[本我全]?{unit}{_END}"
        ),
        unit=re.compile(
            rf"(?:^|(?<=[，。；：])|(?<=设在))(?!{either(rules['no_unit'])})(?:{letter}){{2,10}}?(?:{either(rules['alone'])})"
            rf"(?={either(verbs)}|[被获荣]|{handled}|，|。|$)"
        ),
        school=re.compile(
            rf"(?:(?<![一-龥])|(?<=[与和同由请]))(?!{either(rules['no_unit'])})(?:{letter}){{2,8}}?"
            rf"(?:大学|学院|研究院|律师事务所|大法学院)(?:(?:{letter}){{2,6}}?学院)?(?![一-龥]{{0,2}}[生科])"
        ),
        organization=re.compile(
            rf"(?:{rules['elliptic']})?(?:{either(n for row in read_tsv('organizations.tsv') for n in row.names)})"
        ),
        standing=re.compile(
            rf"(?:^|(?<=[，。由经对驻向与据]))(?:{either(_names('bodies.tsv', 'standing'))})(?![建全覆服工])"
        ),
        station=re.compile(
            rf"(?:^|(?<=[，。；：]))(?!{either(rules['no_unit'])})(?:{letter}){{2,6}}(?:{either(rules['stations'])})"
            rf"(?={either(verbs)}|[获荣被]|入选|成功)"
        ),
        issuer=re.compile(rf"(?<=《)[^《》，。]{{2,20}}?(?:{agency_heads}|{organs})(?=关于)"),
        founding=re.compile(rf"(?:{either(relations['found'])})了?"),
        founded=re.compile(rf"{inner_marks}(?P<head>{agency_heads}|{organization_heads})”?{_END}"),
        built=re.compile(either(relations["built"])),
        not_built=frozenset(relations["not_built"]),
        opened=re.compile(
            rf"(?:^|(?<=[，。；：]))(?P<body>[^，。；：、《》\s]{{2,30}}?(?P<head>{agency_heads}|{organization_heads})”?)"
            rf"(?={either(relations['opened'])}(?:[，。；、并]|$))"
        ),
        strip=re.compile(rules["relations"]["strip_founded"]),
    )


# What may follow a body's name: no character that makes it part of a longer word (中心城区, 办理).
_END = (
    r"(?<![可能通快代经承主协督交开举兴民易速联即马就自网]办)"  # 网上可办 and 举办 name no office
    r"(?![理案证城长校址心件好队伍]|公(?![职告布示安])|结(?!合)|事(?![先业])|法(?![治制])|组(?![织建成])|员|治(?![理安])|区(?!分)|点(?!对)|会(?![同商])"
    r"|学校|工作(?:规则|细则|方案))"
)


def bodies(text: str, regions: Sequence[Span]) -> list[Mention]:
    """Return the agencies and organisations of a sentence; ``regions`` are the names of divisions found in it."""
    patterns = _patterns()
    found = [
        _mention(text, _with_regions(Span(m.start(), m.end()), regions), _kind(m.group()), "body-with-prefix")
        for m in patterns.prefixed.finditer(text)
    ]
    for region in regions:
        match = patterns.after_region.match(text, region.end)
        if match:
            found.append(
                _mention(text, _with_regions(Span(region.start, match.end()), regions), "Agency", "body-of-region")
            )
        match = patterns.association.match(text, region.end)
        if match:
            found.append(_mention(text, Span(region.start, match.end()), "Organization", "organization"))
    simple = (
        ("national", "Agency"),
        ("department", "Agency"),
        ("own", "Agency"),
        ("unit", "Agency"),
        ("school", "Organization"),
        ("station", "Agency"),
        ("standing", "Agency"),
        ("issuer", "Agency"),
    )
    for name, kind in simple:
        pattern: re.Pattern[str] = getattr(patterns, name)
        found += [_mention(text, Span(m.start(), m.end()), kind, f"{name}-body") for m in pattern.finditer(text)]
    for match in patterns.organization.finditer(text):
        span = _with_regions(Span(match.start(), match.end()), regions)
        found.append(_mention(text, span, "Organization", "organization"))
    return _joined(text, found)


def _kind(name: str) -> str:
    """Return the class of a body named by its head: what an association has inside it is no agency."""
    return "Organization" if re.search("协会|商会|学会|联合会", name) else "Agency"


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Join organisations that stand without a gap (云溪大学 + 柳溪学院): the second is a part of the first."""
    joined: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.span):
        last = joined[-1] if joined else None
        if last and last.type == mention.type == "Organization" and last.span.end == mention.span.start:
            joined[-1] = _mention(text, Span(last.span.start, mention.span.end), last.type, last.rule)
        else:
            joined.append(mention)
    return joined


def _with_regions(span: Span, regions: Sequence[Span]) -> Span:
    """Return the span with the names of divisions right before it (金华市婺城区 + 人民法院)."""
    start = span.start
    for region in reversed(regions):
        if region.end == start:
            start = region.start
    return Span(start, span.end)


def _mention(text: str, span: Span, kind: str, rule: str) -> Mention:
    return Mention(span, kind, text[span.start : span.end], rule=rule)


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
            found.append(_founded(text, Span(verb.end(), match.end()), match["head"]))
    for match in patterns.opened.finditer(text):
        found.append(_founded(text, Span(*match.span("body")), match["head"]))
    return [m for m in found if len(m.text) >= _SHORTEST_NAME and m.text.count("“") == m.text.count("”")]


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
