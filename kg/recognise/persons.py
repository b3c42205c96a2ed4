"""Persons: whoever is named behind a post, and whoever an award names."""

from __future__ import annotations

import re
from functools import cache

from kg.model import Mention, Span
from ontology.rules import either, read_rules

__all__ = ["PARTY", "persons", "post"]

PARTY = "(?:机关|分)?党(?:委|组|工委|总支|支部)"
"""The pattern of the Party body that begins a post: 党组书记."""

_PLACES = "省市区县州旗盟镇乡村局所院站队校厂社馆园场库处办部庭科室委会"  # the ends of names of places and bodies


def persons(text: str) -> list[Mention]:
    """Return the persons named after the title of a post or before an award; ``kind`` is the title, if any.

    >>> [(m.text, m.kind) for m in persons("市司法局局长云清同志带头讲法，调解员章小溪荣获表彰")]
    [('云清', '局长'), ('章小溪', '调解员')]
    """
    found: dict[int, Mention] = {}
    titled = (_in_post(), _with_role(), *([_signing()] if " " in text else ()))
    for pattern, rule in (*((one, "post-and-name") for one in titled), (_alone(), "honoured-name")):
        for match in pattern.finditer(text):
            span = Span(match.start("name"), match.end("name"))
            title = match.groupdict().get("title") or ""
            found.setdefault(span.start, Mention(span, "Person", match["name"], title, rule))
    return list(found.values())


def post() -> str:
    """Return the pattern of a post with all that belongs to it: 党组书记, 常务副局长, 原一级调研员, 公职律师."""
    return rf"(?:{_command()}|{_roles()})"


def _command() -> str:
    titles = either(read_rules("bodies")["relations"]["titles"])
    party = f"(?:{PARTY}|总支|支部)"
    return rf"(?:原|时任)?(?:[一二三四]级)?{party}?(?:第一|常务)?副?(?:(?:博士|硕士|研究)生)?(?:{titles})"


def _roles() -> str:
    return f"(?:{either(read_rules('bodies')['relations']['roles'])})"


def _surname() -> str:
    rules = read_rules("bodies")
    relations = rules["relations"]
    surname = rf"(?:{either(relations['compound_surnames'])}|[{rules['surnames']}])"
    return rf"(?!{either(relations['no_name'])}){surname}"


def _name() -> str:
    return rf"(?P<name>{_surname()}[一-龥]{{1,2}}(?<![等在与及任率向到赴被]))"


@cache
def _in_post() -> re.Pattern[str]:
    follows = either(read_rules("bodies")["relations"]["named_before"])
    return re.compile(rf"(?P<title>{_command()}){_name()}(?=$|{follows})")


@cache
def _with_role() -> re.Pattern[str]:
    """Return the pattern of a name that follows what its bearer is, where an award or the body before shows it."""
    follows = either(read_rules("bodies")["relations"]["named_before"])
    return re.compile(
        rf"(?P<body>(?<=[所局院庭处队]))?(?P<title>{_roles()}){_name()}(?(body)(?={_honoured()}|{follows})|(?={_honoured()}))"
    )


@cache
def _signing() -> re.Pattern[str]:
    """Return the pattern of the name in a line of its own, set off from the post: 云溪市市长 章云清."""
    return re.compile(rf"(?P<title>{_command()}) (?P<name>{_surname()}[一-龥]{{1,2}})\s*$")


@cache
def _alone() -> re.Pattern[str]:
    """Return the pattern of a whole name that opens a clause or follows a body, right before an award."""
    before = r"(?:^|(?<=[，。；：、])|(?<=[局所院庭科处队办站社室镇乡村]))"
    return re.compile(rf"{before}(?P<name>{_surname()}[一-龥]{{2}}(?<![{_PLACES}]))(?={_honoured()})")


def _honoured() -> str:
    return either(read_rules("bodies")["relations"]["honoured_before"])
