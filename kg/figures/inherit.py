"""Put back what a figure leaves unsaid: the verb of a list, the noun of a part, the thing that a rate is of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.figures.change import shift_of
from kg.figures.cues import any_of, pattern, words
from kg.figures.lead import lead_of
from kg.figures.marks import BRACKET
from kg.figures.phrase import closed, opened
from kg.figures.verbs import acted_on, after_members, is_verbal, object_of, verb_at, verb_of, verb_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk
    from kg.figures.reading import Reading

__all__ = ["Past", "inherit"]


class Past(NamedTuple):
    """What the sentence said before a figure: the figures read, and the clauses, both in order."""

    readings: Sequence[Reading]
    chunks: Sequence[Chunk]


_MEASURED = re.compile(rf"{any_of(words('carry', 'measures'))}$")
_THING = re.compile("|".join(words("carry", "things")))
_RATE = re.compile(r"(.*?)(?:率|度)")
_STATES = frozenset(words("carry", "states"))
_BARE_RATES = frozenset(words("carry", "rates"))
_LEVEL = re.compile(pattern("level"))
_LAST = re.compile(rf"{any_of(words('verbs', 'last'))}$")
# What a clause without figures is about, where the clauses after it count what became of it (开展文件清理，保留3件).
_TREATED = re.compile(pattern("treated"))
_WEIGHED = re.compile(pattern("weighed"))
# An amount that only the clause before says the use of, and how such a clause begins and ends.
_SPENT = frozenset({"投资", "投入"})
_PACE = re.compile("^(?:加快|推进|推动|启动|实施|开工|谋划|筹备)+")
_BUILT = re.compile("(?:建设|改造|工程|项目|平台|中心|升级|系统|基地|搬迁|修缮|提升)$")
_BRACKET = re.compile(f"^(?:{BRACKET})")
_ENDED = re.compile(rf"(?:{any_of(words('verbs', 'ended'))}|总?数)$")
_ACTS = tuple(words("carry", "acts"))
_TITLE = re.compile(r"《[^《》]+》(?=$|今年|播出|\w{0,4}$)")
_JOINS = re.compile(pattern("joins"))
_BRACKETS = re.compile(f"{BRACKET}|《(?=[^》]*《)")
_TOOK_PART = frozenset({"参考", "参训", "参会", "参赛"})
_JOINED = frozenset({"参加", "参与", "报名参加"})
_EXAMINED = re.compile(r"(?:考试|考核|测试|测验|培训|竞赛)$")
_ACTS_COUNTED = frozenset({"次", "场", "场次", "轮次", "期"})
# Parts counted so have a name of their own (其中企业3户), where 其中一审5件 are 一审 cases.
_OF_THEIR_OWN = frozenset({"户", "家"})
_PEOPLE = frozenset({"人", "名", "人次", "位"})
# 部门核验, 平台结案: a subject and what it did. Longer phrases that end in a verb are nouns of their own.
_LONGEST_PART = 8
# A part with a name this short is named with the whole: 其中一审5件 are 一审 of the cases counted.
_SHORTEST_NAME = 4
# A clause longer than this is no name of what is counted (10 to 24 score alike).
_LONGEST_CLAUSE = 16


def inherit(reading: Reading, past: Past) -> Reading:
    """Return the reading with what it leaves unsaid put back from what the sentence said before it."""
    text = reading.named
    if not text:
        return _changed(reading, past) if reading.measure == "change" else _unnamed(reading, past)
    if _lacks_thing(text):
        counts = [one for one in past.readings if one.quantity.kind != "share"]
        paired = counts[-reading.back] if 1 < reading.back <= len(counts) else None
        named = _joined(_core(paired.noun), text) if paired and paired.noun else _with_thing(text, past)
        return replace(reading, verb="", noun=named)
    if reading.predicate or reading.measure != "level":
        return reading
    works = _works(past) if text in _SPENT else ""
    if works:
        return replace(reading, verb=text, noun=works)
    if past.readings:
        return _in_list(reading, text, past.readings)
    return replace(reading, verb=text, noun=_topic(past)) if is_verbal(text) else reading


def _with_thing(text: str, past: Past) -> str:
    last = past.readings[-1] if past.readings else None
    if text == "成功率" and last and last.verb.endswith("成功"):
        return f"{_core(last.noun)}{last.verb}率"
    weighed = _weighed(past) if text.endswith(("权重", "分值")) else ""
    return _joined(weighed or _thing(past), text)


def _works(past: Past) -> str:
    """Return what the clause before says is built, which an amount is spent on (加快茶园改造，计划投资680万元)."""
    clause = opened(past.chunks[-1].text).text if _follows_clause(past) else ""
    named = verb_of(_PACE.sub("", clause))[1]
    return named if _BUILT.search(named) and len(named) <= _LONGEST_CLAUSE else ""


def _weighed(past: Past) -> str:
    """Return what the nearest clause before gives a weight to (将法治建设成效纳入考核，分值权重5%)."""
    found = (_WEIGHED.search(chunk.text.text) for chunk in reversed(past.chunks))
    return next((match["thing"] for match in found if match), "")


def _changed(reading: Reading, past: Past) -> Reading:
    """同比增长…: of the figure before, or of what the clause between says has grown (标准继续提高，人均提高20元)."""
    if _follows_clause(past):
        shift = shift_of(past.chunks[-1].text)
        clause = closed(opened(shift.subject)).text if shift else ""
        if clause and len(clause) <= _LONGEST_CLAUSE:
            return replace(reading, noun=clause)
    return reading.like(past.readings[-min(reading.back, len(past.readings))]) if past.readings else reading


def _unnamed(reading: Reading, past: Past) -> Reading:
    if reading.predicate and reading.quantity.unit in _PEOPLE:
        return replace(reading, predicate=_expanded(reading.predicate, past))
    if reading.predicate and past.readings:
        return replace(reading, noun=_thing(past))
    if past.readings and not _follows_clause(past):
        return reading.like(past.readings[-min(reading.back, len(past.readings))])
    clause = lead_of(past.chunks[-1].text, followed=False).text if past.chunks else ""
    return replace(reading, noun=clause) if len(clause) <= _LONGEST_CLAUSE else reading


def _follows_clause(past: Past) -> bool:
    """Say whether a clause without figures stands between the last figure and this one."""
    if not past.chunks or past.chunks[-1].items:
        return False
    return not past.readings or past.readings[-1].end <= past.chunks[-1].text.start


def _before_clause(past: Past) -> Past:
    """Return what was said without the figures of the clause that is being read."""
    end = past.chunks[-1].text.end
    return Past([reading for reading in past.readings if reading.end <= end], past.chunks)


def _in_list(reading: Reading, text: str, before: Sequence[Reading]) -> Reading:
    last = before[-1]
    if _LEVEL.fullmatch(text):
        return replace(reading, verb=last.verb, noun=text + re.sub(f"^{_LEVEL.pattern}", "", last.noun))
    whole = _same_unit(reading, before)
    if text in _STATES and whole:
        return replace(reading, verb="", noun=text + _core(whole.noun))
    if text in _TOOK_PART and reading.quantity.unit in _PEOPLE:
        return replace(reading, verb=text, noun=_core(last.noun))
    done = _of_whole(reading, text, whole) if whole else None
    return done or _of_parts(replace(reading, part=_is_part(reading, last)), text, whole, last)


def _of_whole(reading: Reading, text: str, whole: Reading) -> Reading | None:
    """Return what was done to some of those counted before, where no more is said (废止《…》等6件, 保留9件)."""
    if _TITLE.fullmatch(_BRACKETS.sub("", reading.noun)) and not _TITLE.search(whole.noun):
        return replace(reading, noun=_core(whole.noun))
    of_things = reading.quantity.unit not in _ACTS_COUNTED
    return _done(reading, text, whole) if of_things and _is_done(text, reading) else None


def _of_parts(named: Reading, text: str, whole: Reading | None, last: Reading) -> Reading:
    unit = named.quantity.unit
    if named.within and last.predicate and last.quantity.unit == unit:
        return replace(named, predicate=last.predicate)
    if whole and named.part and (unit in _OF_THEIR_OWN or text in whole.noun):
        return replace(named, verb=whole.verb)
    core = _core(whole.noun) if whole and named.part and len(text) <= _SHORTEST_NAME else ""
    if core and not text.endswith(core[-2:]):
        return replace(named, noun=_joined(text, core))
    return replace(named, verb=last.verb) if _shares_verb(named, last) else named


def _is_part(reading: Reading, last: Reading) -> bool:
    goes_on = last.part and reading.link != "new" and reading.quantity.unit == last.quantity.unit
    return reading.led and not reading.verb and (reading.within or goes_on)


def _shares_verb(reading: Reading, last: Reading) -> bool:
    """Say whether a noun goes on a list whose verb was said before (走访企业30家，店铺20家)."""
    if not (reading.led and last.led) or reading.verb or reading.link == "new":
        return False
    measured = _MEASURED.search(reading.noun) or _MEASURED.search(last.noun)
    kinds = {reading.quantity.kind, last.quantity.kind}
    if measured or last.measure != "level" or "share" in kinds or (len(kinds) > 1 and "money" in kinds):
        return False
    return reading.link == "list" or not _has_verb(reading.noun)


def _has_verb(text: str) -> bool:
    """Say whether a subject has a verb of its own (网站公开信息), not in a clause that describes (签订的合同)."""
    return verb_within(text[1:]) is not None and "的" not in text


def _expanded(text: str, past: Past) -> str:
    """Name in full the training of 参加培训, as the sentence did before, and the examination after it."""
    if text in _JOINED:
        clause = verb_of(acted_on(opened(past.chunks[-1].text).text))[1] if past.chunks else ""
        return text + clause if _EXAMINED.search(clause) and len(clause) <= _LONGEST_CLAUSE else text
    joins = _JOINS.fullmatch(text)
    if not joins:
        return text
    last = past.readings[-1].predicate if past.readings else ""
    if last.startswith(joins["verb"]) and not last.endswith(joins["act"]):
        return last + joins["act"]
    for chunk in reversed(past.chunks):
        named = verb_of(opened(chunk.text).text)[1]
        if named.endswith(joins["act"]) and named != joins["act"]:
            return joins["verb"] + named
    return text


def _lacks_thing(text: str) -> bool:
    """Say whether a rate or amount names no thing that it is of (办结率, 满意率, 涉案金额)."""
    match = _RATE.fullmatch(text)
    return bool(_THING.fullmatch(text)) or (bool(match) and _is_bare(match[1] if match else ""))


def _is_bare(stem: str) -> bool:
    return stem in _BARE_RATES or is_verbal(stem)


def _joined(thing: str, text: str) -> str:
    """Return both, what they share said once: 诉前调解 and 调解成功率 make 诉前调解成功率."""
    size = next((size for size in range(min(len(thing), len(text)), 1, -1) if thing.endswith(text[:size])), 0)
    return thing + text[size:]


def _thing(past: Past) -> str:
    """Return the nearest thing named before, without what a rate or predicate adds to it."""
    clause = past.chunks[-1].text if past.chunks and not past.chunks[-1].items else None
    title = _TITLE.search(clause.text) if clause else None
    if title:
        return title[0]
    examined = acted_on(opened(clause).text) if clause and _follows_clause(_before_clause(past)) else ""
    if _EXAMINED.search(examined) and len(examined) <= _LONGEST_CLAUSE:
        return examined
    for reading in reversed(past.readings):
        if reading.measure == "level" and reading.quantity.kind not in {"share", "money"}:
            return _core(reading.noun or verb_of(reading.predicate)[1])
    if not clause or past.readings:
        return ""
    return _topic(past) or _object(lead_of(clause, followed=False).text)


def _topic(past: Past) -> str:
    """Return what the clause before says the sentence is about (行政复议案件中，…; 清理规范性文件，…)."""
    clause = opened(past.chunks[-1].text).text if past.chunks else ""
    if clause.endswith("中") and len(clause) <= _LONGEST_CLAUSE:
        return clause[:-1]
    treated = _TREATED.search(clause)
    named = object_of(treated["thing"] or treated["object"]) if treated else ""
    return named if len(named) <= _LONGEST_CLAUSE else ""


def _object(clause: str) -> str:
    named = acted_on(clause)
    return named if named != clause and len(named) <= _LONGEST_CLAUSE else ""


def _core(noun: str) -> str:
    """Return the thing itself, without the verb that follows it, its subject, or a bracket before it."""
    title = _TITLE.search(noun)
    if title:
        return title[0]
    noun = _BRACKET.sub("", acted_on(after_members(object_of(noun)) or noun))
    return _ENDED.sub("", noun) or noun


def _same_unit(reading: Reading, before: Sequence[Reading]) -> Reading | None:
    """Return the last whole counted in the same unit; shares are of different things."""
    if reading.quantity.kind == "share":
        return None
    unit = reading.quantity.unit
    levels = (one for one in reversed(before) if one.noun and one.measure == "level" and not one.part)
    return next((one for one in levels if one.quantity.unit == unit), None)


def _is_done(text: str, reading: Reading) -> bool:
    """Say whether a phrase names only what was done to the thing counted before."""
    if is_verbal(text):
        return reading.start < reading.quantity.start
    done = reading.led and not reading.verb and len(text) <= _LONGEST_PART and bool(verb_at(text))
    return done and not text.startswith(_ACTS)


def _done(reading: Reading, text: str, whole: Reading) -> Reading:
    noun = _core(whole.noun)
    if text == "成功":
        return replace(reading, verb=whole.verb + text, noun=noun)
    if is_verbal(text) and (_LAST.search(text) or verb_at(noun)):
        return replace(reading, verb="", noun=noun, predicate=text)
    return replace(reading, verb=text, noun=noun)
