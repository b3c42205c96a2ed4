"""How alike two names are: the measure behind the scorer.

The rules and thresholds are those that the gold annotations came with: names are compared without marks and white space
and with public bodies in their short form; in the relaxed measure a phrase may differ in a third of its characters, a
regulation in a tenth, and a body may come with or without the regions above it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["likeness", "plain", "plain_unit", "without_government"]

_PHRASE_TYPES = frozenset(
    {"Initiative", "Honor", "Problem", "Observation"}
)  # annotators cut phrases a little differently

_BODY_TYPES = frozenset({"Agency", "Organization", "Region", "Person"})
_PHRASE_FLOOR = 0.65
_REGULATION_FLOOR = 0.9
_ALMOST = 0.9

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》〈〉<>·•,，、。;；:：]")
_YEAR_DASH = re.compile(r"[-—–~～一]{1,2}(?=\d{4})")
_BRACKETS = str.maketrans("〔〕[]", "()()")
_SHORT_FORMS = (
    ("人民政府", "政府"),
    ("人民法院", "法院"),
    ("中级法院", "中院"),
    ("人民检察院", "检察院"),
    ("中国共产党", ""),
    ("中共", ""),
    ("人民代表大会", "人大"),
    ("办公厅", "办"),
    ("办公室", "办"),
    ("街道办事处", "街道"),
)
_REGIONS = re.compile(r"(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区|市|区|县|旗|州|镇|乡|街道))+")
_GOVERNMENT = re.compile(r"(人民)?政府$")
_UNITS = {"％": "%", "百分点": "个百分点", "名": "人", "位": "人", "余人": "人"}


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """Return a name as it is compared: compatible forms, no marks or white space, bodies in their short form.

    >>> plain("《青岚省“一网通办”条例》〔2022〕")
    '青岚省一网通办条例(2022)'
    >>> plain("云溪市人民政府办公室")
    '云溪市政府办'
    """
    text = _MARKS.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)
    text = _YEAR_DASH.sub("-", text)
    for long, short in _SHORT_FORMS:
        text = text.replace(long, short)
    return text


def plain_unit(unit: str) -> str:
    """Return a unit as it is compared.

    >>> plain_unit("名"), plain_unit("％")
    ('人', '%')
    """
    text = unicodedata.normalize("NFKC", unit).strip()
    return _UNITS.get(text, text)


def without_government(name: str) -> str:
    """Return the place that a government's name begins with; any other name as it is.

    >>> without_government("云溪市人民政府")
    '云溪市'
    """
    return _GOVERNMENT.sub("", name)


def likeness(kind: str, one: str, other: str, *, strict: bool) -> float:
    """Return 1.0 for names that are the same, 0.0 for names that do not match, and a value between for a relaxed match.

    >>> likeness("Agency", "云溪市司法局", "司法局", strict=False)
    0.9
    >>> likeness("Agency", "云溪市司法局", "青禾县司法局", strict=False)
    0.0
    """
    left, right = plain(one), plain(other)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    return 0.0 if strict else _relaxed(kind, left, right)


def _relaxed(kind: str, left: str, right: str) -> float:
    if kind in _BODY_TYPES:
        return _ALMOST if _same_body(kind, left, right) else 0.0
    if kind == "Regulation":
        return _ALMOST if _overlap(left, right) >= _REGULATION_FLOOR else 0.0
    overlap = _overlap(left, right) if kind in _PHRASE_TYPES else 0.0
    return overlap if overlap >= _PHRASE_FLOOR else 0.0


def _same_body(kind: str, left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    if not long.endswith(short):
        return False
    return kind == "Person" or _REGIONS.fullmatch(long.removesuffix(short)) is not None


def _overlap(left: str, right: str) -> float:
    return 2 * _common(left, right) / (len(left) + len(right))


@lru_cache(maxsize=1 << 18)
def _common(left: str, right: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for mine in left:
        diagonal = 0
        for at, yours in enumerate(right, 1):
            above = row[at]
            row[at] = diagonal + 1 if mine == yours else max(above, row[at - 1])
            diagonal = above
    return row[-1]
