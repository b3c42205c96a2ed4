"""Say what each figure of a clause counts, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from kg.figures.change import change_of, is_shift
from kg.figures.cues import pattern
from kg.figures.lead import Lead, lead_of
from kg.figures.marks import BRACKET, blanked
from kg.figures.phrase import Phrase, opened, trailed
from kg.figures.reading import Reading
from kg.figures.verbs import after_members, predicate, verb_at, verb_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.figures.chunks import Chunk, Item
    from kg.figures.spot import Quantity

__all__ = ["read_run", "runs"]

_AMOUNT = re.compile(pattern("amounts"))
_DUMMY = re.compile(r"(?<!推)进行了?")
# 实现乡镇100%全覆盖 states a rate of coverage.
_COVERED = re.compile(r"全?覆盖")
_HELD = re.compile("开展了?")
_BROUGHT = re.compile("[将把在对就为]")
_AMONG = re.compile(r"中(?![央心国小级学介])")
_TO = re.compile(r"(?:至|到|为|给|对|将)$")
_FRAMED_AFTER = re.compile(r"(?:为|给|对|将|的)$")
# A noun of five characters or more says by itself what is counted (公益法律咨询品牌); a shorter one needs its list.
# Found on the gold files: 5 and 6 score alike, 4 and 7 lose a figure.
_TELLING = 5
# After a verb and a list longer than this, one character less will do (研究解决…、…等突出问题).
_LONG_LIST = 11
# After names and titles (《…》等文件) a noun of two says it.
_NAMED = 2
# 投资3亿元实施茶园改造: the amount is of what was built, where only the spending stands before it.
_SPENT = "投资"
_TOWARDS = re.compile("^(?:的|了|用于|为|对|在|主要|全面|一批|[一二三四五六七八九十]?大?批)+")
_MARK = "■"
# But these say nothing without the names (组织“…”“…”等活动).
_MERE_ACTS = frozenset({"活动", "行动"})
# A noun longer than this goes on past what is counted: it is cut at its first 、 (12 to 24 score alike).
_LONG = 20


def runs(chunk: Chunk) -> list[list[Item]]:
    """Part the figures of a clause where one no longer shares its words with the next."""
    parts: list[list[Item]] = []
    for item in _cut(_extended(chunk.items)):
        if parts and not _is_apart(item) and (item.link or _is_stacked(parts[-1][-1], item)):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _cut(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the figures, without the noun of the one before (为32家企业提供意见41条: 提供意见)."""
    previous = None
    for item in items:
        _, follows = predicate(item.before.text)
        shared = previous is not None and item.before == previous and follows and not item.after.text
        yield replace(item, before=item.before.skip(len(item.before.text) - len(follows))) if shared else item
        previous = item.after


def _is_apart(item: Item) -> bool:
    """Say whether a figure is a rank, a change or the level that something came to."""
    shifted = item.quantity.kind == "rank" or change_of(item.before, item.quantity) is not None
    return shifted or is_shift(item.before.text)


def _is_stacked(previous: Item, item: Item) -> bool:
    """Say whether only a noun parts two figures (对5个单位9位干部…)."""
    gap = item.before.text
    if not gap or not item.after.text or previous.quantity.end != item.before.start:
        return False
    return not verb_of(gap)[0] and not predicate(gap)[1] and not _TO.search(gap)


def _extended(items: Sequence[Item]) -> list[Item]:
    """Return the figures, the words after one going on after the next where they must (分两批完成对30人次考试)."""
    return [_onward(item, following) for item, following in zip_longest(items, items[1:])]


def _onward(item: Item, following: Item | None) -> Item:
    after = item.after
    if following is None:
        return item
    if following.before != after or not _goes_on(after.text):
        return replace(item, after=Phrase(_TO.sub("", after.text), after.start))
    return replace(item, after=Phrase(_FRAMED_AFTER.sub("", after.text) + following.after.text, after.start))


def _goes_on(after: str) -> bool:
    frame = _FRAMED_AFTER.search(after)
    if frame is None:
        return bool(verb_at(after))
    return frame[0] == "的" or not verb_of(after[: frame.start()])[1]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one figure stands among: the words before it, the noun after it, the predicate after that, and their end."""

    lead: Lead
    noun: str
    follows: str
    end: int


def read_run(run: Sequence[Item], inherited: str) -> list[Reading]:
    """Return the readings of figures that share words; ``inherited``: the words that a bracket stands after."""
    if _is_done_often(run):
        return [_often(run[0])]
    afters = _afters(run)
    lead = lead_of(run[0].before, followed=bool(afters[0].text))
    shared = predicate(afters[-1].text)[1] if len(run) > 1 else ""
    readings: list[Reading] = []
    for place, item in enumerate(run):
        own = _own_lead(item, place, lead, afters[place])
        named = _is_enough(own, item) or _ASIDE.fullmatch(afters[place].text)
        after = afters[place].head(0) if named else afters[place]
        noun, follows = predicate(after.text, alone=not own.text)
        follows = follows or shared
        if own.text == _SPENT and item.quantity.kind == "money":
            noun, follows = _spent_on(afters[place].text), ""
        owned = _owned(run, place, afters) if own.text and not own.frame else ""
        if _COVERED.fullmatch(after.text) and item.quantity.kind == "share":
            own, noun, follows = replace(own, words=_without_verb(own.words)), "覆盖率", shared
        reading = _reading(item.quantity, _Parts(own, owned + noun, follows, after.end), inherited)
        readings.append(replace(reading, link="list" if item.link == "list" else "clause"))
    return readings


_ASIDE = re.compile(BRACKET)  # 审结9件（含上年结转）: what is said of the figure, no noun of its own


def _is_done_often(run: Sequence[Item]) -> bool:
    """Say whether a figure counts how often the verb after it was done (先后9次专题研究…)."""
    before, after = opened(run[0].before).text, run[0].after.text
    often = len(run) == 1 and run[0].quantity.unit == "次" and not verb_of(before)[0]
    return often and bool(verb_of(after)[0] or _BROUGHT.match(after))


def _often(item: Item) -> Reading:
    done = lead_of(item.after, followed=False).words
    verb, noun = verb_of(done.text)
    return Reading(item.quantity, item.quantity.start, done.end, verb, noun)


def _without_verb(words: Phrase) -> Phrase:
    return Phrase(words.text.replace("实现", "", 1), words.start)


def _afters(run: Sequence[Item]) -> list[Phrase]:
    """Return the words after each figure; two figures in a row share those after the second."""
    found = [trailed(item.after) for item in run]
    for place in range(len(run) - 2, -1, -1):
        if not run[place].after.text and not run[place + 1].before.text:
            found[place] = found[place + 1]
    return found


def _own_lead(item: Item, place: int, lead: Lead, after: Phrase) -> Lead:
    if place and item.before.text and item.link:
        return lead_of(item.before, followed=bool(after.text))
    return lead


def _is_enough(lead: Lead, item: Item) -> bool:
    """Say whether what stands before an amount says it all (投资3亿元实施…, 总规模5亿元的…)."""
    after = item.after.text
    if item.quantity.kind == "share":
        return lead.stated and after.startswith("的")
    spent = after.startswith(("的", "为", "对", "在", "用于")) or bool(verb_of(after)[0])
    return spent and item.quantity.kind in {"money", "size"} and bool(_AMOUNT.search(lead.text))


def _spent_on(after: str) -> str:
    """Return what an amount was spent on, without the verb between (投资3亿元实施茶园改造)."""
    rest = _TOWARDS.sub("", after)
    thing = verb_of(rest)[1] or rest
    return predicate(_TOWARDS.sub("", thing))[0]


def _owned(run: Sequence[Item], place: int, afters: Sequence[Phrase]) -> str:
    """Return what the noun of a figure is of: in 梳理6个部门共40项事项, the 部门 are those of the 事项."""
    if place + 1 == len(run) or not afters[place].text or afters[place] == afters[place + 1]:
        return ""
    following = afters[place + 1].text
    shared = run[place + 1].link == "list" or (bool(following) and afters[place].text.endswith(following))
    return "" if shared else predicate(following)[0]


def _reading(quantity: Quantity, parts: _Parts, inherited: str) -> Reading:
    lead = parts.lead
    start = min(lead.words.start, quantity.start) if lead.text else quantity.start
    verb, noun, follows = _composed(parts)
    if inherited and not lead.text:
        verb, noun = verb_of(inherited + noun)
    return Reading(
        quantity,
        start,
        max(parts.end, quantity.end),
        verb,
        _short(noun),
        follows,
        led=bool(lead.text) and not lead.frame and not lead.stated,
        within=lead.within,
    )


def _composed(parts: _Parts) -> tuple[str, str, str]:
    """Return verb, noun and predicate."""
    if parts.lead.frame:
        return _framed(parts)
    verb, rest = verb_of(parts.lead.text)
    if parts.lead.text and not parts.noun:
        return *_object(verb, rest), ""
    if verb:
        return verb, rest + parts.noun, "" if _DUMMY.match(parts.follows) else parts.follows
    noun = rest + parts.noun
    among = _AMONG.search(noun)
    return ("", noun[: among.start()], "") if among else ("", noun, parts.follows)


def _framed(parts: _Parts) -> tuple[str, str, str]:
    verb, noun, follows = parts.lead.text, parts.noun, parts.follows
    among = _AMONG.search(noun + follows) if parts.lead.frame in {"从", "在"} else None
    if among:
        return verb, (noun + follows)[: among.start()], ""
    dummy = _DUMMY.search(follows)
    if dummy:
        done = follows[dummy.end() :]
        return (verb, noun, done) if verb_of(done)[1] else (verb + done, noun, "")
    act = _HELD.match(follows)
    if act and parts.lead.frame == "对" and not verb:
        return "开展" + follows[act.end() :], noun, ""
    # 为企业提供…: the preposition is part of what is said; 对…提出 and 将…纳入 only bring the object forward.
    kept = "为" if parts.lead.frame == "为" and follows else ""
    return verb or kept, noun, follows


def _object(verb: str, noun: str) -> tuple[str, str]:
    """Drop the members of a list before 等 where what follows is telling enough by itself."""
    rest = after_members(noun)
    if rest == noun or len(rest) < _least_telling(verb, noun, rest):
        return verb, noun
    follows = predicate(rest)[1]
    return verb_of(follows) if follows else (verb, rest)


def _least_telling(verb: str, noun: str, rest: str) -> int:
    """Return how long the noun after a list must be to stand without it."""
    if _MARK in blanked(noun) and rest not in _MERE_ACTS:
        return _NAMED
    return _TELLING - 1 if verb and len(noun) - len(rest) > _LONG_LIST else _TELLING


def _short(noun: str) -> str:
    if len(noun) <= _LONG or noun[0] in "以由":
        return noun
    first = blanked(noun).find("、")
    return noun[:first] if first >= _TELLING and (len(noun) > _LONG * 2 or "等" not in noun) else noun
