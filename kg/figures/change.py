"""Growth and fall: 同比下降23.1% is a signed change of what the words before it name; 下降至2.3% is a level."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.figures.cues import RULES

if TYPE_CHECKING:
    from kg.figures.phrase import Phrase
    from kg.figures.spot import Quantity

__all__ = ["Change", "change_of", "is_shift", "shift_of"]


class Change(NamedTuple):
    """``subject``: the words before the verb; ``sign``: 1 for a rise and -1 for a fall."""

    subject: Phrase
    sign: int


_CUES = RULES["change"]
_PACE = rf"(?:{_CUES['than']}|{_CUES['pace']}|，)"
_RISE, _FALL = "|".join(_CUES["rise"]), "|".join(_CUES["fall"])
_CHANGE = re.compile(
    rf"{_PACE}*(?:(?P<rise>{_RISE})|(?:{_FALL}))(?:幅度)?(?:了|率)?(?:{_CUES['pace']}|为(?=$))*(?:达到?)?$"
)
_SAVED = re.compile("|".join(_CUES["saved"]))
_THAN = re.compile(_CUES["than"])
_SHIFT = re.compile(
    rf"(?:的|左右|以上)?(?:{_RISE}|{_FALL}|降|升|跃升|缩小|缩|增|减|精简|调整|变)(?:{_CUES['to']})(?:了)?(?:\d{{4}}年的?)?$"
)
_OPENED = re.compile(r"其中|、|，|和|\s|城镇|农村")
# With a count these verbs are a change where they stand right before it (案件减少56件, but 减少材料56件, 提高标准56元).
_COUNTED = re.compile(r"(?:减少|增加|下降|上升)了?$")
# Such words are sought this near the number, which keeps the search short.
_REACH = 30


def change_of(before: Phrase, quantity: Quantity) -> Change | None:
    """Return what grew or fell and which way, where the words before a figure end in growth or fall."""
    shift = None if quantity.kind == "rank" else shift_of(before)
    if shift is None:
        return None
    verb = before.text[len(shift.subject.text) :]
    # 办理时间缩短3天 and 材料压减63% say how much was saved; only 同比缩短3天 compares.
    saved = _SAVED.search(verb) is not None
    plain = (quantity.kind == "share" and not saved) or (
        quantity.kind != "time" and not _OPENED.sub("", shift.subject.text)
    )
    return shift if plain or _THAN.search(verb) or _COUNTED.search(verb) else None


def shift_of(words: Phrase) -> Change | None:
    """Return what the words say grew or fell, and which way, where they end in that."""
    match = _CHANGE.search(words.text, max(0, len(words.text) - _REACH))
    return Change(words.head(match.start()), 1 if match["rise"] else -1) if match else None


def is_shift(gap: str) -> bool:
    """Say whether the words between two figures lead from one level to another (40%降到38%).

    >>> is_shift("降到"), is_shift("下降")
    (True, False)
    """
    return bool(_SHIFT.match(gap))
