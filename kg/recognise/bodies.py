"""Bodies: agencies and organisations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Mention, Span
from kg.recognise.grammar import grammar, listed
from kg.recognise.units import units
from ontology.lexicon import read_tsv
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bodies"]


@dataclass(frozen=True, slots=True)
class _Patterns:
    prefixed: re.Pattern[str]
    after_region: re.Pattern[str]
    association: re.Pattern[str]
    national: re.Pattern[str]
    department: re.Pattern[str]
    organization: re.Pattern[str]
    standing: re.Pattern[str]
    issuer: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = read_rules("bodies")
    parts = grammar()
    party = [name for name in listed("bodies.tsv", "party") if not name.startswith(("委", "党"))]
    department = either([*listed("bodies.tsv", "department"), *party])
    organizations = either(n for row in read_tsv("organizations.tsv") for n in row.names)
    return _Patterns(
        prefixed=re.compile(rf"(?:{rules['elliptic']})(?!{rules['not_after_prefix']}){parts.body}{parts.end}"),
        after_region=re.compile(rf"(?:本级|级)?(?:{parts.body}){parts.end}"),
        association=re.compile(rf"{parts.inner}(?:{parts.organization_heads}){parts.end}"),
        national=re.compile(either([name for name in listed("bodies.tsv", "national") if "、" not in name])),
        department=re.compile(
            rf"(?<![一-龥])(?:{department})(?=[、和与及，。；等在对将\s]|$)|(?<=[、和])(?:{department})"
        ),
        organization=re.compile(
            rf"(?:{rules['elliptic']})?(?:{organizations})"
            rf"|(?:{rules['elliptic']})(?:人民)?政府{parts.inner}(?:{either(rules['teams'])})"
        ),
        standing=re.compile(
            rf"(?:^|(?<=[，。由经对驻向与据]))(?:{either(listed('bodies.tsv', 'standing'))})(?![建全覆服工])"
        ),
        issuer=re.compile(rf"(?<=《)[^《》，。]{{2,20}}?(?:{parts.agency_heads}|{parts.organs})(?=关于)"),
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
            span = _with_regions(Span(region.start, match.end()), regions)
            found.append(_mention(text, span, _kind(match.group()), "body-of-region"))
        match = patterns.association.match(text, region.end)
        if match:
            found.append(_mention(text, Span(region.start, match.end()), "Organization", "organization"))
    simple = (
        ("national", "Agency"),
        ("department", "Agency"),
        ("standing", "Agency"),
        ("issuer", "Agency"),
    )
    for name, kind in simple:
        pattern: re.Pattern[str] = getattr(patterns, name)
        found += [_mention(text, Span(m.start(), m.end()), kind, f"{name}-body") for m in pattern.finditer(text)]
    for match in patterns.organization.finditer(text):
        span = _with_regions(Span(match.start(), match.end()), regions)
        found.append(_mention(text, span, "Organization", "organization"))
    return _joined(text, [part for mention in [*found, *units(text)] for part in _twins(mention)])


def _kind(name: str) -> str:
    """Return the class of a body named by its head: what an association has inside it is no agency."""
    return "Organization" if re.search("协会|商会|学会|联合会|融媒体中心", name) else "Agency"


def _twins(mention: Mention) -> list[Mention]:
    """Return the two bodies that one name means: 县纪委监委, 区党工委管委会, 县人大及其常委会."""
    twins = _TWINS.fullmatch(mention.text)
    if twins is None:
        return [mention]
    middle = mention.span.start + twins.start("second")
    first = Span(mention.span.start, middle)
    second = Span(middle, mention.span.end)
    return [
        Mention(first, mention.type, mention.text[: twins.start("second")], rule=mention.rule),
        Mention(second, mention.type, twins["place"] + twins["second"], rule=mention.rule),
    ]


_TWINS = re.compile(
    r"(?P<place>.+?)(?:纪委(?=监委)|(?:党工委|党委)(?=管委会|政府)|(?<=人大)(?=及其))(?P<second>监委|管委会|政府|及其常委会)"
)


_BRANCH = re.compile("分(?:会|局|院|中心|所|站)$")  # 云溪仲裁委 + 青禾分会: one body


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Join what stands without a gap (云溪大学 + 柳溪学院, 仲裁委 + 分会): the second is a part of the first."""
    joined: list[Mention] = []
    for mention in sorted(found, key=lambda mention: mention.span):
        last = joined[-1] if joined else None
        whole = mention.type == "Organization" or _BRANCH.search(mention.text)
        if last and last.type == mention.type and whole and last.span.end == mention.span.start:
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
