"""How a name becomes an identity: what may differ in writing and still be the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ontology.rules import read_rules

__all__ = ["core", "fold"]

_DASH = re.compile(r"[-—–~～－]+")
_DROPPED = re.compile(r"[\s“”\"'‘’「」『』]")
_QUOTED_WITH_TAIL = re.compile(r"“([^“”]{2,})”(.*)")


def fold(name: str) -> str:
    """Return the form in which two spellings of one name are equal: width, brackets, dashes, quotes and spaces folded.

    Years and numbers stay: 实施纲要（2015—2020年） and 实施纲要（2021—2025年） are two.

    >>> fold("法治政府建设实施纲要（2015—2020年）") == fold("法治政府建设实施纲要(2015-2020年)")
    True
    """
    return _DASH.sub("-", _DROPPED.sub("", unicodedata.normalize("NFKC", name)))


def core(name: str) -> str:
    """Return the folded name of an initiative without the plain head that only says its kind.

    >>> core("“无证明城市”改革") == core("“无证明城市”"), core("“枫桥式”司法所创建")
    (True, '枫桥式司法所创建')
    """
    match = _QUOTED_WITH_TAIL.fullmatch(name)
    if match and match[2] in _plain_heads():
        return fold(match[1])
    return fold(name)


@cache
def _plain_heads() -> frozenset[str]:
    heads = read_rules("initiatives")["heads"]
    return frozenset(head for kind in _KINDS_BY_NAME for head in heads[kind])


# “X”改革 and “X” are one; “X”平台 and “X”品牌 are things beside it.
_KINDS_BY_NAME = ("reform", "campaign", "mechanism")
