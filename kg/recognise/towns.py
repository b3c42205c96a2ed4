"""Towns, streets and villages, which no list of codes holds: a name of its own before 镇, 乡, 街道 or 村."""

from __future__ import annotations

import re
from functools import cache

from kg.model import Mention, Span
from ontology.rules import either, read_rules

__all__ = ["towns"]


def towns(text: str) -> list[Mention]:
    """Return the towns that open a clause, and the villages right behind a town or a quoted byname.

    >>> [m.text for m in towns("柳溪镇红枫村获评示范村，各乡镇落实责任")]
    ['柳溪镇', '红枫村']
    """
    found = []
    for match in _pattern().finditer(text):
        for name in ("town", "village", "byname"):
            if match[name] and not _verb().match(match[name]):
                span = Span(match.start(name), match.end(name))
                found.append(Mention(span, "Region", match[name], rule="town"))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    name = r"(?![各全本该我建民社乡村镇])[一-龥]"
    return re.compile(
        rf"(?:^|(?<=[，。；：、区县市]))(?P<town>{name}{{2,3}}?(?:镇|街道|乡(?!镇|村)))(?P<village>[一-龥]{{2,3}}村)?(?=[“一-龥])"
        rf"|(?<=”)(?P<byname>[一-龥]{{2,4}}村)(?![民级委])"
    )


@cache
def _verb() -> re.Pattern[str]:
    cues = read_rules("initiatives")["cues"]
    return re.compile(
        f"{either(cues['verbs'] + cues['adverbs'] + cues['others'])}|[一二三四五六七八九十两多个级街]|.*[村乡]镇"
    )
