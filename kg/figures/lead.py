"""The words before a number: what of them says what is counted, and the preposition that frames the noun after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.figures.cues import RULES, any_of, pattern, words
from kg.figures.marks import blanked
from kg.figures.phrase import Phrase, closed, opened
from kg.figures.verbs import verb_at, verb_of, verb_within

__all__ = ["Lead", "lead_of"]


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a number.

    ``frame`` is the preposition that ends it (为32家…提供), or nothing; ``stated``: a verb such as 达 says that
    something came to the number; ``within``: it is part of what was counted before (其中).
    """

    words: Phrase
    frame: str = ""
    stated: bool = False
    within: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text


_FRAMES = any_of(words("carry", "frames"))
_FRAMED = re.compile(rf"(?<![控稳保维][制定持])({_FRAMES})(?:{any_of(words('words', 'place'))}|全国|对|的)*$")
_FRAME_FIRST = re.compile(rf"(?:{_FRAMES})(?![{RULES['carry']['frames_not_before']}])")
# 将, 把 and 对 bring an object forward: only a plain predicate is the verb that it belongs to.
_OBJECT_FRAMES = frozenset("将把对")
_TOTAL = re.compile(f".*{pattern('total')}", re.DOTALL)
_TOTAL_LAST = re.compile(pattern("total_last"))
_BODY = re.compile(pattern("body"))
_ACTOR = re.compile(pattern("actor"))
_GENERAL = re.compile("[各两全]|[^，]*(?:的|等)")
_NAME_SIZES = (0, 2, 3)
_LEADS = re.compile("(?:带队|率队|先后|多次)*(?:到|赴|前往|深入)")
_ENLISTED = re.compile("联合|会同|组织")
_RATED = re.compile("[率度量数额比]$")
_MEANS = re.compile(pattern("means"))
_CAME = re.compile(r".*(?:达|为|至|到|突破|是|有|完成|实现|在|持)", re.DOTALL)
_TITLES = re.compile(r"■[■、和及]*")
_PAIR = 2
_VERBS = frozenset(words("verbs", "words"))
# A subject this short is kept before a bare verb, which says too little alone (特色农具累计销售).
_SHORT_SUBJECT = 10
# A lead longer than this that ends in a verb tells of other things before it (13 to 30 score alike).
_LONG_LEAD = 16
# A clause this short that describes the noun belongs to it (参加复训的90名人员); a longer one only explains.
_SHORT_CLAUSE = 6
# What is left of 通过系统实施检查 must say more than its verb: 3 and 6 lose figures.
_SHORT_PHRASE = 4
# Words before a number are read this far back: the longest indicator of the gold files has 29 characters.
_REACH = 160


def lead_of(before: Phrase, *, followed: bool) -> Lead:
    """Return the words before a number that say what is counted; ``followed``: words of its own follow the number."""
    near = before.since(max(before.start, before.end - _REACH))
    if followed and (_TOTAL_LAST.search(near.text) or near.text.endswith(("、", "以及"))):
        return Lead(_only_verb(opened(near)))
    phrase = _without_listing(opened(near), followed=followed)
    framed = _FRAMED.search(phrase.text) if followed else None
    if framed:
        return Lead(_only_verb(_after_total(phrase.head(framed.start()), alone=False)), framed[1])
    whole = _after_total(phrase, alone=not followed)
    phrase = closed(whole, alone=not followed)
    lead = _clause(phrase if phrase.text else closed(whole), followed=followed)
    stated = bool(_CAME.match(whole.text[len(phrase.text) :]))
    return replace(lead, stated=stated, within=near.text.startswith("其中"))


def _without_listing(phrase: Phrase, *, followed: bool) -> Phrase:
    """Drop the members of a list before the number that closes with 等 or names several: its verb stays."""
    verb, rest = verb_of(blanked(phrase.text))
    if not followed:
        named = verb and rest.endswith("等") and _TITLES.fullmatch(rest[:-1])
        return phrase.head(len(verb)) if named and phrase.text.startswith("《", len(verb)) else phrase
    if verb and _is_listing(rest, titled=phrase.text.startswith("《", len(verb))):
        return phrase.head(len(verb))
    if not phrase.text.rstrip().endswith("等"):
        return phrase
    frame = _FRAME_FIRST.match(phrase.text)
    return phrase.head(len(verb) or (frame.end() if frame else 0))


def _is_listing(rest: str, *, titled: bool) -> bool:
    """Say whether an object is a list of titles, or of three names or more, none of them with a verb."""
    members = rest.split("、")
    return (titled and _TITLES.fullmatch(rest) is not None) or (
        len(members) > _PAIR and not any(verb_of(one)[0] for one in members)
    )


def _only_verb(phrase: Phrase) -> Phrase:
    verb, rest = verb_of(phrase.text)
    return phrase.head(len(verb)) if rest else phrase


def _after_total(phrase: Phrase, *, alone: bool) -> Phrase:
    """Drop the subject before 共, 累计 or 已 where words follow them."""
    match = _TOTAL.match(blanked(phrase.text))
    if not match or match.end() == len(phrase.text):
        return phrase
    rest = opened(phrase.skip(match.end()))
    subject = closed(phrase.head(match.end()))
    if alone and rest.text in _VERBS and len(subject.text) <= _SHORT_SUBJECT:
        return Phrase(subject.text + rest.text, phrase.start)
    return rest if closed(rest).text else phrase


def _clause(phrase: Phrase, *, followed: bool) -> Lead:
    phrase = _without_actor(_without_body(phrase))
    if followed and phrase.text.startswith("涉及"):
        phrase = opened(phrase.skip(len("涉及")))
    shown = blanked(phrase.text)
    if _FRAME_FIRST.match(shown):
        return _framed_clause(phrase, shown, followed=followed)
    return Lead(_main_verb(phrase, shown) if followed else phrase)


def _main_verb(phrase: Phrase, shown: str) -> Phrase:
    """Drop a long clause that describes the noun after the number, or other deeds told before its verb."""
    verb, rest = verb_of(shown)
    if shown.endswith("的") and verb and len(rest) > _SHORT_CLAUSE:
        return phrase.head(len(verb))
    if len(shown) > _LONG_LEAD and verb_at(shown):
        return phrase.skip(len(shown) - len(verb_at(shown)))
    return phrase


def _without_body(phrase: Phrase) -> Phrase:
    """Drop a public body, or a title, that only does what the verb after it says."""
    shown = blanked(phrase.text)
    match = re.match("■+", shown) if phrase.text.startswith("《") else _BODY.match(shown)
    if not match or match.end() == len(shown):
        return phrase
    rest = opened(phrase.skip(match.end()))
    acts = verb_of(blanked(rest.text))[0] or _FRAME_FIRST.match(rest.text)
    return rest if acts or not rest.text else phrase


def _without_actor(phrase: Phrase) -> Phrase:
    """Drop the bodies or office holders that do what the verb after them says (县委书记李某讲授…)."""
    shown = blanked(phrase.text)
    enlisted = _ENLISTED.match(shown)
    first = enlisted.end() if enlisted else 0
    if _RATED.search(shown) or verb_of(shown[first:])[0]:
        return phrase
    for match in _ACTOR.finditer(shown, first):
        if _GENERAL.match(shown[first : match.end()]):
            return phrase
        for name in _NAME_SIZES if match["office"] else (0,):
            rest = opened(phrase.skip(match.end() + name))
            if _LEADS.match(rest.text) or verb_of(blanked(rest.text))[0]:
                # 市商务局签订的合同: there the body says which.
                return phrase if "的" in rest.text else _without_actor(_after_going(rest))
    return phrase


def _after_going(phrase: Phrase) -> Phrase:
    """Drop where the actor went (带队到街道、窗口现场办公)."""
    going = _LEADS.match(phrase.text)
    verb = verb_within(phrase.text[going.end() :]) if going else None
    return phrase.skip(going.end() + verb) if going and verb is not None else phrase


def _framed_clause(phrase: Phrase, shown: str, *, followed: bool) -> Lead:
    """为企业解决问题: from the verb on; 对…发布的, up to the number: the frame alone."""
    found = _FRAME_FIRST.match(shown)
    frame = found[0] if found else ""
    means = _MEANS.match(shown, len(frame))
    size = means.end() if means else len(frame)
    framed, clause = phrase.skip(size), shown[size:]
    if followed and clause.endswith("的"):
        return Lead(framed if len(clause) <= _SHORT_CLAUSE else framed.head(0), frame)
    verb = verb_within(clause, strong=followed and frame in _OBJECT_FRAMES)
    if verb is None:
        return Lead(framed.head(0), frame) if followed else Lead(framed)
    rest = framed.skip(verb)
    return Lead(rest if followed or len(rest.text) > _SHORT_PHRASE else phrase)
