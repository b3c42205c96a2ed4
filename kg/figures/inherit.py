"""Put back what a figure shares with the one before it: the verb of a list, the noun of a part, the thing a rate is of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.figures.change import change_of
from kg.figures.cues import any_of, words
from kg.figures.lead import lead_of
from kg.figures.phrase import closed, opened
from kg.figures.verbs import acted_on, is_verbal, object_of, verb_at, verb_of, verb_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk
    from kg.figures.compose import Reading

__all__ = ["inherit"]

_MEASURED = re.compile(rf"{any_of(words('carry', 'measures'))}$")
_THING = re.compile("|".join(words("carry", "things")))
_RATE = re.compile(r"(.*?)(?:率|度)$")
_BARE_RATES = frozenset(words("carry", "rates"))
_LEVEL = re.compile(r"(?:其中)?((?:国家|省|市|县|区|镇|乡|村|州)级)$")
_LEVEL_FIRST = re.compile(r"^(?:国家|省|市|县|区|镇|乡|村|州)级")
_LAST = re.compile(rf"{any_of(words('verbs', 'last'))}$")
_MEMBERS = re.compile(r".*等(?![级同])", re.DOTALL)
_BRACKET = re.compile(r"^(?:（[^（）]*）|\([^()]*\))")
_ENDED = re.compile(rf"(?:{any_of(words('verbs', 'ended'))}|总?数)$")
_ACTS = tuple(words("carry", "acts"))
_LONGEST_PART = 8
_LONGEST_CLAUSE = 16
_TITLE = re.compile(r"《[^《》]+》(?=$|今年|播出|\w{0,4}$)")
_JOINED = re.compile(r"^(?:参加|参与|出席|报名参加)")
_PEOPLE = frozenset({"人", "名", "人次", "位"})
_ACTIVITY = re.compile(r"(?:培训|考试|活动|讲座|会议|竞赛|演练)$")
_JOINS = re.compile(rf"(参加|参与|出席|报名参加)({_ACTIVITY.pattern[:-1]})")


def inherit(reading: Reading, before: Sequence[Reading], earlier: Sequence[Chunk]) -> Reading:
    """Return the reading with what it leaves unsaid put back from what the sentence said before it."""
    text = reading.verb + reading.noun
    if reading.measure == "change":
        return _of_change(reading, text, before, earlier)
    if reading.measure == "rank":
        return _of_rank(reading, text, before)
    if not text:
        return _unnamed(reading, before, earlier)
    if _lacks_thing(text):
        return replace(reading, verb="", noun=_joined(_thing(before, earlier), text))
    if not before or reading.predicate:
        return reading
    return _in_list(reading, text, before)


def _of_change(reading: Reading, text: str, before: Sequence[Reading], earlier: Sequence[Chunk]) -> Reading:
    if not text and _is_nearer(earlier, before):
        shift = change_of(earlier[-1].text, reading.quantity)
        clause = closed(opened(shift.subject)) if shift else None
        if clause and len(clause.text) <= _LONGEST_CLAUSE:
            return replace(reading, noun=clause.text)
    if not before:
        return reading
    if not text:
        whole = before[-min(reading.back, len(before))]
        return replace(reading, verb=whole.verb, noun=whole.noun, predicate=whole.predicate)
    return replace(reading, noun=_joined(_thing(before, []), text)) if _lacks_thing(text) else reading


def _is_nearer(earlier: Sequence[Chunk], before: Sequence[Reading]) -> bool:
    """Say whether a clause without figures stands between the last figure and this one."""
    if not earlier or earlier[-1].items:
        return False
    return not before or before[-1].end <= earlier[-1].text.start


def _of_rank(reading: Reading, text: str, before: Sequence[Reading]) -> Reading:
    if not text:
        return replace(reading, noun=before[-1].indicator) if before else reading
    return replace(reading, noun=_joined(_thing(before, []), text)) if _lacks_thing(text) else reading


def _unnamed(reading: Reading, before: Sequence[Reading], earlier: Sequence[Chunk]) -> Reading:
    if reading.predicate and reading.quantity.unit in _PEOPLE:
        return replace(reading, predicate=_expanded(reading.predicate, before, earlier))
    if not before or (_is_nearer(earlier, before) and not reading.predicate):
        clause = lead_of(earlier[-1].text, followed=False).words if earlier else None
        return replace(reading, noun=clause.text) if clause and len(clause.text) <= _LONGEST_CLAUSE else reading
    if reading.predicate:
        return replace(reading, noun=_thing(before, []))
    return replace(reading, verb=before[-1].verb, noun=before[-1].noun, predicate=before[-1].predicate)


def _in_list(reading: Reading, text: str, before: Sequence[Reading]) -> Reading:
    last = before[-1]
    level = _LEVEL.fullmatch(text)
    if level:
        return replace(reading, verb=last.verb, noun=level[1] + _LEVEL_FIRST.sub("", last.noun))
    whole = _same_unit(reading, before)
    if reading.quantity.kind != "share" and whole and _is_part(text, reading):
        return _part(reading, text, whole)
    if reading.within and last.predicate and last.quantity.unit == reading.quantity.unit:
        return replace(reading, predicate=last.predicate)
    if not reading.led or reading.verb or _MEASURED.search(text) or last.measure != "level" or not last.led:
        return reading
    amount = reading.link == "new" or _MEASURED.search(last.noun) or reading.quantity.kind == "share"
    alone = amount or (reading.link != "list" and _has_verb(text))
    return reading if alone else replace(reading, verb=last.verb)


def _has_verb(text: str) -> bool:
    """Say whether a subject comes with a verb of its own (网站公开信息), not in a clause that describes (签订的合同)."""
    place = verb_within(text[1:])
    return place is not None and "的" not in text


def _expanded(text: str, before: Sequence[Reading], earlier: Sequence[Chunk]) -> str:
    """参加培训: the training is the one that the sentence named in full before; 参加考试: the examination of that training."""
    joins = _JOINS.fullmatch(text)
    if not joins:
        return text
    last = before[-1].predicate if before else ""
    if last.startswith(joins[1]) and _ACTIVITY.search(last) and not last.endswith(joins[2]):
        return last + joins[2]
    for chunk in reversed(earlier):
        named = verb_of(opened(chunk.text).text)[1]
        if named.endswith(joins[2]) and named != joins[2]:
            return joins[1] + named
    return text


def _lacks_thing(text: str) -> bool:
    """Say whether a rate or amount names no thing that it is of (办结率, 满意率, 涉案金额)."""
    match = _RATE.fullmatch(text)
    return bool(_THING.fullmatch(text)) or (bool(match) and (match[1] in _BARE_RATES or is_verbal(match[1])))


def _joined(thing: str, text: str) -> str:
    """诉前调解 and 调解成功率 make 诉前调解成功率."""
    size = next((size for size in range(min(len(thing), len(text)), 1, -1) if thing.endswith(text[:size])), 0)
    return thing + text[size:]


def _thing(before: Sequence[Reading], earlier: Sequence[Chunk]) -> str:
    """The nearest thing counted before, without what a rate or predicate adds to it."""
    title = _TITLE.search(earlier[-1].text.text) if earlier and not earlier[-1].items else None
    if title:
        return title[0]
    for reading in reversed(before):
        if reading.measure == "level" and reading.quantity.kind != "share":
            return _core(reading.noun or _JOINED.sub("", reading.predicate))
    clause = lead_of(earlier[-1].text, followed=False).text if earlier and not before else ""
    named = acted_on(clause)
    return named if named != clause and len(named) <= _LONGEST_CLAUSE else ""


def _core(noun: str) -> str:
    """The thing itself, without the verb that follows it, its subject, or a bracket before it."""
    title = _TITLE.search(noun)
    if title:
        return title[0]
    noun = _BRACKET.sub("", acted_on(_MEMBERS.sub("", object_of(noun)) or noun))
    return _ENDED.sub("", noun) or noun


def _same_unit(reading: Reading, before: Sequence[Reading]) -> Reading | None:
    for earlier in reversed(before):
        if earlier.quantity.unit == reading.quantity.unit and earlier.noun and earlier.measure == "level":
            return earlier
    return None


def _is_part(text: str, reading: Reading) -> bool:
    """Say whether a phrase names only what was done to the thing counted before in the same unit."""
    if is_verbal(text):
        return reading.start < reading.quantity.start
    done = reading.led and not reading.verb and len(text) <= _LONGEST_PART and bool(verb_at(text))
    return done and not text.startswith(_ACTS)


def _part(reading: Reading, text: str, whole: Reading) -> Reading:
    noun = _core(whole.noun)
    if is_verbal(text) and (_LAST.search(text) or verb_at(noun)):
        return replace(reading, verb="", noun=noun, predicate=text)
    return replace(reading, verb=text, noun=noun)
