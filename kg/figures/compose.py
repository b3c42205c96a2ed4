"""Say what each figure of a clause counts, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kg.figures.change import change_of, is_shift
from kg.figures.cues import RULES
from kg.figures.lead import Lead, lead_of
from kg.figures.phrase import Phrase, trailed
from kg.figures.spot import blanked
from kg.figures.verbs import predicate, verb_at, verb_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.figures.chunks import Chunk, Item
    from kg.figures.spot import Quantity
    from kg.model import Measure

__all__ = ["Reading", "read_run", "runs"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one figure: the parts of its indicator, and the stretch that states it.

    ``back``: how many figures back the thing is that a change without a name is of.
    ``link``: whether it goes on a list (、), follows in the same part of the sentence (，) or opens a new one (；).
    ``led``: words before the number belong to it (办理案件5件), so that it may share the verb of a list.
    """

    quantity: Quantity
    verb: str
    noun: str
    predicate: str
    start: int
    end: int
    led: bool = False
    link: Literal["list", "clause", "new"] = "clause"
    within: bool = False
    measure: Measure = "level"
    back: int = 1

    @property
    def indicator(self) -> str:
        """Verb and noun, then the predicate of a noun that comes first."""
        return self.verb + self.noun + self.predicate


_AMOUNT = re.compile(RULES["carry"]["amounts"])
_DUMMY = re.compile(r"(?<!推)进行了?")
_AMONG = re.compile(r"中(?![央心国小级学介])")
_TO = re.compile(r"(?:至|到|为|给|对|将)$")
_FRAMED_AFTER = re.compile(r"(?:为|给|对|将|的)$")
_LISTED = re.compile(r".*等(?![级同])", re.DOTALL)
# A noun of five characters or more says by itself what is counted (公益法律服务品牌); a shorter one needs its list (…等问题).
_TELLING = 5
# A noun longer than this goes on past what is counted: it is cut at its first 、 (longest one-part noun met: 20).
_LONG = 20


def runs(chunk: Chunk) -> list[list[Item]]:
    """Part the figures of a clause where one no longer shares its words with the next."""
    parts: list[list[Item]] = []
    for item in _extended(chunk.items):
        if parts and not _apart(item) and (item.link or _stacked(parts[-1][-1], item)):
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _apart(item: Item) -> bool:
    """A rank, a change and the level that something came to are read by themselves."""
    shifted = item.quantity.kind == "rank" or change_of(item.before, item.quantity) is not None
    return shifted or is_shift(item.before.text)


def _extended(items: Sequence[Item]) -> list[Item]:
    """分两批完成对403人次…考试: the words after the first figure go on after the second."""
    if not items:
        return []
    result = [items[-1]]
    for item, following in zip(reversed(items[:-1]), reversed(items), strict=False):
        after = item.after
        frame = _FRAMED_AFTER.search(after.text)
        if following.before == after and _goes_on(after.text):
            size = frame.start() if frame else len(after.text)
            result.append(replace(item, after=Phrase(after.text[:size] + following.after.text, after.start)))
        else:
            result.append(replace(item, after=Phrase(_TO.sub("", after.text), after.start)))
    return result[::-1]


def _goes_on(after: str) -> bool:
    frame = _FRAMED_AFTER.search(after)
    if frame is None:
        return bool(verb_at(after))
    return frame[0] == "的" or not verb_of(after[: frame.start()])[1]


def _stacked(previous: Item, item: Item) -> bool:
    """对8个单位12位领导干部…: only a noun parts the two."""
    gap = item.before.text
    noun = bool(gap) and bool(item.after.text) and previous.quantity.end == item.before.start and not verb_of(gap)[0]
    return noun and not predicate(gap)[1] and not _TO.search(gap)


def read_run(run: Sequence[Item], inherited: str) -> list[Reading]:
    """Return the readings of figures that share words; ``inherited``: the words that a bracket stands after."""
    afters = _afters(run)
    lead = lead_of(run[0].before, followed=bool(afters[0].text))
    shared = predicate(afters[-1].text)[1] if len(run) > 1 else ""
    readings: list[Reading] = []
    for place, item in enumerate(run):
        own = _own_lead(item, place, lead, afters[place])
        if _enough(own, item):
            afters[place] = afters[place].until(afters[place].start)
        noun, follows = predicate(afters[place].text, alone=not own.text)
        owned = _owned(run, place, afters) if own.text and not own.frame else ""
        parts = _Parts(own, owned + noun, follows or shared, afters[place].end)
        readings.append(
            replace(_read(item.quantity, parts, inherited), link="list" if item.link == "list" else "clause")
        )
    return readings


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one figure was found to stand among: lead, noun after it, predicate after that, and where they end."""

    lead: Lead
    noun: str
    follows: str
    end: int


def _afters(run: Sequence[Item]) -> list[Phrase]:
    """The words after each figure; two figures in a row share those after the second."""
    found = [trailed(item.after) for item in run]
    for place in range(len(run) - 2, -1, -1):
        if not run[place].after.text and not run[place + 1].before.text:
            found[place] = found[place + 1]
    return found


def _own_lead(item: Item, place: int, lead: Lead, after: Phrase) -> Lead:
    if place and item.before.text and item.link:
        return lead_of(item.before, followed=bool(after.text))
    return lead


def _enough(lead: Lead, item: Item) -> bool:
    """投资3亿元实施…, 总规模5亿元的…: what stands before an amount says it all."""
    after = item.after.text
    if item.quantity.kind == "share":
        return lead.stated and after.startswith("的")
    spent = after.startswith(("的", "为", "对", "在", "用于")) or bool(verb_of(after)[0])
    return spent and item.quantity.kind in {"money", "size"} and bool(_AMOUNT.search(lead.text))


def _owned(run: Sequence[Item], place: int, afters: Sequence[Phrase]) -> str:
    """梳理10个部门共90项事项: the ten are 部门 of the 事项 that the verb governs."""
    if place + 1 == len(run) or not afters[place].text or afters[place] == afters[place + 1]:
        return ""
    following = afters[place + 1].text
    shared = run[place + 1].link == "list" or (bool(following) and afters[place].text.endswith(following))
    return "" if shared else predicate(following)[0]


def _read(quantity: Quantity, parts: _Parts, inherited: str) -> Reading:
    lead = parts.lead
    start = min(lead.words.start, quantity.start) if lead.text else quantity.start
    verb, noun, follows = _composed(parts)
    if inherited and not lead.text:
        verb, noun = verb_of(inherited + noun)
    led = bool(lead.text) and not lead.frame and not lead.stated
    return Reading(quantity, verb, _short(noun), follows, start, max(parts.end, quantity.end), led, within=lead.within)


def _composed(parts: _Parts) -> tuple[str, str, str]:
    lead = parts.lead
    if lead.frame:
        return _framed(parts)
    if lead.text and not parts.noun:
        verb, noun = verb_of(lead.text)
        return verb, _unlisted(noun), ""
    verb, rest = verb_of(lead.text)
    if not verb:
        return _amid(lead.text + parts.noun, parts.follows)
    return verb, rest + parts.noun, "" if _DUMMY.match(parts.follows) else parts.follows


def _amid(noun: str, follows: str) -> tuple[str, str, str]:
    """9个地级市中试用效果…: what is counted stands before 中."""
    among = _AMONG.search(noun)
    return ("", noun[: among.start()], "") if among else ("", noun, follows)


def _framed(parts: _Parts) -> tuple[str, str, str]:
    verb, noun, follows = parts.lead.text, parts.noun, parts.follows
    if parts.lead.frame in {"从", "在"}:
        among = _AMONG.search(noun + follows)
        if among:
            return verb, (noun + follows)[: among.start()], ""
    for dummy in _DUMMY.finditer(follows):
        done = follows[dummy.end() :]
        return (verb + done, noun, "") if not verb_of(done)[1] else (verb, noun, done)
    return (verb or _kept(parts.lead.frame, follows)), noun, follows


def _kept(frame: str, follows: str) -> str:
    """为企业提供…: the preposition is part of what is said, 对…提出 and 将…纳入 only bring the object forward."""
    return "为" if frame == "为" and follows else ""


def _unlisted(noun: str) -> str:
    """Drop the members of a list before 等 where what follows is telling enough by itself."""
    match = _LISTED.match(blanked(noun))
    if match and len(noun) - match.end() >= _TELLING:
        return noun[match.end() :]
    return noun


def _short(noun: str) -> str:
    if len(noun) <= _LONG or noun[0] in "以由":
        return noun
    first = blanked(noun).find("、")
    return noun[:first] if first >= _TELLING and (len(noun) > _LONG * 2 or "等" not in noun) else noun
